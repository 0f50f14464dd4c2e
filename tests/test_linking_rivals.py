"""The rule for rival figures stands in one table, and a user's own may take its place."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_linking_tolls import bounds, claims

from helpers import lexicon, linking, tables
from helpers.linking.rivals import (
    CHOICES,
    LAST,
    Figure,
    TollRuleError,
    rank_of,
    rule_in_force,
    source_order,
    toll_rules,
    with_toll_rule,
)
from helpers.linking.tolls import default_toll, numbers, toll

RULES = tuple(toll_rules()["name"])
MORGUE = {"low": 31, "claimant": "the morgue", "claimant_type": "medical", "report_id": "r1"}
MINISTRY = {"low": 26, "claimant": "the ministry", "claimant_type": "government", "report_id": "r2"}
RESIDENTS = {"low": 40, "high": None, "modifier": "at_least", "claimant": "residents", "claimant_type": "witness",
             "report_id": "r3"}  # fmt: skip


def killed(*rows: dict, rule: object = "kind_of_source", **more: object) -> tuple:
    """Give low, best, high of the killed in one incident, its claims oldest first."""
    with with_toll_rule(rule, **more):
        return bounds(pd.Series(toll(numbers(claims(*rows)))), "killed")


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("kind_of_source", (26, 31, None)),
        ("recency", (26, 40, None)),
        ("median", (26, 31, None)),
        ("ucdp", (26, 31, None)),
        ("acled", (26, 26, None)),
    ],
)
def test_each_rule_settles_three_rivals(rule: str, expected: tuple) -> None:
    assert killed(MORGUE, MINISTRY, RESIDENTS, rule=rule) == expected


def test_ucdp_takes_the_lower_of_equally_reliable_sources_and_ours_the_later() -> None:
    equals = [MORGUE, {**MORGUE, "low": 35, "claimant": "the clinic", "report_id": "r2"}]
    assert killed(*equals) == (31, 35, 35)
    assert killed(*equals, rule="ucdp") == (31, 31, 35)


def test_ucdp_believes_no_party_about_its_enemys_dead() -> None:
    army = {"low": 30, "group": "militants", "claimant": "the army", "claimant_type": "security_forces"}
    elders = {"low": 9, "group": "militants", "claimant": "elders", "claimant_type": "witness"}
    assert killed(army, elders) == (9, 9, 30)
    assert killed(army, elders, rule="ucdp") == (9, 9, 9)
    assert killed(army, rule="ucdp") == (30, 30, 30)


def test_what_one_source_said_before_gives_way_where_the_rule_says_so() -> None:
    told = [MINISTRY, {**MINISTRY, "low": 22, "report_id": "r9"}]
    assert killed(*told) == (26, 26, 26)
    for rule in ("recency", "ucdp", "acled"):
        assert killed(*told, rule=rule) == (22, 22, 22)


def test_a_later_total_of_one_source_holds_its_earlier_increments() -> None:
    more = {**MINISTRY, "low": 3, "scope": "increment"}
    assert killed(MINISTRY, more, {**MINISTRY, "low": 29, "report_id": "r9"}, rule="recency") == (29, 29, 29)
    assert killed(MINISTRY, {**more, "report_id": "r9"}, rule="median") == (29, 29, 29)


def test_within_one_report_the_most_independent_source_is_latest() -> None:
    one = [{**row, "report_id": "r"} for row in (MORGUE, MINISTRY)]
    assert killed(*one, rule="recency")[1] == 31


@pytest.mark.parametrize("rule", RULES)
def test_a_number_goes_before_a_bare_dozens_by_every_rule(rule: str) -> None:
    dozens = {"low": 24, "high": None, "modifier": "dozens", "claimant": "the mayor", "claimant_type": "government"}
    assert killed({**RESIDENTS, "low": 102, "high": 102}, {**dozens, "report_id": "r9"}, rule=rule)[1] == 102


def test_link_incidents_and_report_tolls_follow_the_rule() -> None:
    rows = claims(MORGUE, {**MINISTRY, "report_id": "r1"})
    before = linking.report_tolls(rows)
    with with_toll_rule("acled"):
        assert linking.report_tolls(rows)["killed_best"].tolist() == [26]
        assert linking.link_incidents(rows)["killed_best"].tolist() == [26]
    pd.testing.assert_frame_equal(linking.report_tolls(rows), before)
    assert before["killed_best"].tolist() == [31]


def test_what_belongs_together_is_judged_by_the_default_whatever_is_in_force() -> None:
    rows = claims(MORGUE, MINISTRY, {**RESIDENTS, "low": 200, "high": 200, "modifier": "nearly"})
    words = linking.approximations()
    with with_toll_rule("acled"), linking.with_approximations(words.assign(low=words["low"].clip(upper=0.1))):
        assert toll(numbers(rows))["killed_best"] == 26
        assert default_toll(rows)["killed_best"] == 31
        assert default_toll(rows)["killed_low"] == 26
        assert toll(numbers(rows))["killed_low"] < 26


def test_an_order_of_kinds_of_source_is_a_rule() -> None:
    order = source_order().assign(rank=lambda t: -t["rank"])
    with with_toll_rule(order) as rule:
        assert rule.name == "own order"
        assert rank_of("armed_group") == 1
    assert killed(MORGUE, MINISTRY, RESIDENTS, rule=order)[1] == 40
    few = pd.DataFrame({"claimant_type": ["witness"], "rank": [50]})
    assert killed(MORGUE, RESIDENTS, rule=few)[1] == 40
    assert killed(MORGUE, RESIDENTS, rule="ucdp", order=few)[1] == 40


def test_however_long_an_order_a_boast_about_the_enemy_stays_last() -> None:
    every = pd.DataFrame({"claimant_type": tables.CLAIMANT_TYPES, "rank": range(0, 90, 10)})
    with with_toll_rule(every) as rule:
        assert max(rule.ranks.values()) < LAST


def test_a_row_of_a_users_table_is_a_rule() -> None:
    own = toll_rules().query("name == 'median'").assign(name="bold", best="highest", low="best", high="best")
    assert killed(MORGUE, MINISTRY, rule=own) == (31, 31, 31)


def test_a_function_is_a_rule() -> None:
    seen = []

    def mean(figures):
        seen.extend((f.kind, f.telling) for f in figures)
        best = round(sum(f.best for f in figures) / len(figures))
        return min(f.low for f in figures), best, None

    assert killed(MORGUE, MINISTRY, rule=mean) == (26, 28, None)
    assert seen == [("medical", 0), ("government", 1)]


@pytest.mark.parametrize(
    "given",
    [(1, 2), (5, 4, 6), (-1, 0, 0), (1, 2, 1), (1.5, 2, 3), (1, None, 2), [1, 2, 3], None, (True, 1, 1), ("1", 2, 3)],
)
def test_what_is_no_toll_is_refused_with_the_rules_name(given: object) -> None:
    def careless(figures):
        return given

    with pytest.raises(TollRuleError, match=r"'careless' gave .* three whole numbers"):
        killed(MORGUE, rule=careless)


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("newest", "no toll rule 'newest'; there are kind_of_source, recency"),
        (7, "a name, a table or a function; this is a int"),
        (toll_rules(), "A rule is one row; this table has 5"),
        (toll_rules().head(1).drop(columns="ties"), "lacks ties"),
        (toll_rules().head(1).assign(best="loudest"), "best is 'loudest'; it must be one of independent, latest"),
        (toll_rules().head(1).assign(low=float("nan")), "low is nan; it must be one of"),
        (pd.DataFrame({"claimant_type": ["rumour"], "rank": [1]}), "'rumour' is no kind of source"),
        (pd.DataFrame({"claimant_type": ["media", "media"], "rank": [1, 2]}), "'media' twice"),
        (pd.DataFrame({"claimant_type": ["media"], "rank": ["first"]}), "rank of 'media' is 'first'; give a number"),
    ],
)
def test_a_rule_that_cannot_be_used_says_what_to_do(rule: object, message: str) -> None:
    with pytest.raises(TollRuleError, match=message), with_toll_rule(rule):
        pass
    assert rule_in_force().name == "kind_of_source"


def test_an_order_that_lacks_a_column_is_named() -> None:
    with pytest.raises(TollRuleError, match="lacks rank"), with_toll_rule("median", source_order()[["claimant_type"]]):
        pass


def test_an_error_inside_leaves_the_default_in_force() -> None:
    with pytest.raises(ZeroDivisionError), with_toll_rule("acled"):
        1 / 0  # noqa: B018
    assert rule_in_force().name == "kind_of_source"


def test_the_table_names_only_what_the_code_knows() -> None:
    table = toll_rules()
    assert table["name"].is_unique
    for column, choices in CHOICES.items():
        assert set(table[column]) <= set(choices)
    assert table["in_words"].str.endswith(".").all()
    assert table.query("name in ('ucdp', 'acled')")["source"].str.contains("to be checked").all()


def test_a_users_folder_of_word_lists_holds_her_rules(tmp_path, monkeypatch) -> None:
    header = "name,best,ties,low,high,repeats,in_words,source"
    (tmp_path / "toll_rules.csv").write_text(f"{header}\nmine,highest,latest,best,best,largest,Loud.,me\n")
    (tmp_path / "source_order.csv").write_text((lexicon.folder() / "source_order.csv").read_text())
    monkeypatch.setenv("CASEBOOK_LEXICON", str(tmp_path))
    with with_toll_rule("mine") as rule:
        assert rule.settle([Figure(1, 1, 1), Figure(5, 6, 7)]) == (6, 6, 6)


FIGURES = st.builds(
    lambda low, more, most, rank, telling: Figure(low, low + more, None if most is None else low + more + most, rank, 0, "media", telling),
    st.integers(0, 50), st.integers(0, 9), st.none() | st.integers(0, 9), st.sampled_from([1, 4, 9.5, 14, 19.5]), st.integers(0, 3),
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(FIGURES, min_size=1, max_size=6), st.sampled_from(RULES))
def test_every_rule_gives_a_toll_that_somebody_gave(figures: list[Figure], name: str) -> None:
    with with_toll_rule(name) as rule:
        low, best, high = rule.settle(figures)
    assert 0 <= low <= best and (high is None or best <= high)
    assert best in {f.best for f in figures}
    assert low <= min(f.best for f in figures) or name == "ucdp"


@pytest.mark.parametrize("rule", ["kind_of_source", "median", "acled"])
def test_what_the_order_of_reports_may_not_change(rule: str) -> None:
    rows = [MORGUE, MINISTRY, RESIDENTS]
    assert len({killed(*p, rule=rule) for p in itertools.permutations(rows)}) == 1
