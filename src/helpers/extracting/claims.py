"""Claims: who says how many, of whom, where and when, and how each number stands to the others of its report.

`extract_claims` reads each report sentence by sentence (`scenes`, `harm`), tells its incidents apart (`stories`),
and then settles over the whole report what a single sentence cannot say: repeats, parts and totals, running
totals, history (`scope`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pandas as pd

from helpers import gazetteer, lexicon, tables
from helpers.extracting import scope as scoping
from helpers.extracting.actors import known_actor, known_span
from helpers.extracting.dates import DateSpan, find_dates
from helpers.extracting.doers import doer_words
from helpers.extracting.groups import group_words
from helpers.extracting.harm import Harm
from helpers.extracting.language import is_english, warn_of_others
from helpers.extracting.places import DISTRICT, EXTENTS, SETTLEMENT, Located, Locator, PlaceName, dateline_country
from helpers.extracting.portraits import describe
from helpers.extracting.quantities import UNITS
from helpers.extracting.scenes import Draft, Scene, event_nouns, read_scenes
from helpers.extracting.searches import AnyCase
from helpers.extracting.sides import BACK, like_his_partner, of_those_held, own_side, told_before, whose_losses
from helpers.extracting.sources import Speaker
from helpers.extracting.sport import is_sports_page
from helpers.extracting.stories import RUNNING, tell_incidents
from helpers.extracting.tokens import Tokens
from helpers.reading.sentences import sentence_spans

OPENING, OPENING_NEARER = (
    2,
    -30.0,
)  # tokens before which a day or place opens its sentence; how much nearer that brings it
OWN_DAY = (
    2  # tokens behind a second deed of a sentence at which its own day may stand: "and seven were killed on Sunday"
)
A_MONTH = 31  # days that a bulletin may cover
FRAME = 4  # the same for "In the capital, Osthavn, …"
FOUND = {"found", "recovered", "dug", "discovered", "identified", "buried", "exhumed", "retrieved", "unearthed", "pulled", "handed", "counted",
         "received", "brought", "admitted", "treated", "registered", "treating", "laid", "bury"}  # fmt: skip
DIED_LATER = {
    "succumbed",
    "succumb",
    "wounds",
    "injuries",
    "wound",
    "injury",
    "surgery",
    "clinic",
    "burns",
    "hospital",
    "wounded",
    "injured",
    "stabbed",
    "treatment",
}


MOVED = {"flown", "airlifted", "evacuated", "transferred", "ferried", "brought", "taken", "arrived", "transported", "discharged", "rushed"}  # fmt: skip


def extract_claims(reports: pd.DataFrame) -> pd.DataFrame:
    """Find every claim of people killed, injured, abducted, freed, arrested, missing, displaced, or attacking.

    Takes `reports` (report_id, text; published, dateline where known). Gives `claims`: one row for each number of
    people that a mouth gives, in the order of the text, with `quote == text[start:end]`. What the words allow
    stands in low and high (people; a missing high is open); days are missing where only a publication date could
    tell them and there is none. English only: other texts give no rows. What each column means:
    `tables.describe("claims")`. Raises TableError if a column is missing.
    """
    tables.validate("reports", reports, "extract_claims")
    rows: list[dict] = []
    foreign: list[str] = []
    opened = cache(gazetteer.opened)  # whether its files have changed is asked once for all reports
    for report, sentences in _with_sentences(reports):
        if is_english(report["text"]):
            rows.extend(report_claims(report, sentences, opened))
        else:
            foreign.append(str(report["report_id"]))
    warn_of_others(foreign)
    return tables.conform("claims", rows)


def _with_sentences(reports: pd.DataFrame) -> Iterator[tuple[dict, list[tuple[int, int, int]]]]:
    optional = [c for c in ("published", "dateline") if c in reports.columns]
    for row in reports[["report_id", "text", *optional]].to_dict("records"):
        yield row, [(number, start, end) for number, (start, end) in enumerate(sentence_spans(row["text"]))]


def report_claims(
    report: dict, sentences: list[tuple[int, int, int]], opened: Callable = gazetteer.opened
) -> list[dict]:
    """Give the claims of one report (report_id, text, published, dateline) as dictionaries; `opened` as for a Locator."""
    text = report["text"]
    published = _day(report.get("published"))
    dateline = report.get("dateline") if isinstance(report.get("dateline"), str) else None
    scenes = read_scenes(text, sentences, published, dateline)
    drafts = _survivors([d for scene in scenes for d in _drafts(scene)], text)
    if not drafts or is_sports_page(text):
        return []
    for draft in drafts:
        _own_date(draft)
        _own_place(draft)
    _date_parts(drafts)
    _date_period(drafts, text, published)
    _date_compared(drafts)
    _inherit_groups(drafts)
    describe(drafts, scenes)
    tell_incidents(drafts, scenes, published, dateline_country(dateline, text))
    drafts = sorted(scoping.settle(drafts, scenes, published, text), key=lambda d: d.start)
    locator = Locator([p for s in scenes for p in s.places], dateline, opened)
    return [_row(d, report["report_id"], n, text, locator) for n, d in enumerate(drafts)]


def _day(value: object) -> dt.date | None:
    if value is None or pd.isna(value):
        return None
    return pd.Timestamp(value).date()


def _drafts(scene: Scene) -> list[Draft]:
    t, drafts = scene.tokens, []
    for harm in scene.reading.harms:
        m = harm.mention
        if m.low is None or _is_denied(harm, t) or _had_given_up(harm, scene):
            continue
        draft = Draft(
            harm, scene, t.starts[harm.first], t.ends[harm.last - 1], harm.measure, m.group, m.low, m.high, m.modifier
        )
        draft.group_given = m.group_given
        draft.speaker = _speaker_for(harm, scene.speakers)
        if _seized_by_them(draft):
            draft.measure = "abducted"
        drafts.append(draft)
    return drafts


_DENIES = {"denied", "denies", "deny", "denying"}
_OF_WHAT = {"that", "reports", "claims", "allegations", "suggestions", "rumors", "rumours", "any"}


def _is_denied(harm: Harm, t: Tokens) -> bool:
    """Tell whether somebody only denies the harm: "denied that 40 troops had been captured"."""
    if _DENIES.isdisjoint(t.vocabulary):
        return False
    k = next((n for n in range(harm.first - 1, -1, -1) if t.lower[n] in _DENIES), None)
    if k is None or t.lower[k + 1 : k + 2] == [] or t.lower[k + 1] not in _OF_WHAT:
        return False
    between = t.lower[k + 1 : harm.first]
    return not {";", "but", "and", "saying", "while", "—", "–"} & set(between) and between.count("that") <= 1


def _had_given_up(harm: Harm, scene: Scene) -> bool:
    """Tell whether the dead are only said to have surrendered once: "seven former fighters who had laid down their arms"."""
    m = harm.mention
    if harm.measure != "arrested" or scene.tokens.lower[m.last : m.last + 2] != ["who", "had"]:
        return False
    return any(h is not harm and h.measure == "killed" and h.mention.first == m.first for h in scene.reading.harms)


def _seized_by_them(d: Draft) -> bool:
    """Tell whether an armed group says whom it took: "said it had killed 50 soldiers and captured eight"."""
    by_force = d.measure == "arrested" and d.speaker is not None and d.speaker.kind == "armed_group"
    verb = d.scene.tokens.lower[d.harm.verb] if d.harm.verb >= 0 else ""
    return by_force and verb.startswith(("captur", "seiz", "took", "taken", "taking")) and d.group != "militants"


_DEATH = re.compile(
    r"\b(?:kill|dead|died?\b|dying|death|succumb|murder|bod(?:y|ies)\b|fatal|slain|assassin|corpse|funeral|buri|executed|massacre)",
    re.I,
)
_SPOKE_AFTER = re.compile(
    r"\b(?:he|she|victim|driver|[A-Z]\w+) (?:later )?(?:informed|told|recalled|narrated|managed to)\b"
)
_WOUNDS = re.compile(r"\b(?:injur|wound|hospital|treatment|critical|surgery|bullet|survive)", re.I)


def _survivors(drafts: list[Draft], text: str) -> list[Draft]:
    """Call those wounded who were "shot" where a report speaks of wounds and nowhere of a death."""
    shot = [
        d
        for d in drafts
        if d.measure == "killed" and d.scene.tokens.lower[d.harm.verb] in ("shot", "shooting", "stabbed")
    ]
    spoke = shot and any(_SPOKE_AFTER.search(text, d.end) for d in shot)
    if shot and not _DEATH.search(text) and (spoke or _WOUNDS.search(text)):
        for d in shot:
            d.measure = "injured"
    return drafts


def _speaker_for(harm: Harm, speakers: list[Speaker]) -> Speaker | None:
    at = harm.mention.first
    covering = [s for s in speakers if s.covers[0] <= at < s.covers[1] and not (s.first <= at < s.last)]
    if not covering:
        return None
    return min(
        covering,
        key=lambda s: (abs(s.verb - at) + 40 * (s.verb > at and s.first < s.verb and s.covers[0] > at), s.weak),
    )


def _own_date(draft: Draft) -> None:
    """Give a draft the day that its own clause names for the harm."""
    scene, h = draft.scene, draft.harm
    t = scene.tokens
    if not scene.dates:
        return
    later = _later(draft)
    known = [d for d in scene.dates if later or not _dates_something_else(d, h, t)]
    known = [d for d in known if ";" not in t.lower[h.last : t.at(d.start)]]  # behind it another clause begins
    known = [d for d in known if not _of_what_became(d, h, t)]
    known = [d for d in known if not _of_a_part(t.at(d.start), h, [x for x in scene.reading.harms if x is not h], t)]
    if draft.measure == "freed":
        known = [d for d in known if not _of_captivity(d, t)]
    named = [d for d in known if _of_event(d, t)]
    dates = named if named and (h.toll or later) else known
    if h.toll and not named:
        dates = [d for d in dates if d.kind not in ("weekday", "relative", "dm", "iso", "anaphor")]
    if not dates:
        return
    others = [x for x in scene.reading.harms if x is not h]
    draft.date = min(dates, key=lambda d: _date_distance(d, dates, h, others, t))
    steady = [d for d in dates if d.kind not in RUNNING]
    if later and len(steady) > 1 and all(d.date_start for d in steady):
        draft.date = min(steady, key=lambda d: _first_day(d, h, t))  # dug out on Friday, killed last weekend
    draft.own_date = True
    draft.late = later and draft.date not in named and draft.date.kind not in RUNNING
    if draft.date.date_start:
        draft.days = (draft.date.date_start, draft.date.date_end)
    if _before_it(draft.date, h, t) or (later and _dates_something_else(draft.date, h, t)):
        day = draft.date.base - dt.timedelta(draft.date.shift)
        draft.days = (day, day)


_COVERS = AnyCase(r"\b(?:period covered|reporting period|covering|period|week of)\b[^\w\n]{1,3}(?:the )?")
_MAY_COVER = ("period", "covering", "week of")
_IN_PERIOD = re.compile(r"(?:during|over|in|for) the (?:whole |reporting )?(?:week|period|month|fortnight)\b")


def _date_period(drafts: list[Draft], text: str, published: dt.date | None) -> None:
    """Give "54 deaths during the week" the days that the head of a bulletin covers: "Period covered: 29 July to 4 August"."""
    opening = text[:400].lower()
    head = _COVERS.search(text, 0, 400) if any(words in opening for words in _MAY_COVER) else None
    if head is None:
        return
    end = text.find("\n", head.end())
    named = find_dates(text, published, head.end(), len(text) if end < 0 else end)
    known = [x for x in named if x.date_start and x.date_end]
    if not known or not 2 <= (known[-1].date_end - known[0].date_start).days <= A_MONTH:
        return
    period = replace(known[0], kind="between", date_end=known[-1].date_end)
    for d in drafts:
        behind = " ".join(d.scene.tokens.lower[d.harm.last : d.harm.last + 6])
        if not d.own_date and not d.harm.part and _IN_PERIOD.search(behind):
            d.date, d.own_date = period, True
            d.days = (period.date_start, period.date_end)


def _date_compared(drafts: list[Draft]) -> None:
    """Give what a number is held against the days before it: "54 deaths during the week, against 33 in the previous one"."""
    for whole, d in pairwise(drafts):
        if d.harm.form != "compared" or d.own_date or whole.days is None or whole.scene is not d.scene:
            continue
        start, end = whole.days
        d.days = (start - (end - start) - dt.timedelta(1), start - dt.timedelta(1))
        d.date, d.own_date = whole.date, True


def _date_parts(drafts: list[Draft]) -> None:
    """Give "among them five children" what its number has, where one day dates both."""
    wholes = {id(d.harm): d for d in drafts}
    for d in drafts:
        whole = wholes.get(id(d.harm.whole)) if d.harm.part else None
        if whole is None or whole.scene is not d.scene or whole.date is None or d.date is None:
            continue
        if d.date is whole.date or _of_next_clause(d):
            d.date, d.days, d.late = whole.date, whole.days, whole.late


def _of_next_clause(d: Draft) -> bool:
    """Tell whether a part's day is behind a comma and "and": "11 were killed, among them two boys, and in April 38 …"."""
    t = d.scene.tokens
    between = t.lower[d.harm.last : t.at(d.date.start)]
    return any(between[k : k + 2] == [",", "and"] for k in range(len(between)))


