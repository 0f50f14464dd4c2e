"""Checks for the exercises: each says what an answer overlooks, not only that it is wrong.

A check prints one hint and never raises, whatever the answer: dots that nobody has replaced, a number as text, a table
that lacks a row. What is right is worked out from the tables that it is given, so that it follows them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from itertools import combinations

import numpy as np
import pandas as pd

Slips = Iterable[tuple[float, str]]
Claim = tuple[str, str, int]

# Why a number of one scope may not be added to the others, or may.
SCOPE_HINTS = {
    "incident": "it counts one incident's people, and no larger number there holds it",
    "part_of_total": "a larger number in the text holds the same people",
    "increment": "the text adds it to what was known before",
    "cumulative": "it is a running total: the text lets it replace or include what was counted before",
    "background": "the text recalls it; it is not this report's news",
}

# The three figures of a toll, and what each is.
BOUNDS = {
    "low": "Low is the smallest figure that a source gives for all of them, parts set aside.",
    "best": "Best is the figure of the kind of source that stands first in the order of trust.",
    "high": "High is the largest figure that a source gives for all of them.",
}

# 00: numbers and the claims behind them


def toll(answer: object, incidents: pd.DataFrame, claims: pd.DataFrame, measure: str = "killed") -> None:
    """Check an answer to "how many?" for the first of `incidents` against its best toll, and print a hint.

    `claims` are those behind the incident (`linking.claims_behind`).
    """
    number = _whole(answer)
    if number is None:
        print("Put a number in the place of the dots: people, without units.")
        return
    if incidents.empty:
        print("There is no such incident in these reports.")
        return
    mine = claims[(claims["measure"] == measure) & claims["low"].notna()]
    best, lows = int(incidents.iloc[0][f"{measure}_best"]), [int(n) for n in mine["low"]]
    each_once = int(mine.drop_duplicates(["low", "group", "scope"])["low"].sum())
    if number == best:
        print(f"Right: {best}.")
    elif number in (sum(lows), each_once) and len(lows) > 1:
        print("You added up every number. Which of them count the same people?")
    elif number in lows:
        print("A source does say this number, but not of everyone. Who else was harmed, or who says more?")
    else:
        print(f"No source says {number}, and no two groups add up to it. Read the {len(mine)} quotes again.")


def claim(answer: object, claims: pd.DataFrame, **wanted: object) -> None:
    """Check an answer that names a claim (its claim_id) against what the claim should be, and print a hint."""
    if not isinstance(answer, str):
        print("Put a claim_id in the place of the dots, in quotation marks.")
        return
    found = claims[claims["claim_id"] == answer]
    if found.empty:
        print(f"There is no claim {answer!r}. The column claim_id lists them.")
        return
    row = found.iloc[0]
    wrong = [name for name, value in wanted.items() if pd.isna(row[name]) or row[name] != value]
    if wrong:
        says = ", ".join(f"{name} {row[name]!r}" for name in wrong)
        print(f"Not this one: it has {says}. Its words are: {row['quote']!r}")
    else:
        print(f"Right: {row['quote']!r}, characters {row['start']} to {row['end']} of {row['report_id']}.")


def addends(answer: object, incident: pd.DataFrame, claims: pd.DataFrame, measure: str = "killed") -> None:
    """Check a list of claim_ids whose numbers, added up, give an incident's best toll without counting anyone twice.

    `claims` are those behind the first row of `incident`. A total and its parts, or one number from two reports, are
    named as what is counted twice.
    """
    ids = _texts(answer)
    if ids is None:
        print('Put a list of claim_ids in the place of the dots: ["…", "…"].')
        return
    mine = claims[claims["measure"] == measure].drop_duplicates("claim_id").set_index("claim_id")
    strange = [name for name in ids if name not in mine.index]
    if strange:
        print(f"{strange[0]!r} is no claim of people {measure} in this incident. The column claim_id lists them.")
        return
    if len(ids) == 1:
        print("A single claim adds nothing up. Which ones, put together, give the toll?")
        return
    chosen, best = mine.loc[ids], int(incident.iloc[0][f"{measure}_best"])
    print(_twice(chosen) or _sum_hint(int(chosen["low"].sum()), best))


def _twice(chosen: pd.DataFrame) -> str:
    """Say which of the chosen claims count people that another of them counts already; "" if none do."""
    repeated = chosen.index[chosen.index.duplicated()]
    if len(repeated):
        return f"{repeated[0]!r} stands twice in your list."
    for (name, row), (other, second) in combinations(chosen.iterrows(), 2):
        vague = {"mixed", "unspecified"} & {row["group"], second["group"]}
        if row["low"] == second["low"] and (vague or row["group"] == second["group"]):
            return f"{name!r} and {other!r} are one number told twice: {row['low']} people."
    for name, row in chosen.iterrows():
        others = chosen.drop(index=name)
        if len(others) > 1 and row["low"] == others["low"].sum():
            return f"{name!r} ({row['low']}) already holds the others ({' + '.join(map(str, others['low']))})."
    return ""


def _sum_hint(total: int, best: int) -> str:
    if total == best:
        return f"Right: they add up to {best}, and nobody is counted twice."
    side = "Somebody is missing" if total < best else "Somebody is counted twice"
    return f"They add up to {total}, the toll is {best}. {side}: whom does each quote speak of?"


# 01: texts and positions


def offsets(answer: object, text: str, words: str, raw: str | None = None) -> None:
    """Check a pair (start, end) that should mark `words` in `text`; `raw` is the text before cleaning."""
    pair = _numbers(answer)
    if pair is None or len(pair) != 2:
        print("Put two numbers in the place of the dots: (start, end), characters counted from 0.")
        return
    start, end = pair
    marked = text[max(start, 0) : max(end, 0)]
    if marked == words and start >= 0:
        print(f"Right: text[{start}:{end}] is {words!r}.")
    elif raw is not None and raw[max(start, 0) : max(end, 0)] == words:
        print("You counted in the raw text, as it lies on disk. Offsets count in the cleaned one: report['text'].")
    elif marked == words[:-1]:
        print(
            f"text[{start}:{end}] is {marked!r}: the end is one past the last character, so that end - start is its length."
        )
    elif text[start - 1 : end - 1] == words:
        print("Each is one too large: the first character of a text has the number 0, not 1.")
    else:
        print(f"text[{start}:{end}] is {marked[:60]!r}. Try text.find({words!r}), and add the length.")


def one_sentence(answer: object, sentences: pd.DataFrame, stops: int = 5) -> None:
    """Check that a text with `stops` full stops has come out of `reading.split_sentences` as one sentence."""
    if not isinstance(answer, str) or not answer.strip():
        print("Put a sentence in the place of the dots, in quotation marks.")
    elif (found := answer.count(".")) < stops:
        print(f"It has {found} full stops and needs {stops}. Titles, initials, hours and decimals have some.")
    elif len(sentences) > 1:
        print(f"It became {len(sentences)} sentences; the first ends here: …{sentences['text'].iloc[0][-40:]!r}")
    else:
        print(f"Right: {found} full stops, and it stays whole.")


def similarity(answer: object, first: set[str], second: set[str]) -> None:
    """Check the Jaccard similarity (0 to 1) of two sets of shingles: what they share, of all that are in either."""
    shared, either = len(first & second), len(first | second)
    slips = [
        (shared, f"{shared} is how many they share. Of how many different ones in both together?"),
        (shared / max(len(first), 1), "That is the share of the first text's shingles. Count those of either text."),
        (shared / max(len(second), 1), "That is the share of the second text's shingles. Count those of either text."),
        (shared / max(len(first) + len(second), 1), "You counted the shared ones twice below the line: once is enough."),
        (1 - shared / max(either, 1), "That is how unlike they are. How alike?"),
    ]  # fmt: skip
    _number(answer, shared / max(either, 1), slips, f"{shared} shared of {either} different shingles", 0.006)


# 02: codes and coders


def sentence_type(answer: object, sentence: str, book: object) -> None:
    """Check the incident type given to one of the codebook's near misses, and print the codebook's reason.

    `book` is an `annotating.codebook.Codebook`.
    """
    if not isinstance(answer, str):
        print("Put a type in the place of the dots, in quotation marks: " + ", ".join(book.names) + ".")
        return
    if answer not in book.names:
        print(f"{answer!r} is no type of the codebook. It has {', '.join(book.names)}.")
        return
    misses = [(t.name, m) for t in book.types for m in t.near_misses if m.text == sentence]
    if not misses:
        print("The codebook does not decide this sentence.")
        return
    tempting, miss = misses[0]
    if answer == miss.instead:
        print(f"Right: {answer}, not {tempting}. {miss.why}")
    elif answer == tempting:
        print(f"So it looks at first. But: {miss.why}")
    else:
        print(f"Not {answer}. Read again what the codebook says of {tempting}, under 'Near, but not it'.")


def kappa(answer: object, first: Iterable[str], second: Iterable[str]) -> None:
    """Check Cohen's kappa of two coders' decisions on the same units, worked out by hand."""
    a, b = pd.Series(list(first)), pd.Series(list(second))
    raw = float((a == b).mean())
    shares_a, shares_b = a.value_counts(normalize=True), b.value_counts(normalize=True)
    chance = float((shares_a * shares_b).dropna().sum())
    slips = [
        (raw, f"{raw:.2f} is the raw agreement. How much of it would chance give?"),
        (chance, f"{chance:.2f} is the agreement by chance. How far beyond it do they get, of what was possible?"),
        (raw - chance, "That is how far beyond chance they get. Divide it by how far they could get."),
        (1 - raw, "That is the share on which they differ."),
    ]
    _number(answer, (raw - chance) / (1 - chance), slips, f"({raw:.2f} - {chance:.2f}) / (1 - {chance:.2f})", 0.006)


def rates(answer: object, counted: pd.DataFrame, units: pd.DataFrame, by: str = "outlet") -> None:
    """Check a Series of rates: rows of `counted` divided by rows of `units`, for each value of the column `by`."""
    if not isinstance(answer, pd.Series):
        print(f"Put a Series in the place of the dots: one rate for each {by}.")
        return
    size = units.groupby(by).size()
    counts = counted.groupby(by).size().reindex(size.index, fill_value=0)
    missing = [name for name in size.index if name not in answer.index or pd.isna(answer[name])]
    if missing:
        print(f"{missing[0]!r} has no rate. Is it missing from the counts because it has none? Then its rate is 0.")
        return
    given = answer.reindex(size.index).astype(float)
    print(_rates_hint(given, counts, size))


def _rates_hint(given: pd.Series, counts: pd.Series, size: pd.Series) -> str:
    right = counts / size
    if np.allclose(given, right, atol=0.0005):
        return f"Right: from {right.min():.1%} ({right.idxmin()}) to {right.max():.1%} ({right.idxmax()})."
    if np.allclose(given, counts):
        return "These are the counts. Who writes more is counted more often: divide by the units of each."
    if np.allclose(given, counts / size.sum(), atol=0.0005):
        return "You divided by the number of all units. Each has its own: how many of its units were coded?"
    if np.allclose(given, counts / counts.sum(), atol=0.0005):
        return "These are shares of all that is counted: they add up to 1. Divide by the units of each."
    if np.allclose(given, right * 100, atol=0.05):
        return "Right but for the unit: these are per cent. Give shares, 0 to 1."
    worst = (given - right).abs().idxmax()
    return f"For {worst} you have {given[worst]:.3f}, but {counts[worst]} of its {size[worst]} units are counted."


# 03 and 04: a classifier


def f1(answer: object, truth: Iterable[int], said: Iterable[int]) -> None:
    """Check an F1 worked out by hand, from what is there and what was said (0 or 1, one for each text)."""
    t, p = np.asarray(list(truth), bool), np.asarray(list(said), bool)
    hits = int((t & p).sum())
    precision, recall = hits / max(p.sum(), 1), hits / max(t.sum(), 1)
    slips = [
        (precision, "That is the precision: how much of what was said is right. Recall is half of F1."),
        (recall, "That is the recall: how much of what is there was said. Precision is half of F1."),
        ((precision + recall) / 2, "That is the arithmetic mean of the two. F1 is the harmonic one: 2pr / (p + r)."),
        (float((t == p).mean()), "That is the share of right decisions, with all the texts where nothing was to be found."),
        (precision * recall, "You multiplied the two. F1 is 2pr / (p + r)."),
    ]  # fmt: skip
    right = 2 * precision * recall / max(precision + recall, 1e-12)
    _number(answer, right, slips, f"precision {precision:.2f}, recall {recall:.2f}", 0.006)


def leak(answer: object, groups: pd.Series, learned: Iterable[int], judged: Iterable[int]) -> None:
    """Check the share of judged reports that have a report of the same group among those learned from.

    `learned` and `judged` are row positions in `groups`.
    """
    learned, judged = groups.iloc[list(learned)], groups.iloc[list(judged)]
    leaking, other_way = judged.isin(learned), learned.isin(judged)
    slips = [
        (float(other_way.mean()), "That is the share of those learned from with a sister among the judged. Turn it round."),
        (int(leaking.sum()), f"{int(leaking.sum())} is how many leak. Of how many that are judged?"),
        (float(1 - leaking.mean()), "That is the share of the judged that have no sister among those learned from."),
        (float(leaking.sum() / len(groups)), "You divided by all reports. The exam has fewer."),
    ]  # fmt: skip
    _number(answer, float(leaking.mean()), slips, f"{int(leaking.sum())} of {len(judged)} judged reports", 0.006)


def keywords(answer: object, before: list[str], truth: pd.Series, texts: pd.Series, predict: Callable) -> None:
    """Check a list of keywords by what it finds, beside the list `before`: its F1, and if that is no better, why.

    `truth` (0 or 1) and `texts` are indexed by report_id; `predict` is `classifying.predict_keywords`.
    """
    words = _texts(answer)
    if not words:
        print('Put a list of words in the place of the dots: ["raid", "arrest"].')
        return
    said = predict(texts, {name: found for name, found in (("new", words), ("old", before))})
    new, old = _f1(truth, said["new"]), _f1(truth, said["old"])
    if new > old:
        print(f"Right: F1 {new:.2f}, before {old:.2f}, on the reports that you looked at. On fresh ones expect less.")
        return
    missed, false = truth.index[(truth == 1) & (said["new"] == 0)], texts[(truth == 0) & (said["new"] == 1)]
    false_by = {word: int(predict(false, {"t": [word]})["t"].sum()) for word in words}
    worst = max(false_by, key=false_by.get)
    print(
        f"F1 {new:.2f}, before {old:.2f}. You miss {len(missed)} of {int(truth.sum())} (read {', '.join(missed[:2])}); "
        f"{worst!r} stands in {false_by[worst]} reports that do not have the type."
    )


def observed_share(answer: object, truth: pd.DataFrame, chances: pd.DataFrame, low: float, high: float) -> None:
    """Check how often a type is there where its probability lies from `low` to under `high`, over all types."""
    t, p = truth.to_numpy(bool), chances.to_numpy(float)
    inside = (p >= low) & (p < high)
    n, there = int(inside.sum()), int((t & inside).sum())
    if not n:
        print(f"No probability lies from {low} to {high}.")
        return
    slips = [
        (float(p[inside].mean()), "That is the mean probability there: what the model says. How often is it right?"),
        (float(t.mean()), "That is how often any type is there, over all pairs. Take those in the band only."),
        (there, f"{there} is how many are there. Of how many in the band?"),
        (1 - there / n, "That is how often the type is not there."),
        (there / max(int(t.sum()), 1), "You divided by all true types. Divide by the pairs in the band."),
    ]
    _number(answer, there / n, slips, f"{there} of {n} pairs; the model says {p[inside].mean():.0%} on average", 0.006)


def share_by_hand(answer: object, curve: pd.DataFrame, wanted: float = 0.95) -> None:
    """Check the smallest share to code by hand from which the machine's part is right as often as `wanted`.

    `curve` is that of `classifying.abstention_curve`.
    """
    enough = curve[curve["right"] >= wanted]
    if enough.empty:
        print(f"No point of this curve reaches {wanted:.0%}.")
        return
    right = float(enough["by_hand"].min())
    slips = [
        (1 - right, "That is the machine's part. How much is left to the person?"),
        (
            float(enough["right"].iloc[0]),
            "That is how often the machine is right there. The column by_hand is asked for.",
        ),
        (
            float(enough["n"].iloc[0]),
            "That is the number of reports left to the machine. The column by_hand is asked for.",
        ),
    ]
    f1_enough = curve[curve["f1"] >= wanted]
    if len(f1_enough):
        slips.append(
            (float(f1_enough["by_hand"].min()), "You read the column f1. A report is right if every type of it is.")
        )
    later = [
        (float(x), "It is reached there, but with fewer by hand, too: take the first row that does.")
        for x in enough["by_hand"].iloc[1:]
    ]
    short = [
        (float(x), f"There the machine is right in only {r:.0%}.")
        for x, r in curve[curve["right"] < wanted][["by_hand", "right"]].values
    ]
    reached = f"from {right:.0%} by hand on, the machine is right in {enough['right'].iloc[0]:.0%} of the rest"
    _number(answer, right, [*later, *short, *slips], reached, 0.006)


def hours(answer: object, share: float, reports: int = 10_000, minutes: float = 3) -> None:
    """Check how many hours a person needs for `share` of the reports, at so many minutes each."""
    if _real(share) is None:
        print("First find the share, one exercise up: then put a number in the place of the dots.")
        return
    right = share * reports * minutes / 60
    slips = [
        (right * 60, "Those are minutes. How many hours?"),
        (reports * minutes / 60, "That is for all reports. The machine takes its part."),
        ((1 - share) * reports * minutes / 60, "That is for the machine's part. The person takes the rest."),
        (share * reports, "That is how many reports the person reads. How long does she take?"),
    ]
    _number(answer, right, slips, f"{share:.0%} of {reports:,} reports, {minutes:g} minutes each", 0.5)


# 05: claims


def claims_of_sentence(answer: object, claims: pd.DataFrame) -> None:
    """Check the claims that somebody found in a sentence, a list of (measure, group, number), against `claims`.

    Says which claim is overlooked, which is too much, and where only the group, the measure or the number is off.
    """
    given = _claims(answer)
    if given is None:
        print('Put a list in the place of the dots, one row a claim: [("killed", "civilians", 4), …].')
        return
    wanted = [(str(r.measure), str(r.group), int(r.low)) for r in claims.itertuples()]
    found = [c for c in given if c in wanted]
    lacking, extra = _left(wanted, given), _left(given, wanted)
    if not lacking and not extra:
        print(f"Right: all {len(wanted)} claims.")
        return
    near = [(a, b) for a in extra for b in lacking if sum(x == y for x, y in zip(a, b, strict=True)) == 2]
    if near:
        print(f"Your list has {_claim_words(near[0][0])}, but by the text {_difference(*near[0])}.")
        return
    if not lacking:
        print(f"All are there, but your list also has {_claim_words(extra[0])}: which words of the text say so?")
        return
    has = f"has {_and(map(_claim_words, found))}, but not" if found else "lacks"
    print(f"Your list {has} {_and(map(_claim_words, lacking))}.")


def _claims(answer: object) -> list[Claim] | None:
    if isinstance(answer, pd.DataFrame) and {"measure", "group", "low"} <= set(answer.columns):
        answer = answer[["measure", "group", "low"]].itertuples(index=False, name=None)
    if answer is ... or isinstance(answer, str | Mapping) or not isinstance(answer, Iterable):
        return None
    rows = [tuple(row) if isinstance(row, Iterable) and not isinstance(row, str) else () for row in answer]
    if not rows or any(len(row) != 3 or _whole(row[2]) is None for row in rows):
        return None
    return [(str(row[0]), str(row[1]), _whole(row[2])) for row in rows]


def _left(rows: list[Claim], others: list[Claim]) -> list[Claim]:
    """Give the rows that are not among the others, each of these taken once: two claims of one kind are two."""
    rest, left = list(others), []
    for row in rows:
        if row in rest:
            rest.remove(row)
        else:
            left.append(row)
    return left


def _claim_words(claim: Claim) -> str:
    measure, group, number = claim
    return f"{number} {measure} ({group})"


def _difference(given: Claim, wanted: Claim) -> str:
    names = ("measure", "group", "number")
    name, value = next((n, w) for n, g, w in zip(names, given, wanted, strict=True) if g != w)
    return f"the {name} is {value}"


def scopes(answer: object, claims: pd.DataFrame) -> None:
    """Check the scope given to each claim, a dict of claim_id and scope, and print what the first wrong one is."""
    if not isinstance(answer, Mapping) or ... in answer.values():
        print(f"Put a scope in the place of each of the dots: {', '.join(SCOPE_HINTS)}.")
        return
    for row in claims.itertuples():
        given = answer.get(row.claim_id)
        if given is None:
            print(f"{row.claim_id} ({row.quote!r}) has no scope yet.")
            return
        if given not in SCOPE_HINTS:
            print(f"{given!r} is no scope. There are {', '.join(SCOPE_HINTS)}.")
            return
        if given != row.scope:
            print(f"{row.quote!r} is not {given}: {SCOPE_HINTS[row.scope]}. How is that called?")
            return
    print(f"Right: all {len(claims)} scopes.")


def vague_tolls(answer: object, claims: pd.DataFrame, modifier: str) -> None:
    """Check the report_ids of the reports whose toll hangs on what a vague word means, and print a hint."""
    given = _texts(answer)
    if given is None:
        print('Put a list of report_ids in the place of the dots: ["r0001", …].')
        return
    said = claims[claims["modifier"] == modifier]
    counted = said[(said["measure"] != "attackers") & (said["scope"] != "background")]
    wanted = sorted(set(counted["report_id"]))
    extra, lacking = [r for r in given if r not in wanted], [r for r in wanted if r not in given]
    if extra:
        print(_not_vague(extra[0], said, claims, modifier))
    elif lacking:
        print(
            f"These are right; {len(lacking)} of {len(wanted)} are lacking. Look at every measure, not only at killed."
        )
    else:
        print(f"Right: {', '.join(wanted)}.")


def _not_vague(report_id: str, said: pd.DataFrame, claims: pd.DataFrame, modifier: str) -> str:
    mine = said[said["report_id"] == report_id]
    if report_id not in set(claims["report_id"]):
        return f"{report_id!r} is none of these reports."
    if mine.empty:
        return f"{report_id!r} has no number with the modifier {modifier!r}."
    why = "attackers, who stand in no toll" if mine.iloc[0]["measure"] == "attackers" else "background, not news"
    return f"In {report_id!r} the {modifier!r} belongs to {mine.iloc[0]['quote']!r}: {why}."


# 06: reports of one incident


def same_incident(answer: object, mentions: pd.DataFrame, incidents: pd.DataFrame) -> None:
    """Check a list of groups of report_ids, one group for each incident, and print which two are wrongly one, or two.

    `mentions`: report_id, incident_id, one row a report; `incidents`: incident_id, incident_type, date, place.
    """
    groups = _groups(answer)
    if groups is None:
        print('Put a list of lists in the place of the dots, one for each incident: [["r0001", "r0002"], ["r0003"]].')
        return
    incident = mentions.set_index("report_id")["incident_id"]
    placed = [report for group in groups for report in group]
    lacking = [r for r in incident.index if r not in placed]
    strange = [r for r in placed if r not in incident.index or placed.count(r) > 1]
    if lacking or strange:
        print(f"{(lacking or strange)[0]!r} has to stand in one of the groups: each report in one, and no other.")
        return
    told = incidents.set_index("incident_id").loc[incident.unique()]
    print(_wrongly_one(groups, incident, told) or _wrongly_two(groups, incident) or f"Right: {len(groups)} incidents.")


def _wrongly_one(groups: list[list[str]], incident: pd.Series, told: pd.DataFrame) -> str:
    for group in groups:
        for one, other in combinations(group, 2):
            if incident[one] != incident[other]:
                days = [f"{told.at[incident[r], 'date']:%d %B}" for r in (one, other)]
                return f"{one!r} and {other!r} are two incidents: of which day does each tell? ({' and '.join(days)})"
    return ""


def _wrongly_two(groups: list[list[str]], incident: pd.Series) -> str:
    place = {report: n for n, group in enumerate(groups) for report in group}
    for one, other in combinations(incident.index, 2):
        if incident[one] == incident[other] and place[one] != place[other]:
            return (
                f"{one!r} and {other!r} tell of one incident. Days of publication differ; which day do the texts mean?"
            )
    return ""


# 07: counts with their error


def corrected_share(answer: object, said: float, sensitivity: float, specificity: float) -> None:
    """Check a share corrected for a classifier's errors (Rogan and Gladen 1978; the adjusted count of Forman 2008)."""
    false_alarms, power = 1 - specificity, sensitivity + specificity - 1
    slips = [
        (said, "That is what the classifier says, false alarms and all."),
        (said / sensitivity, "You gave back what it misses. How much of what it says are false alarms?"),
        (said - false_alarms, "You took off the false alarms. What does it miss? Divide by sensitivity + specificity - 1."),
        ((said - false_alarms) / sensitivity, "Nearly: divide by sensitivity + specificity - 1, not by sensitivity alone."),
        (said * sensitivity, "Multiplied by the sensitivity it becomes less still. The classifier misses some: give them back."),
    ]  # fmt: skip
    right = min(max((said - false_alarms) / power, 0), 1)
    _number(answer, right, slips, f"({said:.2f} - {false_alarms:.2f}) / {power:.2f}", 0.006)


