"""Train the stance model: support or opposition for every ordered pair of mentions in a sentence.

Starts half-way between the pipeline's encoder, which knows syntax and names, and the general one that
it was made from, which knows more of meaning (their mean, as in Wortsman et al. 2022); their word-piece
table is shared and stays as it is. Learns from sentences with one marked pair (DSE: Park, Pan and Joo,
ACL 2021), from sentences with every actor and claim, and from whole annotated articles. Resumable like
the pipeline's training.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import spacy
import torch
from torch import Tensor
from torch.nn import functional as F

from kg.errors import TrainError
from kg.pipeline.pairs import (
    ASPECTS,
    LONGEST,
    MODALITIES,
    ROLES,
    STANCES,
    Marked,
    encode,
    find_marks,
    role_of,
    span_of_words,
    split_words,
)
from kg.pipeline.pieces import WordPieces
from kg.records import EntityType, MentionKind
from kg.train.data import open_lines
from kg.train.network import Encoder, PairModel, pretrained_folder
from kg.train.onnxgraph import write_network, write_packed
from kg.train.package import arrays
from kg.train.run import Rates, Run, checksum

_NLP = spacy.blank("en")
_NLP.add_pipe("sentencizer")
_HERE = Path(__file__).parent
#: From this share of the run on, weights are averaged; every so many steps.
_AVERAGED_FROM, _AVERAGED_EACH = 0.85, 25


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is made with; kept in ``stance.json``."""

    epochs: int = 5
    words_per_batch: int = 1100
    rate: float = 1.0e-4
    head_rate: float = 8e-4
    warmup: float = 0.06
    marked_pairs_weight: float = 0.8
    seed: int = 11


@dataclass(slots=True)
class Example:
    """A sentence with its mentions and what is known of their pairs.

    Attributes:
        pairs: (holder, target) -> (stance, aspect, modality) as indices; what is missing is
            no claim, unless ``only`` says that just these pairs are known.
        ignore: Pairs of which nothing is known.
    """

    marked: Marked
    pairs: dict[tuple[int, int], tuple[int, int, int]] = field(default_factory=dict)
    ignore: set[tuple[int, int]] = field(default_factory=set)
    only: bool = False


def read_actor_sentences(path: Path) -> list[Example]:
    """Sentences with all their actors and claims (``voa-*.jsonl`` and our own)."""
    examples = []
    for line in open_lines(path):
        row = json.loads(line)
        words, offsets = split_words(row["text"])
        spans = []
        for begin, end, type_, kind in row["actors"]:
            span = span_of_words(offsets, begin, end)
            if span is None:
                raise TrainError(f"{path}: {row['id']}: an actor at {begin}-{end} covers no word")
            spans.append((*span, role_of(EntityType(type_), MentionKind(kind))))
        example = Example(Marked(words, tuple(spans)))
        for holder, target, stance, aspect, modality, _ in row["claims"]:
            values = (STANCES.index(stance), ASPECTS.index(aspect), MODALITIES.index(modality))
            # The same pair may be asserted and denied; the asserted reading is kept.
            old = example.pairs.get((holder, target))
            if old is None or old[2] == 1:
                example.pairs[holder, target] = values
        examples.append(example)
    return examples


#: Label of a marked sentence -> (stance, first entity is the holder).
_DIRECTED = {1: (1, True), 2: (1, False), 3: (2, True), 4: (2, False)}


def read_marked(text: str) -> Example | None:
    """A sentence with ``[first]`` and ``[second]`` entity in brackets; None where they are not two."""
    plain, marks = find_marks(text)
    words, offsets = split_words(plain)
    covered = [span_of_words(offsets, *mark) for mark in marks]
    if len(covered) != 2 or None in covered:
        return None
    role = ROLES.index("unknown")
    return Example(Marked(words, tuple((*c, role) for c in covered if c)), only=True)


def read_directed(path: Path) -> list[Example]:
    """DSE sentences: one pair each, both directions known."""
    examples = []
    for line in open_lines(path):
        text, _, _, label = line.split("\t")
        example = read_marked(text)
        if example is None:
            continue
        example.pairs = {(0, 1): (0, -100, -100), (1, 0): (0, -100, -100)}
        if int(label):
            stance, forward = _DIRECTED[int(label)]
            example.pairs[(0, 1) if forward else (1, 0)] = (stance, -100, -100)
        examples.append(example)
    return examples