def _date_distance(date: DateSpan, dates: list[DateSpan], h: Harm, others: list[Harm], t: Tokens) -> float:
    """Measure how far a day is from a harm; an opening day is far behind another deed and its own day."""
    at = t.at(date.start)
    left = [x.first for x in others if at < x.first < h.first and x.chain != h.chain]
    taken = (
        at <= OPENING
        and bool(left)
        and any(min(left) < t.at(d.start) < h.first or h.last <= t.at(d.start) <= h.last + OWN_DAY for d in dates)
    )
    return _distance(at, h, others, t) + _aside_penalty(date, t, h) + (-OPENING_NEARER if taken else 0)


_HELD = {"held", "captive", "detained", "seized", "kidnapped", "abducted", "missing", "captivity", "taken", "marched"}


def _of_captivity(date: DateSpan, t: Tokens) -> bool:
    """Tell whether a day says since when those freed were held: "all 41 guards whom the rebels had held since Friday"."""
    a = t.at(date.start)
    before = t.lower[max(0, a - 10) : a]
    at = next((k for k in range(len(before) - 1, -1, -1) if before[k] in _HELD), None)
    if at is None or not {",", ".", "freed", "released", "were", "was"}.isdisjoint(before[at + 1 :]):
        return False
    return date.kind == "since" or bool({"had", "who", "whom", "they"} & set(before[:at]))