def reports_needed(answer: object, share: float, half_width: float) -> None:
    """Check how many reports, drawn at random and coded by hand, give a 95% interval of so many points either way."""
    right = 1.96**2 * share * (1 - share) / half_width**2
    whole = 1.96**2 * share * (1 - share) / (2 * half_width) ** 2
    slips = [
        (whole, "That gives an interval that is so wide in all. Either way is half of it."),
        (share * (1 - share) / half_width**2, "That is for one standard error either way. 95% takes 1.96 of them."),
        (1.96 * share * (1 - share) / half_width**2, "1.96 is under the root, too: square it."),
        (
            1.96**2 * 0.25 / half_width**2,
            "That is for a share of one half, the worst case. Here it is known to be less.",
        ),
    ]
    _number(answer, right, slips, f"1.96² × {share:g} × {1 - share:g} / {half_width:g}²", 1.0)


def per_month(answer: object, dates: pd.Series, months: int) -> None:
    """Check the mean number of incidents a month over a period of so many `months`, those without one included."""
    n, seen = len(dates), dates.dt.to_period("M").nunique()
    slips = [
        (n / max(seen, 1), f"That is over the {seen} months that have one. What about the {months - seen} that have none?"),
        (n, f"{n} is how many there are in all. How many months has the period?"),
        (n / dates.dt.year.nunique(), "That is per year, not per month. How many months has the period?"),
        (n / 12, "The period is longer than a year."),
    ]  # fmt: skip
    _number(answer, n / months, slips, f"{n} in {months} months, {months - seen} of them without one", 0.006)


