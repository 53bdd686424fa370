"""Where sentences can start, told from tokens alone."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from kg.pipeline.sentences import hard_starts, settle_starts, soft_starts

TOKENISE = spacy.blank("en")


def hard(text: str) -> list[str]:
    """The words at which a sentence must start, in order."""
    doc = TOKENISE(text)
    return [doc[i].text for i in sorted(hard_starts([token.text for token in doc], text))]


def soft(text: str) -> list[str]:
    words, spaced = words_of(TOKENISE(text))
    return [words[k] for k in sorted(soft_starts(words, spaced))]


def words_of(doc: Doc) -> tuple[list[str], list[bool]]:
    """Words, and for each whether white space stands before it."""
    tokens = [token for token in doc if not token.is_space]
    spaced = [t.idx > 0 and doc.text[t.idx - 1].isspace() for t in tokens]
    return [t.text for t in tokens], spaced


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


@pytest.mark.parametrize(
    ("text", "starts", "expected", "note"),
    [
        ("It agreed. Berg left.", [0, 3], [0, 3], "a plain end"),
        ("“We agree.” Berg left.", [0, 4], [0, 5], "a closing mark belongs to what it closes"),
        ("It agreed. “We do,” she said.", [0, 4], [0, 3], "an opening mark belongs to what it opens"),
        ('It agreed. "We do," she said.', [0, 4], [0, 3], "a straight mark before a word opens"),
        ('"We agree." Berg left.', [0, 4], [0, 5], "a straight mark after a word closes"),
        ('It agreed. " Berg left.', [0, 3, 4], [0, 3], "a mark alone is no sentence"),
        ("See below ====== and go.", [0, 3], [0], "a row of one sign is not cut"),
        ("It agreed.”", [0, 3], [0], "a closing mark at the end"),
    ],
)
def test_starts_settle_around_quotation_marks(
    text: str, starts: list[int], expected: list[int], note: str
) -> None:
    words, spaced = words_of(TOKENISE(text))
    assert sorted(settle_starts(words, spaced, starts, [0])) == expected, note


def test_fixed_starts_stay() -> None:
    assert settle_starts(["a", "”", "b"], [False, False, True], [0, 1], [0, 1]) == {0, 1}