def read_articles(folder: Path) -> list[Example]:
    """Annotated articles as sentences; a claim counts in the sentences that are its evidence."""
    examples = []
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        names = [
            (alias, number, entity["type"])
            for number, entity in enumerate(gold["entities"])
            for alias in {entity["name"], *entity["aliases"]}
        ]
        names.sort(key=lambda n: (-len(n[0]), n[0]))
        index = {entity["name"]: number for number, entity in enumerate(gold["entities"])}
        for paragraph in text.split("\n"):
            for sent in _NLP(paragraph.strip()).sents if paragraph.strip() else ():
                example = _article_sentence(sent.text, names, gold["claims"], index)
                if example:
                    examples.append(example)
    return examples


def _article_sentence(
    text: str, names: list[tuple[str, int, str]], claims: list[dict[str, object]], index: dict[str, int]
) -> Example | None:
    words, offsets = split_words(text)
    taken = [False] * len(text)
    spans: list[tuple[int, int, int]] = []
    owners: list[int] = []
    for alias, owner, type_ in names:
        for match in re.finditer(rf"(?<!\w){re.escape(alias)}(?!\w)", text):
            if any(taken[match.start() : match.end()]):
                continue
            taken[match.start() : match.end()] = [True] * len(alias)
            span = span_of_words(offsets, match.start(), match.end())
            if span:
                kind = MentionKind.NAME if alias[:1].isupper() else MentionKind.NOMINAL
                spans.append((*span, role_of(EntityType(type_), kind)))
                owners.append(owner)
    if len(spans) < 2:
        return None
    example = Example(Marked(words, tuple(spans)))
    folded = " ".join(text.split())
    for claim in claims:
        evidence = [" ".join(str(e).split()) for e in claim["evidence"]]  # type: ignore[attr-defined]
        here = any(folded in e or e in folded for e in evidence)
        holder, target = index[str(claim["holder"])], index[str(claim["target"])]
        for i, first in enumerate(owners):
            for j, second in enumerate(owners):
                if (first, second) != (holder, target):
                    continue
                if here and claim["weight"] == "core" and (i, j) not in example.pairs:
                    example.pairs[i, j] = (
                        STANCES.index(str(claim["stance"])),
                        ASPECTS.index(str(claim["aspect"])),
                        MODALITIES.index(str(claim["modality"])),
                    )
                else:
                    example.ignore.add((i, j))
    return example


@dataclass(slots=True)
class Batch:
    """Padded arrays; -100 where nothing is to be learnt."""

    ids: Tensor
    cases: Tensor
    roles: Tensor
    first: Tensor
    last: Tensor
    stance: Tensor
    aspect: Tensor
    modality: Tensor
    weight: Tensor


def collate(examples: Sequence[Example], pieces: WordPieces, weight: float) -> Batch:
    """Examples to one batch; ``weight`` is that of a pair of a sentence with one marked pair."""
    rows = [encode(e.marked, pieces) for e in examples]
    length = max(len(r["ids"]) for r in rows)
    width = max(len(r["first"]) for r in rows)
    stance = torch.full((len(rows), width, width), -100)
    aspect, modality = stance.clone(), stance.clone()
    weights = torch.ones(len(rows), width, width)
    for n, (row, example) in enumerate(zip(rows, examples, strict=True)):
        size = len(row["first"])
        if example.only:
            weights[n] = weight
        else:
            stance[n, :size, :size] = 0
            stance[n, range(size), range(size)] = -100
        for i, j in example.ignore:
            stance[n, i, j] = -100
        for (i, j), (s, a, m) in example.pairs.items():
            if i != j and row["first"][i] and row["first"][j]:
                stance[n, i, j], aspect[n, i, j], modality[n, i, j] = s, a, m

    def pad(key: str, size: int) -> Tensor:
        return torch.tensor([r[key] + [0] * (size - len(r[key])) for r in rows])

    return Batch(
        pad("ids", length),
        pad("cases", length),
        pad("roles", length),
        pad("first", width),
        pad("last", width),
        stance,
        aspect,
        modality,
        weights,
    )