# 08: tolls and their sources


def bounds(answer: object, toll: pd.Series, measure: str = "killed") -> None:
    """Check (low, best, high) against a row of `tolls` or `incidents`."""
    given = _numbers(answer)
    if given is None or len(given) != 3:
        print("Put three numbers in the place of the dots: (low, best, high).")
        return
    right = [None if pd.isna(toll[f"{measure}_{part}"]) else int(toll[f"{measure}_{part}"]) for part in BOUNDS]
    wrong = [part for part, mine, theirs in zip(BOUNDS, given, right, strict=True) if mine != theirs]
    if not wrong:
        print(f"Right: {right[0]}, {right[1]}, {right[2]}.")
    elif given != sorted(given):
        print("Low cannot lie above best, nor best above high.")
    elif given[1] * 2 == right[0] + (right[2] or 0) and "best" in wrong:
        print("Best is no mean: it is the figure of the kind of source that stands first. Nobody said a mean.")
    else:
        print(f"Not the {' and the '.join(wrong)}. {BOUNDS[wrong[0]]}")


def paired_ratio(answer: object, told: pd.DataFrame, first: str, second: str) -> None:
    """Check how many times as many people `first` gives as `second`, over the incidents for which both give a number.

    `told` has a row for each incident and kind of claimant: incident_id, claimant_type, low (people).
    """
    wide = told.pivot_table(index="incident_id", columns="claimant_type", values="low", aggfunc="max")
    both = wide[[first, second]].dropna()
    if both.empty or not both[second].sum():
        print(f"There is no incident for which {first} and {second} both give a number.")
        return
    right = float(both[first].sum() / both[second].sum())
    slips = [
        (float(wide[first].sum() / wide[second].sum()), "These are sums over different incidents. Take only those for which both give a number."),
        (float(wide[first].mean() / wide[second].mean()), "These are means over different incidents. Take only those for which both give a number."),
        (1 / right, "Turned round: how many times as many does the first give?"),
        (float((both[first] > both[second]).mean()), "That is how often the first gives more. How many times as many people in all?"),
    ]  # fmt: skip
    _number(
        answer, right, slips, f"{both[first].sum():.0f} by {both[second].sum():.0f} in {len(both)} incidents", 0.006
    )


