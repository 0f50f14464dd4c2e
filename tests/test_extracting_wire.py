"""What wire reports and bulletins do: rivers in leads, old news admitted late, other days told later, sports pages."""

from __future__ import annotations

import pandas as pd
import pytest

from helpers import extracting, linking, tables
from helpers.extracting.sport import is_sports_page


def claims_of(text: str, published: str | None = "2024-05-15") -> pd.DataFrame:
    report = {"report_id": "r", "text": text, "published": published}
    return extracting.extract_claims(tables.conform("reports", [report]))


def only(claims: pd.DataFrame, low: int) -> pd.Series:
    found = claims[claims["low"] == low]
    assert len(found) == 1, claims[["measure", "low", "quote"]]
    return found.iloc[0]


RIVER = """The death toll from an attack on a ferry on the Oumba River rose to 64 on Wednesday, the transport minister said.

The boat was hit by rockets on Monday near the village of Banizara.

Three days of mourning were declared.

The north has been under pressure for months. A convoy bound for the coast was ambushed on May 3, leaving six drivers dead."""


def test_a_lead_learns_its_village_and_not_a_day_from_paragraphs_below() -> None:
    claims = claims_of(RIVER)
    toll, old = only(claims, 64), only(claims, 6)
    assert (str(toll["date_start"])[:10], toll["place"], toll["scope"]) == ("2024-05-13", "Banizara", "cumulative")
    assert (str(old["date_start"])[:10], old["scope"]) == ("2024-05-03", "background")


def test_the_second_deed_of_a_sentence_keeps_its_own_day() -> None:
    claims = claims_of(
        "On Saturday the violence spread to Beborou, where 12 lives were lost, and seven people were killed on Sunday."
    )
    assert [str(only(claims, n)["date_start"])[:10] for n in (12, 7)] == ["2024-05-11", "2024-05-12"]
    assert only(claims, 12)["quote"] == "12 lives were lost"


def test_what_the_lead_admits_weeks_later_is_its_news() -> None:
    claims = claims_of(
        "The army has admitted that 30 soldiers were killed when a post near Alitou was overrun on April 20.\n\n"
        "Two rangers were killed by a mine at Banizara on Monday."
    )
    assert set(claims["scope"]) == {"incident"}


def test_parts_have_the_day_that_dates_their_number() -> None:
    claims = claims_of(
        "A mine hurt two men in Toma on Monday. The raids came two weeks after an airstrike killed 13 villagers, "
        "among them five children, at Sakodou."
    )
    assert only(claims, 5)["date_start"] == only(claims, 13)["date_start"]


def test_a_deed_that_is_attributed_is_no_speaker() -> None:
    claims = claims_of("On 3 May a drone strike at Inatou, attributed by residents to the army, killed 24 people.")
    told = only(claims, 24)
    assert told["claimant_type"] == "unattributed" and str(told["date_start"])[:10] == "2024-05-03"


@pytest.mark.parametrize(
    ("text", "low", "measure", "group"),
    [
        ("A teacher in Toma said he had helped to bury 31 people.", 31, "killed", "unspecified"),
        ("The president said that 92 of his men had fallen there on Monday.", 92, "killed", "security_forces"),
        ('The army said it had "put out of action" 50 gunmen near Toma.', 50, "killed", "militants"),
        (
            "The Dawn Front, a rebel militia, said it had killed 50 soldiers and captured eight.",
            8,
            "abducted",
            "security_forces",
        ),
        ("Mortar rounds killed eight people in the border town of Nusarin on Friday.", 8, "killed", "unspecified"),
        (
            "A car bomb went off in Qamil on Friday. Local security put the dead at three.",
            3,
            "killed",
            "unspecified",
        ),
    ],
)
def test_who_was_harmed_and_how(text: str, low: int, measure: str, group: str) -> None:
    told = only(claims_of(text), low)
    assert (told["measure"], told["group"]) == (measure, group)


def test_a_number_of_dead_put_at_about_fifty_is_rough() -> None:
    assert (
        only(claims_of("A bomb hit Toma. The council put the number of dead at about 50."), 50)["modifier"] == "about"
    )


