"""The pipeline's speed: beside a convolutional one, on several threads and processes, and its memory.

Whatever depends on the environment (threads, memory) is measured in fresh processes.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from kg.bench.pipeline import RAW, TREEBANKS, Figure
from kg.bench.ud_scores import Parse, read_blocks, read_lines, read_treebank
from kg.errors import BenchError
from kg.pipeline import load_pipeline

if TYPE_CHECKING:
    from spacy.language import Language

#: Rounds of a comparison; each pipeline takes its turn in each, and the median counts.
_ROUNDS = 5
_STEPS = 60
#: Public-domain news sentences, shuffled into articles of this many for a long stream.
_NEWS, _SENTENCES = "ner/gmb/train.iob2.gz", 20
_WIDTH = 96

#: A fresh process: texts from stdin, the time that ``pipe`` takes for them, once warm.
_TIMED = """
import json, sys, time
import kg.pipeline
texts = json.load(sys.stdin)
nlp = kg.pipeline.load_pipeline(sys.argv[1] or None)
for _ in nlp.pipe(texts):
    pass
print("ready", flush=True)
sys.stdin = open("/dev/null")
begun = time.perf_counter()
for _ in range(int(sys.argv[2])):
    for _ in nlp.pipe(texts):
        pass
print(json.dumps(time.perf_counter() - begun))
"""
#: A fresh process: articles from stdin, one a line; its memory after each tenth of them.
_WATCHED = """
import json, resource, sys
import kg.pipeline
def resident():
    with open("/proc/self/statm") as handle:
        return int(handle.read().split()[1]) * resource.getpagesize() / 1e6
nlp = kg.pipeline.load_pipeline(sys.argv[1] or None)
total, seen = int(sys.argv[2]), []
for number, _ in enumerate(nlp.pipe(json.loads(line) for line in sys.stdin), 1):
    if number % max(1, total // 10) == 0:
        seen.append(resident())
print(json.dumps([resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6, seen]))
"""


def compare_speeds(root: Path, *, name: str | None = None) -> Iterator[Figure]:
    """Words per CPU-second, text to Doc, on one thread, of the pipeline and of spaCy's CNN of width 96.

    The CNN has tagger, parser and NER; it is trained for a moment only, since just its speed counts.
    """
    os.environ["KG_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"
    parses = _parses(root)
    texts = [parse.text for parse in parses]
    pipelines = {"the pipeline": load_pipeline(name), "a CNN of width 96": _train_cnn(parses)}
    rates: dict[str, list[float]] = {key: [] for key in pipelines}
    for _ in range(_ROUNDS + 1):
        for key, nlp in pipelines.items():
            rates[key].append(_rate(nlp, texts))
    middle = {key: median(values[1:]) for key, values in rates.items()}
    for key, rate in middle.items():
        spread = f"{min(rates[key][1:]):,.0f} to {max(rates[key][1:]):,.0f} in {_ROUNDS} rounds"
        yield Figure(" and ".join(TREEBANKS), RAW, f"words per CPU-second, {key}", rate, "words/s", spread)
    ours, other = middle.values()
    yield Figure("", "", "the one's speed over the other's", ours / other, "times")


def measure_scaling(root: Path, threads: int, *, name: str | None = None) -> Iterator[Figure]:
    """Words per second of one thread, of several threads, and of as many processes of one thread each."""
    texts = [parse.text for parse in _parses(root)]
    words = sum(len(text.split()) for text in texts)
    rounds = 3
    single = rounds * words / _run_timed(texts, rounds, name, threads=1, processes=1)
    yield Figure("", RAW, "words per second, one thread", single, "words/s", "wall clock")
    ways = {f"{threads} threads": (threads, 1), f"{threads} processes": (1, threads)}
    for key, (count, processes) in ways.items():
        seconds = _run_timed(texts, rounds, name, threads=count, processes=processes)
        rate = processes * rounds * words / seconds
        yield Figure("", RAW, f"words per second, {key}", rate, "words/s", f"{rate / single:.2f} times one")


def measure_memory(root: Path, articles: int, *, name: str | None = None) -> Iterator[Figure]:
    """Peak memory of a process that reads a stream of news articles, and its memory on the way."""
    lines = [json.dumps(text) for text in _articles(root, articles)]
    command = [sys.executable, "-c", _WATCHED, name or "", str(articles)]
    out = _run(command, "\n".join(lines), {"KG_THREADS": "1"})
    peak, seen = json.loads(out)
    yield Figure("", RAW, f"peak memory, {articles:,} articles", peak, "MB", "one process, one thread")
    for share in (1, 5, 10):
        if len(seen) >= share:
            yield Figure("", RAW, f"memory after {share * 10} % of them", seen[share - 1], "MB")


def _parses(root: Path) -> list[Parse]:
    return [
        parse for t in TREEBANKS.values() for parse in read_treebank(root / "data" / t.path, prefix=t.prefix)
    ]


def _rate(nlp: Language, texts: Iterable[str], clock: Callable[[], float] = time.process_time) -> float:
    begun = clock()
    words = sum(sum(not token.is_space for token in doc) for doc in nlp.pipe(texts))
    return words / max(clock() - begun, 1e-9)


def _train_cnn(parses: Sequence[Parse]) -> Language:
    """spaCy's own small architecture, with weights that have seen a few sentences."""
    import spacy
    from spacy.training import Example

    nlp = spacy.blank("en")
    embed = {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": _WIDTH,
        "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
        "rows": [5000, 1000, 2500, 2500],
        "include_static_vectors": False,
    }
    encode = {
        "@architectures": "spacy.MaxoutWindowEncoder.v2",
        "width": _WIDTH,
        "depth": 4,
        "window_size": 1,
        "maxout_pieces": 3,
    }
    tok2vec = {"@architectures": "spacy.Tok2Vec.v2", "embed": embed, "encode": encode}
    listen = {"@architectures": "spacy.Tok2VecListener.v1", "width": _WIDTH, "upstream": "*"}
    nlp.add_pipe("tok2vec", config={"model": tok2vec})
    nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listen}})
    for kind in ("parser", "ner"):
        model = {
            "@architectures": "spacy.TransitionBasedParser.v2",
            "state_type": kind,
            "extra_state_tokens": False,
            "hidden_width": 64,
            "maxout_pieces": 2,
            "use_upper": True,
            "tok2vec": listen,
        }
        nlp.add_pipe(kind, config={"model": model})
    examples = [Example.from_dict(nlp.make_doc(" ".join(row["words"])), row) for row in _rows(parses)]
    random.seed(0)
    optimizer = nlp.initialize(lambda: examples)
    for step in range(_STEPS):
        batch = [examples[(step * 16 + i) % len(examples)] for i in range(16)]
        nlp.update(batch, sgd=optimizer, drop=0.1)
    return nlp


