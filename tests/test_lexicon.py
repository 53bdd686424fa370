from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from kg import lexicon
from kg.errors import LexiconError
from kg.lexicon import (
    bodies,
    countries,
    country_by_code,
    cues,
    find_bodies_in_short,
    find_body,
    find_country,
    find_office,
    find_region,
    government_nouns,
    group_nouns,
    leaders,
    leaders_at,
    offices,
    organisation_nouns,
    person_nouns,
    regions,
)
from kg.records import EntityType

DATA = Path(lexicon.__file__).parent / "data"


@pytest.mark.parametrize(
    ("text", "iso2", "how"),
    [
        ("Romania", "RO", "name"),
        ("Romania’s", "RO", "name"),
        ("ROMANIA", "RO", "name"),
        ("the Netherlands", "NL", "name"),
        ("the Netherlands'", "NL", "name"),
        ("Holland", "NL", "alias"),
        ("Dutch", "NL", "demonym"),
        ("the Dutch", "NL", "people"),
        ("Dutchman", "NL", "people"),
        ("US", "US", "alias"),
        ("U.S.", "US", "alias"),
        ("the U.S.", "US", "alias"),
        ("U.S.'s", "US", "alias"),
        ("USA", "US", "alias"),
        ("America", "US", "alias"),
        ("American", "US", "demonym"),
        ("Americans", "US", "people"),
        ("Washington", "US", "capital"),
        ("Washington, D.C.", "US", "capital"),
        ("White House", "US", "metonym"),
        ("Britain", "GB", "alias"),
        ("the UK", "GB", "alias"),
        ("British", "GB", "demonym"),
        ("Britons", "GB", "people"),
        ("Briton", "GB", "people"),
        ("Downing Street", "GB", "metonym"),
        ("Whitehall", "GB", "metonym"),
        ("Turkey", "TR", "name"),
        ("Türkiye", "TR", "alias"),
        ("Turkiye", "TR", "alias"),
        ("Turks", "TR", "people"),
        ("Kyiv", "UA", "capital"),
        ("Kiev", "UA", "capital"),
        ("the Kremlin", "RU", "metonym"),
        ("Elysee", "FR", "metonym"),
        ("the Élysée Palace", "FR", "metonym"),
        ("Quai d’Orsay", "FR", "metonym"),
        ("Frenchman", "FR", "people"),
        ("the French", "FR", "people"),
        ("Hungarians", "HU", "people"),
        ("Filipinos", "PH", "people"),
        ("Filipino", "PH", "demonym"),
        ("Spaniards", "ES", "people"),
        ("Poles", "PL", "people"),
        ("Polish", "PL", "demonym"),
        ("Danes", "DK", "people"),
        ("Finns", "FI", "people"),
        ("Swedes", "SE", "people"),
        ("Croats", "HR", "people"),
        ("Kosovars", "XK", "people"),
        ("Taiwanese", "TW", "demonym"),
        ("Palestinians", "PS", "people"),
        ("Congo", "CD", "alias"),
        ("Congolese", "CD", "demonym"),
        ("Republic of the Congo", "CG", "name"),
        ("Dominican", "DO", "demonym"),
        ("Indian", "IN", "demonym"),
        ("Chinese", "CN", "demonym"),
        ("Guinea", "GN", "name"),
        ("Guinea-Bissau", "GW", "name"),
        ("Korea", "KR", "alias"),
        ("South Korea", "KR", "name"),
        ("South Koreans", "KR", "people"),
        ("North Korea", "KP", "name"),
        ("North Korean", "KP", "demonym"),
        ("Georgia", "GE", "name"),
        ("Niger", "NE", "name"),
        ("Nigerien", "NE", "demonym"),
        ("Nigerian", "NG", "demonym"),
        ("Ivory Coast", "CI", "alias"),
        ("Cote d'Ivoire", "CI", "name"),
        ("Bosnia & Herzegovina", "BA", "name"),
        ("Czech Republic", "CZ", "alias"),
        ("Burma", "MM", "alias"),
        ("Swaziland", "SZ", "alias"),
        ("St Lucia", "LC", "alias"),
        ("the Gambia", "GM", "name"),
        ("the Vatican", "VA", "alias"),
        ("The Hague", "NL", "metonym"),
        ("Brussels", "BE", "capital"),
        ("Bern", "CH", "capital"),
        ("UAE", "AE", "alias"),
        ("the Emirates", "AE", "alias"),
        ("Soviet", "SU", "demonym"),
        ('"Hungary,"', "HU", "name"),
    ],
)
def test_countries_are_found(text: str, iso2: str, how: str) -> None:
    match = find_country(text)
    assert match is not None
    assert (match.country.iso2, match.how) == (iso2, how)