def groups(examples: Sequence[Example], size: int, rng: random.Random) -> Iterator[list[Example]]:
    """Batches of sentences of like length, in random order."""
    order = sorted(examples, key=lambda e: len(e.marked.words) + rng.random() * 6)
    batches: list[list[Example]] = [[]]
    for example in order:
        if batches[-1] and (len(batches[-1]) + 1) * len(example.marked.words) > size:
            batches.append([])
        batches[-1].append(example)
    rng.shuffle(batches)
    yield from batches


def pair_loss(model: PairModel, batch: Batch) -> Tensor:
    """Sum over heads of the mean loss over known pairs."""
    stance, aspect, modality = (
        x.float() for x in model(batch.ids, batch.cases, batch.roles, batch.first, batch.last)
    )
    known = batch.stance >= 0
    each = F.cross_entropy(stance[known], batch.stance[known], reduction="none", label_smoothing=0.03)
    # A sentence of many actors has many empty pairs; claims weigh as much as their number tells.
    loss = (each * batch.weight[known]).sum() / batch.weight[known & (batch.stance > 0)].sum().clamp(min=8.0)
    for logits, gold in ((aspect, batch.aspect), (modality, batch.modality)):
        told = gold >= 0
        if told.any():
            loss = loss + 0.3 * F.cross_entropy(logits[told], gold[told])
    return loss


def sources(data: Path) -> dict[str, Path]:
    """The files and the folder trained on."""
    return {
        "directed": data / "stance" / "dse-train.tsv",
        "actors": data / "stance" / "voa-train.jsonl",
        "articles": data / "articles",
        "long": _HERE / "stance_long.jsonl",
        "own": _HERE / "stance_own.jsonl",
    }


def train(
    data: Path, work: Path, pipeline_weights: Path, settings: Settings | None = None, *, device: str = "cpu"
) -> Path:
    """Train, or go on with, the stance model; returns the file of its weights.

    Args:
        data: Folder with ``stance/`` and ``articles/``.
        work: Folder for state, log and result.
        pipeline_weights: ``final.pt`` of the pipeline's training, to start from.
        settings: How long and how fast.
        device: ``cpu`` or ``cuda``.
    """
    settings = settings or Settings()
    work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(settings.seed)
    paths = sources(data)
    directed = read_directed(paths["directed"])
    whole = [*read_actor_sentences(paths["actors"]), *read_articles(paths["articles"])]
    whole += [*read_actor_sentences(paths["own"]), *read_actor_sentences(paths["long"])]
    dev = {
        "voa": read_actor_sentences(data / "stance" / "voa-dev.jsonl"),
        "dse": read_directed(data / "stance" / "dse-valid.tsv"),
    }
    pieces = WordPieces.from_text((pretrained_folder() / "vocab.txt").read_text(encoding="utf-8"))
    model = PairModel(len(ROLES))
    model.encoder.load_pretrained()
    start_between(model.encoder, torch.load(pipeline_weights, map_location="cpu", weights_only=True))
    total = settings.epochs * (len(directed) + 2 * len(whole))
    run = Run(model, work, Rates(settings.rate, settings.head_rate, settings.warmup), total, device)
    run.say(f"{len(directed)} directed sentences, {len(whole)} with all their actors")
    for epoch in range(run.epoch, settings.epochs):
        # The fully annotated sentences are few and clean: each is seen twice a pass.
        _train_pass(run, model, pieces, [*directed, *whole, *whole], settings, epoch)
        run.say(f"epoch {epoch}", *(f"{k} {evaluate(model, v, pieces, device)}" for k, v in dev.items()))
        run.save(epoch + 1)
    return run.finish(asdict(settings), checksums(paths))


def start_between(encoder: Encoder, pipeline: Mapping[str, Tensor]) -> None:
    """Set weights to the mean of what they are and those of the pipeline's encoder."""
    general = encoder.state_dict()
    encoder.load_state_dict({k: (v + pipeline[f"encoder.{k}"]) / 2 for k, v in general.items()})