def _of_a_part(at: int, h: Harm, others: list[Harm], t: Tokens) -> bool:
    """Tell whether a day or place is only a part's: "Seven have been arrested, four of them in the town of X on Saturday"."""
    part = next((x for x in others if x.part and x.whole is h and h.last <= x.mention.first and x.last <= at), None)
    if part is None or "them" not in t.lower[part.mention.first : part.last]:
        return False
    return (
        t.lower[part.last : part.last + 1] in (["in"], ["at"], ["on"], ["near"]) and "," not in t.lower[part.last : at]
    )


def _of_what_became(date: DateSpan, h: Harm, t: Tokens) -> bool:
    """Tell whether a day says what became of the harmed: "Police counted one attacker, who was under guard this morning"."""
    between = t.lower[h.last : t.at(date.start)]
    at = next((k for k in range(len(between) - 1) if between[k] == "," and between[k + 1] == "who"), None)
    return at is not None and not any(w in lexicon.deeds() or w in event_nouns() for w in between[at:])


def _first_day(date: DateSpan, h: Harm, t: Tokens) -> dt.date:
    shift = 2 * date.shift if _dates_something_else(date, h, t) or _before_it(date, h, t) else 0
    return date.date_start - dt.timedelta(shift)


def _dates_something_else(date: DateSpan, h: Harm, t: Tokens) -> bool:
    """Tell whether a day is counted from what came before the harm: "died on Thursday, two days after rebels attacked"."""
    a = t.at(date.start)
    return bool(date.shift) and date.base is not None and date.words.lower().endswith("after") and h.first < a > 4


