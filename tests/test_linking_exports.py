"""Incidents in the columns of UCDP GED and ACLED."""

from __future__ import annotations

import pandas as pd
import pytest
from test_linking_tolls import claims

from helpers import linking, session, tables
from helpers.linking import exports


def incidents(kind: str | None = "armed_attack", **row: object) -> pd.DataFrame:
    found = linking.link_incidents(claims({"low": 7, "group": "civilians", "place_precision": "exact", **row}))
    return found.assign(incident_type=kind)


def both_harmed(actors: str | None) -> pd.DataFrame:
    rows = claims({"low": 4, "group": "civilians"}, {"low": 2, "group": "security_forces", "sentence_id": 0})
    return linking.link_incidents(rows).assign(incident_type="armed_attack", actors=actors)


def test_ucdp_sides_and_sums() -> None:
    row = linking.to_ucdp(both_harmed("the Nigerian Army")).iloc[0]
    assert (row["deaths_a"], row["deaths_civilians"], row["best"], row["type_of_violence"]) == (2, 4, 6, 1)
    assert (row["year"], row["date_prec"]) == (2024, 1)


def lost(data_set: str, table: pd.DataFrame, words: str) -> int:
    found = exports.what_is_lost(data_set, table).set_index("lost")["incidents"]
    return found[found.index.str.contains(words, regex=False)].item()


@pytest.mark.parametrize(("actors", "dead_a", "unknown"), [("the Nigerian Army", 2, 0), ("gunmen", 0, 2)])
def test_the_dead_of_a_side_without_a_name_are_of_an_unknown_side(actors: str, dead_a: int, unknown: int) -> None:
    table = both_harmed(actors)
    row = linking.to_ucdp(table).iloc[0]
    assert (row["deaths_a"], row["deaths_unknown"], row["deaths_civilians"]) == (dead_a, unknown, 4)
    assert lost("ucdp", table, "stand in deaths_unknown") == (unknown > 0)
    assert lost("ucdp", table, "lacks a side") == 1  # side_b is named in neither


def test_the_dead_of_an_unnamed_group_are_of_an_unknown_side() -> None:
    table = with_actors("the Nigerian Army", "armed_clash", "militants")
    row = linking.to_ucdp(table).iloc[0]
    assert (row["type_of_violence"], row["deaths_b"], row["deaths_unknown"]) == (1, 0, 7)
    both = with_actors("the Nigerian Army; Boko Haram", "armed_clash", "militants")
    assert linking.to_ucdp(both).iloc[0]["deaths_b"] == 7
    assert [lost("ucdp", t, "stand in deaths_unknown") for t in (table, both)] == [1, 0]
    assert [lost("ucdp", t, "lacks a side") for t in (table, both)] == [1, 0]


@pytest.mark.parametrize(
    ("actors", "kind", "violence"),
    [
        ("the Nigerian Army", "armed_attack", 3),
        ("the Nigerian Army", "security_operation", 3),
        ("gunmen", "security_operation", 3),
        ("the Nigerian Army", "air_or_drone_strike", None),
        ("the Nigerian Army; Boko Haram", "security_operation", None),
        ("Boko Haram", "armed_attack", 3),
        ("Boko Haram", "armed_clash", None),
    ],
)
def test_civilians_killed_by_a_state_alone_are_one_sided_violence(actors: str, kind: str, violence: int | None) -> None:
    row = linking.to_ucdp(with_actors(actors, kind)).iloc[0]
    assert row["type_of_violence"] == violence if violence else pd.isna(row["type_of_violence"])
    if actors == "the Nigerian Army" and violence == 3:
        assert (row["side_a"], row["side_b"]) == ("Government of Nigeria", "Civilians")
    assert lost("ucdp", with_actors(actors, kind), "Type 3 means deliberate") == (violence == 3)


def test_ucdp_one_sided_violence_and_precision() -> None:
    row = linking.to_ucdp(incidents()).iloc[0]
    assert (row["type_of_violence"], row["where_prec"]) == (3, 1)
    assert pd.isna(linking.to_ucdp(incidents(kind=None)).iloc[0]["type_of_violence"])


def test_ucdp_holds_only_deaths_and_keeps_an_open_high_missing() -> None:
    assert linking.to_ucdp(incidents(measure="injured")).empty
    assert pd.isna(linking.to_ucdp(incidents(high=None, modifier="at_least")).iloc[0]["high"])


