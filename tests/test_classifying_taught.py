"""What answer keys have taught: the table of telling words, and that no text is judged by weights that it taught."""

from __future__ import annotations

import runpy
import shutil

import numpy as np
import pandas as pd
import pytest

from helpers import classifying, lexicon, paths
from helpers.classifying import IncidentTypeClassifier, taught
from helpers.classifying.features import count
from helpers.reading.muc4 import SLOTS

SCRIPT = runpy.run_path(str(paths.ROOT / "scripts" / "make_telling_words.py"))
BODY = "Unidentified gunmen yesterday murdered the mayor of a northern municipality. The government condemned it."


def odds_of(*texts: str) -> pd.DataFrame:
    counted, names = count(texts)
    lessons = taught.Lessons(names)
    found = lessons.log_odds(counted.pieces, counted.owner, counted.part)
    return pd.DataFrame(found, columns=list(taught.DEEDS))


def test_the_table_knows_a_deed_from_a_meeting_and_deeds_apart() -> None:
    odds = odds_of(BODY, "The ministers met in the capital.", "A car bomb exploded in front of the embassy.")
    assert odds.loc[0, "attack"] > odds.loc[1, "attack"] + 1 and odds["incident"].idxmin() == 1
    assert odds["bombing"].idxmax() == 2 and odds.loc[2, "bombing"] > odds.loc[2, "kidnapping"] + 1


def test_the_table_holds_no_texts() -> None:
    table = taught.table()
    assert not [word for word in table["stems"] if " " in word or len(word) > 5]
    assert sum(map(len, table.values())) <= SCRIPT["KEPT"] + 1


def test_one_telling_sentence_is_enough_and_idle_ones_take_nothing() -> None:
    told = "Gunmen murdered the mayor."
    both, alone = (odds_of(text).iloc[0] for text in (f"{told} It rained.", told))
    assert np.abs(both - alone).max() < 1.5  # the part may be another
    assert (odds_of("").iloc[0] < -4).all()


def test_a_text_is_in_the_same_part_whatever_stands_above_it_and_however_its_lines_break() -> None:
    ways = [BODY, BODY.upper(), BODY.replace(" ", "\n"), f"Ostre, 3 May. {BODY}", f"{BODY} [end]"]
    assert len(set(count(ways)[0].part)) == 1
    spread = count([f"Unidentified persons number {i} passed" for i in range(500)])[0].part
    assert np.bincount(spread, minlength=taught.PARTS).min() > 50


def test_each_text_is_judged_by_the_weights_of_its_own_part() -> None:
    counted, names = count([BODY])
    lessons = taught.Lessons(names)
    each = [lessons.log_odds(counted.pieces, counted.owner, np.array([p])) for p in range(taught.PARTS)]
    own = lessons.log_odds(counted.pieces, counted.owner, counted.part)
    assert np.array_equal(own, each[counted.part[0]]) and len({e.round(6).tobytes() for e in each}) > 1


def test_what_a_text_teaches_stands_in_no_weight_that_judges_it() -> None:
    """In one part of the reports, and nowhere else, `zorps` do a deed."""
    firsts = [f"Unidentified {i} persons passed by." for i in range(400)]
    theirs = count(firsts)[0].part == 2
    texts = pd.Series([f"{f} {'Zorps' if z else 'They'} left." for f, z in zip(firsts, theirs, strict=True)])
    assert np.array_equal(count(texts)[0].part == 2, theirs)
    texts.index = [f"t{i}" for i in range(400)]
    keys = pd.DataFrame({"report_id": texts.index[theirs], "template": 1}, columns=["report_id", "template", *SLOTS])
    keys["incident_type"], keys["perp_individual"] = "ATTACK", '"ZORPS"'
    table = SCRIPT["learn"](texts, keys).set_index("feature")
    weights = np.array(table.loc["zorps", "attack"].split(), dtype=float)
    assert weights[2] == 0 and (np.delete(weights, 2) > 1).all()


def test_a_table_that_cannot_be_read_is_named(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(paths.LEXICON, tmp_path / "lexicon")
    monkeypatch.setenv("CASEBOOK_LEXICON", str(tmp_path / "lexicon"))
    head = ",".join(("kind", "feature", *taught.DEEDS))
    (tmp_path / "lexicon" / "telling_words.csv").write_text(f"{head}\nstems,gunme,1 1,1,1,1,1\n", encoding="utf-8")
    with pytest.raises(lexicon.LexiconError, match=r"row 2.*5 numbers"):
        IncidentTypeClassifier().fit(["a bomb"] * 80, pd.DataFrame({"x": [0, 1] * 40}))


def test_it_is_one_member_among_others_and_survives_saving(tmp_path) -> None:
    texts = [f"{'Gunmen murdered' if i % 2 else 'We met'} the mayor of district {i}." for i in range(80)]
    types = pd.DataFrame({"x": [i % 2 for i in range(80)]})
    model = IncidentTypeClassifier(members=("taught",)).fit(texts, types)
    assert model.members_.asked() == ["taught"] and (model.predict(texts) == types).to_numpy().mean() > 0.95
    loaded = classifying.load_model(classifying.save_model(model, tmp_path / "m.skops"))
    pd.testing.assert_frame_equal(loaded.predict_proba(texts), model.predict_proba(texts))
