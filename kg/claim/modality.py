"""Whether a stance is held or ended, asserted, denied or only possible, from the clause around its cue."""

from __future__ import annotations

from spacy.tokens import Token

from kg.claim.words import (
    CUE_KINDS,
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
from kg.lexicon import cues
from kg.records import Aspect, Modality, Stance
from kg.syntax import (
    agents,
    auxiliaries,
    clause_modifiers,
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
        if kind == "clause" and lemma == "use" and above.tag_ == "VBD":
            ended = ended or "used to"
        if kind in _INSIDE and token == cue and (lemma in ENDS or (lemma, particle(above)) in ENDS_WITH):
            ended = lemma
        elif (
            (kind == "clause" or _is_purpose(kind, token))
            and modality is Modality.ASSERTED
            and token.pos_ in {"VERB", "AUX", "ADJ"}
        ):
            modality, reason = _above(lemma, bool(ended))
        if lemma in _REPORTS and modality is Modality.ASSERTED:
            modality, reason = _of_report(above)
        if lemma in SPEECH and kind == "clause":
            break
        token = above
    if not ended:
        return Aspect.HELD, modality, reason
    if modality is Modality.DENIED or reason in DEMANDS:
        return Aspect.HELD, Modality.ASSERTED, f"{ended}: {reason}"
    return Aspect.ENDED, modality, ended


def judge_alone(cue: Token, target: Token, stance: Stance) -> tuple[Aspect, Modality, str] | None:
    """What the grammar says of a pair that no pattern matched; None where it says nothing sure.

    Args:
        cue: The likeliest word of the stance; not always the right one.
    """
    kind, above = governor(target)
    if kind == "oblique:against" and stance is Stance.OPPOSE and above.lower_ == "nothing":
        return Aspect.HELD, Modality.DENIED, "nothing against"
    if stance is Stance.SUPPORT and any(is_preference(token) for token in target.ancestors):
        return Aspect.HELD, Modality.ASSERTED, "preference"
    if not any(known.stance is stance for known in cues().get(_key(cue), ())):
        return None
    aspect, modality, why = judge_clause(cue)
    is_other = why in DEMANDS or (why.startswith("modal with") and why != f"modal with {cue.lemma_}")
    return (aspect, modality, why) if why and not is_other else None


def _key(cue: Token) -> tuple[str, str]:
    return cue.lemma_.casefold(), CUE_KINDS.get(cue.pos_, "")


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
    is_denied = _is_negated(token) and not is_ballot
    if token.lemma_ == "rule" and particle(token) == "out":
        return (Modality.POSSIBLE if is_denied else Modality.DENIED), "rule out"
    if is_denied or any(is_negated(noun) for noun in _actors(token)):
        return Modality.DENIED, f"negated {token.lemma_}"
    if POSSIBLE_AUXILIARIES & set(auxiliaries(token)) and not is_preference(token):
        return Modality.POSSIBLE, f"modal with {token.lemma_}"
    if any(relation(child) == "mark" and child.lower_ in _CONDITIONS for child in token.children):
        return Modality.POSSIBLE, "condition"
    return Modality.ASSERTED, ""


def is_preference(token: Token) -> bool:
    """Whether somebody says what they want: "would like", "would rather have"."""
    adverbs = {child.lower_ for child in token.children if relation(child) == "adverb"}
    return "would" in auxiliaries(token) and bool(token.lemma_ in _LIKING or adverbs & {"rather", "sooner"})


def _is_negated(token: Token) -> bool:
    """Whether a word is negated; "attacks him for his haste, not for his plan" is not."""
    if not is_negated(token):
        return False
    return not any(child.lower_ == "not" and child.i > token.i for child in token.children)


_FORMERLY = frozenset({"once", "formerly", "initially", "originally", "previously"})
_LIKING = frozenset({"like", "prefer", "love"})
#: What somebody has told, and what those say of it who do not believe it.
_REPORTS = frozenset("report claim suggestion rumour rumor allegation story speculation notion idea".split())
_REFUTES = frozenset("reject deny dismiss refute dispute untrue false wrong baseless unfounded".split())
_CONDITIONS = frozenset({"if", "unless", "whether"})


def _of_report(noun: Token) -> tuple[Modality, str]:
    """Whether the report that something is so is said to be wrong."""
    kind, above = governor(noun)
    lemma = above.lemma_.casefold()
    if kind in {"object", "subject", "passive subject"} and lemma in _REFUTES and not is_negated(above):
        return Modality.DENIED, lemma
    return Modality.ASSERTED, ""


def _actors(verb: Token) -> list[Token]:
    """Who does it: "neither Norland nor Sudland backed him", "backed by no member"."""
    if verb.pos_ not in {"VERB", "AUX"}:
        return []
    return subjects(verb, inherit=False) + agents(verb)


def _is_past(cue: Token) -> bool:
    """Whether a stance is said to have lasted "until this week", or to have been held "once"."""
    if cue.tag_ not in {"VBD", "VBN", "JJ"}:
        return False
    until = any(word == "until" for word, _ in prepositional(cue)) or any(
        child.lower_ == "until" and relation(child) == "mark"
        for clause in clause_modifiers(cue)
        for child in clause.children
    )
    return until or any(
        relation(child) == "adverb" and child.lower_ in _FORMERLY and not any(child.children)
        for child in cue.children
    )


def _is_inside(kind: str, token: Token, above: Token, cue: Token) -> bool:
    """Whether what is said of the word above is said of the one below, too."""
    if kind == "conjunct":
        apart = token.pos_ == "VERB" and (subjects(token, inherit=False) or auxiliaries(token))
        return above.pos_ == token.pos_ and not apart
    if kind == "participle" and above.lemma_ in _REPORTS:
        return any(relation(child) == "mark" for child in token.children)
    if _is_purpose(kind, token):
        return above.lemma_.casefold() in DENIED_ABOVE | POSSIBLE_ABOVE
    return kind in _INSIDE or (token == cue and kind in LIGHT)


def _is_purpose(kind: str, token: Token) -> bool:
    """Whether a clause with "to" hangs as an adverbial: parsers take some complements for such."""
    return kind == "adverbial clause" and token.tag_ == "VB"
