"""Who runs for an office, and who follows whom."""

from __future__ import annotations

import pytest
from fact_builders import cast, facts_of, make_doc, told

from kg.fact import find_facts

RUNS = ("Anna Berg", "candidate_for", "mayor")
CASES = {
    "withdrew a candidacy": (
        "Anna|NNP|nsubj|2 Berg|NNP|flat|0 withdrew|VBD|ROOT|2 her|PRP$|nmod:poss|4 candidacy|NN|obj|2 "
        "for|IN|case|6 mayor|NN|nmod|4 .|.|punct|2",
        "0-2=Anna Berg; 3^=Anna Berg; 6~=mayor",
        {(*RUNS, "withdrawn")},
    ),
    "withdrew, with the office in another sentence": (
        "The|DT|det|1 vote|NN|nsubj|5 for|IN|case|3 mayor|NN|nmod|1 is|VBZ|cop|5 near|JJ|ROOT|5 .|.|punct|5 "
        "Anna|NNP|nsubj|9 Berg|NNP|flat|7 withdrew|VBD|ROOT|9 from|IN|case|12 the|DT|det|12 race|NN|obl|9 "
        ".|.|punct|9",
        "3~=mayor; 7-9=Anna Berg",
        {(*RUNS, "withdrawn")},
    ),
    "did not withdraw": (
        "Anna|NNP|nsubj|4 Berg|NNP|flat|0 did|VBD|aux|4 not|RB|advmod|4 withdraw|VB|ROOT|4 from|IN|case|7 "
        "the|DT|det|7 race|NN|obl|4 for|IN|case|9 mayor|NN|nmod|7 .|.|punct|4",
        "0-2=Anna Berg; 9~=mayor",
        set(),
    ),
    "withdrew from something else": (
        "Anna|NNP|nsubj|2 Berg|NNP|flat|0 withdrew|VBD|ROOT|2 from|IN|case|5 the|DT|det|5 talks|NNS|obl|2 "
        "with|IN|case|8 the|DT|det|8 mayor|NN|nmod|5 .|.|punct|2",
        "0-2=Anna Berg; 8~=mayor",
        set(),
    ),
    "somebody's candidacy": (
        "Norland|NNP|nsubj|1 backs|VBZ|ROOT|1 Anna|NNP|nmod:poss|5 Berg|NNP|flat|2 's|POS|case|2 "
        "candidacy|NN|obj|1 for|IN|case|7 mayor|NN|nmod|5 .|.|punct|1",
        "0=Norland; 2-4=Anna Berg; 7~=mayor",
        {RUNS},
    ),
    "succeeded, and the office of both": (
        "Anna|NNP|nsubj|2 Berg|NNP|flat|0 succeeded|VBD|ROOT|2 Carl|NNP|obj|2 Dahl|NNP|flat|3 as|IN|case|6 "
        "chairman|NN|obl|2 of|IN|case|9 the|DT|det|9 Bank|NNP|nmod|6 .|.|punct|2",
        "0-2=Anna Berg; 3-5=Carl Dahl; 9=Bank",
        {
            ("Anna Berg", "succeeds", "Carl Dahl"),
            ("Anna Berg", "holds_position", "Bank", "chairman"),
            ("Carl Dahl", "holds_position", "Bank", "chairman", "former"),
        },
    ),
    "was replaced by": (
        "Anna|NNP|nsubj:pass|3 Berg|NNP|flat|0 was|VBD|aux:pass|3 replaced|VBN|ROOT|3 by|IN|case|5 "
        "Carl|NNP|obl:agent|3 Dahl|NNP|flat|5 .|.|punct|3",
        "0-2=Anna Berg; 5-7=Carl Dahl",
        {("Carl Dahl", "succeeds", "Anna Berg")},
    ),
    "a predecessor": (
        "Carl|NNP|nsubj|6 Dahl|NNP|flat|0 ,|,|punct|4 her|PRP$|nmod:poss|4 predecessor|NN|appos|0 "
        ",|,|punct|0 objected|VBD|ROOT|6 .|.|punct|6",
        "0-2=Carl Dahl; 3^=Anna Berg; 3-5~=Carl Dahl",
        {("Anna Berg", "succeeds", "Carl Dahl")},
    ),
    "would replace": (
        "Anna|NNP|nsubj|3 Berg|NNP|flat|0 would|MD|aux|3 replace|VB|ROOT|3 Carl|NNP|obj|3 Dahl|NNP|flat|4 "
        ".|.|punct|3",
        "0-2=Anna Berg; 4-6=Carl Dahl",
        set(),
    ),
    "a country replaces nobody": (
        "Norland|NNP|nsubj|1 replaced|VBD|ROOT|1 Carl|NNP|obj|1 Dahl|NNP|flat|2 .|.|punct|1",
        "0=Norland; 2-4=Carl Dahl",
        set(),
    ),
}


@pytest.mark.parametrize(("rows", "links", "expected"), CASES.values(), ids=CASES.keys())
def test_races_and_successions(rows: str, links: str, expected: set[tuple[str, ...]]) -> None:
    assert told(facts_of(rows, links)) == expected


def test_no_links_give_no_facts() -> None:
    doc = make_doc("Anna|NNP|nsubj|2 Berg|NNP|flat|0 left|VBD|ROOT|2 .|.|punct|2")
    assert find_facts(doc, list(cast().values()), []) == ()
    assert find_facts(make_doc(""), [], []) == ()
