"""What this machine's processor can do."""

from __future__ import annotations

import platform
from functools import cache
from pathlib import Path

_CPUINFO = Path("/proc/cpuinfo")


@cache
def read_flags(cpuinfo: Path = _CPUINFO) -> frozenset[str]:
    """The processor's features as Linux names them; empty where they cannot be read."""
    try:
        lines = cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return frozenset()
    return frozenset(word for line in lines if line.startswith("flags") for word in line.split())


def has_wide_products(cpuinfo: Path = _CPUINFO) -> bool:
    """Whether 8-bit products are summed in 32 bits: VNNI on x86, always elsewhere; no where unknown."""
    if platform.machine().casefold() not in {"x86_64", "amd64"}:
        return True
    return not read_flags(cpuinfo).isdisjoint({"avx512_vnni", "avx_vnni"})


def has_matrix_unit(cpuinfo: Path = _CPUINFO) -> bool:
    """Whether there is a unit for products of bfloat16 matrices (AMX)."""
    return read_flags(cpuinfo).issuperset({"amx_tile", "amx_bf16"})
