"""What the queries about stances, changes and camps answer about Norland.

Each case is a query, its parameters, the columns to look at, and their values row by row.
"""

from __future__ import annotations

_HOLM = {"name": "Ida Holm"}
_PAIR = {"one": "Ida Holm", "other": "Mia Lund"}
_SUDLAND_HOLM = {"holder": "Sudland", "target": "Ida Holm"}
_ACCORD = "accord on the harbours"

Case = tuple[str, dict[str, str], str, list[tuple[object, ...]]]

WHO: list[Case] = [
    (
        "who-supports",
        {"name": "Carl Dahl"},
        "supporter state since latest articles stories confidence",
        [
            ("Norland", "holds", "2024-05-20", "2024-05-20", 2, 2, 0.95),
            ("Anna Berg", "holds", "2024-05-17", "2024-05-17", 1, 1, 0.95),
            ("Erik Falk", "holds", "2024-05-20", "2024-05-20", 1, 1, 0.8),
        ],
    ),
    ("who-supports", {"name": "Dahl", "since": "2024-05-18"}, "supporter", [("Norland",), ("Erik Falk",)]),
    ("who-supports", {"name": "Norland"}, "supporter since", [("Carl Dahl", None)]),
    ("who-supports", {"name": "Norland", "since": "2024"}, "supporter", []),
    (
        "who-supports",
        _HOLM,
        "supporter state until articles stories",
        [
            ("Harbour Union", "holds", None, 2, 1),
            ("Ostmark", "holds", None, 1, 1),
            ("Norland", "ended", "2025-03-08", 2, 2),
            ("Sudland", "overtaken", "2025-02-01", 1, 1),
        ],
    ),
    (
        "who-opposes",
        {"name": "Carl Dahl"},
        "opponent state since latest until",
        [
            ("Erik Falk", "holds", "2024-05-20", "2024-05-20", None),
            ("Sudland", "ended", "2024-03-05", "2024-04", "2024-04"),
            ("Anna Berg", "overtaken", "2024-03-05", "2024-03-05", "2024-05-17"),
        ],
    ),
    (
        "who-now",
        _HOLM,
        "stance holder since stories",
        [
            ("support", "Harbour Union", "2025-02-01", 1),
            ("support", "Ostmark", "2025-02-10", 1),
            ("oppose", "Sudland", "2025-02-01", 2),
            ("oppose", "Mia Lund", "2025-02-01", 1),
        ],
    ),
    ("who-now", {"name": "Dahl", "stance": "oppose"}, "holder", [("Erik Falk",)]),
    (
        "who-ever",
        _HOLM,
        "holder has_supported has_opposed",
        [
            ("Harbour Union", True, False),
            ("Mia Lund", False, True),
            ("Norland", True, False),
            ("Ostmark", True, False),
            ("Sudland", True, True),
        ],
    ),
    (
        "who-as-of",
        {"name": "Ida Holm", "date": "2025-01-01"},
        "stance holder topic from until",
        [
            ("support", "Norland", _ACCORD, "2024-11-03", "2025-03-08"),
            ("support", "Sudland", _ACCORD, "2024-11-03", "2025-02-01"),
        ],
    ),
    ("who-as-of", {"name": "Ida Holm", "date": "2024"}, "holder", [("Norland",), ("Sudland",)]),
    ("who-as-of", {"name": "Ida Holm", "date": "2024-11-02"}, "holder", []),
    (
        "who-as-of",
        {"name": "Ida Holm", "date": "2025-02-01", "stance": "oppose"},
        "holder",
        [("Sudland",), ("Mia Lund",)],
    ),
    (
        "stances-of",
        {"name": "Erik Falk"},
        "stance target state",
        [("support", "Carl Dahl", "holds"), ("oppose", "Carl Dahl", "holds")],
    ),
    ("stances-of", {"name": "Anna Berg", "stance": "oppose"}, "stance state", [("oppose", "overtaken")]),
    (
        "since-when",
        _SUDLAND_HOLM,
        "stance topic from until state stories quote end_quote",
        [
            (
                "support",
                _ACCORD,
                "2024-11-03",
                "2025-02-01",
                "overtaken",
                1,
                "Sudland welcomed Holm’s accord.",
                "Sudland now rejects the accord of Ida Holm",
            ),
            (
                "oppose",
                _ACCORD,
                "2025-02-01",
                None,
                "holds",
                2,
                "Sudland now rejects the accord of Ida Holm",
                None,
            ),
        ],
    ),
    (
        "between",
        _PAIR,
        "holder stance target modality state",
        [
            ("Ida Holm", "oppose", "Mia Lund", "asserted", "holds"),
            ("Mia Lund", "oppose", "Ida Holm", "asserted", "holds"),
        ],
    ),
    (
        "between",
        {"one": "Ostmark", "other": "Carl Dahl"},
        "stance modality state",
        [("support", "possible", None)],
    ),
    (
        "on-topic",
        {"topic": "Accord"},
        "topic target stance holder state",
        [
            (_ACCORD, "Ida Holm", "support", "Norland", "over"),
            (_ACCORD, "Ida Holm", "support", "Sudland", "over"),
            (_ACCORD, "Ida Holm", "oppose", "Sudland", "holds"),
        ],
    ),
    ("on-topic", {"topic": "accord", "name": "Carl Dahl"}, "holder", []),
    ("topics", _HOLM, "topic supporters opponents over", [(None, 2, 1, 0), (_ACCORD, 0, 1, 2)]),
]

