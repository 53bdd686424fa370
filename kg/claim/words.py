"""Word lists that the claim modules share."""

from __future__ import annotations

#: Part of speech -> kind of cue.
CUE_KINDS = {"VERB": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective", "AUX": "verb"}
#: Verbs that report what is said or thought.
SPEECH = frozenset(
    "say tell announce state declare add note report write claim insist stress argue explain confirm "
    "reiterate repeat mention signal indicate believe think warn suggest accuse allege admit acknowledge "
    "concede complain remark comment tweet post recall caution assert contend maintain testify reply "
    "respond observe quip joke".split()
)
#: Verbs that stand beside a quotation and name its speaker.
SAYING = SPEECH | frozenset(
    "answer ask vow promise demand conclude put continue go call describe".split()
) - {"believe", "think", "accuse", "allege", "signal", "indicate"}
US = frozenset("we us our ours ourselves".split())
FIRST_PERSON = US | frozenset("i me my mine myself".split())
#: Verbs of which the stance that is their object, or the act below them, is over.
ENDS = frozenset(
    "lift drop withdraw pull abandon retract revoke rescind waive end cease halt stop quit scrap suspend "
    "relinquish remove overcome renounce lose shed".split()
)
#: The same with a particle: "gave up its opposition".
ENDS_WITH = frozenset({("give", "up"), ("call", "off"), ("cut", "off"), ("break", "off")})
#: Verbs whose subject has, or gives, the stance that is their object.
TELLING = frozenset(
    "give voice express raise lodge file withhold deny repeat reiterate renew announce declare maintain keep "
    "register pledge promise offer lend throw signal state soften".split()
)
POSSIBLE_AUXILIARIES = frozenset({"would", "might", "may", "could", "should", "can"})
#: Verbs and adjectives below which an act is not (yet) done.
POSSIBLE_ABOVE = frozenset(
    "expect set urge ask call want hope plan consider likely poise encourage seek request pressure "
    "persuade invite appeal prepare ready mull weigh intend aim press beg implore advise "
    "propose suggest willing able free offer schedule unlikely prefer require demand".split()
)
DENIED_ABOVE = frozenset(
    "refuse decline fail deny avoid abstain hesitate refrain reluctant unwilling unable hesitant".split()
)
#: Verbs that mostly stand negated, and then tell what is so: "did not hide that".
OPENLY = frozenset("hide conceal disguise".split())
#: Verbs of those who want somebody else to act: an end that they ask for has not come.
DEMANDS = frozenset("urge ask call want demand press pressure request require tell order encourage".split())
#: Verbs whose subject gets what the noun says from somebody else: "won the backing of Germany".
RECEIVE = frozenset(
    "gain garner win receive get earn draw attract enjoy secure obtain collect face meet accept "
    "lose command have retain seek need want".split()
)
#: Those of them that take a giver only as "of" or "from": "has the support of Germany", not "has support".
KEEP = frozenset("have retain seek need want".split())
#: Verbs that need not say against or with whom: it has been told.
OBJECTING = frozenset({"object", "dissent", "disagree", "concur"})
#: Nouns whose "of" and "'s" name the one to whom it is done, and "by" the one who does it.
VICTIM_NOUNS = frozenset(
    "killing murder assassination execution death arrest detention jailing imprisonment dismissal ouster "
    "removal sacking firing kidnapping abduction conviction sentence trial expulsion deportation".split()
)
#: Nouns whose "of" names the one to whom it is done, and "'s" the one who does it.
ACT_NOUNS = frozenset(
    "attack invasion raid occupation war bombing shelling withdrawal blockade destruction bombardment "
    "annexation siege seizure".split()
)
#: Nouns that name the one who holds the stance.
AGENT_NOUNS = frozenset(
    "backer supporter ally defender champion admirer advocate friend endorser sponsor follower "
    "loyalist fan patron partner proponent opponent critic enemy foe rival adversary detractor "
    "dissenter".split()
)
#: Nouns that name whom somebody backs.
CHOSEN = frozenset("choice favourite favorite pick candidate contender nominee".split())
#: Words of what two named together do to each other.
MUTUAL = frozenset("between each mutual mutually agree agreement clash".split())
#: How a noun hangs on a verb that says no more than that its subject acts so: "came out in support".
LIGHT = frozenset({"oblique:in", "oblique:with", "oblique:into"})
