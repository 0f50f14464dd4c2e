"""How the numbers of a report stand to one another: history, parts, increments, running totals, repeats."""

from __future__ import annotations

import datetime as dt
import re
from itertools import combinations

from helpers import lexicon
from helpers.extracting.recalled import mark_recalled
from helpers.extracting.scenes import Draft, Scene
from helpers.extracting.stories import RUNNING, same_place
from helpers.extracting.tallies import adds_one_dead, counts_days, is_war_toll

WINDOW = 80  # numbers on either side that one is compared with: a news report has twenty
NOTES = 12  # corrections that are applied in one text
DIED_SINCE = dt.timedelta(2)
NEWS_DAYS = 9  # a deed longer ago than this is history, unless the report has no later news of harm
PERIOD_DAYS = 62  # a bulletin tells of its own weeks: how far back its news may lie
_RISING = {"raising", "raised", "raises", "lifting", "lifted", "bringing", "brought", "brings", "taking", "takes", "took", "pushing",
           "pushed", "rose", "rises", "risen", "rising", "climbed", "climbs", "climbing", "reached", "reaches", "reaching", "now",
           "so", "since", "grew", "grown", "jumped", "mounted", "swelled", "increased", "overall", "stands", "lifts", "makes", "revised"}  # fmt: skip
_TRIAL = re.compile(
    r"\b(?:sentenced|convicted|verdict|acquitted|indicted|on trial|trial of|prosecutors had asked|life imprisonment|death sentence|"
    r"tribunal|pleaded (?:not )?guilty|found guilty|years in prison|exhum\w+ of|anniversary|memorial|commemorat\w+)\b", re.I)  # fmt: skip
_ANALYSIS = re.compile(
    r"^\s*(?:analysis|opinion|comment(?:ary)?|portrait|profile|feature|explainer|background(?:er)?|obituary|book review|essay)\b",
    re.I | re.M,
)
_BULLETIN = re.compile(
    r"\b(?:bulletin|situation report|sitrep|reporting period|monthly|weekly|fortnightly|update no|communiqu|period covered|highlights|in brief|round-?up|digest|week in review)\b",
    re.I,
)
_DEEDS = {"incidents", "attacks", "operations", "encounters", "clashes", "raids", "places", "districts"}
_SEVERAL = re.compile(
    r"\bin (?:two|three|four|five|six|several|separate|different|various|\d+) (?:separate |different )?(?:incidents|attacks|operations|encounters|clashes|raids|places|districts)\b"
)

_BLOWS = re.compile(  # struck together: "twin blasts", "at two separate buildings"
    r"\btwin (?:\w+ ){0,2}(?:blasts|attacks|bombings|explosions)\b|"
    r"\b(?:two|three|four|five) separate (?:\w+ ){0,2}(?:attacks|ambushes|buildings|posts|vehicles|places|locations|blasts|explosions)\b"
)


_CONFESSED = {"confessed", "confessing", "confessional", "confession", "confesses"}
_NOTES = {"correction", "corrections", "clarification", "corrects", "erratum"}
_TAKES_BACK = {"withdrawn", "withdrew", "retracted", "retracts", "withdraws", "withdrawing", "retracting", "disowned"}
_SAYING = {
    "report",
    "claim",
    "figure",
    "statement",
    "count",
    "toll",
    "number",
    "story",
    "reports",
    "claims",
    "figures",
    "tweet",
    "estimate",
}


def settle(drafts: list[Draft], scenes: list[Scene], published: dt.date | None, text: str) -> list[Draft]:
    """Give the claims that remain, each with its scope and group."""
    drafts = correct(drafts, scenes)
    history = _news_ends(drafts, published, text)
    for i, d in enumerate(drafts):
        since = _lead_ends(d, drafts[0], published, history)
        d.scope = _first_scope(d, drafts[max(0, i - WINDOW) : i + WINDOW], published, since)
    if published is None:
        mark_recalled(drafts, scenes, text)
    for block in _blocks(drafts):
        _follow_history(block)
        _hold_increments(block)
    if published is None:
        _place_retold(drafts)
    drafts = _without_later_dead(_drop_repeats(drafts))
    if published is None:
        _one_more(drafts)
        drafts = _without_the_lead_named(drafts)
    for block in _blocks(drafts):
        if published is None:
            _more_of_the_told(block)
            _shares_of_the_lead(block)
        _arithmetic(block, published is None)
        _told_before(block, published is None)
        if published is None:
            _details_of_the_lead(block)
        _shares_of_several(block, published is None)
        _mix(block)
        _quote_earlier(block)
    return drafts


_EARLIER = re.compile(
    r"(?:but |however ,? ?)?(?:earlier|initially|at first|(?:in )?(?:the |an )?(?:initial|first|early|earlier|preliminary) reports?)\b"
)
EARLIER_REACH = 16  # tokens of a sentence up to the number of an earlier count


def _quote_earlier(drafts: list[Draft]) -> None:
    """Let the quote of an overtaken count hold the word that says so: "Earlier, the radio reported that two were killed"."""
    for i, d in enumerate(drafts):
        told = any(e.measure == d.measure and e.scene is not d.scene and e.incident is d.incident for e in drafts[:i])
        if not told or d.harm.part or d.harm.mention.first > EARLIER_REACH:
            continue
        lower = d.scene.tokens.lower
        if _EARLIER.match(" ".join(lower[:6])):
            d.start = d.scene.tokens.starts[0]
        elif lower[d.harm.first - 1] in ("earlier", "initially") and lower[d.harm.first] == "put":
            d.start = d.scene.tokens.starts[d.harm.first - 1]  # "Officials earlier put the toll at 12"


