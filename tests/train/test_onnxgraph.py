"""The written graph computes what the network does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the extra `train` is not installed")
pytest.importorskip("onnx", reason="the extra `train` is not installed")

from kg.pipeline import onnx_session, openvino_session  # noqa: E402
from kg.train.network import Labels, PairModel, Shape, Tagger  # noqa: E402
from kg.train.onnxgraph import write_network, write_words  # noqa: E402

if TYPE_CHECKING:
    from numpy.typing import NDArray

SHAPE = Shape(width=64, layers=2, heads=2, inner=128, pieces=50, positions=40)
LABELS = Labels(("NOUN", "VERB"), ("NN", "VB", "."), ("nsubj", "root"), ("O", "B-PER", "I-PER"))


def weights_of(model: Any) -> dict[str, NDArray[Any]]:
    return {name: value.float().numpy() for name, value in model.state_dict().items() if "word" not in name}


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


def run(
    path: Path, model: Any, inputs: dict[str, NDArray[Any]], *names: str, backend: str = "onnxruntime"
) -> list[NDArray[Any]]:
    table = model.encoder.word.weight.detach().numpy()
    ids = inputs["ids"]
    given = {k: v for k, v in inputs.items() if k != "ids"}
    weights = dict(np.load(path.with_suffix(".npz")))
    session: Any
    if backend == "onnxruntime":
        session = onnx_session.Session(path.read_bytes(), weights)
    else:
        session = openvino_session.Session(path.stem, weights, 1, "f32")
    found = session.run({"embedded": table[ids], "mask": (ids > 0).astype(np.float32), **given})
    return [found[name] for name in names]


@pytest.fixture(scope="module")
def tagger() -> Any:
    torch.manual_seed(1)
    return Tagger(LABELS, SHAPE).eval()


@pytest.fixture(scope="module")
def written(tagger: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("onnx") / "tagger.onnx"
    write_network("tagger", weights_of(tagger), path)
    return path


@pytest.mark.parametrize("backend", ["onnxruntime", "openvino"])
def test_tagger_graph_agrees_with_the_network(tagger: Any, written: Path, backend: str) -> None:
    inputs = feed((9, 9))
    upos, ner, arcs = run(written, tagger, inputs, "upos", "ner", "arcs", backend=backend)
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


@pytest.mark.parametrize("backend", ["onnxruntime", "openvino"])
def test_pair_graph_agrees_with_the_network(tmp_path: Path, backend: str) -> None:
    torch.manual_seed(2)
    model = PairModel(5, SHAPE).eval()
    path = tmp_path / "pairs.onnx"
    write_network("pairs", weights_of(model), path)
    inputs = feed((8,)) | {"roles": np.array([[0, 1, 2, 0, 0, 3, 3, 0, 4, 0]])}
    spans, whole = run(path, model, inputs, "spans", "whole", backend=backend)
    with torch.no_grad():
        states = model.encoder(
            *(torch.from_numpy(inputs[k]) for k in ("ids", "cases")),
            model.role(torch.from_numpy(inputs["roles"])),
        ).numpy()
    np.testing.assert_allclose(whole.reshape(1, -1), states[:, 0], atol=0.1)
    np.testing.assert_allclose(spans[0], states[0, 1:9], atol=0.1)


def test_same_weights_give_the_same_bytes(tagger: Any, written: Path, tmp_path: Path) -> None:
    write_network("tagger", weights_of(tagger), tmp_path / "again.onnx")
    assert (tmp_path / "again.onnx").read_bytes() == written.read_bytes()
    assert (tmp_path / "again.npz").read_bytes() == written.with_suffix(".npz").read_bytes()


def test_word_table_keeps_its_rows_within_a_step(tmp_path: Path) -> None:
    table = np.random.default_rng(0).normal(size=(20, 16)).astype(np.float32)
    write_words(table, tmp_path / "words.npz")
    kept = np.load(tmp_path / "words.npz")
    widened = kept["level"].astype(np.float32) * kept["scale"][:, None]
    assert (np.abs(widened - table) <= kept["scale"][:, None] / 2 + 1e-6).all()
