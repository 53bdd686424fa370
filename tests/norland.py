"""A small made-up affair, written by hand: who backs Carl Dahl for the chair of the Norland Bund.

Anna Berg opposed him in March and backs him from May; Sudland dropped its veto in April; Erik
Falk is reported on both sides on one day; Westmark would not back him, and Ostmark may.

`norland_later` is the year after, about Ida Holm's accord: Sudland, who had welcomed it, turns
against her, which a wire story says that another outlet prints again; the Union stands by her, and
of its members Sudland and Westmark do not go along; Norland drops the accord in March.
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
HOLM = entity("Ida Holm", "Person", "Holm")
LUND = entity("Mia Lund", "Person", "Lund")
UNION = entity("Harbour Union", "Organisation", "Union")

_BID = "bid for the chair"
_ACCORD = "accord on the harbours"
_CANDIDACY = "candidacy for Chair of the Norland Bund"
#: A wire story as the wire sent it; another outlet prints it with a tail of its own.
_WIRE = (
    "Sudland now rejects the accord of Ida Holm, its government said late on Saturday after a long "
    "night of talks in the old customs house. The Union stands by Holm. Lund attacked Holm before the "
    "cameras and called the accord a gift to the ports of the north; Holm hit back at Lund within the "
    "hour and asked what she would put in its place. Sudland backs Lund."
)


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


def norland_later() -> tuple[Extraction, ...]:
    """Five articles more, of the year after; the third is a reprint of the second."""
    opening = extraction(
        article(
            "opening",
            "Sudland welcomed Holm’s accord. Norland is behind it too.",
            date="2024-11-03",
            title="Union opens talks",
            source="The Daily Example",
        ),
        (HOLM, SUDLAND, NORLAND, WESTMARK, OSTMARK, UNION),
        (
            claim(
                SUDLAND,
                "support",
                HOLM,
                quote="Sudland welcomed Holm’s accord.",
                cue="welcomed",
                topic=_ACCORD,
            ),
            claim(
                NORLAND,
                "support",
                HOLM,
                quote="Norland is behind it too.",
                start=32,
                cue="behind",
                topic=_ACCORD,
                confidence=0.8,
            ),
        ),
        (
            fact(HOLM, "holds_position", NORLAND, position="Finance Minister", start=60),
            *(
                fact(
                    state,
                    "member_of",
                    UNION,
                    quote=f"{state.name} of the Union",
                    start=100 + 30 * n,
                    cue="of",
                )
                for n, state in enumerate((NORLAND, OSTMARK, SUDLAND, WESTMARK))
            ),
        ),
    )
    turn = claim(
        SUDLAND,
        "oppose",
        HOLM,
        quote="Sudland now rejects the accord of Ida Holm",
        cue="rejects",
        topic=_ACCORD,
    )
    stands = claim(UNION, "support", HOLM, quote="The Union stands by Holm.", start=140, cue="stands by")
    wire = extraction(
        article("wire", _WIRE, date="2025-02-01", title="Sudland turns on Holm", source="Nord & Sud Wire"),
        (HOLM, LUND, SUDLAND, UNION),
        (
            turn,
            stands,
            claim(LUND, "oppose", HOLM, quote="Lund attacked Holm", start=170, cue="attacked"),
            claim(HOLM, "oppose", LUND, quote="Holm hit back at Lund", start=270, cue="hit back"),
            claim(SUDLAND, "support", LUND, quote="Sudland backs Lund.", start=350, cue="backs"),
        ),
    )
    reprint = extraction(
        article(
            "reprint",
            f"{_WIRE} Our readers will find the accord on page nine.",
            date="2025-02-02",
            title="No from Sudland",
            source="Harbour Post",
        ),
        (HOLM, SUDLAND, UNION),
        (turn, stands),
    )
    split = extraction(
        article(
            "split",
            "Berg said that Sudland’s no to Holm was final. Westmark defied the Union.",
            date="2025-02-10",
            title="Union split",
            source="Harbour Post",
        ),
        (HOLM, LUND, BERG, FALK, SUDLAND, NORLAND, WESTMARK, OSTMARK, UNION, CHAIR),
        (
            claim(
                SUDLAND,
                "oppose",
                HOLM,
                quote="Berg said that Sudland’s no to Holm was final.",
                cue="no to",
                topic=_ACCORD,
                by=BERG,
                confidence=0.7,
            ),
            claim(WESTMARK, "oppose", UNION, quote="Westmark defied the Union.", start=50, cue="defied"),
            claim(WESTMARK, "support", SUDLAND, quote="It sided with Sudland.", start=80, cue="sided with"),
            claim(OSTMARK, "support", HOLM, quote="Ostmark praised Holm.", start=110, cue="praised"),
            claim(OSTMARK, "support", LUND, quote="It praised Lund too.", start=140, cue="praised"),
            claim(
                NORLAND,
                "support",
                FALK,
                quote="Norland is for Falk.",
                start=170,
                cue="is for",
                topic=_CANDIDACY,
            ),
        ),
        (
            fact(HOLM, "holds_position", NORLAND, position="Prime Minister", start=200),
            fact(HOLM, "holds_position", NORLAND, position="Finance Minister", former=True, start=250),
            fact(HOLM, "succeeds", BERG, quote="Holm follows Berg.", start=300, cue="follows"),
            fact(FALK, "candidate_for", CHAIR, quote="Falk wants the chair.", start=320, cue="wants"),
        ),
    )
    dropped = extraction(
        article(
            "dropped",
            "Norland has dropped Holm’s accord. Ostmark will not oppose Holm.",
            date="2025-03-08",
            title="Norland drops accord",
            source="The Daily Example",
        ),
        (HOLM, NORLAND, OSTMARK),
        (
            claim(
                NORLAND,
                "support",
                HOLM,
                quote="Norland has dropped Holm’s accord.",
                cue="dropped",
                aspect="ended",
                topic=_ACCORD,
            ),
            claim(
                OSTMARK,
                "oppose",
                HOLM,
                quote="Ostmark will not oppose Holm.",
                start=35,
                cue="will not oppose",
                modality="denied",
                confidence=0.6,
            ),
        ),
    )
    return opening, wire, reprint, split, dropped