def _before_it(date: DateSpan, h: Harm, t: Tokens) -> bool:
    """Tell whether the harm is what something else came after: "freed on Tuesday, a day after their captors shot one"."""
    if not date.shift or date.base is None or not date.words.lower().endswith("after"):
        return False
    behind = t.at(date.end - 1) + 1
    return behind <= h.verb and "," not in t.lower[behind : h.verb] and behind > 4


def _aside_penalty(date: DateSpan, t: Tokens, h: Harm) -> float:
    """Weigh against a year that dates something else: "an offshoot of a group crushed in 2018"."""
    a = t.at(date.start)
    return (
        14.0
        if date.kind in ("year", "years") and abs(h.first - a) > 5 and t.lower[a - 1 : a] != [","] and a > 3
        else 0.0
    )


def _of_event(date: DateSpan, t: Tokens) -> bool:
    """Tell whether a date belongs to a noun: "Friday's bombing", "the raid on Thursday"."""
    a, b = t.at(date.start), t.at(date.end - 1) + 1
    if t.lower[b : b + 1] in (["'s"], ["’s"]) or date.words.lower().endswith(("'s", "’s")):
        return True
    return any(t.lower[k] in event_nouns() for k in range(max(0, a - 3), a)) or (
        date.kind == "period" and t.lower[b - 1 : b + 1] == ["week"]
    )


def _later(draft: Draft) -> bool:
    """Tell whether the clause says when people were found, buried or died of wounds, not when they were harmed."""
    t, h = draft.scene.tokens, draft.harm
    around = set(t.lower[max(0, h.first - 4) : h.last + 10])
    verb = t.lower[h.verb] if 0 <= h.verb < len(t) else ""
    if verb in ("succumbed", "succumb", "succumbing", "lingered") or (
        verb in ("died", "die", "dying") and around & DIED_LATER
    ):
        return True
    if draft.measure in ("missing", "injured") and "still" in around:
        return True
    if draft.measure == "injured" and h.form in ("noun", "state") and MOVED & set(t.lower[h.mention.last : h.last + 4]):
        return True  # "22 wounded soldiers were flown in overnight"
    return (draft.measure == "killed" and h.form in ("noun", "state") and bool(around & FOUND)) or verb in (
        "buried",
        "bury",
        "burying",
        "buries",
    )


def _own_place(draft: Draft) -> None:
    """Give a draft the most specific of the places that its own clause names."""
    scene, h = draft.scene, draft.harm
    others = [x for x in scene.reading.harms if x is not h]
    places = [p for p in scene.places if not p.aside and p.rank < 4] or [p for p in scene.places if not p.aside]
    if not places and draft.speaker is not None and draft.speaker.kind == "witness":
        places = scene.places  # "Elders in Kivumbi said": they speak of their own village
    if draft.measure == "displaced":
        places = [p for p in places if not _is_refuge(p, h, scene.tokens)]
    places = _of_its_share(places, h, others) or places
    moved = draft.measure in ("displaced", "abducted", "missing", "freed")
    fitting = [
        p
        for p in places
        if p.origin == (draft.measure == "displaced") or p.strong or (moved and p.origin) or _where(p, h, scene.tokens)
    ]
    places = fitting or places
    if draft.measure != "displaced":
        places = [p for p in places if not _is_way(p, scene.tokens)]
    places = [p for p in places if not p.weak] or places
    came = _came_after(scene.tokens, h)
    places = [p for p in places if p.first > came]
    places = [p for p in places if not _of_a_part(p.first, h, others, scene.tokens)]
    if (
        len(places) > 1
        and _opens(places[0], scene.tokens)
        and _is_frame(places[0], places[1:], _set_off(places, h, others, scene.tokens))
    ):
        places = places[1:]  # "In Corrinal district, … at Luthane", "In the capital, … in the Old Mint quarter"
    if places:
        nearest = min(
            places,
            key=lambda p: (
                _distance(p.first, h, others, scene.tokens) + 9 * (p.name.lower().rsplit(" ", 1)[-1] in EXTENTS)
            ),
        )
        draft.place = min(_place_chain(places, nearest, scene.tokens), key=lambda p: p.fineness)
        draft.own_place = True