def test_a_bulletin_counts_its_week() -> None:
    claims = claims_of(
        "Weekly note\nPeriod covered: 6 May to 12 May 2024\n\n- Partners recorded 54 civilian deaths during the week.\n"
        "- 8 May: a bomb outside Homberi killed three children."
    )
    week = only(claims, 54)
    assert [str(week[c])[:10] for c in ("date_start", "date_end")] == ["2024-05-06", "2024-05-12"]
    assert week["scope"] == "cumulative"


def test_a_sports_page_harms_nobody() -> None:
    page = (
        "The striker scored twice before half-time and the visitors lost two men to red cards. The coach praised "
        "his goalkeeper after the match; a third goal killed off the game, and three defenders are injured."
    )
    assert is_sports_page(page) and claims_of(page).empty
    assert not is_sports_page(page + " Police said a bomb was found at the stadium.")


def test_the_town_of_a_region_of_its_name_is_told_apart_from_other_towns() -> None:
    rows = [
        {"place": "Toma", "place_precision": "exact", "group": "civilians", "low": 18, "start": 0, "end": 9},
        {"place": "Menaka", "place_precision": "near", "group": "civilians", "low": 9, "start": 400, "end": 409},
    ]
    day = pd.Timestamp("2024-05-13")
    shared = {"report_id": "r", "measure": "killed", "scope": "incident", "modifier": "exact", "quote": "n killed",
              "date_start": day, "date_end": day, "claimant_type": "government", "admin1": "Menaka"}  # fmt: skip
    claims = tables.conform(
        "claims",
        [shared | r | {"claim_id": f"r-{n}", "high": r["low"], "sentence_id": 4 * n} for n, r in enumerate(rows)],
    )
    assert sorted(linking.link_incidents(claims)["killed_low"]) == [9, 18]


def test_a_ceiling_lowers_no_count() -> None:
    claims = claims_of(
        "Bombs killed as many as 100 people in Toma on Monday, a witness said. A rescuer said 133 bodies were found."
    )
    assert linking.report_tolls(claims).iloc[0]["killed_low"] >= 100


def test_one_of_the_wounded_who_died_adds_to_the_dead() -> None:
    claims = claims_of(
        "A grenade killed five customers of a hall in Toma on Monday, the ambulance chief said. He said that one of "
        "the wounded, a cadet, had died."
    )
    assert linking.report_tolls(claims).iloc[0]["killed_low"] == 6


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("In June, an assault on a post at Seyta cost 31 soldiers their lives.", [("killed", 31)]),
        ("By noon the local Red Cross had buried 21, its chief said.", [("killed", 21)]),
        ("Two of the captives, both cooks, were handed to the Red Cross in Tuma.", [("freed", 2)]),
        ("Troops brought 33 captives home on Tuesday.", [("freed", 33)]),
        ("The clinic took in five bodies and 23 injured, among whom were two nuns.", [("killed", 5), ("injured", 23), ("injured", 2)]),
        ("Its men captured 52 soldiers against a loss of nine, the front said.", [("abducted", 52), ("killed", 9)]),
        ("The blast killed a guard and seven of the passengers.", [("killed", 1), ("killed", 7)]),
        ("Gunmen fired on a crowd, leaving 16 dead and nine with bullet wounds.", [("killed", 16), ("injured", 9)]),
        ("Raiders overran a post, killing its cook and taking 15 prisoners.", [("killed", 1), ("abducted", 15)]),
        ("Between eight and ten guards and no fewer than four traders were killed.", [("killed", 8), ("killed", 4)]),
        ("Two of the hostages were found with their throats slit on Monday.", [("killed", 2)]),
    ],
)  # fmt: skip
def test_ways_in_which_wire_reports_count(text: str, wanted: list[tuple[str, int]]) -> None:
    found = claims_of(text)
    assert sorted(zip(found["measure"], found["low"], strict=True)) == sorted(wanted)


def test_what_is_denied_is_no_claim() -> None:
    assert claims_of("A spokesman denied that 40 troops had been captured near Tuma on Monday.").empty


