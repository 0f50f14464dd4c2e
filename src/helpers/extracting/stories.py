"""The incidents that a report tells of: a simple model that says which sentence, and which number, belongs to which.

Sentences are taken in order. Each is compared with the incidents known so far: the same place, the same day and
"the raid" speak for one, another day or place against it; a sentence without any of these stays where the one
before it was. What an incident learns later (its village, its day) holds for its earlier numbers too.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from dataclasses import dataclass, field

from helpers.extracting.attackers import attack_verbs
from helpers.extracting.dates import DateSpan
from helpers.extracting.places import COUNTRY, DISTRICT, NARROW, PROVINCE, SETTLEMENT, SPOT, PlaceName
from helpers.extracting.scenes import Draft, Scene, event_nouns

SAME_PLACE, OTHER_PLACE, SAME_DAY, OTHER_DAY, SAME_DEED, OTHER_DEED = 4.0, -4.0, 2.0, -5.0, 2.5, -1.5
NEXT, SAME_PARAGRAPH, STAYS, LEAD, OPENS, BACK = 1.0, 1.5, 1.5, 1.2, -6.0, -3.5
OTHER_VILLAGE, TELLS_MORE, FRESH, LATE, ABROAD = -6.0, 6.0, -3.0, 0.5, -3.0
FEW_DAYS = 3  # that a siege may last
FEW_MORE_DAYS = 8  # over which the toll of one raid or offensive runs: "killed since gunmen raided the camp on Sunday"
FAR_DAYS = 7  # two days further apart are two deeds, whatever else they share
RECENT = 24  # incidents that a sentence is compared with, besides the first
SLACK = dt.timedelta(2)  # how far a rough day may lie from the true one
RUNNING = ("since", "span", "stretch")  # dates that run over several incidents
LONG_AGO = 20  # days after which a count of what "has killed" many is a running one
MANY = 100
OFTEN = 2  # times that a report names the province that it is about
WAITS = 1.5  # what a scene just set counts for the next number
HOLDS = 0.5  # what a word that points back counts for what was told last
_HOLDING = {"those", "these", "that", "this", "he", "she", "they", "it", "there"}
AHEAD = 2  # tokens by which a day is farther from a deed that is named after it
A_MONTH, A_YEAR = 27, 300
SPOKEN_DAYS = 7  # how long before it was told a deed may lie that a lead gives no day
WOUNDED_DAYS = 14  # how long before a death of wounds its attack may lie
FIRST_PARAGRAPHS = 3  # in which a report says where its news happened
_DAY_KINDS = ("dm", "iso", "weekday", "relative", "anaphor")
GENERIC = {"attack", "operation"}  # words for any deed: they tell little


@dataclass(slots=True, eq=False)
class Incident:
    """What a report tells of as one: its days, its places, the kinds of deeds, where it was last spoken of."""

    number: int
    days: tuple[dt.date, dt.date] | None = None
    date: DateSpan | None = None
    wide: bool = False  # it happened in several places: none of them is its place
    spoken: bool = False  # its day is only that on which somebody spoke of it
    rough: bool = True  # its days are a week or a month, or when somebody was found
    places: list[PlaceName] = field(default_factory=list)
    events: set[str] = field(default_factory=set)
    late: bool = False  # its day is when somebody died of wounds or was found
    narrow: PlaceName | None = None  # the street or hill, named after its town
    paragraph: int = 0
    opened: int = 0  # the paragraph of its first number
    old: bool = False  # it happened long before the report
    told: bool = False  # it has a number; until then its scene is only set

    @property
    def place(self) -> PlaceName | None:
        """Give the first village, town or spot named for it, else its district or province.

        The first, not the finest: a street named later may be where only one of its numbers belongs.
        """
        return min(self.places, key=_coarseness) if self.places else None

    @property
    def region(self) -> PlaceName | None:
        """Give the first province or country named for it."""
        return next((p for p in self.places if p.rank >= PROVINCE), None)


def _coarseness(place: PlaceName) -> float:
    """Order places by the ground they cover, a village and a spot alike."""
    return place.fineness if place.fineness > SETTLEMENT else SPOT


@dataclass(slots=True)
class _Cue:
    """What one clause says of the incident that it belongs to."""

    scene: Scene
    date: DateSpan | None
    days: tuple[dt.date, dt.date] | None
    place: PlaceName | None
    late: bool = False
    first: bool = True  # the first clause of its sentence
    silent: bool = False  # a sentence without numbers
    running: bool = False  # its number runs over several deeds
    period: tuple[dt.date, dt.date] | None = None  # since which day it runs


def tell_incidents(
    drafts: list[Draft], scenes: list[Scene], published: dt.date | None = None, country: PlaceName | None = None
) -> list[Incident]:
    """Give each draft its incident, and days and a place where it has none of its own; `country` is the dateline's."""
    incidents: list[Incident] = []
    by_scene: dict[int, list[Draft]] = {}
    for d in drafts:
        by_scene.setdefault(id(d.scene), []).append(d)
    current: Incident | None = None
    told: dict[int, Draft] = {}
    quiet: list[tuple[int, PlaceName]] = []  # what sentences without numbers have named so far, by paragraph
    quiet_days: list[tuple[int, DateSpan]] = []
    for scene in scenes:
        known = len(incidents)
        mine = by_scene.get(id(scene), [])
        if mine:
            current = _place_drafts(mine, incidents, current, told)
            for d in mine:
                d.incident.told = True
        elif (cue := _silent_cue(scene, current)) is not None:
            current = _choose(cue, incidents, current)
            _learn_twin(current, cue)
        elif (again := _named_again(scene, incidents, current)) is not None:
            current = again
            current.paragraph = scene.paragraph
        elif current is not None and scene.paragraph <= FIRST_PARAGRAPHS:
            _set_the_scene(current, scene)
        if not mine:
            if not _describes(scene):
                quiet += [(scene.paragraph, p) for p in scene.places if not p.aside]
            days = [
                (scene.paragraph, d) for d in scene.dates if d.date_start and (d.kind in _DAY_KINDS or _of_a_night(d))
            ]
            quiet_days += [
                (p, d) for p, d in days if len(incidents) == known and not _long_before(d.date_end, published)
            ]
        for new in incidents[known:]:
            first = all(i.old for i in incidents[: new.number])  # nothing but history stands before it
            _place_ahead(new, scene, quiet, first)
            _date_ahead(new, scene, quiet_days, first)
            new.old = _is_old(new, published) and bool(quiet_days)
    if incidents:
        _place_of_witnesses(incidents[0], scenes)
    dated = next((i for i in incidents if i.days and _recent(i, published)), None)
    placed = next((i.place for i in incidents if i.place), None) or _only_village(scenes)
    if incidents:
        _place_of_next(incidents)
    named, region = _region(scenes, None), _region(scenes, country)
    for d in drafts:
        if _of_a_war(d):
            _fill_war(d, scenes, published)
            d.place = d.place or country or region
            continue
        brief = d.days is not None and (d.days[1] - d.days[0]).days <= FEW_MORE_DAYS
        _fill(d, incidents[0], dated, placed, named if brief else region, published)
    _carry_running(drafts, published)
    return incidents


