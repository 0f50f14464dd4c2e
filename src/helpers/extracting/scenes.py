"""The sentences of a report as scenes: what each says about time, place, speakers and harm."""

from __future__ import annotations

import calendar
import datetime as dt
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from helpers import lexicon
from helpers.extracting.attackers import attack_verbs
from helpers.extracting.dates import DateSpan, find_dates, names_day, names_month
from helpers.extracting.grammar import RELATIVES
from helpers.extracting.harm import Harm, Reading, read_sentence
from helpers.extracting.places import COUNTRY, PROVINCE, SETTLEMENT, PlaceName, find_places, named_ranks, no_places
from helpers.extracting.quantities import UNITS
from helpers.extracting.searches import search_for
from helpers.extracting.sources import Speaker, find_speakers
from helpers.extracting.statements import without_points, without_stops
from helpers.extracting.tokens import Tokens, is_upper, tokenise

_OPENERS = {"meanwhile", "separately", "elsewhere", "also", "additionally", "further"}
_ANOTHER = {
    "incident",
    "attack",
    "raid",
    "development",
    "operation",
    "clash",
    "blast",
    "event",
    "encounter",
    "strike",
    "case",
    "shooting",
}
_FURTHER = {"another", "separate", "second", "similar", "other", "third"}
_SAID_WORDS = {"on", "late", "early", "in", "a", "an", "statement", "reporters", "that", "the", "press", "release", "news", "conference",
               "journalists", "interview", "briefing", "by", "telephone", "phone", "here"}  # fmt: skip
_WIDE = {
    "across",
    "multiple",
    "coordinated",
    "simultaneous",
    "simultaneously",
    "nationwide",
    "countrywide",
    "synchronised",
    "synchronized",
}
_COUNTS = {"count", "toll", "figure", "tally", "list", "estimate", "figures", "statement"}
_AUDIENCE = {
    "reporters",
    "journalists",
    "conference",
    "interview",
    "briefing",
    "parliament",
    "lawmakers",
    "radio",
    "television",
}
LONGEST_SENTENCE = 3000  # characters; the longest of 20,000 news sentences has a third of that
SINCE_REACH = 14
_ARMED = search_for(
    r"\b(?:outlawed|banned|separatist|rebel|insurgent|jihadi|jihadist|guerrilla|militant|extremist|breakaway|clandestine|terrorist)s?\s"
    r"(?:[A-Z][\w’'-]*\s|(?:of|the|for|and|e|ul|al|group|outfit|organi[sz]ation|movement|army|militia|faction|party|front|force|also)\s){0,8}?"
    r"(?:\(|,?\sor\s|known\sas\s)([A-Z]{2,6})\b",
)
_FIGHTERS = search_for(
    r"([A-Z](?<=\b.)(?:[A-Z]{1,5}|[a-z]+s))\s(?:fighters|rebels|militants|guerrillas|gunmen|insurgents|commanders?)\b"
)
_MILITIA = search_for(
    r"\b(?:Liberation|Resistance|Revolutionary|Guerrilla|Rebel|Jihad)\s([A-Z][a-z]+s)\b|"
    r"\b([A-Z][a-z]+s)(?:\s\([A-Z]+\))?,?\s(?:an?|the)\s(?:[\w-]+\s){0,3}?(?:militia|rebel|insurgent|armed|guerrilla|separatist|gang|cartel)\b",
    r"\b(?:militia|rebel|insurgent|armed|guerrilla|separatist|gang|cartel) ",
    ("Liberation", "Resistance", "Revolutionary", "Guerrilla", "Rebel", "Jihad"),
)  # "the Black Falcons, a lowland militia"


@dataclass(slots=True)
class Scene:
    """One sentence with what it says about time, place and speakers."""

    number: int
    paragraph: int
    tokens: Tokens
    reading: Reading
    dates: list[DateSpan]  # days of deeds
    speech_dates: list[DateSpan]  # days on which somebody spoke
    places: list[PlaceName]
    speakers: list[Speaker]
    events: set[str] = field(default_factory=set)  # kinds of deeds that it names
    known: set[str] = field(default_factory=set)  # those it names as known: "the raid"
    wide: bool = False  # it tells of deeds in several places at once
    heading: PlaceName | None = None  # "BREWERY LANE — …"
    acts: bool = False  # somebody attacks in it
    opens: bool = False  # begins with "Meanwhile", "In another incident"
    entry: bool = False  # a day heads it, as in a diary: "Tuesday, 4 July."
    sentence: int = 0  # the sentence of the text that it is, or a piece of
    item: bool = False  # an item of a list that says neither when nor where: "- two soldiers wounded;"


