"""Trained weights to an ONNX graph, written node by node: int8 matrices, float32 in between.

Every row (piece) is scaled to int8 by its own largest value just before a product, so a
sentence's result does not depend on what else is in the batch, and outliers in one row do not
coarsen the others. Weights are int8 with one scale per output (Dettmers et al. 2022, vector-wise
quantisation).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Array = NDArray[Any]


class Graph:
    """A growing ONNX graph; methods add nodes and return the name of their output."""

    def __init__(self, weights: Mapping[str, Array], heads: int) -> None:
        self.weights = weights
        self.heads = heads
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}
        self._count = 0
        self._quantised: dict[str, tuple[str, str]] = {}

    def constant(self, name: str, value: Array | np.generic) -> str:
        """Add an initializer once."""
        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def add(self, op: str, *inputs: str, outputs: int = 1, domain: str = "", **attributes: Any) -> Any:
        """Add a node; returns its output name, or names where it has several."""
        self._count += 1
        names = [f"{op}_{self._count}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(op, inputs, names, name=names[0], domain=domain, **attributes))
        return names[0] if outputs == 1 else names

    def quantise(self, x: str) -> tuple[str, str]:
        """Rows of ``x`` to uint8 about 128; returns the integers and the rows' largest values."""
        if x not in self._quantised:
            axes = self.constant("last_axis", np.array([-1], np.int64))
            peak = self.add("ReduceMax", self.add("Abs", x), axes, keepdims=1)
            peak = self.add("Max", peak, self.constant("tiny", np.float32(1e-9)))
            factor = self.add("Div", self.constant("c127", np.float32(127)), peak)
            level = self.add("Round", self.add("Mul", x, factor))
            level = self.add("Add", level, self.constant("c128", np.float32(128)))
            self._quantised[x] = (self.add("Cast", level, to=TensorProto.UINT8), peak)
        return self._quantised[x]

    def linear(self, x: str, name: str) -> str:
        """The layer ``name`` (``.weight`` [out, in], ``.bias``) applied to rows of ``x``, in int8."""
        weight = self.weights[f"{name}.weight"].astype(np.float64)
        scale = np.maximum(np.abs(weight).max(1), 1e-9) / 127
        level = np.clip(np.round(weight / scale[:, None]), -127, 127).astype(np.int8)
        integers, peak = self.quantise(x)
        zero = self.constant("zero", np.uint8(128))
        product = self.add("MatMulInteger", integers, self.constant(f"{name}.q", level.T), zero)
        product = self.add("Cast", product, to=TensorProto.FLOAT)
        # One factor after the other: a product of both would be fused into an operator for scalar scales.
        out = self.add(
            "Mul",
            self.add("Mul", product, self.constant(f"{name}.s", (scale / 127).astype(np.float32))),
            peak,
        )
        return str(
            self.add("Add", out, self.constant(f"{name}.b", self.weights[f"{name}.bias"].astype(np.float32)))
        )

    def exact(self, x: str, name: str) -> str:
        """The same in float32, for small layers."""
        weight = self.constant(f"{name}.w", self.weights[f"{name}.weight"].T.astype(np.float32))
        out = self.add("MatMul", x, weight)
        return str(
            self.add("Add", out, self.constant(f"{name}.b", self.weights[f"{name}.bias"].astype(np.float32)))
        )

    def skip_norm(self, x: str, y: str, name: str) -> str:
        """Layer norm of the sum of ``x`` and ``y``."""
        gain = self.constant(f"{name}.g", self.weights[f"{name}.weight"].astype(np.float32))
        bias = self.constant(f"{name}.c", self.weights[f"{name}.bias"].astype(np.float32))
        return str(self.add("LayerNormalization", self.add("Add", x, y), gain, bias, axis=-1, epsilon=1e-12))

    def layer(self, x: str, mask: str, name: str) -> str:
        """One transformer layer on [batch, pieces, width]."""
        q, k, v = (self.linear(x, f"{name}.{part}") for part in ("query", "key", "value"))
        mixed = self.add(
            "MultiHeadAttention", q, k, v, "", mask, domain="com.microsoft", num_heads=self.heads
        )
        x = self.skip_norm(x, self.linear(mixed, f"{name}.out"), f"{name}.norm1")
        inner = self.add("Gelu", self.linear(x, f"{name}.up"))
        return self.skip_norm(x, self.linear(inner, f"{name}.down"), f"{name}.norm2")

    def encoder(self, prefix: str, layers: int, *, roles: str | None = None) -> str:
        """Inputs ``embedded`` [batch, pieces, width], ``cases`` and ``mask`` [batch, pieces] -> states.

        ``roles`` names the table of an input ``roles`` [batch, pieces] that is added.
        """
        position = self.constant("position", self.weights[f"{prefix}position.weight"].astype(np.float32))
        case = self.constant("case", self.weights[f"{prefix}case.weight"].astype(np.float32))
        length = self.add("Shape", "mask", start=1, end=2)
        places = self.add(
            "Slice",
            position,
            self.constant("from0", np.array([0], np.int64)),
            length,
            self.constant("axis0", np.array([0], np.int64)),
        )
        sum_ = self.add("Add", "embedded", places)
        if roles:
            table = self.constant("role", self.weights[roles].astype(np.float32))
            sum_ = self.add("Add", sum_, self.add("Gather", table, "roles"))
        x = self.skip_norm(sum_, self.add("Gather", case, "cases"), f"{prefix}norm")
        for index in range(layers):
            x = self.layer(x, "mask", f"{prefix}layers.{index}")
        return x

    def words(self, states: str) -> str:
        """Inputs ``first`` and ``last`` [batch, words] -> mean of a word's first and last state."""
        parts = []
        for name in ("first", "last"):
            index = self.add("Unsqueeze", name, self.constant("two", np.array([2], np.int64)))
            parts.append(self.add("GatherND", states, index, batch_dims=1))
        return str(self.add("Mul", self.add("Add", *parts), self.constant("half", np.float32(0.5))))

    def save(
        self, path: Path, inputs: Mapping[str, tuple[int, list[Any]]], outputs: Mapping[str, str]
    ) -> None:
        """Check and write the graph; ``outputs`` maps public names to node outputs."""
        for public, inner in outputs.items():
            self.nodes.append(helper.make_node("Identity", [inner], [public]))
        graph = helper.make_graph(
            self.nodes,
            "kg",
            [helper.make_tensor_value_info(n, kind, shape) for n, (kind, shape) in inputs.items()],
            [helper.make_tensor_value_info(n, TensorProto.FLOAT, None) for n in outputs],
            list(self.constants.values()),
        )
        opsets = [helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)]
        model = helper.make_model(graph, opset_imports=opsets, producer_name="kg", ir_version=10)
        path.write_bytes(model.SerializeToString(deterministic=True))


