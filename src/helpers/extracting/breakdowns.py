"""What a number is made up of: "four dead: an elder, two soldiers and a gunman", "of whom 20 were civilians", "as did one policeman"."""

from __future__ import annotations

from helpers.extracting.grammar import BE
from helpers.extracting.groups import group_words
from helpers.extracting.mentions import STOP, Mention
from helpers.extracting.quantities import quantity_at
from helpers.extracting.verbs import Harm, VerbReader

_OPENERS = {":", "namely", "—", "–", "(", "they", "these", "were", "are", "was", "listed", "lists", "list", "gives", "gave", "named", "names", "counted", "counts", "comprising", "comprised",
            "made", "make", "makes", "viz", "specifically", "i.e", "both"}  # fmt: skip
_SERVED = {"belonged", "belong", "served", "serve", "worked", "came", "wore", "hailed"}
_ECHO = {("as", "did"), ("so", "did"), ("so", "was"), ("so", "were"), ("as", "was"), ("as", "were"), ("as", "has"), ("as", "have"),
         ("so", "too", "was"), ("so", "too", "were"), ("so", "too", "did"), ("likewise",), ("as", "had"), ("so", "had"), ("so", "has"),
         ("so", "have"), ("as", "does"), ("so", "does"), ("as", "do"), ("so", "do"), ("so", "is"), ("so", "are"), ("as", "is"), ("as", "are")}  # fmt: skip
ECHOES = {"so", "likewise", "as"}  # by which a sentence without a word of harm may speak of it
REACH = 34  # tokens between a number and the list of those whom it counts


def find_breakdowns(r: VerbReader) -> None:
    """Note whom a number counts, one by one or group by group, and those to whom the same was done."""
    for run in _runs(r):
        for size in range(
            len(run), 1, -1
        ):  # "30 soldiers and three civilians, two nurses and a driver": the first two add up
            if _sum_of(r, run[:size]):
                break
        else:
            if len(run) > 2:
                _sum_of(r, run[1:])  # "six people, a monk and five soldiers, were hurt"
    _kinds(r)
    _others(r)
    _bare_sums(r)
    _in_condition(r)
    _echoes(r)


_CONDITIONS = {"critical", "serious", "grave", "stable", "critically", "seriously", "gravely", "severely"}


def _in_condition(r: VerbReader) -> None:
    """Make "nine were injured, four in a critical condition" a part of the injured before them."""
    for h in r.r.harms:
        m = h.mention
        if h.part or h.measure != "injured" or m.kind != "bare" or not m.counted or m.more:
            continue
        if not _CONDITIONS & set(r.lower[m.last : m.last + 4]) or r.word(m.first - 1) not in (
            ",",
            "—",
            "–",
            "(",
            "with",
        ):
            continue
        whole = next(
            (x for x in reversed(r.r.harms) if x.measure == "injured" and not x.part and x.mention.last <= m.first),
            None,
        )
        if whole is not None and (whole.mention.low or 0) > (m.low or 0):
            h.part, h.whole = True, whole


def _runs(r: VerbReader) -> list[list[Mention]]:
    """Cut the counted people of a sentence into lists: what commas and "and" join, whatever describes them between."""
    runs: list[list[Mention]] = []
    for m in r.mentions:
        if m.kind in ("pronoun", "state", "bare") or not m.counted:
            continue
        before = runs[-1][-1] if runs else None
        if before is not None and _listed(r, before, m):
            runs[-1].append(m)
        else:
            runs.append([m])
    return [run for run in runs if len(run) > 1]


def _listed(r: VerbReader, a: Mention, b: Mention) -> bool:
    gap = r.lower[a.last : b.first]
    if not gap or len(gap) > 14 or gap[-1] not in (",", "and", ";", "&", "plus", "—"):
        return False
    verbs = BE | {"has", "had", "have", "said"}
    described = gap[0] in ("who", "of", "from", "in", "at", ",", "with") or len(gap) <= 3
    return described and (gap[0] == "who" or not verbs & set(gap))


def _sum_of(r: VerbReader, run: list[Mention]) -> bool:
    """Make a list the parts of the number that it adds up to: one of its sentence, or the last told before."""
    if any(m.high != m.low or m.low is None for m in run) or _told(r, run):
        return False
    total = sum(m.low for m in run)
    described = _described(r, run)
    whole = _total_in_sentence(r, run, total) or _total_before(r, run, total, described)
    if whole is None or any(h.measure != whole.measure for h in described):
        return False
    r.r.harms[:] = [h for h in r.r.harms if h not in described]
    for h in described:
        r.taken.pop((h.mention.first, h.measure), None)
    for m in run:
        r.harm(whole.measure, m, m.first, m.last, "part", part=True, whole=whole)
    return True