def test_those_who_died_of_wounds_are_not_injured_too() -> None:
    claims = claims_of("Two officers died Saturday of gunshot wounds they received when a gang stormed their station.")
    assert list(claims["measure"]) == ["killed"]


def test_the_dead_who_had_once_surrendered_did_not_surrender_now() -> None:
    claims = claims_of(
        "Among the dead are seven former fighters who had laid down their arms in 2016, a governor said."
    )
    assert list(claims["measure"]) == ["killed"]


def test_numbers_of_a_list_are_not_shares_of_one_another() -> None:
    claims = claims_of(
        "A monitor said 17 civilians had been killed near Tuma on Monday, along with 54 fighters of the northern "
        "alliance, and 42 of the rebels allied with the coast."
    )
    assert set(claims["scope"]) == {"incident"}


def test_a_number_held_against_the_week_before_is_history_and_no_incident() -> None:
    claims = claims_of(
        "Weekly note\nPeriod covered: 6 May to 12 May 2024\n\nPartners recorded 54 civilian deaths during the week, "
        "against 33 in the previous one.\n\n7 May: a bomb killed three children in Hombara.\n\n"
        "9 May: gunmen killed ten traders in Tinakoa."
    )
    before = only(claims, 33)
    assert before["scope"] == "background"
    assert (str(before["date_start"])[:10], str(before["date_end"])[:10]) == ("2024-04-29", "2024-05-05")
    assert sorted(linking.link_incidents(claims)["killed_low"]) == [3, 10]


def test_to_whom_the_dead_belonged_and_who_the_others_were() -> None:
    claims = claims_of(
        "Fighting killed 19 people in Arvela on Monday. Fourteen of those killed were members of the Pinto Front, an "
        "official said. The remaining three were farmhands, he added. Another two of the dead belonged to the National "
        "Liberation Army."
    )
    assert only(claims, 14)["group"] == "militants"
    assert only(claims, 3)["group"] == "civilians"


def test_one_by_one_they_may_be_of_several_groups() -> None:
    claims = claims_of("An off-duty policeman and his brother were gunned down in Uson on Sunday.")
    assert (only(claims, 2)["group"], len(claims)) == ("mixed", 1)
    claims = claims_of("A captain and his driver were gunned down in Uson on Sunday.")
    assert only(claims, 2)["group"] == "security_forces"


def test_what_happens_in_another_country_is_another_incident() -> None:
    claims = claims_of(
        "Militants ambushed a convoy in northeastern Nigeria and killed 47 soldiers, officers said on Wednesday.\n\n"
        "The trucks were hit near the village of Gonara on Monday.\n\nOn the same day, but far away in Chad, gunmen "
        "overran a camp at Bomara. The president said 92 soldiers had fallen there."
    )
    assert (only(claims, 47)["place"], only(claims, 92)["place"]) == ("Gonara", "Bomara")


def test_a_raid_has_the_days_over_which_its_toll_runs_and_not_that_on_which_somebody_spoke() -> None:
    claims = claims_of(
        "Two more workers have been found dead in the highlands, police said on Wednesday, bringing to 21 the number "
        "killed since gunmen raided their camp at the Yiga River on Sunday.\n\nThe front said that 24 had been executed."
    )
    assert str(only(claims, 24)["date_start"])[:10] == "2024-05-12"
    assert only(claims, 2)["place"] == "Yiga River"


def test_the_town_of_the_dateline_is_where_a_ministry_speaks() -> None:
    report = {"report_id": "r", "published": "2024-05-15", "dateline": "KABUL, Afghanistan", "text": (
        "KABUL, Afghanistan (News) — The Taliban overran posts in northern Afghanistan on Sunday, killing at least 19 "
        "officers, a councilman said.\n\nThe posts guarded the road into Imam Sahib. In Kabul, the Defense Ministry gave "
        "a lower figure: 11 officers dead.")}  # fmt: skip
    claims = extracting.extract_claims(tables.conform("reports", [report]))
    assert set(claims["place"]) == {"Imam Sahib"}
