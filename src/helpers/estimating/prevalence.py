"""What share of a collection's reports tells of each incident type, though a classifier that errs has read them.

Counting what the classifier says carries its errors into the result. Four ways to do better, one type at a time, since
a report can have several: two need reports that were coded by hand at another time (`held_out`), one needs a random
`sample` of these very reports, and the sample alone is its rival. What each assumes stands in its docstring.

All estimate the share of the reports at hand (layer "reported"), not a rate behind them: coding all by hand would leave
no error. Intervals are 95% intervals.

When not to correct (root mean squared errors over simulated worlds stand in data/coverage.csv, module prevalence):
where misses and false alarms cancel, as for bombings, and from as few as 40 hand-coded reports of another time. Where
they don't cancel, as for armed attacks, correcting from 300 helps, unless reports of the type have come to be worded
otherwise. The prediction-powered share from 150 of these reports is best throughout, as long as the 150 are drawn at
random. Constants (HALF_A_MISTAKE and the like) were chosen on such worlds: coverage there is a necessary test only.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.special import logit

from helpers.estimating.estimates import Estimate, as_table, cannot
from helpers.intervals import Z, wilson

LAYER = "reported"
CLASSIFY_AND_COUNT = "classify and count"
MEAN_PROBABILITY = "mean of probabilities"
ADJUSTED_COUNT = "adjusted count"
EM = "expectation-maximisation"
HAND_CODED = "hand-coded sample"
PREDICTION_POWERED = "prediction-powered"

WEAK = 0.3  # sensitivity + specificity - 1 below which a correction mostly multiplies noise
HALF_A_MISTAKE = 0.5  # what Jeffreys adds to a count; without it a sample without a mistake would claim no error
BINS = 10  # of probabilities, by which they are calibrated
WORTH = 0.7  # of an independent report in each: some two reports an incident, half alike (design effect: Kish 1965)


def estimate_shares(
    probabilities: pd.DataFrame,
    held_out: tuple[pd.DataFrame, pd.DataFrame] | None = None,
    sample: pd.DataFrame | None = None,
    threshold: float = 0.5,
    counts: bool = False,
    seed: int = 0,
) -> pd.DataFrame:
    """Estimate the share of reports of each type by every method that the labels allow, the naive ones first.

    probabilities: the classifier's, one row a report (index report_id), one column a type. held_out: (types,
    probabilities) of hand-coded reports that it has not learned from; indicators (0 or 1) and probabilities with the
    same rows. sample: indicators of reports drawn at random from those in `probabilities` and coded by hand, index
    report_id. threshold: the probability from which the classifier says a type (its `threshold_`). counts: give numbers
    of reports in place of shares.

    Gives a row for each type and method: incident_type, value, low, high, n (reports it rests on: all for the naive,
    the hand-coded otherwise), layer, method, note (where it cannot be had, or should not be trusted, and why). Raises
    ValueError where tables lack a type, do not match, or hold values out of range.
    """
    _check(probabilities, held_out, sample)
    tables = []
    for name in probabilities.columns:
        chances = probabilities[name]
        found = [classify_and_count(chances >= threshold), mean_probability(chances)]
        if held_out is not None:
            coded, scored = held_out[0][name], held_out[1][name]
            found.append(adjusted_count(chances >= threshold, coded, scored >= threshold))
            found.append(expectation_maximisation(chances, coded, scored, seed=seed))
        if sample is not None:
            found.append(hand_coded_share(sample[name], len(chances)))
            found.append(prediction_powered_share(chances, sample[name]))
        tables += [as_table({name: e}, "incident_type") for e in found]
    columns = as_table({}, "incident_type")
    table = pd.concat(tables, ignore_index=True) if tables else columns
    if counts:
        table[["value", "low", "high"]] *= len(probabilities)
    return table


def classify_and_count(said: pd.Series) -> Estimate:
    """Count the reports that the classifier says are of the type: the naive share, with the usual interval.

    said: 0 or 1 (or bool), one a report. Layer: reported. Assumes that the classifier does not err, or that its misses
    and false alarms cancel; the interval (Wilson 1927) takes the reports for a random sample and knows nothing of
    mistakes, so that it holds the truth as often as luck has it. n: reports.
    """
    n = len(said)
    if n == 0:
        return cannot("there are no reports to count.", 0, LAYER, CLASSIFY_AND_COUNT)
    share = float(np.mean(said))
    return Estimate(share, *wilson(share, n), n, LAYER, CLASSIFY_AND_COUNT)


def mean_probability(chances: pd.Series) -> Estimate:
    """Average the classifier's probabilities (Bella et al. 2010: probability average).

    chances: one a report. Layer: reported. Assumes that the probabilities are calibrated on these very reports: of
    those called 30% probable, 30% are of the type. They seldom are once the share has shifted since the classifier
    learned. The interval is of the coin throws that calibrated probabilities are. n: reports.
    """
    n = len(chances)
    if n == 0:
        return cannot("there are no reports to count.", 0, LAYER, MEAN_PROBABILITY)
    chances = np.asarray(chances, float)
    share, error = float(chances.mean()), Z * float(np.sqrt((chances * (1 - chances)).sum())) / n
    return Estimate(share, max(0.0, share - error), min(1.0, share + error), n, LAYER, MEAN_PROBABILITY)


def adjusted_count(said: pd.Series, coded: pd.Series, coded_said: pd.Series) -> Estimate:
    """Correct the count by the classifier's sensitivity and specificity on hand-coded reports.

    share = (said - false alarms) / (sensitivity - false alarms), cut off at 0 and 1 (Rogan and Gladen 1978; Forman
    2008). said: what the classifier says of the reports at hand, 0 or 1; coded, coded_said: what a person and the
    classifier say of other reports, which it has not learned from. Layer: reported.

    Assumes that reports of the type are worded as they were in the hand-coded ones, and reports without it too, so that
    sensitivity and specificity are the same; only how many there are may differ. The interval holds the shares that
    said, sensitivity and specificity allow together (Fieller 1954), each with its error; it stays right where
    sensitivity + specificity - 1 is small, and is then wide. n: hand-coded reports.
    """
    said, coded, coded_said = (np.asarray(x, float) for x in (said, coded, coded_said))
    n = len(coded)
    lacking = _lacking(len(said), coded)
    if lacking:
        return cannot(lacking, n, LAYER, ADJUSTED_COUNT)
    hits, alarms = coded_said[coded == 1], coded_said[coded == 0]
    sensitivity, false_alarms = hits.mean(), alarms.mean()
    power = sensitivity - false_alarms
    # half a mistake more of either kind (Jeffreys): 20 right of 20 are not right for ever
    smooth = [(x.sum() + HALF_A_MISTAKE) / (len(x) + 2 * HALF_A_MISTAKE) for x in (hits, alarms)]
    spread = [x * (1 - x) for x in smooth]
    errors = spread[0] / len(hits), spread[1] / len(alarms)
    if power <= Z * np.sqrt(sum(errors)):
        return cannot(
            f"sensitivity + specificity - 1 is {power:.2f}, which {len(hits)} hand-coded reports of the type cannot "
            "tell from 0: what the classifier says does not depend on the type surely enough to correct by it.",
            n, LAYER, ADJUSTED_COUNT,
        )  # fmt: skip
    allowed = _allowed_shares(said, false_alarms, power, spread, errors)
    if not len(allowed):
        return cannot(
            f"no share of the type makes the classifier say it of {said.mean():.0%} of the reports if it finds "
            f"{sensitivity:.0%} of those of the type and {false_alarms:.0%} of the others: it errs otherwise here.",
            n, LAYER, ADJUSTED_COUNT,
        )  # fmt: skip
    raw = (said.mean() - false_alarms) / power
    value = float(np.clip(raw, allowed[0], allowed[-1]))
    return Estimate(value, float(allowed[0]), float(allowed[-1]), n, LAYER, ADJUSTED_COUNT, _of_power(power, raw))


def _allowed_shares(said: np.ndarray, false_alarms: float, power: float, spread, errors) -> np.ndarray:
    """Give the shares under which so much would be said, within its error; spread: variance of one report's answer."""
    shares = np.arange(len(said) + 1) / len(said)  # the truth is one of these
    off = said.mean() - false_alarms - shares * power
    variance = (shares * spread[0] + (1 - shares) * spread[1]) / len(said)
    variance += shares**2 * errors[0] + (1 - shares) ** 2 * errors[1]
    return shares[off**2 <= Z**2 * variance]