@dataclass(slots=True, eq=False)
class Draft:
    """A claim in the making."""

    harm: Harm
    scene: Scene
    start: int
    end: int
    measure: str
    group: str
    low: int
    high: int | None
    modifier: str
    scope: str = "incident"
    speaker: Speaker | None = None
    date: DateSpan | None = None
    place: PlaceName | None = None
    own_date: bool = False
    own_place: bool = False
    group_given: bool = True
    days: tuple[dt.date, dt.date] | None = None
    late: bool = False  # its day is when they died or were found, not when they were harmed
    incident: object = None

    @property
    def single(self) -> bool:
        return self.low == 1 and self.high == 1


@cache
def event_nouns() -> dict[str, str]:
    """Give the nouns for deeds and their kind: "blast" → "bombing" (data/lexicon/event_nouns.csv)."""
    return {row["word"]: row["kind"] for row in lexicon.read_rows("event_nouns", ("word", "kind"))}


def armed_names(text: str) -> frozenset[str]:
    """Give the names that a report itself gives to armed groups: "the separatist … Army, or DRA", "the Falcons, a militia"."""
    return frozenset(m[m.lastindex].lower() for pattern in (_ARMED, _FIGHTERS, _MILITIA) for m in pattern(text))


@dataclass(frozen=True, slots=True)
class _Names:
    """What a report as a whole shows about names: places and how specific, no places, its country and the town of its dateline."""

    ranks: dict[str, int]
    others: frozenset[str]
    country: str
    town: str


@dataclass(slots=True)
class _Line:
    """One sentence as far as it can be read by itself: its words, days and people."""

    number: int  # counts what is read as a sentence
    sentence: int  # the sentence of the text that it is, or a piece of
    paragraph: int
    tokens: Tokens
    dates: list[DateSpan]
    masthead: bool
    reading: Reading
    ages: set[int]  # tokens that are somebody's age


def read_scenes(
    text: str, sentences: list[tuple[int, int, int]], published: dt.date | None, dateline: str | None = None
) -> list[Scene]:
    """Read each sentence of a report for harm, dates, places and speakers; none where nobody is harmed in any."""
    lines = _read_lines(text, sentences, published)
    if not any(h.mention.low is not None for line in lines for h in line.reading.harms):
        return []  # places and speakers, half of the time, are of no use then
    country = (dateline or "").split(",")[-1].strip().lower() if "," in (dateline or "") else ""
    names = _Names(named_ranks(text, dateline), no_places(text), country, _town_of(dateline or "", text))
    scenes: list[Scene] = []
    carried = None
    for line in lines:
        speakers = find_speakers(line.tokens, text, carried)
        _reach_back(scenes, speakers, line.paragraph)
        carried = speakers[-1] if speakers else carried
        _remember(names.ranks, scenes[-1].places if scenes else [])
        scene = _scene(line, text, speakers, names)
        if line.masthead:
            scene.places, scene.opens, scene.entry = [replace(p, aside=True) for p in scene.places], False, False
        scenes.append(scene)
    return scenes


