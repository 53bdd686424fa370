"""Who says so, about what, and the words that tell it: speaker, topic and cue of a claim."""

from __future__ import annotations

from spacy.tokens import Span, Token

from kg.claim.words import CUE_KINDS, SPEECH
from kg.lexicon import cues
from kg.records import Stance
from kg.syntax import governor, noun_phrase, prepositional, subjects

_TOPIC_WORDS = 9


def find_speaker(cue: Token) -> Token | None:
    """The subject of the speech verb whose report the cue stands in, or "according to" somebody."""
    token = cue
    for _ in range(8):
        for word, noun in prepositional(token):
            if word == "according to":
                return noun
        kind, above = governor(token)
        if above == token:
            return None
        if above.lemma_.casefold() in SPEECH and kind in {"clause", "parataxis"}:
            found = subjects(above)
            return found[0] if found else None
        token = above
    return None


def find_cue(sent: Span, holder: int, target: int, stance: Stance) -> Token | None:
    """The word that best explains a scored pair: a cue of that stance near both, else the verb between."""
    best: tuple[float, int] | None = None
    for token in sent:
        kind = CUE_KINDS.get(token.pos_)
        if token.i in (holder, target) or not kind:
            continue
        if any(cue.stance is stance for cue in cues().get((token.lemma_.casefold(), kind), ())):
            far = _distance(token, sent.doc[holder]) + _distance(token, sent.doc[target])
            if best is None or (far, token.i) < best:
                best = (far, token.i)
    if best:
        return sent.doc[best[1]]
    above = [sent.doc[holder], *sent.doc[holder].ancestors]
    for token in (sent.doc[target], *sent.doc[target].ancestors):
        if token in above and token.pos_ in {"VERB", "NOUN", "ADJ", "AUX"}:
            return token
    return sent.root


def _distance(first: Token, second: Token) -> int:
    """Steps between two tokens in the tree; 20 where they share no ancestor."""
    path = {first.i: 0}
    for steps, token in enumerate(first.ancestors, start=1):
        path[token.i] = steps
    for steps, token in enumerate((second, *second.ancestors)):
        if token.i in path:
            return path[token.i] + steps
    return 20


def find_topic(target: Token, via: Token | None, cue: Token | None) -> str | None:
    """What of the target the stance is about: the bid it owns, or what the cue's phrase names."""
    if via is None:
        kind, above = governor(target)
        if kind in {"possessor", "oblique:of", "oblique:by"} and above.pos_ == "NOUN" and above != cue:
            via = above
    if via is not None:
        return _phrase(via, skip=target)
    for word, noun in prepositional(cue) if cue is not None else ():
        if word in {"over", "for", "about", "on", "as"} and noun.pos_ == "NOUN" and noun.i != target.i:
            return _phrase(noun, skip=target)
    return None


def _phrase(noun: Token, *, skip: Token) -> str | None:
    """A noun with its adjectives and complements in words, without its owner."""
    start, end = noun_phrase(noun)
    if start <= skip.i < noun.i:
        start = noun_phrase(skip)[1]
    words = [t for t in noun.doc[start:end] if t.pos_ not in {"DET", "PRON"} and t.tag_ != "POS"]
    text = "".join(t.text_with_ws for t in words)
    for word, other in prepositional(noun):
        begin, stop = noun_phrase(other, complements=True)
        inside = noun.doc[begin:stop]
        if word in {"for", "to", "of", "as", "on"} and skip not in inside and other.i > noun.i:
            text = f"{text.strip()} {word} {inside.text.strip()}"
            break
    text = " ".join(text.split()[:_TOPIC_WORDS]).strip(" ,;:")
    return text or None