@pytest.mark.parametrize(
    "text",
    [
        "us",
        "Us",
        "usa",
        "turkey",
        "polish",
        "chad",
        "uk",
        "Geneva",
        "Hague",
        "Emirates",
        "Europe",
        "EU",
        "Rutte",
        "",
        "the",
        "The",
        "'s",
        "New York",
        "Dutch prime minister",
        "Turkeys",
        "Victoria",
        "Uae",
        "Beehive",
        "Brussels sprouts",
    ],
)
def test_other_words_are_no_countries(text: str) -> None:
    assert find_country(text) is None


def test_every_un_member_has_name_capital_demonym_and_id() -> None:
    members = [country for country in countries() if country.un_member]
    assert len(members) == 193
    for country in members:
        assert re.fullmatch(r"Q[1-9]\d*", country.wikidata)
        assert country.demonyms or country.iso2 in {"CG", "DM"}
        same_as_name = {"DJ", "SG", "LU", "MC", "SM", "GT", "PA", "KW", "MX"}
        assert country.capitals or country.iso2 in same_as_name | {"MV", "SC"}


def test_every_country_is_found_by_its_own_words() -> None:
    for country in countries():
        for word in (country.name, *country.capitals, *country.demonyms, *country.aliases, *country.metonyms):
            match = find_country(word)
            assert match is not None and match.country == country, word


def test_no_word_stands_for_two_things() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for country in countries():
        for word in (country.name, *country.capitals, *country.demonyms, *country.aliases, *country.metonyms):
            owners[lexicon._entry_key(word)].add(country.iso2)
    for region in regions():
        for word in (region.name, *region.aliases):
            owners[lexicon._entry_key(word)].add(region.name)
    for body in bodies():
        owners[lexicon._entry_key(body.name)].add(body.name)
    assert {key: names for key, names in owners.items() if len(names) > 1} == {}


def test_codes_find_countries() -> None:
    dutch = country_by_code("nl")
    assert dutch is not None and dutch.name == "Netherlands"
    assert country_by_code("QQ") is None


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("NATO", "NATO", "alliance"),
        ("Nato", "NATO", "alliance"),
        ("North Atlantic Treaty Organization", "NATO", "alliance"),
        ("the EU", "European Union", "union"),
        ("the European Union's", "European Union", "union"),
        ("European Commission", "European Commission", "commission"),
        ("U.N.", "United Nations", "organisation"),
        ("UN Security Council", "United Nations Security Council", "council"),
        ("WHO", "World Health Organization", "organisation"),
        ("IMF", "International Monetary Fund", "bank"),
        ("World Bank", "World Bank", "bank"),
        ("Hamas", "Hamas", "armed group"),
        ("Hizbollah", "Hezbollah", "armed group"),
        ("Al Qaeda", "al-Qaeda", "armed group"),
        ("African Union", "African Union", "union"),
        ("Asean", "ASEAN", "alliance"),
        ("G-7", "G7", "alliance"),
        ("ICC", "International Criminal Court", "court"),
        ("IAEA", "International Atomic Energy Agency", "agency"),
        ("EPP", "European People's Party", "party"),
        ("AUR", "Alliance for the Union of Romanians", "party"),
        ("the Pentagon", "United States Department of Defense", "ministry"),
        ("the Fed", "Federal Reserve", "bank"),
        ("Reuters", "Reuters", "media"),
        ("dpa", "dpa", "media"),
        ("AFP", "Agence France-Presse", "media"),
        ("BBC", "BBC", "media"),
        ("The Guardian", "The Guardian", "media"),
        ("Andean Parliament", "Andean Parliament", "parliament"),
    ],
)
def test_bodies_are_found(text: str, name: str, kind: str) -> None:
    body = find_body(text)
    assert body is not None
    assert (body.name, body.kind) == (name, kind)


@pytest.mark.parametrize(
    "text",
    [
        "Who",
        "who",
        "un",
        "Ice",
        "Share",
        "SHARE",
        "Fed",
        "Guardian",
        "Quad",
        "Rutte",
        "France",
        "",
        "the",
        "AP's Joe",
    ],
)
def test_other_words_are_no_bodies(text: str) -> None:
    assert find_body(text) is None


