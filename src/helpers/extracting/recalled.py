"""What a short report only recalls: "It may be recalled that …", deeds somebody was wanted for, days long before its own.

For reports without a day of publication, where the calendar cannot tell news from history; dates there have no year,
so days are compared within one.
"""

from __future__ import annotations

from helpers.extracting.dates import DateSpan, month_and_day
from helpers.extracting.scenes import Draft, Scene
from helpers.extracting.searches import AnyCase

NEWS_DAYS, LONGEST = 5, 250  # days before the report's own day: nearer is its news, farther is the year before
AHEAD = 10  # days by which a rally to come, named in the lead, may lie behind its deed
LEAD = 2  # sentences that tell the report's own day
LONGEST_TEXT = 2400  # characters: a longer one is a bulletin or an analysis, which tells of more days than its first
_FORMULA = AnyCase(
    r"\b(?:(?:may|can|will|should|must|to) be (?:recalled|noted|mentioned|remembered)|(?:is|it) (?:pertinent|worth|worthwhile|relevant|"
    r"noteworthy) (?:to )?(?:mention|not|recall|remember)\w*|recall(?:ed)? that|till (?:now|date)|until now|to date|over the years|"
    r"back in (?:19|20)\d\d|(?:so far|already|thus far) (?:this|in)|(?:so far|during|in|of) (?:this|the current|the) year|this year|"
    r"so far (?:been|had|have|has|killed|claimed|lost|died)\b[^.]{0,60}\b(?:year|in (?:19|20)\d\d)|(?:in|over|during|for|within) the (?:past|last) (?:few |several |\w+ |\d+ (?:to \d+ )?)?(?:years|decades?)|since (?:19|20)\d\d)\b",
    ("recall", "be noted", "be mentioned", "be remembered", "pertinent", "worth", "relevant", "till now", "till date", "until now", "to date",
     "back in", "so far", "already", "thus far", " year", " decade", "since 19", "since 20"),
)  # fmt: skip
_IN_MEMORY = AnyCase(
    r"\b(?:to (?:protest|mourn|condemn|avenge|commemorate|mark)|aveng\w+|revenge (?:for|of)|retaliat\w+ (?:for|against)|anniversary of|"
    r"in (?:protest|memory|retaliation|response|reaction)|(?:bandh|hartal|shutdown|strike|protest|demonstration|rally) (?:over|against|called over))"
    r"\b[^.]{0,60}$",
)
_AGAINST = AnyCase(
    r"\b(?:closed|shut|shutdown|observed|protest\w*|demonstrat\w+|rall(?:y|ies|ied)|march\w*|strike|bandh|hartal|sit-in|dharna)\b[^.;]{0,90}"
    r"\b(?:against|over|mourn|following)\b[^.;]{0,30}$",
)
_WANTED = AnyCase(
    r"\b(?:(?:involved|involvement|hand|role|complicity|participated|implicated|wanted|accused|suspects?) (?:in|for)|wanted by|responsible for|"
    r"admitted (?:to|that|having|his|their|they|he|killing)|confess\w*|charged with|convicted (?:of|for|in)|(?:case|cases|fir) (?:of|for|related))\b",
)
_SOON_AFTER = AnyCase(r"\b(?:hours?|days?|weeks?|months?|years?|shortly|soon) after\b[^.;,]{0,80}$", (" after",))
_HAD_DONE = AnyCase(
    r"\b(?:the|that) (?:\w+ )?(?:blast|explosion|attack|bombing|incident|encounter|clash|raid|ambush|firing|shooting) had (?:also |earlier |already )?(?:\w+ed )?$"
    r"|\b(?:the|that) (?:\w+ )?(?:blast|explosion|attack|bombing|incident|encounter|clash|raid|ambush|firing|shooting) had [^.;]{0,60}\b(?:and|,) (?:\w+ ){0,2}$",
    (" had ",),
)
_LAST_YEAR = AnyCase(
    r"^\W*(?:\w+ ){0,4}(?:(?:last|the previous) (?:year|month)|(?:a|\w+) (?:years?|months?) (?:ago|back))\b",
    ("year", "month"),
)
_OPENS_PAST = AnyCase(
    r"^\W*(?:(?:last|the previous) (?:week|month|year)|earlier (?:this|in the|last) (?:week|month|year)|"
    r"(?:a few|some|several|a couple of|two|three|four|five|six) (?:days|weeks|months|years) (?:ago|back|earlier))\b",
    ("last ", "previous ", "earlier ", " ago", " back"),
)
_IN_WHICH = AnyCase(
    r"\b(?:(?:january|february|march|april|may|june|july|august|september|october|november|december) \d{1,2}|\d{1,2} (?:january|february|march|april|may|june|"
    r"july|august|september|october|november|december)|last (?:year|month|week)|earlier|previous|of \d{4})\b[^.]{0,70}\b(?:in|during) which\b[^.]{0,60}$",
    (" which",),
)
STORY = 4  # sentences over which a story of old goes on
_OF_THE_EVENT = AnyCase(
    r"\b(?:the|this|that) (?:\w+ ){0,2}(?:encounter|attack|blast|explosion|incident|clash|raid|ambush|gunfight|bombing|shootout)\b",
)
_TRIAL = AnyCase(
    r"\b(?:sentenced|convicted|acquitted|indicted|(?:found|pleaded) (?:not )?guilty|charge ?sheeted|"
    r"commuted|upheld the|appellate division|(?:dismissed|rejected|filed) (?:an? |the |his |their )?appeals?|death penalty|granted bail|"
    r"(?:handed|given|awarded|gave|pronounced) (?:down )?(?:the |a )?(?:death|life)\b)",
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


def _told_day(drafts: list[Draft], scenes: list[Scene]) -> int | None:
    """Give the last day on which the first sentences tell of harm: a rally to come, or its report, is no deed's day."""
    if any(_day_of_year(day) is not None for s in scenes[:LEAD] for day in s.speech_dates):
        return None  # "reports on 18 August"
    first = {s.number for s in scenes[:LEAD]}
    harm = [d for d in drafts if d.scene.number in first and d.measure in ("killed", "injured") and d.own_date]
    days = [_day_of_year(d.date) for d in harm if d.date is not None and not d.date.date_start]
    return max((day for day in days if day is not None), default=None)


def _day_of_year(date: DateSpan) -> int | None:
    found = month_and_day(date)
    return None if found is None else found[0] * 30 + found[1]


def mark_recalled(drafts: list[Draft], scenes: list[Scene], text: str) -> None:
    """Call background what a report without a day of publication only recalls."""
    if len(text) > LONGEST_TEXT:
        return
    lead, told, trial = lead_day(scenes), _told_day(drafts, scenes), _is_trial(drafts, text)
    if lead is not None and told is not None and 0 < lead - told <= AHEAD:
        lead = told
    recalling = {s.number for s in scenes[1:] if s.tokens.words and _FORMULA.search(text, *_span(s))}
    old = _of_old_stories(scenes, lead)
    for d in drafts:
        if d.measure != "arrested" and (
            _is_recalled(d, lead, recalling, old, text) or (trial and d.measure != "freed")
        ):
            d.scope = "background"
    for d in drafts:
        if d.harm.part and any(e.scope == "background" and e.harm is d.harm.whole for e in drafts):
            d.scope = "background"


def _of_old_stories(scenes: list[Scene], lead: int | None) -> set[int]:
    """Give the sentences from one that tells of a day long before the report's own, and of no other, over its story."""
    if lead is None:
        return set()
    days = {s.number: {_day_of_year(d) for d in (*s.dates, *s.speech_dates)} - {None} for s in scenes[1:]}
    old = [n for n, some in days.items() if some and all(NEWS_DAYS < lead - day < LONGEST for day in some)]
    return {n + k for n in old for k in range(STORY)}


def _span(scene: Scene) -> tuple[int, int]:
    return scene.tokens.starts[0], scene.tokens.ends[-1]


def _is_trial(drafts: list[Draft], text: str) -> bool:
    """Tell whether a report opens with a sentence of a court; those killed over a verdict are told before it."""
    found = _TRIAL.search(text, 0, 250)
    return found is not None and not any(d.start < found.start() and d.measure in ("killed", "injured") for d in drafts)


def _is_recalled(d: Draft, lead: int | None, recalling: set[int], old: set[int], text: str) -> bool:
    if d.scene.number in recalling or (
        d.scene.number - 1 in recalling and "had" in d.scene.tokens.lower[d.harm.verb - 2 : d.harm.verb]
    ):
        return True
    if d.measure in ("killed", "injured") and (_stands_before(_WANTED, d, text) or _had_happened(d)):
        return True
    if d.measure in ("killed", "injured") and _stands_before(_SOON_AFTER, d, text):
        return True  # "The attack comes days after gunmen killed nine workers"
    if d.measure in ("killed", "injured") and d.scene.number and _stands_before(_HAD_DONE, d, text):
        return True  # "The blast had left four dead"
    if d.measure in ("killed", "injured") and _stands_behind(_LAST_YEAR, d, text):
        return True
    if d.measure in ("killed", "injured") and _stands_before(_IN_WHICH, d, text, 160) and not _is_first(d):
        return True  # "a shell left over from the encounter of 9 July in which two militants were killed"
    if d.measure in ("killed", "injured") and d.scene.number and _opens_past(d, text):
        return True  # "Last week, three policemen were killed in the same area"
    told_of_old = d.measure in ("killed", "injured") and d.scene.number in old and not d.own_date
    if told_of_old and _OF_THE_EVENT.occurs(text, *_span(d.scene)):
        return True  # "An encounter took place on 18 July. In this encounter ten were killed"
    if d.harm.form == "noun" and d.measure == "killed" and _stands_before(_AGAINST, d, text, 160):
        return True
    if d.harm.form == "noun" and _stands_before(_IN_MEMORY, d, text):
        return True  # "a strike to protest the killing of six farmers"
    if d.measure == "killed" and d.scene.tokens.lower[d.harm.verb].startswith(("succumb", "found")):
        return False  # wounded or seized long before, dead now
    own = _day_of_year(d.date) if d.own_date and d.date is not None and not _of_who(d, text) else None
    return own is not None and lead is not None and NEWS_DAYS < lead - own < LONGEST


def _opens_past(d: Draft, text: str) -> bool:
    start = d.scene.tokens.starts[0]
    return _OPENS_PAST.occurs(text, start, min(d.scene.tokens.ends[-1], start + 60))


def _is_first(d: Draft) -> bool:
    return d.scene.number == 0


def _stands_before(pattern: AnyCase, d: Draft, text: str, reach: int = 90) -> bool:
    return pattern.occurs(text, max(d.scene.tokens.starts[0], d.start - reach), d.start)


def _stands_behind(pattern: AnyCase, d: Draft, text: str) -> bool:
    return pattern.occurs(text, d.end, min(d.scene.tokens.ends[-1], d.end + 60))


def _had_happened(d: Draft) -> bool:
    """Tell whether people only come in with what had happened to them: "the house of a girl who had died last year"."""
    lower, verb, last = d.scene.tokens.lower, d.harm.verb, d.harm.mention.last
    opened = lower[last : last + 2] in (["who", "had"], [",", "who"])
    own = "had" in lower[max(last, verb - 4) : verb] and not {"was", "were"} & set(lower[last:verb])
    return d.measure == "killed" and opened and own


def _of_who(d: Draft, text: str) -> bool:
    """Tell whether a day stands in what a relative clause tells of the dead: "the death of a couple who were seized on 24 May"."""
    return (
        d.date is not None and d.date.start > d.end and d.harm.form == "noun" and " who " in text[d.end : d.date.start]
    )