def _of_power(power: float, raw: float) -> str:
    notes = []
    if power < WEAK:
        notes.append(f"sensitivity + specificity - 1 is only {power:.2f}: code a sample by hand rather than correct.")
    if not 0 <= raw <= 1:
        notes.append(f"the correction gave {raw:.2f}, cut off.")
    return " ".join(notes)


def expectation_maximisation(
    chances: pd.Series, coded: pd.Series, coded_chances: pd.Series, seed: int = 0, draws: int = 400
) -> Estimate:
    """Find the share under which the probabilities of these reports make most sense (Saerens et al. 2002).

    chances: the classifier's probabilities for the reports at hand; coded (0 or 1), coded_chances: types and
    probabilities of hand-coded reports that it has not learned from. By these the probabilities are calibrated first,
    in up to BINS bins (Zadrozny and Elkan 2001): how often each occurs among reports of the type, and among the others.
    Layer: reported.

    Assumes that only the share has shifted: among reports of the type, and among those without it, texts (and so
    probabilities) are as they were in the hand-coded ones. That also breaks where *other* types become more common
    that look like this one. The interval: `draws` times, the bins' frequencies are drawn from what the hand-coded
    reports leave possible (Dirichlet, one report added to each kind; each counts as WORTH, since reports of one
    incident are alike), the reports at hand with replacement (Efron 1979), the share is found again, and the types
    drawn by what each bin then says; 2.5% and 97.5% of those shares. n: hand-coded reports.
    """
    chances, coded, coded_chances = (np.asarray(x, float) for x in (chances, coded, coded_chances))
    n, reports = len(coded), len(chances)
    lacking = _lacking(reports, coded)
    if lacking:
        return cannot(lacking, n, LAYER, EM)
    rng = np.random.default_rng(seed)
    edges = _edges(coded, coded_chances)
    of_type, others, here = (
        np.bincount(np.searchsorted(edges, x, side="right"), minlength=len(edges) + 1)
        for x in (coded_chances[coded == 1], coded_chances[coded == 0], chances)
    )
    ratios = _frequencies(of_type, draws, rng) / np.maximum(_frequencies(others, draws, rng), 1e-9)
    times = np.vstack([here, rng.multinomial(reports, here / reports, size=draws)])
    shares = _likeliest_share(ratios, times)
    posterior = shares[1:, None] * ratios[1:] / (1 + shares[1:, None] * (ratios[1:] - 1))
    drawn = rng.binomial(here, np.clip(posterior, 0, 1)).sum(axis=1) / reports
    low, high = np.quantile(drawn, [0.025, 0.975])
    value = float(shares[0])
    return Estimate(value, float(min(low, value)), float(max(high, value)), n, LAYER, EM)