@pytest.mark.parametrize(
    ("kind", "group", "event"),
    [
        ("armed_attack", "civilians", "Violence against civilians"),
        ("armed_attack", "security_forces", "Battles"),
        ("armed_attack", "militants", "Battles"),
        ("armed_attack", "unspecified", None),
        ("bombing", "civilians", "Explosions/Remote violence"),
        ("air_or_drone_strike", "civilians", "Explosions/Remote violence"),
        ("security_operation", "militants", "Battles"),
        ("security_operation", "civilians", "Violence against civilians"),
        ("security_operation", "unspecified", None),
        ("protest_or_riot", "civilians", None),
        (None, "civilians", None),
    ],
)
def test_acled_types(kind: str | None, group: str, event: str | None) -> None:
    row = linking.to_acled(incidents(kind=kind, group=group)).iloc[0]
    assert row["event_type"] == event if event else pd.isna(row["event_type"])
    assert row["fatalities"] == 7 and row["time_precision"] == 1


@pytest.mark.parametrize(
    ("kind", "row", "event"),
    [
        ("armed_attack", {"measure": "injured", "group": "civilians"}, "Violence against civilians"),
        ("armed_attack", {"measure": "injured", "group": "security_forces"}, "Battles"),
        ("armed_attack", {"measure": "abducted"}, None),
        ("security_operation", {"measure": "arrested"}, "Strategic developments"),
        ("security_operation", {"measure": "displaced"}, None),
    ],
)
def test_acled_type_where_nobody_died(kind: str, row: dict, event: str | None) -> None:
    table = incidents(kind=kind, **row)
    given = linking.to_acled(table).iloc[0]["event_type"]
    assert given == event if event else pd.isna(given)
    assert lost("acled", table, "no harm tells") == (event is None)


def test_what_acled_tells_apart_and_we_do_not_is_counted() -> None:
    bomb, strike = incidents("bombing"), incidents("air_or_drone_strike")
    assert [lost("acled", t, "suicide bomb") for t in (bomb, strike)] == [1, 0]
    assert [lost("acled", t, "artillery") for t in (bomb, strike)] == [0, 1]
    assert lost("acled", incidents("abduction", measure="abducted"), "group of the abducted") == 1
    assert pd.isna(linking.to_acled(strike).iloc[0]["sub_event_type"])


@pytest.mark.parametrize(
    ("kind", "group", "targeted"),
    [("bombing", "civilians", True), ("bombing", "security_forces", False), ("arson_or_sabotage", "civilians", False)],
)
def test_civilian_targeting_is_said_of_violence_that_harmed_only_civilians(kind, group: str, targeted: bool) -> None:
    assert pd.notna(linking.to_acled(incidents(kind, group=group)).iloc[0]["civilian_targeting"]) == targeted


@pytest.mark.parametrize("export", [linking.to_ucdp, linking.to_acled])
def test_no_incidents_and_odd_ones(export) -> None:
    assert export(tables.empty("incidents")).empty
    odd = incidents(kind=None, date_start=None, date_end=None, place=None)
    assert len(export(odd)) == 1


# Sides, sources, losses, hostile cells


def with_actors(actors: str | None, kind: str = "armed_attack", group: str = "civilians") -> pd.DataFrame:
    return incidents(kind=kind, group=group).assign(actors=actors, country="Nigeria")


def test_listed_actors_stand_on_their_sides() -> None:
    row = linking.to_ucdp(with_actors("the Nigerian Army; Boko Haram", "armed_clash", "militants")).iloc[0]
    assert (row["side_a"], row["side_b"]) == ("Government of Nigeria", "Boko Haram")
    row = linking.to_acled(with_actors("the Nigerian Army; Boko Haram", "armed_clash", "militants")).iloc[0]
    assert (row["actor1"], row["actor2"], row["inter2"]) == ("Boko Haram", "Military Forces of Nigeria", "State forces")
    assert pd.isna(row["inter1"])


@pytest.mark.parametrize(
    ("actor", "name", "left_out"),
    [("Nigerian police", "Police Forces of Nigeria", 0), ("the CRPF", None, 1), ("gunmen", None, 0)],
)
def test_states_are_named_as_acled_does(actor: str, name: str | None, left_out: int) -> None:
    table = with_actors(actor, "armed_clash", "security_forces")
    given = linking.to_acled(table).iloc[0]["actor1"]
    assert given == name if name else pd.isna(given)
    assert lost("acled", table, "lack the years") == (name is not None)
    assert lost("acled", table, "paramilitaries and secret services") == left_out


def test_who_kills_civilians_is_side_a() -> None:
    row = linking.to_ucdp(with_actors("Boko Haram")).iloc[0]
    assert (row["type_of_violence"], row["side_a"], row["side_b"]) == (3, "Boko Haram", "Civilians")
    row = linking.to_acled(with_actors("Boko Haram")).iloc[0]
    assert (row["actor1"], row["actor2"], row["inter2"]) == ("Boko Haram", "Civilians (Nigeria)", "Civilians")


