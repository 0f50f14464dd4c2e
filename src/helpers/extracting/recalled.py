"""What a short report only recalls: "It may be recalled that …", deeds somebody was wanted for, days long before its own.

For reports without a day of publication, where the calendar cannot tell news from history; dates there have no year,
so days are compared within one.
"""

from __future__ import annotations

import re

from helpers.extracting.dates import DateSpan, month_and_day
from helpers.extracting.scenes import Draft, Scene

NEWS_DAYS, LONGEST = 5, 250  # days before the report's own day: nearer is its news, farther is the year before
LEAD = 2  # sentences that tell the report's own day
LONGEST_TEXT = 2400  # characters: a longer one is a bulletin or an analysis, which tells of more days than its first
_FORMULA = re.compile(
    r"\b(?:(?:may|can|will|should|must|to) be (?:recalled|noted|mentioned|remembered)|(?:is|it) (?:pertinent|worth|worthwhile|relevant|"
    r"noteworthy) (?:to )?(?:mention|not|recall|remember)\w*|recall(?:ed)? that|till (?:now|date)|until now|to date|over the years|"
    r"back in (?:19|20)\d\d|since (?:19|20)\d\d)\b",
    re.I,
)
_WANTED = re.compile(
    r"\b(?:(?:involved|involvement|hand|role|complicity|participated|implicated|wanted|accused|suspects?) (?:in|for)|wanted by|responsible for|"
    r"admitted (?:to|that|having|his|their|they|he|killing)|confess\w*|charged with|convicted (?:of|for|in)|(?:case|cases|fir) (?:of|for|related))\b",
    re.I,
)
_TRIAL = re.compile(
    r"\b(?:sentenced|convicted|acquitted|indicted|(?:found|pleaded) (?:not )?guilty|charge ?sheeted|"
    r"(?:handed|given|awarded|gave|pronounced) (?:down )?(?:the |a )?(?:death|life)\b)",
    re.I,
)


def lead_day(scenes: list[Scene]) -> int | None:
    """Give the report's own day as a day of the year: the last that its first sentences name (None: none).

    News leaves the year away; a day with its year is the report's own only where no other is named.
    """
    named = [
        (d, day) for s in scenes[:LEAD] for d in (*s.dates, *s.speech_dates) if (day := _day_of_year(d)) is not None
    ]
    days = [day for d, day in named if not d.date_start] or [day for _, day in named]
    return max(days, default=None)


def _day_of_year(date: DateSpan) -> int | None:
    found = month_and_day(date)
    return None if found is None else found[0] * 30 + found[1]


def mark_recalled(drafts: list[Draft], scenes: list[Scene], text: str) -> None:
    """Call background what a report without a day of publication only recalls."""
    if len(text) > LONGEST_TEXT:
        return
    lead, trial = lead_day(scenes), _is_trial(drafts, text)
    recalling = {
        s.number for s in scenes[1:] if s.tokens.words and _FORMULA.search(text, s.tokens.starts[0], s.tokens.ends[-1])
    }
    for d in drafts:
        if d.measure != "arrested" and (_is_recalled(d, lead, recalling, text) or (trial and d.measure != "freed")):
            d.scope = "background"
    for d in drafts:
        if d.harm.part and any(e.scope == "background" and e.harm is d.harm.whole for e in drafts):
            d.scope = "background"


def _is_trial(drafts: list[Draft], text: str) -> bool:
    """Tell whether a report opens with a sentence of a court; those killed over a verdict are told before it."""
    found = _TRIAL.search(text[:250])
    return found is not None and not any(d.start < found.start() and d.measure in ("killed", "injured") for d in drafts)


def _is_recalled(d: Draft, lead: int | None, recalling: set[int], text: str) -> bool:
    before = text[max(d.scene.tokens.starts[0], d.start - 90) : d.start]
    if d.scene.number in recalling or (
        d.scene.number - 1 in recalling and "had" in d.scene.tokens.lower[d.harm.verb - 2 : d.harm.verb]
    ):
        return True
    if d.measure in ("killed", "injured") and _WANTED.search(before):
        return True
    if d.measure == "killed" and d.scene.tokens.lower[d.harm.verb].startswith(("succumb", "found")):
        return False  # wounded or seized long before, dead now
    own = _day_of_year(d.date) if d.own_date and d.date is not None else None
    return own is not None and lead is not None and NEWS_DAYS < lead - own < LONGEST