_LIES = {"lies", "lie", "lay", "is", "are", "sits", "stands", "located", "situated"}
_MEASURES = {"km", "kilometers", "kilometres", "kilometer", "kilometre", "miles", "mile"}


def _describes(scene: Scene) -> bool:
    """Tell whether a quiet sentence only says where a place lies: "Bannu lies about 190 kilometers south of Peshawar"."""
    vocabulary = scene.tokens.vocabulary
    return not (_MEASURES.isdisjoint(vocabulary) or _LIES.isdisjoint(scene.tokens.lower[:6])) and not scene.acts


def _place_ahead(new: Incident, scene: Scene, quiet: list[tuple[int, PlaceName]], first: bool) -> None:
    """Give an incident without a village the one named before its first number: "Calm has come back to X. …"."""
    if any(p.rank < DISTRICT for p in new.places):
        return
    same = [p for paragraph, p in quiet if paragraph == scene.paragraph]
    ahead = [p for _, p in quiet] if first else []
    for near in (same, ahead):
        if fine := [p for p in near if p.rank <= SETTLEMENT]:
            new.places.append(min(fine, key=lambda p: (not p.strong, p.origin, p.weak)))
            return


def _date_ahead(new: Incident, scene: Scene, quiet: list[tuple[int, DateSpan]], first: bool) -> None:
    """Give an incident without a day the one named before its first number: "The boats were coming in on Monday. …"."""
    if new.days is not None and not new.spoken:
        return
    near = [
        d
        for paragraph, d in quiet
        if paragraph == scene.paragraph or (first and (scene.paragraph <= 2 or scene.paragraph - paragraph <= 1))
    ]
    if near:
        new.date, new.spoken, new.rough = near[-1], False, True
        new.days = (new.date.date_start, new.date.date_end)


def _of_a_night(date: DateSpan) -> bool:
    """Tell whether two days are one night's: "in the night of 3 to 4 July"."""
    return date.kind == "between" and (date.date_end - date.date_start).days == 1