_SPREADING = {"spread", "spreading", "spilled", "spilling", "moved", "shifted", "reached", "extended"}


def _where(place: PlaceName, h: Harm, t: Tokens) -> bool:
    """Tell whether a place that somebody came to is where the harm was then done: "spread to X, 12 miles to the west, where …"."""
    came = _SPREADING & set(t.lower[max(0, place.first - FRAME) : place.first])
    return (
        bool(came)
        and place.last < h.first
        and "where" in t.lower[place.last : min(h.first, place.last + 2 * FRAME + 2)]
    )


def _opens(place: PlaceName, t: Tokens) -> bool:
    """Tell whether a place stands at the head of its sentence: "In the capital, …", "On the main southern island of Mindanao, …"."""
    far = place.first <= 2 * FRAME and t.lower[0] in ("in", "on", "across") and "," not in t.lower[: place.last]
    return place.first <= FRAME or (far and t.lower[place.last : place.last + 1] == [","])


def _set_off(places: list[PlaceName], h: Harm, others: list[Harm], t: Tokens) -> bool:
    """Tell whether a comma sets off the opening town and one finer place stands with the deed: "In X, … at a roadblock outside Y"."""
    opening, inner = places[0], places[1:]
    comma = t.lower[opening.last : opening.last + 1] == [","]
    named = (t.lower[0] == "in" and opening.first <= 1) or "island" in t.lower[
        max(0, opening.first - 2) : opening.first
    ]
    if not (comma and named) or len(inner) != 1 or any(x.chain != h.chain for x in others):
        return False
    return (
        inner[0].first > opening.last + 2
        and not inner[0].origin
        and "and" not in t.lower[inner[0].first - 2 : inner[0].first]
    )


def _is_frame(opening: PlaceName, others: list[PlaceName], set_off: bool = False) -> bool:
    """Tell whether the place that opens a sentence only says in what the others lie."""
    if opening.rank >= DISTRICT:
        return any(p.rank <= SETTLEMENT for p in others)
    if set_off:
        return all(p.strong and p.rank <= SETTLEMENT for p in others)
    within = [p for p in others if p.fineness < opening.rank]
    return opening.rank == SETTLEMENT and len(within) == len(others) and all(p.strong for p in within)


def _came_after(t: Tokens, h: Harm) -> int:
    """Give the token up to which a sentence tells of a later deed: "The clash near X came a day after a bomb killed two" (-1: none)."""
    if "after" not in t.vocabulary or {"came", "comes", "follows", "followed"}.isdisjoint(t.vocabulary):
        return -1
    for k in range(min(h.first, len(t) - 1)):
        if t.lower[k] in ("came", "comes") and "after" in t.lower[k : min(k + 6, h.first)]:
            return k
    return -1


def _is_way(place: PlaceName, t: Tokens) -> bool:
    """Tell whether a place is the way that people came: "canoes came down the Mbari River"."""
    before = t.lower[max(0, place.first - 3) : place.first]
    return place.origin and place.fineness > SETTLEMENT and bool({"up", "down", "past"} & set(before))


_REACHING = {"to", "into", "toward", "towards", "for"}
_STAYING = {"camping", "camped", "sheltering", "sheltered", "sleeping", "staying", "living", "gathered", "huddled", "shelter", "refuge",
            "crowded", "squeezed", "arrived", "housed", "hosted", "registered"}  # fmt: skip


def _is_refuge(place: PlaceName, h: Harm, t: Tokens) -> bool:
    """Tell whether a place is where the displaced went: "camping near Njinkang", "gone to relatives in Bamenda"."""
    between = set(t.lower[h.verb : place.first]) if 0 <= h.verb < place.first else set()
    if h.verb > place.first and _STAYING & set(t.lower[max(0, place.first - 3) : place.first]):
        return True  # "registered in Koro after abandoning Sirba"
    return "from" not in between and bool(between & (_REACHING | _STAYING))


