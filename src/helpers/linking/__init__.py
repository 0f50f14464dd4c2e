"""The station that turns claims into incidents, with tolls that count nobody twice."""

from helpers.linking.exports import to_acled, to_ucdp
from helpers.linking.decisions import DecisionError, read_decisions, save_decision
from helpers.linking.incidents import Links, apply_decisions, claims_behind, find_links, link_incidents, report_tolls
from helpers.linking.tolls import approximations, with_approximations

__all__ = [
    "DecisionError",
    "Links",
    "apply_decisions",
    "approximations",
    "claims_behind",
    "find_links",
    "link_incidents",
    "read_decisions",
    "report_tolls",
    "save_decision",
    "to_acled",
    "to_ucdp",
    "with_approximations",
]