def _blocks(drafts: list[Draft]) -> list[list[Draft]]:
    """Cut the numbers of a very long text into blocks: those of one story stand near one another."""
    return [drafts[i : i + 2 * WINDOW] for i in range(0, len(drafts), 2 * WINDOW)]


# --- corrections -------------------------------------------------------------------------------------------------


def correct(drafts: list[Draft], scenes: list[Scene]) -> list[Draft]:
    """Put a corrected number in the place of the wrong one, and leave out what was withdrawn."""
    notes = [s for s in scenes if _NOTES & set(s.tokens.lower[:4])]
    for note in notes[:NOTES]:
        drafts = _apply_note(drafts, note, scenes)
    for scene in [s for s in scenes if _takes_back(s)][:NOTES]:
        drafts = _withdraw(drafts, scene)
    return drafts


def _takes_back(scene: Scene) -> bool:
    words = scene.tokens.lower
    return not _TAKES_BACK.isdisjoint(scene.tokens.vocabulary) and any(
        w in _TAKES_BACK and _SAYING & set(words[k : k + 7]) for k, w in enumerate(words)
    )


def _apply_note(drafts: list[Draft], note: Scene, scenes: list[Scene]) -> list[Draft]:
    """Read "It is 28, not 31" in a correction note."""
    from dataclasses import replace

    from helpers.extracting.quantities import quantity_at

    for scene in scenes:
        if scene.paragraph != note.paragraph:
            continue
        lower = scene.tokens.lower
        for k, word in enumerate(lower):
            if word != "not" or k + 1 >= len(lower):
                continue
            wrong, right = quantity_at(scene.tokens, k + 1), _quantity_before(scene, k)
            if wrong is None or right is None:
                continue
            old = next((d for d in drafts if d.low == wrong.low and d.scene.paragraph != note.paragraph), None)
            if old is not None:
                start, end = scene.tokens.starts[right.first], scene.tokens.ends[right.last - 1]
                new = replace(
                    old, low=right.low, high=right.high, modifier=right.modifier, start=start, end=end, scene=scene
                )
                return [d for d in drafts if d is not old and d.scene.paragraph != note.paragraph] + [new]
    return drafts


def _quantity_before(scene: Scene, k: int):
    from helpers.extracting.quantities import quantity_at

    for start in range(k - 1, max(-1, k - 7), -1):
        found = quantity_at(scene.tokens, start)
        if found is not None and found.last <= k:
            return found
    return None


def _withdraw(drafts: list[Draft], scene: Scene) -> list[Draft]:
    """Read "has withdrawn its report of a seventh death": the number that is taken back is no claim."""
    from helpers.extracting.quantities import ORDINALS, quantity_at

    numbers = {ORDINALS[w] for w in scene.tokens.lower if w in ORDINALS}
    numbers |= {
        q.low
        for k in range(len(scene.tokens))
        if k not in scene.tokens.used and (q := quantity_at(scene.tokens, k)) and q.bare
    }
    last = next(
        (d for d in reversed(drafts) if d.scene.number <= scene.number and d.low in numbers and d.measure == "killed"),
        None,
    )
    return [d for d in drafts if d is not last and d.scene is not scene] if last else drafts


# --- scope -------------------------------------------------------------------------------------------------------


def _news_ends(drafts: list[Draft], published: dt.date | None, text: str) -> dt.date | None:
    """Give the day from which on harm is this report's news (None: everything may be)."""
    if published is None:
        return None
    fresh = any(d.days and (published - d.days[1]).days <= NEWS_DAYS and d.measure != "displaced" for d in drafts)
    head = text[:600]
    if _ANALYSIS.search(head[:200]) or (_TRIAL.search(head) and not _fresh_harm(drafts, published)):
        return published + dt.timedelta(1)
    if not fresh and (lead := _lead_day(drafts, published)) is not None:
        return min(lead, published - dt.timedelta(PERIOD_DAYS))
    if _BULLETIN.search(head) or not fresh:
        return published - dt.timedelta(PERIOD_DAYS)
    return published - dt.timedelta(NEWS_DAYS)


def _lead_ends(d: Draft, first: Draft, published: dt.date | None, news_from: dt.date | None) -> dt.date | None:
    """Take as news what the lead admits weeks later: "30 soldiers were killed … on Jan. 8, the army has acknowledged"."""
    if published is None or news_from is None or news_from > published or d.incident is not first.incident:
        return news_from
    told = first.scene.paragraph <= 2 and first.days and first.date and not first.date.coarse
    if not told or not 0 <= (published - first.days[0]).days <= PERIOD_DAYS or d.days != first.days:
        return news_from
    return min(news_from, first.days[0])


def _lead_day(drafts: list[Draft], published: dt.date) -> dt.date | None:
    """Give the day of the lead's harm within a year: what an inquiry reports months later is its news."""
    days = [
        d.days[0]
        for d in drafts
        if d.days and d.scene.paragraph <= 2 and d.date and not d.date.coarse and d.incident is drafts[0].incident
    ]
    return min((day for day in days if 0 <= (published - day).days < 366), default=None)


def _fresh_harm(drafts: list[Draft], published: dt.date) -> bool:
    """Tell whether the first numbers of a report are of the last days."""
    return any(
        d.own_date
        and d.days
        and (published - d.days[1]).days <= NEWS_DAYS
        and d.scene.number <= 3
        and not d.date.coarse
        for d in drafts
    )


