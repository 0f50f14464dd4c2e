"""Figures that are given as such: "raising the toll to 177", "put the dead at around 35", "1,240 in 2023 and 810 in 2024"."""

from __future__ import annotations

from helpers import lexicon
from helpers.extracting.deeds import Deed
from helpers.extracting.grammar import BE
from helpers.extracting.groups import group_words
from helpers.extracting.mentions import STOP, Mention
from helpers.extracting.quantities import quantity_at
from helpers.extracting.verbs import Harm, VerbReader

TOLLS = {"toll", "tally", "deathtoll", "death-toll", "bodycount", "tolls"}
NUMBERS = {"number", "count", "total", "figure", "estimate", "numbers", "figures", "tally", "strength", "size"}
_COUNTING = TOLLS | NUMBERS
HEADS = {"dead": "killed", "fatalities": "killed", "deaths": "killed", "casualties": "killed", "losses": "killed", "killed": "killed",
         "wounded": "injured", "injured": "injured", "injuries": "injured", "missing": "missing", "displaced": "displaced",
         "assailants": "attackers", "attackers": "attackers", "raiders": "attackers", "gunmen": "attackers", "arrests": "arrested",
         "hostages": "abducted", "captives": "abducted"}  # fmt: skip
BODIES = {"bodies", "corpses", "skeletons", "remains"}
ATTACKING = {
    "attackers",
    "assailants",
    "raiders",
    "gunmen",
    "party",
    "force",
    "column",
    "band",
    "mob",
    "gang",
    "raiding",
}
PUT = {"put", "puts", "putting", "place", "placed", "places", "placing", "estimated", "estimate", "estimates", "estimating", "reckoned",
       "bring", "brings", "bringing", "brought", "raise", "raises", "raised", "raising", "take", "takes", "taking", "took", "push",
       "pushes", "pushing", "pushed", "lift", "lifts", "lifting", "lifted", "set", "sets", "revised", "revises", "drove", "driving",
       "sent", "sends", "sending", "give", "gave", "gives", "given", "giving"}  # fmt: skip
GIVES = {"gave", "give", "gives", "giving", "put", "puts", "putting", "listed", "lists", "listing", "recorded", "records", "reported",
         "reports", "stated", "states", "quoted", "quotes", "entered"}  # fmt: skip
LEADS = {"to", "at", "reached", "reaches", "reaching", "is", "was", "hit", "hits", "passed", "exceeded", "exceeds", "stands", "stood", ":", "as",
         "surpassed", "topped", "now", "numbered", "number", "numbers", "totaled", "totalled", "beyond", "past", "above", "—", "are", "were"}  # fmt: skip
SINCE = {"following", "after", "amid", "as", "when", "since", "while", "including", "overnight", "so", "late", "early"}
REACH, FARTHER = 28, 14  # tokens; "the death toll of the attack on X in Y … had risen to 21" may take more


def find_figures(r: VerbReader) -> None:
    """Note every figure of a sentence that a toll, a number or "the dead" is said to have come to."""
    vocabulary = r.t.vocabulary
    for i in () if _COUNTING.isdisjoint(vocabulary) else range(len(r.lower)):
        measure = _measure(r, i, r.lower[i])
        found = _figure_of(r, i, measure) if measure else None
        if found:
            _note(r, measure, i, found)
    if not HEADS.keys().isdisjoint(vocabulary):
        _placed_at(r)
    if "at" in vocabulary and not PUT.isdisjoint(vocabulary):
        _put_it(r)
    _from_year_to_year(r)


