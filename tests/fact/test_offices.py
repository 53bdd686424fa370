"""Who holds which office."""

from __future__ import annotations

import pytest
from fact_builders import facts_of, told

HOLDS = "holds_position"
CASES = {
    "a title with an adjective": (
        "Norlandian|NNP|amod|2 Prime|JJ|amod|2 Minister|NNP|nmod:desc|3 Anna|NNP|nsubj|5 Berg|NNP|flat|3 "
        "left|VBD|ROOT|5 .|.|punct|5",
        "0=Norland; 3-5=Anna Berg",
        {("Anna Berg", HOLDS, "Norland", "Prime Minister")},
    ),
    "an adjective that has no link": (
        "Norlandian|NNP|amod|2 Prime|JJ|amod|2 Minister|NNP|nmod:desc|3 Anna|NNP|nsubj|5 Berg|NNP|flat|3 "
        "thanked|VBD|ROOT|5 Norland|NNP|obj|5 .|.|punct|5",
        "6=Norland; 3-5=Anna Berg",
        {("Anna Berg", HOLDS, "Norland", "Prime Minister")},
    ),
    "an apposition": (
        "Anna|NNP|nsubj|9 Berg|NNP|flat|0 ,|,|punct|3 leader|NN|appos|0 of|IN|case|7 the|DT|det|7 "
        "Harbour|NNP|compound|7 Party|NNP|nmod|3 ,|,|punct|0 spoke|VBD|ROOT|9 .|.|punct|9",
        "0-2=Anna Berg; 6-8=Harbour Party",
        {("Anna Berg", HOLDS, "Harbour Party", "leader")},
    ),
    "a passive verb in a relative clause": (
        "The|DT|det|1 Council|NN|nsubj|10 ,|,|punct|5 which|WDT|nsubj:pass|5 is|VBZ|aux:pass|5 "
        "chaired|VBN|acl:relcl|1 by|IN|case|7 Anna|NNP|obl:agent|5 Berg|NNP|flat|7 ,|,|punct|1 "
        "met|VBD|ROOT|10 .|.|punct|10",
        "1=Council; 7-9=Anna Berg",
        {("Anna Berg", HOLDS, "Council", "chair")},
    ),
    "a predicate denied": (
        "Anna|NNP|nsubj|5 Berg|NNP|flat|0 is|VBZ|cop|5 not|RB|advmod|5 the|DT|det|5 president|NN|ROOT|5 "
        "of|IN|case|7 Norland|NNP|nmod|5 .|.|punct|5",
        "0-2=Anna Berg; 7=Norland",
        set(),
    ),
    "a predicate": (
        "Anna|NNP|nsubj|4 Berg|NNP|flat|0 is|VBZ|cop|4 the|DT|det|4 president|NN|ROOT|4 of|IN|case|6 "
        "Norland|NNP|nmod|4 .|.|punct|4",
        "0-2=Anna Berg; 6=Norland",
        {("Anna Berg", HOLDS, "Norland", "president")},
    ),
    "served as": (
        "Anna|NNP|nsubj|2 Berg|NNP|flat|0 served|VBD|ROOT|2 as|IN|case|6 Norland|NNP|nmod:poss|6 "
        "'s|POS|case|4 envoy|NN|obl|2 .|.|punct|2",
        "0-2=Anna Berg; 4=Norland",
        {("Anna Berg", HOLDS, "Norland", "envoy")},
    ),
    "resigned as": (
        "Anna|NNP|nsubj|2 Berg|NNP|flat|0 resigned|VBD|ROOT|2 as|IN|case|4 chairman|NN|obl|2 of|IN|case|7 "
        "the|DT|det|7 Bank|NNP|nmod|4 .|.|punct|2",
        "0-2=Anna Berg; 7=Bank",
        {("Anna Berg", HOLDS, "Bank", "chairman", "former")},
    ),
    "a pronoun as owner": (
        "Norland|NNP|nsubj|1 agreed|VBD|ROOT|1 ,|,|punct|9 but|CC|cc|9 its|PRP$|nmod:poss|6 "
        "foreign|JJ|amod|6 minister|NN|nsubj|9 Anna|NNP|appos|6 Berg|NNP|flat|7 objected|VBD|conj|1 "
        ".|.|punct|1",
        "0=Norland; 4^=Norland; 7-9=Anna Berg",
        {("Anna Berg", HOLDS, "Norland", "foreign minister")},
    ),
    "a description beside another name than its own": (
        "Its|PRP$|nmod:poss|1 chairman|NN|nsubj|6 ,|,|punct|3 Anna|NNP|appos|1 Berg|NNP|flat|3 ,|,|punct|1 "
        "agreed|VBD|ROOT|6 .|.|punct|6 Carl|NNP|nsubj|10 Dahl|NNP|flat|8 left|VBD|ROOT|10 .|.|punct|10",
        "0^=Pact; 0-2~=Carl Dahl; 3-5=Anna Berg; 8-10=Carl Dahl",
        {("Anna Berg", HOLDS, "Pact", "chairman")},
    ),
    "former": (
        "Former|JJ|amod|2 Norlandian|JJ|amod|2 president|NN|nmod:desc|3 Anna|NNP|nsubj|5 Berg|NNP|flat|3 "
        "left|VBD|ROOT|5 .|.|punct|5",
        "1=Norland; 3-5=Anna Berg",
        {("Anna Berg", HOLDS, "Norland", "president", "former")},
    ),
    "ex- and an owner after the name": (
        "Ex|JJ|amod|2 -|HYPH|punct|0 president|NNP|nmod:desc|3 Anna|NNP|nsubj|7 Berg|NNP|flat|3 of|IN|case|6 "
        "Norland|NNP|nmod|3 left|VBD|ROOT|7 .|.|punct|7",
        "3-5=Anna Berg; 6=Norland",
        {("Anna Berg", HOLDS, "Norland", "president", "former")},
    ),
    "a caretaker still holds it": (
        "Norlandian|JJ|amod|3 caretaker|JJ|amod|3 Prime|NNP|amod|3 Minister|NNP|nmod:desc|4 Anna|NNP|nsubj|6 "
        "Berg|NNP|flat|4 left|VBD|ROOT|6 .|.|punct|6",
        "0=Norland; 4-6=Anna Berg",
        {("Anna Berg", HOLDS, "Norland", "Prime Minister")},
    ),
    "the country in mind": (
        "Norland|NNP|nsubj|1 lost|VBD|ROOT|1 patience|NN|obj|1 ;|:|punct|8 Foreign|JJ|amod|5 "
        "Minister|NNP|nmod:desc|6 Anna|NNP|nsubj|8 Berg|NNP|flat|6 objected|VBD|parataxis|1 .|.|punct|1",
        "0=Norland; 6-8=Anna Berg",
        {("Anna Berg", HOLDS, "Norland", "Foreign Minister")},
    ),
    "an owner that is unknown is not replaced": (
        "Norland|NNP|nsubj|1 agreed|VBD|ROOT|1 ;|:|punct|7 Ruthian|NNP|amod|4 Minister|NNP|nmod:desc|5 "
        "Anna|NNP|nsubj|7 Berg|NNP|flat|5 objected|VBD|parataxis|1 .|.|punct|1",
        "0=Norland; 5-7=Anna Berg",
        set(),
    ),
    "somebody's minister": (
        "Norlandian|JJ|amod|1 President|NNP|nmod:desc|2 Carl|NNP|nsubj|4 Dahl|NNP|flat|2 thanked|VBD|ROOT|4 "
        "his|PRP$|nmod:poss|7 foreign|JJ|amod|7 minister|NN|obj|4 ,|,|punct|9 Anna|NNP|appos|7 "
        "Berg|NNP|flat|9 .|.|punct|4",
        "0=Norland; 2-4=Carl Dahl; 5^=Carl Dahl; 9-11=Anna Berg",
        {
            ("Carl Dahl", HOLDS, "Norland", "President"),
            ("Anna Berg", HOLDS, "Norland", "foreign minister"),
        },
    ),
    "a counterpart": (
        "Norlandian|JJ|amod|1 President|NNP|nmod:desc|2 Carl|NNP|nsubj|4 Dahl|NNP|flat|2 thanked|VBD|ROOT|4 "
        "his|PRP$|nmod:poss|7 Sundian|NNP|compound|7 counterpart|NN|obj|4 ,|,|punct|9 Anna|NNP|appos|7 "
        "Berg|NNP|flat|9 .|.|punct|4",
        "0=Norland; 2-4=Carl Dahl; 5^=Carl Dahl; 6=Sundia; 5-8~=Anna Berg; 9-11=Anna Berg",
        {
            ("Carl Dahl", HOLDS, "Norland", "President"),
            ("Anna Berg", HOLDS, "Sundia", "President"),
        },
    ),
    "would chair": (
        "Anna|NNP|nsubj|3 Berg|NNP|flat|0 would|MD|aux|3 chair|VB|ROOT|3 the|DT|det|5 Council|NN|obj|3 "
        ".|.|punct|3",
        "0-2=Anna Berg; 5=Council",
        set(),
    ),
    "certain to head": (
        "Anna|NNP|nsubj|3 Berg|NNP|flat|0 is|VBZ|cop|3 certain|JJ|ROOT|3 to|TO|mark|5 head|VB|xcomp|3 "
        "the|DT|det|7 Council|NNP|obj|5 .|.|punct|3",
        "0-2=Anna Berg; 7=Council",
        set(),
    ),
    "an unnamed minister": (
        "The|DT|det|2 Norlandian|JJ|amod|2 minister|NN|nsubj|3 left|VBD|ROOT|3 .|.|punct|3",
        "1=Norland; 0-3~=Anna Berg",
        set(),
    ),
    "a professor of a country": (
        "Norlandian|JJ|amod|1 professor|NN|nmod:desc|2 Anna|NNP|nsubj|4 Berg|NNP|flat|2 left|VBD|ROOT|4 "
        ".|.|punct|4",
        "0=Norland; 2-4=Anna Berg",
        set(),
    ),
}


@pytest.mark.parametrize(("rows", "links", "expected"), CASES.values(), ids=CASES.keys())
def test_offices(rows: str, links: str, expected: set[tuple[str, ...]]) -> None:
    assert told(facts_of(rows, links)) == expected


def test_evidence_is_the_sentence_with_its_offsets() -> None:
    rows, links, _ = CASES["a description beside another name than its own"]
    (fact,) = facts_of(rows, links)
    assert fact.evidence.text == "Its chairman, Anna Berg, agreed."
    assert (fact.evidence.start, fact.evidence.end) == (0, 32)
    assert fact.evidence.cue == "chairman"
