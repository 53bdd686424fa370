"""The written graph computes what the network does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the extra `train` is not installed")
pytest.importorskip("onnx", reason="the extra `train` is not installed")

import onnxruntime  # noqa: E402

from kg.train.network import Labels, PairModel, Shape, Tagger  # noqa: E402
from kg.train.onnxgraph import write_pairs, write_tagger, write_words  # noqa: E402

if TYPE_CHECKING:
    from numpy.typing import NDArray

SHAPE = Shape(width=32, layers=2, heads=4, inner=64, pieces=50, positions=40)
LABELS = Labels(("NOUN", "VERB"), ("NN", "VB", "."), ("nsubj", "root"), ("O", "B-PER", "I-PER"))


def weights_of(model: Any) -> dict[str, NDArray[Any]]:
    return {name: value.float().numpy() for name, value in model.state_dict().items()}


def feed(lengths: tuple[int, ...]) -> dict[str, NDArray[Any]]:
    """Rows of random pieces: each word is one piece, after the mark in front."""
    rng = np.random.default_rng(3)
    size = max(lengths) + 2
    ids = np.zeros((len(lengths), size), np.int64)
    first = np.zeros((len(lengths), max(lengths)), np.int64)
    for row, length in enumerate(lengths):
        ids[row, : length + 2] = rng.integers(1, SHAPE.pieces, length + 2)
        first[row, :length] = np.arange(1, length + 1)
    cases = np.where(ids > 0, ids % 8, 0)
    return {"ids": ids, "cases": cases, "first": first, "last": first}


def run(path: Path, model: Any, inputs: dict[str, NDArray[Any]], *names: str) -> list[NDArray[Any]]:
    table = model.encoder.word.weight.detach().numpy()
    ids = inputs["ids"]
    given = {k: v for k, v in inputs.items() if k != "ids"}
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    return session.run(list(names), {"embedded": table[ids], "mask": (ids > 0).astype(np.int32), **given})


@pytest.fixture(scope="module")
def tagger() -> Any:
    torch.manual_seed(1)
    return Tagger(LABELS, SHAPE).eval()


@pytest.fixture(scope="module")
def written(tagger: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("onnx") / "encoder.onnx"
    write_tagger(weights_of(tagger), path, layers=SHAPE.layers, heads=SHAPE.heads)
    return path


def test_tagger_graph_agrees_with_the_network(tagger: Any, written: Path) -> None:
    inputs = feed((9, 9))
    upos, ner, arcs = run(written, tagger, inputs, "upos", "ner", "arcs")
    tensors = {k: torch.from_numpy(v) for k, v in inputs.items()}
    with torch.no_grad():
        words = tagger.words(**tensors)
        expected = {
            "upos": tagger.upos(words),
            "ner": tagger.ner(torch.nn.functional.gelu(tagger.ner_in(words))),
            "arcs": tagger.arcs(words)[0],
        }
    for name, found in {"upos": upos, "ner": ner, "arcs": arcs}.items():
        gold = expected[name].numpy()
        assert np.corrcoef(found.ravel(), gold.ravel())[0, 1] > 0.999, name
        np.testing.assert_allclose(found, gold, atol=0.05 * np.abs(gold).max(), err_msg=name)


def test_row_does_not_depend_on_its_neighbours(tagger: Any, written: Path) -> None:
    both = feed((5, 12))
    alone = {k: v[:1, :7] if k in ("ids", "cases") else v[:1, :5] for k, v in both.items()}
    for name in ("upos", "xpos", "start", "ner"):
        (together,) = run(written, tagger, both, name)
        (single,) = run(written, tagger, alone, name)
        np.testing.assert_allclose(together[0, :5], single[0], atol=1e-5, err_msg=name)


def test_pair_graph_agrees_with_the_network(tmp_path: Path) -> None:
    torch.manual_seed(2)
    model = PairModel(5, SHAPE).eval()
    path = tmp_path / "stance.onnx"
    write_pairs(weights_of(model), path, layers=SHAPE.layers, heads=SHAPE.heads)
    inputs = feed((8,)) | {"roles": np.array([[0, 1, 2, 0, 0, 3, 3, 0, 4, 0]])}
    spans, whole = run(path, model, inputs, "spans", "whole")
    with torch.no_grad():
        states = model.encoder(
            *(torch.from_numpy(inputs[k]) for k in ("ids", "cases")),
            model.role(torch.from_numpy(inputs["roles"])),
        ).numpy()
    np.testing.assert_allclose(whole.reshape(1, -1), states[:, 0], atol=0.1)
    np.testing.assert_allclose(spans[0], states[0, 1:9], atol=0.1)


def test_same_weights_give_the_same_bytes(tagger: Any, written: Path, tmp_path: Path) -> None:
    write_tagger(weights_of(tagger), tmp_path / "again.onnx", layers=SHAPE.layers, heads=SHAPE.heads)
    assert (tmp_path / "again.onnx").read_bytes() == written.read_bytes()


def test_word_table_keeps_its_rows_within_a_step(tmp_path: Path) -> None:
    table = np.random.default_rng(0).normal(size=(20, 16)).astype(np.float32)
    write_words(table, tmp_path / "words.npz")
    kept = np.load(tmp_path / "words.npz")
    widened = kept["level"].astype(np.float32) * kept["scale"][:, None]
    assert (np.abs(widened - table) <= kept["scale"][:, None] / 2 + 1e-6).all()
