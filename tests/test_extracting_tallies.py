"""Numbers that say by their own words how they stand to the news."""

from __future__ import annotations

import pytest

from helpers import extracting, reading

LEAD = "Gunmen killed four people in Dora on Friday. "


@pytest.mark.parametrize(
    ("text", "measure", "low", "scope"),
    [
        (LEAD + "The war is in its ninth year and has taken about 15,000 lives.", "killed", 15000, "background"),
        (LEAD + "The conflict had cost 12,000 lives before a truce was signed.", "killed", 12000, "background"),
        (LEAD + "A flood in the valley killed 1,200 people on Saturday.", "killed", 1200, "incident"),
        ("A siege began on Monday. Since then the army has arrested 16 rebels in Dora.", "arrested", 16, "cumulative"),
        ("He said 34 civilians were killed in the three days in which troops fought in Dora.", "killed", 34, "cumulative"),
        ("Three fishermen were killed on Friday in Manta; a fourth died on Saturday.", "killed", 1, "increment"),
        ("A bomb on Friday killed seven soldiers and wounded 11, one of whom died on Saturday.", "killed", 1, "increment"),
        ("Police first reported four deaths in Dora, but said two wounded clerks had since died.", "killed", 2, "increment"),
    ],
)  # fmt: skip
def test_scope_by_a_number_s_own_words(text, measure, low, scope):
    claims = extracting.extract_claims(reading.parse_report(text, report_id="r", published="2020-06-14"))
    assert list(claims.loc[(claims["measure"] == measure) & (claims["low"] == low), "scope"]) == [scope]
