"""Checks of a classifier (exercises 03 and 04; 06 for F1)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd

from helpers.check import answers, hints


def f1(answer: object, truth: Iterable[int], said: Iterable[int]) -> None:
    """Check an F1 worked out by hand, from what is there and what was said (0 or 1, one for each text)."""
    t, p = np.asarray(list(truth), bool), np.asarray(list(said), bool)
    hits, nothing = int((t & p).sum()), int((~t & ~p).sum())
    precision, recall = hits / max(p.sum(), 1), hits / max(t.sum(), 1)
    slips = [
        (precision, "That is the precision: how much of what was said is right. Recall is half of F1."),
        (recall, "That is the recall: how much of what is there was said. Precision is half of F1."),
        ((precision + recall) / 2, "That is the arithmetic mean of the two. F1 is the harmonic one: 2pr / (p + r)."),
        (2 * nothing / max((~t).sum() + (~p).sum(), 1), "That is the F1 of the texts where nothing was to be found. Judge those where something is."),
        (float((t == p).mean()), "That is the share of right decisions, with all the texts where nothing was to be found."),
        (precision * recall / max(precision + recall, 1e-12), "That is half of it: F1 is 2pr / (p + r)."),
        (precision * recall, "You multiplied the two. F1 is 2pr / (p + r)."),
        (hits / max((t | p).sum(), 1), "That is hits / (hits + misses + false alarms). F1 takes the hits twice, above the line and below it."),
    ]  # fmt: skip
    right = 2 * precision * recall / max(precision + recall, 1e-12)
    hints.number(answer, right, slips, f"precision {precision:.2f}, recall {recall:.2f}", 0.006)


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
    hints.number(answer, float(leaking.mean()), slips, f"{int(leaking.sum())} of {len(judged)} judged reports", 0.006)


def keywords(answer: object, before: list[str], truth: pd.Series, texts: pd.Series, predict: Callable) -> None:
    """Check a list of keywords by what it finds, beside the list `before`: its F1, and if that is no better, why.

    `truth` (0 or 1) and `texts` are indexed by report_id; `predict` is `classifying.predict_keywords`.
    """
    words = answers.texts(answer)
    if not words or not all(0 < len(word.strip()) < answers.WIDTH for word in words):
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
        f"{answers.short(worst)} stands in {false_by[worst]} reports that do not have the type."
    )


def _f1(truth: pd.Series, said: pd.Series) -> float:
    both = int(truth.sum() + said.sum())
    return 2 * int((truth * said).sum()) / both if both else 0.0


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
    hints.number(
        answer, there / n, slips, f"{there} of {n} pairs; the model says {p[inside].mean():.0%} on average", 0.006
    )


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
    hints.number(answer, right, [*later, *short, *slips], reached, 0.006)


def hours(answer: object, share: float, reports: int = 10_000, minutes: float = 3) -> None:
    """Check how many hours a person needs for `share` of the reports, at so many minutes each."""
    share = answers.real(share)
    if share is None:
        print("First find the share, one exercise up: then put a number in the place of the dots.")
        return
    right = share * reports * minutes / 60
    slips = [
        (right * 60, "Those are minutes. How many hours?"),
        (reports * minutes / 60, "That is for all reports. The machine takes its part."),
        ((1 - share) * reports * minutes / 60, "That is for the machine's part. The person takes the rest."),
        (share * reports, "That is how many reports the person reads. How long does she take?"),
    ]
    hints.number(answer, right, slips, f"{share:.0%} of {reports:,} reports, {minutes:g} minutes each", 0.5)
