"""Train the English pipeline: one encoder with heads for tags, parses, sentence starts and names.

Resumable: every few hundred steps the state goes to ``WORK/state.pt``; the same command goes on
from there. The shipped files are written by ``kg.train.package``.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import spacy
import torch
from torch import Tensor
from torch.nn import functional as F

from kg.pipeline.pieces import CLS, SEP, WordPieces, case_class
from kg.train.data import (
    NER_LABELS,
    Document,
    Sentence,
    open_lines,
    read_actors,
    read_articles,
    read_names,
    read_treebank,
)
from kg.train.network import Labels, Tagger, pretrained_folder
from kg.train.run import Rates, Run, checksum, write_weights

#: Types of names that a source marks throughout; silence of the others proves nothing.
_PLAIN = ("PER", "ORG", "LOC")
NAME_SETS: dict[str, tuple[tuple[str, ...], bool]] = {
    "ner/redocred/dev.iob2.gz": ((*_PLAIN, "MISC"), True),
    "ner/wikigold/all.iob2.gz": ((*_PLAIN, "MISC"), True),
    "ner/crossner_politics/train.iob2.gz": ((*_PLAIN, "MISC"), False),
    "ner/crossner_politics/dev.iob2.gz": ((*_PLAIN, "MISC"), False),
    "ner/uner_ewt/dev.iob2.gz": (_PLAIN, True),
    "ner/re3d/all.iob2.gz": (_PLAIN, True),
}
GUM_NAMES = ("ner/gum/news_train.iob2.gz", "ner/gum/other_train.iob2.gz")
#: Tweets of news outlets; the other sections are private chat.
TWEETS, NEWS_SECTION = "ner/btc/all.iob2.gz", "g"
SILVER = "ner/gmb/train.iob2.gz"
TREEBANKS = ("ud/ewt/train.conllu.gz", "ud/gum/train.conllu.gz")
ACTORS = "stance/voa-train.jsonl"
ARTICLES = "articles"
HELD_OUT = "stance/voa-dev.jsonl"
#: Probability from which the model's own label may stand against a machine's.
_SURE = 0.9


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is made with; kept in the model's ``meta.json``."""

    epochs: int = 8
    words_per_batch: int = 1400
    rate: float = 1.2e-4
    head_rate: float = 1.2e-3
    warmup: float = 0.06
    chunk: int = 96
    doubt_from: float = 0.3
    seed: int = 7


@dataclass(slots=True)
class Batch:
    """Padded arrays of one step; -100 marks what a head must not learn from."""

    ids: Tensor
    cases: Tensor
    first: Tensor
    last: Tensor
    upos: Tensor
    xpos: Tensor
    heads: Tensor
    deps: Tensor
    start: Tensor
    ner: Tensor
    doubtful: Tensor


def _tokenise(text: str) -> list[tuple[str, int]]:
    doc = _TOKENISER(text)
    return [(token.text, token.idx) for token in doc if not token.is_space]


_TOKENISER = spacy.blank("en").tokenizer


def load_documents(data: Path) -> tuple[list[Document], list[Document]]:
    """All gold documents, and the silver sentences of which each pass sees a part."""
    gold = [d for name in TREEBANKS for d in read_treebank(data / name)]
    names = {
        tuple(s.words): s.ner
        for name in GUM_NAMES
        for d in read_names(data / name, (*_PLAIN, "MISC"), documents=True)
        for s in d.sentences
    }
    for document in gold:
        for sentence in document.sentences:
            sentence.ner = names.get(tuple(sentence.words))
    for name, (types, together) in NAME_SETS.items():
        gold += read_names(data / name, types, documents=together)
    gold += read_names(data / TWEETS, _PLAIN, documents=False, section=NEWS_SECTION)
    gold += read_actors(data / ACTORS, _tokenise)
    gold += read_articles(data / ARTICLES, _tokenise)
    held_out = {"".join(json.loads(line)["text"].split()) for line in open_lines(data / HELD_OUT)}
    silver = [
        d
        for d in read_names(data / SILVER, (*_PLAIN, "NORP"), documents=False, doubtful=True)
        if "".join(d.sentences[0].words) not in held_out
    ]
    return gold, silver


def join_sentences(documents: Sequence[Document], rng: random.Random) -> list[Document]:
    """Lone sentences in random groups: where one ends and the next begins is known."""
    sentences = [s for d in documents for s in d.sentences]
    rng.shuffle(sentences)
    return [Document(sentences[i : i + 4], mark_starts=True) for i in range(0, len(sentences), 4)]


def collect_labels(documents: Sequence[Document]) -> Labels:
    """The label sets of the treebanks, sorted; rare labels stay, so that arcs keep theirs."""
    upos: set[str] = set()
    xpos: set[str] = set()
    deps: set[str] = set()
    for document in documents:
        for sentence in document.sentences:
            if sentence.upos and sentence.xpos and sentence.deps:
                upos.update(sentence.upos)
                xpos.update(sentence.xpos)
                deps.update(sentence.deps)
    return Labels(tuple(sorted(upos)), tuple(sorted(xpos)), tuple(sorted(deps)), NER_LABELS)