def _first_scope(d: Draft, drafts: list[Draft], published: dt.date | None, news_from: dt.date | None) -> str:
    if is_war_toll(d):
        return "background"
    if published is not None and counts_days(d) and not (news_from and news_from > published):
        return "cumulative"
    if is_background(d, published, news_from) or d.harm.form == "compared":
        return "background"
    if adds_one_dead(d, drafts):
        return "increment"
    if (
        d.harm.mention.kind == "state"
        and d.harm.mention.partitive
        and d.measure == "killed"
        and d.harm.mention.head in ("wounded", "injured", "hurt")
    ):
        return "increment"  # "two of the wounded have died"
    if d.harm.part or _is_share(d, drafts):
        return "part_of_total"
    if (
        d.harm.mention.more
        and not _beside_a_name(d)
        and any(
            e.measure == d.measure and e is not d and not e.harm.part and _near(e, d) and _no_later(e, d)
            for e in drafts
        )
    ) or _lifts_a_total(d, drafts):
        return "increment"
    return "cumulative" if _is_cumulative(d) else "incident"


def _beside_a_name(d: Draft) -> bool:
    """Tell whether more people are told of with one by name: "Lone and two more persons" are three in all."""
    t, first = d.scene.tokens, d.harm.mention.first
    return first > 1 and t.lower[first - 1] == "and" and t.is_name(first - 2)


def _no_later(e: Draft, d: Draft) -> bool:
    """Tell whether a number may be what another adds to: "another 11 injured" adds nothing to the 11 of the next sentence."""
    return e.scene.number <= d.scene.number or e.low != d.low


def _near(a: Draft, b: Draft) -> bool:
    return a.incident is b.incident or a.scene is b.scene


def _is_share(d: Draft, drafts: list[Draft]) -> bool:
    """Tell whether a number is said to be of a known one: "17 of them had lost limbs", "my father and both my uncles"."""
    m = d.harm.mention
    if m.whole is not None and any(
        e.measure == d.measure and e.start < d.start and e.low == m.whole.low for e in drafts
    ):
        return True  # "Four soldiers have been killed … Two of the four soldiers died when a round fell short"
    if (
        m.more
        and _beside_a_name(d)
        and any(
            e.measure == d.measure and e.low == d.low + 1 == e.high and 0 < d.scene.number - e.scene.number <= RETOLD
            for e in drafts
        )
    ):
        return True
    words = d.scene.tokens.lower[m.first : m.last]
    if "other" in words[1:] and words[words.index("other", 1) - 1] == "the":
        return any(e.measure == d.measure and e.start < d.start and d.low < e.low == e.high for e in drafts)
    if (m.partitive and (m.kind == "state" or m.head == "them")) or "my" in words or ("our" in words and m.partitive):
        return any(
            e.measure == d.measure
            and e is not d
            and e.start < d.start
            and e.low >= d.low
            and not e.harm.part
            and d.scene.number - e.scene.number <= 12
            and e.incident is d.incident
            for e in drafts
        )
    if m.partitive and "them" in words and d.scene.tokens.lower[max(0, m.first - 1)] in (",", "(", "—", "–"):
        return any(
            e.scene is d.scene and e.measure == d.measure and e.start < d.start and e.low > d.low for e in drafts
        )
    return False


def is_background(d: Draft, published: dt.date | None, news_from: dt.date | None) -> bool:
    """Tell whether a claim is history: its day lies before the report's news, or it is what somebody confesses to."""
    if d.measure != "arrested" and _CONFESSED & set(d.scene.tokens.lower):
        return True
    if d.days is None or published is None or news_from is None:
        return bool(d.date and d.date.kind in ("year", "years") and published is not None)
    start, end = d.days
    if news_from > published:
        return True
    if end >= published and (published - start).days > 370:
        return True
    if d.date is not None and d.date.kind in RUNNING:
        return (published - start).days > 370 or (
            d.date.kind == "since" and (published - start).days > 120 and "so far" not in _words(d)
        )
    if d.date is not None and d.date.kind == "period" and end >= published:
        return False
    return end < news_from


def _follow_history(drafts: list[Draft]) -> None:
    """Keep as news an older deed that the news carries on: engineers seized two weeks ago, freed now."""
    for d in drafts:
        if (
            d.scope == "background"
            and d.days
            and d.date
            and d.date.kind == "ago"
            and d.measure in ("abducted", "missing")
        ) and any(e.scope != "background" and e.scene is d.scene and e.measure in ("freed", "killed") for e in drafts):
            d.scope = "incident"


def _hold_increments(drafts: list[Draft]) -> None:
    """Call a number running that holds an increment of its sentence: "shot three more, ending a battle in which 11 have died"."""
    for more in drafts:
        if more.scope != "increment":
            continue
        for d in drafts:
            lower, verb = d.scene.tokens.lower, d.harm.verb
            perfect = any(w in ("have", "has", "had") for w in lower[max(0, verb - 3) : verb])
            told = d.scene is more.scene and d.measure == more.measure and d.harm.first > more.harm.first
            if told and perfect and d.scope == "incident" and d.low >= more.low:
                d.scope = "cumulative"


def _of_several(d: Draft) -> bool:
    """Tell whether a sentence tells of several deeds at once: "in three separate incidents"."""
    words = d.scene.tokens.vocabulary
    return "in" in words and not _DEEDS.isdisjoint(words) and bool(_SEVERAL.search(_words(d)))


def _words(d: Draft) -> str:
    return " ".join(d.scene.tokens.lower)


def _lifts_a_total(d: Draft, drafts: list[Draft]) -> bool:
    """Tell whether another number of the sentence is the running total that this one adds to."""
    if d.harm.toll:
        return False
    for e in drafts:
        if (
            e.scene is not d.scene
            or not e.harm.toll
            or e.measure != d.measure
            or not _is_cumulative(e)
            or e.low <= d.low
        ):
            continue
        if e.harm.first >= d.harm.last:
            between = [
                x
                for x in drafts
                if x.scene is d.scene and d.harm.first < x.harm.first < e.harm.first and x.measure == d.measure
            ]
            if not any(x.harm.chain != d.harm.chain for x in between):
                return True
        elif any(w in ("after", "when", "as") for w in d.scene.tokens.lower[e.harm.last : d.harm.first]):
            return True
    return False


