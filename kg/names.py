"""Names as strings: folding, possessives, titles, surnames, initials, acronyms.

Nothing here knows who or what a name stands for; that is the gazetteer's part.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

#: How many texts each function below keeps its answer for: a few articles ask the same over and over.
_KEPT: Final = 20_000

_QUOTES: Final = str.maketrans(
    dict.fromkeys("‘’‚‛ʼʹ′`´＇", "'")
    | dict.fromkeys("“”„‟″«»", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f")
    | dict.fromkeys("\u00a0\u202f\u2007", " ")
)
#: Letters that Unicode does not decompose.
_LETTERS: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ħ": "h", "ŧ": "t"}
)
_ARTICLE: Final = re.compile(r"^(?:the|a|an)\s+(?=\S)", re.IGNORECASE)
_POSSESSIVE: Final = re.compile(r"(?:(?<=\w)|(?<=\.))(?:'s|(?<=[sxz])'|(?<=s\.)')$", re.IGNORECASE)
_DOTTED: Final = re.compile(r"(?:[^\W\d_]\.){1,7}[^\W\d_]?\.?")


def _words(block: str) -> frozenset[str]:
    """Read words parted by spaces."""
    return frozenset(block.split())


def _phrases(block: str) -> frozenset[str]:
    """Read phrases parted by commas."""
    return frozenset(" ".join(phrase.split()) for phrase in block.split(",") if phrase.strip())


_SUFFIXES: Final = _words("jr sr ii iii iv phd md qc kc mp mep obe cbe")
_PARTICLES: Final = _words("""
    von van der den de del della dello degli dei di da do dos das du la le los las el al ul bin bint ibn ben
    abu ter ten te zu zum zur af av st st. san santa al- el-
""")
#: Chinese family names, which stand first: "Xi Jinping" is Xi.
_CHINESE: Final = _words("""
    xi hu wang zhang liu zhao deng qin xu zhu jiang cai tsai lai li chen mao wen zhou yang huang lin wu sun
    ma he guo luo liang song zheng xie han tang feng dong cao peng zeng xiao tian pan yuan jia ding wei su
    lu ren dai fang shi cui zou xiong meng qiu yan duan hou bai long yin chiang
""")
#: Korean family names, first when the given name is hyphenated or two short words.
_KOREAN: Final = _words("""
    kim lee park moon yoon choi han chung cho kang ri ro roh jang lim shin hong ahn bae kwon song chun
    syngman jo jung na yang
""")

_SYLLABLE: Final = re.compile(r"[^aeiou]{0,2}[aeiouy]{1,3}(?:ng?|k|l|m|p)?", re.IGNORECASE)
_PINYIN: Final = re.compile(
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcswy])?[aeiou]{1,3}(?:ng|n|r)?){1,2}", re.IGNORECASE
)

_SMALL_WORDS: Final = _words("""
    of the for and in on to at by & a an de la le du des et y e del di da do und für
""")

#: Forms of address and ranks, without full stops and hyphens.
_HONORIFICS: Final = _phrases("""
    mr, mrs, ms, miss, mx, dr, prof, professor, sir, dame, lord, lady, baroness, baron, rev, reverend,
    father, sister, sen, rep, gov, gen, lt, col, maj, capt, sgt, cmdr, adm, amb, pres, pm, judge, justice,
    chief justice, lord justice, ayatollah, grand ayatollah, sheikh, sheik, emir, sultan, imam, rabbi,
    mullah, pope, patriarch, cardinal, archbishop, bishop, king, queen, prince, princess, crown prince,
    crown princess, grand duke, duke, duchess, emperor, empress, general, admiral, colonel, major, captain,
    lieutenant, sergeant, commander, marshal, field marshal, brigadier, lieutenant general,
    lieutenant colonel, major general, brigadier general, rear admiral, vice admiral, lt gen, lt col,
    maj gen, brig gen, air marshal, air chief marshal
