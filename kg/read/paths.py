"""From what the user names (files, folders, patterns) to article files, each once."""

from __future__ import annotations

import glob
import os
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from kg.read.draft import Warn
from kg.read.files import shown


def find_files(paths: Sequence[str], *, suffixes: Collection[str], warn: Warn) -> Iterator[Path]:
    """Yield the article files that paths name, in order, folders and patterns sorted.

    Folders are walked to the bottom; hidden entries and other suffixes in them are passed over.
    """
    seen: set[str] = set()
    for given in paths:
        if not given:
            warn("an empty path was given; name a file, folder or pattern")
            continue
        for path in _expand(given, suffixes, warn):
            real = os.path.realpath(path)
            if real not in seen:
                seen.add(real)
                yield path


def _expand(given: str, suffixes: Collection[str], warn: Warn) -> Iterator[Path]:
    path = Path(given)
    known = ", ".join(sorted(suffixes))
    if path.is_dir():
        found = list(_walk(path, suffixes, warn))
        if not found:
            warn(f"{shown(given)}: folder holds no article file; these are read: {known}")
        yield from found
    elif os.path.lexists(given):
        if path.suffix.lower() in suffixes:
            yield path
        else:
            warn(f"{shown(given)}: suffix {shown(path.suffix)!r} is not read; these are: {known}")
    elif glob.has_magic(given):
        found = list(_match(given, suffixes, warn))
        if not found:
            warn(f"{shown(given)}: pattern matches no article file; these are read: {known}")
        yield from found
    else:
        warn(f"{shown(given)}: no such file or folder; check the path")


def _match(pattern: str, suffixes: Collection[str], warn: Warn) -> Iterator[Path]:
    # Path.glob refuses absolute patterns.
    for name in sorted(glob.glob(pattern, recursive=True)):  # noqa: PTH207
        path = Path(name)
        if path.is_dir():
            yield from _walk(path, suffixes, warn)
        elif path.suffix.lower() in suffixes:
            yield path


def _walk(folder: Path, suffixes: Collection[str], warn: Warn) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        warn(f"{shown(str(error.filename))}: cannot be listed ({error.strerror}); check its permissions")

    for parent, names, files in os.walk(folder, onerror=refuse):
        names[:] = sorted(name for name in names if not name.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            if not name.startswith(".") and path.suffix.lower() in suffixes:
                yield path
