"""Which claims of one report are of one incident, and which running totals are nobody's toll."""

from __future__ import annotations

import pandas as pd

from helpers import linking, tables


def claims(*rows: dict) -> pd.DataFrame:
    base = {
        "report_id": "r", "start": 0, "end": 5, "quote": "seven", "measure": "killed", "group": "unspecified", "low": 7,
        "high": 7, "modifier": "exact", "scope": "incident", "claimant_type": "unattributed", "place": "Dol Varan",
        "place_precision": "admin1", "admin1": "Kestria", "date_start": "2026-05-09", "date_end": "2026-05-09",
    }  # fmt: skip
    filled = [
        {**base, "claim_id": f"r-{n}", "sentence_id": 3 * n, "high": row.get("low", 7), **row}
        for n, row in enumerate(rows)
    ]
    return tables.conform("claims", filled)


def tolls(*rows: dict) -> list[tuple]:
    incidents = linking.link_incidents(claims(*rows))
    return sorted(zip(incidents["killed_low"], incidents["killed_high"], strict=True))


def test_the_dead_of_both_sides_of_a_village_off_the_map_fell_in_one_incident() -> None:
    assert tolls({"group": "militants", "low": 5}, {"group": "security_forces", "low": 2}) == [(7, 7)]


def test_the_numbers_of_a_place_without_a_day_are_one_incident() -> None:
    day = {"date_start": None, "date_end": None}
    assert tolls(
        {"low": 5, "group": "civilians", **day}, {"low": 2, "group": "militants", "sentence_id": 2, **day}
    ) == [(7, 7)]


def test_a_province_makes_no_two_villages_one() -> None:
    wide = {"place": "Kestria", "low": 20}
    assert len(tolls(wide, {"low": 5}, {"low": 4, "place": "Sirapet"})) == 2


def test_the_count_of_a_month_is_no_incident() -> None:
    month = {"date_start": "2026-04-01", "date_end": "2026-04-30", "place": "Kestria", "claimant_type": "analyst"}
    assert tolls({"low": 3}, {"low": 80, "scope": "background", **month}) == [(3, 3)]
    assert tolls({"low": 3}, {"low": 90, "scope": "cumulative", **month}) == [(3, 3)]


def test_the_shares_of_a_season_go_with_it() -> None:
    year = {"date_start": "2026-01-01", "date_end": "2026-05-09", "place": "Kestria", "sentence_id": 9}
    season, share = {"low": 41, "scope": "cumulative", **year}, {"low": 19, "scope": "part_of_total", **year}
    assert tolls({"low": 3}, season, share) == [(3, 3)]


def test_a_raid_of_an_earlier_year_is_an_incident() -> None:
    year = {"date_start": "2021-01-01", "date_end": "2021-12-31", "scope": "background"}
    assert tolls({"low": 3}, {"low": 11, **year}) == [(3, 3), (11, 11)]


def test_one_who_died_since_adds_to_the_village() -> None:
    later = {"low": 1, "scope": "increment", "date_start": "2026-05-11", "date_end": "2026-05-11", "group": "civilians"}
    assert tolls({"low": 6, "group": "civilians"}, later) == [(7, 7)]


def test_one_strike_whose_dead_two_mouths_call_by_two_names() -> None:
    army = {"low": 14, "group": "militants", "claimant_type": "security_forces", "claimant": "the army"}
    village = {
        "low": 6,
        "group": "civilians",
        "claimant_type": "witness",
        "claimant": "the sheikh",
        "quote": "put the dead at six",
    }
    assert tolls(army, village) == [(6, 14)]
    others = {**village, "quote": "two women and four boys were killed"}
    assert tolls(army, others) == [(20, 20)]


def test_who_names_no_total_rivals_those_who_do() -> None:
    hospital = {"low": 19, "claimant_type": "medical", "claimant": "a surgeon"}
    mayor = {"low": 8, "group": "civilians", "claimant_type": "government", "claimant": "the mayor"}
    assert tolls(hospital, mayor) == [(8, 19)]


def test_a_total_over_two_villages_is_of_neither() -> None:
    both = {"low": 11, "scope": "cumulative", "place": "Kestria", "date_start": "2026-05-08", "date_end": "2026-05-11"}
    assert tolls({"low": 3}, {"low": 4, "place": "Sirapet"}, both) == [(3, 3), (4, 4)]


def test_the_shares_of_a_region_s_dead_fell_in_several_villages() -> None:
    share = {"scope": "part_of_total", "group": "civilians"}
    shares = [{"low": 30, "place": "Sirapet", **share}, {"low": 8, **share}]
    assert tolls({"place": "Kestria", "low": 38, "group": "civilians"}, *shares) == [(38, 38)]


def test_one_sentence_that_counts_a_place_day_by_day_tells_of_one_incident() -> None:
    first = {"low": 12, "group": "civilians", "start": 0, "end": 9, "sentence_id": 4}
    second = {**first, "low": 5, "start": 14, "end": 23, "date_start": "2026-05-10", "date_end": "2026-05-10"}
    assert tolls(first, second) == [(17, 17)]