""")
#: Offices that stand before a name, without hyphens.
_OFFICES: Final = _phrases("""
    president, vice president, prime minister, premier, vice premier, chancellor, vice chancellor,
    taoiseach, tanaiste, first minister, chief minister, minister, deputy prime minister, deputy premier,
    deputy minister, deputy foreign minister, first lady, foreign minister, defence minister,
    defense minister, interior minister, finance minister, justice minister, economy minister,
    energy minister, health minister, education minister, trade minister, environment minister,
    agriculture minister, transport minister, culture minister, europe minister, cabinet minister,
    minister of state, minister of foreign affairs, minister for foreign affairs, minister of defence,
    minister of defense, minister for europe, secretary of state, secretary of defense,
    secretary of the treasury, state secretary, secretary, foreign secretary, home secretary,
    defence secretary, defense secretary, treasury secretary, health secretary, press secretary,
    general secretary, party secretary, first secretary, secretary general, deputy secretary general,
    under secretary general, undersecretary, assistant secretary, deputy secretary, attorney general,
    solicitor general, prosecutor general, chief prosecutor, prosecutor, director general, director,
    deputy director, executive director, managing director, inspector general, governor general, governor,
    lieutenant governor, mayor, deputy mayor, senator, representative, congressman, congresswoman,
    councillor, councilman, councilwoman, alderman, deputy, lawmaker, legislator, mp, mep, majority leader,
    minority leader, opposition leader, party leader, supreme leader, leader, co leader, deputy leader,
    speaker, house speaker, speaker of the house, parliament speaker, chairman, chairwoman, chairperson,
    chair, co chair, co chairman, deputy chairman, deputy chair, vice chairman, vice chair, ambassador,
    high representative, high commissioner, special envoy, envoy, special representative,
    special rapporteur, diplomat, top diplomat, chief diplomat, spokesman, spokeswoman, spokesperson,
    deputy spokesperson, deputy spokesman, commissioner, chief executive, chief executive officer, ceo, cfo,
    founder, co founder, boss, chief, head, co head, deputy head, deputy chief, chief of staff, army chief,
    chief negotiator, negotiator, national security adviser, national security advisor, security adviser,
    adviser, advisor, aide, strategist, analyst, economist, journalist, correspondent, activist, historian,
    lawyer, author, writer, oligarch, billionaire, tycoon, dictator, strongman, politician, candidate,
    presidential candidate, nominee, presidential nominee, contender, hopeful, rival, incumbent, dissident,
    rebel leader, warlord, chief whip, shadow chancellor, shadow foreign secretary, regent, ombudsman,
    chief economist, counterpart, colleague
""")
_TITLES: Final = _HONORIFICS | _OFFICES
_LONGEST_TITLE: Final = max(len(title.split()) for title in _TITLES)
#: Titles that are family names too: they count at the start or after a word that plainly qualifies a title.
_SURNAME_TITLES: Final = _phrases("""
    king, prince, pope, judge, justice, bishop, marshal, major, baron, duke, chancellor, regent, father,
    general, head, boss, chief, chair, deputy, rival, author, speaker, secretary, director, sultan, emir,
    imam
""")
_MODIFIERS: Final = _words("""
    former ex then late now new newly outgoing incoming acting interim caretaker current longtime long-time
    long-serving veteran deputy vice senior junior top chief first foreign defence defense interior finance
    justice opposition party political state department ministry government military army security policy
    parliament parliamentary council council's commission elected designate-elect far-right right-wing
    left-wing far-left hard-right populist nationalist liberal conservative socialist centrist ruling
    pro-russian pro-european anti-immigration republican democratic presidential prime rebel union trade
    bank central national human rights affairs exiled jailed imprisoned embattled firebrand billionaire
    fellow lead the of for and & his her their its our re-elected independent self-proclaimed us eu un uk