def _bare_sums(r: VerbReader) -> None:
    """Make parts of numbers without a noun that add up: "38 were dead: 31 whose kin knew them and seven burned beyond recognition"."""
    for h in [h for h in r.r.harms if not h.part and h.measure != "attackers" and (h.mention.low or 0) > 2]:
        rest = [m for m in r.mentions if m.kind == "bare" and m.counted and m.first >= h.mention.last]
        rest = [m for m in rest if r.word(m.first - 1) in (":", ",", "and", ";", "—", "of") and m.low == m.high]
        own = [x for x in r.r.harms if any(x.mention is m for m in rest)]
        if len(rest) < 2 or sum(m.low for m in rest) != h.mention.low or any(x.measure != h.measure for x in own):
            continue
        for x in own:
            x.part, x.whole = True, h
        for m in rest:
            m.group, m.group_given = (h.mention.group, False) if m.group == "unspecified" else (m.group, m.group_given)
            r.harm(h.measure, m, m.first, m.last, "part", part=True, whole=h)


def _told(r: VerbReader, run: list[Mention]) -> bool:
    """Tell whether the list has a harm of its own, other than being part of a number."""
    firsts, described = {m.first for m in run}, _described(r, run)
    return any(h.mention.first in firsts and not h.part and h not in described for h in r.r.harms)


def _described(r: VerbReader, run: list[Mention]) -> list[Harm]:
    """Give the harms that only describe one of a list: "30 militants, a soldier who embraced martyrdom, and three civilians"."""
    firsts = {m.first for m in run}
    ends = {m.last for m in run if r.word(m.last) == "who"}
    return [h for h in r.r.harms if h.mention.first in firsts and not h.part and any(e < h.verb <= e + 4 for e in ends)]


def _total_in_sentence(r: VerbReader, run: list[Mention], total: int) -> Harm | None:
    a, b = run[0].first, run[-1].last
    for h in sorted(r.r.harms, key=lambda h: -h.mention.last):
        if h.part or h.measure == "attackers" or h.mention.low != total or h.mention.kind == "name":
            continue
        if h.mention.last <= a and a - h.mention.last <= REACH and _introduced(r, h, a, run):
            return h
        if b <= h.mention.first <= b + 2 and r.word(b) in ("made", "make", "makes", "were", "accounted"):
            return h  # "A shopkeeper and a soldier made two injured"
    return None


def _introduced(r: VerbReader, h: Harm, a: int, run: list[Mention]) -> bool:
    """Tell whether a list is set off from the number before it; two people who stand alone need a word that says so."""
    gap = r.lower[max(h.mention.last, 0) : a]
    if {"by", "when", "after", "said"} & set(gap[-2:]):
        return False
    opened = bool(_OPENERS & set(gap[-2:]))
    return opened or (gap[-1:] == [","] and any(not m.article for m in run))


def _total_before(r: VerbReader, run: list[Mention], total: int, described: list[Harm]) -> Harm | None:
    """Give the number of a sentence before that a list adds up to: "They were a soldier and two militants"."""
    if any(not h.part and h not in described for h in r.r.harms) or run[0].first > 6:
        return None
    opened = _OPENERS & set(r.lower[max(0, run[0].first - 2) : run[0].first])
    last = r.last_harm()
    return last if opened and last is not None and last.mention.low == total else None


def _kinds(r: VerbReader) -> None:
    """Read "22 dead, of whom 20 were civilians and two belonged to the forces", "Of nine people hurt, seven are civilians"."""
    start = _of_whom(r)
    if start is None:
        return
    whole = _whole_before(r, start)
    for m in r.mentions if whole is not None else ():
        if m.first < start or not m.counted or m.kind not in ("bare", "noun", "generic") or m.partitive or r.harmed(m):
            continue
        if (m.low or 0) > (whole.mention.low or 0):
            return
        told = _said_of(r, m)
        if told is None:
            continue
        group, end = told
        if m.kind == "bare":
            m.group, m.group_given = group, group != "unspecified"
        r.harm(whole.measure, m, m.first, end, "part", part=True, whole=whole)