_STANDS = {"stands", "stood", "closes", "closed"}
_PERIOD = re.compile(
    r"(?:in the (?!last)[a-z]+ )?(?:(?:for|over|during|in) (?:the|this|that) (?:whole )?|that |this )(?:week|month|quarter|year|period)\b"
)


def _over_days(d: Draft) -> bool:
    """Tell whether a number is of a stretch of days that its own clause names: "between 19 and 22 October"."""
    if not d.own_date or d.days is None or d.date is None or d.date.kind not in ("between", "month"):
        return False
    return not d.single and not d.harm.part and (d.days[1] - d.days[0]).days >= 2


def _is_cumulative(d: Draft) -> bool:
    lower = d.scene.tokens.lower
    if d.harm.toll:
        return bool(_RISING & set(lower[max(0, d.harm.first - 4) : d.harm.last + 4])) or (
            d.own_date and d.date is not None and d.date.kind in RUNNING
        )
    if lower[:2] == ["that", "makes"] or _STANDS & set(lower[max(0, d.harm.first - 3) : d.harm.first]):
        return True
    if _PERIOD.match(" ".join(lower[d.harm.last : d.harm.last + 8])) and not d.harm.part:
        return True
    if _over_days(d):
        return True
    if lower[:2] == ["that", "brings"]:
        return True
    this_period = d.date is not None and d.date.kind == "period" and d.date.words.lower().startswith("this")
    this_period = this_period or (d.date is not None and d.date.words.lower().endswith("so far"))
    if d.own_date and d.date is not None and (d.date.kind in RUNNING or this_period):
        return True
    return "since" in lower[d.harm.last : d.harm.last + 3] or (not d.harm.part and _of_several(d))


# --- repeats -----------------------------------------------------------------------------------------------------


def _drop_repeats(drafts: list[Draft]) -> list[Draft]:
    kept: list[Draft] = []
    for d in drafts:
        told = [e for e in kept[-WINDOW:] if _repeats(d, e)]
        if not told:
            kept.append(d)
        elif told[0].low == d.low or not any(e.low == d.low for e in told):
            _learn(told[0], d)
        else:  # "the party's treasurer" is one of the five, and the "treasurer" named among them
            _learn(next(e for e in told if e.low == d.low), d)
    return kept


def _repeats(d: Draft, e: Draft) -> bool:
    """Tell whether d says again what e has said."""
    if d.measure != e.measure or d.harm.mention.more or (d.scope == "background") != (e.scope == "background"):
        return False
    if d.harm.part and e.harm.mention.more:
        return False  # "15 more bodies … The dead included 49 civilians and 15 soldiers"
    if (d.scene is e.scene and d.harm.chain == e.harm.chain) or not _may_be_same_people(d, e):
        return False
    m = d.harm.mention
    if d.single and e.single and d.scene is not e.scene and _is_hurt_too(d) and not _one_person(d, e):
        return False  # "A driver was injured … The driver's helper was also injured"
    if _points_back(d, e):
        return True
    both = d.single and e.single and m.other and not e.harm.mention.other
    if both and d.scene.tokens.lower[m.first] == "another" and d.scene is not e.scene:
        return False  # "Similarly, another man was killed in Z"
    if d.scene is e.scene and (_is_another(d) if d.single and e.single else m.other and d.low == e.low):
        return False  # "Two people were gunned down while bodies of two others were found"
    if _resumes(d, e):
        return True
    if d.single and e.single and (_one_person(d, e) or _two_people(d, e)):
        return _one_person(d, e)
    if (m.definite and d.single and e.single and d.incident is e.incident and d.harm.chain != e.harm.chain) or (
        m.kind == "name" and d.single and e.single and d.incident is e.incident
    ):
        return True
    if d.low == e.low and (d.high == e.high or None in (d.high, e.high)):
        alike = d.speaker is None or e.speaker is None or d.speaker.kind == e.speaker.kind
        if m.definite and not d.single and d.incident is e.incident and alike:
            return True  # "the 19 died in …": those just counted
        if _other_mouth(d, e):
            return False
        if (
            d.single
            and e.single
            and m.article
            and e.harm.mention.article
            and m.head != e.harm.mention.head
            and d.group == e.group != "unspecified"
            and d.scene is e.scene
        ):
            return False
        return _same_time_and_place(d, e) or (m.definite and d.incident is e.incident)
    if d.single and (m.definite or m.kind == "name") and not d.scene.opens and not m.other:
        return e.low >= 1 and d.incident is e.incident and d.scene is not e.scene
    return False


def _without_the_lead_named(drafts: list[Draft]) -> list[Draft]:
    """Leave out whom a later sentence names where a lead tells of one nameless dead: "A policeman was killed … Constable Rao was killed"."""
    first = [d for d in drafts if d.measure == "killed" and d.scene.number == 0]
    if len(first) != 1 or not first[0].single or first[0].scope != "incident" or _has_name(first[0]):
        return drafts
    lead = first[0]
    later = [d for d in drafts if d.measure == "killed" and d.scene.number and d.scope == "incident"]
    if len(later) != 1 or not _is_the_lead(later[0], lead):
        return drafts
    _learn(lead, later[0])
    return [d for d in drafts if d is not later[0]]


def _is_the_lead(d: Draft, lead: Draft) -> bool:
    m = d.harm.mention
    if not d.single or d.harm.part or d.scene.opens or m.more or m.other or not _has_name(d):
        return False
    if not _BESIDES.isdisjoint(_words(d).split()) or d.scene.number - lead.scene.number > 2 * RETOLD:
        return False
    return _may_be_one_day(d, lead) and (d.group == lead.group or m.kind == "name" or _may_be_of_any_side(d))


