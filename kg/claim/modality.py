"""Whether a stance is held or ended, asserted, denied or only possible, from the clause around its cue."""

from __future__ import annotations

from spacy.tokens import Token

from kg.claim.words import (
    DEMANDS,
    DENIED_ABOVE,
    ENDS,
    ENDS_WITH,
    LIGHT,
    OPENLY,
    POSSIBLE_ABOVE,
    POSSIBLE_AUXILIARIES,
    SPEECH,
)
from kg.records import Aspect, Modality
from kg.syntax import (
    agents,
    auxiliaries,
    governor,
    is_negated,
    particle,
    prepositional,
    relation,
    subjects,
)

_DEPTH = 6
#: How a clause or noun hangs below a word that tells whether it is done.
_INSIDE = frozenset({"object", "clause", "passive subject"})


def judge_clause(cue: Token) -> tuple[Aspect, Modality, str]:
    """Aspect and modality of what a cue says, with the word that decided ("" where none did).

    The walk goes from the cue up through the clauses it hangs in; speech is passed through, since
    a reported statement is an asserted one. An end that is denied or wanted by others is none: who
    "refused to lift its veto" or was "urged to lift" it still holds it.
    """
    ended = "no longer" if _is_past(cue) else ""
    modality, reason = Modality.ASSERTED, ""
    token = cue
    for _ in range(_DEPTH):
        longer = any(child.lower_ == "longer" for child in token.children)
        if longer:
            ended = ended or "no longer"
        elif modality is Modality.ASSERTED and token.lemma_ not in OPENLY:
            modality, reason = _own(token)
        kind, above = governor(token)
        if above == token or not _is_inside(kind, token, above, cue):
            break
        lemma = above.lemma_.casefold()
        if kind in _INSIDE and token == cue and (lemma in ENDS or (lemma, particle(above)) in ENDS_WITH):
            ended = lemma
        elif (
            (kind == "clause" or _is_purpose(kind, token))
            and modality is Modality.ASSERTED
            and token.pos_ in {"VERB", "AUX", "ADJ"}
        ):
            modality, reason = _above(lemma, bool(ended))
        if lemma in SPEECH and kind == "clause":
            break
        token = above
    if not ended:
        return Aspect.HELD, modality, reason
    if modality is Modality.DENIED or reason in DEMANDS:
        return Aspect.HELD, Modality.ASSERTED, f"{ended}: {reason}"
    return Aspect.ENDED, modality, ended


def _above(lemma: str, ended: bool) -> tuple[Modality, str]:
    """What the verb or adjective above says of a clause; a threat to act against somebody is asserted."""
    if lemma in DENIED_ABOVE:
        return Modality.DENIED, lemma
    if lemma in POSSIBLE_ABOVE or (ended and (lemma == "threaten" or lemma in DEMANDS)):
        return Modality.POSSIBLE, lemma
    return Modality.ASSERTED, ""


def _own(token: Token) -> tuple[Modality, str]:
    """What a word's own negation, auxiliary or conjunction says of it."""
    is_ballot = token.lemma_ == "vote" and any(child.lower_ == "no" for child in token.children)
    if (is_negated(token) and not is_ballot) or any(is_negated(noun) for noun in _actors(token)):
        return Modality.DENIED, f"negated {token.lemma_}"
    if POSSIBLE_AUXILIARIES & set(auxiliaries(token)):
        return Modality.POSSIBLE, f"modal with {token.lemma_}"
    if any(relation(child) == "mark" and child.lower_ in _CONDITIONS for child in token.children):
        return Modality.POSSIBLE, "condition"
    return Modality.ASSERTED, ""


_CONDITIONS = frozenset({"if", "unless", "whether"})


def _actors(verb: Token) -> list[Token]:
    """Who does it: "neither Norland nor Sudland backed him", "backed by no member"."""
    if verb.pos_ not in {"VERB", "AUX"}:
        return []
    return subjects(verb, inherit=False) + agents(verb)


def _is_past(cue: Token) -> bool:
    """Whether a stance is said to have lasted "until this week"."""
    return cue.tag_ in {"VBD", "VBN", "JJ"} and any(word == "until" for word, _ in prepositional(cue))


def _is_inside(kind: str, token: Token, above: Token, cue: Token) -> bool:
    """Whether what is said of the word above is said of the one below, too."""
    if kind == "conjunct":
        apart = token.pos_ == "VERB" and (subjects(token, inherit=False) or auxiliaries(token))
        return above.pos_ == token.pos_ and not apart
    if _is_purpose(kind, token):
        return above.lemma_.casefold() in DENIED_ABOVE | POSSIBLE_ABOVE
    return kind in _INSIDE or (token == cue and kind in LIGHT)


def _is_purpose(kind: str, token: Token) -> bool:
    """Whether a clause with "to" hangs as an adverbial: parsers take some complements for such."""
    return kind == "adverbial clause" and token.tag_ == "VB"