def _of_whom(r: VerbReader) -> int | None:
    """Give where the shares of a number begin: behind "of whom", or behind the comma of "Of the nine hurt,"."""
    vocabulary, lower = r.t.vocabulary, r.lower
    if "whom" in vocabulary or "which" in vocabulary:
        for k in range(len(lower) - 1):
            if lower[k] in ("of", "among") and lower[k + 1] in ("whom", "which"):
                return k + 2
    if "of" not in vocabulary:
        return None
    ofs = [k for k, word in enumerate(lower) if word == "of"]
    opens = r.word(0) == "of" or (r.word(1) == "of" and r.word(0) in ("and", "but"))
    opening = 0 if opens else next((k for k in ofs if k and lower[k - 1] == ","), None)
    if opening is None:
        opening = next((k for k in ofs if k > 1 and lower[k - 2 : k] == [",", "and"]), None)
    if opening is None:
        return None
    counted = any(m.counted and opening < m.first <= opening + 3 for m in r.mentions) or r.word(opening + 1) == "those"
    return next((k + 1 for k in range(opening + 2, len(r.lower)) if r.lower[k] == ","), None) if counted else None


def _whole_before(r: VerbReader, start: int) -> Harm | None:
    found = [h for h in r.r.harms if h.mention.first < start and not h.part and h.measure != "attackers"]
    return found[-1] if found else r.last_harm()


def _said_of(r: VerbReader, m: Mention) -> tuple[str, int] | None:
    """Read who a number are said to be: (their group, one past what says it)."""
    k = m.last
    if r.word(k) in BE:
        k += 1 + (r.word(k + 1) in ("among", "from"))
        told = r.mention_near(k, 2) or r.at_first.get(k + 1)
        if told is not None and told.kind in ("noun", "generic") and not (told.counted and not told.article):
            return told.group, told.last
        return None
    if r.word(k) in _SERVED:
        named = (group_words().get(w) for w in r.lower[k : k + 7])
        return next((g for g in named if g), "unspecified"), k + 1
    return None


_OTHERS = {"other", "others", "rest", "third", "fourth", "fifth"}


def _others(r: VerbReader) -> None:
    """Read "two of them wardens, the other a League man", "and the other ten gendarmes": who the rest of a number were."""
    for k in () if _OTHERS.isdisjoint(r.t.vocabulary) else range(2, len(r.lower) - 1):
        if r.lower[k] not in _OTHERS or r.lower[k - 1] != "the":
            continue
        whole = next((h.whole for h in reversed(r.r.harms) if h.part and h.mention.first < k and h.whole), None)
        if whole is None or r.lower[k - 2] not in (",", "and", ";", "while"):
            continue
        _note_rest(r, k, whole)


def _note_rest(r: VerbReader, k: int, whole: Harm) -> None:
    known = [h for h in r.r.harms if h.part and h.whole is whole]
    left = (whole.mention.low or 0) - sum(h.mention.low or 0 for h in known)
    printed = quantity_at(r.t, k + 1) if k + 1 < len(r.t) else None
    at = printed.last if printed else k + 1
    told = r.mention_near(at + (r.word(at) in BE), 1) or next((m for m in r.mentions if m.first <= k < m.last), None)
    count = printed.low if printed else 1 if r.lower[k] != "rest" and not r.lower[k].endswith("s") else left
    if told is None or told.kind not in ("noun", "generic", "bare") or not 0 < count <= left or r.harmed(told):
        return
    if told.head in ("", "other") or told.group == "unspecified":
        return
    m = Mention(k - 1, told.last, told.head, told.group, count, count, "exact", True, "noun", plural=count > 1)
    r.harm(whole.measure, m, k - 1, told.last, "part", part=True, whole=whole)


def _echoes(r: VerbReader) -> None:
    """Read "five herders died, as did one policeman", "So was a constable": done to them too."""
    for k in () if ECHOES.isdisjoint(r.t.vocabulary) else range(len(r.lower) - 2):
        if r.lower[k] not in ECHOES:
            continue
        size = next((n for n in (3, 2) if tuple(r.lower[k : k + n]) in _ECHO), 0)
        m = r.mention_near(k + size, 0) if size else None
        if m is None or m.kind in ("pronoun", "state") or r.word(m.last) in STOP & BE:
            continue
        before = [h for h in r.r.harms if h.mention.first < k and h.measure != "attackers"]
        model = before[-1] if before else r.last_harm() if k < 2 else None
        if model is not None:
            _repeat_for(r, model, m, k)


def _repeat_for(r: VerbReader, model: Harm, m: Mention, k: int) -> None:
    for link in [m, *_partitives_behind(r, m)]:
        person = r.one(link)
        if person.counted and not r.harmed(person):
            r.harm(model.measure, person, k, person.last, "active")


def _partitives_behind(r: VerbReader, m: Mention) -> list[Mention]:
    """List those joined to a mention: "one policeman and one of the gunmen"."""
    position, found = r.place_of.get(id(m)), []
    for other in r.mentions[position + 1 :] if position is not None else ():
        last = found[-1] if found else m
        if other.first - last.last > 2 or r.word(other.first - 1) not in ("and", ","):
            break
        found.append(other)
    return found


__all__ = ["ECHOES", "find_breakdowns"]
