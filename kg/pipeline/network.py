"""The networks, layer by layer, for whoever computes them.

One description serves every backend: a backend hands over an object with the operations of
``Operations`` and gets back the values that it shall compute. BERT's encoder (Devlin et al. 2019)
with a case class added to each piece; heads as in ``kg.train.network``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from numpy.typing import NDArray

#: A value of the backend's own kind, such as a node of a graph.
Value = Any

#: Width of an attention head.
HEAD_SIZE = 32
#: What a network is fed. Shapes: [batch, pieces] but for ``embedded`` [batch, pieces, width],
#: ``first`` and ``last`` [batch, words]. ``embedded`` and ``mask`` are float32, the others int64.
TAGGER_INPUTS = ("embedded", "cases", "mask", "first", "last")
PAIR_INPUTS = (*TAGGER_INPUTS, "roles")


class Operations(Protocol):
    """What a backend can compute; names are those of the weights."""

    @property
    def weights(self) -> Mapping[str, NDArray[Any]]:
        """Arrays by name, as ``kg.train.onnxgraph.pack_weights`` gives them."""

    def input(self, name: str) -> Value:
        """What the network is fed under this name."""

    def linear(self, x: Value, name: str) -> Value:
        """A layer whose weights are kept in 8 bits, applied to the last axis."""

    def exact(self, x: Value, name: str) -> Value:
        """A small layer whose weights are kept in full."""

    def add(self, x: Value, y: Value) -> Value:
        """The sum."""

    def mean(self, x: Value, y: Value) -> Value:
        """Half of the sum."""

    def norm(self, x: Value, name: str) -> Value:
        """Layer norm over the last axis."""

    def gelu(self, x: Value) -> Value:
        """The Gaussian error linear unit (Hendrycks and Gimpel 2016), with the error function."""

    def attention(self, query: Value, key: Value, value: Value) -> Value:
        """Attention in heads of ``HEAD_SIZE`` over the pieces that ``mask`` lets through."""

    def rows(self, name: str, index: Value) -> Value:
        """Rows of the table ``name``."""

    def positions(self, name: str) -> Value:
        """The first rows of the table ``name``, as many as there are pieces."""

    def pick(self, states: Value, index: Value) -> Value:
        """States at [batch, words] indices."""

    def first(self, states: Value) -> Value:
        """The state of each row's first piece."""

    def with_root(self, words: Value) -> Value:
        """Words with the root's vector before them."""

    def arcs(self, dependents: Value, heads: Value) -> Value:
        """Biaffine scores [batch, words, 1 + words] (Dozat and Manning 2017)."""


def encode(g: Operations, *, roles: bool = False) -> Value:
    """States of pieces, [batch, pieces, width]."""
    total = g.add(g.input("embedded"), g.positions("encoder.position"))
    if roles:
        total = g.add(total, g.rows("role", g.input("roles")))
    x = g.norm(g.add(total, g.rows("encoder.case", g.input("cases"))), "encoder.norm")
    layers = sum(name.endswith(".norm1.weight") for name in g.weights)
    for index in range(layers):
        name = f"encoder.layers.{index}"
        query, key, value = (g.linear(x, f"{name}.{part}") for part in ("query", "key", "value"))
        mixed = g.linear(g.attention(query, key, value), f"{name}.out")
        x = g.norm(g.add(x, mixed), f"{name}.norm1")
        inner = g.linear(g.gelu(g.linear(x, f"{name}.up")), f"{name}.down")
        x = g.norm(g.add(x, inner), f"{name}.norm2")
    return x


def words_of(g: Operations, states: Value) -> Value:
    """The mean of a word's first and last piece's states."""
    return g.mean(g.pick(states, g.input("first")), g.pick(states, g.input("last")))


def build_tagger(g: Operations) -> dict[str, Value]:
    """Scores of tags, sentence starts, names and arcs, and the sides of labels, for each word."""
    words = words_of(g, encode(g))
    sides = g.with_root(words)
    dependents, heads = g.gelu(g.linear(words, "arc_dep")), g.gelu(g.linear(sides, "arc_head"))
    return {
        "upos": g.exact(words, "upos"),
        "xpos": g.exact(words, "xpos"),
        "start": g.exact(words, "start"),
        "ner": g.exact(g.gelu(g.linear(words, "ner_in")), "ner"),
        "arcs": g.arcs(dependents, heads),
        "label_dep": g.linear(words, "label_dep"),
        "label_head": g.linear(sides, "label_head"),
    }


def build_pairs(g: Operations) -> dict[str, Value]:
    """States of mentions, and of the sentence."""
    states = encode(g, roles=True)
    return {"spans": words_of(g, states), "whole": g.first(states)}


NETWORKS = {"tagger": build_tagger, "pairs": build_pairs}
INPUTS = {"tagger": TAGGER_INPUTS, "pairs": PAIR_INPUTS}