def _named_again(scene: Scene, incidents: list[Incident], current: Incident | None) -> Incident | None:
    """Give the incident that a quiet paragraph goes back to by its deed: "The front said it was behind the raid"."""
    known = scene.known - GENERIC
    if (
        current is None
        or not known
        or not scene.speakers
        or scene.paragraph == current.paragraph
        or known & current.events
    ):
        return None
    told = [i for i in incidents if i.told and not i.old and known & i.events]
    return told[0] if len(told) == 1 else None


def _long_before(day: dt.date, published: dt.date | None) -> bool:
    return published is not None and (published - day).days > LONG_AGO


def _is_old(incident: Incident, published: dt.date | None) -> bool:
    """Tell whether an incident is history: its day lies long before the report."""
    return incident.days is not None and not incident.spoken and _long_before(incident.days[1], published)


def _only_village(scenes: list[Scene]) -> PlaceName | None:
    """Give the one village that a report names, if only as somebody's: "says the commissioner of Velduin"."""
    named = {p.name.lower(): p for s in scenes for p in s.places if p.rank <= SETTLEMENT}
    return next(iter(named.values())) if len(named) == 1 else None


def _place_of_witnesses(lead: Incident, scenes: list[Scene]) -> None:
    """Give a lead without a village that of those who tell of it: "the only surgeon in X said"."""
    if lead.wide or any(p.rank < DISTRICT for p in lead.places):
        return
    for scene in scenes:
        told = any(s.kind in ("witness", "medical") for s in scene.speakers)
        near = [p for p in scene.places if p.aside and p.strong and p.rank <= SETTLEMENT]
        if told and near and scene.paragraph <= FIRST_PARAGRAPHS:
            lead.places.append(near[0])
            return


def _place_of_next(incidents: list[Incident]) -> None:
    """Give a lead that names only its province or country the village of what is told next: it tells the same from its beginning.

    "Thirteen of the girls taken in the north have come home … The gunmen took 92 from the school in Danwara last Thursday."
    """
    lead, following = incidents[0], incidents[1:2]
    if lead.wide or not lead.places or any(p.rank < PROVINCE for p in lead.places):
        return
    for other in following:
        if other.days and lead.days and other.days[0] > lead.days[0]:
            return  # another deed of a later day
        if other.opened <= FIRST_PARAGRAPHS - 1 and other.place is not None and other.place.rank < DISTRICT:
            lead.places.append(other.place)


def _carry_running(drafts: list[Draft], published: dt.date | None) -> None:
    """Let a running period hold for the next mouth's number, and displacement go on to the day of publication."""
    for before, d in itertools.pairwise(drafts):
        near = d.scene.paragraph == before.scene.paragraph and 0 <= d.scene.number - before.scene.number <= 1
        running = before.date is not None and before.date.kind == "since" and before.own_date and not _long(before)
        if near and running and not d.own_date and not d.own_place and d.measure == before.measure and not d.harm.part:
            d.date, d.days, d.own_date = before.date, before.days, True
    for d in drafts:
        if d.measure == "displaced" and not d.own_date and d.days and published and (published - d.days[0]).days < 60:
            d.days = (d.days[0], published)


_WORST = {
    "worst",
    "deadliest",
    "bloodiest",
    "heaviest",
    "blackest",
    "darkest",
    "costliest",
}  # "The worst single day was Tuesday"


def _silent_cue(scene: Scene, current: Incident | None) -> _Cue | None:
    """Read a sentence without numbers: it may still say where and when, or open another incident."""
    date = _day_of_deed(scene)
    named = [p for p in scene.places if not p.aside and not p.origin and (not p.weak or p.first <= 1)]
    places = [scene.heading] if scene.heading else [p for p in named if not p.weak] or named
    if date is None and not places:
        return None
    worst = date is not None and not places and not _WORST.isdisjoint(scene.tokens.vocabulary)
    if not (scene.acts or scene.events or scene.opens or scene.entry or worst or _sets_scene(places, scene, current)):
        return None
    days = (date.date_start, date.date_end) if date else None
    if (
        date is not None
        and date.shift
        and date.words.lower().endswith("after")
        and current is not None
        and current.days
    ):
        day = current.days[0] - dt.timedelta(date.shift)  # "The shelling came a day after fighters sprang an ambush"
        days = (day, day)
    return _Cue(scene, date, days, min(places, key=_coarseness) if places else None, silent=True)


def _sets_scene(places: list[PlaceName], scene: Scene, current: Incident | None) -> bool:
    """Tell whether a quiet sentence of a later paragraph leads to a village: "There was one more visit, to X"."""
    late = scene.paragraph > FIRST_PARAGRAPHS or (
        current is not None and any(p.rank < PROVINCE for p in current.places)
    )
    return late and any(p.strong and p.rank <= SETTLEMENT for p in places)


