"""Agreement against published worked examples, the krippendorff package, and by hand; spans and confusion."""

from __future__ import annotations

import math

import krippendorff
import numpy as np
import pandas as pd
import pytest

from helpers import tables
from helpers.annotating import adjudicate_claims, agreement, confusion, span_agreement
from helpers.annotating.coefficients import AgreementError, cohen_kappa, krippendorff_alpha, masi_distance


def labels(*rows: tuple) -> pd.DataFrame:
    """Make labels from (report_id, sentence_id, coder, types separated by spaces)."""
    found = [
        {"report_id": r, "sentence_id": s, "coder": c, "incident_type": name}
        for r, s, c, types in rows
        for name in types.split()
    ]
    return tables.conform("labels", found)


def value(table: pd.DataFrame, coefficient: str, incident_type: str = "all", level: str = "sentence") -> float:
    chosen = (table["level"] == level) & (table["incident_type"] == incident_type)
    return table.loc[chosen & (table["coefficient"] == coefficient), "value"].item()


def spread(text: str) -> list[str | None]:
    return [None if cell == "." else cell for cell in text.split()]


# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), sections A to C; Cohen 1960, table 1


def test_alpha_of_krippendorffs_worked_examples() -> None:
    assert krippendorff_alpha(["0100000010", "1110010000"]) == pytest.approx(0.095, abs=5e-4)
    assert krippendorff_alpha(["aabbdcccedda", "babbbccceddd"]) == pytest.approx(0.692, abs=5e-4)
    four = [
        spread("1 2 3 3 2 1 4 1 2 . . ."),
        spread("1 2 3 3 2 2 4 1 2 5 . 3"),
        spread(". 3 3 3 2 3 4 2 2 5 1 ."),
        spread("1 2 3 3 2 4 4 1 2 5 1 ."),
    ]
    assert krippendorff_alpha(four) == pytest.approx(0.743, abs=5e-4)


def test_kappa_of_cohens_worked_example() -> None:
    counts = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
    pairs = [(i, j) for i, row in enumerate(counts) for j, n in enumerate(row) for _ in range(n)]
    first, second = zip(*pairs, strict=True)
    assert cohen_kappa(first, second) == pytest.approx(0.492, abs=5e-4)
    assert cohen_kappa([*first, None, 1], [*second, 1, None]) == cohen_kappa(first, second)


def test_masi_of_passonneaus_cases() -> None:
    a, ab, bc, c = (frozenset(x) for x in ("a", "ab", "bc", "c"))
    assert masi_distance(ab, ab) == 0 and masi_distance(a, c) == 1
    assert masi_distance(a, ab) == masi_distance(ab, a) == pytest.approx(1 - 2 / 3 * 1 / 2)
    assert masi_distance(ab, bc) == pytest.approx(1 - 1 / 3 * 1 / 3)


def random_table(rng: np.random.Generator) -> np.ndarray:
    shape = rng.integers(2, 7), rng.integers(3, 60)
    table = rng.integers(0, rng.integers(2, 7), shape).astype(float)
    table[rng.random(shape) < rng.uniform(0, 0.6)] = np.nan
    return table


def test_alpha_equals_the_krippendorff_package_on_tables_with_gaps() -> None:
    rng, compared = np.random.default_rng(7), 0
    while compared < 200:
        table = random_table(rng)
        pairable = (~np.isnan(table)).sum(axis=0) > 1
        if len(np.unique(table[:, pairable][~np.isnan(table[:, pairable])])) < 2:
            continue
        expected = krippendorff.alpha(reliability_data=table, level_of_measurement="nominal")
        ours = krippendorff_alpha([[None if np.isnan(x) else int(x) for x in row] for row in table])
        assert ours == pytest.approx(expected, abs=1e-9)
        compared += 1