def _edges(coded: np.ndarray, chances: np.ndarray) -> np.ndarray:
    """Cut probabilities into bins of about the same weight, all reports of the type weighing as much as all others."""
    order = np.argsort(chances, kind="stable")
    weights = np.where(coded == 1, 0.5 / coded.sum(), 0.5 / (1 - coded).sum())[order]
    places = np.searchsorted(np.cumsum(weights), np.arange(1, BINS) / BINS)
    return np.unique(chances[order][np.minimum(places, len(coded) - 1)])


def _frequencies(counts: np.ndarray, draws: int, rng: np.random.Generator) -> np.ndarray:
    """Give the frequency of each bin, as counted (first row) and drawn, with one report added over all bins."""
    seen = counts + 1 / len(counts)
    return np.vstack([seen / seen.sum(), rng.dirichlet(WORTH * seen, size=draws)])


def shifted_prior(chances: pd.Series, prior: float) -> float:
    """Give the share at which expectation-maximisation ends (Saerens et al. 2002), from calibrated probabilities.

    chances: probabilities that hold where a share `prior` (between 0 and 1) is of the type. It is the share with the
    greatest likelihood, which has one peak: found by halving, where the original steps towards it. Raises ValueError
    for no probabilities, or a prior of 0 or 1.
    """
    if not len(chances) or not 0 < prior < 1:
        raise ValueError(f"prior is {prior}, with {len(chances)} probabilities: give one between 0 and 1, and some.")
    ratios = np.exp(logit(np.clip(np.asarray(chances, float), 1e-12, 1 - 1e-12)) - logit(prior))[None, :]
    return float(_likeliest_share(ratios, np.ones_like(ratios))[0])


