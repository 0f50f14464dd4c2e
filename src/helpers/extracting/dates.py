"""Dates as news writes them, resolved against the day of publication into intervals of days.

"overnight" is the night that ends on the day of publication (two days); a weekday is the last one before or on
it; "in March" is the March before; "since early Saturday" runs to the day of publication. Without a day of
publication what needs one stays missing, and so does a date without a year.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from helpers.extracting.quantities import UNITS
from helpers.extracting.searches import in_small_letters

_MONTHS = {
    name: i for i in range(1, 13) for name in (calendar.month_name[i].lower(), calendar.month_abbr[i].lower())
} | {"sept": 9}
_DAYS = {calendar.day_name[i].lower(): i for i in range(7)} | {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip

_M = r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?"
_W = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_N = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a|an|several|a\ few|a\ couple\ of|ninety|sixty|thirty|forty|fifty|twenty)"
_UNIT = r"(?:hours?|days?|nights?|weeks?|months?|years?)\b"
_PART = r"(?:early|late|mid|midday|noon)[\s-]?(?:on\s)?"
_TOD = r"(?:\s(?:morning|afternoon|evening|night|noon|midnight|dawn|dusk))?"
_DM = rf"(?:{_M}\s\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:,?\s(?:19|20)\d\d)?|\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_M}(?:,?\s(?:(?:19|20)\d\d|\d\d(?!\d|\s?[-–]|,)))?)"

# What any date of _PATTERN begins with. The look ahead spares most words its sixteen alternatives and halves the time;
# a new alternative that begins with another word must add it here, with the space that always stands behind it.
_FIRST_WORDS = (
    r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|a |an |one|two|three|four|five|"
    r"six|seven|eight|nine|ten|eleven|twelve|several|twenty|thirty|forty|fifty|sixty|ninety|about|some|nearly|almost|more|"
    r"over |at |before|between|by |day|during|earlier|early|following|for |from|half|in |last|late|less|mid|midday|next|noon|of |"
    r"on |overnight|past|preceding|previous|same|since|spring|summer|autumn|winter|fall|that |the |these|this|those|through|"
    r"today|tonight|until|weekend|within|yesterday|each|every|after|around|roughly|just|only|christmas|boxing|new"
)


def _by_letter(words: list[str]) -> str:
    """Write a list of beginnings as an expression that looks at the first letter once."""
    least = [w for w in words if not any(w != v and w.startswith(v) for v in words)]  # "a" stands for "about", too
    rests = {letter: sorted({w[1:] for w in least if w[0] == letter}) for letter in sorted({w[0] for w in least})}
    return "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in rests.items()).replace(" ", r"\s")


_FIRST = rf"(?=\s?\d|{_by_letter(_FIRST_WORDS.split('|'))})"
_PATTERN = re.compile(
    rf"""\b{_FIRST}(?:
      (?P<iso>(?:19|20)\d\d-\d\d-\d\d)
    | (?P<between>between\s{_DM}\sand\s(?:{_DM}|\d{{1,2}}\b)|from\s{_DM}\sto\s(?:{_DM}|\d{{1,2}}\b)|(?:between\s|from\s)?\d{{1,2}}(?:st|nd|rd|th)?\s?(?:-|–|to|and)\s?\d{{1,2}}(?:st|nd|rd|th)?\s{_M}(?:,?\s(?:19|20)\d\d)?|{_M}\s\d{{1,2}}\s?(?:-|–|to|and|&)\s?\d{{1,2}}\b)
    | (?P<years>(?:from|between|in|during|of)?\s?\b(?:19|20)\d\d\s?(?:-|–|to|and|until)\s?(?:(?:19|20)\d\d|\d\d)\b(?!-))
    | (?P<half>(?:in\s|during\s|over\s)?the\s(?P<h_n>first|second)\s(?P<h_u>half|quarter)\sof\s(?P<h_y>(?:the|this|last)\syear|(?:19|20)\d\d))
    | (?P<months>(?:in\s|during\s|over\s)?the\s(?P<mo_n>first|last)\s(?P<mo_c>{_N})\smonths\sof\s(?P<mo_y>(?:the|this|last)\syear|(?:19|20)\d\d))
    | (?P<season>(?:in\s|during\s)?(?:the\s)?(?:early\s|late\s)?(?P<s_n>spring|summer|autumn|winter|fall)\sof\s(?P<s_y>(?:19|20)\d\d))
    | (?P<since>since\s(?:{_PART})?(?:last\s)?(?:(?:{_W},?\s)?{_DM}|{_W}{_TOD}(?:\s(?:of\s)?last\sweek)?|yesterday|{_M}(?:\s(?:19|20)\d\d)?|(?:19|20)\d\d|(?:the\s)?(?:weekend|dawn|morning|midnight)|last\s(?:week|month|year)|then\b|the\s(?:start|beginning|turn)\sof\s(?:the|this)\s(?:week|month|year)))
    | (?P<span>(?:in|over|during|within|for)\s(?:just\s|only\s|less\sthan\s)?(?:the\s)?(?:past|last|previous|preceding)\s(?:{_N}\s)?{_UNIT}|(?:in|within)\s(?:just\s|less\sthan\s|the\sspace\sof\s)?(?:{_N})\s(?:hours|days|weeks|months)(?!\s(?:later|ago|after|before|earlier))|(?:past|last)\s{_N}\s{_UNIT}|(?:in\s|after\s)?{_N}\s(?:days?|weeks?)\sof\s(?:[\w-]+\s){{0,3}}?(?:fighting|bloodletting|mayhem|carnage|chaos|slaughter|clashes|violence|unrest|riot(?:s|ing)|battles?|bloodshed|shelling|bombardment|killings?|combat|warfare|hostilities|skirmishes|infighting|attacks|raids|airstrikes|strikes|bombings?|turmoil|protests|gunfire|siege|assaults?))
    | (?P<stretch>(?:in|over|during)\sthe\s(?:{_N}\s(?:days|weeks|months)|week|month)(?=\s(?:since|in\swhich|during\swhich)\b)|the\sweek(?=['’]s\s(?:death\s)?(?:toll|tally|dead)\b))
    | (?P<yearago>a\syear\sago\sthis\s(?:month|week)|this\s(?:month|week)\slast\syear)
    | (?P<feast>christmas\s(?:eve|day)|boxing\sday|new\syear['’]s\s(?:eve|day))
    | (?P<ago>(?:about\s|some\s|nearly\s|almost\s|more\sthan\s|over\s)?(?P<ago_n>{_N})\s(?P<ago_u>{_UNIT})\s(?P<ago_d>ago|earlier|before|later|after))
    | (?P<dm>{_DM})
    | (?P<weekend>(?:over\s|at\s|during\s)?(?:the\s|this\s|last\s|past\s)*weekend)
    | (?P<weekday>(?P<wd_last>last\s|the\sprevious\s|previous\s|past\s|this\s)?(?:{_PART})?(?P<wd>{_W})(?P<wd_tod>{_TOD})(?:\s(?:of\s)?(?P<wd_week>(?:last|this|that|the\s(?:same|previous|preceding|past))\sweek|the\sweek\sbefore(?:\slast)?))?)
    | (?P<relative>the\sday\sbefore\syesterday|yesterday|today|tonight|this\s(?:morning|afternoon|evening)|last\s(?:night|evening)|overnight|earlier\sin\sthe\sday|at\sdawn\stoday)
    | (?P<anaphor>(?:the\s)?(?:previous|preceding|following|next|same)\s(?:day|night|evening|morning|afternoon|week)|(?:the\s)?day\s(?:before|after)|(?:a|one)\s(?:day|night)\s(?:earlier|later|before|after)|that\s(?:same\s)?(?:day|night|evening|morning|afternoon|month|week))
    | (?P<period>(?:in\s|for\s)?the\s(?:week|month|year)\sso\sfar\b|(?:earlier\s|late\s|early\s)?(?:last|this|the\sprevious)\s(?:week|month|year)\b(?:['’]s)?)
    | (?P<month>(?:(?P<m_prep>in|since|last|this|that|during|of|by|until|through)\s)(?:early\s|late\s|mid-?\s?|the\smonth\sof\s)?(?P<m_name>{_M})(?:\s(?P<m_of>of\s(?:last|this)\syear|last\syear)|,?\s(?P<m_year>(?:19|20)\d\d)\b)?(?!\s\d)|(?P<m2_name>{_M})\s(?P<m2_year>(?:19|20)\d\d)\b)
    | (?P<year>(?:in|since|during|of|by)\s(?:early\s|late\s|mid-)?(?P<y>(?:19|20)\d\d)\b(?!-|\s(?:people|men|women|soldiers|troops)))
    )""",
    re.I | re.X,
)
_QUICK = re.compile(
    r"day|week|month|year|night|ago|hour|since|dawn|\d-\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|19\d\d|20\d\d|morning|afternoon|evening|christmas",
    re.I,
)
_SMALL = re.compile(_PATTERN.pattern, re.X)  # for small letters only: much quicker
_QUICK_WORDS = tuple(part for part in _QUICK.pattern.split("|") if part.isalpha())
_QUICK_NUMBERS = re.compile("|".join(part for part in _QUICK.pattern.split("|") if not part.isalpha()))


def _may_hold_date(small: str, start: int, end: int) -> bool:
    """Search for _QUICK in small letters, its words one by one, which is quicker."""
    sentence = small[start:end]
    for word in _QUICK_WORDS:  # no generator: this runs for each sentence
        if word in sentence:
            return True
    return bool(_QUICK_NUMBERS.search(sentence))


@dataclass(slots=True)
class DateSpan:
    """A date in a text: characters start..end, the days it means (None: cannot be known), how fine it is."""

    start: int
    end: int
    words: str
    date_start: dt.date | None
    date_end: dt.date | None
    kind: str
    base: dt.date | None = None  # the day that "two days later" counts from
    shift: int = 0  # by how many days

    @property
    def coarse(self) -> bool:
        """Tell whether it is a week, a month, a year: a day in the same report says more."""
        return self.kind in ("period", "month", "year", "years", "half", "months", "season", "weekend", "yearago") or (
            self.kind == "ago" and (self.date_start is not None and self.date_start != self.date_end)
        )


def find_dates(text: str, published: dt.date | None, start: int = 0, end: int | None = None,
               anchor: dt.date | None = None, last: dt.date | None = None) -> list[DateSpan]:  # fmt: skip
    """List the dates in text[start:end], from left to right.

    `anchor` is the day that "the previous night" counts from, `last` the date named last, a month perhaps, that
    "that June" counts from; both move on with each date that is found.

    >>> [d.date_start.isoformat() for d in find_dates("killed overnight; in March, 31 died", dt.date(2026, 2, 2))]
    ['2026-02-01', '2025-03-01']
    """
    end = len(text) if end is None else end
    small = in_small_letters(text)
    may_hold, pattern = (_QUICK.search, _PATTERN) if small is text else (_may_hold_date, _SMALL)
    if not may_hold(small, start, end):
        return []
    found = []
    for place in pattern.finditer(small, start, end):  # its groups are in small letters, its places are the text's
        if _is_verb_may(place, text):
            continue
        span = _resolve(place, text, published, (last if _points_back(place) else anchor) or published)
        if span.date_start is None and span.words.lower().endswith(" then"):
            continue  # since when, the text does not say
        last = span.date_start or last
        found.append(span)
        if (span.date_start and span.kind in ("month",) and anchor is None) or (span.date_start and not span.coarse):
            anchor = span.date_start
    return _in_apposition(found, text)


_EXACT = ("weekday", "dm", "iso", "relative", "feast")
_BESIDE = re.compile(r"\s?(?:,|\(|–|—|-|:)?\s?(?:now\s|about\s|that\sis,?\s)?", re.I)


def _in_apposition(dates: list[DateSpan], text: str) -> list[DateSpan]:
    """Take two names of one day as one: "Saturday 4 May, almost two weeks ago", "Monday, eight days ago".

    The first stays, and a weekday learns from the second which of its weeks is meant.
    """
    kept: list[DateSpan] = []
    for date in dates:
        before = kept[-1] if kept else None
        if before is None or not _says_again(before, date, text):
            kept.append(date)
            continue
        same = _weekday_within(before.date_start, date)
        if same is not None and date.kind not in ("relative", "anaphor"):
            before.date_start, before.date_end = same, same if before.kind == "weekday" else before.date_end
        if date.kind in ("dm", "iso"):
            kept.append(date)
        elif before.kind == "since":
            before.end, before.words = date.end, text[before.start : date.end]
    return kept


def _says_again(before: DateSpan, date: DateSpan, text: str) -> bool:
    """Tell whether a date only says again which day the one right before it is."""
    known = date.date_start is not None and before.date_start is not None
    exact = before.kind in _EXACT or (before.kind == "since" and names_day(before))
    if not known or not exact or not _BESIDE.fullmatch(text, before.end, date.start):
        return False
    if date.kind in ("relative", "anaphor"):
        return date.date_end == before.date_end
    if date.kind in ("dm", "iso"):
        return before.kind == "weekday" and date.date_start.weekday() == before.date_start.weekday()
    return date.words.lower().endswith("ago")


def _weekday_within(day: dt.date, date: DateSpan) -> dt.date | None:
    """Give the day of the same weekday that lies in a date's days, "two weeks ago" three more to each side."""
    slack = 3 if "week" in date.words.lower() else 0
    days = (
        date.date_start + dt.timedelta(n) for n in range(-slack, (date.date_end - date.date_start).days + slack + 1)
    )
    return next((d for d in days if d.weekday() == day.weekday()), None)


_DAY_OF_MONTH = re.compile(
    rf"(?P<m>{_M})\s(?P<d>\d{{1,2}})(?!\d)|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<m2>{_M})", re.I
)


def month_and_day(date: DateSpan) -> tuple[int, int] | None:
    """Read month and day of a date, the last it names; a date without a year has them too.

    >>> month_and_day(DateSpan(0, 6, "May 20", None, None, "dm"))
    (5, 20)
    """
    return _day_in(date.words) if date.kind in ("dm", "between", "since") else None


@lru_cache(maxsize=10_000)
def _day_in(words: str) -> tuple[int, int] | None:
    found = list(_DAY_OF_MONTH.finditer(words))
    if not found:
        return None
    name, day = (found[-1]["m"], found[-1]["d"]) if found[-1]["m"] else (found[-1]["m2"], found[-1]["d2"])
    return _MONTHS[name.lower().rstrip(".")], int(day)


def names_day(date: DateSpan) -> bool:
    """Tell whether "since …" begins with a day: "since Monday", "since 4 May"; not "since March"."""
    return re.search(rf"\b{_W}\b|{_DM}", date.words, re.I) is not None


def names_month(date: DateSpan) -> bool:
    """Tell whether a date names a month: "since August", "in March 2020"."""
    return re.search(rf"\b{_M}", date.words, re.I) is not None


def _is_verb_may(match: re.Match, text: str) -> bool:
    if match.lastgroup != "month":
        return False
    a, b = match.span("m_name" if match["m_name"] else "m2_name")
    return text[a:b] == "may" and not match["m_year"] and not match["m2_year"]


def _points_back(match: re.Match) -> bool:
    """Tell whether a date is counted from the one named last: "that June", "that week"."""
    if match.lastgroup == "month":
        return bool(match["m_prep"]) and match["m_prep"].lower() == "that"
    if match.lastgroup == "since":
        return match["since"].lower().endswith(" then")
    back = ("that month", "that year", "that week")
    return match.lastgroup == "anaphor" and match["anaphor"].lower().replace("same ", "") in back


def _number(words: str) -> int:
    words = words.lower()
    if words.isdigit():
        return int(words)
    return {"a": 1, "an": 1, "several": 3, "a few": 3, "a couple of": 2}.get(words) or UNITS.get(words, 1)


def _resolve(match: re.Match, text: str, published: dt.date | None, anchor: dt.date | None) -> DateSpan:
    kind = match.lastgroup  # of groups in groups the outer one is closed last
    start, end = match.span(kind)
    words = text[start:end]
    try:
        days = _RESOLVERS[kind](match, words.lower(), published, anchor)
    except (ValueError, OverflowError):  # 31 June, year 0: words that look like a date and are none
        days = None
    a, b = days or (None, None)
    base = anchor if kind in ("anaphor", "ago") and not words.lower().endswith("ago") else None
    if base == published:
        base = None  # "Two weeks after gunmen came, …": it is the telling that came after
    shift = (a - base).days if base and a else 0
    return DateSpan(start, end, words, a, b, kind, base, shift)


def _day_month(words: str, published: dt.date | None) -> dt.date | None:
    year = re.search(r"\b((?:19|20)\d\d)\b", words)
    month = next(_MONTHS[w] for w in re.findall(r"[a-z]+", words) if w in _MONTHS)
    numbers = re.findall(r"\d+", words)
    day = int(next(n for n in numbers if len(n) <= 2))
    if year:
        return dt.date(int(year.group(1)), month, day)
    if len(numbers) == 2:
        return dt.date(1900 + int(numbers[1]) if int(numbers[1]) > 40 else 2000 + int(numbers[1]), month, day)
    if published is None:
        return None
    found = _with_year(published.year, month, day)
    return found if found <= published + dt.timedelta(2) else _with_year(published.year - 1, month, day)


def _with_year(year: int, month: int, day: int) -> dt.date:
    while not calendar.isleap(year) and (month, day) == (2, 29):
        year -= 1
    return dt.date(year, month, day)


def _weekday(name: str, published: dt.date | None) -> dt.date | None:
    if published is None:
        return None
    return published - dt.timedelta((published.weekday() - _DAYS[name]) % 7)


def _one(day: dt.date | None) -> tuple[dt.date, dt.date] | None:
    return (day, day) if day else None


def _iso(match, words, published, anchor):
    return _one(dt.date.fromisoformat(words))


def _dm(match, words, published, anchor):
    return _one(_day_month(words, published))


_FEASTS = {"christmas eve": "24 december", "christmas day": "25 december", "boxing day": "26 december",
           "new year's eve": "31 december", "new year's day": "1 january"}  # fmt: skip


def _feast(match, words, published, anchor):
    return _one(_day_month(_FEASTS[words.replace("’", "'")], published))


def _between(match, words, published, anchor):
    pair = re.search(r"(\d{1,2})(?:st|nd|rd|th)?\s?(?:-|–|to|and)\s?(\d{1,2})(?:st|nd|rd|th)?\s[a-z]", words)
    if pair:
        last = _day_month(words[pair.start(2) :], published)
        return (last.replace(day=int(pair.group(1))), last) if last else None
    dates = re.findall(_DM, words, re.I)
    first = _day_month(dates[0], published) if dates else None
    if first is None:
        return None
    if len(dates) > 1:
        return first, _day_month(dates[1], published) or first
    return first, first.replace(day=int(re.findall(r"\d+", words)[-1]))


def _years(match, words, published, anchor):
    first, last = re.findall(r"\d+", words)[:2]
    last = last if len(last) == 4 else first[: 4 - len(last)] + last
    if int(last) < int(first):
        return None
    return dt.date(int(first), 1, 1), dt.date(int(last), 12, 31)


def _half(match, words, published, anchor):
    named = match.group("h_y").lower()
    if not named.isdigit() and published is None:
        return None
    year = int(named) if named.isdigit() else published.year - ("last" in named)
    months = 6 if match.group("h_u").lower() == "half" else 3
    first = 1 if match.group("h_n").lower() == "first" else 1 + months
    return dt.date(year, first, 1), _month_days(year, first + months - 1)[1]


def _months(match, words, published, anchor):
    named = match.group("mo_y").lower()
    if not named.isdigit() and published is None:
        return None
    year, count = int(named) if named.isdigit() else published.year - ("last" in named), _number(match.group("mo_c"))
    first = 1 if match.group("mo_n").lower() == "first" else 13 - count
    return dt.date(year, first, 1), _month_days(year, first + count - 1)[1]


_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


def _season(match, words, published, anchor):
    year, first = int(match.group("s_y")), _SEASONS[match.group("s_n").lower()]
    last = first + 2 if first < 12 else 2
    return dt.date(year, first, 1), _month_days(year + (first == 12), last)[1]


def _since(match, words, published, anchor):
    if published is None:
        return None
    rest = re.sub(r"^since\s", "", words)
    if rest == "then":
        return (anchor, published) if anchor is not None and anchor < published else None
    day = re.search(_W, rest)
    if re.search(_DM, rest, re.I):
        first = _day_month(rest, published)
    elif day:
        first = _weekday(day.group(), published)
        if rest.endswith("last week"):
            first = _weekday_of_week(day.group(), "last week", published, None)
        elif first == published:
            first -= dt.timedelta(7)
    elif "yesterday" in rest:
        first = published - dt.timedelta(1)
    elif re.match(r"the (?:start|beginning|turn)", rest):
        first = {"week": published - dt.timedelta(published.weekday()), "month": published.replace(day=1),
                 "year": dt.date(published.year, 1, 1)}[rest.split()[-1]]  # fmt: skip
    elif "weekend" in rest:
        first = _weekday("saturday", published)
    elif name := next((w for w in re.findall(r"[a-z]+", rest) if w in _MONTHS), None):
        year = re.search(r"\d{4}", rest)
        first = _month_span(_MONTHS[name], int(year.group()) if year else None, published)[0]
    elif year := re.search(r"\d{4}", rest):
        first = dt.date(int(year.group()), 10 if "late" in rest else 6 if "mid" in rest else 1, 1)
    else:
        first = {"week": published - dt.timedelta(published.weekday() + 7), "month": _last_month(published)[0],
                 "year": dt.date(published.year - 1, 1, 1)}.get(rest.split()[-1], published)  # fmt: skip
    return first, published


def _span(match, words, published, anchor):
    if published is None:
        return None
    words = re.sub(rf"({_UNIT})\sof\s.*", r"\1", words)  # "two days of clashes", not "in the space of two hours"
    unit = re.search(r"(hour|day|night|week|month|year)s?$", words).group(1)
    number = re.search(rf"\b({_N})\s{_UNIT}$", words)
    n = _number(number.group(1)) if number else 1
    days = {"hour": n / 24, "day": n, "night": n, "week": 7 * n, "month": 30 * n, "year": 365 * n}[unit]
    return published - dt.timedelta(days=max(1, round(days + 0.01))), published


def _year_ago(match, words, published, anchor):
    if published is None:
        return None
    return _month_days(published.year - 1, published.month)


def _ago(match, words, published, anchor):
    direction, unit = match.group("ago_d").lower(), match.group("ago_u").lower().rstrip("s")
    base = published if direction == "ago" else anchor
    if base is None:
        return None
    n = _number(match.group("ago_n")) * (1 if direction in ("later", "after") and base != published else -1)
    if unit in ("hour", "day", "night", "week"):
        day = base + dt.timedelta(days={"hour": 0, "day": n, "night": n, "week": 7 * n}[unit])
        return (day, day) if unit != "week" or abs(n) < 3 else (day - dt.timedelta(3), day + dt.timedelta(3))
    if unit == "month":
        months = base.year * 12 + base.month - 1 + n
        return _month_days(months // 12, months % 12 + 1)
    return dt.date(base.year + n, 1, 1), dt.date(base.year + n, 12, 31)


def _weekend(match, words, published, anchor):
    if published is None:
        return None
    saturday = _weekday("saturday", published)
    if published.weekday() in (5, 6) and "last" in words:
        saturday -= dt.timedelta(7)
    return saturday, min(saturday + dt.timedelta(1), published)


def _weekday_of_week(name: str, week: str, published: dt.date | None, anchor: dt.date | None) -> dt.date | None:
    """Give "Monday of last week", "Tuesday of that week"."""
    base = anchor if week.startswith(("that", "the same")) else published
    if base is None:
        return None
    back = 0 if week.startswith(("this", "that", "the same")) else 14 if week == "the week before last" else 7
    return base - dt.timedelta(base.weekday() + back - _DAYS[name])


def _weekday_span(match, words, published, anchor):
    if match.group("wd_week"):
        week = match.group("wd_week").lower()
        return _one(_weekday_of_week(match.group("wd").lower(), week, published, anchor))
    day = _weekday(match.group("wd").lower(), published)
    if day and (match.group("wd_last") or "").strip().lower() == "last" and day == published:
        day -= dt.timedelta(7)
    return _one(day)


def _relative(match, words, published, anchor):
    if published is None:
        return None
    day = dt.timedelta(1)
    if words == "the day before yesterday":
        return _one(published - 2 * day)
    if words in ("yesterday", "last night", "last evening"):
        return _one(published - day)
    if words == "overnight":
        return published - day, published
    return _one(published)


def _anaphor(match, words, published, anchor):
    if anchor is None:
        return None
    day = dt.timedelta(1)
    if words in ("that month", "that same month"):
        return _month_days(anchor.year, anchor.month)
    if words in ("that week", "that same week"):
        return anchor - 6 * day, anchor
    if "week" in words or "month" in words:
        return (anchor - 7 * day, anchor) if "prev" in words or "prec" in words else None
    if any(w in words for w in ("previous", "preceding", "before", "earlier")):
        return _one(anchor - day)
    if any(w in words for w in ("following", "next", "after", "later")):
        return _one(min(anchor + day, published or dt.date.max))
    return _one(anchor)


def _period(match, words, published, anchor):
    if published is None:
        return None
    monday = published - dt.timedelta(published.weekday())
    words = words.replace("so far", "this")
    if "week" in words:
        return (monday, published) if "this" in words else (monday - dt.timedelta(7), monday - dt.timedelta(1))
    if "month" in words:
        return (published.replace(day=1), published) if "this" in words else _last_month(published)
    if "this" in words:
        return published.replace(month=1, day=1), published
    return dt.date(published.year - 1, 1, 1), dt.date(published.year - 1, 12, 31)


def _last_month(published: dt.date) -> tuple[dt.date, dt.date]:
    last = published.replace(day=1) - dt.timedelta(1)
    return last.replace(day=1), last


def _month_days(year: int, month: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def _month_span(month: int, year: int | None, published: dt.date | None) -> tuple[dt.date, dt.date] | None:
    if year is None:
        if published is None:
            return None
        year = published.year if month < published.month or month == published.month else published.year - 1
    return _month_days(year, month)


def _month(match, words, published, anchor):
    name = (match.group("m_name") or match.group("m2_name")).lower().rstrip(".")
    year = match.group("m_year") or match.group("m2_year")
    if match.group("m_of") and published:
        year = published.year - 1 if "last" in match.group("m_of").lower() else published.year
    if (match.group("m_prep") or "").lower() == "that" and anchor:
        return _month_days(anchor.year if _MONTHS[name] >= anchor.month else anchor.year + 1, _MONTHS[name])
    days = _month_span(_MONTHS[name], int(year) if year else None, published)
    if days and published and (match.group("m_prep") or "").lower() == "last" and days[0] <= published <= days[1]:
        return _month_days(days[0].year - 1, days[0].month)
    return (days[0], min(days[1], published)) if days and published and days[0] <= published else days


def _year(match, words, published, anchor):
    year = int(match.group("y"))
    last = dt.date(year, 12, 31)
    if words.startswith("since") and published:
        last = published
    return dt.date(year, 1, 1), last


_RESOLVERS = {
    "iso": _iso, "between": _between, "years": _years, "half": _half, "months": _months, "stretch": _span, "yearago": _year_ago, "season": _season, "since": _since, "span": _span, "feast": _feast, "ago": _ago, "dm": _dm, "weekend": _weekend,
    "weekday": _weekday_span, "relative": _relative, "anaphor": _anaphor, "period": _period, "month": _month, "year": _year,
}  # fmt: skip