def chunk_documents(
    documents: Sequence[Document], limit: int, rng: random.Random
) -> list[tuple[list[Sentence], bool]]:
    """Cut documents into chunks of whole sentences: some alone, some with their neighbours."""
    chunks: list[tuple[list[Sentence], bool]] = []
    for document in documents:
        current: list[Sentence] = []
        size = 0
        target = rng.choice((1, limit // 2, limit, limit))
        for sentence in document.sentences:
            if current and size + len(sentence.words) > target:
                chunks.append((current, document.mark_starts))
                current, size = [], 0
                target = rng.choice((1, limit // 2, limit, limit))
            current.append(sentence)
            size += len(sentence.words)
        if current:
            chunks.append((current, document.mark_starts))
    return [c for c in chunks if sum(len(s.words) for s in c[0]) <= 180]


class Collator:
    """Chunks to padded batches."""

    def __init__(self, labels: Labels, pieces: WordPieces) -> None:
        self.pieces = pieces
        self.upos = {x: i for i, x in enumerate(labels.upos)}
        self.xpos = {x: i for i, x in enumerate(labels.xpos)}
        self.deps = {x: i for i, x in enumerate(labels.deps)}

    def __call__(
        self, chunks: Sequence[tuple[list[Sentence], bool]], rng: random.Random | None = None
    ) -> Batch:
        """Make one batch; with ``rng`` the case classes of some sentences are disturbed."""
        rows = [self._row(sentences, starts, rng) for sentences, starts in chunks]
        length = max(len(r["ids"]) for r in rows)
        words = max(len(r["first"]) for r in rows)

        def pad(key: str, size: int, value: int) -> Tensor:
            return torch.tensor([r[key] + [value] * (size - len(r[key])) for r in rows])

        ner = torch.zeros(len(rows), words, len(NER_LABELS), dtype=torch.bool)
        for i, row in enumerate(rows):
            for j, options in enumerate(row["ner"]):
                ner[i, j, list(options)] = True
        return Batch(
            pad("ids", length, 0),
            pad("cases", length, 0),
            pad("first", words, 0),
            pad("last", words, 0),
            pad("upos", words, -100),
            pad("xpos", words, -100),
            pad("heads", words, -100),
            pad("deps", words, -100),
            pad("start", words, -100),
            ner,
            pad("doubtful", words, 0).bool(),
        )

    def _row(self, sentences: list[Sentence], starts: bool, rng: random.Random | None) -> dict[str, list]:  # type: ignore[type-arg]
        row: dict[str, list] = {k: [] for k in Batch.__slots__}  # type: ignore[type-arg]
        row["ids"].append(CLS)
        row["cases"].append(0)
        for number, sentence in enumerate(sentences):
            offset = len(row["first"])
            forced = _disturb(rng)
            for i, word in enumerate(sentence.words):
                ids = self.pieces(word)
                case = case_class(word)
                if forced and case in (1, 2, 3, 4):
                    case = forced
                row["first"].append(len(row["ids"]))
                row["ids"] += ids
                row["last"].append(len(row["ids"]) - 1)
                row["cases"] += [case] * len(ids)
                known = sentence.upos is not None
                row["upos"].append(self.upos[sentence.upos[i]] if sentence.upos else -100)
                row["xpos"].append(self.xpos[sentence.xpos[i]] if sentence.xpos else -100)
                row["deps"].append(self.deps[sentence.deps[i]] if sentence.deps else -100)
                head = sentence.heads[i] if sentence.heads else 0
                row["heads"].append((head + offset if head else 0) if known else -100)
                row["start"].append(int(i == 0) if starts and (number or i) else -100)
                row["ner"].append(sentence.ner[i] if sentence.ner else ())
                row["doubtful"].append(int(sentence.doubtful))
        row["ids"].append(SEP)
        row["cases"].append(0)
        return row


def _disturb(rng: random.Random | None) -> int:
    """Now and then a sentence is shown as if in capitals, lower case or headline case."""
    if rng is None or rng.random() > 0.08:
        return 0
    return rng.choice((1, 2, 3))


def batches(
    chunks: list[tuple[list[Sentence], bool]], size: int, rng: random.Random
) -> Iterator[list[tuple[list[Sentence], bool]]]:
    """Batches of chunks of like length, in random order; ``size`` in words, padding counted."""
    chunks = sorted(chunks, key=lambda c: sum(len(s.words) for s in c[0]) + rng.random() * 8)
    groups: list[list[tuple[list[Sentence], bool]]] = []
    group: list[tuple[list[Sentence], bool]] = []
    for chunk in chunks:
        longest = sum(len(s.words) for s in chunk[0])
        if group and (len(group) + 1) * longest > size:
            groups.append(group)
            group = []
        group.append(chunk)
    groups.append(group)
    rng.shuffle(groups)
    yield from groups


def losses(model: Tagger, batch: Batch, *, doubt: bool = False) -> dict[str, Tensor]:
    """The loss of each head on one batch; a head without labels in it is left out.

    With ``doubt``, a label of which the model is sure is right as well where a machine marked
    the names (bootstrapping with hard labels, Reed et al. 2015).
    """
    words = model.drop(model.words(batch.ids, batch.cases, batch.first, batch.last))
    out: dict[str, Tensor] = {}
    tagged = batch.upos >= 0
    if tagged.any():
        out["upos"] = F.cross_entropy(model.upos(words[tagged]).float(), batch.upos[tagged])
        out["xpos"] = F.cross_entropy(model.xpos(words[tagged]).float(), batch.xpos[tagged])
        scores, dep, head = model.arcs(words)
        padding = (batch.first == 0)[:, None, :].float() * -1e4
        scores = scores.float() + F.pad(padding, (1, 0))
        out["arc"] = F.cross_entropy(scores[tagged], batch.heads[tagged])
        rows, _ = tagged.nonzero(as_tuple=True)
        chosen = head[rows, batch.heads[tagged]]
        out["label"] = F.cross_entropy(model.label_scores(dep[tagged], chosen).float(), batch.deps[tagged])
    marked = batch.start >= 0
    if marked.any():
        out["start"] = F.binary_cross_entropy_with_logits(
            model.start(words[marked]).float().squeeze(-1), batch.start[marked].float()
        )
    named = batch.ner.any(-1)
    if named.any():
        logits = model.ner(F.gelu(model.ner_in(words[named]))).float()
        right = batch.ner[named]
        if doubt:
            sure = logits.detach().softmax(-1) > _SURE
            right = right | (sure & batch.doubtful[named][:, None])
        inside = logits.masked_fill(~right, -1e9)
        out["ner"] = (logits.logsumexp(-1) - inside.logsumexp(-1)).mean()
    return out


def checksums(data: Path) -> dict[str, str]:
    """SHA-256 of every input, by its path below ``data``."""
    names = (*TREEBANKS, *GUM_NAMES, *NAME_SETS, TWEETS, SILVER, ACTORS, HELD_OUT, ARTICLES)
    return {name: checksum(data / name) for name in sorted(names)}


def train(data: Path, work: Path, settings: Settings | None = None, *, device: str = "cpu") -> Path:
    """Train, or go on with, a model; returns the file of the averaged weights.

    Args:
        data: Folder with ``ud/``, ``ner/`` and ``stance/``.
        work: Folder for the state, the log and the result.
        settings: How long and how fast.
        device: ``cpu`` or ``cuda``; both compute in bfloat16 where the weights allow it.
    """
    settings = settings or Settings()
    work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(settings.seed)
    gold, silver = load_documents(data)
    labels = collect_labels(gold)
    (work / "labels.json").write_text(json.dumps(asdict(labels)))
    model = Tagger(labels)
    model.encoder.load_pretrained()
    vocabulary = (pretrained_folder() / "vocab.txt").read_text(encoding="utf-8")
    collate = Collator(labels, WordPieces.from_text(vocabulary))
    random.Random(settings.seed).shuffle(silver)
    total = count_words(gold) * settings.epochs + count_words(silver)
    run = Run(model, work, Rates(settings.rate, settings.head_rate, settings.warmup), total, device)
    for epoch in range(run.epoch, settings.epochs):
        part = join_sentences(silver[epoch :: settings.epochs], random.Random(settings.seed * 100 + epoch))
        _train_pass(run, model, collate, [*gold, *part], settings, epoch)
        run.save(epoch + 1)
        write_weights(work / f"epoch{epoch}.pt", dict(model.state_dict()))
    return run.finish(asdict(settings), checksums(data))


def count_words(documents: Sequence[Document]) -> int:
    """Words of all sentences."""
    return sum(len(sentence.words) for document in documents for sentence in document.sentences)


def _train_pass(
    run: Run, model: Tagger, collate: Collator, documents: Sequence[Document], settings: Settings, epoch: int
) -> None:
    """Learn from every document once; steps before the one to go on from are passed over."""
    rng = random.Random(settings.seed * 1000 + epoch)
    chunks = chunk_documents(documents, settings.chunk, rng)
    skip = run.step if epoch == run.epoch else 0
    model.train()
    seen: dict[str, float] = {}
    for step, group in enumerate(batches(chunks, settings.words_per_batch, rng)):
        batch = collate(group, rng)
        if step < skip:
            continue
        batch = Batch(*(getattr(batch, name).to(run.device) for name in Batch.__slots__))
        with torch.autocast(run.device, dtype=torch.bfloat16):
            parts = losses(model, batch, doubt=run.progress > settings.doubt_from)
        progress = run.progress
        run.learn(torch.stack(list(parts.values())).sum(), sum(len(s.words) for c in group for s in c[0]))
        for key, value in parts.items():
            seen[key] = seen.get(key, value.item()) * 0.98 + value.item() * 0.02
        if step % 50 == 0:
            shown = " ".join(f"{k} {v:.3f}" for k, v in sorted(seen.items()))
            run.say(f"epoch {epoch} step {step} {progress:.3f} {run.speed:.0f} words/s {shown}")
        if step % 50 == 0 and progress > 0.8:
            run.add_to_average()
        if step % 400 == 399:
            run.save(epoch, step + 1)
