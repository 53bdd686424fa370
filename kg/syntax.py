"""Grammar as the later steps ask for it, whatever labels the pipeline uses.

Two schemes are about: Universal Dependencies (our own pipeline) and ClearNLP (``en_core_web_*``). They
differ in names (``obj``, ``dobj``) and in shape: UD hangs a preposition on its noun and makes a predicate
noun the head of "is"; ClearNLP does the reverse, and heads a name on its last word. This is the only
module that looks at a raw label; the others ask for subjects, agents or possessors. Subjects and the like
are given as head tokens of the first conjunct; ``coordinated`` gives the others.

The steps ask the same of the same tokens over and over, so the last answers are kept: a ``Doc`` is asked
about once its parse is final.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from spacy.tokens import Span, Token

#: Raw label of either scheme to relation; an unknown subtype falls back on what stands before its colon.
_RELATIONS: Final = {
    "nsubj": "subject",
    "csubj": "subject",
    "vocative": "vocative",
    "dislocated": "vocative",
    "nsubj:pass": "passive subject",
    "csubj:pass": "passive subject",
    "nsubjpass": "passive subject",
    "csubjpass": "passive subject",
    "obj": "object",
    "dobj": "object",
    "iobj": "indirect object",
    "dative": "indirect object",
    "oprd": "complement",
    "obl": "oblique",
    "nmod": "oblique",
    "obl:agent": "agent",
    "agent": "agent",
    "obl:unmarked": "adverbial",
    "obl:npmod": "adverbial",
    "obl:tmod": "adverbial",
    "nmod:unmarked": "adverbial",
    "nmod:npmod": "adverbial",
    "nmod:tmod": "adverbial",
    "npadvmod": "adverbial",
    "advmod": "adverb",
    "neg": "negation",
    "nmod:poss": "possessor",
    "poss": "possessor",
    "nmod:desc": "modifier",
    "amod": "modifier",
    "compound": "modifier",
    "nummod": "modifier",
    "nmod:attr": "modifier",
    "compound:prt": "particle",
    "prt": "particle",
    "flat": "name",
    "fixed": "fixed",
    "goeswith": "name",
    "appos": "appositive",
    "conj": "conjunct",
    "parataxis": "parataxis",
    "acl:relcl": "relative",
    "relcl": "relative",
    "advcl:relcl": "relative",
    "acl": "participle",
    "advcl": "adverbial clause",
    "ccomp": "clause",
    "xcomp": "clause",
    "pcomp": "prepositional clause",
    "pobj": "prepositional object",
    "prep": "preposition",
    "case": "case",
    "mark": "mark",
    "det": "determiner",
    "det:predet": "determiner",
    "predet": "determiner",
    "aux": "auxiliary",
    "aux:pass": "passive auxiliary",
    "auxpass": "passive auxiliary",
    "cop": "copula",
    "attr": "attribute",
    "acomp": "attribute",
    "cc": "coordinator",
    "preconj": "coordinator",
    "punct": "punctuation",
    "root": "root",
    "ROOT": "root",
}
_ENTITY_LABELS: Final = {
    "PER": "PER",
    "PERSON": "PER",
    "ORG": "ORG",
    "LOC": "LOC",
    "GPE": "LOC",
    "FAC": "LOC",
    "NORP": "NORP",
    "MISC": "MISC",
    "EVENT": "MISC",
    "LAW": "MISC",
    "LANGUAGE": "MISC",
    "PRODUCT": "MISC",
    "WORK_OF_ART": "MISC",
}
_NEGATIONS: Final = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "hardly", "without"})
_DEFINITE: Final = frozenset({"the", "this", "that", "these", "those", "both"})
_PLURAL_PRONOUNS: Final = frozenset(
    {"they", "them", "their", "theirs", "themselves", "we", "us", "our", "ours", "ourselves", "both"}
)
#: What belongs to a noun phrase when it stands before the head; names also run on after it.
_PREMODIFIERS: Final = frozenset({"determiner", "modifier", "possessor", "adverbial", "negation"})
_DEPTH: Final = 12
#: How many tokens each function keeps its answer for: those of a few articles.
_KEPT: Final = 5000


def relation(token: Token) -> str:
    """The token's relation to its head in words common to both schemes; the raw label where unknown."""
    label = token.dep_
    return _RELATIONS.get(label) or _RELATIONS.get(label.partition(":")[0], label or "root")


def entity_label(entity: Span | str) -> str | None:
    """PER, ORG, LOC, NORP or MISC for a named span (or its label); None for dates, sums and numbers."""
    return _ENTITY_LABELS.get(entity if isinstance(entity, str) else entity.label_)


# Shape: predicates and their "be"


