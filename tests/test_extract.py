from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from builders import article

from kg import extract
from kg.errors import PipelineError, ReadError
from kg.extract import extract_article, extract_articles, score_pairs, work_together
from kg.pipeline import pairs
from kg.read import read_articles
from kg.records import Article, Extraction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language

TEXT = (
    "Germany backed Carl Dahl on Tuesday.\n\n"
    "Turkey, however, criticized Dahl over the budget. "
    "“He is a friend – a loyal one,” Anna Berg said in Oslo."
)

pytestmark = pytest.mark.model


def _claims(found: Extraction) -> set[tuple[str, str, str]]:
    names = {entity.id: entity.name for entity in found.entities}
    return {(names[c.holder], str(c.stance), names[c.target]) for c in found.claims}


def test_an_article_gives_entities_and_claims_with_their_offsets(nlp: Language) -> None:
    found = extract_article(article(text=TEXT, date="2024-06-20"), nlp=nlp)
    assert {"Germany", "Turkey", "Carl Dahl", "Anna Berg"} <= {entity.name for entity in found.entities}
    assert {("Germany", "support", "Carl Dahl"), ("Turkey", "oppose", "Carl Dahl")} <= _claims(found)
    for entity in found.entities:
        for mention in entity.mentions:
            assert TEXT[mention.start : mention.end] == mention.text
    for item in (*found.claims, *found.facts):
        assert TEXT[item.evidence.start : item.evidence.end] == item.evidence.text
        assert "\n\n" not in item.evidence.text
    assert next(c for c in found.claims if c.evidence.cue == "backed").date == "2024-06-18"


def test_whom_claims_and_facts_name_is_among_the_entities(nlp: Language) -> None:
    found = extract_article(article(text=TEXT), nlp=nlp)
    known = {entity.id for entity in found.entities}
    assert {x for c in found.claims for x in (c.holder, c.target)} <= known
    assert {c.attributed_to for c in found.claims if c.attributed_to} <= known
    assert {x for f in found.facts for x in (f.subject, f.object)} <= known


def test_the_same_article_gives_the_same_extraction(nlp: Language) -> None:
    one = article(text=TEXT, date="2024-06-20")
    assert extract_article(one, nlp=nlp) == extract_article(one, nlp=nlp)


def test_articles_come_out_in_their_order_and_alone(nlp: Language) -> None:
    first, second = article("a", TEXT), article("b", "Norway praised Denmark.")
    found = list(extract_articles([first, second], nlp=nlp))
    assert [x.article.id for x in found] == ["a", "b"]
    assert found[1].run is not None
    assert replace(found[1], run=None) == extract_article(second, nlp=nlp)


def test_the_first_article_comes_at_once_and_the_others_soon(nlp: Language) -> None:
    read = []

    def endless() -> Iterator[Article]:
        while True:
            read.append(len(read))
            yield article(str(len(read)), "Norway praised Denmark. " * 100)

    stream = extract_articles(endless(), nlp=nlp)
    assert next(stream).article.id == "1"
    assert len(read) == 1
    assert next(stream).article.id == "2"
    assert len(read) < 50


def test_articles_worked_through_together_do_not_meet(nlp: Language) -> None:
    texts = [TEXT, "Norway praised Denmark.", "", "Sweden and Carl Dahl attacked Turkey on Monday.", TEXT * 3]
    articles = [article(str(n), text, date="2024-06-20") for n, text in enumerate(texts)]
    together = [workings.extraction for workings in work_together(articles, nlp=nlp)]
    assert together == [extract_article(one, nlp=nlp) for one in articles]


@pytest.mark.parametrize("text", ["", "\n \n", "...", "No names here.", "?!"])
def test_little_text_gives_little(nlp: Language, text: str) -> None:
    found = extract_article(article(text=text), nlp=nlp)
    assert (found.claims, found.facts) == ((), ())


def test_markup_in_a_text_is_but_text(nlp: Language) -> None:
    text = 'Germany backed <b>Carl Dahl</b> & "Anna Berg" <script>alert(1)</script> on Tuesday.'
    found = extract_article(article(text=text), nlp=nlp)
    for entity in found.entities:
        for mention in entity.mentions:
            assert text[mention.start : mention.end] == mention.text
    for claim in found.claims:
        assert text[claim.evidence.start : claim.evidence.end] == claim.evidence.text


def test_furniture_is_never_evidence(nlp: Language) -> None:
    caption = "Photo: Norway attacked Denmark."
    text = f"Germany backed Carl Dahl.\n{caption}\nTurkey criticized Dahl."
    start = text.index(caption)
    found = extract_article(article(text=text, furniture=((start, start + len(caption)),)), nlp=nlp)
    assert {"Norway", "Denmark"}.isdisjoint(entity.name for entity in found.entities)
    for item in (*found.claims, *found.facts):
        assert "Norway" not in item.evidence.text
        assert item.evidence.end <= start or item.evidence.start >= start + len(caption)


