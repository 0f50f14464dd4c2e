"""When incidents happen: in bursts or at random, on which weekdays, more after an event than before it.

Incidents set off further ones, so that a hundred incidents say less than a hundred independent draws. Every interval
and test here keeps neighbouring incidents together: it leaves out or shifts stretches of days, never single incidents.
Reports of one incident that were not linked stand as two on the same or the next day, and look like a burst of two.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy import stats

from helpers.estimating.estimates import Estimate, cannot

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
STRETCHES = 8  # left out one at a time; each must hold many bursts for the intervals to hold
FEWEST_GAPS = 3 * STRETCHES
BLOCK_WEEKS = 4  # longer than a burst, short enough that a year has a dozen
FEWEST_BLOCKS = 6
RATIOS = np.exp(np.linspace(-np.log(60), np.log(60), 329))  # rate ratios tried, 2.5% apart


@dataclass(frozen=True)
class ShiftTest:
    """An estimate with the distribution that its statistic has when time is shifted: what chance alone gives.

    p: two-sided for `before_after`, one-sided for `weekday_test`; missing where the estimate's note says why.
    statistic: the value observed; reference: the value under each shift; naive_p: from the test that takes incidents
    for independent (shown for comparison, not to be used).
    """

    estimate: Estimate
    p: float | None = None
    statistic: float | None = None
    reference: np.ndarray = field(default_factory=lambda: np.empty(0), repr=False)
    naive_p: float | None = None


def days_known(incidents: pd.DataFrame) -> pd.Series:
    """Give the day of each incident whose day is known, in order (datetime64, one row an incident, fresh index).

    Takes date_start; where they are there, date_precision (only `day` is taken) and background (True is left out).
    Raises KeyError where there is no date_start.
    """
    if "date_start" not in incidents:
        raise KeyError(f"the incidents need a column date_start (a day); they have {', '.join(incidents.columns)}")
    known = incidents["date_start"].notna()
    if "date_precision" in incidents:
        known &= incidents["date_precision"].eq("day").fillna(False).astype(bool)
    if "background" in incidents:
        known &= ~incidents["background"].fillna(False).astype(bool)
    days = pd.to_datetime(incidents.loc[known, "date_start"]).dt.normalize()
    return days.sort_values(ignore_index=True).rename("day")


def inter_event_days(incidents: pd.DataFrame) -> pd.Series:
    """Give the days between each incident and the next (float, days; 0 on the same day; one fewer than incidents)."""
    return days_known(incidents).diff().dt.days.iloc[1:].astype(float).reset_index(drop=True).rename("days")


def burstiness_of(gaps: pd.Series | np.ndarray, corrected: bool = True) -> float:
    """Compute burstiness from the times between incidents: -1 regular, 0 as Poisson, towards 1 all in bursts.

    Goh & Barabási (2008): B = (s - m) / (s + m), with m the mean and s the standard deviation of the times. B of a
    short Poisson series lies below 0 and can't reach 1; `corrected` mends both (Kim & Jo 2016, eq. 22).
    NaN for fewer than two times, or where all are 0.

    >>> burstiness_of([2.0, 2.0, 2.0, 2.0])
    -1.0
    """
    gaps = np.asarray(gaps, float)
    if len(gaps) < 2 or not gaps.any():
        return float("nan")
    variation = gaps.std() / gaps.mean()
    return float(_corrected(variation, len(gaps)) if corrected else (variation - 1) / (variation + 1))


def _corrected(variation: np.ndarray | float, n: int) -> np.ndarray | float:
    above, below = np.sqrt(n + 1), np.sqrt(n - 1)
    return (above * variation - below) / ((above - 2) * variation + below)


def burstiness(incidents: pd.DataFrame, corrected: bool = True) -> Estimate:
    """Estimate how bursty incidents are, with an interval that keeps bursts together.

    Layer *rate*: the burstiness of the process that these incidents are one stretch of, as they are listed; a list
    that misses incidents is less bursty than what happened, one with unlinked duplicates (two rows of one incident, on
    the same day or the next) more. Assumes that the rate has no trend over the period and that bursts are short
    against an eighth of it. Value: Goh & Barabási (2008) with Kim & Jo's (2016) correction.
    Interval: jackknife of eight stretches of consecutive times (Künsch 1989), Student's t with 7 degrees of freedom,
    on the scale of 1/variation² (the shape of gamma times), on which misses fall on both sides alike. n: times
    between incidents. Without correction the bias is larger and the error (RMSE) a little smaller: correct to compare
    series of unlike length, not otherwise.
    """
    gaps = inter_event_days(incidents).to_numpy()
    method = "burstiness, block jackknife" if corrected else "burstiness uncorrected, block jackknife"
    lacking = _too_few_gaps(gaps)
    if lacking:
        return cannot(lacking, len(gaps), "rate", method)
    value = burstiness_of(gaps, corrected)
    low, high = _jackknife(gaps, corrected)
    return Estimate(value, low, high, len(gaps), "rate", method)


def _too_few_gaps(gaps: np.ndarray) -> str:
    if len(gaps) < FEWEST_GAPS:
        return (
            f"{len(gaps) + 1 if len(gaps) else 'At most one'} incident(s) with a known day; burstiness needs at "
            f"least {FEWEST_GAPS + 1}."
        )
    if np.count_nonzero(gaps) < 2 * STRETCHES:
        return (
            f"Incidents fall on only {np.count_nonzero(gaps) + 1} different days, too few to tell bursts from chance."
        )
    return ""


def _jackknife(gaps: np.ndarray, corrected: bool) -> tuple[float, float]:
    """Give the interval of burstiness, leaving out one stretch at a time."""
    parts = np.array_split(gaps, STRETCHES)
    without = [np.concatenate(parts[:k] + parts[k + 1 :]) for k in range(STRETCHES)]
    left = np.array([_shape(burstiness_of(w, corrected)) for w in without])
    whole = _shape(burstiness_of(gaps, corrected))
    error = np.sqrt((STRETCHES - 1) / STRETCHES * ((left - left.mean()) ** 2).sum())
    half = stats.t.ppf(0.975, STRETCHES - 1) * error
    # a shape below 0 would be burstier than the most bursty series there is
    return _from_shape(whole + half), _from_shape(max(whole - half, 0.0))


def _shape(burst: float) -> float:
    return float(((1 - burst) / (1 + max(burst, -0.999))) ** 2)


def _from_shape(shape: float) -> float:
    return float((1 - np.sqrt(shape)) / (1 + np.sqrt(shape)))


def poisson_burstiness(n: int, days: int, draws: int = 2000, seed: int = 0, corrected: bool = True) -> np.ndarray:
    """Draw the burstiness of `n` incidents thrown at random on `days` days: the reference for `burstiness`.

    One value a draw, sorted. Days are whole, as in the incidents: with more than about one incident a day, times of
    0 pile up, and burstiness of a Poisson series is no longer 0; compare with these draws, not with 0.
    Raises ValueError for fewer than three incidents or a day.
    """
    if n < 3 or days < 1:
        raise ValueError(f"a reference needs at least 3 incidents on 1 day, not {n} on {days}")
    rng = np.random.default_rng(seed)
    gaps = np.diff(np.sort(rng.integers(0, days, (draws, n)), axis=1), axis=1).astype(float)
    gaps = gaps[gaps.any(axis=1)]
    variation = gaps.std(axis=1) / gaps.mean(axis=1)
    return np.sort(_corrected(variation, n - 1) if corrected else (variation - 1) / (variation + 1))


def weekdays(incidents: pd.DataFrame, start: str | None = None, end: str | None = None) -> pd.DataFrame:
    """Estimate the share of incidents on each weekday: seven rows, Monday first.

    Columns: weekday (str), n (incidents), share, low, high (of 1), expected (share of the period's days), note.
    Layer *rate*; n and share are exact for the listed incidents. Takes only incidents whose very day is known;
    `start`, `end`: first and last day that incidents could be listed (else the first and last incident's). Interval:
    shares as ratios of sums over blocks of four weeks, on the logit scale, Student's t with one less than the number
    of blocks (Cochran 1977, ch. 6): incidents of one burst count together. Seven intervals: one of them misses
    in every third list or so; `weekday_test` asks once.
    """
    days = days_known(incidents)
    table = pd.DataFrame({"weekday": WEEKDAYS, "n": np.bincount(days.dt.day_of_week, minlength=7)})
    blocks, lacking = _weekday_blocks(days, start, end)
    estimates = [_share(blocks, k) for k in range(7)] if not lacking else [(np.nan, np.nan)] * 7
    table["share"] = table["n"] / max(1, len(days)) if len(days) else np.nan
    table[["low", "high"]] = np.array(estimates, float)
    table["expected"] = _expected_shares(days, start, end)
    table["note"] = lacking
    table.loc[table["low"].isna() & (table["note"] == ""), "note"] = "No or all incidents on this weekday: no interval."
    return table


def _period(days: pd.Series, start: str | None, end: str | None) -> tuple[pd.Timestamp, pd.Timestamp]:
    first = pd.Timestamp(start) if start is not None else days.iloc[0]
    last = pd.Timestamp(end) if end is not None else days.iloc[-1]
    if len(days) and (days.iloc[0] < first or days.iloc[-1] > last):
        raise ValueError(
            f"incidents lie between {days.iloc[0]:%Y-%m-%d} and {days.iloc[-1]:%Y-%m-%d}, outside the period "
            f"{first:%Y-%m-%d} to {last:%Y-%m-%d}; leave them out or widen start and end"
        )
    return first.normalize(), last.normalize()


def _weekday_blocks(days: pd.Series, start: str | None, end: str | None) -> tuple[np.ndarray, str]:
    """Count incidents by block of weeks (rows) and weekday (columns); incomplete weeks at the end are left out."""
    if len(days) < 14:
        return np.empty((0, 7)), f"{len(days)} incident(s) with a known day: too few for weekdays (at least 14)."
    first, last = _period(days, start, end)
    n_weeks = ((last - first).days + 1) // 7
    if n_weeks < BLOCK_WEEKS * FEWEST_BLOCKS:
        need = BLOCK_WEEKS * FEWEST_BLOCKS
        return np.empty((0, 7)), f"The period has {n_weeks} whole weeks; {need} are needed to see how weekdays vary."
    week = ((days - first).dt.days // 7).to_numpy()
    kept = week < n_weeks
    block = np.minimum(week // BLOCK_WEEKS, n_weeks // BLOCK_WEEKS - 1)[kept]
    counts = np.zeros((block.max() + 1, 7))
    np.add.at(counts, (block, days.dt.day_of_week.to_numpy()[kept]), 1)
    return counts, ""


def _share(blocks: np.ndarray, weekday: int) -> tuple[float, float]:
    of, size, k = blocks[:, weekday], blocks.sum(axis=1), len(blocks)
    share = of.sum() / size.sum()
    if share in (0, 1):
        return np.nan, np.nan
    error = np.sqrt(k / (k - 1) * ((of - share * size) ** 2).sum()) / size.sum() / (share * (1 - share))
    half = stats.t.ppf(0.975, k - 1) * error
    middle = np.log(share / (1 - share))
    return tuple(1 / (1 + np.exp(-(middle + side * half))) for side in (-1, 1))


def _expected_shares(days: pd.Series, start: str | None, end: str | None) -> np.ndarray:
    if days.empty and (start is None or end is None):
        return np.full(7, 1 / 7)
    first, last = _period(days, start, end)
    return np.bincount(pd.date_range(first, last).day_of_week, minlength=7) / ((last - first).days + 1)


def weekday_test(
    incidents: pd.DataFrame, start: str | None = None, end: str | None = None, draws: int = 999, seed: int = 0
) -> ShiftTest:
    """Test whether incidents prefer some weekdays, with the chi-square of their counts against shifted blocks.

    Each block of four weeks is shifted by 0 to 6 days of its own, which moves bursts to other weekdays but keeps them
    whole. (Shifting the whole series turns Mondays into Tuesdays and leaves the chi-square as it was.) p: share of
    `draws` shifts with a chi-square as large, the observed one counted in; naive_p: Pearson's table, which takes each
    incident for independent. Estimate, layer *rate*: the excess of the chi-square over its mean under shifts (0: no
    preference), with the lower bound of a one-sided 95% test; no upper bound. Assumes that blocks are independent.
    """
    days, method = days_known(incidents), "chi-square of weekdays, shifted blocks"
    blocks, lacking = _weekday_blocks(days, start, end)
    if lacking:
        return ShiftTest(cannot(lacking, len(days), "rate", method))
    chosen = np.random.default_rng(seed).integers(0, 7, (draws, len(blocks)))
    shifted = (np.arange(7)[None, None, :] + chosen[:, :, None]) % 7
    totals = np.take_along_axis(np.broadcast_to(blocks, shifted.shape), shifted, axis=2).sum(axis=1)
    reference, seen = _chi_square(totals), float(_chi_square(blocks.sum(axis=0)))
    mean = float(reference.mean())
    value, low = seen / mean - 1, (seen - float(np.quantile(reference, 0.95))) / mean
    p = float((1 + (reference >= seen).sum()) / (1 + draws))
    estimate = Estimate(value, low, None, int(blocks.sum()), "rate", method)
    return ShiftTest(estimate, p, seen, reference, float(stats.chi2.sf(seen, 6)))


def _chi_square(counts: np.ndarray) -> np.ndarray:
    expected = counts.sum(axis=-1, keepdims=True) / 7
    return ((counts - expected) ** 2 / expected).sum(axis=-1)


def before_after(
    incidents: pd.DataFrame, event: str, days: int = 60, start: str | None = None, end: str | None = None
) -> ShiftTest:
    """Compare the rate of incidents in the `days` days from an event on with the `days` days before it.

    Estimate, layer *rate*: the ratio of the two rates (half an incident added to each count), n: incidents in both
    stretches. The same ratio at every other day of the period, the period's end joined to its start, is the
    reference: circular shifts keep bursts whole, as permuting incidents doesn't. p: two-sided rank of the ratio
    observed; naive_p: of the binomial test, which is what permuting incidents freely comes to. Interval: the ratios
    that aren't refused at 5% once they are divided out of the two stretches; open where even the largest isn't. Assumes that the level was the same all through the period but for the event (a trend is taken for
    its effect), and that nothing chose the event's day for the incidents around it. The period must hold many such
    stretches: two years and 60 days give six, and then only a large change can be told from chance. Raises ValueError for an event
    whose stretches don't lie within the period. Source: Harrison, Kass & Brown (2013, ch. 2.4) on shifts.
    """
    known, method = days_known(incidents), f"rate ratio, {days} days before and after, circular shifts"
    if len(known) < 10:
        note = f"{len(known)} incident(s) with a known day: too few to compare before and after (at least 10)."
        return ShiftTest(cannot(note, len(known), "rate", method))
    first, last = _period(known, start, end)
    length, at = (last - first).days + 1, (pd.Timestamp(event).normalize() - first).days
    if length < 4 * days:
        note = f"The period has {length} days; shifts need at least {4 * days}, four times the {days} compared."
        return ShiftTest(cannot(note, len(known), "rate", method))
    if at < days or at + days > length:
        raise ValueError(f"{event} has fewer than {days} days of the period {first:%Y-%m-%d}–{last:%Y-%m-%d} on a side")
    counts = np.bincount((known - first).dt.days, minlength=length).astype(float)
    return _shift_test(np.roll(counts, days - at), days, method)


def _shift_test(counts: np.ndarray, days: int, method: str) -> ShiftTest:
    """Compare the first `days` entries with the next, and that with all its circular shifts."""
    before, after = counts[:days].sum(), counts[days : 2 * days].sum()
    n = int(before + after)
    if n == 0:
        return ShiftTest(cannot(f"No incident in the {days} days on either side of the event.", 0, "rate", method))
    reference = np.exp(_log_ratios(counts[None, :], days)[0])
    p = float(_shift_p(counts[None, :], days)[0])
    naive = float(stats.binomtest(int(after), n).pvalue)
    return ShiftTest(_ratio(counts, days, float(reference[0]), n, method), p, float(reference[0]), reference, naive)


def _ratio(counts: np.ndarray, days: int, value: float, n: int, method: str) -> Estimate:
    """Give the ratio with the smallest and largest ratio that its test doesn't refuse."""
    accepted = RATIOS[_shift_p(_divided(counts, days, RATIOS), days) > 0.05]
    if not len(accepted):
        return cannot("No ratio passes: what is around the event has no like in the period.", n, "rate", method)
    low = float(accepted[0]) if accepted[0] > RATIOS[0] else 0.0
    high = float(accepted[-1]) if accepted[-1] < RATIOS[-1] else None
    return Estimate(value, min(low, value), None if high is None else max(high, value), n, "rate", method)


def _divided(counts: np.ndarray, days: int, ratios: np.ndarray) -> np.ndarray:
    """Take each ratio out of the days on both sides of the event, half of it (in logs) each: one row a ratio."""
    # from one side alone, a side without incidents could never be made like the other
    rows = np.tile(counts, (len(ratios), 1))
    rows[:, :days] *= np.sqrt(ratios)[:, None]
    rows[:, days : 2 * days] /= np.sqrt(ratios)[:, None]
    return rows


def _log_ratios(rows: np.ndarray, days: int) -> np.ndarray:
    """Give the log ratio of after to before at every shift (columns), the event's own first."""
    length = rows.shape[1]
    total = np.cumsum(np.hstack([np.zeros((len(rows), 1)), rows, rows[:, : 2 * days]]), axis=1)
    before = total[:, days : days + length] - total[:, :length]
    after = total[:, 2 * days : 2 * days + length] - total[:, days : days + length]
    return np.log(after + 0.5) - np.log(before + 0.5)


def _shift_p(rows: np.ndarray, days: int) -> np.ndarray:
    ratios = _log_ratios(rows, days)
    own = ratios[:, :1]
    # rounding of running sums must not break ties
    above, below = (ratios >= own - 1e-9).mean(axis=1), (ratios <= own + 1e-9).mean(axis=1)
    return np.minimum(1.0, 2 * np.minimum(above, below))
