"""Trained weights to the spaCy pipeline folder that the project ships."""

from __future__ import annotations

import gzip
import json
import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import spacy
import torch
from numpy.typing import NDArray

from kg.pipeline.component import EncoderComponent
from kg.pipeline.lemmas import Lemmas
from kg.train.data import read_treebank
from kg.train.network import pretrained_folder
from kg.train.onnxgraph import write_network, write_packed, write_words
from kg.train.pipeline import TREEBANKS

NAME = "kg_news"
DESCRIPTION = "English news: UD tags and dependencies, lemmas, sentences and names in one encoder."


def lemma_table(data: Path) -> dict[str, str]:
    """(form, tag) -> lemma from the treebanks, without what the rules give anyway."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for name in TREEBANKS:
        for document in read_treebank(data / name):
            for s in document.sentences:
                for form, tag, lemma in zip(s.words, s.xpos or (), s.lemmas or (), strict=True):
                    if tag not in ("GW", "ADD", "LS") and lemma != "_":
                        key = form if tag in ("NNP", "NNPS") else form.casefold()
                        counts[f"{key}\t{tag}"][lemma] += 1
    best = {key: min(c, key=lambda x: (-c[x], x)) for key, c in counts.items()}
    best = {key: lemma for key, lemma in best.items() if _is_plain(key, lemma)}
    best = _irregular() | best
    known = {lemma: lemma for lemma in best.values()}
    rules = Lemmas(known)
    return {k: v for k, v in sorted(best.items()) if rules.find(*k.split("\t")) != v} | _verbs(best)


def _irregular() -> dict[str, str]:
    """Forms that no treebank of this size has all of."""
    table: dict[str, str] = {}
    for line in (Path(__file__).parent / "irregular.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        kind, lemma, *forms = line.split("\t")
        for form in forms:
            tags = ("NNS",) if kind == "noun" else ("VBG",) if form.endswith("ing") else ("VBD", "VBN")
            table |= {f"{form}\t{tag}": lemma for tag in tags}
    return table


def _is_plain(key: str, lemma: str) -> bool:
    """Whether a name's lemma is its form in other letters or in full, not what it once meant ("Unite")."""
    form, _, tag = key.partition("\t")
    stem = form.rstrip(".").casefold()
    return (
        tag != "NNP"
        or lemma.casefold() == form.casefold()
        or (len(stem) > 2 and lemma.casefold().startswith(stem))
    )


def _verbs(best: Mapping[str, str]) -> dict[str, str]:
    """Bare forms, so that the rules know which lemmas exist."""
    kinds = ("\tVB", "\tNN", "\tJJ", "\tRB")
    return {k: v for k, v in sorted(best.items()) if k.endswith(kinds)}


def arrays(path: Path) -> dict[str, NDArray[Any]]:
    """Weights of a ``torch.save`` file as float32 arrays."""
    state = torch.load(path, map_location="cpu", weights_only=True)
    return {name: value.float().numpy() for name, value in state.items()}


def write_pipeline(weights: Path, labels: Path, data: Path, out: Path, meta: Mapping[str, Any]) -> None:
    """Write the pipeline folder ``out`` anew.

    Args:
        weights: ``final.pt`` or an epoch's file.
        labels: ``labels.json`` of the same run.
        data: Folder of the training data, for the lemma table.
        out: Folder to write; replaced where it exists.
        meta: What goes into ``meta.json`` beside spaCy's own keys.
    """
    tensors = arrays(weights)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write_words(tensors.pop("encoder.word.weight"), folder / "words.npz")
        write_packed(write_network("tagger", tensors, folder / "encoder.onnx"), folder / "labels.npz")
        shutil.copy(pretrained_folder() / "vocab.txt", folder / "vocab.txt")
        shutil.copy(labels, folder / "labels.json")
        table = json.dumps(lemma_table(data), ensure_ascii=False, sort_keys=True)
        (folder / "lemmas.json.gz").write_bytes(gzip.compress(table.encode(), 9, mtime=0))
        nlp = spacy.blank("en")
        component = nlp.add_pipe("kg_encoder")
        assert isinstance(component, EncoderComponent)
        component.from_disk(folder)
    nlp.meta.update(
        {"name": NAME, "version": "0.1.0", "description": DESCRIPTION, "license": "Apache-2.0", **meta}
    )
    if out.exists():
        shutil.rmtree(out)
    nlp.to_disk(out)