def test_bodies_in_both_tables_are_one() -> None:
    ids = [body.wikidata for body in bodies() if body.wikidata]
    assert len(ids) == len(set(ids))
    nato = find_body("NATO")
    assert nato is not None and nato.wikidata == "Q7184"


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Europe", "Europe", "continent"),
        ("Eastern Europe", "Eastern Europe", "region"),
        ("the Middle East", "Middle East", "region"),
        ("the West", "The West", "region"),
        ("Crimea", "Crimea", "disputed"),
        ("Gaza", "Gaza Strip", "disputed"),
        ("the West Bank", "West Bank", "disputed"),
        ("the Black Sea", "Black Sea", "water"),
        ("Scotland's", "Scotland", "subnational"),
    ],
)
def test_regions_are_found(text: str, name: str, kind: str) -> None:
    region = find_region(text)
    assert region is not None
    assert (region.name, region.kind) == (name, kind)


@pytest.mark.parametrize("text", ["West", "west", "Romania", "Georgia", "NATO", "Gulf", ""])
def test_other_words_are_no_regions(text: str) -> None:
    assert find_region(text) is None


@pytest.mark.parametrize(
    ("text", "phrase", "level", "heads"),
    [
        ("president", "president", "head_of_state", EntityType.COUNTRY),
        ("Vice-President", "vice president", "head_of_state", EntityType.COUNTRY),
        ("the Dutch Prime Minister", "prime minister", "head_of_government", EntityType.COUNTRY),
        ("Chancellor", "chancellor", "head_of_government", EntityType.COUNTRY),
        ("Deputy Foreign Minister", "deputy foreign minister", "minister", EntityType.COUNTRY),
        ("NATO Secretary-General", "secretary general", "other", EntityType.ORGANISATION),
        ("co-leader", "co leader", "party", EntityType.ORGANISATION),
        ("foreign ministry spokeswoman", "spokeswoman", "spokesperson", EntityType.ORGANISATION),
        ("chief executive", "chief executive", "corporate", EntityType.ORGANISATION),
        ("King", "king", "head_of_state", EntityType.COUNTRY),
        ("senator", "senator", "legislature", EntityType.ORGANISATION),
        ("U.S. Secretary of State", "secretary of state", "minister", EntityType.COUNTRY),
    ],
)
def test_offices_are_found(text: str, phrase: str, level: str, heads: EntityType) -> None:
    office = find_office(text)
    assert office is not None
    assert (office.phrase, office.level, office.heads) == (phrase, level, heads)


@pytest.mark.parametrize("text", ["table", "", "presidency", "leadership", "Rutte"])
def test_other_words_are_no_offices(text: str) -> None:
    assert find_office(text) is None


def test_offices_are_lower_case_without_hyphens() -> None:
    for office in offices():
        assert office.phrase == office.phrase.lower() and "-" not in office.phrase


def test_nouns_tell_kinds() -> None:
    assert organisation_nouns()["bloc"] == organisation_nouns()["alliance"] == "alliance"
    assert organisation_nouns()["ministry"] == "ministry"
    assert {"government", "authorities", "administration"} <= government_nouns()
    assert group_nouns()["allies"] == "states"
    assert {"president", "politician", "woman"} <= person_nouns().keys()
    assert "table" not in person_nouns()


@pytest.mark.parametrize(
    ("iso2", "level", "day", "name"),
    [
        ("NL", "head_of_government", "2024-06-20", "Mark Rutte"),
        ("NL", "head_of_government", "2024-07-05", "Dick Schoof"),
        ("RO", "head_of_state", "2024-06-20", "Klaus Iohannis"),
        ("HU", "head_of_government", "2024", "Viktor Orban"),
        ("GB", "head_of_government", "2022-09-20", "Mary Elizabeth Truss"),
        ("GB", "head_of_government", "2022", None),
        ("US", "head_of_government", "2024-06", "Joseph Biden"),
        ("US", "head_of_state", "2024-06", "Joseph Biden"),
        ("FR", "head_of_government", "2024-12-20", None),
        ("UA", "head_of_state", "2018-05-05", None),
        ("NL", "head_of_government", "2031-01-01", None),
        ("NL", "head_of_government", "1999-01-01", None),
        ("KR", "head_of_government", "2023-01-01", None),
        ("QQ", "head_of_state", "2024-01-01", None),
    ],
)
def test_leaders_are_named_only_without_doubt(iso2: str, level: str, day: str, name: str | None) -> None:
    leader = leaders_at(iso2, level, day)
    assert (leader.name if leader else None) == name


def test_a_title_tells_two_leaders_of_one_level_apart() -> None:
    leader = leaders_at("KR", "head_of_government", "2023-01-01", title="president")
    assert leader is not None and leader.name == "Yoon Suk Yeol"


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="isoformat"):
        leaders_at("NL", "head_of_government", "yesterday!")


