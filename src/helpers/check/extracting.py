"""Checks of claims (exercises 05)."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from helpers import tables
from helpers.check import answers

Claim = tuple[str, str, int]
GROUPS = (*tables.GROUPS[:3], "mixed", "unspecified")

# Why a number of one scope may not be added to the others, or may.
SCOPE_HINTS = {
    "incident": "it counts one incident's people, and no larger number there holds it",
    "part_of_total": "a larger number in the text holds the same people",
    "increment": "the text adds it to what was known before",
    "cumulative": "it is a running total: the text lets it replace or include what was counted before",
    "background": "the text recalls it; it is not this report's news",
}


def claim(answer: object, claims: pd.DataFrame, **wanted: object) -> None:
    """Check an answer that names a claim (its claim_id) against what the claim should be, and print a hint."""
    if not isinstance(answer, str):
        print("Put a claim_id in the place of the dots, in quotation marks.")
        return
    found = claims[claims["claim_id"] == answer]
    if found.empty:
        print(f"There is no claim {answers.short(answer)}. The column claim_id lists them.")
        return
    row = found.iloc[0]
    wrong = [name for name, value in wanted.items() if pd.isna(row[name]) or row[name] != value]
    if wrong:
        says = ", ".join(f"{name} {row[name]!r}" for name in wrong)
        print(f"Not this one: it has {says}. Its words are: {row['quote']!r}")
    else:
        print(f"Right: {row['quote']!r}, characters {row['start']} to {row['end']} of {row['report_id']}.")


def claims_of_sentence(answer: object, claims: pd.DataFrame) -> None:
    """Check the claims that somebody found in a sentence, a list of (measure, group, number), against `claims`.

    Says first which word or order is not the table's, then which claim is too much, or where one of the three is off,
    and gives away one lacking claim at most.
    """
    rows = _rows(answer)
    if not rows:
        print(
            "Put a list in the place of the dots, one row of three a claim, "
            '[("killed", "civilians", 4), …], or a DataFrame with the columns measure, group and number.'
        )
        return
    unread = [why for row in rows if (why := _unread(*row))]
    wanted = [(str(r.measure), str(r.group), int(r.low)) for r in claims.itertuples()]
    print(unread[0] if unread else _claims_hint([(m, g, answers.whole(n)) for m, g, n in rows], wanted))


def _rows(answer: object) -> list[tuple[object, object, object]] | None:
    if isinstance(answer, pd.DataFrame):
        named = answer.rename(columns={"low": "number"}) if "number" not in answer.columns else answer
        columns = ["measure", "group", "number"]
        if not named.columns.is_unique or not set(columns) <= set(named.columns):
            return None
        answer = named[columns].itertuples(index=False, name=None)
    found = answers.listed(answer)
    rows = None if found is None else [answers.listed(row) for row in found]
    if rows is None or any(row is None or len(row) != 3 for row in rows):
        return None
    return [tuple(row) for row in rows]


def _unread(measure: object, group: object, number: object) -> str:
    """Say what in a row is no measure, no group or no number of people; "" if it can be read."""
    if isinstance(measure, str) and isinstance(group, str) and measure in GROUPS and group in tables.MEASURES:
        return f"({measure!r}, {group!r}, …) has the group first. The order is measure, group, number."
    for word, kind, known in ((measure, "measure", tables.MEASURES), (group, "group", GROUPS)):
        plain = "_".join(word.casefold().replace("-", " ").replace("_", " ").split()) if isinstance(word, str) else ""
        if word != plain and plain in known:
            return f"Write {plain!r}, as it stands in the task, in the place of {answers.short(word)}."
        if plain not in known:
            return f"{answers.short(word)} is no {kind}. There are {', '.join(known)}."
    if answers.whole(number) is None:
        return f"{answers.short(number)} is no number of people. Write 4, not 'four'."
    return ""


def _claims_hint(given: list[Claim], wanted: list[Claim]) -> str:
    lacking, extra = _left(wanted, given), _left(given, wanted)
    if not lacking and not extra:
        return f"Right: all {len(wanted)} claims."
    tally = f"{len(wanted) - len(lacking)} of the text's {len(wanted)} claims are in your list"
    again = [claim for claim in extra if claim in wanted]
    if again:
        return (
            f"{_claim_words(again[0])} stands in your list once too often: the text says it {_times(wanted, again[0])}."
        )
    near = [(a, b) for a in extra for b in lacking if sum(x == y for x, y in zip(a, b, strict=True)) == 2]
    if near:
        return f"Your list has {_claim_words(near[0][0])}, but by the text {_difference(*near[0])}."
    if extra:
        return f"{tally}. It also has {_claim_words(extra[0])}: which words of the text say so?"
    measure, _, number = lacking[0]
    return f"{tally}. One that it lacks: {number} {measure}. Of which group?"


def _times(claims: list[Claim], claim: Claim) -> str:
    return "once" if claims.count(claim) == 1 else f"{claims.count(claim)} times"


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
    if not isinstance(answer, Mapping) or any(given is ... for given in answer.values()):
        print(f"Put a scope in the place of each of the dots: {', '.join(SCOPE_HINTS)}.")
        return
    hints = (_scope_hint(answer.get(row.claim_id), row) for row in claims.itertuples())
    print(next((hint for hint in hints if hint), f"Right: all {len(claims)} scopes."))


def _scope_hint(given: object, claim: tuple) -> str:
    if given is None:
        return f"{claim.claim_id} ({claim.quote!r}) has no scope yet."
    if not isinstance(given, str) or given not in SCOPE_HINTS:
        return f"{answers.short(given)} is no scope. There are {', '.join(SCOPE_HINTS)}."
    if given != claim.scope:
        return f"{claim.quote!r} is not {given}: {SCOPE_HINTS[claim.scope]}. How is that called?"
    return ""


def vague_tolls(answer: object, claims: pd.DataFrame, modifier: str) -> None:
    """Check the report_ids of the reports whose toll hangs on what a vague word means, and print a hint."""
    given = answers.texts(answer)
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
        right = "These are right; " if given else ""
        print(f"{right}{len(lacking)} of {len(wanted)} are lacking. Look at every measure, not only at killed.")
    else:
        print(f"Right: {', '.join(wanted)}.")


def _not_vague(report_id: str, said: pd.DataFrame, claims: pd.DataFrame, modifier: str) -> str:
    mine = said[said["report_id"] == report_id]
    if report_id not in set(claims["report_id"]):
        return f"{answers.short(report_id)} is none of these reports."
    if mine.empty:
        return f"{report_id!r} has no number with the modifier {modifier!r}."
    why = "attackers, who stand in no toll" if mine.iloc[0]["measure"] == "attackers" else "background, not news"
    return f"In {report_id!r} the {modifier!r} belongs to {mine.iloc[0]['quote']!r}: {why}."
