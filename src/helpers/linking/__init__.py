"""The station that turns claims into incidents, with tolls that count nobody twice."""

from helpers.linking.exports import to_acled, to_ucdp
from helpers.linking.incidents import claims_behind, link_incidents, report_tolls
from helpers.linking.tolls import approximations, with_approximations

__all__ = [
    "approximations",
    "claims_behind",
    "link_incidents",
    "report_tolls",
    "to_acled",
    "to_ucdp",
    "with_approximations",
]
