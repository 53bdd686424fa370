"""What the queries about doubts, offices, sources and counts answer about Norland."""

from __future__ import annotations

from answers_on_stances import CAMPS, CHANGE, WHO, Case

_HOLM = {"name": "Ida Holm"}
_ACCORD = "accord on the harbours"

DOUBT: list[Case] = [
    (
        "disputed",
        {},
        "holder target support_stories support_quote oppose_stories oppose_quote",
        [("Erik Falk", "Carl Dahl", 1, "Falk praised Dahl.", 1, "Falk attacked Dahl,\nagain\tand again.")],
    ),
    ("disputed", {"name": "Anna Berg"}, "holder", []),
    (
        "disputed",
        {"days": "90"},
        "holder target support_latest oppose_from",
        [
            ("Sudland", "Ida Holm", "2024-11-03", "2025-02-01"),
            ("Anna Berg", "Carl Dahl", "2024-05-17", "2024-03-05"),
            ("Erik Falk", "Carl Dahl", "2024-05-20", "2024-05-20"),
        ],
    ),
    (
        "by-modality",
        {"name": "Carl Dahl", "modality": "denied"},
        "modality holder stance quote",
        [("denied", "Westmark", "support", "Westmark would not back Dahl.")],
    ),
    ("by-modality", {"name": "Ostmark", "modality": "possible"}, "holder target", [("Ostmark", "Carl Dahl")]),
    (
        "least-certain",
        {"below": "0.65", "name": "Carl Dahl"},
        "confidence holder modality",
        [(0.5, "Norland", "asserted"), (0.6, "Ostmark", "possible"), (0.6, "Westmark", "denied")],
    ),
    (
        "single-source",
        _HOLM,
        "holder stance target outlet",
        [
            ("Harbour Union", "support", "Ida Holm", "Harbour Post"),
            ("Ida Holm", "oppose", "Mia Lund", "Nord & Sud Wire"),
            ("Mia Lund", "oppose", "Ida Holm", "Nord & Sud Wire"),
            ("Ostmark", "support", "Ida Holm", "Harbour Post"),
        ],
    ),
    (
        "said-by-others",
        {"name": "Sudland"},
        "speaker stance target quote",
        [("Anna Berg", "oppose", "Ida Holm", "Berg said that Sudland’s no to Holm was final.")],
    ),
    ("said-by-others", {"name": "Anna Berg"}, "speaker", []),
]

BODIES: list[Case] = [
    (
        "who-is",
        {"name": "Norland"},
        "what value",
        [
            ("name", "Norland"),
            ("also called", "Norlanders"),
            ("type", "Country"),
            ("country code", "NX"),
            ("same as", "http://www.wikidata.org/entity/Q901"),
            ("IRI", "https://kg.example.org/entity/Q901"),
            ("articles", 6),
            ("stances held", 3),
            ("stances towards it", 1),
        ],
    ),
    (
        "roles",
        _HOLM,
        "role body state from until stories",
        [
            ("Prime Minister", "Norland", "holds", "2025-02-10", None, 1),
            ("Finance Minister", "Norland", "former", "2024-11-03", "2025-02-10", 2),
        ],
    ),
    (
        "roles",
        {"name": "Anna Berg"},
        "role state from until",
        [("Prime Minister", "former", "2024-03-05", "2024-05-20")],
    ),
    ("roles", {"name": "Carl Dahl"}, "role body state", [("Chair of the Norland Bund", None, "candidate")]),
    (
        "office-holders",
        {"name": "Norland"},
        "office holder state from",
        [
            ("Finance Minister", "Ida Holm", "former", "2024-11-03"),
            ("Prime Minister", "Ida Holm", "holds", "2025-02-10"),
            ("Prime Minister", "Anna Berg", "former", "2024-03-05"),
        ],
    ),
    (
        "members",
        {"name": "NB"},
        "member tie state articles quote",
        [
            ("Sudland", "member", "holds", 1, "Sudland, a member of the Bund"),
            ("Westmark", "member", "holds", 1, "Westmark and the rest of the Bund"),
            ("Bund Council", "part", "holds", 1, "the Bund's Council"),
        ],
    ),
    (
        "belongs-to",
        {"name": "Sudland"},
        "body tie from",
        [("Harbour Union", "member", "2024-11-03"), ("Norland Bund", "member", "2024-03-05")],
    ),
    (
        "candidates",
        {"name": "Chair of the Norland Bund"},
        "office candidate state backers opponents",
        [
            ("Chair of the Norland Bund", "Erik Falk", "candidate", 1, 0),
            ("Chair of the Norland Bund", "Carl Dahl", "candidate", 0, 0),
        ],
    ),
    (
        "successions",
        {},
        "successor predecessor from",
        [("Erik Falk", "Anna Berg", None), ("Ida Holm", "Anna Berg", "2025-02-10")],
    ),
    ("successions", _HOLM, "predecessor quote", [("Anna Berg", "Holm follows Berg.")]),
]

