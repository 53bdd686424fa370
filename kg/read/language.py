"""Is a text English?"""

from __future__ import annotations

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

#: Fewer letters than this prove nothing.
_MIN_LETTERS = 30
#: Confidence (0 to 1) from which another language is believed. Measured on 19,000 English news
#: sentences, headlines and name lists: none is called foreign with more than 0.65.
_MIN_CONFIDENCE = 0.8
#: The head of a text tells its language.
_SAMPLE = 4000


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def foreign_language(text: str) -> str | None:
    """Name the language (ISO 639 code) of a text that is surely not English; None for all else.

    >>> foreign_language("La Hongrie a levé son veto mardi, a annoncé le ministre des Affaires étrangères.")
    'fr'
    >>> foreign_language("Orbán met Zoran Milanović.") is None
    True
    """
    sample = " ".join(text[: 2 * _SAMPLE].split())[:_SAMPLE]
    if sum(c.isalpha() for c in sample) < _MIN_LETTERS:
        return None
    language, confidence = _identifier().classify(sample)
    return str(language) if language != "en" and confidence >= _MIN_CONFIDENCE else None
