"""The networks on OpenVINO, in bfloat16 where the processor multiplies matrices of them (AMX)."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from typing import Any

import numpy as np
import openvino as ov
from numpy.typing import NDArray
from openvino import opset13 as op

from kg.pipeline.network import HEAD_SIZE, INPUTS, NETWORKS, Value

Array = NDArray[Any]
#: OpenVINO's threads do not outlive a fork: only the process that loaded it can use it.
_OWNER = os.getpid()
#: Inputs that are no integers.
_FLOATS = {"embedded": ov.Type.f32, "mask": ov.Type.f32}


def is_usable() -> bool:
    """Whether this is the process that loaded OpenVINO, not one forked from it."""
    return os.getpid() == _OWNER


class Graph:
    """Operations of ``kg.pipeline.network`` as OpenVINO nodes; ``weights`` are named arrays."""

    def __init__(self, weights: Mapping[str, Array]) -> None:
        self.weights = weights
        self._width = weights["encoder.norm.weight"].shape[0]
        self.inputs: dict[str, Value] = {}
        self._bias: Value = None

    def input(self, name: str) -> Value:
        """A parameter; made once."""
        if name not in self.inputs:
            shape = [-1, -1, self._width] if name == "embedded" else [-1, -1]
            self.inputs[name] = op.parameter(shape, _FLOATS.get(name, ov.Type.i64), name=name)
        return self.inputs[name]

    def constant(self, value: Array | np.generic) -> Value:
        """A constant."""
        return op.constant(value)

    def linear(self, x: Value, name: str) -> Value:
        """Weights are widened here, once."""
        level, scale = self.weights[f"{name}.level"], self.weights[f"{name}.scale"]
        weight = np.ascontiguousarray((level.astype(np.float32) * scale).T)
        product = op.matmul(x, self.constant(weight), False, True)
        return op.add(product, self.constant(self.weights[f"{name}.bias"]))

    def exact(self, x: Value, name: str) -> Value:
        """Weights are kept as they are."""
        product = op.matmul(x, self.constant(self.weights[f"{name}.weight"]), False, True)
        return op.add(product, self.constant(self.weights[f"{name}.bias"]))

    def add(self, x: Value, y: Value) -> Value:
        """The sum."""
        return op.add(x, y)

    def mean(self, x: Value, y: Value) -> Value:
        """Half of the sum."""
        return op.multiply(op.add(x, y), self.constant(np.float32(0.5)))

    def norm(self, x: Value, name: str) -> Value:
        """Layer norm."""
        axes = self.constant(np.array([-1], np.int64))
        x = op.mvn(x, axes, True, 1e-12, "INSIDE_SQRT")
        x = op.multiply(x, self.constant(self.weights[f"{name}.weight"]))
        return op.add(x, self.constant(self.weights[f"{name}.bias"]))

    def gelu(self, x: Value) -> Value:
        """The exact form."""
        return op.gelu(x, "erf")

    def attention(self, query: Value, key: Value, value: Value) -> Value:
        """Written out; OpenVINO fuses it."""
        split = self.constant(np.array([0, 0, self._width // HEAD_SIZE, HEAD_SIZE], np.int64))

        def heads(x: Value, order: tuple[int, ...]) -> Value:
            return op.transpose(op.reshape(x, split, True), self.constant(np.array(order, np.int64)))

        if self._bias is None:
            hidden = op.subtract(self.input("mask"), self.constant(np.float32(1)))
            hidden = op.multiply(hidden, self.constant(np.float32(1e4)))
            self._bias = op.unsqueeze(hidden, self.constant(np.array([1, 2], np.int64)))
        scale = self.constant(np.float32(HEAD_SIZE**-0.5))
        scores = op.matmul(heads(query, (0, 2, 1, 3)), heads(key, (0, 2, 3, 1)), False, False)
        scores = op.softmax(op.add(op.multiply(scores, scale), self._bias), -1)
        mixed = op.matmul(scores, heads(value, (0, 2, 1, 3)), False, False)
        mixed = op.transpose(mixed, self.constant(np.array([0, 2, 1, 3], np.int64)))
        return op.reshape(mixed, self.constant(np.array([0, 0, self._width], np.int64)), True)

    def rows(self, name: str, index: Value) -> Value:
        """Rows of a table."""
        return op.gather(self.constant(self.weights[f"{name}.weight"]), index, self.constant(np.int64(0)))

    def positions(self, name: str) -> Value:
        """As many rows as there are pieces."""
        shape = op.shape_of(self.input("mask"))
        one = self.constant(np.array([1], np.int64))
        length = op.gather(shape, one, self.constant(np.int64(0)))
        begin = self.constant(np.array([0], np.int64))
        axes = self.constant(np.array([0], np.int64))
        return op.slice(self.constant(self.weights[f"{name}.weight"]), begin, length, one, axes)

    def pick(self, states: Value, index: Value) -> Value:
        """States at indices, row by row."""
        return op.gather(states, index, self.constant(np.int64(1)), 1)

    def first(self, states: Value) -> Value:
        """The state of each row's first piece."""
        return op.gather(states, self.constant(np.int64(0)), self.constant(np.int64(1)))

    def with_root(self, words: Value) -> Value:
        """The root's vector before the words."""
        root = self.constant(self.weights["root"][None, None])
        batch = op.gather(op.shape_of(words), self.constant(np.array([0])), self.constant(np.int64(0)))
        tail = self.constant(np.array([1, self._width], np.int64))
        return op.concat([op.broadcast(root, op.concat([batch, tail], 0)), words], 1)

    def arcs(self, dependents: Value, heads: Value) -> Value:
        """Biaffine scores; the scale is part of the weights."""
        arc = self.weights["arc"]
        left = op.matmul(dependents, self.constant(arc[:-1]), False, False)
        left = op.add(left, self.constant(arc[-1]))
        return op.matmul(left, heads, False, True)


class Session:
    """A compiled network; ``run`` may be called from several threads, each computes on one core."""

    def __init__(self, network: str, weights: Mapping[str, Array], threads: int, precision: str) -> None:
        graph = Graph(weights)
        values = NETWORKS[network](graph)
        parameters = [graph.input(name) for name in INPUTS[network]]
        model = ov.Model(list(values.values()), parameters, network)
        settings = {
            "INFERENCE_NUM_THREADS": threads,
            "NUM_STREAMS": threads,
            "INFERENCE_PRECISION_HINT": precision,
            "ENABLE_CPU_PINNING": False,
        }
        self._names = tuple(values)
        self._compiled = ov.Core().compile_model(model, "CPU", settings)
        self._local = threading.local()

    def run(self, feed: Mapping[str, Array]) -> dict[str, Array]:
        """Outputs by name; the arrays are the caller's own."""
        request = getattr(self._local, "request", None)
        if request is None:
            request = self._local.request = self._compiled.create_infer_request()
        found = request.infer(dict(feed), share_inputs=True)
        return {name: found[index].copy() for index, name in enumerate(self._names)}
