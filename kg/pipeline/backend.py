"""What computes the networks: the fastest that this machine has.

| backend | arithmetic | where |
| --- | --- | --- |
| openvino | bfloat16 | processors with AMX |
| onnxruntime | 8-bit integers | everywhere |

``KG_BACKEND`` names one of them instead; ``KG_THREADS`` says how many threads compute. Every
batch is computed by one thread, so the number of threads changes no result. A process forked
from one that has OpenVINO open computes with onnxruntime: its threads are left behind.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, Protocol

from numpy.typing import NDArray

from kg.errors import PipelineError
from kg.pipeline.processor import has_matrix_unit

Array = NDArray[Any]


class Session(Protocol):
    """A network ready to compute."""

    def run(self, feed: Mapping[str, Array]) -> dict[str, Array]:
        """Outputs by name; may be called from several threads."""


@dataclass(frozen=True, slots=True)
class Network:
    """What a backend needs of a network.

    Attributes:
        name: Key of ``kg.pipeline.network.NETWORKS``.
        graph: The ONNX graph, without weights.
        weights: The arrays that the graph refers to.
    """

    name: str
    graph: bytes
    weights: Mapping[str, Array]


@dataclass(frozen=True, slots=True)
class Backend:
    """A way to compute; ``fits`` says whether it is the better one here."""

    fits: Callable[[], bool]
    open: Callable[[Network], Session]


def open_session(network: Network) -> Session:
    """The network on the first backend of ``BACKENDS`` that fits, or on the one that ``KG_BACKEND`` names.

    Raises:
        PipelineError: ``KG_BACKEND`` or ``KG_THREADS`` is set to what does not exist.
    """
    return BACKENDS[choose_backend()].open(network)


def choose_backend() -> str:
    """Name of the backend that is used.

    Raises:
        PipelineError: ``KG_BACKEND`` is set to what does not exist.
    """
    given = os.environ.get("KG_BACKEND", "")
    if not given or (given == "openvino" and _is_lost_in_fork()):
        return next(name for name, backend in BACKENDS.items() if backend.fits())
    if given not in BACKENDS:
        raise PipelineError(f"KG_BACKEND is {given!r}; set it to one of {', '.join(BACKENDS)}")
    if given == "openvino" and find_spec("openvino") is None:
        raise PipelineError("KG_BACKEND is 'openvino', which is not installed; pip install openvino")
    return given


def count_threads() -> int:
    """Threads that compute: ``KG_THREADS``, else the processors, at most 4.

    Raises:
        PipelineError: ``KG_THREADS`` is set to what is no number.
    """
    given = os.environ.get("KG_THREADS", "")
    if not given:
        return min(4, os.cpu_count() or 1)
    if not given.isdecimal() or int(given) == 0:
        raise PipelineError(f"KG_THREADS is {given!r}; set it to a number of threads, 1 or more")
    return int(given)


def _can_use_openvino() -> bool:
    return has_matrix_unit() and find_spec("openvino") is not None and not _is_lost_in_fork()


def _is_lost_in_fork() -> bool:
    loaded = sys.modules.get("kg.pipeline.openvino_session")
    return loaded is not None and not loaded.is_usable()


def _open_openvino(network: Network) -> Session:
    from kg.pipeline import openvino_session

    precision = "bf16" if has_matrix_unit() else "f32"
    return openvino_session.Session(network.name, network.weights, count_threads(), precision)


def _open_onnx(network: Network) -> Session:
    from kg.pipeline import onnx_session

    count_threads()
    return onnx_session.Session(network.graph, network.weights)


#: In the order in which they are tried.
BACKENDS = {
    "openvino": Backend(_can_use_openvino, _open_openvino),
    "onnxruntime": Backend(lambda: True, _open_onnx),
}