def _has_name(d: Draft) -> bool:
    """Tell whether a mention is a name, or a name stands in it or right behind it."""
    m, t = d.harm.mention, d.scene.tokens
    behind = t.lower[m.last : m.last + 2] in (["identified", "as"], ["named", "as"])
    return m.kind == "name" or behind or any(t.is_name(k) and k for k in range(m.last - 1, min(m.last + 2, len(t))))


def _one_more(drafts: list[Draft]) -> None:
    """Add whom a later sentence begins with to the one told before him: "A man was killed in X. … Similarly, another man was shot"."""
    for i, d in enumerate(drafts):
        m = d.harm.mention
        if not d.single or d.scope != "incident" or d.scene.tokens.lower[m.first] != "another":
            continue
        if any(o.last <= m.first for o in d.scene.reading.mentions):
            continue  # "The encounter left one trooper and another man dead": both told before
        for e in drafts[max(0, i - 8) : i]:
            alike = e.measure == d.measure and e.single and e.scope == "incident" and not e.harm.part
            if alike and e.scene is not d.scene and (e.place is d.place or e.place is None or d.place is None):
                d.scope = "increment"


def _is_hurt_too(d: Draft) -> bool:
    """Tell whether "also" stands before the verb: somebody beside those told of."""
    lower, m = d.scene.tokens.lower, d.harm.mention
    return "also" in lower[m.last : max(d.harm.verb, m.last)]


def _is_another(d: Draft) -> bool:
    """Tell whether one person is told of beside the one before: "while a man was killed in Z", "another youth was found dead"."""
    m, lower = d.harm.mention, d.scene.tokens.lower
    return lower[m.first] == "another" or (m.article and lower[m.first - 1 : m.first] in (["while"], ["whereas"]))


def _resumes(d: Draft, e: Draft) -> bool:
    """Tell whether a number only takes up those told of before: "Of the three persons injured, one died"."""
    m, lower = d.harm.mention, d.scene.tokens.lower
    opens = m.definite and not d.single and m.first == 1 and lower[0] == "of"
    return opens and d.scene is not e.scene and d.incident is e.incident


_OVERTAKEN = re.compile(
    r"(?:in (?:the|an|its) )?(?:earlier|initial|initially|first|preliminary|previous)\b(?: ,)?(?: \w+){0,3} report"
)
RETOLD = 4  # sentences of a short report over which another mouth tells its deed again


def _place_retold(drafts: list[Draft]) -> None:
    """Give what another mouth tells again the place of the first telling, in reports without a day of publication.

    "A soldier was killed in Mohmand … An officer said that a soldier at a post near the border died": the second place
    is a finer one for the same deed, unless its sentence opens another ("Separately", "In another incident").
    """
    for i, d in enumerate(drafts):
        m = d.harm.mention
        if d.scene.opens or m.more or m.other or d.harm.part or m.kind == "unknown":
            continue
        told = [e for e in drafts[max(0, i - WINDOW) : i] if _tells_first(e, d)]
        if told and d.place is not None and not any(e.place is not None and same_place(e.place, d.place) for e in told):
            d.place, d.own_place = told[-1].place, told[-1].own_place
        if told and not d.own_date:
            d.days, d.date = told[-1].days, told[-1].date


def _tells_first(e: Draft, d: Draft) -> bool:
    """Tell whether a number is the one that another mouth, or the sentence with the name, gives again."""
    same = (e.measure, e.low, e.high) == (d.measure, d.low, d.high) and d.group == e.group
    if (
        e.measure == d.measure
        and e.scope == d.scope
        and _may_be_same_people(d, e)
        and not d.harm.part
        and not e.harm.part
    ):
        opening = " ".join(d.scene.tokens.lower[:6])
        if 0 < d.scene.number - e.scene.number <= RETOLD and _OVERTAKEN.match(opening):
            return True
    if (
        not same
        or (d.single and d.group == "unspecified")
        or e.harm.part
        or (e.scope == "background") != (d.scope == "background")
    ):
        return False
    if not 0 < d.scene.number - e.scene.number <= RETOLD or not _may_be_one_day(d, e) or _two_people(d, e):
        return False
    lower, last = d.scene.tokens.lower, d.harm.mention.last
    named = d.harm.mention.head == e.harm.mention.head and lower[last : last + 2] == ["identified", "as"]
    return named or _other_mouth(d, e)


def _may_be_one_day(d: Draft, e: Draft) -> bool:
    if d.days and e.days:
        return d.days[0] <= e.days[1] and e.days[0] <= d.days[1]
    return not (d.own_date and e.own_date and d.date and e.date and d.date.words != e.date.words)


_HIM = {"him", "her", "he", "she"}
_ANYONE = {"victim", "deceased", "man", "woman", "person"}
BACK = 4  # sentences over which "the victim" points back


def _points_back(d: Draft, e: Draft) -> bool:
    """Tell whether a claim of one speaks by its words of somebody told of before: "him", "the victim"."""
    m, lower = d.harm.mention, d.scene.tokens.lower
    if not d.single or d.scene.opens or d.scene is e.scene or d.scene.number - e.scene.number > BACK:
        return False
    if not e.single:
        return False
    known = e.scene.tokens.lower[e.harm.mention.first : e.harm.mention.last]
    the_same = m.head in known or (m.head in _ANYONE and e.group in (d.group, "civilians", "unspecified"))
    return lower[m.first] in _HIM or (lower[m.first] == "the" and m.kind in ("noun", "generic") and the_same)