@pytest.mark.parametrize("actors", ["gunmen", "Boko Haram (accused)", "Boko Haram (denies)", "", None])
def test_an_accusation_or_a_bare_word_puts_nobody_on_a_side(actors: str | None) -> None:
    assert pd.isna(linking.to_ucdp(with_actors(actors)).iloc[0]["side_a"])
    assert pd.isna(linking.to_acled(with_actors(actors)).iloc[0]["actor1"])


@pytest.mark.parametrize(("actors", "unlisted"), [("gunmen", 1), ("Boko Haram (accused)", 0), ("Boko Haram", 0)])
def test_actors_in_the_texts_words_are_counted_as_lost(actors: str, unlisted: int) -> None:
    for name in ("ucdp", "acled"):
        assert lost(name, with_actors(actors), "Actors in the text's words") == unlisted


def test_sources_are_named_where_claims_and_reports_are_given() -> None:
    rows = claims({"low": 7, "claimant": "police"}, {"low": 2, "measure": "injured", "claimant": "a nurse"})
    reports = tables.conform(
        "reports", [{"report_id": "r", "published": "2024-05-04", "outlet": "TNS", "title": "Osken", "text": ""}]
    )
    found = linking.link_incidents(rows, reports)
    row = exports.to_ucdp(found, rows, reports).iloc[0]
    assert (row["source_office"], row["source_date"], row["source_headline"]) == ("TNS", "2024-05-04", "Osken")
    assert (row["source_original"], row["source_article"]) == ("police", '"TNS","2024-05-04","Osken"')
    assert exports.to_acled(found, rows, reports).iloc[0]["source"] == "TNS"
    assert pd.isna(exports.to_ucdp(found).iloc[0]["source_office"])


def test_the_dead_of_a_ucdp_row_add_up_to_its_best() -> None:
    rows = claims({"low": 9, "group": "mixed"}, {"low": 4, "group": "civilians", "scope": "part_of_total"})
    row = linking.to_ucdp(linking.link_incidents(rows)).iloc[0]
    assert row[["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"]].sum() == row["best"] == 9


def test_a_year_alone_has_no_precision_of_acleds() -> None:
    assert pd.isna(linking.to_acled(incidents().assign(date_precision="year")).iloc[0]["time_precision"])


def test_what_is_lost_is_counted() -> None:
    table = pd.concat([incidents(), incidents(measure="injured"), incidents(high=None, modifier="at_least")])
    assert lost("ucdp", table, "nobody is reported dead") == 1
    assert lost("ucdp", table, "An open high") == 1
    assert lost("ucdp", table, "ids are missing") == 3
    assert lost("ucdp", table, "event_clarity and adm_2") == lost("ucdp", table, "counts outlets") == 3
    told = linking.to_ucdp(table).attrs["lost"]
    assert "nobody is reported dead are left out. (1 of 3)" in told
    assert "ours may span several" not in told


@pytest.mark.parametrize("name", ["ucdp", "acled"])
def test_losses_are_sentences_without_incidents_too(name: str) -> None:
    losses = exports.what_is_lost(name)
    assert losses["lost"].str.fullmatch(r"[A-Za-z_].*\.").all()
    assert losses["incidents"].isna().all()
    assert (exports.what_is_lost(name, tables.empty("incidents"))["incidents"] == 0).all()


def test_losses_to_an_unknown_data_set_are_refused() -> None:
    with pytest.raises(ValueError, match="there are ucdp, acled"):
        exports.what_is_lost("gtd")


@pytest.mark.parametrize("export", [linking.to_ucdp, linking.to_acled])
def test_no_export_becomes_a_formula(export, tmp_path) -> None:
    hostile = incidents().assign(place="=HYPERLINK(1)", admin1="@x", country="+1", claim_ids="-2")
    table = export(hostile)
    session.write_table(table, tmp_path, "events")
    read = pd.read_csv(tmp_path / "events.csv", dtype=str)
    cells = [c for column in read.columns for c in [column, *read[column].dropna()]]
    assert not [c for c in cells if c.startswith(("=", "+", "@", "\t", "\r")) or c.startswith("-2")]
    assert "'=HYPERLINK(1)" in cells
    assert session.read_stamp(tmp_path / "events.csv")["lost"] == table.attrs["lost"]
    assert pd.read_parquet(tmp_path / "events.parquet").isin(["=HYPERLINK(1)"]).any(axis=None)