def _of_its_share(places: list[PlaceName], h: Harm, others: list[Harm]) -> list[PlaceName]:
    """Give the places behind a number of an enumeration: "Ten died in Sharqat, five in Wadi Hamra and three in Jisr"."""
    starts = sorted({x.mention.first for x in (h, *others) if x.measure == h.measure})
    shares = [[p for p in places if a < p.first < b] for a, b in pairwise([*starts, 10**6])]
    while shares and not shares[0]:
        starts, shares = starts[1:], shares[1:]  # "Six were killed: four in Sharqat and two in Jisr": the six in both
    if len(starts) < 2 or not all(shares) or any(p.first < starts[0] for p in places):
        return []
    return shares[starts.index(h.mention.first)] if h.mention.first in starts else []


def _distance(at: int, h: Harm, others: list[Harm], t: Tokens) -> float:
    if h.first <= at < h.last:
        return 0.3 * (h.verb - at) if at < h.verb else 0  # "A judge seized on Friday was freed Monday"
    a, b = (h.last, at) if at >= h.last else (at, h.first)
    crossed = sum(1 for x in others if x.chain != h.chain and a <= x.first < b)
    breaks = sum(2 for k in range(a, min(b, len(t))) if t.lower[k] in (";", "while", "but")) * 3
    opening = OPENING_NEARER if at <= OPENING and at < h.first else 0  # "In March, …" dates the whole sentence
    return (b - a) + 9 * crossed + breaks + (2 if at < h.first else 0) + opening


CLOSE = 6  # tokens between two places of which one may narrow the other down


def _place_chain(places: list[PlaceName], nearest: PlaceName, t: Tokens) -> list[PlaceName]:
    """Give the neighbours of a place that narrow it down: "Pipra village under … in Aurangabad District"."""
    i = places.index(nearest)
    chain = [nearest]
    for k in range(i + 1, len(places)):
        if _apart(places[k - 1], places[k], t):
            break
        chain.append(places[k])
    for k in range(i - 1, -1, -1):
        if _apart(places[k], places[k + 1], t):
            break
        chain.insert(0, places[k])
    return chain


def _apart(a: PlaceName, b: PlaceName, t: Tokens) -> bool:
    """Tell whether two places do not belong together: far from each other, or of two clauses ("in X, and in Y three …")."""
    between = t.lower[a.last : b.first]
    return len(between) > CLOSE or ("and" in between and ("," in between or len(between) > 2)) or ";" in between


def _inherit_groups(drafts: list[Draft]) -> None:
    """Give "another 11", "arrested nine", "Seven surrendered" the group of the people just spoken of."""
    for i, d in enumerate(drafts):
        m, earlier = d.harm.mention, drafts[max(0, i - BACK) : i]
        if "enemy" in d.scene.tokens.lower[max(0, d.harm.first - 2) : d.harm.last + 2] and d.group != "civilians":
            d.group = {"armed_group": "security_forces"}.get(d.speaker.kind if d.speaker else "", "militants")
        elif (side := of_those_held(d, earlier) or like_his_partner(d, earlier)) is not None:
            d.group = side
        elif m.own and d.speaker is not None:
            of_state = "security_forces" if m.head == "men" and d.speaker.kind == "government" else None
            d.group = of_state or own_side(d) or d.group  # "92 of his men", says a president
        elif (m.head in ("men", "members", "man") and not m.group_given) or (
            m.head in ("men", "man", "members") and d.group == "unspecified"
        ):
            d.group = _group_of_men(d)
        elif d.group == "unspecified" and (told := whose_losses(d)) is not None:
            d.group = told
        elif d.group == "unspecified" and m.partitive and m.kind == "state" and m.head in ("injured", "wounded"):
            hurt = [e.group for e in drafts[:i] if e.measure == "injured" and not e.harm.part]
            d.group = hurt[-1] if hurt and hurt[-1] != "mixed" else d.group
        elif d.group == "unspecified" and d.measure == "killed" and m.kind != "state" and _fought_forces(d):
            d.group = "militants"
        elif d.group == "unspecified" and (told := _told_of_all(d) or _admitted(d)) is not None:
            d.group = told
        elif d.group == "unspecified" and _goes_on(d) and not d.harm.toll:
            d.group = _group_before(d, earlier)


_FIGHTS = {"encounter", "gunfight", "shootout", "gunbattle", "battle", "fire", "clash"}


def _fought_forces(d: Draft) -> bool:
    """Tell whether people died in a fight of their own with forces: "Two persons were killed in an encounter with the Police"."""
    lower, end = d.scene.tokens.lower, max(d.harm.last, d.harm.mention.last)
    at = next(
        (k for k in range(end, min(end + 16, len(lower) - 2)) if lower[k] in _FIGHTS and lower[k + 1] == "with"), None
    )
    if at is None or {".", ";", "when", "between"} & set(lower[end:at]):
        return False
    return any(group_words().get(w) == "security_forces" for w in lower[at + 2 : at + 6])


def _goes_on(d: Draft) -> bool:
    """Tell whether a number has its people from the one before: a bare one, "and eight injured" behind "one shopkeeper dead"."""
    m, lower = d.harm.mention, d.scene.tokens.lower
    return m.kind == "bare" or (
        m.kind == "state" and not m.partitive and lower[m.first - 1 : m.first] in (["and"], [","]) and m.first > 2
    )


