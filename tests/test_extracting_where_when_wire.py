"""Tests where and when a wire report's numbers belong: families of wordings, each in invented sentences."""

import datetime as dt

import pandas as pd
import pytest

from helpers import extracting
from helpers.extracting.dates import find_dates

PUBLISHED = "2021-09-16"  # a Thursday


def found(text, measure, low, dateline="LOMBARA, Vestrania", published=PUBLISHED):
    """Give the claim of a number in a report."""
    report = {"report_id": "r", "text": text, "published": pd.Timestamp(published), "dateline": dateline}
    claims = extracting.extract_claims(pd.DataFrame([report]))
    hits = claims[(claims.measure == measure) & (claims.low == low)].to_dict("records")
    assert hits, f"no {measure} {low} in {claims[['measure', 'low', 'quote']].to_dict('records')}"
    return hits[0]


def days(claim):
    if pd.isna(claim["date_start"]):
        return None
    return claim["date_start"].date().isoformat(), claim["date_end"].date().isoformat()


LEAD = "Gunmen killed four farmers in the village of Orvena on Tuesday, the police said.\n\n"


@pytest.mark.parametrize(
    ("history", "low"),
    [
        ("The war has killed some 40,000 people.", 40000),
        ("The civil war is in its 12th year and has taken about 9,000 lives.", 9000),
        ("Raids of this kind are rare outside the long conflict, in which 60,000 people died.", 60000),
        ("The insurgency had killed more than 3,000 people before a truce was signed.", 3000),
    ],
)
def test_a_war_s_toll_is_the_country_s_and_has_no_day(history, low):
    claim = found(LEAD + history, "killed", low)
    assert (claim["place"], days(claim)) == ("Vestrania", None)


def test_a_war_s_toll_runs_from_its_beginning():
    claim = found(LEAD + "The rebels have fought since 1998. The war has killed some 40,000 people.", "killed", 40000)
    assert days(claim) == ("1998-01-01", "2021-09-16")


def test_a_year_s_count_is_the_country_s_where_no_province_is_told_of():
    text = LEAD + "In Darun, bandits shot a miller on Monday. The police recorded 2,100 murders last year."
    claim = found(text, "killed", 2100)
    assert (claim["place"], days(claim)) == ("Vestrania", ("2020-01-01", "2020-12-31"))


@pytest.mark.parametrize(
    ("second", "start"),
    [
        (
            "The raiders rode into Orvena on Saturday night and called the men out of their houses, a survivor said.",
            "11",
        ),
        ("A camera filmed the attack on Sunday at Orvena, a village of herders.", "12"),
        ("The column was ambushed near Orvena on Friday as it came back from market.", "10"),
    ],
)
def test_a_lead_that_is_only_told_has_the_day_of_its_second_sentence(second, start):
    text = "Armed men killed eleven herders in the hills of Vestrania, officials said Thursday.\n\n" + second
    claim = found(text, "killed", 11)
    assert days(claim) == (f"2021-09-{start}", f"2021-09-{start}")
    assert claim["place"] == "Orvena"


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("killed in the four days in which troops fought their way in", "2021-09-12", "2021-09-16"),
        ("killed in the week since rebels opened their offensive", "2021-09-09", "2021-09-16"),
        ("put the week's toll at 74", "2021-09-09", "2021-09-16"),
        ("in a week of ethnic and political bloodletting", "2021-09-09", "2021-09-16"),
        ("killed in the first six months of 2020", "2020-01-01", "2020-06-30"),
        ("killed in the last three months of last year", "2020-10-01", "2020-12-31"),
        ("have died since late 2015", "2015-10-01", "2021-09-16"),
        ("a year ago this month", "2020-09-01", "2020-09-30"),
    ],
)
def test_stretches_of_time(words, start, end):
    date = find_dates(words, dt.date(2021, 9, 16))[0]
    assert (date.date_start.isoformat(), date.date_end.isoformat()) == (start, end)


def test_since_then_counts_from_the_day_told_before():
    text = LEAD + "A curfew was declared in Orvena on Wednesday. Since then, troops have arrested 16 suspects."
    assert days(found(text, "arrested", 16)) == ("2021-09-15", "2021-09-16")
    assert find_dates("Since then, 40 have died.", dt.date(2021, 9, 16)) == []


