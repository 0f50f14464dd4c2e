"""Checks of counts with their error, of sources beside each other and of what nobody reported (exercises 07 to 09)."""

from __future__ import annotations

import pandas as pd

from helpers.check import hints


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
    hints.number(answer, right, slips, f"({said:.2f} - {false_alarms:.2f}) / {power:.2f}", 0.006)


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
    hints.number(answer, right, slips, f"1.96² × {share:g} × {1 - share:g} / {half_width:g}²", 1.0)


def per_month(answer: object, dates: pd.Series, months: int) -> None:
    """Check the mean number of incidents a month over a period of so many `months`, those without one included."""
    n, seen = len(dates), dates.dt.to_period("M").nunique()
    slips = [
        (n / max(seen, 1), f"That is over the {seen} months that have one. What about the {months - seen} that have none?"),
        (n, f"{n} is how many there are in all. How many months has the period?"),
        (n / dates.dt.year.nunique(), "That is per year, not per month. How many months has the period?"),
        (n / 12, "The period is longer than a year."),
    ]  # fmt: skip
    hints.number(answer, n / months, slips, f"{n} in {months} months, {months - seen} of them without one", 0.006)


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
    hints.number(
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
    hints.number(
        answer,
        right,
        slips,
        f"{lethal.head(top).sum():.0f} of {lethal.sum():.0f} dead in {top} of {len(lethal)} incidents",
        0.006,
    )


def chapman(answer: object, lists: pd.DataFrame, strata: pd.Series | None = None) -> None:
    """Check Chapman's estimate (1951) from two lists (True where an outlet has the incident), summed over `strata`."""
    parts = [lists] if strata is None else [part for _, part in lists.groupby(strata)]
    counts = [(int(p.iloc[:, 0].sum()), int(p.iloc[:, 1].sum()), int(p.all(axis=1).sum())) for p in parts]
    right = float(sum((a + 1) * (b + 1) / (m + 1) - 1 for a, b, m in counts))
    whole = [int(lists.iloc[:, 0].sum()), int(lists.iloc[:, 1].sum()), int(lists.all(axis=1).sum())]
    alone = float((whole[0] - whole[2] + 1) * (whole[1] - whole[2] + 1) / (whole[2] + 1) - 1)
    seen = int(lists.any(axis=1).sum())
    slips = [
        (sum((a + 1) * (b + 1) / (m + 1) for a, b, m in counts), "You left out the last step: take 1 off."),
        (float(seen), f"{seen} is how many the two have together. How many has neither?"),
        (
            alone,
            f"You left the {whole[2]} that both have out of each list. All that a list has counts: {whole[0]} and {whole[1]}.",
        ),
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
    hints.number(answer, right, slips, " + ".join(f"({a} + 1)({b} + 1) / ({m} + 1) - 1" for a, b, m in counts), 0.6)