def _mention_behind(d: Draft, reach: int) -> str | None:
    """Give the group of the people named right behind a number: "four dead, all of them members of the front"."""
    end = max(d.harm.last, d.harm.mention.last)
    for m in d.scene.reading.mentions:
        if end < m.first <= end + reach and m.kind in ("noun", "generic") and m.group != "unspecified":
            return m.group
    return None


_ADMITS = {"admitted", "admits", "admit", "admitting", "acknowledged", "acknowledges", "acknowledging", "conceded", "concedes", "owns", "owned",
           "lost", "mourned", "suffered", "losses", "loss", "own"}  # fmt: skip
_SCORNED = {"hireling", "hirelings", "mercenary", "mercenaries", "puppet", "puppets", "occupier", "occupiers", "invader", "invaders", "aggressor",
            "aggressors", "crusader", "crusaders"}  # fmt: skip
_OWN_SIDE = {"armed_group": "militants", "security_forces": "security_forces"}


def _admitted(d: Draft) -> str | None:
    """Read whose dead a side admits to ("The army owns to six dead"), and whom an armed group scorns ("13 hirelings")."""
    m, speaker = d.harm.mention, d.speaker.kind if d.speaker else ""
    if m.head in _SCORNED and speaker == "armed_group":
        return "security_forces"
    before = d.scene.tokens.lower[max(0, m.first - 5) : m.first]
    own = m.kind in ("state", "bare", "noun") and not m.partitive and bool(_ADMITS & set(before))
    return _OWN_SIDE.get(speaker) if own else None


def _told_of_all(d: Draft) -> str | None:
    """Read who they all were: "four people were killed, all of them fighters", "Two of the dead, he said, were gang members"."""
    lower, m = d.scene.tokens.lower, d.harm.mention
    behind = lower[d.harm.last : d.harm.last + 8]
    if behind[:4] in ([",", "most", "of", "them"], [",", "many", "of", "them"]):
        return "mixed"
    if d.single and lower[m.last : m.last + 2] in ([",", "a"], [",", "an"]):
        beside = next((x for x in d.scene.reading.mentions if x.first == m.last + 1), None)
        return beside.group if beside is not None else None  # "A sixth person, a train guard, has died"
    if behind[:2] == [",", "all"]:
        words = behind[2:]
        if (told := _mention_behind(d, 5)) is not None:
            return told
    elif d.single and behind[:1] == [","] and behind[1:2] and behind[1] in ("a", "an", "that"):
        return _mention_behind(d, 4)  # "one dead, a village elder"
    elif (m.partitive or m.definite) and (whose := _belonging(d)) is not None:
        return whose
    elif m.kind in ("state", "bare") and (m.partitive or not _ALL_OF_THEM.isdisjoint(lower[m.first - 1 : m.last + 1])):
        words = next((behind[k + 1 :] for k, w in enumerate(behind) if w in ("were", "was", "are")), [])
    else:
        return None
    for word in words[:5]:
        person = lexicon.people().get(word)
        if person is not None and person.group != "unspecified" and person.kind != "state":
            return group_words().get(words[0], person.group) if person.kind == "generic" else person.group
        if group_words().get(word) in ("militants", "security_forces"):
            return group_words()[word]  # "were gang members"
        if word in (",", ".", ";"):
            return None
    return None


_ALL_OF_THEM = {"remaining", "all", "the"}  # before or in a number of which the sentence goes on to say who they were
_TO_WHOM = {("belonged", "to"), ("were", "from"), ("members", "of"), ("fighters", "of"), ("member", "of"), ("fighters", "from"), ("served", "in"),
            ("fought", "for"), ("members", "from"), ("was", "from")}  # fmt: skip
TO_WHOM_REACH = 8  # tokens behind a number in which it is said to whom they belonged


def _belonging(d: Draft) -> str | None:
    """Read to whom they belonged: "Twenty-two of the dead belonged to the Volunteers …", "14 of those killed were members of the … Front"."""
    t, start = d.scene.tokens, max(d.harm.last, d.harm.mention.last)
    for k in range(start, min(start + TO_WHOM_REACH, len(t) - 2)):
        if t.lower[k] in (".", ";", ","):
            return None
        if (t.lower[k], t.lower[k + 1]) not in _TO_WHOM:
            continue
        span = known_span(t, k + 2)
        if span is not None:
            kind = known_actor(" ".join(t.words[span[0] : span[1]]))[1]
            return "militants" if kind == "armed_group" else "security_forces"
        end = k + 2 + (t.lower[k + 2] == "the")
        while end < len(t) and t.is_name(end):
            end += 1
        return "militants" if _BANDS & set(t.lower[k + 2 : end]) else None
    return None


_BANDS = {"front", "movement", "faction", "cartel", "gang", "insurgency", "guerrilla", "outfit", "organization", "organisation", "terror", "group",
          "rebels", "militants"}  # fmt: skip