def _is_attribute(token: Token) -> bool:
    """Tell whether a token is what ClearNLP hangs below "be" and UD makes the head."""
    return token.head != token and relation(token) == "attribute"


def _predicate(token: Token) -> Token:
    """The word that says something: in ClearNLP the attribute below "be", else the token itself."""
    if token.lemma_ == "be":
        for kind, child in _own(token):
            if kind == "attribute":
                return child
    return token


@lru_cache(maxsize=_KEPT)
def _own(token: Token) -> tuple[tuple[str, Token], ...]:
    """The token's dependents as the parse has them, each with its relation, in order."""
    return tuple((relation(child), child) for child in token.children)


@lru_cache(maxsize=_KEPT)
def _dependents(token: Token) -> tuple[tuple[str, Token], ...]:
    """The token's dependents, each with its relation, in order; an attribute also has those of its "be"."""
    if not (_is_attribute(token) and token.head.lemma_ == "be"):
        return _own(token)
    of_be = [(kind, child) for kind, child in _own(token.head) if child != token]
    return tuple(sorted([*_own(token), *of_be], key=lambda dependent: dependent[1].i))


def _outer(token: Token) -> Token:
    """The token whose label tells how the phrase hangs: "be" for an attribute below it."""
    return token.head if _is_attribute(token) and token.head.lemma_ == "be" else token


def _related(token: Token, *kinds: str) -> list[Token]:
    return [child for kind, child in _dependents(token) if kind in kinds]


def head_of(token: Token) -> Token:
    """The token's governor as a word with content: no preposition, no bare "be"; itself at the root."""
    return governor(token)[1]


# Clauses


@lru_cache(maxsize=_KEPT)
def is_passive(verb: Token) -> bool:
    """Tell whether a verb is passive: with an auxiliary, an agent, or as "backed by Hungary"."""
    if _related(verb, "passive auxiliary", "passive subject", "agent"):
        return True
    if verb.tag_ != "VBN" or _related(verb, "auxiliary", "subject"):
        return False
    outer = relation(_outer(verb))
    if outer == "conjunct" and verb.head.tag_ == "VBN" and verb.head != verb:
        return is_passive(verb.head)
    return outer in {"participle", "adverbial clause"}


def _own_subjects(verb: Token, kind: str) -> list[Token]:
    found = _related(verb, kind)
    if not found and kind == "subject" and not _related(verb, "passive subject"):
        # News hardly address anybody: a "vocative" before its verb is a subject that the parser missed.
        found = [child for child in _related(verb, "vocative") if child.i < verb.i]
    return found


def _inherited(verb: Token, depth: int = 0) -> list[Token]:
    """Who does what a verb without a subject says, from the clause that it hangs on."""
    outer = _outer(verb)
    kind, head = relation(outer), _predicate(outer.head)
    if depth > _DEPTH or outer.head == outer:
        return []
    if kind == "participle":
        return [head]
    if kind not in {"conjunct", "clause", "adverbial clause", "prepositional clause"}:
        return []
    if kind == "prepositional clause":
        head = _predicate(outer.head.head)
    if kind == "clause" and head.pos_ not in {"ADJ", "NOUN"}:
        controlled = _related(head, "object", "indirect object")
        if controlled and outer.dep_ != "ccomp" and not _promises(head):
            return controlled
    found = _own_subjects(head, "passive subject") or _own_subjects(head, "subject")
    return found or _inherited(head, depth + 1)


def _promises(verb: Token) -> bool:
    return verb.lemma_ in {"promise", "threaten", "vow", "pledge"}


def subjects(verb: Token, *, inherit: bool = True) -> list[Token]:
    """Who does what an active verb says, or of whom a predicate noun or adjective speaks.

    Args:
        inherit: Without a subject of its own take that of the verb it is coordinated with, the
            controller ("urged Hungary to back") or the noun it modifies ("states backing him").
    """
    found = _own_subjects(verb, "subject")
    if found or not inherit or is_passive(verb):
        return found
    return _inherited(verb)


def passive_subjects(verb: Token, *, inherit: bool = True) -> list[Token]:
    """To whom something is done: "Rutte was backed", "Rutte, backed by Hungary"."""
    found = _own_subjects(verb, "passive subject")
    if found or not inherit or not is_passive(verb):
        return found
    return _own_subjects(verb, "subject") or _inherited(verb)


def objects(verb: Token) -> list[Token]:
    """Direct objects of a verb."""
    return _related(verb, "object")


def indirect_objects(verb: Token) -> list[Token]:
    """To whom something is given: "gave Ukraine aid"."""
    return _related(verb, "indirect object")


