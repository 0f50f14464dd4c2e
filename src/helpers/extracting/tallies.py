"""Numbers that say by their own words how they stand to the news: a war's toll, a count over days, one who died later."""

from __future__ import annotations

import re

from helpers.extracting.quantities import ORDINALS
from helpers.extracting.scenes import Draft

WAR_DEAD = 1000  # below this a war's toll may be that of its last days
_WARS = {"war", "wars", "conflict", "conflicts", "insurgency", "insurgencies", "rebellion", "uprising", "revolt", "struggle", "fighting",
         "violence", "campaign"}  # fmt: skip
_WAR_REACH = 14  # tokens before a number in which its war is named
_DAYS = re.compile(
    r"(?:(?:[a-z-]+ ){0,4}(?:in|over|during|within) )(?:the|these|those) (?:past |last |first )?(?:\w+ )?(?:days|weeks|hours)"
    r" (?:in which|since|of|that|,|\.|after)"
)
_LATER = ("died", "dies", "succumb")
_HURT = {"wounded", "injured", "burned", "hurt"}
_SOON = 120  # days: what was counted "since then" for longer is history
_BACK = 2  # sentences


def is_war_toll(d: Draft) -> bool:
    """Tell whether a number is the toll of a whole war: "The war has taken about 15,000 lives"."""
    if d.measure != "killed" or d.low < WAR_DEAD or d.harm.part:
        return False
    if d.own_date and d.date is not None and d.date.kind not in ("year", "years", "since", "span", "ago"):
        return False
    lower, first = d.scene.tokens.lower, d.harm.mention.first
    return not _WARS.isdisjoint(lower[max(0, first - _WAR_REACH) : first])


def counts_days(d: Draft) -> bool:
    """Tell whether a number is counted over days: "since then", "in the four days in which …"."""
    if d.harm.part:
        return False
    lower, verb = d.scene.tokens.lower, min(d.harm.first, d.harm.mention.first)
    if "then" in d.scene.tokens.vocabulary and "since" in lower[: verb + 1]:
        k = lower.index("since")
        if lower[k + 1 : k + 2] == ["then"] and not _long_ago(d):
            return "when" not in lower[k:verb]  # not the day of a deed told behind it
    end = max(d.harm.last, d.harm.mention.last)
    counted = {"days", "weeks", "hours"} & d.scene.tokens.vocabulary
    return bool(counted) and _DAYS.match(" ".join([*lower[end : end + 12]])) is not None


def _long_ago(d: Draft) -> bool:
    return d.days is not None and (d.days[1] - d.days[0]).days > _SOON


def adds_one_dead(d: Draft, drafts: list[Draft]) -> bool:
    """Tell whether somebody died after those counted: "a fourth died on Sunday", "wounding 11, one of whom died", "had since died"."""
    if d.measure != "killed":
        return False
    m, lower = d.harm.mention, d.scene.tokens.lower
    behind = lower[m.last : m.last + 6]
    dies = any(w.startswith(_LATER) for w in behind)
    if not dies:
        return False
    if lower[m.first] == "a" and lower[m.first + 1] in ORDINALS:
        return any(e.measure == "killed" and e.low == ORDINALS[lower[m.first + 1]] - 1 for e in _just_before(d, drafts))
    if "since" in behind and not _HURT.isdisjoint(lower[m.first : m.last]):
        return True
    if not m.partitive or m.kind == "state":
        return False
    told = _just_before(d, drafts)
    if not told or told[-1].measure != "injured" or told[-1].low <= d.low:
        return False
    hurt = told[-1].harm.mention
    beside = any(e.measure == "killed" and e.scene is told[-1].scene for e in told)
    return beside or not _HURT.isdisjoint(told[-1].scene.tokens.lower[hurt.first : hurt.last])


def _just_before(d: Draft, drafts: list[Draft]) -> list[Draft]:
    return [e for e in drafts if e.start < d.start and d.scene.number - e.scene.number <= _BACK and not e.harm.part]


__all__ = ["adds_one_dead", "counts_days", "is_war_toll"]
