"""Claims: who supports or opposes whom in an article, with the sentence that says so."""

from kg.claim.stance import Thresholds, find_claims

__all__ = ["Thresholds", "find_claims"]
