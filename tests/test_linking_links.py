"""Links across reports: pairs with reasons, clusters that a report or a person tells apart, and their score."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import combinations, pairwise, permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_linking_tolls import claims

from helpers import extracting, linking, paths, reading, tables
from helpers.linking import incidents, pairs, scoring
from helpers.linking.clusters import UNSCORED, Clusters, cluster
from helpers.linking.mentions import Mention, find_mentions
from helpers.shelf import Shelf


@pytest.fixture(scope="module")
def corpus() -> dict[str, pd.DataFrame]:
    """The sealed months of the teaching corpus, with the machine's claims and types."""
    reports = reading.read_reports(paths.REPORTS / "ostrevane")
    part = pd.read_csv(paths.TRUTH / "parts.csv").set_index("report_id")["part"]
    reports = reports[reports["report_id"].map(part) == "test"].reset_index(drop=True)
    types = pd.read_csv(paths.DATA / "ostrevane" / "sentence_types.csv")
    return {
        "claims": extracting.extract_claims(reports),
        "reports": reports,
        "types": types[types["report_id"].isin(reports["report_id"])].reset_index(drop=True),
        "responsibility": extracting.extract_responsibility(reports),
    }


@pytest.fixture(scope="module")
def links(corpus) -> linking.Links:
    return linking.find_links(**corpus)


def true_mentions(reports: pd.DataFrame) -> pd.DataFrame:
    mentions = pd.read_csv(paths.TRUTH / "mentions.csv")
    return mentions[mentions["report_id"].isin(reports["report_id"])]


def test_the_sealed_months_are_linked_better_than_by_day_and_place(corpus, links) -> None:
    true = true_mentions(corpus["reports"])
    ours = scoring.bcubed(scoring.mentioned(links.incidents), true)["f1"]
    rivals = [scoring.bcubed(rival(links.mentions), true)["f1"] for rival in scoring.BASELINES.values()]
    assert ours > 0.85 and ours > max(rivals) + 0.1


def test_the_order_of_the_input_changes_nothing(corpus, links) -> None:
    turned = {name: table.sample(frac=1, random_state=3).reset_index(drop=True) for name, table in corpus.items()}
    found = linking.link_incidents(**turned)
    names = ["incident_id", "report_ids", "date_start", "place", "killed_best", "incident_type"]
    pd.testing.assert_frame_equal(found[names], links.incidents[names])


@pytest.fixture(scope="module")
def many(corpus) -> dict[str, pd.DataFrame]:
    """Four copies of the sealed months, each begun some days after the one before, so that they are told side by side."""
    copies = [moved(table, k) for k in range(4) for table in (corpus["claims"], corpus["reports"])]
    return {name: pd.concat(copies[n::2], ignore_index=True) for n, name in enumerate(("claims", "reports"))}


def moved(table: pd.DataFrame, copy: int) -> pd.DataFrame:
    names = table.filter(["report_id", "claim_id"]).map(lambda name: f"{copy}{name}")
    days = table.filter(["published", "date_start", "date_end"]) + pd.Timedelta(days=5 * copy)
    return table.assign(**names, **days)


def shuffled(mentions: list[Mention], seed: int) -> list[Mention]:
    return random.Random(seed).sample(mentions, len(mentions))


def test_from_day_to_day_those_meet_that_any_block_brings_together(many) -> None:
    mentions = shuffled(find_mentions(many["claims"], many["reports"]), 1)
    blocks: dict[object, list[int]] = {}
    for k, mention in enumerate(mentions):
        for key in pairs._keys(mention):
            blocks.setdefault(key, []).append(k)
    met = {p for members in blocks.values() if len(members) <= pairs.CROWD for p in combinations(members, 2)}
    expected = sorted(
        (i, j)
        for i, j in met
        if mentions[i].report_id != mentions[j].report_id and mentions[i].background == mentions[j].background
    )
    assert list(pairs.candidates(mentions)) == expected and len(expected) > 1000


