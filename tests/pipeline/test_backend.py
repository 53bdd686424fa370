"""The arithmetic fits the processor, and threads are what was asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import PipelineError
from kg.pipeline import backend
from kg.pipeline.backend import choose_backend, count_threads
from kg.pipeline.processor import has_matrix_unit, has_wide_products, read_flags


@pytest.mark.parametrize(
    ("flags", "expected"),
    [("flags : avx2 avx512_vnni", True), ("flags : avx_vnni", True), ("flags : avx2 fma", False)],
)
def test_vnni_is_read_from_the_flags(
    flags: str, expected: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platform.machine", lambda: "x86_64")
    (tmp_path / "cpuinfo").write_text(flags)
    assert has_wide_products(tmp_path / "cpuinfo") is expected


def test_unknown_processor_is_taken_for_one_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "x86_64")
    assert not has_wide_products(tmp_path / "missing")


def test_arm_needs_no_care(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "aarch64")
    assert has_wide_products(tmp_path / "absent")


def test_threads_are_those_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_THREADS", "3")
    assert count_threads() == 3


@pytest.mark.parametrize("given", ["abc", "0", "-1", "1.5"])
def test_malformed_number_of_threads_is_named(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_THREADS", given)
    with pytest.raises(PipelineError, match="KG_THREADS"):
        count_threads()


def flags_file(folder: Path, flags: str) -> Path:
    path = folder / "cpuinfo"
    path.write_text(f"processor : 0\nflags : fpu {flags}\n")
    return path


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        ("avx512_vnni amx_tile amx_bf16 amx_int8", "openvino"),
        ("avx512_vnni avx512f", "onnxruntime"),
        ("avx2 fma", "onnxruntime"),
        ("sse4_2", "onnxruntime"),
    ],
)
def test_backend_fits_the_processor(
    flags: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = flags_file(tmp_path, flags)
    monkeypatch.delenv("KG_BACKEND", raising=False)
    monkeypatch.setattr(backend, "has_matrix_unit", lambda: has_matrix_unit(path))
    assert choose_backend() == expected


def test_backend_without_its_library_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KG_BACKEND", raising=False)
    monkeypatch.setattr(backend, "has_matrix_unit", lambda: True)
    monkeypatch.setattr(backend, "find_spec", lambda name: None)
    assert choose_backend() == "onnxruntime"
    monkeypatch.setenv("KG_BACKEND", "openvino")
    with pytest.raises(PipelineError, match="pip install openvino"):
        choose_backend()


def test_backend_that_is_named_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_BACKEND", "onnxruntime")
    assert choose_backend() == "onnxruntime"
    monkeypatch.setenv("KG_BACKEND", "abacus")
    with pytest.raises(PipelineError, match="openvino, onnxruntime"):
        choose_backend()


def test_flags_that_cannot_be_read_are_none(tmp_path: Path) -> None:
    assert read_flags(tmp_path / "nowhere") == frozenset()
