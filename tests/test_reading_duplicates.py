"""reading.mark_duplicates: copies are marked with how alike they are, and nothing is dropped."""

import random
from itertools import combinations

import pandas as pd
import pytest

from helpers import reading, tables
from helpers.reading.duplicates import NEAR

WORDS = [f"word{i}" for i in range(3_000)]


def text_of(seed: int, n: int = 120) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=n))


def frame(*rows: tuple) -> pd.DataFrame:
    return tables.conform("reports", pd.DataFrame(rows, columns=["report_id", "published", "text"]))


def shingles(text: str) -> set:
    words = text.casefold().split()
    return {tuple(words[i : i + 3]) for i in range(len(words) - 2)}


def test_exact_near_and_different():
    text = text_of(1)
    near = text.replace(text.split()[50], "changed", 1)
    reports = frame(
        ("copy", "2026-03-03", f"  {text.upper()}!\n\n"),
        ("original", "2026-03-01", text),
        ("near", "2026-03-02", near),
        ("other", "2026-03-04", text_of(2)),
    )
    found = reading.mark_duplicates(reports).set_index("report_id")
    assert found["duplicate_of"].fillna("").to_dict() == {
        "copy": "original", "original": "", "near": "original", "other": "",
    }  # fmt: skip
    a, b = shingles(text), shingles(near)
    assert found.loc["near", "similarity"] == pytest.approx(len(a & b) / len(a | b))
    assert found.loc["copy", "similarity"] == 1
    assert found["similarity"].isna().tolist() == [False, True, False, True]


def test_age_then_order_decides_and_a_missing_day_comes_last():
    text = text_of(1)
    reports = frame(("no_day", None, text), ("b", "2026-03-01", text), ("c", "2026-03-01", text))
    assert reading.mark_duplicates(reports)["duplicate_of"].fillna("").tolist() == ["b", "", "b"]


def test_rows_keep_order_and_index_and_input_is_untouched():
    reports = frame(("a", None, text_of(1)), ("b", None, text_of(1)))
    reports.index = [7, 3]
    before = reports.copy()
    found = reading.mark_duplicates(reports)
    assert found.index.tolist() == [7, 3]
    assert found["duplicate_of"].fillna("").tolist() == ["", "a"]
    assert reports.equals(before)


def test_nothing_and_no_words():
    found = reading.mark_duplicates(tables.empty("reports"))
    assert list(found.columns) == [*tables.columns("reports"), "duplicate_of", "similarity"]
    assert reading.mark_duplicates(frame(("a", None, "…"), ("b", None, "…")))["duplicate_of"].isna().all()
    assert reading.mark_duplicates(frame(("a", None, "Two died"), ("b", None, "two died.")))["similarity"][1] == 1


def test_against_every_pair_compared():
    rng = random.Random(5)
    texts = [text_of(seed) for seed in range(40)]
    for _ in range(120):
        words = rng.choice(texts[:40]).split()
        for place in rng.sample(range(len(words)), rng.randint(0, 12)):
            words[place] = rng.choice(WORDS)
        texts.append(" ".join(words))
    found = reading.mark_duplicates(frame(*((f"r{i}", None, text) for i, text in enumerate(texts))))
    sets = [shingles(text) for text in texts]
    alike = {}
    for i, j in combinations(range(len(texts)), 2):
        if len(sets[i] & sets[j]) / len(sets[i] | sets[j]) >= NEAR:
            alike.setdefault(j, f"r{i}")
    wanted = pd.Series([alike.get(i) for i in range(len(texts))], dtype="str")
    agree = (found["duplicate_of"].fillna("") == wanted.fillna("")).mean()
    assert len(alike) > 60
    assert agree >= 0.97  # the index finds candidates by chance, nearly all of them


def test_a_rewrite_is_found_where_less_likeness_is_asked_for():
    story = "Gunmen stopped a bus on the Tolm road on Monday night and shot two of its passengers, police said."
    other = "On the Tolm road on Monday night two passengers of a bus were shot; police said gunmen stopped a bus."
    reports = frame(("a", None, story), ("b", None, other), ("c", None, "Prices rose at the market of Velmar again."))
    assert reading.mark_duplicates(reports)["duplicate_of"].isna().all()
    assert reading.mark_duplicates(reports, near=0.15)["duplicate_of"].fillna("").tolist() == ["", "a", ""]


@pytest.mark.parametrize("near", [0, -1, 1.5])
def test_a_likeness_that_cannot_be_is_refused(near):
    with pytest.raises(ValueError, match="above 0 and at most 1"):
        reading.mark_duplicates(tables.empty("reports"), near=near)