def test_leaders_belong_to_known_countries() -> None:
    for leader in leaders():
        assert country_by_code(leader.iso2) is not None
        assert leader.levels and leader.first_seen <= leader.last_seen


@pytest.mark.parametrize("table", sorted(path.name for path in DATA.glob("*.tsv")))
def test_tables_are_sorted_and_free_of_stray_spaces(table: str) -> None:
    lines = (DATA / table).read_text(encoding="utf-8").splitlines()
    for line in lines:
        for cell in line.split("\t"):
            assert cell == cell.strip() and "  " not in cell
    if table != "cues.tsv":
        firsts = [line.split("\t")[0].casefold() for line in lines[1:]]
        assert firsts == sorted(firsts)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name\taliases\n", r"regions\.tsv, line 1: header"),
        ("name\taliases\tkind\tcountry\nEurope\tcontinent\n", r"regions\.tsv, line 2: 2 cells, not 4"),
        (
            "name\taliases\tkind\tcountry\nAsia\t\tcontinent\t\n\t\tregion\t\n",
            r"regions\.tsv, line 3: empty name",
        ),
        (
            "name\taliases\tkind\tcountry\nAsia\t\tplanet\t\n",
            r"regions\.tsv, line 2: kind 'planet'; known: continent, ",
        ),
        ("", r"regions\.tsv, line 1: header ''"),
        (None, r"regions\.tsv cannot be read"),
    ],
)
def test_a_malformed_table_is_named_with_its_line(
    text: str | None, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if text is not None:
        (tmp_path / "regions.tsv").write_text(text, encoding="utf-8")
    monkeypatch.setattr(lexicon, "_DATA", tmp_path)
    with pytest.raises(LexiconError, match=message):
        lexicon.regions.__wrapped__()


@pytest.mark.parametrize(
    ("lemma", "kind", "stance", "target"),
    [
        ("back", "verb", "support", "object"),
        ("vote", "verb", "support", "for"),
        ("vote", "verb", "oppose", "against"),
        ("speak", "verb", "oppose", "out against"),
        ("objection", "noun", "oppose", "to"),
        ("support", "noun", "support", "for"),
        ("opposed", "adjective", "oppose", "to"),
    ],
)
def test_cues_tell_a_stance_and_where_the_target_stands(
    lemma: str, kind: str, stance: str, target: str
) -> None:
    assert any(cue.stance == stance and target in cue.target for cue in cues()[lemma, kind])


@pytest.mark.parametrize(
    ("lemma", "kind"),
    [("describe", "verb"), ("join", "verb"), ("appoint", "verb"), ("meet", "verb"), ("partner", "noun")],
)
def test_neutral_words_are_no_cues(lemma: str, kind: str) -> None:
    assert (lemma, kind) not in cues()


def test_one_word_has_the_same_target_for_one_stance_only() -> None:
    for (lemma, kind), found in cues().items():
        assert lemma == lemma.casefold() and found
        for first in found:
            for second in found:
                assert first is second or not first.target & second.target, (lemma, kind)


def test_cues_stand_in_order_each_with_an_example() -> None:
    lines = (DATA / "cues.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert lines == sorted(lines)
    for line in lines:
        assert all(line.split("\t")), line


def test_where_an_opposing_noun_stands_of_names_no_holder() -> None:
    # "the opposition of Norland" is Norland's; "the criticism of Norland" is somebody else's.
    (opposition,), (criticism,) = cues()["opposition", "noun"], cues()["criticism", "noun"]
    assert "of" not in opposition.target and "of" in criticism.target


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Danish Social Democrats", "Social Democrats (Denmark)"),
        ("French Senate", "French Senate"),
        ("the US House", "United States House of Representatives"),
        ("Canadian Conservatives", "Conservative Party of Canada"),
        ("the Pentagon", "United States Department of Defense"),
        ("GOP", "Republican Party"),
        ("the German Greens", "Alliance 90/The Greens"),
    ],
)
def test_a_short_name_with_its_country_is_one_body(text: str, name: str) -> None:
    body = find_body(text)
    assert body is not None and body.name == name


def test_a_short_name_alone_means_a_body_in_each_country() -> None:
    assert find_body("the Senate") is None
    found = find_bodies_in_short("the Senate")
    assert {"FR", "IT", "US"} <= {body.home for body in found}
    assert len({body.home for body in found}) == len(found)


def test_no_country_has_two_bodies_of_one_short_name() -> None:
    doubled = [
        (home, text)
        for text in {short for body in bodies() for short in body.short}
        for home in {body.home for body in find_bodies_in_short(text)}
        if [body.home for body in find_bodies_in_short(text)].count(home) > 1
    ]
    assert doubled == []
