"""Where sentences can start, told from tokens alone."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from kg.pipeline.sentences import hard_starts, soft_starts

TOKENISE = spacy.blank("en")


def hard(text: str) -> list[str]:
    """The words at which a sentence must start, in order."""
    doc = TOKENISE(text)
    return [doc[i].text for i in sorted(hard_starts(doc))]


def soft(text: str) -> list[str]:
    doc = TOKENISE(text)
    return [doc[i].text for i in sorted(soft_starts(doc, words_of(doc)))]


def words_of(doc: Doc) -> list[int]:
    return [token.i for token in doc if not token.is_space]


@pytest.mark.parametrize(
    ("text", "expected", "note"),
    [
        ("Norway agreed. Iceland did not.", ["Norway"], "ends of sentences are left to the model"),
        ("Summit ends\nNorway agreed.", ["Summit", "Norway"], "a headline ends with its line"),
        ("Summit ends\n\n\nNorway agreed.", ["Summit", "Norway"], "blank lines"),
        ("  \n Norway agreed.", ["Norway"], "white space in front"),
        ("- Norway agreed\n- Iceland refused\n", ["-", "-"], "items of a list"),
        ("• Norway agreed\n• Iceland refused", ["•", "•"], "bullets"),
        ("Summit ends\r\nNorway agreed.", ["Summit", "Norway"], "line ends of Windows"),
        ("", [], "nothing"),
        (" \n\n ", [], "white space alone"),
    ],
)
def test_lines_and_items_start_sentences(text: str, expected: list[str], note: str) -> None:
    assert hard(text) == expected, note


WRAPPED = (
    "The ministers of Norway and Iceland met on Tuesday in the harbour town of\n"
    "Bergen to talk about fishing quotas, which have divided the two countries\n"
    "for years. A first draft had been rejected by the Icelandic parliament in\n"
    "spring, after fishermen had blocked the ports of the capital for two days.\n"
    "Anna Berg, who leads the Norwegian delegation, said that she was confident\n"
    "of an agreement before winter, and thanked the Icelandic minister for his\n"
    "patience.\n"
)


def test_lines_of_hard_wrapped_text_start_nothing() -> None:
    assert hard(WRAPPED) == ["The", "Anna"]


def test_paragraphs_of_hard_wrapped_text_start_sentences() -> None:
    assert hard(f"{WRAPPED}\nAnother day")[-1] == "Another"


@pytest.mark.parametrize(
    ("text", "expected", "note"),
    [
        ("Norway agreed. Iceland did not.", ["Iceland"], "full stop and capital"),
        ("Did Norway agree? Yes! It did.", ["Yes", "It"], "question and exclamation marks"),
        ("Norway agreed. 12 states did not.", ["12"], "a digit"),
        ("Norway agreed. the rest did not.", [], "lower case goes on"),
        ("The U.S. Senate voted.", [], "abbreviation with dots"),
        ("On Oct. 1 the U.N. Council met.", [], "month"),
        ("Mr. Berg met Sen. Dahl and Gov. Lund.", [], "titles"),
        ("George W. Bush and J. Berg spoke.", [], "initials"),
        ("It bought Dahl Inc. Berg agreed.", [], "company"),
        ("“We agree.” Berg left.", ["Berg"], "after a closing quote"),
        ("“We agree. We have to.” Berg left.", ["We", "Berg"], "inside a quote"),
        ("(It agreed.) Berg left.", ["Berg"], "after a bracket"),
        ("Berg left. “We agree,” she said.", ["“"], "before an opening quote"),
        ("Wait… Norway agreed.", ["Norway"], "dots"),
        ("It agreed. • Berg left", ["•"], "bullet in a line"),
        ("Norway", [], "one word"),
    ],
)
def test_plain_ends_of_sentences(text: str, expected: list[str], note: str) -> None:
    assert soft(text) == expected, note


@pytest.mark.xfail(strict=True, reason="starts are proposed by neighbouring tokens; the model decides")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It met at No. 10 again.", []),
        ('"We agree." "We do not."', ['"']),
        ("Wait... Norway agreed.", ["Norway"]),
    ],
    ids=["number", "straight quotes", "three dots"],
)
def test_starts_that_tokens_alone_do_not_tell(text: str, expected: list[str]) -> None:
    assert soft(text) == expected