_ANYBODY = {"he", "she", "they", "it", "we", "i", "the", "a", "an", "of", "in", "who"}


def _other_mouth(d: Draft, e: Draft) -> bool:
    """Tell whether two numbers come from two mouths: of another kind, or, in another sentence, without a word in common."""
    if not d.speaker or not e.speaker or d.speaker.words == e.speaker.words:
        return False
    if d.speaker.kind != e.speaker.kind:
        return True
    a, b = (set(x.speaker.words.lower().split()) for x in (d, e))
    unnamed = not a - _ANYBODY or not b - _ANYBODY
    return d.scene is not e.scene and not unnamed and not (a & b) - _ANYBODY


_VAGUE_HEADS = {
    "",
    "man",
    "woman",
    "person",
    "victim",
    "body",
    "soldier",
    "policeman",
    "militant",
    "civilian",
    "deceased",
}


def _one_person(d: Draft, e: Draft) -> bool:
    """Tell whether two claims of one person share a name or, the second with "the", the noun: "The party's treasurer"."""
    m = d.harm.mention
    if m.definite and m.kind != "name" and m.head == e.harm.mention.head and m.head not in _VAGUE_HEADS:
        return d.scene.number - e.scene.number <= 3 and not d.scene.opens
    return m.kind == "name" and d.scene is not e.scene and bool(_names(d, m.last) & _names(e, e.harm.mention.last + 16))


def _two_people(d: Draft, e: Draft) -> bool:
    """Tell whether two claims name one person each, and not the same."""
    both = d.harm.mention.kind == e.harm.mention.kind == "name"
    names = [_names(x, x.harm.mention.last + 3) for x in (d, e)]
    return both and all(names) and not names[0] & names[1]


def _names(d: Draft, end: int) -> set[str]:
    """Give the long words of names in a mention and what stands behind it up to token `end`."""
    t, m = d.scene.tokens, d.harm.mention
    if t.upper:
        return set()
    stop = next(
        (k for k in range(m.last, min(end, len(t))) if t.lower[k] in ("by", "in", "at", "near", "from", "on", ".")), end
    )
    inside = range(m.first, min(stop, len(t)))
    return {
        t.lower[k]
        for k in inside
        if t.is_name(k) and (k or m.kind == "name") and len(t.words[k]) > 3 and t.lower[k] not in lexicon.people()
    }


def _may_be_same_people(d: Draft, e: Draft) -> bool:
    return (
        d.group == e.group
        or "unspecified" in (d.group, e.group)
        or e.group == "mixed"
        or d.group == "mixed"
        or (d.harm.mention.kind == "name" and {d.group, e.group} != {"security_forces", "militants"})
    )


def _same_time_and_place(d: Draft, e: Draft) -> bool:
    if d.own_date and e.own_date and d.days and e.days and (d.days[0] > e.days[1] or e.days[0] > d.days[1]):
        return False
    if d.own_place and e.own_place and d.place and e.place and not same_place(d.place, e.place):
        return d.place.rank != e.place.rank and (d.harm.mention.definite or not d.scene.opens)
    return d.incident is e.incident or not d.scene.opens


def _learn(kept: Draft, repeat: Draft) -> None:
    """Take from a repeat what the first mention left out."""
    if repeat.place and (kept.place is None or (repeat.own_place and repeat.place.rank < kept.place.rank)):
        kept.place = repeat.place
    found = _tells_when(repeat) and not kept.own_date and kept.scope != "increment"
    if kept.days is None or (repeat.days and (found or (kept.date and kept.date.coarse and repeat.own_date))):
        kept.days, kept.date = repeat.days or kept.days, repeat.date or kept.date
    if found and repeat.own_place and not kept.own_place and repeat.place is not None:
        kept.place, kept.incident = (
            repeat.place,
            repeat.incident,
        )  # "the burial of two rangers. They died on Tuesday in X"
    if kept.group == "unspecified" and repeat.group != "mixed" and repeat.low == kept.low:
        kept.group = repeat.group
    kept.speaker = kept.speaker or repeat.speaker


def _tells_when(repeat: Draft) -> bool:
    """Tell whether a repeat gives those known the day of their deed: "The two died on Tuesday in X"."""
    dated = repeat.own_date and repeat.date is not None and repeat.date.kind not in RUNNING
    return dated and repeat.harm.mention.definite


def _without_later_dead(drafts: list[Draft]) -> list[Draft]:
    """Leave out the wounds of one who is said to have died of them: "A woman succumbed … The woman sustained injuries …"."""
    dead = [d for d in drafts if d.single and d.measure == "killed"]
    died = [d for d in dead if d.scene.tokens.lower[d.harm.verb].startswith(("succumb", "died"))]
    killed = [d for d in drafts if d.measure == "killed"]

    def is_told_dead(d: Draft) -> bool:
        if d.measure != "injured":
            return False
        if any(_same_again(d, e) for e in killed):
            return True  # "killed a couple … Before, the couple was beaten up"
        if not d.single:
            return False
        him = (
            d.scene.tokens.lower[d.harm.mention.first] in _HIM
        )  # "exploded, injuring him": the one whose death is the news
        return any(e.group == d.group and _is_same_one(d, e) for e in died) or (
            him and any(_points_back(d, e) for e in dead)
        )

    return [d for d in drafts if not is_told_dead(d)]


def _same_again(d: Draft, e: Draft) -> bool:
    """Tell whether "the couple", "the jawan" are those of whose death an earlier sentence tells."""
    m, k = d.harm.mention, e.harm.mention
    same = m.definite and m.head == k.head and m.head not in ("", "man", "woman") and m.kind in ("noun", "generic")
    return (
        same
        and not k.definite
        and (d.low, d.high) == (e.low, e.high)
        and 0 < d.scene.number - e.scene.number <= NEAR_DEATH
    )


