"""The word-piece table: 30,522 rows in 8 bits, widened when they are looked up."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
from numpy.typing import NDArray


class WordTable:
    """Rows by piece id; from the bytes of ``words.npz``."""

    def __init__(self, data: bytes) -> None:
        arrays = np.load(io.BytesIO(data))
        self._level, self._scale = arrays["level"], arrays["scale"]

    def __call__(self, ids: NDArray[Any]) -> NDArray[np.float32]:
        """Float32 rows for ids of any shape, one axis more."""
        rows: NDArray[np.float32] = self._level[ids].astype(np.float32)
        rows *= self._scale[ids][..., None]
        return rows
