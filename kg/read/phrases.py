"""The wordings of page furniture, as data: each rule has a name, an example and its patterns.

A rule is here only when no sentence of an article reads like it: a wrong drop loses claims, a
missed one costs little.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LineRule:
    """A whole line that is furniture.

    Attributes:
        name: What kind of furniture.
        example: A line that it matches.
        pattern: Matches the whole line, stripped, without its bullet or number.
        head_only: Only above the first paragraph: further down it could be a subheading.
        max_words: A longer line stays text.
    """

    name: str
    example: str
    pattern: re.Pattern[str]
    head_only: bool = False
    max_words: int = 16


def _rule(
    name: str, example: str, *alternatives: str, head_only: bool = False, max_words: int = 16
) -> LineRule:
    return LineRule(name, example, re.compile("|".join(alternatives), re.IGNORECASE), head_only, max_words)


_PERSON = r"(?-i:[A-ZÀ-Þ][\w.'’-]*(?:\s+(?:(?:de|da|van|von|der|den|al|bin)\s+)*[A-ZÀ-Þ][\w.'’-]*){0,4})"
_TRANSLATED = r"(?:automatic(?:ally)?|machine)[ -]translat(?:ion|ed)\b"
_PIECE = r"(?:article|story|text|report|page)"
_AGENCY = r"(?-i:AFP|AP|dpa|DPA|EFE|Reuters|REUTERS|ANSA|TASS|PTI|ANI|Xinhua)"

LINE_RULES: tuple[LineRule, ...] = (
    _rule(
        "skip link",
        "Skip to main content",
        r"skip to (?:the )?(?:\w+ ){0,3}(?:content|menu|navigation|sites?|search|footer|article|main)",
    ),
    _rule(
        "page link",
        "Also on the page: How the vote works",
        r"also on (?:the|this) page\b.*",
        r"back to (?:the )?top(?: of (?:the )?page)?",
        r"advertisement(?: \d+)?|sponsored(?: content)?",
        r"(?:article|story) continues (?:below|after)(?: (?:the |this )?advertisement)?",
        r"continue reading|loading\W*",
    ),
    _rule(
        "related link",
        "READ MORE: What the treaty says",
        r"(?:read (?:more|also|next|on)|also read|see also)(?:\s*[:>»|-]\s*.*)?",
        r"(?:more on this(?: story| topic)?|most (?:read|popular|viewed))(?:\s*[:>»|-]\s*.*)?",
        r"related(?: (?:topics?|stor(?:y|ies)|articles?|links?|coverage|content))?(?:\s*[:>»|-]\s*.*)?",
        r"you (?:may|might) also like:?|recommended(?: for you| stories| reading)|trending(?: now)?:?",
        r"(?:topics?|tags|filed under|keywords)\s*:\s*.*",
        max_words=30,
    ),
    _rule(
        "newsletter",
        "Sign up to our newsletter",
        r"sign up (?:now |here |today )?(?:to|for) .*\b(?:newsletters?|briefings?|alerts?|e-?mails?)\b.*",
        r"newsletters?: .*|newsletter sign.?up",
        r"subscribe(?: now| here| today)?|subscribe to (?:our|the|us)\b.*",
        r"get (?:our|the) .*\b(?:newsletter|inbox|app)\b.*|get .* in your inbox.*",
        r"download (?:our|the) .*\bapp\b.*|(?:sign|log) in(?: to .*)?|register(?: now)?|create an account",
    ),
    _rule(
        "feedback",
        "Send us your feedback",
        r"(?:send|give|share with) us (?:your )?(?:feedback|comments?|thoughts|tips).*",
        r"leave a (?:comment|reply)|(?:view |read )?(?:all )?(?:\d+ )?comments(?: \(\d+\))?",
        r"report (?:a|an) (?:typo|error|mistake).*|was this (?:article|page) helpful\?.*",
    ),
    _rule(
        "share",
        "Share this article",
        r"share(?: (?:this(?: (?:article|story|page|post))?|the (?:article|story|page)|(?:on|via) \w+))?",
        r"(?:print|save|e-?mail|bookmark|gift)(?: this)?(?: (?:article|page|story))?|copy (?:the )?link",
        rf"follow (?:us|{_PERSON}) on .*",
        r"listen(?: to this (?:article|story))?(?: \(?\d+ min(?:utes?)?\)?)?",
        r"(?:reading time:?\s*)?\d+[ -]min(?:ute)?s?(?: read)?",
    ),
    _rule(
        "cookies",
        "This website uses cookies",
        r"(?:we|(?:this|our) (?:web)?site) uses? cookies\b.*|(?:accept|reject|manage)(?: all)? cookies",
        r"cookie (?:policy|settings|preferences|notice)|privacy (?:policy|notice)",
        r"terms(?: of (?:use|service))?",
        r"by continuing to (?:use|browse) this (?:web)?site\b.*",
        max_words=45,
    ),
    _rule(
        "copyright",
        "© 2024 The Harbour Post. All rights reserved.",
        rf"(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*(?:\d{{4}}\b|{_PERSON}).*",
        r".{0,80}\ball rights reserved\.?.{0,80}",
        r"this (?:material|article) may not be (?:published|reproduced).*",
        max_words=40,
    ),
    _rule(
        "sign-off",
        "kl/rm (AFP, dpa)",
        r"(?-i:[a-z]{2,4}(?:/[a-z]{2,4}){1,3}(?:\s*\([A-Za-z ,./&-]{2,40}\))?)",
        r"(?-i:[A-Z]{2,5}/[a-z]{2,4}(?:/[a-z]{2,4})?)",
        rf"\({_AGENCY}(?:(?:, ?|/|\s){_AGENCY})*\)",
    ),
    _rule(
        "placeholder",
        "Point 4 goes here",
        r"(?:point|bullet|item|text|headline|caption|paragraph|summary)(?: (?:\d+|\w+))? goes here\.?",
        r"lorem ipsum\b.*|\[?(?:insert|add) (?:\w+ ){1,4}here\]?|placeholder(?: text)?",
    ),
    _rule(
        "summary label",
        "What You Need To Know",
        r"(?:what (?:you need )?to know|key (?:points|takeaways|facts))\s*:?",
        r"(?:at a glance|in brief|summary|highlights)\s*:?",
    ),
    _rule(
        "machine note",
        "(automatic translation)",
        rf"\(?this {_PIECE} (?:was|has been|is) (?:\w+ )?"
        r"(?:created|generated|written|produced|translated|edited|published)\b"
        r".*\b(?:automat\w*|machine|artificial intelligence|(?-i:AI)|editor\w*|feed|syndicated)\b.*",
        rf"[(\[]{_TRANSLATED}[^()\[\]]{{0,60}}[)\]]",
        rf"{_TRANSLATED}(?: (?:from|by|into) .{{0,40}})?\.?",
        max_words=45,
    ),
    _rule(
        "editorial note",
        "Correction: An earlier version of this story named the wrong town.",
        r"(?:corrections?(?: and clarifications?)?|clarification|editor['’]?s['’]? note)\s*[:–—-]\s*.*",
        rf"an earlier version of this {_PIECE}\b.*",
        rf"this {_PIECE} (?:was|has been) (?:updated|corrected|amended)\b.*",
        r"we (?:apologi[sz]e for|regret|are sorry for) (?:the|this|any) (?:error|mistake|confusion)\.?",
        max_words=90,
    ),
    _rule(
        "live page",
        "Refresh for updates",
        r"refresh (?:(?:the|this) page )?for (?:updates|the latest).*|latest entries first",
        r"this is a developing story\b.*|this (?:story is developing|page will be updated)\b.*",
    ),
    _rule(
        "release",
        "PRESS RELEASE - for immediate use",
        r"(?:press|news|media) release(?:\s*[-–—|:]?\s*for immediate (?:use|release))?",
        r"for immediate (?:use|release)",
    ),
    _rule(
        "byline",
        "By Nina Hribar",
        rf"(?:story |words |report(?:ed)? |written |text )?by {_PERSON}(?: and {_PERSON})?",
        r"by our (?:\w+ ){0,4}(?:reporter|correspondent|editor|staff)s?",
        head_only=True,
        max_words=10,
    ),
    _rule(
        "age",
        "3 hours ago",
        rf"(?:\d+|an?) (?:minute|hour|day)s? ago(?:\s*[·|•-]\s*by {_PERSON})?",
        head_only=True,
    ),
)

#: A note in parentheses that may stand before the first words of an article.
NOTE_PREFIX = re.compile(rf"[(\[]{_TRANSLATED}[^()\[\]]{{0,60}}[)\]]\s*", re.IGNORECASE)


def _words(table: str) -> frozenset[str]:
    return frozenset(word.strip() for word in table.split("|"))


#: Kickers that may stand before a headline in the same line: "ANALYSIS | Why the pact holds".
KICKERS = _words(
    """analysis|interview|explainer|editorial|opinion|comment|commentary|feature|background|exclusive
    |breaking|press release|media release"""
)
#: Words of menus, breadcrumbs, kickers and share bars; a line of such words with separators is navigation.
MENU_WORDS = KICKERS | _words(
    """home|front page|news|latest|latest news|latest audio|latest video|live|live tv|tv|radio|video
    |videos|audio|podcasts|podcast|pictures|photos|search|menu|sign in|sign up|log in|login|register
    |subscribe|newsletters|newsletter|my account|account|contact|contact us|about|about us|help|weather
    |sport|sports|politics|world|world news|international|national|local|business|economy|markets|finance
    |money|tech|technology|science|health|environment|climate|culture|arts|entertainment|lifestyle|travel
    |education|religion|society|opinions|editorials|our view|interviews|explainers|q&a|features|in depth
    |in-depth|debate|letters|obituaries|europe|africa|asia|middle east|latin america|americas
    |north america|south america|oceania|uk|us|us & canada|elections|advertisement|advert|jobs|shop|games
    |puzzles|crossword|recipes|fashion|cars|property|classifieds|archive|e-paper|app|apps|rss|share
    |share this|share this page|share this article|print|email|e-mail|copy link|save|bookmark|comments
    |facebook|x|twitter|whatsapp|telegram|linkedin|reddit|instagram|youtube|bluesky|mastodon|messenger
    |more|more on this story|follow|follow us|listen|watch|read more|refresh for updates|breaking news
    |top stories|top story|sections|most read|privacy|privacy policy|terms|terms of use|cookies
    |cookie policy|skip to content|skip to main content|close|back|next|previous"""
)