NEAR_DEATH = 6  # sentences


def _is_same_one(d: Draft, e: Draft) -> bool:
    """Tell whether one hurt is the one who died: "the woman" again, or by name ("a shopkeeper, Nazir Ahmad … Nazir succumbed")."""
    m = d.harm.mention
    if (m.definite or e.harm.mention.definite) and e.harm.mention.head == m.head:
        return e is not d
    he = e.harm.mention.kind == "name" and e.scene.tokens.lower[e.harm.mention.first] in ("he", "she")
    if he and 0 < e.scene.number - d.scene.number <= 2:
        return True  # "was shot and injured … He died in hospital"
    later = e.scene.number > d.scene.number and e.harm.mention.kind == "name"
    return later and bool(_names(d, m.last + 16) & _names(e, e.harm.mention.last))


# --- sums --------------------------------------------------------------------------------------------------------


def _more_of_the_told(drafts: list[Draft]) -> None:
    """Make parts of "Lone and two more persons" behind a three that they make up: they add nothing."""
    for more in drafts:
        mates = [
            d
            for d in drafts
            if d.scene is more.scene and d.harm.chain == more.harm.chain >= 0 and d.measure == more.measure
        ]
        if more.scope != "increment" or len(mates) < 2:
            continue
        if any(
            t.measure == more.measure and t.start < mates[0].start and t.low == sum(d.low for d in mates)
            for t in drafts
        ):
            for d in mates:
                d.scope = "part_of_total"


def _shares_of_the_lead(drafts: list[Draft]) -> None:
    """Make parts of "20 militants … another 16 militants" that the 45 of the lead holds: the 16 add to the 20."""
    for more in drafts:
        if more.scope != "increment" or more.scene.opens or more.group == "unspecified":
            continue
        same = [d for d in drafts if d.measure == more.measure and d.group == more.group and d.start < more.start]
        same = [
            d
            for d in same
            if d.scope == "incident" and not d.harm.part and more.scene.number - d.scene.number <= RETOLD
        ]
        for total in same:
            others = [d for d in same if total.start < d.start and d.scene is not total.scene and d.low < total.low]
            if total.scene.number == 0 and others and more.low + sum(d.low for d in others) <= total.low:
                for d in [more, *others]:
                    d.scope, d.place = "part_of_total", total.place or d.place
                break


def _arithmetic(drafts: list[Draft], undated: bool) -> None:
    """Find the numbers of one sentence that add up to a total elsewhere: they are its parts."""
    by_scene: dict[tuple[int, str], list[Draft]] = {}
    for d in drafts:
        if d.scope in ("incident", "part_of_total"):
            by_scene.setdefault((d.scene.number, d.measure), []).append(d)
    totals = [
        t for t in drafts if t.group in ("unspecified", "mixed") and t.scope in ("incident", "cumulative", "background")
    ]
    for (number, measure), parts in by_scene.items():
        if len(parts) < 2 or len({p.group for p in parts}) < 2:
            _same_people(parts, drafts, undated)
            continue
        for total in totals:
            if (
                total.measure == measure
                and total not in parts
                and total.low == sum(p.low for p in parts)
                and total.scene.number <= number + 3
            ):
                for p in parts:
                    p.scope = "part_of_total"
                total.group = "mixed"


def _told_before(drafts: list[Draft], undated: bool) -> None:
    """Make parts of numbers that the next sentences give one by one: "38 died … 29 in X. In Y, nine were shot"."""
    for i, total in enumerate(drafts):
        if (
            total.scope != "incident"
            or total.low < (2 if undated else 4)
            or total.harm.part
            or total.high not in (total.low, None)
        ):
            continue
        near = [
            d for d in drafts[i + 1 : i + 8] if d.measure == total.measure and d.scope == "incident" and not d.harm.part
        ]
        near = [d for d in near if 0 < d.scene.number - total.scene.number <= 4 and d.low < total.low]
        for size in (2, 3, 4):
            some = near[:size]
            if len(some) == size and sum(d.low for d in some) == total.low and _fit(total, some):
                for d in some:
                    d.scope = "part_of_total"
                    d.place = total.place or d.place if undated else d.place
                break


_BESIDES = {"also", "too", "besides", "separately", "meanwhile", "civilian", "civilians"}


def _details_of_the_lead(drafts: list[Draft]) -> None:
    """Make parts of persons told one by one behind the number of a lead that holds them, in reports without a day.

    "Three people were shot dead … A baker was killed in X": such reports open with the whole. Who is only named or
    described ("the driver, Naseer, died") is of the lead's people, be they policemen.
    """
    for lead in (e for e in drafts if e.scene.number == 0 and e.low > 1 and not e.harm.part):
        held = sum(p.low for p in drafts if p.scope == "part_of_total" and p.measure == lead.measure and p.scene.number)
        for d in drafts:
            rest = d.harm.mention.other and any(p.scene is d.scene and p.scope == "part_of_total" for p in drafts)
            if held + d.low > lead.low or not _is_detail_of(d, lead) or (d.harm.mention.other and not rest):
                continue
            held += d.low
            d.scope, d.place = "part_of_total", lead.place or d.place
            if lead.group not in ("unspecified", "mixed"):
                d.group = lead.group


def _is_detail_of(d: Draft, lead: Draft) -> bool:
    """Tell whether one person may be of those whom the lead counts: nothing says that he died beside them."""
    m, near = d.harm.mention, 0 < d.scene.number - lead.scene.number <= RETOLD
    if (
        not near
        or d.measure != lead.measure
        or d.scope != "incident"
        or d.low >= lead.low
        or d.harm.part
        or d.scene.opens
    ):
        return False
    if m.more or lead.scope not in ("incident", "cumulative") or not _BESIDES.isdisjoint(_words(d).split()):
        return False
    return lead.group in ("unspecified", "mixed", d.group) or _may_be_of_any_side(d)


