"""The networks as ONNX graphs for onnxruntime: int8 matrices, float32 in between.

Every row (piece) is scaled to int8 by its own largest value just before a product, so a
sentence's result does not depend on what else is in the batch, and outliers in one row do not
coarsen the others. Weights are int8 with one scale per output (Dettmers et al. 2022, vector-wise
quantisation). They lie beside the graph, under the names of ``kg.pipeline.network``, since other
backends read them too.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from kg.pipeline.network import HEAD_SIZE, INPUTS, NETWORKS, Operations

Array = NDArray[Any]
_TYPES = {"embedded": TensorProto.FLOAT, "mask": TensorProto.INT32}


def pack_weights(weights: Mapping[str, Array]) -> dict[str, Array]:
    """Trained weights as they are shipped: big layers in 8 bits, all else in float32.

    A big layer ``x`` becomes ``x.level`` [in, out], ``x.scale`` and ``x.bias``.
    """
    packed: dict[str, Array] = {}
    layers = _names_of_layers(weights)
    for name, value in weights.items():
        if name.removesuffix(".weight") not in layers:
            packed[name] = value.astype(np.float32)
            continue
        exact = value.astype(np.float64)
        scale = np.maximum(np.abs(exact).max(1), 1e-9) / 127
        level = np.clip(np.round(exact / scale[:, None]), -127, 127).astype(np.int8)
        packed[f"{name[:-7]}.level"] = np.ascontiguousarray(level.T)
        packed[f"{name[:-7]}.scale"] = scale.astype(np.float32)
    if "arc" in packed:
        packed["arc"] = packed["arc"] * np.float32(packed["arc"].shape[1] ** -0.5)
    return packed


def _names_of_layers(weights: Mapping[str, Array]) -> frozenset[str]:
    """Layers of the encoder and of the tagger's wide heads."""
    names = (n.removesuffix(".weight") for n, v in weights.items() if n.endswith(".weight") and v.ndim == 2)
    wide = {"arc_dep", "arc_head", "label_dep", "label_head", "ner_in"}
    return frozenset(n for n in names if n in wide or n.startswith("encoder.layers."))


def write_packed(packed: Mapping[str, Array], path: Path) -> None:
    """Write an npz file; same weights, same bytes."""
    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=False, **{name: packed[name] for name in sorted(packed)})
    path.write_bytes(buffer.getvalue())