def _train_pass(
    run: Run,
    model: PairModel,
    pieces: WordPieces,
    examples: Sequence[Example],
    settings: Settings,
    epoch: int,
) -> None:
    rng = random.Random(settings.seed * 1000 + epoch)
    model.train()
    seen = 0.0
    for step, group in enumerate(groups(examples, settings.words_per_batch, rng)):
        batch = collate(group, pieces, settings.marked_pairs_weight)
        batch = Batch(*(getattr(batch, name).to(run.device) for name in Batch.__slots__))
        with torch.autocast(run.device, dtype=torch.bfloat16):
            loss = pair_loss(model, batch)
        run.learn(loss, len(group))
        if run.progress > _AVERAGED_FROM and step % _AVERAGED_EACH == 0:
            run.add_to_average()
        seen = seen * 0.98 + loss.item() * 0.02 if seen else loss.item()
        if step % 50 == 0:
            run.say(
                f"epoch {epoch} step {step} {run.progress:.3f} {run.speed:.0f} sentences/s loss {seen:.3f}"
            )


def checksums(paths: dict[str, Path]) -> dict[str, str]:
    """SHA-256 of every input."""
    return {name: checksum(path) for name, path in sorted(paths.items())}


def evaluate(model: PairModel, examples: Sequence[Example], pieces: WordPieces, device: str) -> str:
    """Precision, recall and F1 of stance on given mentions, at the likeliest class and at thresholds."""
    model.eval()
    found: list[tuple[int, float, int]] = []
    right = {"aspect": [0, 0], "modality": [0, 0]}
    correct = counted = 0
    for group in groups(examples, 3000, random.Random(0)):
        batch = collate(group, pieces, 1.0)
        batch = Batch(*(getattr(batch, name).to(device) for name in Batch.__slots__))
        with torch.no_grad(), torch.autocast(device, dtype=torch.bfloat16):
            stance, aspect, modality = (
                x.float() for x in model(batch.ids, batch.cases, batch.roles, batch.first, batch.last)
            )
        chance = stance.softmax(-1)
        if group[0].only:
            # A directed sentence: neutral unless one direction has a stance likelier than not.
            scores = torch.stack(
                [
                    chance[:, 0, 1, 0] * chance[:, 1, 0, 0],
                    chance[:, 0, 1, 1],
                    chance[:, 1, 0, 1],
                    chance[:, 0, 1, 2],
                    chance[:, 1, 0, 2],
                ],
                -1,
            )
            gold = torch.stack([batch.stance[:, 0, 1], batch.stance[:, 1, 0]], -1)
            label = torch.where(
                gold[:, 0] > 0, gold[:, 0] * 2 - 1, torch.where(gold[:, 1] > 0, gold[:, 1] * 2, 0)
            )
            correct += int((scores.argmax(-1) == label).sum())
            counted += len(label)
            continue
        known = batch.stance >= 0
        best, which = chance[..., 1:].max(-1)
        found += list(
            zip((which[known] + 1).tolist(), best[known].tolist(), batch.stance[known].tolist(), strict=True)
        )
        for name, logits, gold in (("aspect", aspect, batch.aspect), ("modality", modality, batch.modality)):
            told = gold >= 0
            right[name][0] += int((logits.argmax(-1) == gold)[told].sum())
            right[name][1] += int(told.sum())
    if counted:
        return f"accuracy {correct / counted:.4f}"
    shown = []
    for threshold in (0.3, 0.4, 0.5, 0.6):
        hits = sum(s == g and p >= threshold for s, p, g in found)
        predicted = sum(p >= threshold for _, p, _ in found)
        gold_count = sum(g > 0 for _, _, g in found)
        precision, recall = hits / max(1, predicted), hits / gold_count
        f1 = 2 * hits / (predicted + gold_count)
        shown.append(f"{threshold}: P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")
    parts = [f"{k} {a / max(1, b):.3f}" for k, (a, b) in right.items()]
    return "; ".join([*shown, *parts])


def write_stance(weights: Path, out: Path, meta: dict[str, object]) -> None:
    """Write the packaged stance model: ``stance.onnx`` and ``.npz``, ``heads.npz`` and ``stance.json``."""
    tensors = {k: v for k, v in arrays(weights).items() if k != "encoder.word.weight"}
    out.mkdir(parents=True, exist_ok=True)
    write_packed(write_network("pairs", tensors, out / "stance.onnx"), out / "heads.npz")
    text = json.dumps({"longest": LONGEST, **meta}, indent=1, sort_keys=True)
    (out / "stance.json").write_text(text + "\n", encoding="utf-8")
