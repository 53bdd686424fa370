"""Putting a finished folder in the place of an old one, in one step where the system can."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import sys
import tempfile
from pathlib import Path

#: Linux: renameat2 with RENAME_EXCHANGE, relative to the working folder.
_AT_CWD, _EXCHANGE = -100, 2


def put_in_place(fresh: Path, path: Path) -> None:
    """Give ``fresh`` the name of ``path``; who looks in between finds the old folder or the new.

    What was there is left under the name of ``fresh``. Where two folders cannot be swapped in
    one step (no Linux, some network file systems) there is a moment when neither is there.
    """
    if not path.exists():
        fresh.rename(path)
    elif not _exchange(fresh, path):
        aside = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.parent))
        try:
            path.rename(aside / "old")
            try:
                fresh.rename(path)
            except OSError:
                (aside / "old").rename(path)
                raise
        finally:
            shutil.rmtree(aside, ignore_errors=True)


def _exchange(left: Path, right: Path) -> bool:
    """Swap two folders in one step; False where that cannot be done."""
    if not sys.platform.startswith("linux"):
        return False
    with contextlib.suppress(OSError, AttributeError):
        swap = ctypes.CDLL(None).renameat2
        return bool(swap(_AT_CWD, os.fsencode(left), _AT_CWD, os.fsencode(right), _EXCHANGE) == 0)
    return False
