"""The page in headless Chromium: it opens from disk, asks no network, and answers clicks."""

import base64
import json
import os
import shutil
import struct
import subprocess
import tempfile
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from view_builders import EDGES, ENTITIES, HOSTILE, make_edge, make_entity

from kg.records import EntityType
from kg.view import render_page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium, chromium-browser or google-chrome on the path"),
]

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--window-size=1280,800",
    "--remote-debugging-pipe",
]


class Browser:
    """A Chromium with one tab, driven over a pair of pipes (the DevTools protocol, no port open)."""

    def __init__(self, profile: Path) -> None:
        to_browser, self._write = os.pipe()
        self._read, from_browser = os.pipe()
        # The browser reads commands from descriptor 3 and writes answers to descriptor 4.
        line = f'exec "$@" 3<&{to_browser} 4>&{from_browser}'
        self._process = subprocess.Popen(
            ["bash", "-c", line, "bash", str(CHROMIUM), *FLAGS, f"--user-data-dir={profile}", "about:blank"],
            pass_fds=(to_browser, from_browser),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_browser)
        os.close(from_browser)
        self._number = 0
        self._rest = b""
        self._session: str | None = None
        self.events: list[dict[str, Any]] = []
        tabs = self.call("Target.getTargets")["targetInfos"]
        tab = next(target["targetId"] for target in tabs if target["type"] == "page")
        self._session = self.call("Target.attachToTarget", targetId=tab, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(20)
        os.close(self._read)
        os.close(self._write)

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._receive()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return answer["result"]
            self.events.append(answer)

    def _receive(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            chunk = os.read(self._read, 1 << 20)
            assert chunk, "the browser has gone"
            self._rest += chunk
        message, _, self._rest = self._rest.partition(b"\0")
        return json.loads(message)

    def run(self, script: str) -> Any:
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def open(self, page: Path, fragment: str = "") -> None:
        self.events.clear()
        self.call("Page.navigate", url="about:blank")
        self.call("Page.navigate", url=page.as_uri() + fragment)
        self.wait_for("document.documentElement?.dataset.ready === 'true'")

    def wait_for(self, script: str, *, seconds: float = 180) -> None:
        """Wait until a script gives true; the time is ample, for a machine may be busy."""
        deadline = time.monotonic() + seconds
        while not self.run(script):
            assert time.monotonic() < deadline, f"not true after {seconds} s: {script}; {self.complaints()}"
            time.sleep(0.05)

    def requests(self) -> list[str]:
        sent = [
            event["params"] for event in self.events if event.get("method") == "Network.requestWillBeSent"
        ]
        return [parameters["request"]["url"] for parameters in sent]

    def complaints(self) -> list[Any]:
        kinds = {"Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled"}
        return [event["params"] for event in self.events if event.get("method") in kinds]

    def click(self, x: float, y: float) -> None:
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            self.call(
                "Input.dispatchMouseEvent",
                type=kind,
                x=x,
                y=y,
                clickCount=1,
                button="none" if kind == "mouseMoved" else "left",
            )

    def type(self, text: str) -> None:
        self.call("Input.insertText", text=text)
        for kind in ("keyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent", type=kind, key="Enter", code="Enter", windowsVirtualKeyCode=13
            )
        time.sleep(0.1)

    def panel(self) -> str:
        return self.run("document.getElementById('panel').innerText")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Not under tmp_path: the browser writes on for a moment after it has been told to stop.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = Browser(Path(profile))
        yield browser
        browser.close()


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "graph.html"
    path.write_text(render_page(ENTITIES, EDGES), encoding="utf-8")
    return path


def count_colours(png: bytes) -> int:
    """Count the distinct bytes of a PNG's decompressed rows: few when nothing is drawn."""
    at, data = 8, b""
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        data += png[at + 8 : at + 8 + length] if png[at + 4 : at + 8] == b"IDAT" else b""
        at += 12 + length
    return len(set(zlib.decompress(data)))


def test_the_page_asks_for_nothing_but_itself(browser: Browser, page: Path) -> None:
    browser.open(page)
    time.sleep(0.5)
    assert {url for url in browser.requests() if url != "about:blank"} == {page.as_uri()}
    assert browser.complaints() == []


def test_the_policy_stops_a_request_that_is_tried(browser: Browser, page: Path) -> None:
    browser.open(page)
    assert (
        browser.run("fetch('http://127.0.0.1:9/').then(() => 'sent', (error) => error.name)") == "TypeError"
    )
    assert any("Content Security Policy" in json.dumps(complaint) for complaint in browser.complaints())


def test_the_graph_is_drawn(browser: Browser, page: Path) -> None:
    browser.open(page)
    png = base64.b64decode(browser.call("Page.captureScreenshot")["data"])
    assert png.startswith(b"\x89PNG")
    assert count_colours(png) > 100
    assert browser.run("document.querySelector('#graph canvas').clientWidth") > 800
    assert browser.run("document.querySelectorAll('tr[data-row]').length") == len(EDGES)


def test_a_fragment_opens_an_edge_with_its_quotes(browser: Browser, page: Path) -> None:
    browser.open(page, "#edge=1")
    said = browser.panel()
    assert "Jonas Lund supports Trade Board" in said
    assert "Lund praised the Board." in said
    assert "A vote · Daily Courier · 2024-06-18 · confidence 75 %" in said
    assert browser.run("document.querySelector('#panel mark').textContent") == "praised"


def test_a_fragment_opens_an_entity_by_alias(browser: Browser, page: Path) -> None:
    browser.open(page, "#node=Ankara")
    said = browser.panel()
    assert "also: Ankara" in said
    assert "no longer opposes Jonas Lund" in said
    assert "opposed by Greece" in said


def test_an_unknown_fragment_says_so(browser: Browser, page: Path) -> None:
    browser.open(page, "#edge=999")
    assert browser.run("document.getElementById('found').textContent") == "This page has no such entry."


def test_a_click_on_a_line_shows_its_quotes(browser: Browser, page: Path) -> None:
    browser.open(page)
    name = "document.querySelector('#graph canvas').getBoundingClientRect()"
    left, top = browser.run(f"[{name}.left, {name}.top]")
    html = page.read_text(encoding="utf-8")
    drawing = json.loads(html.split('id="drawing">')[1].split("</script>")[0])
    # An entity chosen by button is centred, so that every other place follows from the scale.
    edge = next(edge for edge in drawing["edges"] if edge["id"] == 1)
    ends = [next(node for node in drawing["nodes"] if node["id"] == edge[end]) for end in ("from", "to")]
    browser.run(f"document.querySelector('button[data-node=\"{edge['from']}\"]').click()")
    browser.wait_for("document.querySelector('#panel h2')?.textContent === 'Jonas Lund'")
    browser.run("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    width, height = browser.run(f"[{name}.width, {name}.height]")
    scale = float(browser.run("document.getElementById('graph').dataset.scale"))
    x = left + width / 2 + (ends[1]["x"] - ends[0]["x"]) / 2 * scale
    y = top + height / 2 + (ends[1]["y"] - ends[0]["y"]) / 2 * scale
    browser.click(x, y)
    browser.wait_for("document.querySelector('#panel mark')?.textContent === 'praised'")
    assert browser.run("location.hash") == "#edge=1"
    browser.click(left + width / 2, top + height / 2)
    browser.wait_for("document.querySelector('#panel h2')?.textContent === 'Jonas Lund'")
    assert "%2FJonas%20Lund" in browser.run("location.hash")


def test_the_search_finds_a_name_without_its_accents(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "graph.html"
    entities = [make_entity("Zoé Ákos", EntityType.PERSON), make_entity("Norway")]
    path.write_text(render_page(entities, [make_edge("Zoé Ákos", "support", "Norway")]), encoding="utf-8")
    browser.open(path)
    browser.run("document.getElementById('search').focus()")
    browser.type("akos")
    browser.wait_for("document.querySelector('#panel h2')?.textContent === 'Zoé Ákos'")


def test_the_search_says_when_nobody_is_called_so(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.run("document.getElementById('search').focus()")
    browser.type("Atlantis")
    browser.wait_for("document.getElementById('found').textContent.includes('Atlantis')")


def test_filters_hide_rows(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.run("document.querySelector('.filter[value=oppose]').click()")
    shown = browser.run("[...document.querySelectorAll('tr[data-row]')].filter((row) => !row.hidden).length")
    assert shown == 3
    assert browser.run("document.querySelector('caption').textContent") == "3 of 6 edges"


def test_hostile_text_is_shown_and_does_nothing(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "graph.html"
    entities = [make_entity(HOSTILE, EntityType.PERSON), make_entity("Norway")]
    edge = make_edge("Norway", "support", HOSTILE, quote=HOSTILE, cue="<img", topic=HOSTILE, title=HOSTILE)
    path.write_text(render_page(entities, [edge], title=HOSTILE), encoding="utf-8")
    browser.open(path, "#edge=0")
    assert browser.run("document.querySelector('#panel blockquote p').textContent") == HOSTILE
    assert browser.run("document.querySelectorAll('img').length") == 0
    assert {url.split("#")[0] for url in browser.requests()} <= {"about:blank", path.as_uri()}
    assert browser.complaints() == []


def test_a_page_of_fifteen_hundred_entities_opens(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "graph.html"
    names = [f"Actor {number}" for number in range(1500)]
    edges = [
        make_edge(names[i], "support" if (i + step) % 3 else "oppose", names[(i * step + 5) % 1500])
        for i in range(1500)
        for step in (7, 11, 13)
    ]
    path.write_text(render_page([make_entity(name) for name in names], edges), encoding="utf-8")
    browser.open(path)
    browser.run("location.hash = 'edge=7'")
    browser.wait_for(
        "document.querySelector('#panel p')?.parentElement.innerText.includes('They backed the plan.')"
    )