def _day_of_deed(scene: Scene) -> DateSpan | None:
    """Give the first day that a sentence names; beside another one that of its deed: "jailed on Thursday for the attack of May 9"."""
    dates = [x for x in scene.dates if x.date_start and x.kind not in RUNNING]
    dates = [d for k, d in enumerate(dates) if not (k and _counts_from(dates[k - 1], d))]
    t = scene.tokens
    deeds = [k for k, w in enumerate(t.lower) if w in event_nouns()]
    deeds = deeds or [k for k, w in enumerate(t.lower) if w in attack_verbs()]
    if len(dates) < 2 or not deeds:
        return dates[0] if dates else None
    return min(dates, key=lambda d: min(abs(t.at(d.start) - k) + AHEAD * (t.at(d.start) < k) for k in deeds))


def _counts_from(before: DateSpan, date: DateSpan) -> bool:
    """Tell whether a date only counts the one right before it from something told: "on Sunday, two days after the bombing"."""
    return date.kind == "ago" and date.words.lower().endswith(("after", "before")) and 0 <= date.start - before.end <= 2


_ROADS = {"road", "highway", "track", "approach", "approaches", "bridge"}  # "posts on the road into Imam Sahib"


def _set_the_scene(incident: Incident, scene: Scene) -> None:
    """Take from a quiet sentence near the lead the village that the lead left out: "The planes made three passes over X"."""
    t = scene.tokens
    places = [
        p
        for p in scene.places
        if not p.aside and not p.origin and p.rank in (SPOT, SETTLEMENT) and not (p.last < len(t) and t.is_name(p.last))
    ] or [p for p in scene.places if p.origin and not p.aside and _ROADS & set(t.lower[max(0, p.first - 3) : p.first])]
    if places and incident.number == 0 and not any(p.rank < PROVINCE for p in incident.places):
        incident.places.append(places[0])
    elif places and scene.paragraph == incident.paragraph and _narrows(places[0], incident) and not scene.speakers:
        incident.narrow = places[0]
        incident.places.insert(0, places[0])
    day = next((d for d in scene.dates if d.date_start and d.kind in ("dm", "iso", "weekday")), None)
    blank = incident.days is None and not scene.speakers
    found = incident.late and incident.days and day and dt.timedelta(0) < incident.days[0] - day.date_start <= 2 * SLACK
    if day is not None and incident.number == 0 and (blank or found):
        incident.late = False
        incident.days, incident.date, incident.rough = (day.date_start, day.date_end), day, False


def _place_drafts(
    mine: list[Draft], incidents: list[Incident], current: Incident | None, told: dict[int, Draft]
) -> Incident | None:
    before: Draft | None = None
    for d in mine:
        if d.harm.whole is not None and id(d.harm.whole) in told and not d.own_date and not d.own_place:
            d.incident = told[id(d.harm.whole)].incident  # "The remaining four …": of the number told before
            continue
        told[id(d.harm)] = d
        same = (
            before is not None
            and (d.days == before.days or not d.own_date)
            and (d.place is before.place or not d.own_place)
        )
        if same:
            d.incident = before.incident
        else:
            running = d.date is not None and d.date.kind in RUNNING
            cue = _Cue(d.scene, d.date if d.own_date and not running else None, d.days if d.own_date and not running else None,
                       d.place if d.own_place else d.scene.heading, d.late, before is None, running=running,
                       period=d.days if d.own_date and running and d.date.kind == "since" else None)  # fmt: skip
            if current is not None and (d.scene.item or _of_those(d, current)):
                d.incident = current
            else:
                current = _choose(cue, incidents, current)
                d.incident = current
        before = d
    return current


def _of_those(d: Draft, current: Incident) -> bool:
    """Tell whether a number is of the people just spoken of, whatever its day: "Seven of them were let go on Monday"."""
    m, t = d.harm.mention, d.scene.tokens
    theirs = m.partitive and "them" in t.lower[m.first : m.last + 1]
    return theirs and not d.own_place and current.paragraph == d.scene.paragraph


def _choose(cue: _Cue, incidents: list[Incident], current: Incident | None) -> Incident:
    among = incidents[:1] + incidents[1:][-RECENT:]
    best = max(among, key=lambda i: (_score(cue, i, current), -i.number), default=None)
    if best is None or _score(cue, best, current) < 0:
        near = current is not None and current.paragraph == cue.scene.paragraph and not cue.scene.opens
        near = near and not (cue.days is not None and (cue.days[1] - cue.days[0]).days >= A_YEAR)
        best = Incident(
            len(incidents),
            places=list(current.places) if near and cue.place is None else [],
            opened=cue.scene.paragraph,
        )
        incidents.append(best)
    _learn(best, cue)
    return best