def agents(verb: Token) -> list[Token]:
    """By whom a passive thing is done."""
    return [noun for preposition, noun in prepositional(verb) if preposition == "by" and _is_agent(noun)]


def _is_agent(noun: Token) -> bool:
    return noun.pos_ in {"NOUN", "PROPN", "PRON", "ADJ", "DET", "NUM"} and noun.ent_type_ not in {
        "DATE",
        "TIME",
    }


def auxiliaries(verb: Token) -> list[str]:
    """Lemmas of the auxiliaries, in order; "be" of a predicate noun included."""
    found = [child.lemma_.lower() for child in _related(verb, "auxiliary", "passive auxiliary", "copula")]
    return found + (["be"] if _is_attribute(verb) and verb.head.lemma_ == "be" else [])


@lru_cache(maxsize=_KEPT)
def is_negated(token: Token) -> bool:
    """Tell whether "not", "never", "no" or "without" stands with a verb or noun, or with its "be"."""
    for kind, child in _dependents(token):
        if kind == "negation":
            return True
        if kind in {"adverb", "determiner", "case", "mark", "coordinator", "modifier"} and (
            child.text.lower() in _NEGATIONS or child.lemma_.lower() in _NEGATIONS
        ):
            return True
    return relation(token) == "prepositional object" and token.head.text.lower() == "without"


def particle(verb: Token) -> str | None:
    """The particle of a phrasal verb: "up" in "gave up"."""
    found = _related(verb, "particle")
    return found[0].lower_ if found else None


def clause_complements(verb: Token) -> list[Token]:
    """Heads of the clauses that a verb takes: what is said, wanted, urged or begun."""
    return [_predicate(child) for child in _related(verb, "clause")]


def clause_modifiers(token: Token) -> list[Token]:
    """Heads of the adverbial, participle and relative clauses that hang on a verb or noun."""
    return [_predicate(child) for child in _related(token, "adverbial clause", "participle", "relative")]


def parataxes(verb: Token) -> list[Token]:
    """Clauses set beside a verb without a link: the quotation before "he said"."""
    return [_predicate(child) for child in _related(verb, "parataxis")]


# Prepositions


def _fixed(preposition: Token) -> list[Token]:
    return [preposition, *(child for kind, child in _own(preposition) if kind == "fixed")]


@lru_cache(maxsize=_KEPT)
def preposition(noun: Token) -> str | None:
    """The preposition of a noun in lower case ("according to"); None without one or for "'s"."""
    if relation(noun) in {"prepositional object", "prepositional clause"}:
        words = [noun.head]
        while relation(words[0]) == "preposition" and relation(words[0].head) == "preposition":
            words.insert(0, words[0].head)
    else:
        words = [
            word
            for kind, child in _own(noun)
            if (kind == "case" and child.tag_ != "POS" and child.text.lower() not in {"'s", "’s", "'", "’"})
            or (kind == "mark" and child.pos_ == "ADP")
            for word in _fixed(child)
            if word.i < noun.i
        ]
    return " ".join(word.text.lower() for word in sorted(words, key=lambda word: word.i)) or None


def prepositional(head: Token) -> list[tuple[str, Token]]:
    """Prepositions with their nouns (or gerunds) that hang on a verb, noun or adjective, in order."""
    found: list[tuple[str, Token]] = []
    for kind, child in _dependents(head):
        if kind in {"preposition", "agent", "indirect object"} and child.pos_ in {"ADP", "SCONJ", "PART"}:
            found += _below_preposition(child)
        elif kind in {"oblique", "agent", "adverbial clause", "participle", "adverbial"}:
            word = preposition(child)
            if word:
                found.append((word, child))
    return found


def _below_preposition(preposition_token: Token) -> Iterator[tuple[str, Token]]:
    for kind, child in _own(preposition_token):
        if kind in {"prepositional object", "prepositional clause"}:
            yield preposition(child) or preposition_token.text.lower(), child
        elif kind == "preposition":
            yield from _below_preposition(child)


# Nouns


def possessors(noun: Token) -> list[Token]:
    """Whose: "Romania" in "Romania's support", "its" in "its veto"."""
    return _related(noun, "possessor")


def modifiers(noun: Token) -> list[Token]:
    """Adjectives, compound nouns, numbers and titles that stand with a noun or name, in order."""
    return [child for kind, child in _own(noun) if kind == "modifier"]


def appositives(noun: Token) -> list[Token]:
    """Nouns set beside a noun: "president" in "Macron, president of France"."""
    return [child for kind, child in _own(noun) if kind == "appositive"]


def coordinated(token: Token) -> list[Token]:
    """All members of the coordination that a token is in, itself included, in order."""
    return list(_coordinated(token))