ENCODER_INPUTS: dict[str, tuple[int, list[Any]]] = {
    "embedded": (TensorProto.FLOAT, ["batch", "pieces", "width"]),
    "cases": (TensorProto.INT64, ["batch", "pieces"]),
    "mask": (TensorProto.INT32, ["batch", "pieces"]),
    "first": (TensorProto.INT64, ["batch", "words"]),
    "last": (TensorProto.INT64, ["batch", "words"]),
}


def write_words(table: Array, path: Path) -> None:
    """The word-piece table as int8 rows with one scale each: 4 times smaller."""
    scale = np.maximum(np.abs(table).max(1), 1e-9) / 127
    level = np.clip(np.round(table / scale[:, None]), -127, 127).astype(np.int8)
    with path.open("wb") as handle:
        np.savez(handle, level=level, scale=scale.astype(np.float32))


def write_tagger(weights: Mapping[str, Array], path: Path, *, layers: int = 6, heads: int = 12) -> None:
    """The encoder and the heads of ``kg.train.network.Tagger``; label scores are left to the caller."""
    g = Graph(weights, heads)
    words = g.words(g.encoder("encoder.", layers))
    batch = g.add("Shape", words, start=0, end=1)
    tail = g.constant("root_shape", np.array([1, weights["root"].shape[0]], np.int64))
    root = g.add(
        "Expand",
        g.constant("root", weights["root"][None, None].astype(np.float32)),
        g.add("Concat", batch, tail, axis=0),
    )
    sides = g.add("Concat", root, words, axis=1)
    dep = g.add("Gelu", g.linear(words, "arc_dep"))
    head = g.add("Gelu", g.linear(sides, "arc_head"))
    arc = weights["arc"].astype(np.float32) * (weights["arc"].shape[1] ** -0.5)
    left = g.add("Add", g.add("MatMul", dep, g.constant("arc", arc[:-1])), g.constant("arc_bias", arc[-1]))
    scores = g.add("MatMul", left, g.add("Transpose", head, perm=[0, 2, 1]))
    outputs = {
        "upos": g.exact(words, "upos"),
        "xpos": g.exact(words, "xpos"),
        "start": g.exact(words, "start"),
        "ner": g.exact(g.add("Gelu", g.linear(words, "ner_in")), "ner"),
        "arcs": scores,
        "label_dep": g.add("Gelu", g.linear(words, "label_dep")),
        "label_head": g.add("Gelu", g.linear(sides, "label_head")),
        "words": words,
    }
    g.save(path, ENCODER_INPUTS, outputs)


def write_pairs(weights: Mapping[str, Array], path: Path, *, layers: int = 6, heads: int = 12) -> None:
    """The encoder of ``kg.train.network.PairModel``: states of mentions and of the sentence."""
    g = Graph(weights, heads)
    states = g.encoder("encoder.", layers, roles="role.weight")
    whole = g.add("Gather", states, g.constant("at0", np.int64(0)), axis=1)
    inputs = ENCODER_INPUTS | {"roles": (TensorProto.INT64, ["batch", "pieces"])}
    g.save(path, inputs, {"spans": g.words(states), "whole": whole})