def test_masi_alpha_equals_the_krippendorff_package() -> None:
    # the package takes any metric over numbers, so each number stands for a set of types
    rng = np.random.default_rng(8)
    sets = [frozenset(s) for s in ("a", "b", "ab", "abc", "c", "bc")]

    def metric(v1: np.ndarray, v2: np.ndarray, **_: object) -> np.ndarray:
        distance = np.vectorize(lambda x, y: masi_distance(sets[int(x)], sets[int(y)]))
        return distance(v1, v2)

    for _ in range(20):
        table = rng.integers(0, 6, (3, 30)).astype(float)
        table[rng.random(table.shape) < 0.3] = np.nan
        expected = krippendorff.alpha(reliability_data=table, level_of_measurement=metric)
        ours = krippendorff_alpha([[None if np.isnan(x) else sets[int(x)] for x in row] for row in table], "masi")
        assert ours == pytest.approx(expected, abs=1e-9)


@pytest.mark.filterwarnings("error")  # 0/0 is not even tried
def test_undefined_is_missing_not_one() -> None:
    assert math.isnan(krippendorff_alpha(["aaa", "aaa"]))
    assert math.isnan(krippendorff_alpha([["a", None], [None, "b"]]))
    assert math.isnan(cohen_kappa("aaa", "aaa"))
    with pytest.raises(AgreementError, match="not known"):
        krippendorff_alpha(["ab", "ab"], "ordinal")


# The table


def random_labels(seed: int = 0, reports: int = 12) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    names = ["bombing", "armed_attack", "none"]
    rows = []
    for r in range(reports):
        for s in range(4):
            truth = names[rng.integers(3)]
            for coder in ("ana", "bo", "cy"):
                if rng.random() < 0.85:
                    rows.append((f"r{r}", s, coder, truth if rng.random() < 0.7 else names[rng.integers(3)]))
    return labels(*rows)


def test_rows_are_those_of_the_design_and_agree_with_the_oracle() -> None:
    given = random_labels()
    table = agreement(given, resamples=50)
    assert list(table.columns) == ["level", "incident_type", "coefficient", "value", "low", "high", "n"]
    assert set(table["incident_type"]) == {"armed_attack", "bombing", "none", "all"}
    assert set(table.loc[table["incident_type"] == "all", "coefficient"]) == {
        "raw",
        "kappa",
        "alpha",
        "alpha_masi",
    }
    wide = given.pivot(index="coder", columns=["report_id", "sentence_id"], values="incident_type")
    numbers = wide.apply(lambda column: column.map({"armed_attack": 0.0, "bombing": 1.0, "none": 2.0}))
    oracle = krippendorff.alpha(reliability_data=numbers.to_numpy(float), level_of_measurement="nominal")
    assert value(table, "alpha") == value(table, "alpha_masi") == pytest.approx(oracle, abs=1e-9)
    one = (numbers == 1).astype(float).where(numbers.notna())
    oracle = krippendorff.alpha(reliability_data=one.to_numpy(float), level_of_measurement="nominal")
    assert value(table, "alpha", "bombing") == pytest.approx(oracle, abs=1e-9)
    assert (table["n"] == int((wide.notna().sum() > 1).sum())).all()


def test_raw_and_kappa_by_hand() -> None:
    table = agreement(
        labels(
            ("r1", 0, "ana", "bombing"), ("r1", 0, "bo", "bombing"),
            ("r1", 1, "ana", "bombing other"), ("r1", 1, "bo", "bombing"),
            ("r2", 0, "ana", "none"), ("r2", 0, "bo", "none"),
            ("r2", 1, "ana", "none"), ("r2", 1, "bo", "bombing"),
            ("r2", 2, "ana", "none"),
            ("r3", None, "ana", "other"), ("r3", None, "bo", "other"),
        )
    )  # fmt: skip
    assert value(table, "raw") == 0.5 and value(table, "raw", "bombing") == 0.75
    # bombing: ana yes 2 of 4, bo yes 3 of 4: expected (2·3 + 2·1)/16 = 1/2, observed 3/4
    assert value(table, "kappa", "bombing") == pytest.approx(0.5)
    assert value(table, "raw", "other", "report") == 1.0
    assert math.isnan(value(table, "kappa", "other", "report"))
    assert set(table.loc[table["level"] == "sentence", "n"]) == {4}