def _score(cue: _Cue, incident: Incident, current: Incident | None) -> float:
    score = 0.0
    if _turns_back(cue, incident, current):
        score += BACK
    silent = cue.place is None and cue.days is None  # it says neither where nor when: it stays where it stands
    stays = incident is current and incident.paragraph == cue.scene.paragraph
    if incident is current:
        score += NEXT + (SAME_PARAGRAPH if stays else 0) + (STAYS if stays and silent else 0)
        score += OPENS if cue.scene.opens and cue.first else 0
        score += WAITS if _waits(incident) and cue.scene.paragraph - incident.paragraph <= 1 else 0
        score += HOLDS if silent and cue.first and cue.scene.tokens.lower[0] in _HOLDING else 0
        score += LATE if cue.late and not incident.late else 0  # "One more of them died on Sunday"
    elif cue.scene.opens and cue.first:
        score += OPENS
    if incident.old and silent and cue.scene.paragraph != incident.paragraph and not cue.scene.known & incident.events:
        score += OPENS  # behind a paragraph of history the news goes on
    if incident.number == 0:
        score += LEAD
    score += FRESH if _is_fresh(cue, incident) else 0
    score += ABROAD if _abroad(cue.scene, incident) else 0
    score += TELLS_MORE if _tells_more(cue, incident) else 0
    return (
        score
        + (
            OTHER_PLACE
            if _elsewhere(cue, incident)
            else _place_score(cue.place, incident, cue.days is not None, cue.scene.paragraph)
        )
        + _day_score(cue, incident)
        + (0.0 if stays and silent else _deed_score(cue.scene, incident))
    )


def _waits(incident: Incident) -> bool:
    """Tell whether quiet sentences have set a scene that has no number yet; a year or a month sets none."""
    return not incident.told and not incident.old and not (incident.days is not None and incident.rough)


def _turns_back(cue: _Cue, incident: Incident, current: Incident | None) -> bool:
    """Tell whether a number that names a day and no place would leave what its paragraph tells of: "; two died on Saturday"."""
    inside = current is not None and current.paragraph == cue.scene.paragraph and not cue.scene.opens
    known = cue.scene.known & incident.events - GENERIC
    return (
        inside
        and incident is not current
        and incident.paragraph != cue.scene.paragraph
        and cue.place is None
        and not known
    )


def _is_fresh(cue: _Cue, incident: Incident) -> bool:
    """Tell whether a clause of another paragraph has a village and a day of its own, both new: it tells of something else."""
    if cue.place is None or cue.days is None or incident.days is None or cue.late or incident.rough:
        return False
    if cue.place.rank >= DISTRICT or cue.scene.paragraph - incident.opened < 1:
        return False
    meet = cue.days[0] <= incident.days[1] and incident.days[0] <= cue.days[1]
    return not meet and not any(same_place(cue.place, p) for p in incident.places)


def _tells_more(cue: _Cue, incident: Incident) -> bool:
    """Tell whether a quiet sentence right behind the lead names the village that the lead left out: "The house in X, …"."""
    close = incident.number == 0 and cue.silent and cue.scene.paragraph <= 1 and not cue.scene.opens
    left_out = not any(p.rank < DISTRICT and not _is_long(p) for p in incident.places)
    fine = cue.place is not None and cue.place.rank < DISTRICT
    gap = abs((cue.days[0] - incident.days[0]).days) if cue.days and incident.days else 0
    return close and left_out and fine and gap <= FEW_DAYS


def _elsewhere(cue: _Cue, incident: Incident) -> bool:
    """Tell whether a running number is of a village that the incident is not known to have touched."""
    return (
        cue.running
        and cue.place is not None
        and cue.place.rank < PROVINCE
        and not any(same_place(cue.place, p) or p.rank < PROVINCE for p in incident.places)
        and incident.days is not None
        and not incident.spoken  # it is not known yet when it was
    )


def _abroad(scene: Scene, incident: Incident) -> bool:
    """Tell whether a sentence names another country than the incident's: "On the same day, but in Chad, …"."""
    here = {p.name for p in scene.places if p.rank == COUNTRY and not p.aside and not p.origin and not p.weak}
    known = {p.name for p in incident.places if p.rank == COUNTRY}
    return bool(here) and bool(known) and here.isdisjoint(known)


