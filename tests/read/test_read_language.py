"""English is read, the rest is refused, and what is too short to tell is read."""

import pytest

from kg.read.language import foreign_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Die Bundesregierung unterstützt den Antrag der Ukraine auf Beitritt zur Europäischen Union.", "de"),
        ("Il premier olandese Mark Rutte ha ottenuto il sostegno di tutti.", "it"),
        ("Президент Румынии поддержал кандидатуру Рютте на пост генерального секретаря.", "ru"),
        ("Hungría apoya a Noruega y retira su veto, dice el ministro", "es"),
    ],
)
def test_foreign_text_is_named(text: str, language: str) -> None:
    assert foreign_language(text) == language


def test_text_without_spaces_between_words_is_refused() -> None:
    assert foreign_language("匈牙利周二表示支持荷兰首相吕特竞选北约秘书长。" * 2) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Norway said on Monday that it would back Malta.",
        "Thabo Mbeki and Olusegun Obasanjo plan to hold talks with President Laurent Gbagbo.",
        "Durán acts as spokesman and Ángel Pintado as treasurer.",
        "Orbán, Meloni, Fico, Babiš",
        "Oui.",
        "",
        "12 345 678 - 90 %",
        "WHO BACKS WHOM IN PORT SANDAL",
    ],
)
def test_english_and_undecidable_texts_pass(text: str) -> None:
    assert foreign_language(text) is None