def test_kappa_of_three_coders_is_the_mean_over_pairs() -> None:
    given = random_labels(3)
    by_coder = given[given["incident_type"] == "bombing"].groupby("coder")
    yes = {c: set(zip(part["report_id"], part["sentence_id"], strict=True)) for c, part in by_coder}
    seen = {c: set(zip(part["report_id"], part["sentence_id"], strict=True)) for c, part in given.groupby("coder")}
    pairs = [("ana", "bo"), ("ana", "cy"), ("bo", "cy")]
    by_hand = []
    for a, b in pairs:
        units = sorted(seen[a] & seen[b])
        by_hand.append(cohen_kappa([u in yes[a] for u in units], [u in yes[b] for u in units]))
    assert value(agreement(given, resamples=1), "kappa", "bombing") == pytest.approx(np.mean(by_hand))


def test_the_interval_comes_from_resampled_reports() -> None:
    given = random_labels(1)
    table = agreement(given, resamples=100, seed=5)
    pd.testing.assert_frame_equal(table, agreement(given, resamples=100, seed=5))
    raw = table[(table["incident_type"] == "all") & (table["coefficient"] == "raw")].iloc[0]
    rng = np.random.default_rng(5)
    parts = {r: part for r, part in given.groupby("report_id", sort=False)}
    names, slow = list(parts), []
    for weights in rng.multinomial(len(names), np.full(len(names), 1 / len(names)), size=100):
        copies = [
            parts[name].assign(report_id=f"{name}.{k}")
            for name, n in zip(names, weights, strict=True)
            for k in range(n)
        ]
        slow.append(pair_agreement(pd.concat(copies)))
    assert (raw["low"], raw["high"]) == pytest.approx(tuple(np.quantile(slow, [0.025, 0.975])))
    assert raw["low"] < raw["value"] < raw["high"]


def pair_agreement(given: pd.DataFrame) -> float:
    agree = total = 0
    for _, unit in given.groupby(["report_id", "sentence_id"]):
        types = unit["incident_type"].tolist()
        same = [types[i] == types[j] for i in range(len(types)) for j in range(i)]
        agree, total = agree + sum(same), total + len(same)
    return agree / total


def test_one_report_has_no_interval_and_one_coder_no_agreement() -> None:
    two = labels(("r1", 0, "ana", "bombing"), ("r1", 0, "bo", "other"))
    assert agreement(two)["low"].isna().all()
    with pytest.raises(AgreementError, match="all by 'ana'"):
        agreement(two[two["coder"] == "ana"])
    apart = labels(("r1", 0, "ana", "bombing"), ("r2", 0, "bo", "other"))
    assert len(agreement(apart)) == 0
    assert list(agreement(tables.empty("labels")).columns) == list(agreement(two).columns)


def test_input_is_not_changed() -> None:
    given = random_labels()
    before = given.copy(deep=True)
    agreement(given, resamples=5), confusion(given)
    pd.testing.assert_frame_equal(given, before)


def test_confusion_counts_what_stood_against_what() -> None:
    table = confusion(
        labels(
            ("r1", 0, "ana", "bombing armed_attack"), ("r1", 0, "bo", "bombing armed_clash"),
            ("r1", 1, "ana", "armed_clash"), ("r1", 1, "bo", "armed_attack"),
            ("r2", 0, "ana", "bombing"), ("r2", 0, "bo", "bombing other"),
            ("r2", 1, "ana", "bombing"), ("r2", 1, "bo", "bombing"),
        )
    )  # fmt: skip
    rows = [tuple(row) for row in table.itertuples(index=False)]
    assert rows == [
        ("sentence", "armed_attack", "armed_clash", 2, 1),
        ("sentence", "other", "nothing", 1, 1),
    ]
    assert list(confusion(tables.empty("labels")).columns) == list(table.columns)


# Spans


def claims(*rows: tuple) -> pd.DataFrame:
    """Make claims from (coder, report_id, start, end, measure, group)."""
    found = [
        {
            "claim_id": f"c{k}", "coder": c, "report_id": r, "start": s, "end": e, "quote": "x" * (e - s),
            "measure": m, "group": g, "scope": "incident", "low": 1,
        }
        for k, (c, r, s, e, m, g) in enumerate(rows)
    ]  # fmt: skip
    return tables.conform("claims", found)