def _place_score(place: PlaceName | None, incident: Incident, dated: bool = False, paragraph: int = 0) -> float:
    if place is None:
        return 0.0
    if not incident.places:
        return 0.0 if paragraph - incident.paragraph <= 1 or incident.number == 0 else -2.0
    if any(same_place(place, p) for p in incident.places):
        return SAME_PLACE if place.rank < PROVINCE else 1.0
    finest = DISTRICT if place.rank < DISTRICT else PROVINCE  # a district may be the village's own
    fine = [p for p in incident.places if p.rank < finest]
    if (
        place.rank == PROVINCE
        and place.strong
        and fine
        and incident.number == 0
        and paragraph - incident.opened > FIRST_PARAGRAPHS
    ):
        return OTHER_PLACE / 2  # a province that the lead's own paragraphs do not name
    if place.rank >= PROVINCE:
        rival = [p for p in incident.places if p.rank == place.rank]
        return OTHER_PLACE if rival and place.rank < COUNTRY else 0.0
    if not fine:
        if (
            dated
            and incident.number == 0
            and place.rank == SETTLEMENT
            and place.strong
            and place.first <= 2
            and paragraph >= FIRST_PARAGRAPHS
        ):
            return OTHER_PLACE  # "In X, to the south, …" of a later paragraph does not say where the lead was
        return 0.5 if paragraph - incident.paragraph < FIRST_PARAGRAPHS else -2.5
    if place.rank == SETTLEMENT and place.strong and not place.origin and any(p.rank == SETTLEMENT for p in fine):
        return OTHER_VILLAGE
    if place.rank != SPOT or all(p.rank == SPOT for p in fine):
        return OTHER_PLACE
    return -1.0 if not dated else OTHER_PLACE / 1.5


_LONG = {
    "river",
    "lake",
    "road",
    "highway",
    "coast",
    "border",
    "archipelago",
    "islands",
    "valley",
    "basin",
    "delta",
    "peninsula",
    "plateau",
}


def _is_long(place: PlaceName) -> bool:
    """Tell whether a name is of a river, a road or a valley, along which villages lie."""
    return place.name.rsplit(" ", 1)[-1].lower() in _LONG


def same_place(a: PlaceName, b: PlaceName) -> bool:
    """Tell whether two names mean one place: "Rubengo", "Rubengo camp"."""
    x, y = a.name.lower(), b.name.lower()
    return x == y or x.startswith(y + " ") or y.startswith(x + " ")


def _day_score(cue: _Cue, incident: Incident) -> float:
    if cue.days is not None and incident.days is None and cue.date and (cue.days[1] - cue.days[0]).days >= A_MONTH:
        return 2 * OTHER_DAY
    elsewhere = cue.scene.paragraph != incident.paragraph and not _tells_more(cue, incident)
    if cue.days is not None and incident.days is None and cue.silent and elsewhere:
        return OTHER_DAY  # "The protests began on Sept. 2": not the day of what another paragraph tells
    if cue.days is not None and incident.days is None and _is_left_behind(cue, incident):
        return OTHER_DAY
    if cue.days is None or incident.days is None or cue.late:
        return 0.0
    a, b = cue.days, incident.days
    if _of_weeks(incident) and (a[1] - a[0]).days <= FEW_DAYS:
        return OTHER_DAY  # an item of a bulletin is not its count of the week
    if a[0] <= b[1] and b[0] <= a[1]:
        return SAME_DAY if not (cue.date and cue.date.coarse) else 0.5
    gap = (a[0] - b[1]).days if a[0] > b[1] else (b[0] - a[1]).days
    near = cue.scene.paragraph - incident.paragraph <= 1 or bool(cue.scene.known & incident.events)
    if incident.spoken and cue.scene.paragraph <= 1 and a[1] < b[0] and gap <= SPOKEN_DAYS and not cue.scene.opens:
        return 0.0  # the day behind a lead that only says when it was told
    if incident.late and a[1] < b[0] and gap <= WOUNDED_DAYS and near:
        return 0.0  # the attack of which somebody has died since
    if gap > FAR_DAYS:
        return 2 * OTHER_DAY
    return -1.0 if incident.rough and gap <= 2 else OTHER_DAY if gap > 1 else OTHER_DAY / 2


def _of_weeks(incident: Incident) -> bool:
    """Tell whether an incident is what a bulletin counts over all its days."""
    between = incident.date is not None and incident.date.kind == "between"
    return between and (incident.days[1] - incident.days[0]).days > FEW_DAYS


def _is_left_behind(cue: _Cue, incident: Incident) -> bool:
    """Tell whether a day comes too late to be that of a deed told paragraphs before: "A convoy was ambushed on Sept. 8"."""
    far = cue.scene.paragraph - incident.paragraph >= FIRST_PARAGRAPHS - 1
    same = cue.place is not None and any(same_place(cue.place, p) for p in incident.places)
    return far and not same and not cue.scene.known & incident.events


def _deed_score(scene: Scene, incident: Incident) -> float:
    if scene.known & incident.events - GENERIC:
        return SAME_DEED
    if scene.known & incident.events:
        return 1.0
    fresh = scene.events - scene.known - GENERIC
    return OTHER_DEED if fresh and incident.events and not fresh & incident.events else 0.0