def _measure(r: VerbReader, i: int, word: str) -> str | None:
    """Tell what a toll or a number counts, or None."""
    if word in TOLLS:
        return (
            "injured"
            if r.word(i - 1) in ("injury", "injured", "casualty")
            else "killed"
            if r.word(i - 1) not in ("road", "highway")
            else None
        )
    if word not in NUMBERS:
        return None
    if word in ("size", "strength"):
        return "attackers" if ATTACKING & set(r.lower[i + 1 : i + 6]) else None
    for k in range(i + 1, min(i + 10, len(r.lower))):
        next_word = r.lower[k]
        measure = _measure_of_word(r, k)
        if measure:
            return measure
        if (next_word in LEADS and k > i + 1) or next_word in (",", ".", ";"):
            break
    carries = (word == "figure" and r.word(i + 1) == "for") or r.word(i + 1) in (
        "at",
        "stood",
        "rose",
        "had",
        "has",
        "climbed",
        "now",
        "was",
        "is",
    )
    if carries and word not in ("strength", "size") and (last := r.last_harm()):
        return last.measure
    put = any(w in PUT for w in r.lower[max(0, i - 3) : i]) and word not in ("size", "strength")
    if put and r.word(i + 1) in ("at", "to", "of", "since", "so", "for", "in") and not carries:
        return _measure_before(
            r, i
        )  # "The committee put the figure at 43", "exhumed 17 bodies, taking the total to 94"
    if r.word(i - 2).isdigit() or r.word(i - 3) == "to":
        return "killed" if any(w in PUT for w in r.lower[max(0, i - 6) : i]) else None
    return None


def _measure_before(r: VerbReader, i: int) -> str | None:
    """Read what was done to those whom a bare figure counts: by its own sentence before it, else by the last told."""
    for k in range(i - 1, max(-1, i - REACH), -1):
        if k in r.deed_at and r.deed_at[k].first == k and r.lower[k] not in PUT:
            return r.deed_at[k].measure
        if r.lower[k] in HEADS or r.lower[k] in BODIES:
            return HEADS.get(r.lower[k], "killed")
    last = r.last_harm()
    return last.measure if last else None


def _measure_of_word(r: VerbReader, k: int) -> str | None:
    word, deeds = r.lower[k], lexicon.deeds()
    if word in ATTACKING and word not in ("party", "force"):
        return "attackers"
    if word in ("deaths", "fatalities", "bodies", "victims", "casualties"):
        return "killed"
    if word == "laid" and r.word(k + 1) in ("in", "to"):
        return "killed"
    if word in lexicon.states():
        return lexicon.states()[word]
    if word in ("lost", "fallen", "perished"):
        return "killed"
    return next((deed.measure for words, deed in deeds.get(word, ()) if len(words) == 1), None)


def _figure_of(r: VerbReader, i: int, measure: str) -> Mention | None:
    """Find the number of a head at token i: behind it ("rose to 63"), or before it ("to 87 the number of dead")."""
    for k in range(i - 1, max(-1, i - 8), -1):
        if (
            r.lower[k] == "to"
            and (m := _number_at(r, k + 1))
            and m.last <= i
            and all(w in STOP for w in r.lower[m.last : i])
        ):
            return m
    if r.word(i + 1) in ("of", ":") and (m := _number_at(r, i + 2)) and not m.article:
        return m
    for k in range(i + 1, min(i + REACH + FARTHER * (r.lower[i] in TOLLS), len(r.lower))):
        if r.lower[k] in (".", ";"):
            break
        if (
            r.lower[k] in LEADS
            and k not in r.t.used
            and (m := _number_at(r, k + 1))
            and (r.lower[k] != "as" or _given_as(r, i, k))
        ):
            return m
    if r.lower[i] == "figure" and (
        comma := next((k for k in range(i + 1, min(i + 9, len(r.lower))) if r.lower[k] == ","), None)
    ):
        return _number_at(r, comma + 1)
    before = next((x for x in r.mentions if x.last == i or (x.last == i - 1 and r.lower[i - 1] == "death")), None)
    return before if before and before.counted and before.kind == "bare" else None


def _given_as(r: VerbReader, i: int, k: int) -> bool:
    """Tell whether "as" at token k gives the number of a head at token i: "gave the number killed as four"."""
    given = r.word(k - 1) in ("far", "given", "put", "listed", "stated", "reported")
    return given or (k - i < 6 and bool(GIVES & set(r.lower[max(0, i - 4) : i])))