def test_spans_by_hand() -> None:
    given = claims(
        ("ana", "r1", 0, 10, "killed", "civilians"), ("bo", "r1", 0, 10, "killed", "civilians"),  # exact
        ("ana", "r1", 20, 30, "killed", "militants"), ("bo", "r1", 25, 40, "killed", "civilians"),  # overlap
        ("ana", "r1", 50, 60, "killed", "civilians"), ("bo", "r1", 50, 60, "injured", "civilians"),  # measure
        ("ana", "r2", 0, 5, "killed", "civilians"),  # bo read r2 and found nothing
        ("ana", "r3", 0, 5, "killed", "civilians"),  # bo never read r3
    )  # fmt: skip
    read = pd.DataFrame({"coder": ["bo"], "report_id": ["r2"], "sentence_id": pd.array([None], "Int64")})
    table = span_agreement(given, read, resamples=50).set_index(["measure", "coefficient"])
    assert table.loc[("all", "f1_exact"), "value"] == pytest.approx(2 * 1 / 7)
    assert table.loc[("all", "f1_overlap"), "value"] == pytest.approx(2 * 2 / 7)
    assert table.loc[("killed", "f1_overlap"), "value"] == pytest.approx(2 * 2 / 6)
    assert table.loc[("all", "f1_exact"), "n"] == 7
    assert table.loc[("all", "same_group"), ["value", "n"]].tolist() == [0.5, 2]
    assert table.loc[("all", "same_scope"), "value"] == 1.0
    without = span_agreement(given, resamples=5).set_index(["measure", "coefficient"])
    assert without.loc[("all", "f1_exact"), "n"] == 6  # r2 is not known to be read


def test_each_claim_is_matched_once_and_so_that_most_overlaps() -> None:
    given = claims(
        ("ana", "r1", 0, 10, "killed", "civilians"), ("ana", "r1", 8, 30, "killed", "civilians"),
        ("bo", "r1", 9, 29, "killed", "civilians"), ("bo", "r1", 0, 9, "killed", "civilians"),
    )  # fmt: skip
    table = span_agreement(given, resamples=5).set_index(["measure", "coefficient"])
    assert table.loc[("all", "f1_overlap"), "value"] == 1.0
    assert table.loc[("all", "f1_exact"), "value"] == 0.0


def test_spans_of_one_coder_or_none_at_all() -> None:
    with pytest.raises(AgreementError, match="no column coder"):
        span_agreement(tables.empty("claims"))
    with pytest.raises(AgreementError, match="all by 'ana'"):
        span_agreement(claims(("ana", "r1", 0, 10, "killed", "civilians")))
    empty = span_agreement(tables.empty("claims").assign(coder=pd.Series(dtype="str")))
    assert list(empty.columns) == ["measure", "coefficient", "value", "low", "high", "n"]


def test_claims_are_gold_where_coders_agree_or_a_third_decided() -> None:
    given = claims(
        ("ana", "r1", 0, 10, "killed", "civilians"), ("bo", "r1", 2, 10, "killed", "civilians"),  # alike
        ("ana", "r2", 0, 10, "killed", "civilians"), ("bo", "r2", 0, 10, "killed", "militants"),  # settled below
        ("ana", "r3", 0, 10, "killed", "civilians"), ("bo", "r3", 0, 10, "killed", "militants"),  # nobody settled it
        ("ana", "r4", 0, 10, "killed", "civilians"),  # bo read r4 and found nothing
        ("ana", "r5", 0, 10, "killed", "civilians"),  # bo never read r5
    )  # fmt: skip
    read = pd.DataFrame(
        {"coder": [*["ana"] * 5, *["bo"] * 4], "report_id": ["r1", "r2", "r3", "r4", "r5", "r1", "r2", "r3", "r4"]}
    )
    decided = claims(("judge", "r2", 0, 10, "killed", "mixed"))
    gold = adjudicate_claims(given, decided, read)
    assert gold[["report_id", "group", "how"]].to_numpy().tolist() == [
        ["r1", "civilians", "agreed"],
        ["r2", "mixed", "decided"],
    ]
    assert set(gold["coder"]) == {"gold"}