def _likeliest_share(ratios: np.ndarray, times: np.ndarray) -> np.ndarray:
    """Give, for each row, the share with the greatest likelihood, by halving; ratios: P(x | type) / P(x | not)."""
    low, high = np.zeros(len(ratios)), np.ones(len(ratios))
    more = ratios - 1
    for _ in range(30):
        middle = (low + high) / 2
        rising = (times * more / (1 + middle[:, None] * more)).sum(1) > 0
        low, high = np.where(rising, middle, low), np.where(rising, high, middle)
    return (low + high) / 2


def hand_coded_share(sample: pd.Series, reports: int) -> Estimate:
    """Estimate the share from hand-coded reports alone, the classifier left out: the rival of all corrections.

    sample: 0 or 1, one a hand-coded report; reports: how many there are in all. Layer: reported. Assumes that the
    sample was drawn at random from the reports and coded without error. The interval is Wilson's (1927), narrowed by
    the part of the reports that has been coded (Cochran 1977). n: hand-coded reports.
    """
    n = len(sample)
    if n == 0 or n > reports:
        return cannot(f"{n} of {reports} reports are coded by hand: some are needed.", n, LAYER, HAND_CODED)
    share = float(np.mean(sample))
    return _within_known(
        share, *wilson(share, worth_of(np.inf, share, n, reports)), np.asarray(sample, float), reports, HAND_CODED
    )


def prediction_powered_share(chances: pd.Series, sample: pd.Series) -> Estimate:
    """Estimate the share from a hand-coded random sample, sharpened by what the classifier says of all reports.

    chances: probabilities (or 0 and 1) for all reports, index report_id; sample: types of the hand-coded ones (0 or 1),
    index report_id, a part of the former. share = mean of sample + weight × (mean of chances of all - of the sample),
    the weight that leaves least variance (Angelopoulos et al. 2023; PPI++: Angelopoulos, Duchi and Zrnic 2023; in
    surveys the regression estimator: Cochran 1977). Layer: reported.

    Assumes that the sample was drawn at random, coded without error, and not learned from; of the classifier nothing: a
    bad one only makes the interval as wide as the sample's own. The variance is that of the rest (type - weight ×
    chance), with half a mistake added, times the share of reports not coded; the interval is Wilson's (1927) for as
    many reports as would give that variance (Korn and Graubard 1998), at least as many as were coded. Where fewer than
    some 50 are coded and the classifier errs seldom, it errs on the wide side. n: hand-coded reports. Raises ValueError
    for a sampled report that `chances` does not have.
    """
    n, reports = len(sample), len(chances)
    if not sample.index.isin(chances.index).all() or sample.index.has_duplicates:
        raise ValueError("sample has a report twice, or one that is not among the reports: draw it from them.")
    if n < 2:
        return cannot(f"{n} reports are coded by hand: two are the least.", n, LAYER, PREDICTION_POWERED)
    coded = np.asarray(sample, float)
    value, variance = powered_mean(coded, chances.loc[sample.index], chances)
    share = float(np.clip(value, 0, 1))
    inner = float(np.clip(share, 1 / reports, 1 - 1 / reports))
    return _within_known(
        share, *wilson(inner, worth_of(variance, inner, n, reports)), coded, reports, PREDICTION_POWERED
    )