def test_on_disk_in_pieces_and_in_any_order_the_incidents_are_the_same(many, monkeypatch) -> None:
    expected = linking.link_incidents(many["claims"], many["reports"])
    corrected = set(linking.read_corrections(many["claims"], many["reports"])["claim_id"])
    monkeypatch.setattr(incidents, "HELPING", 100)  # clusters are joined some dozen times on the way
    seen: dict[str, int] = {}

    def progress(some: Iterable, desc: str, **_: str) -> Iterator:
        for one in some:
            seen[desc] = seen.get(desc, 0) + 1
            yield one

    with Shelf() as mentions, Shelf() as rows:
        mentions.extend(shuffled(find_mentions(many["claims"], many["reports"]), 0))
        look_up = lambda _: (many["claims"], many["reports"])  # noqa: E731
        pieces = list(linking.link_in_pieces(mentions, rows, corrected, look_up, size=40, progress=progress))
        told = len(mentions)
    assert {len(piece) for piece in pieces[:-1]} == {40}
    pd.testing.assert_frame_equal(pd.concat(pieces, ignore_index=True), expected, check_exact=True)
    assert seen["reading mentions"] == seen["sorting mentions"] == told <= seen["comparing mentions"]
    assert seen["describing incidents"] == len(expected) and seen["counting tolls"] == len(pieces)
    order = expected.fillna({"date_start": pd.Timestamp.max})[["date_start", "incident_id"]]
    assert order.equals(order.sort_values(["date_start", "incident_id"]))


def test_a_report_more_changes_only_what_it_touches(corpus, links) -> None:
    last = corpus["reports"]["report_id"].iloc[-40]
    fewer = {name: table[table["report_id"] != last].reset_index(drop=True) for name, table in corpus.items()}
    without = linking.find_links(**fewer).mentions.set_index("mention_id")["incident_id"]
    whole = links.mentions.set_index("mention_id")["incident_id"]
    touched = set(whole[links.mentions.set_index("mention_id")["report_id"] == last])
    changed = whole[without.index] != without
    # an incident that the report joined may be named, or put together, otherwise; every other one stays
    linked = set(without[changed]) | set(whole[without.index][changed])
    assert touched and (not changed.any() or linked & touched)
    assert changed.sum() <= whole.isin(touched).sum()


def test_two_mentions_of_one_report_are_never_one_incident(links) -> None:
    assert not links.mentions.duplicated(["incident_id", "report_id"]).any()


def test_every_compared_pair_has_its_reasons(links) -> None:
    assert (links.pairs["reasons"].str.len() > 0).all()
    assert links.pairs["probability"].between(0, 1).all()
    assert (links.pairs["left"] < links.pairs["right"]).all()


def test_a_pair_scores_the_same_either_way_round(corpus) -> None:
    mentions = find_mentions(**corpus)[:40]
    for a, b in pairwise(mentions):
        assert pairs.score(a, b).value == pytest.approx(pairs.score(b, a).value)


def two_reports() -> pd.DataFrame:
    return claims({"low": 7, "place": "Osken"}, {"low": 9, "report_id": "s", "claim_id": "s-c0", "place": "Osken"})


def decided(*rows: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["left", "right", "decision"])


def test_a_person_goes_before_the_score() -> None:
    assert len(linking.link_incidents(two_reports())) == 1
    apart = decided(("r-c0", "s-c0", "different"))
    assert len(linking.apply_decisions(apart, two_reports())) == 2
    links = linking.find_links(two_reports(), decisions=apart)
    assert links.pairs["because"].to_list() == ["a person said different"]


def test_a_person_brings_together_what_no_block_did() -> None:
    far = claims(
        {"low": 7},
        {"low": 9, "report_id": "s", "claim_id": "s-c0", "date_start": "2025-01-01", "date_end": "2025-01-01"},
    )
    assert len(linking.link_incidents(far)) == 2
    assert len(linking.apply_decisions(decided(("r-c0", "s-c0", "same")), far)) == 1


def test_the_last_word_about_a_pair_holds_and_strangers_are_left_out() -> None:
    rows = decided(("r-c0", "s-c0", "different"), ("s-c0", "r-c0", "same"), ("r-c0", "elsewhere-c3", "different"))
    assert len(linking.apply_decisions(rows, two_reports())) == 1


def test_decisions_that_contradict_one_another_are_refused() -> None:
    three = claims(*({"low": 7, "report_id": r, "claim_id": f"{r}-c0"} for r in "abc"))
    rows = decided(("a-c0", "b-c0", "same"), ("b-c0", "c-c0", "same"), ("a-c0", "c-c0", "different"))
    with pytest.raises(linking.DecisionError, match="called different"):
        linking.apply_decisions(rows, three)


def test_decisions_are_kept_in_a_file_and_bad_ones_named(tmp_path) -> None:
    path = tmp_path / "decisions.csv"
    linking.save_decision(path, "r-c0", "s-c0", "different", "ana", "another bridge, says the map")
    kept = linking.save_decision(path, "r-c0", "t-c0", "same", "ana")
    assert list(kept["decision"]) == ["different", "same"] and kept["decided_at"].str.len().gt(0).all()
    with pytest.raises(linking.DecisionError, match="'maybe'"):
        linking.save_decision(path, "r-c0", "u-c0", "maybe", "ana")
    path.write_text("left,right,decision\nr-c0,s-c0,perhaps\n")
    with pytest.raises(linking.DecisionError, match=r"row 1.*perhaps"):
        linking.read_decisions(path)


