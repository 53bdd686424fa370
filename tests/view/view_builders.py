"""Records for the tests of the page, one line each."""

from kg.records import Article, Aspect, Claim, Edge, Entity, EntityType, Evidence, Modality, Stance, Support

#: Text that would break out of a string, an attribute, a script, an element or a template.
HOSTILE = """</script><script>boom()</script><img src=x onerror="boom()">"""
HOSTILE += """'"&amp;\u2028\u2029<!--]]>{{ 7*7 }}{% x %}"""


def make_entity(name: str, type_: EntityType = EntityType.COUNTRY, *aliases: str) -> Entity:
    return Entity(id=f"https://kg.example.org/entity/{name}", name=name, type=type_, aliases=aliases)


def make_edge(
    holder: str,
    stance: str,
    target: str,
    *,
    quote: str = "They backed the plan.",
    cue: str = "backed",
    topic: str | None = None,
    date: str | None = "2024-06-18",
    aspect: Aspect = Aspect.HELD,
    modality: Modality = Modality.ASSERTED,
    title: str = "A vote",
) -> Edge:
    base = "https://kg.example.org/entity/"
    claim = Claim(
        base + holder,
        base + target,
        Stance(stance),
        Evidence(0, len(quote), quote, cue),
        aspect,
        modality,
        topic,
        date,
        None,
        0.75,
    )
    article = Article(id="vote", text=quote, title=title, date="2024-06-20", source="Daily Courier")
    support = Support(claim, article)
    return Edge(
        claim.holder, claim.target, claim.stance, topic, aspect, modality, date, date, 1, 0.75, (support,)
    )


#: Five actors: Norway and Turkey on Lund, Turkey and Greece on each other, Lund on the Board.
ENTITIES = [
    make_entity("Jonas Lund", EntityType.PERSON, "Lund"),
    make_entity("Norway"),
    make_entity("Turkey", EntityType.COUNTRY, "Ankara"),
    make_entity("Greece"),
    make_entity("Trade Board", EntityType.ORGANISATION, "the Board"),
    make_entity("Lisbon", EntityType.PLACE),
]
EDGES = [
    make_edge(
        "Norway", "support", "Jonas Lund", quote="Norway backed Lund on Tuesday.", topic="bid for the chair"
    ),
    make_edge(
        "Turkey", "oppose", "Jonas Lund", aspect=Aspect.ENDED, quote="Ankara lifted its veto.", cue="lifted"
    ),
    make_edge(
        "Turkey",
        "support",
        "Jonas Lund",
        modality=Modality.POSSIBLE,
        quote="Ankara may back him.",
        cue="back",
    ),
    make_edge(
        "Turkey", "oppose", "Greece", date="2023-02", quote="Ankara rejected the line.", cue="rejected"
    ),
    make_edge("Greece", "oppose", "Turkey", date=None, quote="Athens protested.", cue="protested"),
    make_edge("Jonas Lund", "support", "Trade Board", quote="Lund praised the Board.", cue="praised"),
]