def _learn(incident: Incident, cue: _Cue) -> None:
    incident.paragraph = cue.scene.paragraph
    incident.events |= cue.scene.events
    tells = (
        cue.silent and bool(cue.scene.known) and cue.scene.paragraph <= 1
    )  # "The raid on X took place on Monday night"
    incident.wide = (incident.wide and not tells) or (cue.scene.wide and not cue.silent and not cue.running)
    narrows = cue.place is not None and incident.wide and cue.place.rank < PROVINCE and bool(incident.places)
    far = incident.number == 0 and not incident.places and cue.scene.paragraph > FIRST_PARAGRAPHS
    far = far and not cue.scene.known & incident.events  # an arrest told at the end does not say where the lead was
    if cue.place is not None and not narrows and not far and not any(same_place(cue.place, p) for p in incident.places):
        if cue.silent and not cue.place.weak and _narrows(cue.place, incident):
            incident.narrow = cue.place
            incident.places.insert(0, cue.place)
        else:
            incident.places.append(cue.place)
    if cue.days is None:
        unknown = incident.days is None or incident.spoken
        if unknown and cue.period is not None and (cue.period[1] - cue.period[0]).days <= FEW_MORE_DAYS:
            incident.days, incident.date, incident.rough, incident.spoken = cue.period, None, True, False
        elif (
            incident.days is None
            and cue.scene.number <= 1
            and not cue.silent
            and (spoken := _spoken_day(cue.scene)) is not None
        ):
            incident.days, incident.date, incident.spoken = (spoken.date_start, spoken.date_end), spoken, True
        return
    rough = cue.late or bool(cue.date and cue.date.coarse)
    back = dt.timedelta(WOUNDED_DAYS) if incident.late and not cue.late else SLACK
    near = (
        incident.days is not None
        and incident.days[0] - (dt.timedelta(SPOKEN_DAYS) if incident.spoken else back) <= cue.days[0]
        and cue.days[1] <= incident.days[1] + SLACK
    )
    replaces = near and incident.rough and not rough and not (incident.spoken and cue.scene.paragraph > 2)
    if incident.days is None or replaces:
        incident.days, incident.date, incident.rough, incident.spoken = cue.days, cue.date, rough, False
        incident.late = cue.late


def _learn_twin(incident: Incident, cue: _Cue) -> None:
    """Add the second of two towns struck at once: "bombs exploded outside courts in X and Y"; each is told of later."""
    for a, b in itertools.pairwise(cue.scene.places):
        joined = cue.scene.tokens.lower[a.last : b.first] == ["and"] and a.strong and a.rank == b.rank == SETTLEMENT
        if joined and not (a.aside or b.aside) and a in incident.places and b not in incident.places:
            incident.places.append(b)


def _narrows(place: PlaceName, incident: Incident) -> bool:
    """Tell whether a quiet sentence names the street or the hill of a deed whose town is known: "at a house on Mill Rise"."""
    known = [p for p in incident.places if p.rank < DISTRICT]
    street = place.name.lower().rsplit(" ", 1)[-1] in NARROW and place.rank == SPOT
    return street and bool(known) and all(p.fineness >= SETTLEMENT for p in known)


def _spoken_day(scene: Scene) -> DateSpan | None:
    """Give the day on which the lead is told: news that names no other day is of that day."""
    return next((d for d in scene.speech_dates if d.date_start), None)


_WARS = {"war", "conflict", "insurgency", "rebellion", "uprising", "insurrection", "hostilities", "wars"}
_BEGAN = {
    "began",
    "begun",
    "started",
    "erupted",
    "flared",
    "broke",
    "launched",
    "took",
    "rose",
    "outbreak",
    "beginning",
    "start",
}


def _of_a_war(d: Draft) -> bool:
    """Tell whether a number without a day is a whole war's: "The war has taken 15,000 lives", "the war in which 9,000 died"."""
    t, start = d.scene.tokens, d.harm.first
    if d.own_date or d.low < MANY or _WARS.isdisjoint(t.vocabulary):
        return False
    at = next((k for k in range(start - 1, -1, -1) if t.lower[k] in _WARS), None)
    if at is None or ";" in t.lower[at:start]:
        return False
    perfect = {"has", "have", "had"} & set(t.lower[at + 1 : d.harm.verb])
    return bool(perfect) or t.lower[at + 1 : at + 4] in ([",", "in", "which"], ["in", "which", t.lower[at + 3]])


