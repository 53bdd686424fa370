"""Is a text English?"""

from __future__ import annotations

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

#: Fewer letters than this prove nothing.
_MIN_LETTERS = 30
#: Probability of English (0 to 1) under which a text is another language. Measured on 19,000 English
#: news sentences, headlines and name lists: none has less than 0.02; short French and Spanish
#: sentences have less than 0.001.
_MIN_ENGLISH = 0.005
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
    ranked = _identifier().rank(sample)
    return str(ranked[0][0]) if dict(ranked)["en"] < _MIN_ENGLISH else None