def powered_mean(
    coded: np.ndarray, chances: np.ndarray, everyone: np.ndarray, added: float = HALF_A_MISTAKE
) -> tuple[float, float]:
    """Give mean and variance of the prediction-powered estimate for a finite number of reports.

    coded, chances: types and probabilities of the sample; everyone: probabilities of all reports, the sample's among
    them; added: mistakes added to the sum of squares.
    """
    coded, chances, everyone = (np.asarray(x, float) for x in (coded, chances, everyone))
    n = len(coded)
    weight = best_weight(coded, chances)
    rest = coded - weight * chances
    squares = ((rest - rest.mean()) ** 2).sum() + added
    variance = squares / (n - 1 + added) / n * (1 - n / len(everyone))
    return float(coded.mean() + weight * (everyone.mean() - chances.mean())), float(variance)


def best_weight(coded: np.ndarray, chances: np.ndarray) -> float:
    """Give the weight of predictions, 0 to 1, that leaves least variance (PPI++; every report has a prediction)."""
    spread = np.var(chances, ddof=1)
    return float(np.clip(np.cov(coded, chances)[0, 1] / spread, 0, 1)) if spread > 0 else 0.0


def worth_of(variance: float, share: float, n: int, reports: int) -> float:
    """Give how many reports of very many would leave this variance, or what n of all are worth, if that is more."""
    if n >= reports:
        return np.inf
    return max(n / (1 - n / reports), share * (1 - share) / variance)


def _within_known(share: float, low: float, high: float, coded: np.ndarray, reports: int, method: str) -> Estimate:
    """Cut an interval to what the coded reports leave possible: those found are there, those without are not."""
    least, most = coded.sum() / reports, 1 - (len(coded) - coded.sum()) / reports
    low, high, share = (float(np.clip(x, least, most)) for x in (low, high, share))
    return Estimate(share, min(low, share), max(high, share), len(coded), LAYER, method)


def _lacking(reports: int, coded: np.ndarray) -> str:
    if reports == 0:
        return "there are no reports to count."
    if not (coded == 1).any() or not (coded == 0).any():
        which = "of the type" if not (coded == 1).any() else "without the type"
        return f"none of the {len(coded)} hand-coded reports is {which}: how the classifier errs on such is not known."
    return ""


def _check(probabilities: pd.DataFrame, held_out, sample: pd.DataFrame | None) -> None:
    wanted = {"probabilities": probabilities}
    if held_out is not None:
        wanted |= {"held-out types": held_out[0], "held-out probabilities": held_out[1]}
        if not held_out[0].index.equals(held_out[1].index):
            raise ValueError("types and probabilities of held_out must have the same rows, in the same order.")
    if sample is not None:
        wanted["sample"] = sample
    for name, table in wanted.items():
        missing = [c for c in probabilities.columns if c not in table.columns]
        if missing:
            raise ValueError(f"{name} lacks the types {', '.join(missing)}.")
        values = table[list(probabilities.columns)].to_numpy(float)
        allowed = (values >= 0) & (values <= 1) if "probabilities" in name else np.isin(values, (0, 1))
        if not allowed.all():
            row, column = np.argwhere(~allowed)[0]
            raise ValueError(
                f"{name}: report {table.index[row]}, type {probabilities.columns[column]} is {values[row, column]}; "
                f"{'between 0 and 1' if 'probabilities' in name else '0 or 1'} is needed."
            )
