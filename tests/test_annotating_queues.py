"""The order in which coders meet units, hidden gold, adjudication, and what suggestions do to coders."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers import tables
from helpers.annotating import (
    LabelFile,
    adjudicate,
    disputes,
    queues,
    read_decisions,
    read_labels,
    suggestion_effect,
)
from helpers.annotating.adjudication import adjudicator


def labels(*rows: tuple) -> pd.DataFrame:
    """Make labels from (report_id, sentence_id, coder, types separated by spaces, comment, minute)."""
    found = []
    for r, s, c, types, *more in rows:
        comment, minute = (*more, "", 0)[:2] if len(more) < 2 else more
        common = {"report_id": r, "sentence_id": s, "coder": c, "comment": comment, "codebook_version": "1.0"}
        common["labelled_at"] = pd.Timestamp("2024-05-01") + pd.Timedelta(minutes=minute or 0)
        found += [{**common, "incident_type": name} for name in types.split()]
    return tables.conform("labels", found)


def units(n: int, report: str = "r") -> pd.DataFrame:
    return pd.DataFrame(
        {"report_id": [f"{report}{k // 5}" for k in range(n)], "sentence_id": [k % 5 for k in range(n)]}
    )


def keys(queue: pd.DataFrame) -> list[tuple]:
    return list(zip(queue["report_id"], queue["sentence_id"], strict=True))


# Queues


def test_in_order_and_shuffled_hold_every_unit_once() -> None:
    given = pd.concat([units(20), units(3)], ignore_index=True)
    assert keys(queues.in_order(given)) == keys(units(20))
    one, two, other = queues.shuffled(given, 1), queues.shuffled(given, 1), queues.shuffled(given, 2)
    assert keys(one) == keys(two) != keys(other) and sorted(keys(one)) == sorted(keys(units(20)))
    assert keys(one) != keys(units(20))
    whole = queues.in_order(pd.DataFrame({"report_id": ["a", "b"], "text": "x"}))
    assert whole["sentence_id"].isna().all() and whole["sentence_id"].dtype == "Int64"
    with pytest.raises(queues.QueueError, match="report_id"):
        queues.in_order(pd.DataFrame({"id": [1]}))


def test_the_furthest_apart_come_first() -> None:
    said = labels(
        ("r0", 1, "ana", "bombing"), ("r0", 1, "bo", "bombing armed_attack"),
        ("r0", 3, "ana", "bombing"), ("r0", 3, "bo", "none"),
        ("r0", 4, "ana", "bombing"), ("r0", 4, "bo", "bombing"),
    )  # fmt: skip
    queue = queues.by_disagreement(units(5), said)
    assert queue["sentence_id"].tolist() == [3, 1, 0, 2, 4]
    assert queue["disagreement"].tolist() == pytest.approx([1, 2 / 3, 0, 0, 0])


def test_the_most_uncertain_come_first() -> None:
    given = units(4).set_index(pd.Index([10, 11, 12, 13]))
    chances = pd.DataFrame({"bombing": [0.9, 0.5, 0.01, 0.3], "none": [0.1, 0.9, 0.02, 0.9]}, index=given.index)
    queue = queues.by_uncertainty(given, chances.iloc[::-1])
    assert queue["sentence_id"].tolist() == [1, 3, 0, 2]
    assert queue["uncertainty"].tolist() == pytest.approx([1, 0.6, 0.2, 0.04])
    with pytest.raises(queues.QueueError, match="index 13"):
        queues.by_uncertainty(given, chances.iloc[:3])


def test_gold_is_hidden_at_random_places() -> None:
    gold = labels(*[("g0", k, "gold", "none") for k in range(30)], ("r0", 0, "gold", "none"))
    queue = queues.with_gold(units(90), gold, share=0.1, seed=3)
    assert list(queue.columns) == ["report_id", "sentence_id"]
    places = np.flatnonzero(queue["report_id"] == "g0")
    assert len(queue) == 100 and len(places) == 10
    assert places.min() < 30 and places.max() > 60 and len(set(np.diff(places))) > 1
    assert keys(queue[queue["report_id"] != "g0"]) == keys(units(90))
    assert len(queues.with_gold(units(10), gold.iloc[:0])) == 10


def test_gold_measures_each_coder_so_far() -> None:
    gold = labels(*[("r0", k, "gold", "bombing other") for k in range(10)])
    said = labels(
        ("r0", 0, "ana", "other bombing", "", 1), ("r0", 1, "ana", "bombing", "", 9),
        ("r0", 2, "ana", "bombing other", "", 2), ("r9", 0, "ana", "none"), ("r9", 0, "bo", "none"),
    )  # fmt: skip
    table = queues.gold_score(said, gold)
    assert table[["coder", "n", "right", "last_wrong"]].values.tolist() == [["ana", 3, 2, "r0 1"]]
    # Wilson's interval for 2 of 3, as in Newcombe 1998's formula
    assert (table["low"][0], table["high"][0]) == pytest.approx((0.2077, 0.9385), abs=1e-4)


# Adjudication

SAID = [
    ("r1", 0, "ana", "bombing", "a mine", 1), ("r1", 0, "bo", "bombing", "", 2),
    ("r1", 1, "ana", "bombing"), ("r1", 1, "bo", "none", "no bang"),
    ("r1", 2, "ana", "armed_attack"), ("r1", 2, "bo", "armed_clash"),
    ("r1", 3, "ana", "other"),
    ("r2", None, "ana", "bombing other"), ("r2", None, "bo", "other bombing"), ("r2", None, "cy", "none"),
    ("r2", 0, "ana", "bombing"), ("r2", 0, "bo", "other"), ("r2", 0, "cy", "none"),
]  # fmt: skip


def test_each_gold_row_says_how_it_came_to_be() -> None:
    settled = labels(("r1", 1, "dee", "none", "it was a gas bottle", 5), ("r3", 0, "dee", "other"))
    gold = adjudicate(labels(*SAID), settled)
    rows = gold[["report_id", "sentence_id", "incident_type", "how", "coders"]].astype(object)
    assert rows.where(rows.notna(), None).values.tolist() == [
        ["r1", 0, "bombing", "agreed", "ana; bo"],
        ["r1", 1, "none", "decided", "bo"],
        ["r1", 3, "other", "single", "ana"],
        ["r2", None, "bombing", "majority", "ana; bo"],
        ["r2", None, "other", "majority", "ana; bo"],
        ["r3", 0, "other", "decided", ""],
    ]
    assert list(gold.columns) == [*tables.columns("labels"), "how", "coders"]
    assert set(gold["coder"]) == {"gold"}
    assert gold.loc[1, "comment"] == "it was a gas bottle" and gold.loc[0, "comment"] == ""
    assert gold.loc[0, "labelled_at"] == pd.Timestamp("2024-05-01 00:02")
    tables.validate("labels", gold)


def test_the_latest_of_two_decisions_counts() -> None:
    said = labels(*SAID)
    for first, second, expected in ((1, 2, "other"), (2, 1, "none")):
        settled = labels(("r1", 1, "dee", "none", "", first), ("r1", 1, "eve", "other", "", second))
        gold = adjudicate(said, settled)
        assert gold[gold["how"] == "decided"]["incident_type"].tolist() == [expected]


def test_disputes_are_what_is_left() -> None:
    said = labels(*SAID)
    left = disputes(said)
    assert sorted(keys(left)) == [("r1", 1), ("r1", 2), ("r2", 0)]
    assert left.set_index(["report_id", "sentence_id"])["said"][("r1", 1)] == "ana: bombing | bo: none (no bang)"
    assert keys(disputes(said, labels(("r1", 1, "dee", "none"), ("r2", 0, "dee", "none")))) == [("r1", 2)]
    gold = adjudicate(said)
    assert not set(keys(gold)) & set(keys(left))


def test_nothing_in_nothing_out_and_input_unchanged() -> None:
    empty = tables.empty("labels")
    assert list(adjudicate(empty).columns) == [*tables.columns("labels"), "how", "coders"]
    assert len(adjudicate(empty, empty)) == len(disputes(empty)) == 0
    said = labels(*SAID)
    before = said.copy(deep=True)
    adjudicate(said, said), disputes(said, said)
    pd.testing.assert_frame_equal(said, before)


def test_the_adjudicator_shows_only_disputes_and_writes_apart(tmp_path: Path) -> None:
    text = "One. Two. Three. Four."
    reports = tables.conform("reports", [{"report_id": r, "text": text} for r in ("r1", "r2")])
    rows = [(r, k, k * 5, k * 5 + 4) for r in ("r1", "r2") for k in range(4)]
    names = ["report_id", "sentence_id", "start", "end"]
    sentences = tables.conform("sentences", [dict(zip(names, row, strict=True), text="x") for row in rows])
    said = labels(*SAID)
    view = adjudicator(said, reports, "dee", sentences, tmp_path / "adjudicated")
    sent = []
    view.send = lambda content, buffers=None: sent.append(content)
    view._receive(view, {"do": "hello"}, [])
    shown = sent[-1]["units"]
    assert len(shown) == 3
    unit = next(u for u in shown if u["report_id"] == "r1" and u["sentence_id"] == 1)
    assert [(o["coder"], o["types"], o["comment"]) for o in unit["others"]] == [
        ("ana", ["bombing"], ""),
        ("bo", ["none"], "no bang"),
    ]
    view._receive(view, {"do": "types", "unit": unit["index"], "types": ["none"], "n": 1}, [])
    view._receive(view, {"do": "comment", "unit": unit["index"], "comment": "gas", "n": 2}, [])
    gold = adjudicate(said, read_labels(tmp_path / "adjudicated"))
    decided = gold[gold["how"] == "decided"]
    assert decided[["sentence_id", "incident_type", "comment"]].values.tolist() == [[1, "none", "gas"]]


# What suggestions do to coders


def test_the_effect_of_suggestions(tmp_path: Path) -> None:
    file = LabelFile("ana", tmp_path)
    suggestions = labels(*[("r1", k, "model", "bombing") for k in range(6)])
    file.types("r1", 0, ["other"], suggested=["bombing"], seconds=1)  # replaced later
    file.types("r1", 0, ["bombing"], suggested=["bombing"], seconds=2)
    file.types("r1", 1, ["bombing"], suggested=["bombing"], seconds=4)
    file.types("r1", 2, ["other"], suggested=["bombing"], seconds=9)
    file.types("r1", 3, ["other"], seconds=5)
    file.types("r1", 4, ["bombing"], seconds=7)
    file.types("r1", 5, ["bombing"], seconds=7)
    file.undo()
    file.types("r7", 0, ["bombing"], seconds=7)  # nothing was ever suggested here
    table = suggestion_effect(read_decisions(tmp_path), suggestions)
    assert table["shown"].tolist() == [False, True] and table["n"].tolist() == [2, 3]
    assert table["same"].tolist() == pytest.approx([0.5, 2 / 3])
    assert table["seconds"].tolist() == [6, 4]
    assert len(suggestion_effect(read_decisions(tmp_path).iloc[:0], suggestions)) == 0
