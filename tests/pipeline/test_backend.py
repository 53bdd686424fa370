"""The arithmetic fits the processor, and threads are what was asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import PipelineError
from kg.pipeline.backend import count_threads, has_wide_products


@pytest.mark.parametrize(
    ("flags", "expected"), [("flags : avx2 avx512_vnni", True), ("avx_vnni", True), ("avx2 fma", False)]
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
