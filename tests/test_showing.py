"""Figures say what they drew; a highlighted report runs nothing that its text holds."""

from __future__ import annotations

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from figure_reading import title
from PIL import Image
from test_linking_tolls import claims

from helpers import linking, showing, tables
from helpers.showing import style


def raids() -> pd.DataFrame:
    return claims(
        {"low": 24, "group": "militants", "scope": "increment"},
        {"low": 177, "group": "militants", "scope": "cumulative"},
        {"low": 22, "group": "militants", "scope": "increment", "claimant": "the minister"},
    )


def test_the_sum_says_what_is_wrong() -> None:
    ax = showing.draw_sum(raids())
    assert title(ax) == "The toll is 177, not 223"
    assert "24 and 22" in showing.description(ax)


def test_a_number_that_two_reports_repeat_is_drawn_once() -> None:
    again = raids().assign(report_id="s", claim_id=["s0", "s1", "s2"])
    assert "not 223" in title(showing.draw_sum(pd.concat([raids(), again])))


@pytest.mark.parametrize("draw", [showing.draw_tolls, showing.draw_counts, showing.draw_timeline])
def test_a_figure_describes_its_data_and_uses_the_axes_it_is_given(draw) -> None:
    incidents = linking.link_incidents(raids())
    _, ax = plt.subplots()
    assert draw(incidents, ax=ax) is ax
    assert "177" in showing.description(ax) or "n = 1" in showing.description(ax)


@pytest.mark.parametrize("draw", [showing.draw_tolls, showing.draw_counts, showing.draw_timeline])
def test_no_incidents_give_a_sentence(draw) -> None:
    assert showing.description(draw(tables.empty("incidents"))).endswith(".")


def test_no_running_total_gives_a_sentence() -> None:
    assert "No running total" in showing.description(showing.draw_sum(claims({"low": 3})))


def test_an_incident_without_day_place_or_type_can_be_drawn() -> None:
    odd = linking.link_incidents(
        claims({"low": 3, "high": None, "modifier": "at_least", "date_start": None, "date_end": None, "place": None})
    )
    assert "3 or more" in showing.description(showing.draw_tolls(odd))
    assert "day" in showing.description(showing.draw_timeline(odd))


def test_every_type_and_measure_has_its_look() -> None:
    looks = [style.of(name) for name in tables.INCIDENT_TYPES]
    assert len(set(looks)) == len(looks)
    assert len(set(style.TYPES.values())) == len(style.TYPES)
    assert not {marker for _, marker in style.TYPES.values()} & set(style.SPARE_MARKERS)
    assert set(tables.MEASURES) == set(style.MEASURES)


def test_a_type_of_ones_own_looks_the_same_in_every_figure() -> None:
    own = style.of("cattle_raid")
    assert own == style.of("cattle_raid") and own not in [*style.TYPES.values(), style.UNKNOWN_TYPE]
    assert style.of(None) == style.of(float("nan")) == style.UNKNOWN_TYPE
    typed = linking.link_incidents(claims({"low": 3})).assign(incident_type="cattle_raid")
    rates = pd.DataFrame({"type": ["cattle_raid"], "value": [1.0], "low": [0.5], "high": [2.0], "n": [3], "note": [""]})
    dot = next(line for line in showing.draw_estimates(rates, "a month").lines if line.get_marker() == own[1])
    assert dot.get_color() == own[0]
    assert matplotlib.colors.to_hex(showing.draw_counts(typed).patches[0].get_facecolor()) == own[0].lower()


HOSTILE = 'Gunmen <img src=x onerror="alert(1)"> killed 7 people in "Osken" & <script>alert(2)</script> 🏳️ left.'


def marked(quote: str) -> str:
    start = HOSTILE.index(quote)
    rows = claims({"low": 7, "start": start, "end": start + len(quote), "quote": quote, "claimant": '"><script>'})
    return showing.highlight_claims({"report_id": "r", "text": HOSTILE}, rows).data


def test_a_highlighted_report_shows_hostile_text_as_text() -> None:
    html = marked('onerror="alert(1)"> killed 7 people')
    assert "<script" not in html and "<img" not in html
    assert "&lt;img src=x" in html and html.count("<mark") == html.count("</mark>") == 1


def test_marks_stand_on_their_words() -> None:
    assert ">killed 7 people<sup>" in marked("killed 7 people")


def test_a_quote_that_is_elsewhere_is_refused() -> None:
    rows = claims({"low": 7, "start": 0, "end": 5, "quote": "wrong"})
    with pytest.raises(ValueError, match="r-c0"):
        showing.highlight_claims({"report_id": "r", "text": HOSTILE}, rows)


def test_a_figure_is_saved_as_journals_want_it(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("CASEBOOK_RESULTS", str(tmp_path))
    ax = showing.draw_counts(tables.empty("incidents"))
    saved = {p.suffix: p.read_bytes() for p in showing.save_figure(ax, "counts")}
    assert b"/FontFile2" in saved[".pdf"] and b"/Type3" not in saved[".pdf"]
    assert b"<text" not in saved[".svg"] and b"<path" in saved[".svg"]
    with Image.open(tmp_path / "figures" / "counts.png") as picture:
        assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    assert saved[".txt"].decode() == showing.description(ax) + "\n"
    assert {p.suffix: p.read_bytes() for p in showing.save_figure(ax, "counts")} == saved
    with pytest.raises(ValueError, match="cannot name"):
        showing.save_figure(ax, "../counts")
