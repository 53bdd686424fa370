"""A folder takes the place of another, also where the two cannot be swapped in one step."""

from pathlib import Path

import pytest

import kg.swap
from kg.swap import put_in_place


@pytest.fixture(params=["one step", "two steps"])
def folders(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Path, Path]:
    """A new folder, and the place it shall take."""
    if request.param == "two steps":
        monkeypatch.setattr(kg.swap, "_exchange", lambda left, right: False)
    (tmp_path / "fresh").mkdir()
    (tmp_path / "fresh" / "new").touch()
    return tmp_path / "fresh", tmp_path / "place"


def test_new_folder_takes_an_empty_place(folders: tuple[Path, Path]) -> None:
    fresh, place = folders
    put_in_place(fresh, place)
    assert [p.name for p in place.iterdir()] == ["new"]
    assert not fresh.exists()


def test_new_folder_takes_the_place_of_the_old_one(folders: tuple[Path, Path]) -> None:
    fresh, place = folders
    place.mkdir()
    (place / "old").touch()
    put_in_place(fresh, place)
    assert [p.name for p in place.iterdir()] == ["new"]
    assert {p.name for p in place.parent.iterdir()} <= {"place", "fresh"}


def test_old_folder_stays_when_the_new_one_is_gone(tmp_path: Path) -> None:
    (tmp_path / "place").mkdir()
    with pytest.raises(OSError, match="fresh"):
        put_in_place(tmp_path / "fresh", tmp_path / "place")
    assert [p.name for p in tmp_path.iterdir()] == ["place"]
