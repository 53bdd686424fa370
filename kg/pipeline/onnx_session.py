"""The networks on onnxruntime, in 8-bit integers: for every processor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from kg.pipeline.processor import has_wide_products

Array = NDArray[Any]


class Session:
    """A network's graph with its weights; ``run`` may be called from several threads."""

    def __init__(self, graph: bytes, weights: Mapping[str, Array]) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        if not has_wide_products():
            # There, 8-bit products of signed weights overflow 16 bits; this makes the weights unsigned.
            options.add_session_config_entry("session.x64quantprecision", "1")
        # onnxruntime refers to these arrays and does not copy them.
        self._weights = dict(weights)
        values = [onnxruntime.OrtValue.ortvalue_from_numpy(array) for array in self._weights.values()]
        options.add_external_initializers(list(self._weights), values)
        self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        self._names = [output.name for output in self._session.get_outputs()]

    def run(self, feed: Mapping[str, Array]) -> dict[str, Array]:
        """Outputs by name."""
        feed = {**feed, "mask": feed["mask"].astype(np.int32)}
        return dict(zip(self._names, self._session.run(self._names, feed), strict=True))