def _fill_war(d: Draft, scenes: list[Scene], published: dt.date | None) -> None:
    """Date a war's toll from its beginning, if its sentence or the one before tells that; else it stays without days."""
    near = [s for s in scenes if s.paragraph == d.scene.paragraph and 0 <= d.scene.number - s.number <= 1]
    begun = [
        x
        for s in near
        for x in s.dates
        if x.date_start and (x.kind == "since" or (x.kind in ("year", "month", "dm") and _BEGAN & s.tokens.vocabulary))
    ]
    d.days = (begun[0].date_start, published or begun[0].date_end) if begun else None


def _fill(
    d: Draft,
    lead: Incident,
    dated: Incident | None,
    placed: PlaceName | None,
    region: PlaceName | None,
    published: dt.date | None,
) -> None:
    """Give a draft the day and the place of its incident where it has none, or a rougher one."""
    home: Incident = d.incident
    unknown = d.own_date and d.date is not None and d.date.date_start is None
    loose = (
        d.own_date
        and d.date is not None
        and (d.date.kind == "weekend" or (d.date.kind == "period" and not d.date.words.lower().startswith("this")))
        and not _long(d)  # "last year": not the day of its paragraph
    )
    inside = home.days is not None and d.days is not None and d.days[0] <= home.days[0] and home.days[1] <= d.days[1]
    if not unknown and (
        d.days is None or (d.late and home.days is not None and not home.rough) or (loose and inside and not home.rough)
    ):
        source = home if home.days else dated
        if source is not None:
            d.days, d.date = source.days, d.date or source.date
        elif published is not None and d.days is None:
            d.days = (published, published)
    if published is not None and d.days and (published - d.days[1]).days > LONG_AGO and _goes_on(d):
        d.days = (d.days[0], published)
    running = d.date is not None and (d.date.kind in RUNNING or _long(d))
    coarse = d.place is not None and home.place is not None and d.place.rank >= DISTRICT > home.place.rank
    if d.scene.number == 0 and d.place is not None and _is_long(d.place) and home.place is not None:
        coarse = coarse or (not _is_long(home.place) and d.place in home.places)  # its village is told next
    if d.place is None and _of_a_bulletin(d):
        d.place = home.region or lead.region or region  # of none of the villages that it tells of
        return
    if d.place is None and running and not _same_spell(d, home):
        d.place = home.region or lead.region or region
    if d.place is None or (coarse and (not running or _of_one_deed(d, inside)) and not home.wide):
        d.place = home.place or placed or d.place
    elif (
        home.narrow is not None
        and d.place.rank == SETTLEMENT
        and not running
        and any(same_place(d.place, p) for p in home.places[:2])
    ):
        d.place = home.narrow


def _of_one_deed(d: Draft, inside: bool) -> bool:
    """Tell whether a number that runs over days is its incident's own: "died in two days of clashes", "slain there since Friday"."""
    brief = inside and not d.harm.toll and (d.days[1] - d.days[0]).days <= FEW_DAYS
    return brief or d.harm.mention.more or "there" in d.scene.tokens.lower[d.harm.first : d.harm.last + 3]


def _of_a_bulletin(d: Draft) -> bool:
    """Tell whether a number is of all the days that a bulletin covers, or of those before them."""
    spell = d.harm.form == "compared" or (d.date is not None and d.date.kind == "between")
    return spell and d.own_date and d.days is not None and (d.days[1] - d.days[0]).days > FEW_DAYS


def _same_spell(d: Draft, home: Incident) -> bool:
    """Tell whether a month or a year is its incident's own: "In June … seized four near X; the other three were freed that month"."""
    return d.own_date and home.days is not None and d.days == home.days and home.place is not None


def _region(scenes: list[Scene], country: PlaceName | None) -> PlaceName | None:
    """Give the province or district that a report names again and again, else its country: a count of months is of no village."""
    named = [p for s in scenes for p in s.places if p.rank in (DISTRICT, PROVINCE)]
    counts = Counter(p.name for p in named)
    most = max(named, key=lambda p: (p.rank == PROVINCE, counts[p.name]), default=None)
    return country if country is not None and (most is None or counts[most.name] < OFTEN) else most


def _goes_on(d: Draft) -> bool:
    """Tell whether a number's verb says that the harm goes on till now: "The war … has killed 9,000"."""
    lower, verb = d.scene.tokens.lower, d.harm.verb
    perfect = any(w in ("has", "have") for w in lower[max(0, verb - 3) : verb])
    return d.low >= MANY and perfect and "been" not in lower[max(0, verb - 2) : verb]


def _long(d: Draft) -> bool:
    """Tell whether a number is of a month or a year: a province's, not that of the village its incident has."""
    return d.own_date and d.days is not None and (d.days[1] - d.days[0]).days >= A_MONTH


def _recent(incident: Incident, published: dt.date | None) -> bool:
    return published is None or (published - incident.days[1]).days < 30