_OF_ANY_SIDE = {"", "resident", "native", "man", "driver", "person", "youth", "guard", "gunman", "cook", "victim"}


def _may_be_of_any_side(d: Draft) -> bool:
    """Tell whether a person is only named, or called what a policeman may be too: "Jamshed Khan, a resident of X"."""
    return d.single and d.group == "civilians" and d.harm.mention.head in _OF_ANY_SIDE


def _fit(total: Draft, parts: list[Draft]) -> bool:
    """Tell whether parts may be of a total: the same days, and no other mouth that counts anew."""
    days = all(
        d.days is None
        or total.days is None
        or (d.days[0] <= total.days[1] + DIED_SINCE and total.days[0] <= d.days[1])  # one of them later, of wounds
        for d in parts
    )
    return days and all(
        d.group == total.group or "unspecified" in (d.group, total.group) or total.group == "mixed" for d in parts
    )


def _same_people(parts: list[Draft], drafts: list[Draft], undated: bool) -> None:
    """Make parts of numbers of one group that add up to one told just before: 18, "ten in X, five in Y and three in Z"."""
    for i, last in enumerate(parts[1:], start=2):
        for total in drafts:
            told = last.scene.number - total.scene.number in (0, 1, 2) and total.start < parts[0].start
            for shares in (parts[:i], parts[1:i]):
                one_deed = len({p.harm.chain for p in shares} - {-1}) == 1 or _all_told_of(shares, parts, total)
                fits = len(shares) > 1 and one_deed and total not in shares and total.low == sum(p.low for p in shares)
                if told and fits and total.measure == last.measure and total.high in (total.low, None):
                    for p in shares:
                        p.scope = "part_of_total"
                        p.place = total.place or p.place if undated else p.place
                        if not p.group_given or p.harm.mention.head in ("men", "man"):
                            p.group = total.group if total.group != "unspecified" else p.group
                    if total.group == "unspecified":
                        total.group = shares[0].group


def _all_told_of(shares: list[Draft], parts: list[Draft], total: Draft) -> bool:
    """Tell whether a sentence says how each of those just counted died: "Two fell at once, the third died in hospital"."""
    if shares is not parts and len(shares) < len(parts):
        return False
    plain = all(
        p.harm.mention.head in ("men", "man", "", "persons", "person", "people") or p.group == total.group
        for p in shares
    )
    return plain and any(p.harm.mention.other for p in shares) and total.low > 1


def _shares_of_several(drafts: list[Draft], undated: bool) -> None:
    """Make parts of what is told one by one behind "seven were killed in two separate incidents"."""
    for total in drafts:
        twin = undated and total.scene.number == 0 and bool(_BLOWS.search(_words(total)))
        if total.harm.part or not (twin or _of_several(total)):
            continue
        for d in drafts:
            if twin and (d.scene.opens or d.harm.mention.more):
                continue
            later = d.scene.number > total.scene.number and d.measure == total.measure
            if later and d.scope == "incident" and d.low <= total.low and d.days == total.days:
                d.scope = "part_of_total"
                d.place = total.place if undated and total.place is not None else d.place


def _mix(drafts: list[Draft]) -> None:
    """Call a number mixed whose parts, or whose sentence, name several groups."""
    for d in drafts:
        if d.harm.part or d.group == "mixed" or not _may_be_mixed(d):
            continue
        lower = d.scene.tokens.lower
        after = lower[d.harm.mention.last : d.harm.mention.last + 6]
        if (
            after[:1] == [","]
            and any(w in ("mostly", "mainly", "most", "many", "largely", "third", "half", "quarter") for w in after)
            and "civilians" in lower
        ):
            d.group = "mixed"
        if after[:1] == ["including"] and ("mixed" in (sides := _sides_behind(d)) or len(sides) > 1):
            d.group = "mixed"  # "20 people including militants, police and civilians"
        parts = [
            p
            for p in drafts
            if p.measure == d.measure
            and p is not d
            and p.low < d.low
            and (p.scope == "part_of_total" or (p.harm.part and p.scope == d.scope))
        ]
        near = [
            p
            for p in parts
            if p.harm.whole is d.harm or (p.scene is d.scene and 0 < p.harm.mention.first - d.harm.mention.last <= 16)
        ]
        if any(p.group in ("security_forces", "militants") or _says_civilian(p) for p in near) or (
            d.harm.toll and len({p.group for p in parts if p.incident is d.incident} - {"unspecified"}) > 1
        ):
            d.group = "mixed"
    for d in drafts:
        if d.group == "unspecified" and d.scope == "cumulative":
            news = [x for x in drafts if x.measure == d.measure and x is not d and x.scope in ("incident", "increment")]
            for a, b in combinations(news[:12], 2):
                if a.low + b.low == d.low and (a.group != b.group or a.group == "mixed"):
                    d.group = "mixed"


def _sides_behind(d: Draft) -> set[str]:
    end = d.harm.mention.last
    told = [m for m in d.scene.reading.mentions if end < m.first <= end + 8 and m.plural and not m.counted]
    return {m.group for m in told} - {"unspecified"}


def _may_be_mixed(d: Draft) -> bool:
    m = d.harm.mention
    return (
        d.group == "unspecified"
        or not d.group_given
        or m.head in ("people", "persons", "dead", "lives", "souls", "deaths")
    )


def _says_civilian(d: Draft) -> bool:
    words = d.scene.tokens.lower[d.harm.mention.first : d.harm.mention.last + 3]
    return any(w.startswith("civilian") for w in words)
