"""Word lists that the claim modules share."""

from __future__ import annotations

#: Part of speech -> kind of cue.
CUE_KINDS = {"VERB": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective", "AUX": "verb"}
#: Verbs that report what is said or thought.
SPEECH = frozenset(
    "say tell announce state declare add note report write claim insist stress argue explain confirm "
    "reiterate repeat mention signal indicate believe think warn suggest accuse allege".split()
)
#: Verbs of which the stance that is their object, or the act below them, is over.
ENDS = frozenset(
    "lift drop withdraw abandon retract revoke rescind waive end cease halt stop quit scrap suspend "
    "relinquish remove overcome renounce lose shed".split()
)
POSSIBLE_AUXILIARIES = frozenset({"would", "might", "may", "could", "should", "can"})
#: Verbs and adjectives below which an act is not (yet) done.
POSSIBLE_ABOVE = frozenset(
    "expect set urge ask call want hope plan consider likely poise encourage seek request pressure "
    "persuade invite appeal prepare ready mull weigh intend aim threaten press beg implore advise "
    "propose suggest willing able free".split()
)
DENIED_ABOVE = frozenset("refuse decline fail deny avoid abstain hesitate refrain rule".split())
#: Verbs whose subject gets what the noun says from somebody else: "won the backing of Germany".
RECEIVE = frozenset(
    "gain garner win receive get earn draw attract enjoy secure obtain collect face meet accept "
    "lose command".split()
)
#: Nouns that name the one who holds the stance.
AGENT_NOUNS = frozenset(
    "backer supporter ally defender champion admirer advocate friend endorser sponsor follower "
    "loyalist fan patron partner proponent opponent critic enemy foe rival adversary detractor "
    "dissenter".split()
)