CHANGE: list[Case] = [
    (
        "changed-mind",
        {"name": "Carl Dahl"},
        "holder before before_date before_quote after after_date after_quote days",
        [
            (
                "Anna Berg",
                "oppose",
                "2024-03-05",
                "Berg rejects Dahl’s bid.",
                "support",
                "2024-05-17",
                '“He is the man,” said Berg, who "backs" him.',
                73,
            ),
            (
                "Sudland",
                "oppose",
                "2024-03-05",
                "Sudland vetoed Dahl.",
                "no longer opposes",
                "2024-04",
                "Sudland lifted its veto in April.",
                None,
            ),
        ],
    ),
    (
        "changed-mind",
        _HOLM,
        "holder topic before after days stories outlets",
        [
            ("Norland", _ACCORD, "support", "no longer supports", 125, 1, "The Daily Example"),
            ("Sudland", _ACCORD, "support", "oppose", 90, 2, "Harbour Post, Nord & Sud Wire"),
        ],
    ),
    ("changed-mind", {"name": "Westmark"}, "holder", []),
    (
        "timeline",
        {"name": "Sudland", "until": "2024"},
        "date holder stance target aspect modality outlet",
        [
            ("2024-03-05", "Sudland", "oppose", "Carl Dahl", "held", "asserted", "The Daily Example"),
            ("2024-04", "Sudland", "oppose", "Carl Dahl", "ended", "asserted", "Nord & Sud Wire"),
            ("2024-11-03", "Sudland", "support", "Ida Holm", "held", "asserted", "The Daily Example"),
        ],
    ),
    (
        "timeline",
        {"name": "Carl Dahl", "since": "2024-04", "until": "2024-05-17"},
        "date holder",
        [("2024-04", "Sudland"), ("2024-05-17", "Anna Berg")],
    ),
    (
        "timeline",
        {"name": "Westmark", "until": "2024-12"},
        "holder stance modality",
        [("Westmark", "support", "denied")],
    ),
    (
        "new-since",
        {"date": "2025-02-02"},
        "from holder stance target quote",
        [
            ("2025-02-10", "Norland", "support", "Erik Falk", "Norland is for Falk."),
            ("2025-02-10", "Ostmark", "support", "Ida Holm", "Ostmark praised Holm."),
            ("2025-02-10", "Ostmark", "support", "Mia Lund", "It praised Lund too."),
            ("2025-02-10", "Westmark", "oppose", "Harbour Union", "Westmark defied the Union."),
            ("2025-02-10", "Westmark", "support", "Sudland", "It sided with Sudland."),
        ],
    ),
    (
        "ended",
        {"since": "2024-05"},
        "until holder stance target from how outlet",
        [
            ("2025-03-08", "Norland", "support", "Ida Holm", "2024-11-03", "ended", "The Daily Example"),
            ("2025-02-01", "Sudland", "support", "Ida Holm", "2024-11-03", "overtaken", "Nord & Sud Wire"),
            ("2024-05-17", "Anna Berg", "oppose", "Carl Dahl", "2024-03-05", "overtaken", "Nord & Sud Wire"),
        ],
    ),
    (
        "longest-held",
        {"name": "Carl Dahl"},
        "from holder stance topic",
        [
            ("2024-05-17", "Anna Berg", "support", "bid for the chair"),
            ("2024-05-20", "Erik Falk", "oppose", None),
            ("2024-05-20", "Erik Falk", "support", None),
        ],
    ),
    (
        "waverers",
        {},
        "holder changes targets latest",
        [("Sudland", 1, 1, "2025-02-01"), ("Anna Berg", 1, 1, "2024-05-17")],
    ),
    ("waverers", {"min": "2"}, "holder", []),
]

