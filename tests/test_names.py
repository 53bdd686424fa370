from __future__ import annotations

import pytest

from kg.names import acronym_of, fold, initials, is_acronym, strip_possessive, strip_title, surname, undot


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Péter Szijjártó", "peter szijjarto"),
        ("Nicușor Dan", "nicusor dan"),
        ("Lech Wałęsa", "lech walesa"),
        ("Ærø Straße", "aero strasse"),
        ("Recep Tayyip Erdoğan", "recep tayyip erdogan"),
        ("Türkiye", "turkiye"),
        ("İstanbul", "istanbul"),
        ("the  Élysée", "elysee"),
        ("An aide", "aide"),
        ("the", "the"),
        ("Romania’s\u00a0\u200bcouncil", "romania's council"),
        ("Jean‑Claude–X", "jean-claude-x"),
        ("", ""),
    ],
)
def test_fold_makes_variants_agree(text: str, expected: str) -> None:
    assert fold(text) == expected


@pytest.mark.parametrize("text", ["Élysée Palace", "The Hague", "O’Neill", "Đukanović"])
def test_fold_is_stable(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Romania’s", "Romania"),
        ("Romania's", "Romania"),
        ("Iohannis'", "Iohannis"),
        ("Iohannis’", "Iohannis"),
        ("the Netherlands’", "the Netherlands"),
        ("U.S.'s", "U.S."),
        ("Rutte", "Rutte"),
        ("Quai d’Orsay", "Quai d’Orsay"),
        ("People's Party", "People's Party"),
        ("Ruttes", "Ruttes"),
        ("rock 'n", "rock 'n"),
    ],
)
def test_possessive_endings_are_taken_off(text: str, expected: str) -> None:
    assert strip_possessive(text) == expected


@pytest.mark.parametrize(
    ("text", "title", "rest"),
    [
        ("President Klaus Iohannis", "President", "Klaus Iohannis"),
        ("Foreign Minister Peter Szijjarto", "Foreign Minister", "Peter Szijjarto"),
        ("Sen. Ted Cruz", "Sen.", "Ted Cruz"),
        ("Mr. Trump", "Mr.", "Trump"),
        ("former Norwegian Prime Minister Stoltenberg", "former Norwegian Prime Minister", "Stoltenberg"),
        ("then-President Barack Obama", "then-President", "Barack Obama"),
        ("President-elect Donald Trump", "President-elect", "Donald Trump"),
        ("NATO Secretary-General Jens Stoltenberg", "NATO Secretary-General", "Jens Stoltenberg"),
        ("Secretary of State Antony Blinken", "Secretary of State", "Antony Blinken"),
        ("EU foreign policy chief Josep Borrell", "EU foreign policy chief", "Josep Borrell"),
        ("AUR leader George Simion", "AUR leader", "George Simion"),
        ("Lt. Gen. Mark Hertling", "Lt. Gen.", "Mark Hertling"),
        ("Crown Prince Mohammed bin Salman", "Crown Prince", "Mohammed bin Salman"),
        ("Dutch King Willem-Alexander", "Dutch King", "Willem-Alexander"),
        ("King Charles III", "King", "Charles III"),
        ("Grand Ayatollah Ali al-Sistani", "Grand Ayatollah", "Ali al-Sistani"),
        ("European Commission President von der Leyen", "European Commission President", "von der Leyen"),
        ("state department spokesman Ned Price", "state department spokesman", "Ned Price"),
        ("Viktor Orban", None, "Viktor Orban"),
        ("Martin Luther King Jr.", None, "Martin Luther King Jr."),
        ("Stephen King", None, "Stephen King"),
        ("Larry King Live", None, "Larry King Live"),
        ("Justice Department", None, "Justice Department"),
        ("General Assembly", None, "General Assembly"),
        ("General Motors", None, "General Motors"),
        ("Prime Minister", None, "Prime Minister"),
        ("Prime Minister's Office", None, "Prime Minister's Office"),
        ("president of Romania", None, "president of Romania"),
        ("Leader of the House", None, "Leader of the House"),
        ("", None, ""),
    ],
)
def test_titles_part_from_names(text: str, title: str | None, rest: str) -> None:
    assert strip_title(text) == (title, rest)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mark Rutte", "Rutte"),
        ("Rutte", "Rutte"),
        ("Ursula von der Leyen", "von der Leyen"),
        ("Charles de Gaulle", "de Gaulle"),
        ("van Gogh", "van Gogh"),
        ("Marine Le Pen", "Le Pen"),
        ("Alexander Van der Bellen", "Van der Bellen"),
        ("Mohammed bin Salman", "bin Salman"),
        ("Donald Trump, Jr.", "Trump"),
        ("Henry Wells III", "Wells"),
        ("Xi Jinping", "Xi"),
        ("Wang Yi", "Wang"),
        ("Kim Jong Un", "Kim"),
        ("Moon Jae-in", "Moon"),
        ("Kim Kardashian", "Kardashian"),
        ("Sun Smith", "Smith"),
        ("Itamar Ben-Gvir", "Ben-Gvir"),
        ("", ""),
    ],
)
def test_surnames_keep_particles_and_lose_suffixes(text: str, expected: str) -> None:
    assert surname(text) == expected


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        ("EPP", "European People's Party", True),
        ("WHO", "World Health Organization", True),
        ("S&D", "Socialists and Democrats", True),
        ("S&D", "Socialists & Democrats", True),
        ("U.N.", "United Nations", True),
        ("AUR", "Alliance for the Union of Romanians", True),
        ("OSCE", "Organization for Security and Co-operation in Europe", True),
        ("PACE", "Parliamentary Assembly of the Council of Europe", True),
        ("MoD", "Ministry of Defence", True),
        ("USAID", "United States Agency for International Development", True),
        ("UNESCO", "United Nations Educational, Scientific and Cultural Organization", True),
        ("WHO", "World Trade Organization", False),
        ("EPP", "European Parliament", False),
        ("who", "World Health Organization", False),
        ("EU", "European Union Agency", False),
        ("UN", "Under", False),
        ("EP", "", False),
    ],
)
def test_acronyms_are_spelt_by_first_letters(short: str, long: str, expected: bool) -> None:
    assert acronym_of(short, long) is expected


@pytest.mark.parametrize(
    "text", ["NATO", "U.N.", "U.S", "S&D", "AfD", "MoD", "G7", "G20", "G-7", "CSAȚ", "UKIP"]
)
def test_acronyms_look_like_acronyms(text: str) -> None:
    assert is_acronym(text)


@pytest.mark.parametrize(
    "text", ["Nato", "McDonald", "DeSantis", "us", "A", "I", "NATO member", "2024", "Oct."]
)
def test_words_do_not_look_like_acronyms(text: str) -> None:
    assert not is_acronym(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Mark Rutte", "MR"), ("Jean-Claude Juncker", "JCJ"), ("Ursula von der Leyen", "UVDL"), ("", "")],
)
def test_initials_are_first_letters(text: str, expected: str) -> None:
    assert initials(text) == expected


@pytest.mark.parametrize(("text", "expected"), [("U.S.", "US"), ("U.K", "UK"), ("St. Lucia", "St. Lucia")])
def test_only_acronyms_lose_their_dots(text: str, expected: str) -> None:
    assert undot(text) == expected