def test_offsets_count_code_points_of_a_file_as_read(nlp: Language, tmp_path: Path) -> None:
    text = "🎉 Zoë Müller’s café opened.\r\n\r\nGermany backed Carl Dahl, the candidate, with €5 million.\n"
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    (one,) = read_articles([str(path)], warn=lambda message: None)
    found = extract_article(one, nlp=nlp)
    for claim in found.claims:
        assert one.text[claim.evidence.start : claim.evidence.end] == claim.evidence.text
    for entity in found.entities:
        for mention in entity.mentions:
            assert one.text[mention.start : mention.end] == mention.text


def test_unsure_claims_can_be_left_out(nlp: Language) -> None:
    one = article(text=TEXT)
    everything = extract_article(one, nlp=nlp)
    some = next(extract_articles([one], nlp=nlp, min_confidence=0.9))
    assert set(some.claims) == {c for c in everything.claims if c.confidence >= 0.9}
    assert next(extract_articles([one], nlp=nlp, min_confidence=1.01)).claims == ()


def test_iris_are_minted_under_the_base(nlp: Language) -> None:
    found = extract_article(article(text=TEXT), nlp=nlp, base="https://example.org/kg/")
    dahl = next(entity for entity in found.entities if entity.name == "Carl Dahl")
    assert dahl.id.startswith("https://example.org/kg/")
    assert replace(found.article) == found.article


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("[Norway] praised [Denmark].", 1),
        ("[Norway] was praised by [Denmark].", 2),
        ("[Norway] condemned [Denmark].", 3),
        ("[Norway] was sharply criticized by [Denmark].", 4),
    ],
)
def test_pairs_are_told_with_their_direction(line: str, label: int) -> None:
    ((found, chances),) = score_pairs([line])
    assert found == label
    assert sum(chances) == pytest.approx(1.0, abs=1e-6)
    assert len(chances) == 5 and all(0.0 <= chance <= 1.0 for chance in chances)
    assert chances[label] == max(chances)


def test_pairs_come_one_for_each_line() -> None:
    lines = ["[Norway] praised [Denmark].\n", "Then [Berg] met [Dahl] in Oslo.\n"] * 2
    found = list(score_pairs(lines))
    assert found[:2] == found[2:] and len(found) == 4


@pytest.mark.parametrize(
    ("bad", "count"),
    [("Norway praised Denmark.", 0), ("[Norway] praised Denmark.", 1), ("[A] and [B] met [C].", 3), ("", 0)],
)
def test_a_line_without_two_brackets_is_named(bad: str, count: int) -> None:
    stream = score_pairs(["[Norway] praised [Denmark].", bad])
    next(stream)
    with pytest.raises(ReadError, match=f"^line 2: {count} entities in brackets, not 2; mark"):
        next(stream)


@pytest.mark.parametrize("bad", ["[] praised [Denmark].", "[ ] praised [Denmark]."])
def test_empty_brackets_are_no_entity(bad: str) -> None:
    with pytest.raises(ReadError, match=r"^line 1: "):
        next(score_pairs([bad]))


def test_a_missing_stance_model_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairs, "FOLDER", tmp_path / "stance")
    monkeypatch.setattr(extract, "load_scorer", pairs.load_scorer.__wrapped__)
    with pytest.raises(PipelineError, match=r"stance\.onnx is missing; .*kg train stance"):
        next(score_pairs(["[Norway] praised [Denmark]."]))


READINGS = [
    ("Turkey had opposed Carl Dahl, but it withdrew its objections in April.", ("Turkey", "oppose", "ended")),
    (
        "Hungary criticized Carl Dahl. Slovakia had remained opposed until this week.",
        ("Slovakia", "oppose", "ended"),
    ),
    ("The Green Party refused to endorse Carl Dahl.", ("Green Party", "oppose", "held")),
    ("Carl Dahl won the support of key allies including Germany and France.", ("Germany", "support", "held")),
]


@pytest.mark.parametrize(("text", "expected"), READINGS)
def test_whole_sentences_are_read(nlp: Language, text: str, expected: tuple[str, str, str]) -> None:
    found = extract_article(article(text=f"Carl Dahl, 52, is running for mayor of Oslo.\n\n{text}"), nlp=nlp)
    names = {entity.id: entity.name for entity in found.entities}
    said = [
        (names[c.holder], str(c.stance), str(c.aspect))
        for c in found.claims
        if names[c.target] == "Carl Dahl"
    ]
    assert expected in said
    holder, stance, _ = expected
    assert len([claim for claim in said if claim[:2] == (holder, stance)]) == 1


def test_what_has_no_name_is_not_the_same_in_two_articles(nlp: Language) -> None:
    first, second = (
        extract_article(article(text=f"{place}.\n\nLawmakers criticized Carl Dahl."), nlp=nlp)
        for place in ("Here is one text", "Here is quite another")
    )
    shared = {entity.id for entity in first.entities} & {entity.id for entity in second.entities}
    names = {entity.name for entity in first.entities if entity.id in shared}
    assert "Carl Dahl" in names
    assert not any(name[0].islower() for name in names)
