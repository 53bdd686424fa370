"""Claims: who supports or opposes whom in an article, with the sentence that says so."""

from kg.claim.candidates import Thresholds
from kg.claim.stance import find_claims, weigh_claims

__all__ = ["Thresholds", "find_claims", "weigh_claims"]
