"""The station that turns claims into incidents, with tolls that count nobody twice."""

from helpers.linking.exports import to_acled, to_ucdp
from helpers.linking.incidents import claims_behind, link_incidents, report_tolls

__all__ = ["claims_behind", "link_incidents", "report_tolls", "to_acled", "to_ucdp"]