def _of_a_band(d: Draft) -> bool:
    """Tell whether "men" or "members" are said to be an armed group's: "26 members of the front"."""
    m, t = d.harm.mention, d.scene.tokens
    behind = t.lower[m.last - 2 : m.last + 4]
    if "of" not in behind:
        return False
    owner = behind[behind.index("of") + 1 :]
    at = m.last - 2 + behind.index("of") + 1
    named = at < len(t) and t.is_name(at) and known_actor(t.words[at]) is not None
    return bool(_BANDS & set(owner[:3])) or named


def _band_before(d: Draft) -> bool:
    """Tell whether an armed group's name stands before the noun: "two Dawn Covenant members"."""
    m, t = d.harm.mention, d.scene.tokens
    names = [t.words[k] for k in range(m.first, m.last) if t.is_name(k) and t.lower[k] not in UNITS and not t.upper]
    known = known_actor(" ".join(names)) if names else None
    return known is not None and known[1] == "armed_group"


def _group_of_men(d: Draft) -> str:
    """Decide what "men" are: attackers are militants where the report has any; "four men were shot" says no more than "people"."""
    if d.group == "unspecified" and (_of_a_band(d) or _band_before(d)):
        return "militants"
    if d.measure == "attackers":
        return "militants" if d.group == "unspecified" and d.harm.mention.head != "man" else d.group
    speaks = d.speaker.kind if d.speaker else ""
    own = d.scene.tokens.lower[max(0, d.harm.first - 4) : d.harm.mention.first + 2]
    if any(w in ("its", "their", "his", "our", "own", "lost", "losing", "loss") for w in own) and speaks in (
        "armed_group",
        "security_forces",
    ):
        return "militants" if speaks == "armed_group" else "security_forces"
    words = d.scene.tokens.lower[d.harm.mention.first : d.harm.mention.last]
    unsaid = d.harm.mention.head == "men" and _AGES_OF_MEN.isdisjoint(words)
    return "civilians" if d.group == "unspecified" and not unsaid else d.group


_AGES_OF_MEN = {
    "young",
    "old",
    "elderly",
    "unarmed",
    "local",
    "innocent",
}  # of whom a report tells that they were no fighters


def _group_before(d: Draft, earlier: list[Draft]) -> str:
    m = d.harm.mention
    same = [e for e in earlier if e.scene is d.scene and not (e.harm.part and not d.harm.part)]
    for e in reversed(same):
        if e.group == "mixed" or (m.other and not d.single and e.single and e.group == "militants"):
            return "unspecified"  # "a bomber killed himself and six others"
        if e.harm.mention.kind != "bare" or e.group != "unspecified":
            return e.group
    subject = _people_before(d)
    if subject:
        return subject
    if same or (m.first > 2 and not m.partitive):
        return "unspecified"
    if (told := told_before(d, earlier)) is not None:
        return told
    near = [e for e in earlier if 0 < d.scene.number - e.scene.number <= 2 and not e.harm.part]
    return next((e.group for e in reversed(near) if e.low >= d.low or m.other or m.more), "unspecified")


def _people_before(d: Draft) -> str | None:
    """Find whom a bare number counts among the people its sentence names before: "Inmates fought …; four were hacked to death"."""
    m = d.harm.mention
    for x in reversed(d.scene.reading.mentions):
        if x.last > m.first or not x.plural or x.kind not in ("noun", "generic") or x.group in ("unspecified", "mixed"):
            continue
        speaks = any(s.first <= x.first < s.last for s in d.scene.speakers)
        acts = d.harm.actor is not None and d.harm.actor[0] == x.first
        acts = acts or (
            m.partitive and d.scene.tokens.word_before(x.first) == "by"
        )  # "a mine laid by rebels killed one of them"
        if not speaks and not acts and (";" in d.scene.tokens.lower[x.last : m.first] or m.partitive):
            return x.group
    return None


def _row(d: Draft, report_id: str, n: int, text: str, locator: Locator) -> dict:
    place = d.place
    where = locator.locate(place.name, place.rank, place.near) if place else Located()
    return {
        "claim_id": f"{report_id}-c{n:02d}", "report_id": report_id, "sentence_id": d.scene.sentence,
        "start": d.start, "end": d.end, "quote": text[d.start : d.end], "measure": d.measure, "group": d.group,
        "low": d.low, "high": d.high, "modifier": d.modifier, "scope": d.scope,
        "claimant": d.speaker.words if d.speaker else None,
        "claimant_type": d.speaker.kind if d.speaker else "unattributed",
        "actor": doer_words(d.harm, d.scene, text),
        "date_start": d.days[0] if d.days else None, "date_end": d.days[1] if d.days else None,
        "date_words": d.date.words if d.date else None, "place": _tidy(place.name) if place else None,
        "admin1": where.admin1, "country": where.country, "latitude": where.latitude, "longitude": where.longitude,
        "place_precision": where.precision,
    }  # fmt: skip


def _tidy(name: str) -> str:
    return re.sub(r"\s+", " ", name)


__all__ = ["Draft", "Scene", "extract_claims", "read_scenes", "report_claims"]
