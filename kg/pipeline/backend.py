"""How ONNX graphs are run: onnxruntime on the CPU, with the threads and the arithmetic that fit it."""

from __future__ import annotations

import os
import platform
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import PipelineError

if TYPE_CHECKING:
    import onnxruntime


def open_session(graph: bytes) -> onnxruntime.InferenceSession:
    """A session of a serialised graph.

    Raises:
        PipelineError: ``KG_THREADS`` is set to what is no number.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = count_threads()
    options.log_severity_level = 3
    if not has_wide_products():
        # There, 8-bit products of signed weights overflow 16 bits; this makes the weights unsigned.
        options.add_session_config_entry("session.x64quantprecision", "1")
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


def count_threads() -> int:
    """Threads of one session: ``KG_THREADS``, else the processors, at most 4.

    Raises:
        PipelineError: ``KG_THREADS`` is set to what is no number.
    """
    given = os.environ.get("KG_THREADS", "")
    if not given:
        return min(4, os.cpu_count() or 1)
    if not given.isdecimal() or int(given) == 0:
        raise PipelineError(f"KG_THREADS is {given!r}; set it to a number of threads, 1 or more")
    return int(given)


@cache
def has_wide_products(cpuinfo: Path = Path("/proc/cpuinfo")) -> bool:
    """Whether 8-bit products are summed in 32 bits: VNNI on x86, always elsewhere; no where unknown."""
    if platform.machine().casefold() not in {"x86_64", "amd64"}:
        return True
    try:
        flags = cpuinfo.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return "avx512_vnni" in flags or "avx_vnni" in flags
