from __future__ import annotations

from dataclasses import replace

import pytest
from builders import claim

from kg.claim.topics import name_candidacies
from kg.records import Claim

BASE = claim("urn:norland", "support", "urn:dahl")
OFFICE = "candidacy for Bund Secretary General"
STANDING = {BASE.target: "Bund Secretary-General"}


def _topics(*topics: str | None, standing: dict[str, str]) -> list[str | None]:
    """Topics of claims that others make on the target."""
    claims = [replace(BASE, holder=f"urn:{n}", topic=topic) for n, topic in enumerate(topics)]
    return [item.topic for item in name_candidacies(claims, standing, {BASE.target})]


@pytest.mark.parametrize("topic", [None, "bid", "bid for the top job", "nomination"])
def test_a_stance_on_a_candidate_is_one_on_the_candidacy(topic: str | None) -> None:
    assert _topics(topic, standing=STANDING) == [OFFICE]


def test_a_stance_on_something_else_keeps_its_topic() -> None:
    assert _topics("remarks on migration", standing=STANDING) == ["remarks on migration"]


def test_who_has_a_bid_is_a_candidate_though_no_fact_says_so() -> None:
    assert _topics("bid for the top job", "candidacy", None, "budget", standing={}) == [
        "candidacy for top job",
        "candidacy for top job",
        "candidacy for top job",
        "budget",
    ]


def test_a_country_that_bids_is_no_candidate() -> None:
    first = replace(BASE, target="urn:sudland", topic="bid for membership")
    second = replace(BASE, target="urn:sudland", holder="urn:ostmark")
    assert name_candidacies([first, second], {}, {BASE.target}) == (first, second)


def test_rivals_thank_each_other_for_more_than_the_race() -> None:
    own = replace(BASE, holder="urn:rival")
    standing = {**STANDING, "urn:rival": "Bund Secretary-General"}
    assert name_candidacies([own], standing) == (own,)


def test_a_stance_told_again_without_its_topic_keeps_it() -> None:
    def told(*topics: str | None) -> list[str | None]:
        claims: list[Claim] = [replace(BASE, topic=topic) for topic in topics]
        return [item.topic for item in name_candidacies(claims, {})]

    assert told("budget", None) == ["budget", "budget"]
    assert told("budget", "war", None) == ["budget", "war", None]
