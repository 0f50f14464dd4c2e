"""The codes of the teaching corpus: complete, on the texts as they are, and held against the truth."""

import pandas as pd
import pytest

from helpers import annotating, classifying, estimating, paths, reading

FOLDER = paths.ANNOTATIONS / "ostrevane"


@pytest.fixture(scope="module")
def reports():
    return reading.read_reports(paths.REPORTS / "ostrevane").set_index("report_id")


@pytest.fixture(scope="module")
def sentences(reports):
    return reading.split_sentences(reports.reset_index())


def units(table):
    return set(zip(table["report_id"], table["sentence_id"].astype("Int64").fillna(-1), strict=True))


@pytest.mark.parametrize(("folder", "kept_back"), [("", False), ("reserve", True)])
def test_every_sentence_and_report_of_its_part_is_coded_by_both(sentences, folder, kept_back):
    parts = pd.read_csv(paths.TRUTH / "parts.csv").set_index("report_id")["part"]
    labels = annotating.read_labels(FOLDER / folder)
    mine = parts.index[(parts == "reserve") == kept_back]
    wanted = units(sentences[sentences["report_id"].isin(mine)]) | {(r, -1) for r in mine}
    coders = set(labels["coder"])
    assert len(coders) == 2
    for coder in coders:
        assert units(labels[labels["coder"] == coder]) == wanted


def test_every_dispute_is_settled_with_a_reason():
    labels, decisions = annotating.read_labels(FOLDER), annotating.read_labels(FOLDER / "decisions")
    assert len(annotating.disputes(labels, decisions)) == 0
    assert decisions["comment"].str.len().min() > 10


def test_claims_stand_in_their_texts(reports):
    claims = annotating.read_claims(FOLDER)
    assert claims["report_id"].nunique() >= 80 and set(claims["coder"]) == {"model_e", "model_f"}
    for row in claims.itertuples():
        assert reports["text"][row.report_id][row.start : row.end] == row.quote


def test_coded_claims_give_numbers_that_were_planned(reports):
    """A coder's number of an incident's dead is one that the plan had said, but for sums that a text leaves to do."""
    gold = annotating.adjudicate_claims(
        annotating.read_claims(FOLDER), annotating.read_claims(FOLDER / "decisions"), annotating.units_read(FOLDER)
    )
    planned = estimating.read_world().statements.groupby("report_id")["low"].agg(set)
    news = gold[(gold["scope"] != "background") & gold["report_id"].isin(planned.index)]
    there = [low in planned[report] for report, low in zip(news["report_id"], news["low"], strict=True)]
    assert sum(there) / len(there) > 0.95


def test_codes_come_near_the_truth():
    labels = annotating.adjudicate(annotating.read_labels(FOLDER), annotating.read_labels(FOLDER / "decisions"))
    types = classifying.type_table(labels, sentences=False).set_index("report_id")
    world = estimating.read_world()
    told = world.mentions.merge(world.incidents, on="incident_id")
    truth = pd.crosstab(told["report_id"], told["incident_type"]).clip(upper=1)
    truth = truth.reindex(types.index, columns=types.columns, fill_value=0)
    both = (truth.to_numpy() & types.to_numpy()).sum()
    assert 0.85 < 2 * both / (truth.to_numpy().sum() + types.to_numpy().sum()) < 1