def _rows(parses: Sequence[Parse]) -> Iterator[dict[str, Any]]:
    """Sentences as spaCy's examples; proper nouns stand for names, for want of any."""
    for parse in parses:
        bounds = [*parse.starts, len(parse.words)]
        for begin, end in pairwise(bounds):
            words = parse.words[begin:end]
            names = ["U-PER" if word.upos == "PROPN" else "O" for word in words]
            yield {
                "words": [word.form for word in words],
                "spaces": [True] * len(words),
                "tags": [word.xpos for word in words],
                "heads": [word.head - begin if word.head >= 0 else i for i, word in enumerate(words)],
                "deps": [word.dep for word in words],
                "entities": names,
            }


def _run_timed(texts: list[str], rounds: int, name: str | None, *, threads: int, processes: int) -> float:
    """Seconds until all processes have read the texts so many times; they begin together."""
    command = [sys.executable, "-c", _TIMED, name or "", str(rounds)]
    environment = {**os.environ, "KG_THREADS": str(threads), "OMP_NUM_THREADS": "1"}
    started = [
        subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=environment,
        )
        for _ in range(processes)
    ]
    for process in started:
        assert process.stdin
        process.stdin.write(json.dumps(texts))
        process.stdin.close()
    seconds = [_read_seconds(process) for process in started]
    return max(seconds)


def _read_seconds(process: subprocess.Popen[str]) -> float:
    assert process.stdout
    lines = process.stdout.read().splitlines()
    if process.wait() or len(lines) != 2:
        raise BenchError("a fresh process cannot run the pipeline; see the message above")
    return float(json.loads(lines[1]))


def _run(command: list[str], given: str, environment: dict[str, str]) -> str:
    run = subprocess.run(
        command,
        input=given,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        check=False,
    )
    if run.returncode:
        raise BenchError("a fresh process cannot run the pipeline; see the message above")
    return run.stdout


def _articles(root: Path, count: int) -> Iterator[str]:
    """Different articles: sentences of news in random order, the same each time."""
    sentences = [
        " ".join(line.split("\t")[0] for line in block)
        for block in read_blocks(read_lines(root / "data" / _NEWS))
    ]
    rng = random.Random(1)
    for _ in range(count):
        yield " ".join(rng.choice(sentences) for _ in range(_SENTENCES))