def _number_at(r: VerbReader, k: int) -> Mention | None:
    """Give the number at token k, over quotation marks, unless it counts something else ("to 20 villages")."""
    while (
        k < len(r.lower)
        and ((r.lower[k] in ('"', "“", "now", "at", "about") and k not in r.at_first) or r.lower[k].endswith("ly"))
        and k not in r.t.used
        and not (r.lower[k] == "about" and quantity_at(r.t, k))
    ):
        k += 1
    m = r.at_first.get(k)
    if m is not None:
        return m if m.counted and not m.article else None
    q = quantity_at(r.t, k) if k < len(r.t) and k not in r.t.used else None
    if q and (
        q.last >= len(r.t)
        or not r.lower[q.last][0].isalpha()
        or r.lower[q.last] in STOP | SINCE
        or r.lower[q.last] in lexicon.people()
    ):
        return Mention(k, q.last, "", "unspecified", q.low, q.high, q.modifier, True, "bare", group_given=False)
    return None


def _note(r: VerbReader, measure: str, at: int, figure: Mention) -> None:
    if (figure.first, "*") in r.taken:
        return
    if figure.kind == "bare":
        group = "militants" if measure == "attackers" else _group_near(r, at, figure)
        figure.group, figure.group_given = group or "unspecified", group is not None
    first, last = min(at, figure.first), max(at + 1, figure.last)
    made = Harm(measure, figure, _verb_before(r, first), last, "toll", toll=True, verb=at)
    r.taken[(figure.first, measure)] = r.taken[(figure.first, "*")] = made
    r.r.harms.append(made)
    for m in r.mentions:  # "the number of people killed": those people are the figure
        if min(at, figure.first) < m.first < max(at + 6, figure.first) and not m.counted:
            r.taken[(m.first, "*")] = made
    r.parts_after([made], Deed(first, last, measure, "toll", "object", "toll"))


def _verb_before(r: VerbReader, first: int) -> int:
    """Take the verb that lifts a toll into its quote."""
    return next((k for k in range(first - 1, max(-1, first - 5), -1) if r.lower[k] in PUT), first)


def _group_near(r: VerbReader, at: int, figure: Mention) -> str | None:
    """Read whose toll it is: "the militant death toll", "army fatalities", "the number of gendarmes killed"."""
    people = lexicon.people()
    behind = r.lower[at + 1 : min(at + 6, figure.first if figure.first > at else at + 6)]
    before = r.lower[max(0, at - 3) : at][::-1]
    closed = next((k for k, word in enumerate(before) if word in (",", ".", "in") or word in PUT), len(before))
    for word in [*before[:closed], *behind]:
        person = people.get(word)
        if person and person.kind != "state" and person.group != "unspecified":
            return person.group
        if group_words().get(word) in ("militants", "security_forces") and word != "suicide":
            return group_words()[word]
        if word == "enemy":
            return "militants"
        if word in (",", ".", "in"):
            return None
    return None


def _placed_at(r: VerbReader) -> None:
    """Read "put the dead at around 35", "brings army fatalities in nine days to 71", "the dead number seven"."""
    for i in [i for i, word in enumerate(r.lower) if word in HEADS]:
        measure = HEADS[r.lower[i]]
        if r.word(i - 1) in ("number", "of", "were", "was", "left") or any(
            m.counted and m.first <= i < m.last for m in r.mentions
        ):
            continue
        put, copula = any(w in PUT for w in r.lower[max(0, i - 7) : i]), False
        for k in range(i + 1, min(i + 20, len(r.lower))):
            lead = r.lower[k]
            if lead in (".", ";"):
                break
            copula = copula or lead in BE
            if copula and lead != "numbered":
                continue  # "The dead were porters …, and numbered 14"
            if k > i + 3 and not put and lead not in ("number", "numbers", "numbered", "totaled", "totalled"):
                continue
            fits = (lead in ("at", "to", "as") and put) or lead in (
                "number",
                "numbered",
                "numbers",
                "totaled",
                "totalled",
            )
            if fits and k not in r.t.used and (m := _number_at(r, k + 1)):
                _note(r, measure, i, m)
                if r.lower[m.last : m.last + 3] == ["and", "its", "own"] and (own := _number_at(r, m.last + 4)):
                    own.own = True
                    _note(r, measure, m.last + 2, own)
                break


