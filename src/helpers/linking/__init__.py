"""The station that turns claims into incidents, with tolls that count nobody twice."""

from helpers.linking.corrections import read_corrections
from helpers.linking.decisions import DecisionError, read_decisions, save_decision
from helpers.linking.exports import to_acled, to_ucdp, what_is_lost
from helpers.linking.flags import flag_claims
from helpers.linking.history import disagreements, toll_course, toll_history
from helpers.linking.incidents import (
    Links,
    apply_decisions,
    claims_behind,
    find_links,
    link_in_pieces,
    link_incidents,
    link_mentions,
    report_tolls,
)
from helpers.linking.mentions import find_mentions
from helpers.linking.rivals import Figure, TollRuleError, source_order, toll_rules, with_toll_rule
from helpers.linking.scoring import bcubed, mentioned
from helpers.linking.tolls import approximations, with_approximations

__all__ = [
    "DecisionError",
    "Figure",
    "Links",
    "TollRuleError",
    "apply_decisions",
    "approximations",
    "bcubed",
    "claims_behind",
    "disagreements",
    "find_links",
    "find_mentions",
    "flag_claims",
    "link_in_pieces",
    "link_incidents",
    "link_mentions",
    "mentioned",
    "read_corrections",
    "read_decisions",
    "report_tolls",
    "save_decision",
    "source_order",
    "to_acled",
    "to_ucdp",
    "toll_course",
    "toll_history",
    "toll_rules",
    "what_is_lost",
    "with_approximations",
    "with_toll_rule",
]
