"""The query page in headless Chromium: YASGUI comes up from our own files and asks our endpoint."""

import shutil
import subprocess
from pathlib import Path

import pytest
from serving import serving, write_out

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium, chromium-browser or google-chrome on the path"),
]

FLAGS = (
    "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking "
    "--enable-logging=stderr"
)


def test_query_page_comes_up_and_answers(tmp_path: Path) -> None:
    with serving(write_out(tmp_path / "out"), "--timeout", "200") as client:
        query = "SELECT%20(42%20AS%20%3Fanswer)%20%7B%7D"
        run = subprocess.run(
            [
                str(CHROMIUM),
                *FLAGS.split(),
                f"--user-data-dir={tmp_path / 'profile'}",
                "--virtual-time-budget=20000",
                "--dump-dom",
                f"{client.url}query#query={query}",
            ],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
            check=True,
        )
    assert 'class="yasqe' in run.stdout and "CodeMirror" in run.stdout
    assert "Uncaught" not in run.stderr and "Content Security Policy" not in run.stderr, run.stderr
