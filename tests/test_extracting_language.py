"""What is not English is said to be not English."""

import warnings

import pandas as pd
import pytest

from helpers import extracting, reading
from helpers.extracting.language import is_english

OTHERS = [
    "Al menos 12 personas murieron en un ataque con bomba en el mercado, dijo la policía el lunes por la noche.",
    "Mindestens zwölf Menschen wurden bei einem Anschlag auf dem Markt getötet, wie die Polizei am Montag mitteilte.",
    "Au moins douze personnes ont été tuées dans un attentat au marché, a annoncé la police lundi soir en ville.",
    "Pazar yerindeki bombalı saldırıda en az on iki kişi öldü, otuz kişi yaralandı, polis pazartesi günü açıkladı.",
]


@pytest.mark.parametrize("text", OTHERS)
def test_other_languages_are_told_from_english(text):
    assert not is_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "GUNMEN KILLED FIVE PEOPLE IN A VILLAGE NEAR THE BORDER, POLICE SAID, AND THREE WERE TAKEN AWAY.",
        "Bomb Osken market 14 dead.",  # too short to tell
        "",
    ],
)
def test_english_in_capitals_and_short_texts_are_searched(text):
    assert is_english(text)


def test_reports_in_another_language_are_named_and_the_rest_goes_on():
    english = reading.parse_report("Gunmen killed three people in Osken on Friday, police said.", "a")
    reports = pd.concat([english, reading.parse_report(OTHERS[0], "b")], ignore_index=True)
    with pytest.warns(UserWarning, match=r"1 reports do not look English.*: b\."):
        claims = extracting.extract_claims(reports)
    assert claims["report_id"].tolist() == ["a"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        extracting.extract_claims(english)