""")
_ADJECTIVE: Final = re.compile(
    r"(?:ish|ch|ese|[aeio]an|[nt]ian|aeli|aqi|wiss|audi|ani|mani|stani|reek|zech|ovak)$", re.I
)
#: Words that make a body or place of what a title seems to open: "Justice Department", "General Assembly".
_NOT_A_NAME: Final = _words("""
    department departments office assembly council court courts election elections palace ministry ministers
    staff motors electric party parties house committee commission secretariat conference street square
    hotel mosque university league bank debate race campaign candidate candidates election's bid office's
    cup trophy ministerial presidency group alliance of for in and at on to from by who says said has was is
    strike
""")
_PREFIX: Final = re.compile(r"^(?:then|ex|now|former)-(?=\w)", re.IGNORECASE)
_AFFIX: Final = re.compile(r"-(?:elect|designate|in-waiting)$", re.IGNORECASE)


@lru_cache(maxsize=_KEPT)
def fold(text: str) -> str:
    """Fold case, diacritics, quotes, dashes and spaces, and drop a leading article, so that variants agree.

    >>> fold("The  Élysée’s\u00a0aide")
    "elysee's aide"
    """
    plain = unicodedata.normalize("NFKC", text.translate(_QUOTES)).translate(_QUOTES).casefold()
    decomposed = unicodedata.normalize("NFD", plain.translate(_LETTERS))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_LETTERS)
    return _ARTICLE.sub("", " ".join(bare.split()), count=1)


@lru_cache(maxsize=_KEPT)
def strip_possessive(text: str) -> str:
    """Take the possessive ending off a name.

    >>> strip_possessive("Romania’s"), strip_possessive("Iohannis'")
    ('Romania', 'Iohannis')
    """
    stripped = text.strip()
    plain = stripped.translate(_QUOTES)
    if len(plain) != len(stripped):
        stripped = plain
    found = _POSSESSIVE.search(plain)
    return stripped[: found.start()] if found else stripped


@lru_cache(maxsize=_KEPT)
def is_acronym(text: str) -> bool:
    """Tell whether a word is written like an acronym: NATO, U.N., S&D, AfD, G7.

    >>> is_acronym("NATO"), is_acronym("McDonald")
    (True, False)
    """
    if _DOTTED.fullmatch(text):
        return text.replace(".", "").isupper()
    bare = text.replace("-", "").replace("&", "")
    if not 2 <= len(bare) <= 8 or not bare.isalnum() or not bare[0].isupper():
        return False
    high = sum(c.isupper() or c.isdigit() for c in bare)
    return high >= 2 and high / len(bare) >= 0.6


def undot(text: str) -> str:
    """Take the full stops out of a dotted acronym; other text stays.

    >>> undot("U.S."), undot("St. Lucia")
    ('US', 'St. Lucia')
    """
    return text.replace(".", "") if _DOTTED.fullmatch(text) else text


def _spells(letters: str, words: tuple[tuple[str, bool], ...]) -> bool:
    if not letters:
        return all(optional for _, optional in words)
    if not words:
        return False
    word, optional = words[0]
    if word[0] == letters[0] and _spells(letters[1:], words[1:]):
        return True
    return optional and _spells(letters, words[1:])


@lru_cache(maxsize=_KEPT)
def acronym_of(short: str, long: str) -> bool:
    """Tell whether ``short`` is made of the first letters of ``long``; small words may be left out.

    >>> acronym_of("EPP", "European People's Party"), acronym_of("AUR", "Alliance for the Union of Romanians")
    (True, True)
    >>> acronym_of("WHO", "World Trade Organization")
    False
    """
    if not is_acronym(short) or " " not in fold(long):
        return False
    words: list[tuple[str, bool]] = []
    for word in fold(long).split():
        parts = [part for part in re.split(r"[-/]", word.strip(",.;:()\"'")) if part]
        for at, part in enumerate(parts):
            words.append((part, at > 0 or part in _SMALL_WORDS))
    letters = fold(undot(short)).replace("-", "").replace(".", "")
    return bool(words) and (
        _spells(letters, tuple(words)) or ("&" in letters and _spells(letters.replace("&", ""), tuple(words)))
    )


def initials(text: str) -> str:
    """The first letters of a name's words and hyphenated parts, in capitals.

    >>> initials("Jean-Claude Juncker")
    'JCJ'
    """
    return "".join(part[0].upper() for part in re.split(r"[\s-]+", text) if part and part[0].isalnum())


def _is_suffix(word: str) -> bool:
    return word.casefold().replace(".", "").strip(",") in _SUFFIXES


def _family_first(words: list[str]) -> bool:
    first, given = words[0].casefold(), words[1:]
    if len(given) == 1:
        left, hyphen, right = given[0].partition("-")
        if hyphen and right.islower() and left.istitle():
            return first in _KOREAN or first in _CHINESE
        return first in _CHINESE and _is_pinyin(given[0])
    return len(given) == 2 and first in _KOREAN and all(_is_syllable(word) for word in given)


def _is_syllable(word: str) -> bool:
    return _SYLLABLE.fullmatch(word) is not None


def _is_pinyin(word: str) -> bool:
    return _PINYIN.fullmatch(word) is not None


@lru_cache(maxsize=_KEPT)
def surname(text: str) -> str:
    """The family name with its particles, without Jr. or III.

    Chinese and Korean names open with the family name; they are known by their form.

    >>> surname("Ursula von der Leyen"), surname("Robert F. Kennedy Jr."), surname("Xi Jinping")
    ('von der Leyen', 'Kennedy', 'Xi')
    """
    words = text.replace(",", " ").split()
    while len(words) > 1 and _is_suffix(words[-1]):
        words.pop()
    if len(words) < 2:
        return " ".join(words)
    if _family_first(words):
        return words[0]
    at = len(words) - 1
    while at > 1 and words[at - 1].casefold() in _PARTICLES:
        at -= 1
    if at == 1 and words[0].casefold() in _PARTICLES and words[0].islower():
        at = 0
    return " ".join(words[at:])


@lru_cache(maxsize=_KEPT)
def _title_words(token: str) -> str:
    """A token as the table of titles has it: lower case, no full stop, no hyphen, no "ex-" or "-elect"."""
    bare = _AFFIX.sub("", _PREFIX.sub("", token.translate(_QUOTES)))
    return fold(bare.replace(".", "").replace("-", " "))


def _opens_name(words: list[str]) -> bool:
    """Tell whether what follows a title can be a name."""
    first = words[0]
    if first.casefold().strip(",.") in _NOT_A_NAME or (
        len(words) > 1 and words[1].casefold() in _NOT_A_NAME - {"of"}
    ):
        return False
    if not (
        first[0].isupper() or (first.casefold() in _PARTICLES and len(words) > 1) or first.startswith("al-")
    ):
        return False
    return not all(_is_suffix(word) for word in words)


def _qualifies(words: list[str], title: str) -> bool:
    """Tell whether the words before a title belong to it: "former Norwegian" before "Prime Minister"."""
    if not words:
        return True
    if words[-1].casefold() in {"and", "&"}:
        return False
    strict = title in _SURNAME_TITLES
    for word in words:
        plain = strip_possessive(word).casefold().strip(",.")
        if plain in _MODIFIERS or _title_words(word) in _TITLES or _ADJECTIVE.search(plain):
            continue
        if strict and not is_acronym(word.strip(",.")):
            return False
        if not word[0].isupper():
            return False
    return True


@lru_cache(maxsize=_KEPT)
def strip_title(text: str) -> tuple[str | None, str]:
    """Part the titles, offices and what qualifies them from the name that follows.

    >>> strip_title("former Norwegian Prime Minister Stoltenberg")
    ('former Norwegian Prime Minister', 'Stoltenberg')
    >>> strip_title("Martin Luther King Jr.")
    (None, 'Martin Luther King Jr.')
    """
    words = text.split()
    for end in range(len(words) - 1, 0, -1):
        for start in range(max(0, end - _LONGEST_TITLE), end):
            title = " ".join(_title_words(word) for word in words[start:end])
            if title in _TITLES and _opens_name(words[end:]) and _qualifies(words[:start], title):
                return " ".join(words[:end]), " ".join(words[end:])
    return None, text.strip()