def test_scores_join_only_what_reports_allow() -> None:
    scores = {("a", "b"): 2.0, ("b", "c"): 1.0, ("a", "c"): 0.5}
    of_one = {"a": "r", "b": "s", "c": "r"}
    assert cluster("abc", scores, of_one) == [["a", "b"], ["c"]]
    assert cluster("abc", scores, {x: x for x in "abc"}) == [["a", "b", "c"]]
    assert cluster("abc", {**scores, ("a", "c"): -9.0}, {x: x for x in "abc"}) == [["a", "b"], ["c"]]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_clusters_do_not_depend_on_order(data) -> None:
    ids = [f"m{k}" for k in range(data.draw(st.integers(2, 6)))]
    every = [(a, b) for k, a in enumerate(ids) for b in ids[k + 1 :]]
    scores = {p: data.draw(st.floats(-3, 3)) for p in every if data.draw(st.booleans())}
    reports = {i: data.draw(st.sampled_from("rstu")) for i in ids}
    found = {tuple(map(tuple, cluster(order, scores, reports))) for order in list(permutations(ids))[:5]}
    assert len(found) == 1
    for members in next(iter(found)):
        assert len({reports[m] for m in members}) == len(members)


def best_first(reports: list[int], scores: dict[tuple[int, int], float], told: dict[str, list]) -> list[list[int]]:
    """Average linkage as the books have it: look at every pair of clusters, join the best, begin again."""
    clusters = [{k} for k in range(len(reports))]
    for a, b in sorted(told["same"]):
        one, other = (next(c for c in clusters if x in c) for x in (a, b))
        clusters = [one | other, *(c for c in clusters if c is not one and c is not other)]
    while True:
        worth = []
        for one, other in combinations(sorted(clusters, key=min), 2):
            between = [(min(a, b), max(a, b)) for a in one for b in other]
            if set(between) & set(told["different"]) or {reports[k] for k in one} & {reports[k] for k in other}:
                continue
            told_of = [Fraction(str(scores.get(p, UNSCORED))) for p in between]
            mean = sum(told_of) / len(between)
            worth += [(-mean, min(one), min(other), one, other)] if mean > 0 else []
        if not worth:
            return sorted(map(sorted, clusters))
        *_, one, other = min(worth, key=lambda w: w[:3])
        clusters = [one | other, *(c for c in clusters if c is not one and c is not other)]


@st.composite
def scored(draw) -> tuple[list[int], dict[tuple[int, int], float], dict[str, list]]:
    """Draw the reports of some mentions, scores of some pairs, and what a person said of them."""
    size = draw(st.integers(0, 10))
    every = list(combinations(range(size), 2))
    numbers = st.sampled_from((-2.0, -0.4, 0.1, 0.3, 0.6, 0.7, 1.5))  # of sums that no binary number holds
    scores = {p: draw(numbers) for p in every if draw(st.booleans())}
    reports = [draw(st.integers(0, size)) for _ in range(size)]
    told = {w: draw(st.lists(st.sampled_from(every), max_size=2)) if every else [] for w in ("same", "different")}
    return reports, scores, told


def helping(scores: list[tuple[tuple[int, int], float]]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([p for p, _ in scores], dtype="int32").reshape(-1, 2), np.array([v for _, v in scores])


@settings(max_examples=150, deadline=None)
@given(scored(), st.data())
def test_clusters_are_those_of_average_linkage_as_the_books_have_it(drawn, data) -> None:
    reports, scores, told = drawn
    twice = [*scores.items(), *scores.items()][: data.draw(st.integers(len(scores), 2 * len(scores)))]
    clusters = Clusters(reports, **told)
    clusters.settle(*helping(twice))
    assert [g.tolist() for g in clusters.groups()] == best_first(reports, scores, told)


@settings(max_examples=250, deadline=None)
@given(scored(), st.data())
def test_pairs_in_helpings_make_the_clusters_of_all_at_once(drawn, data) -> None:
    """Each mention may come until a day of its own: what is settled before stays so, and is let go of."""
    reports, scores, told = drawn
    last = np.array([data.draw(st.integers(0, 3)) for _ in reports], dtype=int)
    day = {(a, b): data.draw(st.integers(0, min(last[a], last[b]))) for a, b in scores}
    clusters = Clusters(reports, **told)
    for today in range(4):
        new = [(p, v) for p, v in scores.items() if day[p] == today]
        clusters.settle(*helping(new), last > today)
    assert [g.tolist() for g in clusters.groups()] == best_first(reports, scores, told)
    assert len(clusters.pairs) == 0 and clusters.members == {}


def table(text: str) -> pd.DataFrame:
    return pd.DataFrame([p.split(":") for p in text.split()], columns=["report_id", "incident_id"])


def test_bcubed_by_hand() -> None:
    """Five reports, {a, b, c} and {d, e}; found {a, b}, {c, d, e}: precision and recall worked out on paper."""
    true, found = table("a:1 b:1 c:1 d:2 e:2"), table("a:x b:x c:y d:y e:y")
    score = scoring.bcubed(found, true)
    assert score["precision"] == pytest.approx((1 + 1 + 1 / 3 + 2 / 3 + 2 / 3) / 5)
    assert score["recall"] == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1) / 5)