SOURCES: list[Case] = [
    (
        "evidence",
        {"holder": "Sudland", "target": "Carl Dahl"},
        "date stance aspect modality cue said_by article outlet confidence",
        [
            (
                "2024-03-05",
                "oppose",
                "held",
                "asserted",
                "vetoed",
                "The Daily Example",
                "Berg says no",
                "The Daily Example",
                0.8,
            ),
            (
                "2024-04",
                "oppose",
                "ended",
                "asserted",
                "lifted its veto",
                "Nord & Sud Wire",
                "Berg turns <b>round</b>",
                "Nord & Sud Wire",
                0.7,
            ),
        ],
    ),
    (
        "evidence",
        {"holder": "Anna Berg", "target": "Carl Dahl", "stance": "support"},
        "quote said_by",
        [('“He is the man,” said Berg, who "backs" him.', "Anna Berg")],
    ),
    (
        "only-in",
        {"outlet": "Harbour Post"},
        "holder stance target article",
        [
            ("Norland", "support", "Erik Falk", "Union split"),
            ("Ostmark", "support", "Ida Holm", "Union split"),
            ("Ostmark", "support", "Mia Lund", "Union split"),
            ("Westmark", "oppose", "Harbour Union", "Union split"),
            ("Westmark", "support", "Sudland", "Union split"),
        ],
    ),
    (
        "only-in",
        {"outlet": "Nord & Sud Wire", "name": "Ida Holm"},
        "holder stance target",
        [
            ("Ida Holm", "oppose", "Mia Lund"),
            ("Mia Lund", "oppose", "Ida Holm"),
            ("Harbour Union", "support", "Ida Holm"),
        ],
    ),
    (
        "outlets-on",
        {"name": "Carl Dahl"},
        "outlet articles support oppose first",
        [
            ("The Daily Example", 2, 1, 3, "2024-03-05"),
            ("Nord & Sud Wire", 1, 4, 1, "2024-05-20"),
            ("(not named)", 1, 1, 0, None),
        ],
    ),
    (
        "first-reports",
        _HOLM,
        "published outlet holder stance stories",
        [
            ("2024-11-03", "The Daily Example", "Norland", "support", 2),
            ("2024-11-03", "The Daily Example", "Sudland", "support", 1),
            ("2025-02-01", "Nord & Sud Wire", "Harbour Union", "support", 1),
            ("2025-02-01", "Nord & Sud Wire", "Mia Lund", "oppose", 1),
            ("2025-02-01", "Nord & Sud Wire", "Sudland", "oppose", 2),
            ("2025-02-10", "Harbour Post", "Ostmark", "support", 1),
        ],
    ),
    (
        "reprints",
        {},
        "published outlet article first_outlet first_article",
        [("2025-02-02", "Harbour Post", "No from Sudland", "Nord & Sud Wire", "Sudland turns on Holm")],
    ),
    ("reprints", {"outlet": "Nord & Sud Wire"}, "article", []),
    (
        "statements",
        {"name": "Anna Berg"},
        "date holder stance target",
        [
            ("2024-05-17", "Anna Berg", "support", "Carl Dahl"),
            ("2025-02-10", "Sudland", "oppose", "Ida Holm"),
        ],
    ),
    (
        "article",
        {"id": "dropped"},
        "start kind subject says object modality",
        [
            (0, "claim", "Norland", "no longer supports", "Ida Holm", "asserted"),
            (35, "claim", "Ostmark", "opposes", "Ida Holm", "denied"),
        ],
    ),
    (
        "article",
        {"id": "march"},
        "kind subject says object",
        [
            ("claim", "Anna Berg", "opposes", "Carl Dahl"),
            ("claim", "Sudland", "opposes", "Carl Dahl"),
            ("fact", "Anna Berg", "Prime Minister", "Norland"),
            ("fact", "Carl Dahl", "Candidate For", "Chair of the Norland Bund"),
            ("fact", "Sudland", "Member Of", "Norland Bund"),
        ],
    ),
    (
        "how-known",
        {"holder": "Sudland", "target": "Ida Holm"},
        "stance cue article start end",
        [
            ("support", "welcomed", "opening", 0, 31),
            ("oppose", "rejects", "reprint", 0, 42),
            ("oppose", "no to", "split", 0, 46),
            ("oppose", "rejects", "wire", 0, 42),
        ],
    ),
]