@lru_cache(maxsize=_KEPT)
def _coordinated(token: Token) -> tuple[Token, ...]:
    first = token
    for _ in range(_DEPTH):
        if relation(first) != "conjunct" or first.head == first:
            break
        first = first.head
    members, queue = [first], [first]
    while queue:
        conjuncts = [child for kind, child in _own(queue.pop()) if kind == "conjunct"]
        members += conjuncts
        queue += conjuncts
    return tuple(sorted(members, key=lambda member: member.i))


@lru_cache(maxsize=_KEPT)
def governor(token: Token) -> tuple[str, Token]:
    """How a token hangs on what: ("subject", verb), ("oblique:on", verb), ("possessor", noun) ...

    Kinds are those of ``relation``; "oblique:PREPOSITION" for a noun with a preposition, on a verb or a
    noun. The root gives itself.
    """
    outer = _outer(token)
    kind = relation(outer)
    if outer.head == outer:
        return "root", token
    if kind in {"prepositional object", "prepositional clause"}:
        above = outer.head
        while relation(above) == "preposition" and relation(above.head) == "preposition":
            above = above.head
        if relation(above) == "agent":
            return "agent", _predicate(above.head)
        word = preposition(outer)
        return f"oblique:{word}" if word else "oblique", _predicate(above.head)
    if kind in {"oblique", "adverbial"}:
        word = preposition(outer)
        kind = f"oblique:{word}" if word else kind
    return kind, _predicate(outer.head)


def relative_antecedent(pronoun: Token) -> Token | None:
    """The noun that a relative clause with this pronoun (who, which, whose ...) is about."""
    if pronoun.tag_ not in {"WP", "WDT", "WP$", "WRB"} and pronoun.text.lower() not in {
        "who",
        "which",
        "that",
        "whose",
    }:
        return None
    token = pronoun
    for _ in range(_DEPTH):
        if relation(token) == "relative" and token.head != token:
            return token.head if token != pronoun else None
        if token.head == token:
            return None
        token = token.head
    return None


def name_head(token: Token) -> Token:
    """The token that heads the name a token is in: the first in UD, the last in ClearNLP."""
    for _ in range(_DEPTH):
        if relation(token) != "name" or token.head == token:
            break
        token = token.head
    return token


def noun_phrase(head: Token, *, complements: bool = False) -> tuple[int, int]:
    """The base noun phrase of a head as a token span: determiners, titles, possessors; no clauses.

    Args:
        complements: Also "of" phrases after the head: "president of the European Commission".
    """
    return _noun_phrase(name_head(head), complements)


@lru_cache(maxsize=_KEPT)
def _noun_phrase(head: Token, complements: bool) -> tuple[int, int]:
    start, end = head.i, head.i + 1
    for kind, child in reversed([(kind, child) for kind, child in _own(head) if child.i < head.i]):
        # "all of the" and a comma end the phrase; what stands before them is not of it.
        if kind in _PREMODIFIERS and child.pos_ != "PUNCT":
            start = min(start, child.left_edge.i)
        elif kind in {"punctuation", "case", "preposition"} and child.text not in {"-", "–", '"', "“"}:
            break
    for kind, child in ((kind, child) for kind, child in _own(head) if child.i > head.i):
        if kind == "name" or (kind == "modifier" and child.i == end):
            end = max(end, child.right_edge.i + 1)
        elif complements and (
            preposition(child) == "of" or (child.text.lower() == "of" and kind == "preposition")
        ):
            end = max(end, _phrase_end(child))
    return start, end


def _phrase_end(complement: Token) -> int:
    """Where an "of" phrase ends, without the clauses that hang on it."""
    nouns = [child for kind, child in _own(complement) if kind == "prepositional object"]
    return max(noun_phrase(noun, complements=True)[1] for noun in nouns or [complement])


def determiner(noun: Token) -> str | None:
    """The article, demonstrative or quantifier of a noun, in lower case."""
    for kind, child in _own(noun):
        if kind == "determiner" and child.i < noun.i:
            return child.text.lower()
    return None


def is_definite(noun: Token) -> bool:
    """Tell whether a noun has "the", "this" ..., a possessor, or is a name."""
    if noun.pos_ == "PROPN" or possessors(noun):
        return True
    return any(kind == "determiner" and child.text.lower() in _DEFINITE for kind, child in _own(noun))


def is_plural(token: Token) -> bool:
    """Tell whether a noun or pronoun is plural by its form; coordination is another matter."""
    if token.tag_:
        return token.tag_ in {"NNS", "NNPS"} or token.text.lower() in _PLURAL_PRONOUNS
    return token.text.lower() in _PLURAL_PRONOUNS or "Plur" in token.morph.get("Number", [])
