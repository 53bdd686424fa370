"""Whether a stance is held or ended, asserted, denied or only possible, from the clause around its cue."""

from __future__ import annotations

from spacy.tokens import Token

from kg.claim.words import DENIED_ABOVE, ENDS, POSSIBLE_ABOVE, POSSIBLE_AUXILIARIES, SPEECH
from kg.records import Aspect, Modality
from kg.syntax import auxiliaries, governor, is_negated, relation

_DEPTH = 6


def judge_clause(cue: Token) -> tuple[Aspect, Modality, str]:
    """Aspect and modality of what a cue says, with the word that decided ("" where none did).

    The walk goes from the cue up through the clauses it hangs in; speech is passed through, since
    a reported statement is an asserted one.
    """
    aspect, modality, reason = Aspect.HELD, Modality.ASSERTED, ""
    token, below = cue, ""
    for _ in range(_DEPTH):
        if is_negated(token) and modality is Modality.ASSERTED:
            modality, reason = Modality.DENIED, f"negated {token.lemma_}"
        elif (
            modality is Modality.ASSERTED
            and POSSIBLE_AUXILIARIES & set(auxiliaries(token))
            and not below.startswith("relative")
        ):
            modality, reason = Modality.POSSIBLE, f"modal with {token.lemma_}"
        if _is_condition(token) and modality is Modality.ASSERTED:
            modality, reason = Modality.POSSIBLE, "condition"
        if any(child.lower_ == "longer" for child in token.children):
            aspect, modality, reason = Aspect.ENDED, Modality.ASSERTED, "no longer"
        kind, above = governor(token)
        if above == token or kind in {
            "relative",
            "appositive",
            "participle",
            "parataxis",
            "subject",
            "possessor",
        }:
            break
        lemma = above.lemma_.casefold()
        if kind == "conjunct" and above.pos_ == token.pos_:
            if token == cue and token.pos_ == "VERB":
                break
        elif kind in {"object", "clause", "passive subject"} or kind.startswith(("oblique", "adverbial")):
            if lemma in ENDS and kind in {"object", "clause", "passive subject"} and token == cue:
                aspect, reason = Aspect.ENDED, lemma
            elif lemma in DENIED_ABOVE and kind == "clause" and modality is Modality.ASSERTED:
                modality, reason = Modality.DENIED, lemma
            elif lemma in POSSIBLE_ABOVE and kind == "clause" and modality is Modality.ASSERTED:
                modality, reason = Modality.POSSIBLE, lemma
            elif kind.startswith(("oblique", "adverbial")) and token != cue:
                break
        if lemma in SPEECH and kind == "clause":
            break
        token, below = above, kind
    return aspect, modality, reason


def _is_condition(verb: Token) -> bool:
    return any(
        relation(child) == "mark" and child.lower_ in {"if", "unless", "whether"} for child in verb.children
    )
