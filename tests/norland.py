"""A small made-up affair, written by hand: who backs Carl Dahl for the chair of the Norland Bund.

Anna Berg opposed him in March and backs him from May; Sudland dropped its veto in April; Erik
Falk is reported on both sides on one day; Westmark would not back him, and Ostmark may.
"""

from builders import article, claim, entity, extraction, fact

from kg.records import Extraction

DAHL = entity("Carl Dahl", "Person", "Dahl", "Mr Dahl")
BERG = entity("Anna Berg", "Person", "Berg")
FALK = entity("Erik Falk", "Person", "Falk")
NORLAND = entity("Norland", "Country", "Norlanders", wikidata="Q901", iso2="NX")
SUDLAND = entity("Sudland", "Country", wikidata="Q902", iso2="SX")
WESTMARK = entity("Westmark", "Country", wikidata="Q903", iso2="WX")
OSTMARK = entity("Ostmark", "Country", wikidata="Q904", iso2="OX")
BUND = entity("Norland Bund", "Organisation", "NB", "Bund", wikidata="Q905")
COUNCIL = entity("Bund Council", "Organisation")
CHAIR = entity("Chair of the Norland Bund", "Position")

_BID = "bid for the chair"


def norland() -> tuple[Extraction, ...]:
    """Four articles, one of them undated, one of them with text that tries to break writers."""
    march = extraction(
        article("march", "March text", date="2024-03-05", title="Berg says no", source="The Daily Example"),
        (BERG, DAHL, BUND, SUDLAND, NORLAND, CHAIR),
        (
            claim(
                BERG,
                "oppose",
                DAHL,
                quote="Berg rejects Dahl’s bid.",
                start=10,
                cue="rejects",
                topic=_BID,
                confidence=0.9,
            ),
            claim(
                SUDLAND, "oppose", DAHL, quote="Sudland vetoed Dahl.", start=40, cue="vetoed", confidence=0.8
            ),
        ),
        (
            fact(
                BERG,
                "holds_position",
                NORLAND,
                position="Prime Minister",
                quote="Prime Minister Berg spoke.",
                start=70,
                cue="Prime Minister",
            ),
            fact(DAHL, "candidate_for", CHAIR, quote="Dahl wants the chair.", start=100, cue="wants"),
            fact(SUDLAND, "member_of", BUND, quote="Sudland, a member of the Bund", start=130, cue="member"),
        ),
    )
    may = extraction(
        article(
            "may",
            "May text",
            date="2024-05-20",
            title="Berg turns <b>round</b>",
            source="Nord & Sud Wire",
            url="https://example.org/may?a=1&b=2",
        ),
        (BERG, DAHL, BUND, SUDLAND, WESTMARK, OSTMARK, FALK),
        (
            claim(
                BERG,
                "support",
                DAHL,
                quote='“He is the man,” said Berg, who "backs" him.',
                start=5,
                cue="backs",
                topic=_BID,
                date="2024-05-17",
                confidence=0.95,
                by=BERG,
            ),
            claim(
                SUDLAND,
                "oppose",
                DAHL,
                quote="Sudland lifted its veto in April.",
                start=60,
                cue="lifted its veto",
                aspect="ended",
                date="2024-04",
                confidence=0.7,
            ),
            claim(
                WESTMARK,
                "support",
                DAHL,
                quote="Westmark would not back Dahl.",
                start=100,
                cue="back",
                modality="denied",
                confidence=0.6,
            ),
            claim(
                OSTMARK,
                "support",
                DAHL,
                quote="Ostmark may back Dahl.",
                start=140,
                cue="back",
                modality="possible",
                confidence=0.6,
            ),
            claim(
                FALK, "support", DAHL, quote="Falk praised Dahl.", start=170, cue="praised", confidence=0.8
            ),
        ),
        (
            fact(
                BERG,
                "holds_position",
                NORLAND,
                position="prime minister",
                former=True,
                quote="Berg, the former prime minister",
                start=200,
                cue="former prime minister",
            ),
            fact(
                FALK,
                "holds_position",
                BUND,
                position="Treasurer",
                quote="Falk, the treasurer",
                start=240,
                cue="treasurer",
            ),
            fact(
                WESTMARK,
                "member_of",
                BUND,
                quote="Westmark and the rest of the Bund",
                start=270,
                cue="rest of",
            ),
            fact(COUNCIL, "part_of", BUND, quote="the Bund's Council", start=300, cue="'s"),
        ),
    )
    other = extraction(
        article("other", "Other text", date="2024-05-20", source="The Daily Example"),
        (FALK, DAHL, NORLAND),
        (
            claim(
                FALK,
                "oppose",
                DAHL,
                quote="Falk attacked Dahl,\nagain\tand again.",
                start=0,
                cue="attacked",
                confidence=0.8,
            ),
            claim(
                NORLAND,
                "support",
                DAHL,
                quote="Norland backs him.",
                start=50,
                cue="backs",
                topic=_BID,
                confidence=0.9,
            ),
        ),
    )
    undated = extraction(
        article("undated", "Undated text"),
        (NORLAND, DAHL, FALK, COUNCIL),
        (
            claim(
                NORLAND,
                "support",
                DAHL,
                quote="=SUM(A1) Norland is for Dahl.",
                start=0,
                cue="is for",
                topic=_BID,
                confidence=0.5,
            ),
            claim(
                DAHL,
                "support",
                NORLAND,
                quote="Dahl thanked Norland.",
                start=40,
                cue="thanked",
                confidence=0.9,
            ),
        ),
        (fact(FALK, "succeeds", BERG, quote="Falk follows Berg.", start=80, cue="follows"),),
    )
    return march, may, other, undated