CAMPS: list[Case] = [
    (
        "common-supporters",
        _PAIR,
        "supporter one_since other_since",
        [("Ostmark", "2025-02-10", "2025-02-10")],
    ),
    ("common-opponents", _PAIR, "opponent", []),
    ("common-opponents", {"one": "Ida Holm", "other": "Ida Holm"}, "opponent", [("Sudland",), ("Mia Lund",)]),
    (
        "allies-of-opponents",
        _HOLM,
        "opponent ally ally_stance",
        [
            ("Mia Lund", "Ostmark", "support"),
            ("Mia Lund", "Sudland", "oppose"),
            ("Sudland", "Westmark", "none known"),
        ],
    ),
    (
        "opponents-of-opponents",
        {"name": "Mia Lund"},
        "candidate opponents stance",
        [("Sudland", "Ida Holm", "support")],
    ),
    ("mutual-support", {}, "one other", [("Norland", "Carl Dahl")]),
    ("rivals", {}, "one other", [("Ida Holm", "Mia Lund")]),
    ("rivals", {"name": "Sudland"}, "one other", []),
    (
        "like-minded",
        {"name": "Sudland"},
        "other agree disagree agree_on",
        [
            ("Mia Lund", 1, 0, "Ida Holm"),
            ("Ostmark", 1, 1, "Mia Lund"),
            ("Harbour Union", 0, 1, ""),
            ("Ida Holm", 0, 1, ""),
        ],
    ),
    (
        "compare",
        {"one": "Sudland", "other": "Ostmark"},
        "target one other verdict",
        [("Mia Lund", "support", "support", "agree"), ("Ida Holm", "oppose", "support", "differ")],
    ),
    (
        "dissenters",
        {"name": "Harbour Union"},
        "member member_stance target body_stance since stories",
        [
            ("Sudland", "oppose", "Ida Holm", "support", "2025-02-01", 2),
            ("Westmark", "oppose", "Harbour Union", "the organisation itself", "2025-02-10", 1),
        ],
    ),
    (
        "divided",
        {"name": "Harbour Union"},
        "target for against supporters opponents",
        [("Ida Holm", 1, 1, "Ostmark", "Sudland")],
    ),
    ("go-betweens", _PAIR, "name with_one with_other", [("Ostmark", "backs", "backs")]),
    (
        "most-supported",
        {"min": "2"},
        "name supporters opponents articles",
        [("Carl Dahl", 3, 1, 4), ("Mia Lund", 2, 1, 2), ("Ida Holm", 2, 2, 3)],
    ),
    ("most-opposed", {"min": "2"}, "name opponents supporters articles", [("Ida Holm", 2, 2, 4)]),
]