class Graph:
    """A growing ONNX graph; methods add nodes and return the name of their output."""

    def __init__(self, weights: Mapping[str, Array]) -> None:
        self.weights = weights
        self._width = weights["encoder.norm.weight"].shape[0]
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}
        self._count = 0
        self._quantised: dict[str, tuple[str, str]] = {}

    def constant(self, name: str, value: Array | np.generic) -> str:
        """Add a small constant of the graph's own once."""
        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def weight(self, name: str) -> str:
        """Refer to an array that is kept beside the graph."""
        if name not in self.constants:
            value = self.weights[name]
            tensor = TensorProto(name=name, dims=value.shape, data_location=TensorProto.EXTERNAL)
            tensor.data_type = helper.np_dtype_to_tensor_dtype(value.dtype)
            tensor.external_data.add(key="location", value="weights.npz")
            self.constants[name] = tensor
        return name

    def op(self, op: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        """Add a node."""
        self._count += 1
        name = f"{op}_{self._count}"
        self.nodes.append(helper.make_node(op, inputs, [name], name=name, domain=domain, **attributes))
        return name

    def input(self, name: str) -> str:
        """An input is known by its name."""
        return name

    def linear(self, x: str, name: str) -> str:
        """In int8."""
        integers, peak = self._quantise(x)
        zero = self.constant("zero", np.uint8(128))
        product = self.op("MatMulInteger", integers, self.weight(f"{name}.level"), zero)
        product = self.op("Cast", product, to=TensorProto.FLOAT)
        # One factor after the other: a product of both would be fused into an operator for scalar scales.
        product = self.op("Mul", self.op("Mul", product, self.weight(f"{name}.scale")), peak)
        return self.op("Add", product, self.weight(f"{name}.bias"))

    def exact(self, x: str, name: str) -> str:
        """In float32."""
        weight = self.op("Transpose", self.weight(f"{name}.weight"), perm=[1, 0])
        return self.op("Add", self.op("MatMul", x, weight), self.weight(f"{name}.bias"))

    def add(self, x: str, y: str) -> str:
        """The sum."""
        return self.op("Add", x, y)

    def mean(self, x: str, y: str) -> str:
        """Half of the sum."""
        return self.op("Mul", self.op("Add", x, y), self.constant("half", np.float32(0.5)))

    def norm(self, x: str, name: str) -> str:
        """Layer norm."""
        gain, bias = self.weight(f"{name}.weight"), self.weight(f"{name}.bias")
        return self.op("LayerNormalization", x, gain, bias, axis=-1, epsilon=1e-12)

    def gelu(self, x: str) -> str:
        """The exact form."""
        return self.op("Gelu", x)

    def attention(self, query: str, key: str, value: str) -> str:
        """onnxruntime's own operator."""
        inputs = (query, key, value, "", "mask")
        return self.op(
            "MultiHeadAttention", *inputs, domain="com.microsoft", num_heads=self._width // HEAD_SIZE
        )

    def rows(self, name: str, index: str) -> str:
        """Rows of a table."""
        return self.op("Gather", self.weight(f"{name}.weight"), index)

    def positions(self, name: str) -> str:
        """As many rows as there are pieces."""
        length = self.op("Shape", "mask", start=1, end=2)
        zero = self.constant("axis0", np.array([0], np.int64))
        return self.op("Slice", self.weight(f"{name}.weight"), zero, length, zero)

    def pick(self, states: str, index: str) -> str:
        """States at indices, row by row."""
        index = self.op("Unsqueeze", index, self.constant("axis2", np.array([2], np.int64)))
        return self.op("GatherND", states, index, batch_dims=1)

    def first(self, states: str) -> str:
        """The state of each row's first piece."""
        return self.op("Gather", states, self.constant("at0", np.int64(0)), axis=1)

    def with_root(self, words: str) -> str:
        """The root's vector before the words."""
        batch = self.op("Shape", words, start=0, end=1)
        tail = self.constant("tail", np.array([1, self._width], np.int64))
        shape = self.op("Concat", batch, tail, axis=0)
        axes = self.constant("axes01", np.array([0, 1], np.int64))
        root = self.op("Unsqueeze", self.weight("root"), axes)
        return self.op("Concat", self.op("Expand", root, shape), words, axis=1)

    def arcs(self, dependents: str, heads: str) -> str:
        """Biaffine scores; the last row of the matrix is the heads' own score."""
        size = self.weights["arc"].shape[1]
        rows = self.constant("arc_rows", np.array([size, 1], np.int64))
        self._count += 1
        parts = [f"arc_{self._count}_main", f"arc_{self._count}_own"]
        self.nodes.append(helper.make_node("Split", [self.weight("arc"), rows], parts, axis=0))
        left = self.op("Add", self.op("MatMul", dependents, parts[0]), parts[1])
        return self.op("MatMul", left, self.op("Transpose", heads, perm=[0, 2, 1]))

    def _quantise(self, x: str) -> tuple[str, str]:
        """Rows of ``x`` to uint8 about 128; returns the integers and the rows' largest values."""
        if x not in self._quantised:
            axes = self.constant("last_axis", np.array([-1], np.int64))
            peak = self.op("ReduceMax", self.op("Abs", x), axes, keepdims=1)
            peak = self.op("Max", peak, self.constant("tiny", np.float32(1e-9)))
            factor = self.op("Div", self.constant("c127", np.float32(127)), peak)
            level = self.op("Round", self.op("Mul", x, factor))
            level = self.op("Add", level, self.constant("c128", np.float32(128)))
            # The scale of the weights bears one 127, the row's largest value the other.
            peak = self.op("Mul", peak, self.constant("per127", np.float32(1 / 127)))
            self._quantised[x] = (self.op("Cast", level, to=TensorProto.UINT8), peak)
        return self._quantised[x]


def write_network(network: str, weights: Mapping[str, Array], path: Path) -> dict[str, Array]:
    """Write a network of ``kg.pipeline.network.NETWORKS``: its graph, and its weights beside it (``.npz``).

    Returns:
        Weights that the graph has no use for, those of the last layers, in float16.
    """
    packed = pack_weights(weights)
    used = _write_graph(network, packed, path)
    write_packed({name: packed[name] for name in used}, path.with_suffix(".npz"))
    return {name: value.astype(np.float16) for name, value in packed.items() if name not in used}


def _write_graph(network: str, packed: Mapping[str, Array], path: Path) -> frozenset[str]:
    g = Graph(packed)
    operations: Operations = g
    values = NETWORKS[network](operations)
    for public, inner in values.items():
        g.nodes.append(helper.make_node("Identity", [inner], [public]))
    graph = helper.make_graph(
        g.nodes,
        "kg",
        [helper.make_tensor_value_info(name, *_input(name)) for name in INPUTS[network]],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in values],
        list(g.constants.values()),
    )
    opsets = [helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(graph, opset_imports=opsets, producer_name="kg", ir_version=10)
    path.write_bytes(model.SerializeToString(deterministic=True))
    return frozenset(packed).intersection(g.constants)


def _input(name: str) -> tuple[int, list[Any]]:
    shape = ["batch", "words" if name in ("first", "last") else "pieces"]
    if name == "embedded":
        shape.append("width")
    return _TYPES.get(name, TensorProto.INT64), shape


def write_words(table: Array, path: Path) -> None:
    """The word-piece table as int8 rows with one scale each: 4 times smaller."""
    scale = np.maximum(np.abs(table).max(1), 1e-9) / 127
    level = np.clip(np.round(table / scale[:, None]), -127, 127).astype(np.int8)
    with path.open("wb") as handle:
        np.savez(handle, level=level, scale=scale.astype(np.float32))