def _read_lines(text: str, sentences: list[tuple[int, int, int]], published: dt.date | None) -> list[_Line]:
    """Read the sentences of a report for their days and for whom they harm."""
    upper, armed = is_upper(text), armed_names(text)
    lines: list[_Line] = []
    anchor, last, paragraph, last_end = published, None, 0, 0
    for number, (sentence, start, end) in enumerate(_pieces(text, sentences)):
        paragraph += "\n\n" in text[last_end:start]
        last_end = end
        tokens = tokenise(text, start, end, upper)
        if not len(tokens):
            continue
        tokens.armed = armed
        dates = _dates(text, tokens, published, start, end, anchor, last)
        dates = _days_of_months(_without_dateline(dates, text, start, end), text)
        dates = [d for d in dates if not _of_somebody(tokens, d) and not _compares(tokens, d)]
        last = next((d.date_start for d in reversed(dates) if d.date_start), last)
        anchor = next(
            (
                d.date_start
                for d in reversed(dates)
                if d.date_start and not d.coarse and (d.kind != "since" or names_day(d))
            ),
            anchor,
        )
        dates = [d for d in dates if not _of_a_state(tokens, d)]
        masthead = paragraph <= 3 and _is_masthead(tokens, dates, published)
        dated = set(tokens.used)
        reading = read_sentence(tokens, [line.reading for line in lines[-4:]])
        ages, tokens.used = tokens.used - dated, dated  # ages count as numbers for whoever looks for a speaker
        lines.append(_Line(number, sentence, paragraph, tokens, [] if masthead else dates, masthead, reading, ages))
    return lines


def _reach_back(scenes: list[Scene], speakers: list[Speaker], paragraph: int) -> None:
    """Give the sentence before to the speaker of "That figure is the ministry's", where it has none of its own."""
    if speakers and speakers[0].reaches_back and scenes and not scenes[-1].speakers:
        before = scenes[-1]
        n = len(before.tokens)
        if before.paragraph == paragraph:
            before.speakers.append(replace(speakers[0], first=n, last=n, verb=n, covers=(0, n), firm=False))


def _town_of(dateline: str, text: str) -> str:
    """Give the town of a dateline, spelled as the text spells it where it does."""
    town = dateline.split(",")[0].strip()
    if not town:
        return ""
    found = re.search(rf"\b{re.escape(town)}\b", text[len(dateline) + 2 :], re.I)
    return found.group() if found and not found.group().isupper() else town.title()


def _is_masthead(tokens: Tokens, dates: list[DateSpan], published: dt.date | None) -> bool:
    """Tell whether a line at the top only says who wrote, where and when: "By A. Writer in X", "The Echo, X, 4 June 2021"."""
    if (
        tokens.lower[0] == "by"
        and len(tokens) < 16
        and len(tokens) > 2
        and tokens.is_name(1)
        and tokens.lower[-1] != "."
    ):
        return True
    if tokens.lower[0] in _ISSUED and tokens.lower[1:2] in (["in"], ["at"], ["by"], ["on"]) and len(tokens) < 16:
        return True
    of_paper = published is not None and any(d.date_start == d.date_end == published and d.kind == "dm" for d in dates)
    return (
        of_paper
        and len(tokens) < 14
        and all(w.lower() in _MASTHEAD or not w.isalpha() or w[0].isupper() for w in tokens.words)
    )


_ISSUED = {"issued", "published", "compiled", "prepared", "posted", "filed", "reported", "updated", "written", "edited"}
_MASTHEAD = {"de", "la", "del", "el", "of", "the", "in", "and", "at", "am", "pm", "gmt", "by", "for"}


