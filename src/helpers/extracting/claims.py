"""Claims: who says how many, of whom, where and when, and how each number stands to the others of its report.

`extract_claims` reads each report sentence by sentence (`harm`), looks up dates, places and speakers, and then
settles over the whole report what a single sentence cannot say: repeats, parts and totals, running totals,
history, and the day and place of numbers that stand without one.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

import pandas as pd

from helpers import tables
from helpers.extracting import scope as scoping
from helpers.extracting.dates import DateSpan, find_dates
from helpers.extracting.harm import Harm, Reading, read_sentence
from helpers.extracting.places import Located, Locator, PlaceName, find_places
from helpers.extracting.sources import SPEECH, Speaker, find_speakers
from helpers.extracting.tokens import Tokens, is_upper, tokenise
from helpers.reading import split_sentences

_EVENT_WORDS = {
    "raid", "raids", "attack", "attacks", "assault", "assaults", "bombing", "bombings", "blast", "blasts", "explosion", "explosions",
    "ambush", "ambushes", "clash", "clashes", "strike", "strikes", "airstrike", "airstrikes", "shooting", "shootings", "siege",
    "massacre", "kidnapping", "abduction", "operation", "operations", "sweep", "offensive", "counteroffensive", "protest",
    "protests", "riot", "riots", "funeral", "battle", "fighting", "gunfight", "firefight", "encounter", "shelling", "hijacking",
    "incident", "violence", "crackdown", "march", "rally", "fire", "crash", "flood", "floods", "strikes", "demonstration",
}  # fmt: skip


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
    events: set[str] = field(default_factory=set)
    opens: bool = False  # begins with "Meanwhile", "In another incident"


@dataclass(slots=True)
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

    @property
    def single(self) -> bool:
        return self.low == 1 and self.high == 1


def extract_claims(reports: pd.DataFrame) -> pd.DataFrame:
    """Find every claim of people killed, injured, abducted, freed, arrested, missing, displaced, or attacking.

    Takes `reports` (report_id, text; published, dateline where known). Gives `claims`: one row for each number of
    people that a mouth gives, in the order of the text, with `quote == text[start:end]`. What the words allow
    stands in low and high (people; a missing high is open); days are missing where only a publication date could
    tell them and there is none. English only: other texts give no rows. Coding rules: the project's claim guide.
    Raises TableError if a column is missing.
    """
    tables.validate("reports", reports, "extract_claims")
    rows: list[dict] = []
    for report, sentences in _with_sentences(reports):
        rows.extend(report_claims(report, sentences))
    return tables.conform("claims", rows)


def _with_sentences(reports: pd.DataFrame):
    sentences = split_sentences(reports)
    grouped: dict[str, list[tuple[int, int, int]]] = {}
    for report_id, number, start, end in zip(
        sentences["report_id"], sentences["sentence_id"], sentences["start"], sentences["end"], strict=True
    ):
        grouped.setdefault(report_id, []).append((int(number), int(start), int(end)))
    optional = [c for c in ("published", "dateline") if c in reports.columns]
    for row in reports[["report_id", "text", *optional]].to_dict("records"):
        yield row, grouped.get(row["report_id"], [])


def read_scenes(text: str, sentences: list[tuple[int, int, int]], published: dt.date | None) -> list[Scene]:
    """Read each sentence of a report for harm, dates, places and speakers."""
    upper = is_upper(text)
    scenes: list[Scene] = []
    anchor, carried, paragraph, last_end = published, None, 0, 0
    for number, start, end in sentences:
        if "\n\n" in text[last_end:start]:
            paragraph, carried = paragraph + 1, carried
        last_end = end
        tokens = tokenise(text, start, end, upper)
        if not len(tokens):
            continue
        dates = find_dates(text, published, start, end, anchor)
        for date in dates:
            tokens.used.update(range(tokens.at(date.start), tokens.at(date.end - 1) + 1))
            if date.date_start and not date.coarse and date.kind != "since":
                anchor = date.date_start
        speakers = find_speakers(tokens, text, carried)
        speech = [d for d in dates if _is_speech_date(tokens, d, speakers)]
        if speakers:
            carried = speakers[-1]
        scene = Scene(
            number, paragraph, tokens, read_sentence(tokens, [s.reading for s in scenes[-4:]]), [d for d in dates if d not in speech], speech,
            _mark_asides(find_places(tokens, text), speakers), speakers, set(tokens.lower) & _EVENT_WORDS, scoping.opens_new(tokens),
        )  # fmt: skip
        scenes.append(scene)
    return scenes


def _is_speech_date(tokens: Tokens, date: DateSpan, speakers: list[Speaker]) -> bool:
    """Tell whether a day is when somebody spoke: "officials said Monday", "On Monday, the minister said"."""
    if date.kind not in ("weekday", "dm", "relative"):
        return False
    a, b = tokens.at(date.start), tokens.at(date.end - 1) + 1
    lower = tokens.lower
    if b < len(lower) and lower[b] in ("'s", "’s"):
        return False
    for s in speakers:
        between = lower[s.verb + 1 : a]
        if 0 <= a - s.verb - 1 <= 5 and all(w in ("on", "late", "early", "in", "a", "an", "statement", "reporters", "that", "the", "press", "release", "news", "conference", "journalists", "interview") for w in between) and s.first <= s.verb:
            return True
        if s.last <= a < s.verb and a - s.last <= 2:
            return True
        if b <= s.first <= b + 1 and a <= 1 and not s.weak and s.first < s.verb:
            return True
        if s.first > s.verb and 0 <= a - s.last <= 1:
            return True
    return a <= 1 and any(s.first - b <= 1 and s.verb > s.first and s.first >= b for s in speakers)


def _mark_asides(places: list[PlaceName], speakers: list[Speaker]) -> list[PlaceName]:
    for p in places:
        if any(s.first <= p.first < s.last for s in speakers):
            p.aside = True
    return places


def report_claims(report: dict, sentences: list[tuple[int, int, int]]) -> list[dict]:
    """Give the claims of one report (report_id, text, published, dateline) as dictionaries."""
    text = report["text"]
    published = _day(report.get("published"))
    scenes = read_scenes(text, sentences, published)
    drafts = [d for scene in scenes for d in _drafts(scene)]
    if not drafts:
        return []
    for draft in drafts:
        _own_date_and_place(draft)
    _inherit_groups(drafts)
    drafts = scoping.settle(drafts, scenes, published, text)
    dateline = report.get("dateline")
    locator = Locator([p for s in scenes for p in s.places], dateline if isinstance(dateline, str) else None)
    return [_row(d, report["report_id"], n, text, locator) for n, d in enumerate(drafts)]


def _day(value: object) -> dt.date | None:
    if value is None or pd.isna(value):
        return None
    return pd.Timestamp(value).date()


def _drafts(scene: Scene) -> list[Draft]:
    t, drafts = scene.tokens, []
    for harm in scene.reading.harms:
        m = harm.mention
        if m.low is None:
            continue
        draft = Draft(harm, scene, t.starts[harm.first], t.ends[harm.last - 1], harm.measure, m.group, m.low, m.high, m.modifier)
        draft.group_given = m.group_given
        draft.speaker = _speaker_for(harm, scene.speakers)
        drafts.append(draft)
    return drafts


def _speaker_for(harm: Harm, speakers: list[Speaker]) -> Speaker | None:
    at = harm.mention.first
    covering = [s for s in speakers if s.covers[0] <= at < s.covers[1] and not (s.first <= at < s.last)]
    if not covering:
        return None
    return min(covering, key=lambda s: (abs(s.verb - at) + 40 * (s.verb > at and s.first < s.verb and s.covers[0] > at), s.weak))


def _own_date_and_place(draft: Draft) -> None:
    scene, h = draft.scene, draft.harm
    t = scene.tokens
    others = [x for x in scene.reading.harms if x is not h]
    if scene.dates:
        draft.date = min(scene.dates, key=lambda d: _distance(t.at(d.start), h, others, t))
        draft.own_date = True
        if draft.date.date_start:
            draft.days = (draft.date.date_start, draft.date.date_end)
    places = [p for p in scene.places if not p.aside and p.rank < 4] or [p for p in scene.places if not p.aside]
    if places:
        nearest = min(places, key=lambda p: _distance(p.first, h, others, t))
        chain = _place_chain(places, nearest)
        draft.place = min(chain, key=lambda p: p.rank)
        draft.own_place = True


def _distance(at: int, h: Harm, others: list[Harm], t: Tokens) -> float:
    if h.first <= at < h.last:
        return 0
    a, b = (h.last, at) if at >= h.last else (at, h.first)
    crossed = sum(1 for x in others if x.chain != h.chain and a <= x.first < b)
    breaks = sum(2 for k in range(a, min(b, len(t))) if t.lower[k] in (";", "while", "but")) * 3
    opening = -30 if at <= 2 and at < h.first else 0  # "In March, …" dates the whole sentence
    return (b - a) + 9 * crossed + breaks + (2 if at < h.first else 0) + opening


def _place_chain(places: list[PlaceName], nearest: PlaceName) -> list[PlaceName]:
    """Give the neighbours of a place that narrow it down: "Pipra village under … in Aurangabad District"."""
    i = places.index(nearest)
    chain = [nearest]
    for k in range(i + 1, len(places)):
        if places[k].first - places[k - 1].last > 6:
            break
        chain.append(places[k])
    for k in range(i - 1, -1, -1):
        if places[k + 1].first - places[k].last > 6:
            break
        chain.insert(0, places[k])
    return chain


def _inherit_groups(drafts: list[Draft]) -> None:
    """Give "another 11", "arrested nine" the group of the people just spoken of."""
    for i, d in enumerate(drafts):
        m = d.harm.mention
        if d.group_given or m.kind != "bare" or m.partitive and d.harm.part:
            continue
        for e in reversed(drafts[:i]):
            if e.scene is d.scene and e.harm.mention.kind != "bare" or e.scene is d.scene and e.group != "unspecified":
                if not (m.other and e.measure == d.measure and e.group == "unspecified"):
                    d.group = e.group
                break


def _row(d: Draft, report_id: str, n: int, text: str, locator: Locator) -> dict:
    place = d.place
    where = locator.locate(place.name, place.rank, place.near) if place else Located()
    actor = d.harm.actor
    t = d.scene.tokens
    return {
        "claim_id": f"{report_id}-c{n:02d}", "report_id": report_id, "sentence_id": d.scene.number,
        "start": d.start, "end": d.end, "quote": text[d.start : d.end], "measure": d.measure, "group": d.group,
        "low": d.low, "high": d.high, "modifier": d.modifier, "scope": d.scope,
        "claimant": d.speaker.words if d.speaker else None,
        "claimant_type": d.speaker.kind if d.speaker else "unattributed",
        "actor": text[t.starts[actor[0]] : t.ends[actor[1] - 1]] if actor else None,
        "date_start": d.days[0] if d.days else None, "date_end": d.days[1] if d.days else None,
        "date_words": d.date.words if d.date else None, "place": _tidy(place.name) if place else None,
        "admin1": where.admin1, "country": where.country, "latitude": where.latitude, "longitude": where.longitude,
        "place_precision": where.precision,
    }  # fmt: skip


def _tidy(name: str) -> str:
    return re.sub(r"\s+", " ", name)


__all__ = ["SPEECH", "Draft", "Scene", "extract_claims", "read_scenes", "report_claims"]
