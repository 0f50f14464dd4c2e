"""Who did it: known actors by name, the people whose deed it is, and nobody where the text names none."""

import os
import subprocess
import sys

import pandas as pd
import pytest

from helpers import extracting, paths


def actors(text: str) -> list[str | None]:
    reports = pd.DataFrame({"report_id": ["r"], "text": [text], "published": [pd.Timestamp("2025-03-05")]})
    found = extracting.extract_claims(reports)["actor"]
    return [None if pd.isna(actor) else actor for actor in found]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Boko Haram fighters killed five farmers near Maiduguri.", "Boko Haram fighters"),
        ("Fighters of Boko Haram killed five farmers near Maiduguri.", "Fighters of Boko Haram"),
        ("Boko Haram killed five farmers near Maiduguri.", "Boko Haram"),
        ("Five farmers were killed by Boko Haram near Maiduguri.", "Boko Haram"),
        ("Islamic State killed nine soldiers in Mosul.", "Islamic State"),
        ("Nine soldiers were killed on Friday by the Islamic State in Mosul.", "Islamic State"),
        ("The Islamic State attacked the base and killed nine soldiers.", "Islamic State"),
        ("The Taliban stormed the post, killing eight policemen.", "The Taliban"),
        ("An ambush by Boko Haram killed nine soldiers.", "Boko Haram"),
        ("Nine soldiers were killed in a Boko Haram ambush, police said.", "Boko Haram"),
        ("Police said Boko Haram had killed nine soldiers.", "Boko Haram"),
        ("Boko Haram's raid on the village killed nine people.", "Boko Haram"),
        ("It was an attack by Boko Haram that killed nine people.", "Boko Haram"),
        ("The town recalls Boko Haram's attack of 3 May, in which nine people were killed.", "Boko Haram"),
        ("Suspected Boko Haram militants abducted 12 girls in Chibok.", "Suspected Boko Haram militants"),
        ("On Monday Boko Haram fighters shot dead three traders.", "Boko Haram fighters"),
        ("Three unidentified gunmen shot dead the caretaker.", "Three unidentified gunmen"),
        ("The army arrested 11 men in Kano.", "army"),
    ],
)
def test_who_did_it_is_read(text, actor):
    assert actors(text)[-1] == actor


def test_one_who_did_it_did_both():
    assert actors("On Monday nine people were killed and 14 injured by Boko Haram.") == ["Boko Haram", "Boko Haram"]


@pytest.mark.parametrize(
    "text",
    [
        "The army lost six soldiers in the fight with Boko Haram.",
        "A clash with Boko Haram killed nine soldiers.",
        "Two men were killed in Quetta, Boko Haram said.",
        "Doctors at the hospital treated 12 wounded people.",
        "Twenty-one men were shot and the bombing left 14 people injured.",
    ],
)
def test_nobody_is_made_the_doer(text):
    found = actors(text)
    assert found and set(found) == {None}


def test_an_actor_of_ones_own_is_known_by_name(tmp_path):
    mine = tmp_path / "mine.csv"
    mine.write_text("name,aliases,kind,country,notes\nTamsin Levy,,armed_group,,\n", encoding="utf-8")
    code = """
import pandas as pd
from helpers import extracting
text = "Tamsin Levy killed five herders near Sarn on Monday."
claims = extracting.extract_claims(pd.DataFrame({"report_id": ["r"], "text": [text]}))
print(claims["actor"].fillna("nobody").tolist())
"""
    listed = os.pathsep.join([str(paths.DATA / "actors.csv"), str(mine)])
    for named, said in ((listed, "['Tamsin Levy']"), ("", "['nobody']")):  # lists are read once a process
        environment = {**os.environ, "CASEBOOK_ACTORS": named}
        done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
        assert done.stdout.strip() == said