@pytest.mark.parametrize(
    "record",
    ["the deadliest attack this year", "one of the worst raids this year", "the bloodiest raid since January"],
)
def test_a_record_s_span_is_no_day_of_the_deed(record):
    text = f"Rebels killed 23 guards in Vestrania, {record}, police said Wednesday.\n\nThey opened fire on Tuesday near Dorsk, a village."
    assert days(found(text, "killed", 23)) == ("2021-09-14", "2021-09-14")


def test_the_worst_day_dates_what_follows():
    text = LEAD + "The violence began on Saturday with the killing of a judge in Darun.\n\n"
    text += (
        "The worst single day was Monday. Masked men stopped a bus at Kolm. Eleven people were killed, a driver said."
    )
    assert days(found(text, "killed", 11)) == ("2021-09-13", "2021-09-13")


@pytest.mark.parametrize("verb", ["surrounded", "ringed", "blockaded", "had besieged"])
def test_what_is_surrounded_is_a_place(verb):
    text = "Rebels killed 14 guards in Vestrania on Tuesday, officials said.\n\n"
    text += f"The governor said that 60 fighters {verb} Chardan, cut the wires and fought until dawn."
    assert found(text, "killed", 14)["place"] == "Chardan"


def test_an_item_of_a_bulletin_is_not_its_week():
    text = "• At least 47 civilians were killed in Haut-Sarve province between 6 September and 12 September.\n\n"
    text += "• On 8 September, shells fell on a camp near Kisoro. Nineteen people lost their lives."
    assert found(text, "killed", 47)["place"] == "Haut-Sarve"
    claim = found(text, "killed", 19)
    assert (claim["place"], days(claim)) == ("Kisoro", ("2021-09-08", "2021-09-08"))


@pytest.mark.parametrize(
    ("sentence", "measure", "low", "place"),
    [
        ("In Chalat, three nuns were detained at a roadblock outside Arcat on Monday.", "arrested", 3, "Arcat"),
        ("On the main southern island of Mindar, five people were killed when clans clashed in Pandang on Monday.", "killed", 5, "Pandang"),
        ("The fighting spread on Monday to Farsund, 12 miles to the west, where gunmen killed six passengers.", "killed", 6, "Farsund"),
        ("Nine inmates were killed on Monday when soldiers retook the Korvash penitentiary.", "killed", 9, "Korvash penitentiary"),
        ("On Monday, bombers destroyed the government headquarters in Vashgrad, killing 70 people.", "killed", 70, "Vashgrad"),
        ("On Monday, a car bomb in a Madrid shopping street left 11 people wounded.", "injured", 11, "Madrid"),
        ("The clash near Indar came a day after a bomb went off at a chapel in Joloka, killing two monks.", "killed", 2, "Joloka"),
    ],
)  # fmt: skip
def test_which_place_of_a_sentence_is_the_deed_s(sentence, measure, low, place):
    assert found(LEAD + sentence, measure, low)["place"] == place


def test_the_largest_city_is_the_dateline_s():
    text = "Gunmen killed nine people in Vestrania's largest city overnight, police said Thursday."
    assert found(text, "killed", 9)["place"] == "Lombara"


def test_where_a_place_lies_is_not_where_something_happened():
    text = (
        LEAD + "Orvena lies about 190 kilometers south of Peskau. In March, a blast in Bajan district killed 22 people."
    )
    assert found(text, "killed", 22)["place"] == "Bajan"


@pytest.mark.parametrize(
    "sentence",
    [
        "On Monday, troops freed all 41 guards whom the prisoners had held since Friday.",
        "Two drivers held by the rebels since 3 June were freed on Monday.",
    ],
)
def test_those_freed_were_not_freed_when_they_were_seized(sentence):
    low = 41 if "41" in sentence else 2
    assert days(found(LEAD + sentence, "freed", low)) == ("2021-09-13", "2021-09-13")


def test_a_part_has_the_day_of_its_number_and_a_part_s_place_is_not_its_number_s():
    text = (
        LEAD
        + "In May 2018, 11 villagers were beheaded at Natuk, among them two boys, and in April 2020, 38 men were shot at Muat."
    )
    assert days(found(text, "killed", 2)) == ("2018-05-01", "2018-05-31")
    text = "Bombs killed 20 people in Gavat on Tuesday.\n\nSeven men have been arrested, four of them in the town of Dubor on Wednesday."
    assert found(text, "arrested", 7)["place"] == "Gavat"


def test_also_and_a_day_open_another_deed():
    text = LEAD + "Also Sunday, the army said soldiers had shot dead two rebels near Digar."
    assert days(found(text, "killed", 2)) == ("2021-09-12", "2021-09-12")