COUNTS: list[Case] = [
    (
        "overview",
        {},
        "what count",
        [
            ("articles", 9),
            ("independent stories", 8),
            ("outlets", 3),
            ("entities", 13),
            ("topics", 4),
            ("claims", 28),
            ("facts", 17),
            ("edges", 22),
            ("positions", 19),
            ("ties", 15),
            ("pairs in support now", 10),
            ("pairs in opposition now", 5),
        ],
    ),
    (
        "by-country",
        {},
        "country code supports opposes supported_by opposed_by",
        [
            ("Norland", "NX", 2, 0, 1, 0),
            ("Sudland", "SX", 1, 1, 1, 0),
            ("Ostmark", "OX", 2, 0, 0, 0),
            ("Westmark", "WX", 1, 1, 0, 0),
        ],
    ),
    (
        "by-month",
        {},
        "month support oppose articles",
        [
            (None, 2, 0, 1),
            ("2024-03", 0, 2, 1),
            ("2024-04", 0, 1, 1),
            ("2024-05", 5, 1, 2),
            ("2024-11", 2, 0, 1),
            ("2025-02", 7, 6, 3),
            ("2025-03", 1, 1, 1),
        ],
    ),
    ("by-month", {"name": "Mia Lund"}, "month support oppose", [("2025-02", 2, 2)]),
    (
        "by-topic",
        {},
        "topic target supporters opponents",
        [
            ("bid for the chair", "Carl Dahl", 2, 0),
            (_ACCORD, "Ida Holm", 0, 1),
            ("candidacy for Chair of the Norland Bund", "Erik Falk", 1, 0),
        ],
    ),
    (
        "by-outlet",
        {},
        "outlet articles stories support oppose",
        [
            ("The Daily Example", 4, 4, 4, 4),
            ("Harbour Post", 2, 2, 5, 3),
            ("Nord & Sud Wire", 2, 2, 6, 4),
        ],
    ),
    (
        "most-reported",
        {},
        "holder stance target state stories articles",
        [
            ("Sudland", "oppose", "Ida Holm", "holds", 2, 3),
            ("Norland", "support", "Carl Dahl", "holds", 2, 2),
            ("Norland", "support", "Ida Holm", "over", 2, 2),
            ("Sudland", "oppose", "Carl Dahl", "over", 2, 2),
        ],
    ),
]

LINKED: list[Case] = [
    (
        "wikidata",
        {"type": "Country"},
        "name articles wikidata",
        [
            ("Norland", 6, "http://www.wikidata.org/entity/Q901"),
            ("Sudland", 6, "http://www.wikidata.org/entity/Q902"),
            ("Ostmark", 4, "http://www.wikidata.org/entity/Q904"),
            ("Westmark", 3, "http://www.wikidata.org/entity/Q903"),
        ],
    ),
]

ANSWERS: list[Case] = [*WHO, *CHANGE, *CAMPS, *DOUBT, *BODIES, *SOURCES, *COUNTS, *LINKED]
