"""Who belongs to which organisation."""

from __future__ import annotations

import pytest
from fact_builders import facts_of, told

MEMBER = "member_of"
BOTH = {("Norland", MEMBER, "Pact"), ("Sundia", MEMBER, "Pact")}
PARTY = {("Anna Berg", MEMBER, "Harbour Party")}
CASES = {
    "members including": (
        "The|DT|det|1 Pact|NNP|nsubj|2 has|VBZ|ROOT|2 Pact|NNP|compound|4 members|NNS|obj|2 ,|,|punct|7 "
        "including|VBG|case|7 Norland|NNP|nmod|2 and|CC|cc|9 Sundia|NNP|conj|7 .|.|punct|2",
        "3=Pact; 7=Norland; 9=Sundia",
        BOTH,
    ),
    "an apposition": (
        "Norland|NNP|nsubj|8 ,|,|punct|4 a|DT|det|4 Pact|NNP|compound|4 member|NN|appos|0 since|IN|case|6 "
        "2004|CD|obl|8 ,|,|punct|0 left|VBD|ROOT|8 early|RB|advmod|8 .|.|punct|8",
        "0=Norland; 3=Pact",
        {("Norland", MEMBER, "Pact")},
    ),
    "not a member": (
        "Norland|NNP|nsubj|4 is|VBZ|cop|4 not|RB|advmod|4 a|DT|det|4 member|NN|ROOT|4 of|IN|case|7 "
        "the|DT|det|7 Pact|NNP|nmod|4 .|.|punct|4",
        "0=Norland; 7=Pact",
        set(),
    ),
    "joined, with a list after a colon": (
        "Two|CD|nummod|1 states|NNS|nsubj|3 have|VBP|aux|3 joined|VBN|ROOT|3 the|DT|det|5 Pact|NNP|obj|3 "
        ":|:|punct|7 Norland|NNP|appos|5 and|CC|cc|9 Sundia|NNP|conj|7 .|.|punct|3",
        "5=Pact; 7=Norland; 9=Sundia",
        BOTH,
    ),
    "wants to join": (
        "Norland|NNP|nsubj|1 wants|VBZ|ROOT|1 to|TO|mark|3 join|VB|xcomp|1 the|DT|det|5 Pact|NNP|obj|3 "
        ".|.|punct|1",
        "0=Norland; 5=Pact",
        set(),
    ),
    "to which it belongs": (
        "The|DT|det|1 Pact|NNP|ROOT|1 ,|,|punct|6 to|IN|case|4 which|WDT|obl|8 Norland|NNP|nsubj|6 "
        "belongs|VBZ|acl:relcl|1 ,|,|punct|1 met|VBD|acl:relcl|1 .|.|punct|1",
        "1=Pact; 5=Norland",
        {("Norland", MEMBER, "Pact")},
    ),
    "a person of a party": (
        "Anna|NNP|nsubj|6 Berg|NNP|flat|0 of|IN|case|5 the|DT|det|5 Harbour|NNP|compound|5 Party|NNP|nmod|0 "
        "objected|VBD|ROOT|6 .|.|punct|6",
        "0-2=Anna Berg; 4-6=Harbour Party",
        PARTY,
    ),
    "a party in brackets": (
        "Anna|NNP|nsubj|6 Berg|NNP|flat|0 (|-LRB-|punct|4 Harbour|NNP|compound|4 Party|NNP|appos|0 "
        ")|-RRB-|punct|4 objected|VBD|ROOT|6 .|.|punct|6",
        "0-2=Anna Berg; 3-5=Harbour Party",
        PARTY,
    ),
    "her party": (
        "Anna|NNP|nsubj|2 Berg|NNP|flat|0 thanked|VBD|ROOT|2 her|PRP$|nmod:poss|5 Harbour|NNP|compound|5 "
        "Party|NNP|obj|2 .|.|punct|2",
        "0-2=Anna Berg; 3^=Anna Berg; 4-6=Harbour Party",
        PARTY,
    ),
    "a seat": (
        "Harbour|NNP|compound|2 Party|NNP|compound|2 lawmaker|NN|nmod:desc|3 Anna|NNP|nsubj|5 "
        "Berg|NNP|flat|3 left|VBD|ROOT|5 .|.|punct|5",
        "0-2=Harbour Party; 3-5=Anna Berg",
        PARTY,
    ),
    "a word for a party's people": (
        "Anna|NNP|nsubj|7 Berg|NNP|flat|0 ,|,|punct|4 a|DT|det|4 Harbourer|NNP|appos|0 ,|,|punct|0 "
        "then|RB|advmod|7 left|VBD|ROOT|7 .|.|punct|7 Harbourers|NNPS|nsubj|10 met|VBD|ROOT|10 .|.|punct|10",
        "0-2=Anna Berg; 9=Harbourers",
        {("Anna Berg", MEMBER, "Harbourers")},
    ),
    "the party of somebody": (
        "The|DT|det|2 Harbour|NNP|compound|2 Party|NNP|nsubj|6 of|IN|case|4 Anna|NNP|nmod|2 Berg|NNP|flat|4 "
        "left|VBD|ROOT|6 .|.|punct|6",
        "1-3=Harbour Party; 4-6=Anna Berg",
        PARTY,
    ),
    "a party's word for somebody else": (
        "Anna|NNP|nsubj|2 Berg|NNP|flat|0 met|VBD|ROOT|2 a|DT|det|4 Harbourer|NNP|obj|2 .|.|punct|2 "
        "Harbourers|NNPS|nsubj|7 left|VBD|ROOT|7 .|.|punct|7",
        "0-2=Anna Berg; 6=Harbourers",
        set(),
    ),
    "a person of a country": (
        "Anna|NNP|nsubj|4 Berg|NNP|flat|0 of|IN|case|3 Norland|NNP|nmod|0 objected|VBD|ROOT|4 .|.|punct|4",
        "0-2=Anna Berg; 3=Norland",
        set(),
    ),
    "an organ": (
        "The|DT|det|1 Council|NNP|nsubj|8 ,|,|punct|4 which|WDT|nsubj|4 governs|VBZ|acl:relcl|1 the|DT|det|6 "
        "Pact|NNP|obj|4 ,|,|punct|1 met|VBD|ROOT|8 .|.|punct|8",
        "1=Council; 3^=Council; 6=Pact",
        {("Council", "part_of", "Pact")},
    ),
    "a country's body": (
        "Norland|NNP|nmod:poss|2 's|POS|case|0 Council|NNP|nsubj|3 met|VBD|ROOT|3 .|.|punct|3",
        "0=Norland; 2=Council",
        {("Council", "part_of", "Norland")},
    ),
    "a body's name with the country in it": (
        "The|DT|det|1 Bank|NNP|nsubj|4 of|IN|case|3 Norland|NNP|nmod|1 met|VBD|ROOT|4 .|.|punct|4 "
        "Norland|NNP|nsubj|7 left|VBD|ROOT|7 .|.|punct|7",
        "1-4=Bank; 6=Norland",
        {("Bank", "part_of", "Norland")},
    ),
    "a country's party is no part of it": (
        "The|DT|det|3 Norlandian|JJ|amod|3 Harbour|NNP|compound|3 Party|NNP|nsubj|4 met|VBD|ROOT|4 "
        ".|.|punct|4",
        "1=Norland; 2-4=Harbour Party",
        set(),
    ),
}


@pytest.mark.parametrize(("rows", "links", "expected"), CASES.values(), ids=CASES.keys())
def test_memberships_and_parts(rows: str, links: str, expected: set[tuple[str, ...]]) -> None:
    assert told(facts_of(rows, links)) == expected