def _put_it(r: VerbReader) -> None:
    """Read "A villager who helped to bury them put it at 35"."""
    for k in range(1, len(r.lower) - 2):
        if r.lower[k : k + 2] in (["it", "at"], ["them", "at"]) and r.lower[k - 1] in PUT and (last := r.last_harm()):
            m = _number_at(r, k + 2)
            if m is not None and m.kind == "bare":
                _note(r, last.measure, k, m)


def _from_year_to_year(r: VerbReader) -> None:
    """Read the numbers that go on after a dated one: "1,870 deaths in 2022, 1,240 in 2023 and 810 in 2024"."""
    first = next(
        (
            m
            for m in r.mentions
            if (m.counted and m.head in lexicon.deed_nouns() and m.kind == "noun") or m.head in ("murders",)
        ),
        None,
    )
    start, measure = (first.last, "killed") if first else _dated_noun(r)
    if measure is None:
        return
    for k in range(start, len(r.lower)):
        if r.lower[k] not in (",", "and", "with", "against", "from", "versus", "to") or k in r.t.used:
            continue
        m = r.at_first.get(k + 1) or _number_at(r, k + 1)
        if m is None or not m.counted or m.kind != "bare":
            continue
        if m.last in r.t.used or (r.word(m.last) == "in" and m.last + 1 in r.t.used):
            end = m.last
            while end in r.t.used:
                end += 1
            r.harm(measure, m, m.first, max(end, m.last), "noun")


def _dated_noun(r: VerbReader) -> tuple[int, str | None]:
    nouns = lexicon.deed_nouns()
    for k, word in () if nouns.keys().isdisjoint(r.t.vocabulary) else enumerate(r.lower):
        if word in nouns and word.endswith("s") and any(w[0].isdigit() for w in r.lower[max(0, k - 3) : k]):
            return k + 1, nouns[word]
    return 0, None


COMPARED = ({"up", "from"}, {"down", "from"}, {"compared", "with"}, {"compared", "to"}, {"against"}, {"versus"})


def find_compared(r: VerbReader) -> None:
    """Read what a number is held against: "118 were killed this year, up from 74", "11,000 were moved, against 4,500 a day before"."""
    for m in r.mentions:
        if not m.counted or m.kind != "bare" or r.harmed(m):
            continue
        before = r.lower[max(0, m.first - 2) : m.first]
        compared = any(words <= set(before) and before[-1] in words for words in COMPARED if before)
        whole = next((h for h in reversed(r.r.harms) if h.mention.last <= m.first and h.measure != "attackers"), None)
        if compared and whole is not None and m.first - whole.last <= REACH:
            m.group, m.group_given = whole.mention.group, whole.mention.group_given
            r.harm(whole.measure, m, m.first, m.last, "compared")


def find_gaps(r: VerbReader) -> None:
    """Read numbers that go on from place to place: "Four were shot in Phobji and two in Lhamoi", "five more in the afternoon"."""
    for m in r.mentions:
        if (
            not m.counted
            or m.kind != "bare"
            or m.partitive
            or r.harmed(m)
            or r.word(m.first - 1) not in ("and", ",", ";", ":", "while")
        ):
            continue
        k = m.last
        if (
            r.word(k) not in ("in", "at", "near", "on", "during", "outside")
            or k + 1 >= len(r.lower)
            or not (r.t.is_name(k + 1) or k + 1 in r.t.used or (r.word(k + 1) in ("the", "a") and not r.t.upper))
        ):
            continue
        whole = next(
            (h for h in reversed(r.r.harms) if h.mention.last <= m.first and not h.toll and h.measure != "attackers"),
            None,
        )
        if whole is not None and m.first - max(whole.last, whole.mention.last) <= 12:
            m.group, m.group_given = whole.mention.group, whole.mention.group_given
            r.harm(whole.measure, m, m.first, min(k + 2, len(r.lower)), "noun", chain=whole.chain)