def test_more_of_the_same_on_the_next_day_add_up_though_nobody_says_who_they_were() -> None:
    more = {"low": 7, "scope": "increment", "date_start": "2026-05-10", "date_end": "2026-05-10"}
    assert tolls({"low": 21, "group": "militants"}, more) == [(28, 28)]


def test_an_enemy_s_boast_does_not_outdo_the_one_dead_that_a_force_admits() -> None:
    army = {"low": 1, "group": "security_forces", "claimant_type": "government", "claimant": "the ministry"}
    boast = {"low": 40, "group": "security_forces", "claimant_type": "armed_group", "claimant": "the front"}
    assert tolls(army, boast) == [(1, 40)]


def test_one_province_and_the_same_days_are_one_incident_whoever_fell() -> None:
    province = {"place": "Kestria", "place_precision": "admin1", "date_end": "2026-05-30"}
    assert tolls(
        {"group": "militants", "low": 11, **province}, {"group": "security_forces", "low": 39, **province}
    ) == [(50, 50)]


def test_places_of_two_known_provinces_are_two_incidents() -> None:
    here = {"place": "Dol Varan", "place_precision": "exact", "admin1": "Kestria"}
    there = {"place": "Morvia", "place_precision": "admin1", "admin1": "Morvia", "low": 5}
    assert tolls(here, there) == [(5, 5), (7, 7)]


def test_as_many_villagers_as_militants_are_the_same_dead_under_two_names() -> None:
    family = {"low": 12, "group": "civilians", "claimant_type": "government", "claimant": "a lawmaker"}
    police = {"low": 12, "group": "militants", "claimant_type": "security_forces", "claimant": "the police chief"}
    assert tolls(family, police) == [(12, 12)]


def test_a_boast_is_added_to_nobody_s_count() -> None:
    colonel = {"low": 13, "claimant_type": "security_forces", "claimant": "a colonel"}
    army = {"low": 4, "group": "civilians", "claimant_type": "security_forces", "claimant": "the army"}
    boast = {"low": 25, "group": "security_forces", "claimant_type": "armed_group", "claimant": "the front"}
    incidents = linking.link_incidents(claims(army, boast, colonel))
    assert list(incidents["killed_best"]) == [13]


def test_a_war_that_has_no_day_is_no_incident() -> None:
    no_day = {"date_start": None, "date_end": None, "place": "Kestria", "scope": "background"}
    assert tolls({"low": 3}, {"low": 15000, **no_day}) == [(3, 3)]


def test_a_war_told_among_small_numbers_is_no_incident_whatever_day_it_was_given() -> None:
    assert tolls({"low": 3}, {"low": 5}, {"low": 33000, "group": "civilians"}) == [(5, 5)]
    assert tolls({"low": 900}, {"low": 1100}, {"low": 1300}) == [(1300, 1300)]  # one disaster


def test_the_week_before_in_a_province_is_no_incident_but_a_few_of_a_village_in_a_year_are() -> None:
    week = {"date_start": "2026-04-26", "date_end": "2026-05-02", "scope": "background", "claimant_type": "other"}
    assert tolls({"low": 3}, {"low": 87, "place": "Kestria", **week}) == [(3, 3)]
    year = {
        **week,
        "date_start": "2021-01-01",
        "date_end": "2021-12-31",
        "place": "Sirapet",
        "place_precision": "exact",
    }
    assert tolls({"low": 3}, {"low": 2, **year}) == [(2, 2), (3, 3)]
    assert tolls({"low": 3}, {"low": 40, **year}) == [(3, 3)]


def test_the_shares_of_a_running_total_that_is_no_incident_are_none() -> None:
    weeks = {"date_start": "2026-04-27", "date_end": "2026-05-09", "sentence_id": 9, "place": "Kestria"}
    total = {"low": 29, "scope": "cumulative", "group": "mixed", **weeks}
    share = {"low": 11, "scope": "part_of_total", "group": "security_forces", **weeks}
    assert tolls({"low": 3, "place": "Sirapet", "place_precision": "exact"}, total, share) == [(3, 3)]


def test_a_running_total_that_began_before_the_incident_does_not_join_it() -> None:
    weeks = {"date_start": "2026-04-25", "date_end": "2026-05-09", "group": "militants", "scope": "cumulative"}
    village = {"place": "Dol Varan", "place_precision": "exact"}
    assert (4, 4) in tolls({"low": 4, "group": "civilians", **village}, {"low": 11, **weeks})


def test_a_number_whose_shares_are_told_place_by_place_is_no_incident_of_its_own() -> None:
    share = {"scope": "part_of_total", "place_precision": "exact"}
    town = {"low": 9, "place": "Osk", "place_precision": "exact"}
    told = tolls(town, {"low": 5, "place": "Lyran", **share}, {"low": 4, "place": "Orvan", **share})
    assert told == [(4, 4), (5, 5)]