def _sayings(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut what has no full stops where its sentences end."""
    return without_points(text, without_stops(text, [(start, end)]))


def _pieces(text: str, sentences: list[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Cut what has no full stop for pages into pieces, so that a sentence's own rules cost no more than its length."""
    whole = ((number, piece) for number, start, end in sentences for piece in _sayings(text, start, end))
    for number, (start, end) in whole:
        while end - start > LONGEST_SENTENCE:
            cut = text.rfind(" ", start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE)
            cut = cut if cut > start else start + LONGEST_SENTENCE
            yield number, start, cut
            start = cut
        yield number, start, end


def _remember(ranks: dict[str, int], places: list[PlaceName]) -> None:
    """Keep the names of places that a sentence has shown to be places, also without "camp", "road"."""
    for place in places:
        if place.strong or place.rank == 0:
            for name in (place.name.lower(), place.name.lower().rsplit(" ", 1)[0]):
                ranks.setdefault(name, place.rank)


def _heading(tokens: Tokens, text: str) -> PlaceName | None:
    """Read the place that heads an entry of a list: "BREWERY LANE — Officers called to …"."""
    k = 0
    while k < min(6, len(tokens)) and (tokens.words[k].isupper() or tokens.words[k] in (".", "'s", "’s", "'S", "’S")):
        k += 1
    if (
        tokens.upper
        or k == 0
        or k >= len(tokens)
        or tokens.words[k] not in ("—", "–", "--")
        or len(tokens.words[0]) < 2
    ):
        return None
    return PlaceName(0, k, text[tokens.starts[0] : tokens.ends[k - 1]], 0, strong=True)


_BULLETS = {"•", "*", "-", "–", "—", "◦", "▪", "·", "●", "‣", "○", "■", "►", "→"}


def _place_ahead(tokens: Tokens, dates: list[DateSpan], places: list[PlaceName]) -> PlaceName | None:
    """Read the place at the head of an entry: "Yessamar, Brenmoor district, Friday night.", "6 August, Vashtun.", "Velduin, today: a search"."""
    first = next((p for p in places if p.rank <= SETTLEMENT), None)
    if first is None or first.last >= len(tokens) or tokens.lower[first.last] not in _BEHIND_HEAD:
        return None
    before = [w for k, w in enumerate(tokens.lower[: first.first]) if k not in tokens.used and w not in _BEFORE_ENTRY]
    alone = tokens.lower[first.last] in (".", ":", "(") and (first.first <= 2 or bool(dates))
    head = next((k for k in range(first.last, len(tokens)) if tokens.lower[k] == ":"), len(tokens))
    days = [d for d in dates if d.kind in ("dm", "weekday", "iso", "relative") and tokens.at(d.start) < head]
    return first if not set(before) - _TO_ENTRY and (alone or (days and head <= LONGEST_HEAD)) else None


_BEHIND_HEAD = (",", ".", ":", "—", "–", ";", "(")
LONGEST_HEAD = 24  # tokens


def _with_capital(places: list[PlaceName], tokens: Tokens, town: str) -> list[PlaceName]:
    """Read "in the capital" as the town of the dateline, where no other name follows."""
    if not town or ("capital" not in tokens.vocabulary and "city" not in tokens.vocabulary):
        return places
    for k, w in enumerate(tokens.lower):
        if (
            w == "city"
            and tokens.lower[k - 1] in _GREATEST
            and not _LOCATING.isdisjoint(tokens.lower[max(0, k - 6) : k])
        ):
            places = [
                p for p in places if not (p.last <= k < p.last + 4 and p.rank == COUNTRY)
            ]  # "in Pakistan's largest city"
            if not any(p.first <= k + 3 and k <= p.last for p in places):
                places = sorted([*places, PlaceName(k, k + 1, town, SETTLEMENT, strong=True)], key=lambda p: p.first)
        named = any(p.first <= k + 3 and k <= p.last for p in places)
        before = set(tokens.lower[max(0, k - 4) : k])
        if (
            w == "capital"
            and town
            and not named
            and "the" in before
            and before & {"in", "across", "outside", "near", "around"}
        ):
            places = sorted([*places, PlaceName(k, k + 1, town, SETTLEMENT, strong=True)], key=lambda p: p.first)
    return places


_GREATEST = {"largest", "biggest", "main"}
_LOCATING = {"in", "across", "outside", "near", "around", "throughout"}
_TO_ENTRY = {"to", "at", "in", "and", "now", "then", "from", "near"}
_BEFORE_ENTRY = _BULLETS | {
    ",",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
}


def _is_entry(tokens: Tokens, dates: list[DateSpan]) -> bool:
    """Tell whether a sentence is, or begins with, the day of a diary's or chronicle's entry: "4 July. …", "May 3 – …"."""
    days = [d for d in dates if d.kind in ("dm", "weekday", "iso")]
    if not days or any(w not in _BEFORE_ENTRY for w in tokens.lower[: tokens.at(days[0].start)]):
        return False
    behind = tokens.at(days[0].end - 1) + 1
    return tokens.lower[behind : behind + 1] in ([], ["."], [":"], ["—"], ["–"], ["-"])


def _scene(line: _Line, text: str, speakers: list[Speaker], known_names: _Names) -> Scene:
    tokens, dates = line.tokens, line.dates
    speech = [d for d in dates if _is_speech_date(tokens, d, speakers)]
    events, known = _events(tokens)
    heading = _heading(tokens, text)
    acts = not attack_verbs().isdisjoint(tokens.vocabulary) or bool(events - known)
    places = find_places(tokens, text, known_names.ranks, known_names.country, known_names.others)
    places = _mark_asides(_with_capital(places, tokens, known_names.town), speakers, tokens)
    _mark_desk(places, speakers, known_names.town)
    heading = heading or _place_ahead(tokens, dates, places)
    entry = _is_entry(tokens, dates)
    item = tokens.lower[0] in _BULLETS
    listed = (item and bool(dates or places)) or heading is not None or entry
    tokens.used |= line.ages
    return Scene(
        line.number, line.paragraph, tokens, line.reading, [d for d in dates if d not in speech], speech, places, speakers,
        events, known, _is_wide(tokens), heading, acts, opens_new(tokens) or listed, entry, line.sentence, item and not listed,
    )  # fmt: skip


def _dates(text: str, tokens: Tokens, published: dt.date | None, start: int, end: int,
           anchor: dt.date | None, last: dt.date | None) -> list[DateSpan]:  # fmt: skip
    """Find the dates of a sentence and mark their tokens as used."""
    found = []
    for date in find_dates(text, published, start, end, anchor, last):
        first = tokens.at(date.start)
        tokens.used.update(range(first, tokens.at(date.end - 1) + 1))
        found.append(_since_then(date, tokens, first, published))
    return found


_DATELINE = re.compile(
    r"\s*(?:[A-Z][\w .'’-]{2,40},[^()\n—]{0,40})?(?:\([^()\n]{3,80}\)\s*(?:[–—-]|--)|(?<=\d)\s*(?:—|--))"
)


def _of_somebody(tokens: Tokens, date: DateSpan) -> bool:
    """Tell whether a year or a month belongs to somebody's past: "a group that broke away in 2018", "who was hired in May"."""
    lower, a = tokens.lower, tokens.at(date.start)
    k = next((k for k in range(a - 1, max(-1, a - 16), -1) if lower[k] in RELATIVES or lower[k] in (",", ";")), -1)
    if not date.coarse or a - k < 2 or k < 1 or lower[k] not in RELATIVES:
        return False
    noun = lower[k - 1 - (lower[k - 1] == "," and k > 1)]
    if noun in event_nouns() or (lower[k] == "that" and noun in _verbs_of_speech()):
        return False
    return not any(w in lexicon.deeds() or w in attack_verbs() or w in event_nouns() for w in lower[k + 1 : a])


_RECORDS = {
    "worst",
    "first",
    "deadliest",
    "bloodiest",
    "biggest",
    "largest",
    "heaviest",
    "highest",
    "lowest",
    "costliest",
    "gravest",
}


_STATES = {"closed", "shut", "shuttered", "suspended", "halted", "cancelled", "canceled", "postponed", "stopped", "empty", "deserted", "idle",
           "stay", "stayed", "remain", "remained", "remains", "no", "not", "without", "open", "curfew", "blocked", "sealed", "barred"}  # fmt: skip
_STATE_REACH = 8


def _of_a_state(tokens: Tokens, date: DateSpan) -> bool:
    """Tell whether a day only bounds a state: "shops are to stay shut until Sunday", "no market since Saturday"."""
    a, lower = tokens.at(date.start), tokens.lower
    until = bool({"until", "till"} & set(lower[max(0, a - 1) : a + 1]))
    if not until and not (date.kind == "since" and lower[a] == "since" and names_day(date)):
        return False
    before = lower[max(0, a - _STATE_REACH) : a]
    cut = next((k for k in range(len(before) - 1, -1, -1) if before[k] in (",", ";", ":", "but")), -1)
    clause = before[cut + 1 :]
    return (until or bool(_STATES & set(clause))) and not any(_harms(w) for w in clause)


def _harms(word: str) -> bool:
    """Tell whether a word by itself is a deed: "killed"; not "stay", which is one only in "stay missing"."""
    return any(len(words) == 1 for words, _ in lexicon.deeds().get(word, ()))


def _compares(tokens: Tokens, date: DateSpan) -> bool:
    """Tell whether a date only measures a record: "the worst since January", "one of the deadliest strikes this year"."""
    a = tokens.at(date.start)
    measures = date.kind in ("since", "span") or (date.kind == "period" and date.words.lower().startswith("this"))
    return measures and bool(_RECORDS & set(tokens.lower[max(0, a - 5) : a]))


@cache
def _verbs_of_speech() -> frozenset[str]:
    """Give all forms of the verbs after which "that" opens what is said."""
    columns = ("base", "third", "past", "participle", "ing")
    return frozenset(row[c].lower() for row in lexicon.read_rows("speech_verbs", columns) for c in columns if row[c])


def _without_dateline(dates: list[DateSpan], text: str, start: int, end: int) -> list[DateSpan]:
    """Leave out the day of a dateline in brackets: "(Geneva, July 9, 2024) – Soldiers …" is when it was written."""
    dateline = _DATELINE.match(text, start, end) if dates else None
    return [d for d in dates if dateline is None or d.start >= dateline.end()]


def _days_of_months(dates: list[DateSpan], text: str) -> list[DateSpan]:
    """Leave out the weekday before a day of a month: "Saturday, 1 July" is 1 July."""
    following = itertools.zip_longest(dates, dates[1:])
    return [
        a
        for a, b in following
        if b is None or a.kind != "weekday" or b.kind != "dm" or text[a.end : b.start].strip(" ,") not in ("", "the")
    ]


def _since_then(date: DateSpan, tokens: Tokens, first: int, published: dt.date | None) -> DateSpan:
    """Read "since the assaults began on Wednesday", "since the conflict began in 2012" as running to publication."""
    behind = tokens.at(date.end - 1) + 1
    if date.kind == "since" and date.date_start and tokens.lower[behind : behind + 2] == [",", "when"]:
        if names_day(date):  # "no bus since Monday, when two drivers were shot"
            return replace(date, kind="dm", date_end=date.date_start)
        year, month = date.date_start.year, date.date_start.month
        if names_month(date):  # "since August, when"
            return replace(date, kind="month", date_end=dt.date(year, month, calendar.monthrange(year, month)[1]))
        return replace(date, kind="year", date_end=dt.date(year, 12, 31))  # "the worst since 2009, when …"
    if (
        published is None
        or date.date_start is None
        or date.kind not in ("weekday", "dm", "month", "year", "weekend", "relative")
    ):
        return date
    for k in range(first - 1, max(-1, first - SINCE_REACH), -1):
        if tokens.lower[k] in (",", ";", "."):
            return date
        if tokens.lower[k] == "since" and k in tokens.used:
            return date  # it has its own day: "held since 3 June were freed on Monday"
        if tokens.lower[k] == "since":
            return replace(date, kind="since", date_end=published)
    return date


_OF_GUNS = {"opened", "opening", "open", "opens", "exchange", "exchanged", "exchanging", "returned", "mortar", "artillery", "rifle", "gun",
            "tank", "rocket", "machine-gun", "small-arms", "hostile", "friendly", "enemy", "under", "cease", "held", "sniper", "covering"}  # fmt: skip


def _is_gunfire(tokens: Tokens, k: int) -> bool:
    """Tell whether "fire" is shooting, which is no deed by its own name: "opened fire", "an exchange of fire"."""
    return not _OF_GUNS.isdisjoint(tokens.lower[max(0, k - 2) : k])


def _events(tokens: Tokens) -> tuple[set[str], set[str]]:
    """Give the kinds of deeds a sentence names, and those that it names as known ("the raid", "that attack")."""
    table, found, known = event_nouns(), set(), set()
    if table.keys().isdisjoint(tokens.vocabulary):
        return found, known
    for k, kind in [(k, table[word]) for k, word in enumerate(tokens.lower) if word in table]:
        if (tokens.lower[k] == "march" and k in tokens.used) or (tokens.lower[k] == "fire" and _is_gunfire(tokens, k)):
            continue
        found.add(kind)
        if any(w in ("the", "that", "this", "'s", "’s") for w in tokens.lower[max(0, k - 3) : k]) and not any(
            w in ("a", "an", "another") for w in tokens.lower[max(0, k - 2) : k]
        ):
            known.add(kind)
    return found, known


def opens_new(tokens: Tokens) -> bool:
    """Tell whether a sentence opens another incident: "Meanwhile", "In another attack", "In a separate incident"."""
    head = tokens.lower[:6]
    if head[:1] and (head[0] in _OPENERS or head[:2] == ["this", "time"]):
        return True
    if "also" in tokens.vocabulary and any(
        w == "also" and tokens.lower[k + 1 : k + 2] == ["on"] and k + 2 in tokens.used
        for k, w in enumerate(tokens.lower)
    ):
        return True  # "…, also on Monday"
    if _FURTHER.isdisjoint(head) or _ANOTHER.isdisjoint(tokens.lower[:8]):
        return False
    told = {k + 1 for k, w in enumerate(head) if w == "the"}  # "In the second clash": one of those just told
    return any(w in _FURTHER and k not in told for k, w in enumerate(head))


def _is_speech_date(tokens: Tokens, date: DateSpan, speakers: list[Speaker]) -> bool:
    """Tell whether a day is when somebody spoke: "officials said Monday", "On Monday, the minister said"."""
    a, b = tokens.at(date.start), tokens.at(date.end - 1) + 1
    lower = tokens.lower
    if date.kind in ("anaphor", "ago") and {"claimed", "claiming"} & set(lower[max(0, a - 6) : a]):
        return not any(w in lexicon.deeds() for w in lower[max(0, a - 6) : a])  # "which claimed the raid the next day"
    if date.kind not in ("weekday", "dm", "relative") or (a == 1 and lower[0] == "also"):
        return False  # "Also Sunday, the army said soldiers had shot two"
    if b < len(lower) and lower[b] in ("'s", "’s"):
        return False
    if any(w in _COUNTS for w in lower[max(0, a - 2) : a]):
        return True
    if _near_an_address(lower, a):
        return True
    for s in speakers:
        between = lower[s.verb + 1 : a]
        if 0 <= a - s.verb - 1 <= 5 and all(w in _SAID_WORDS for w in between) and s.first <= s.verb:
            return True
        if s.last <= a < s.verb and a - s.last <= 2:
            return True
        if b <= s.first <= b + 1 and a <= 1 and not s.weak and s.first < s.verb:
            return lower[s.verb + 1 : s.verb + 2] != [","]  # "On Oct. 4, they said, …" is when it happened
        if s.first > s.verb and 0 <= a - s.last <= 1:
            return True
    return a <= 1 and any(
        s.first - b <= 1 and s.verb > s.first and s.first >= b and lower[s.verb + 1 : s.verb + 2] != [","]
        for s in speakers
    )


_SEVERAL_DEEDS = {
    "attacks",
    "raids",
    "bombings",
    "blasts",
    "strikes",
    "airstrikes",
    "assaults",
    "shootings",
    "explosions",
    "ambushes",
}
_DID = {
    "killed",
    "have",
    "had",
    "left",
    "leaving",
    "claimed",
    "wounded",
    "injured",
    "shook",
    "that",
    "which",
    "hit",
    "struck",
    "rocked",
}


_VILLAGES = {"villages", "hamlets", "towns", "settlements", "communities", "districts", "provinces", "cities", "locations", "localities",
             "sites", "markets", "checkpoints", "neighborhoods", "neighbourhoods", "camps", "farms", "parishes", "islands"}  # fmt: skip


_MANY = {"several", "both", "many", "numerous"}


def _in_several_places(lower: list[str]) -> bool:
    """Tell whether a sentence counts places: "two farming hamlets in the Banfora region", "several villages"."""
    for k, w in enumerate(lower):
        if w not in _VILLAGES:
            continue
        start = next((n for n in range(max(0, k - 3), k) if UNITS.get(lower[n], 0) > 1 or lower[n] in _MANY), None)
        if start is not None and "and" not in lower[max(0, start - 1) : start]:
            return True
    return False


def _is_wide(tokens: Tokens) -> bool:
    """Tell whether a sentence is about deeds in several places: "multiple raids", "the attacks killed 33"."""
    lower, vocabulary = tokens.lower, tokens.vocabulary
    if not _WIDE.isdisjoint(vocabulary) or (not _VILLAGES.isdisjoint(vocabulary) and _in_several_places(lower)):
        return True
    return not _SEVERAL_DEEDS.isdisjoint(vocabulary) and any(
        w in _SEVERAL_DEEDS and lower[k + 1 : k + 2] and lower[k + 1] in _DID for k, w in enumerate(lower)
    )


_ADDRESSES = {"spoke", "speaking", "addressed", "addressing", "testified", "testifying", "briefed", "briefing", "appeared", "met",
              "congratulated", "praised", "visited", "condemned", "paid", "mourned", "offered"}  # fmt: skip


def _near_an_address(lower: list[str], a: int) -> bool:
    """Tell whether the day at token a belongs to a speech or a visit: "spoke in parliament on Monday of the dead"."""
    before = lower[max(0, a - 7) : a]
    at = next((k for k in range(len(before) - 1, -1, -1) if before[k] in _ADDRESSES), None)
    return at is not None and not any(w in event_nouns() or w in lexicon.deeds() or w == "," for w in before[at + 1 :])


_SPOKE, _WITH = {"spoke", "spoken", "talked", "speaking"}, {"to", "with"}  # "She spoke to us in a kitchen in X"
_WENT = {"went", "visited", "reached", "traveled", "travelled", "toured", "inspected", "rushed"}


def _mark_asides(places: list[PlaceName], speakers: list[Speaker], tokens: Tokens) -> list[PlaceName]:
    """Mark the places of speakers and of their audience: they are not where the harm was done."""
    if not places:
        return places
    for s in speakers:
        told = tokens.lower[s.verb + 1 : s.verb + 26]
        until = s.verb + 1 + (told.index("that") if "that" in told else 9)
        audience = bool(_AUDIENCE & set(told[:8]))
        for p in places:
            if s.verb < s.first <= s.last <= p.first and _is_speakers_own(s, p, tokens):
                p.aside = True
            if _spoken_in(s, p, tokens):
                p.aside = True
            went = bool(_WENT & set(tokens.lower[s.first : p.first]))  # "a judge who went to Savane Marron said"
            who = s.last <= p.first < s.verb and "who" in tokens.lower[s.last : p.first] and not went
            if who or (s.first <= p.first < s.last and not went) or (audience and s.verb < p.first < until):
                p.aside = True
    spoke = None
    if not _SPOKE.isdisjoint(tokens.vocabulary):
        spoke = next((k for k, w in enumerate(tokens.lower[:-1]) if w in _SPOKE and tokens.lower[k + 1] in _WITH), None)
    if "speaking" in tokens.vocabulary and tokens.lower[tokens.lower.index("speaking") + 1 :][:1] == ["in"]:
        spoke = tokens.lower.index("speaking")
    for p in places:
        p.aside = p.aside or (spoke is not None and spoke < p.first)
        p.aside = p.aside or (
            p.rank >= PROVINCE and not _ACCUSING.isdisjoint(tokens.lower[max(0, p.first - 6) : p.first])
        )
    return places


def _spoken_in(s: Speaker, p: PlaceName, tokens: Tokens) -> bool:
    """Tell whether a place is only where somebody spoke: "the minister said in Korvash that three people had been killed"."""
    then = tokens.lower[p.last : p.last + 1]
    return p.first == s.verb + 2 and tokens.lower[s.verb + 1] in ("in", "from") and then in (["that"], [":"])


def _mark_desk(places: list[PlaceName], speakers: list[Speaker], town: str) -> None:
    """Mark the town of the dateline where it only says where somebody spoke: "In Kabul, the Defense Ministry gave a lower figure"."""
    for p in places:
        opens = p.first <= 1 and town and p.name.lower() == town.lower()
        p.aside = p.aside or (opens and any(p.last < s.first <= p.last + 2 for s in speakers))


_ACCUSING = {
    "accused",
    "accuses",
    "accusing",
    "blamed",
    "blames",
    "blaming",
    "charged",
    "urged",
    "thanked",
    "warned",
    "condemned",
}


def _is_speakers_own(s: Speaker, p: PlaceName, tokens: Tokens) -> bool:
    """Tell whether a place tells who the speaker is: "said the doctor, who runs the clinic in X"; not "said X, adding …"."""
    between = tokens.lower[s.last : p.first]
    told = {"adding", "that", "where", "when", "but", "while", ";", ":"} & set(between)
    done = any(w in event_nouns() for w in between)
    if not {"who", "which", "whose"} & set(between):  # "who runs the ward in X"
        done = done or any(w in attack_verbs() or (w in lexicon.deeds() and w != "left") for w in between)
    return not told and not done