def top_share(answer: object, dead: pd.Series, share: float = 0.1) -> None:
    """Check which share of all the dead fell in the deadliest incidents, so large a `share` of those with any dead."""
    lethal = dead[dead > 0].sort_values(ascending=False)
    top = round(share * len(lethal))
    right = float(lethal.head(top).sum() / lethal.sum())
    of_all = float(dead.nlargest(round(share * len(dead))).sum() / dead.sum())
    slips = [
        (of_all, f"You took {share:.0%} of all incidents. Take it of the {len(lethal)} in which somebody was killed."),
        (float(lethal.head(1).sum() / lethal.sum()), "That is the single deadliest one."),
        (float(lethal.head(top).sum()), f"{lethal.head(top).sum():.0f} people, of how many?"),
        (1 - right, "That is the share of all the others."),
    ]
    _number(
        answer,
        right,
        slips,
        f"{lethal.head(top).sum():.0f} of {lethal.sum():.0f} dead in {top} of {len(lethal)} incidents",
        0.006,
    )


# 09: what nobody reported


def chapman(answer: object, lists: pd.DataFrame, strata: pd.Series | None = None) -> None:
    """Check Chapman's estimate (1951) from two lists (True where an outlet has the incident), summed over `strata`."""
    parts = [lists] if strata is None else [part for _, part in lists.groupby(strata)]
    counts = [(int(p.iloc[:, 0].sum()), int(p.iloc[:, 1].sum()), int(p.all(axis=1).sum())) for p in parts]
    right = float(sum((a + 1) * (b + 1) / (m + 1) - 1 for a, b, m in counts))
    whole = [int(lists.iloc[:, 0].sum()), int(lists.iloc[:, 1].sum()), int(lists.all(axis=1).sum())]
    seen = int(lists.any(axis=1).sum())
    slips = [
        (sum((a + 1) * (b + 1) / (m + 1) for a, b, m in counts), "You left out the last step: take 1 off."),
        (float(seen), f"{seen} is how many the two have together. How many has neither?"),
        (right - seen, "That is how many neither has. How many are there in all?"),
        (float(whole[0] + whole[1]), f"You counted the {whole[2]} that both have twice."),
    ]
    if whole[2]:
        slips.append(
            (
                whole[0] * whole[1] / whole[2],
                "That is the plain ratio (Lincoln and Petersen). Chapman adds 1 to each of the three, and takes 1 off.",
            )
        )
    if strata is not None:
        a, b, m = whole
        slips.append(((a + 1) * (b + 1) / (m + 1) - 1, "That is for all at once. Estimate each part, then add up."))
    _number(answer, right, slips, " + ".join(f"({a} + 1)({b} + 1) / ({m} + 1) - 1" for a, b, m in counts), 0.6)


