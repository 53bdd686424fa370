"""Where or who: tells a capital that acts for its country from one where something happens."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

from kg.lexicon import cues
from kg.syntax import coordinated, governor

_WHERE: Final = frozenset(
    {"in", "at", "near", "outside", "around", "across", "through", "via", "inside", "throughout", "into"}
    | {"within", "over", "beyond", "above", "north of", "south of", "east of", "west of", "outside of"}
)
_WAY: Final = frozenset({"to", "from", "for", "towards", "toward", "back to", "out of", "away from"})
_MOTION: Final = frozenset(
    """
    fly travel go come return arrive move drive head leave depart journey visit trip flight tour train road
    bus plane way rush race send bring take airlift deport evacuate extradite relocate summon recall walk
    march sail ship convoy delegation mission migrate flee escape commute route line ride stop
    """.split()
)
_REACHED: Final = frozenset(
    """
    visit leave reach bomb hit shell strike enter tour capture seize storm besiege surround cross pound
    overrun occupy attack rock shake flood paralyse paralyze encircle liberate retake
    """.split()
)
_NAMED_FOR: Final = frozenset(
    """
    government official officials authorities administration diplomat diplomats administration's position
    veto objection objections ally allies minister ministers envoy ambassador leadership policymaker
    policymakers lawmaker regime bid backing support stance
    """.split()
)
#: What sits in a capital and acts for the country: "the ministry in Pristina".
_SEATED: Final = frozenset(
    "ministry government official officials parliament assembly authority leadership regime cabinet".split()
)
#: What a city has: "the mayor of Paris".
_CITY_HAS: Final = frozenset(
    """
    mayor meeting headquarters street city capital outskirts airport centre center suburb port summit
    archbishop bishop university resident citizen neighbourhood neighborhood square district north south
    east west conference congress battle siege
    """.split()
)
#: What comes from an actor: "support from Ankara".
_SENT_BY: Final = frozenset(
    """
    support backing pressure come demand receive win get draw objection criticism opposition approval help
    aid money response reaction word message call signal condemnation praise gain garner secure seek earn
    letter note veto resistance threat request offer guarantee assurance invitation expect want need
    """.split()
)

#: What only somebody can do who decides and speaks: beside the verbs that tell a stance.
_ACTS: Final = frozenset(
    """
    say announce declare vow pledge insist argue claim refuse agree decide want demand urge call ask tell
    offer accuse respond reply sue join withdraw reject deny admit promise propose abstain side vote sign
    appeal complain object negotiate apologise apologize recall expel ratify pull lobby ally
    """.split()
)
#: What is done to a place as ground, not as somebody.
_FORCE: Final = frozenset(
    """
    attack strike bomb bombard invade occupy capture seize shell raid besiege annex target wound block fight
    protect shelter shield ransack rehabilitate encircle help aid ban bar hit assist defend support back
    bombing bombardment raid strike invasion occupation annexation war violence assault blockade embargo
    aid assistance support help tribute defence defense battle train fund finance strengthen honour honor
    """.split()
)

_LONGEST_LIST: Final = 6


def is_actor(token: Token) -> bool:
    """Tell whether the name of a place stands where only somebody can: it speaks or takes sides."""
    kind, head = governor(_first_of_list(token))
    lemma = head.lemma_.lower()
    if kind == "subject":
        return lemma in _ACTS or _tells(lemma, "verb", None)
    if kind == "possessor":
        return (lemma, "noun") in cues() and head.i > token.i
    if lemma in _FORCE:
        return False
    if kind in {"object", "passive subject"}:
        return _tells(lemma, "verb", "object")
    if kind == "oblique:by":
        return _tells(lemma, "verb", None)
    part_of_speech = {"VERB": "verb", "NOUN": "noun", "ADJ": "adjective"}.get(head.pos_, "")
    return kind.startswith("oblique:") and _tells(lemma, part_of_speech, kind.removeprefix("oblique:"))


def _first_of_list(token: Token) -> Token:
    """The first name of a list, which a parse may hang on each other as appositions: "Ohio, Utah"."""
    first = coordinated(token)[0]
    for _ in range(_LONGEST_LIST):
        kind, head = governor(first)
        if kind not in {"appositive", "conjunct"} or head.pos_ != "PROPN" or head.i >= first.i:
            break
        first = coordinated(head)[0]
    return first


def _tells(lemma: str, part_of_speech: str, target: str | None) -> bool:
    """Tell whether a word is a cue, one whose target stands there."""
    found = cues().get((lemma, part_of_speech), ())
    return any(target is None or target in cue.target for cue in found)


def is_venue(token: Token, *, start: int | None = None) -> bool:
    """Tell whether the name of a capital or seat is only a place where the token stands.

    Args:
        start: First token of the name, where it is longer than the token.
    """
    at = token.i if start is None else start
    if is_dateline(token, at):
        return True
    members = coordinated(token)
    kind, head = governor(members[0])
    lemma = head.lemma_.lower()
    if kind.startswith("oblique:"):
        word = kind.removeprefix("oblique:")
        if word in _WHERE:
            return lemma not in _SEATED
        if word == "from":
            return lemma not in _SENT_BY
        return (word in _WAY and lemma in _MOTION) or (word == "of" and lemma in _CITY_HAS)
    if kind == "object":
        return lemma in _REACHED
    if kind == "modifier":
        return lemma not in _NAMED_FOR
    if kind == "passive subject":
        return lemma in _REACHED
    return kind in {"adverbial", "name"}


def is_dateline(token: Token, start: int) -> bool:
    """Tell whether the name opens a paragraph as where it was written: "LONDON (AP) -"."""
    doc = token.doc
    line = start
    while line > 0 and not doc[line - 1].is_space and start - line < 6:
        line -= 1
    if line and not doc[line - 1].is_space:
        return False
    after = doc[token.i + 1 : token.i + 12]
    return (
        start - line <= 3
        and any(t.text in {"-", "–", "—", "--"} for t in after if not t.is_space)
        and not any(t.pos_ in {"VERB", "AUX"} for t in doc[line : token.i + 4])
    )