def test_extended_bcubed_sees_each_cluster_of_an_item() -> None:
    """Amigó et al. 2009: items that share two categories and one cluster have recall 1/2 and precision 1."""
    true, found = table("a:1 a:2 b:1 b:2"), table("a:x b:x")
    score = scoring.bcubed(found, true)
    assert (score["precision"], score["recall"]) == (1.0, 0.5)


def test_a_report_that_was_not_found_costs_recall() -> None:
    score = scoring.bcubed(table("a:x"), table("a:1 b:1"))
    assert score["precision"] == 1.0 and score["recall"] == pytest.approx(0.25)


def test_nothing_found_gives_zero() -> None:
    assert scoring.bcubed(table(""), table("a:1"))["f1"] == 0.0


def test_far_mentions_are_not_compared() -> None:
    many = claims(*({"low": 3, "report_id": f"r{k}", "claim_id": f"r{k}-c0", "place": f"Town{k}", "date_start": f"2024-05-{k + 1:02}",
                     "date_end": f"2024-05-{k + 1:02}"} for k in range(0, 28, 4)))  # fmt: skip
    assert list(pairs.candidates(find_mentions(many))) == []


def test_without_a_day_nothing_is_linked() -> None:
    dateless = {"low": 7, "place": "Osken", "date_start": None, "date_end": None}
    rows = claims(dateless, {**dateless, "report_id": "s", "claim_id": "s-c0"})
    assert len(linking.link_incidents(rows)) == 2


def test_odd_mentions_are_linked_without_harm() -> None:
    odd = claims(
        {"low": 3, "date_start": None, "date_end": None, "place": None},
        {"low": 3, "date_start": None, "date_end": None, "place": "<script>", "report_id": "s", "claim_id": "s-c0"},
    )
    found = linking.link_incidents(odd)
    assert sorted(" ".join(found["claim_ids"]).split()) == ["r-c0", "s-c0"]
    assert tables.columns("incidents") == list(found.columns)


def test_a_number_that_was_taken_back_counts_no_more() -> None:
    text = "Twelve people were killed in Osken on Friday and not 15, as this newspaper reported; the earlier number was wrong."
    rows = [
        {"report_id": "r", "published": "2024-05-04", "outlet": "Courier", "text": "Fifteen people were killed in Osken on Friday."},
        {"report_id": "s", "published": "2024-05-06", "outlet": "Courier", "text": text},
    ]  # fmt: skip
    reports = tables.conform("reports", rows)
    found = linking.link_incidents(extracting.extract_claims(reports), reports)
    assert found[["killed_low", "killed_best", "killed_high"]].to_numpy().tolist() == [[12, 12, 12]]


@pytest.mark.parametrize("rule", ["median", "acled", "recency"])
def test_another_toll_rule_links_nothing_otherwise(corpus, links, rule: str) -> None:
    with linking.with_toll_rule(rule):
        found = linking.link_incidents(**corpus)
    assert list(found["claim_ids"]) == list(links.incidents["claim_ids"])


@pytest.mark.parametrize(
    ("types", "word"),
    [
        (pd.DataFrame({"report_id": ["r"], "bombing": [1]}), "sentence_id"),
        (pd.DataFrame({"report_id": ["r"], "sentence_id": [0], "incident_type": ["bombing"]}), "incident_type"),
        (pd.DataFrame({"report_id": ["r"], "sentence_id": [0], "bombing": [0.7]}), "0 or 1"),
        (pd.DataFrame({"report_id": ["r"], "sentence_id": [0]}), "no column of a type"),
    ],
)
def test_what_gives_no_types_of_sentences_is_refused(corpus, types: pd.DataFrame, word: str) -> None:
    with pytest.raises(tables.TableError, match=word):
        linking.link_incidents(corpus["claims"], corpus["reports"], types)