# What the checks share


def _number(answer: object, right: float, slips: Slips, because: str, tolerance: float) -> None:
    """Print whether a number is right, else the hint of the slip that leads to it."""
    number = _real(answer)
    if number is None:
        print("Put a number in the place of the dots.")
        return
    if abs(number - right) <= tolerance:
        print(f"Right: {right:.2f} ({because}).")
        return
    near = [hint for value, hint in slips if abs(number - value) <= tolerance and abs(value - right) > tolerance]
    if near:
        print(near[0])
    elif abs(number - 100 * right) <= 100 * tolerance:
        print("Right but for the unit: this is per cent. Give a share, 0 to 1.")
    else:
        print(f"Not {number:g}: it is {'less' if right < number else 'more'}. Write down what is counted, and of what.")


def _real(answer: object) -> float | None:
    """Read 0.5, "0.5" and numpy's 0.5 alike; None for what is no finite number."""
    try:
        number = float(answer) if not isinstance(answer, bool) else math.nan
    except (TypeError, ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _whole(answer: object) -> int | None:
    """Read 50, 50.0 and "50" alike."""
    number = _real(answer)
    return None if number is None else int(number)


def _numbers(answer: object) -> list[int] | None:
    if isinstance(answer, str) or not isinstance(answer, Iterable):
        return None
    found = [_whole(x) for x in answer]
    return None if None in found else found


def _texts(answer: object) -> list[str] | None:
    """Read a list, set or tuple of texts; None for dots and whatever else is no such thing."""
    if isinstance(answer, str | Mapping) or not isinstance(answer, Iterable):
        return None
    found = list(answer)
    return found if all(isinstance(x, str) for x in found) else None


def _groups(answer: object) -> list[list[str]] | None:
    if isinstance(answer, str | Mapping) or not isinstance(answer, Iterable):
        return None
    found = [_texts(group) for group in answer]
    return None if None in found or not found else found


def _f1(truth: pd.Series, said: pd.Series) -> float:
    both = int(truth.sum() + said.sum())
    return 2 * int((truth * said).sum()) / both if both else 0.0


def _and(words: Iterable[str]) -> str:
    *first, last = list(words)
    return f"{', '.join(first)} and {last}" if first else last
