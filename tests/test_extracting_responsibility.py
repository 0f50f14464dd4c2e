"""Who is said to have done it: claims, denials, accusations, and what is none of them."""

import time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import tables
from helpers.extracting import extract_responsibility
from helpers.tables import TableError

# a text, and for each row expected: stance, words in its actor, words in its `by`
CONSTRUCTIONS = [
    ("It was the third attack blamed on the Dawn Front.", []),
    ("The Dawn Front rejected any link to the kidnapping.", [("denies", "Dawn Front", "Dawn Front")]),
    (
        "Police sources said suspicion for the bombing had fallen on the Dawn Front.",
        [("accused", "Dawn Front", "Police sources")],
    ),
    ("Detectives said the trail led to the Red Vanguard.", [("accused", "Red Vanguard", "Detectives")]),
    ("Suspicion fell on the Red Vanguard.", []),
    ("The attack bore the marks of the Dawn Front, the army said.", [("accused", "Dawn Front", "army")]),
    ("Survivors identified the killers as fighters of the Dawn Front.", [("accused", "Dawn Front", "Survivors")]),
    ("The minister named the Red Vanguard as the mastermind of the raid.", [("accused", "Red Vanguard", "minister")]),
    (
        "The gunmen belonged to the Dawn Front, the district commissioner said.",
        [("accused", "Dawn Front", "commissioner")],
    ),
    ("The army must answer for these deaths, the bishop said.", [("accused", "army", "bishop")]),
    ("The bishop faulted the police for the deaths of the marchers.", [("accused", "police", "bishop")]),
    ("The governor condemned the Dawn Front for the massacre.", [("accused", "Dawn Front", "governor")]),
    ("Officials put the attack down to the Dawn Front.", [("accused", "Dawn Front", "Officials")]),
    (
        "The rebels and the army blamed each other for the shelling.",
        [("accused", "rebels", "army"), ("accused", "army", "rebels")],
    ),
    (
        "The Dawn Front, which the government blames for the attack, fell silent.",
        [("accused", "Dawn Front", "government")],
    ),
    ("The attack, blamed on the Dawn Front by police, killed nine.", [("accused", "Dawn Front", "police")]),
    ("The governor said the Dawn Front bore responsibility for the deaths.", [("accused", "Dawn Front", "governor")]),
    ("The prime suspect is the Dawn Front, police said.", [("accused", "Dawn Front", "police")]),
    ("Witnesses say it was the Red Vanguard.", [("accused", "Red Vanguard", "Witnesses")]),
    ("The president described the massacre as a Red Vanguard atrocity.", [("accused", "Red Vanguard", "president")]),
    (
        "The presidential guard stands accused of the killings by three rights groups.",
        [("accused", "presidential guard", "rights groups")],
    ),
    (
        "The killings have been blamed by the opposition on the presidential guard.",
        [("accused", "presidential guard", "opposition")],
    ),
    ("Fingers were pointed at the Red Vanguard by the mayor.", [("accused", "Red Vanguard", "mayor")]),
    ("The mayor has no doubt about who did it: the Red Vanguard.", [("accused", "Red Vanguard", "mayor")]),
    ("The high court ruled that the 4th Brigade had murdered the farmers.", [("accused", "4th Brigade", "court")]),
    (
        "The tribunal found General Rui Mat responsible for the deaths of 40 prisoners.",
        [("accused", "Rui Mat", "tribunal")],
    ),
    ("Police blamed the explosion on a leak.", []),
    ("The Dawn Front boasted of having downed the helicopter.", [("claims", "Dawn Front", "Dawn Front")]),
    ("The Dawn Front issued a claim of responsibility for the blast.", [("claims", "Dawn Front", "Dawn Front")]),
    (
        "The attack, for which the Dawn Front claimed responsibility, killed nine.",
        [("claims", "Dawn Front", "Dawn Front")],
    ),
    ("The rebels apologised for the killing of the nurse.", [("claims", "rebels", "rebels")]),
    ("The army said its jets had bombed the market.", [("claims", "army", "army")]),
    ("The militia washed its hands of the massacre.", [("denies", "militia", "militia")]),
    ("The Dawn Front said the kidnapping was none of its doing.", [("denies", "Dawn Front", "Dawn Front")]),
    ("The Dawn Front said it knew nothing of the kidnapping.", [("denies", "Dawn Front", "Dawn Front")]),
    ("The ministry denied that the brigade had used artillery.", [("denies", "brigade", "ministry")]),
    (
        "The army dismissed as propaganda a report that its soldiers had burned the village.",
        [("denies", "army", "army")],
    ),
    (
        "The army blamed the Dawn Front. The Front laughed off the accusation.",
        [("accused", "Dawn Front", "army"), ("denies", "Front", "Front")],
    ),
    ("Police linked the bombing to the Dawn Front.", [("accused", "Dawn Front", "Police")]),
    ("Villagers say it was the army that shelled them.", [("accused", "army", "Villagers")]),
    ("A court in Oru found the army liable for the deaths of nine men.", [("accused", "army", "court")]),
    (
        "The mayor said he suspected the hand of the Dawn Front in the bombing.",
        [("accused", "Dawn Front", "mayor")],
    ),
    ("The Dawn Front said its fighters had parked the truck at the gate.", [("claims", "Dawn Front", "Dawn Front")]),
    (
        "A group calling itself Dawn Path said on a web page that it had lit the match.",
        [("claims", "Dawn Path", "Dawn Path")],
    ),
    ("Col. Ivo Bel laid the massacre at the door of the Dawn Front.", [("accused", "Dawn Front", "Bel")]),
    (
        "Ostavia's Foreign Ministry denied that its troops had fired on the wedding.",
        [("denies", "Ostavia", "Foreign Ministry")],
    ),
    (
        "Inspector Bel said that no fewer than 60 armed cadres of the Red Vanguard had waited on a hill and opened fire.",
        [("accused", "Vanguard", "Bel")],
    ),
    ("The junta acknowledged a strike on the village.", [("claims", "junta", "junta")]),
    ("The army acknowledged an attack on its base.", []),
    (
        "In claiming the ambush, the Dawn Front spoke of 14 soldiers killed.",
        [("claims", "Dawn Front", "Dawn Front")],
    ),
    ("The minister accused an unnamed Gulf state of paying for the raid.", [("accused", "Gulf state", "minister")]),
    ("Bel said the Red Vanguard was to blame for the killings.", [("accused", "Vanguard", "Bel")]),
    (
        "The minister accused Ivo Bel of ordering the murder. Bel said he had had no part in it.",
        [("accused", "Bel", "minister"), ("denies", "Bel", "Bel")],
    ),
    ("Monitors reported 50 young men taken away by the Mwen militia.", [("accused", "Mwen", "Monitors")]),
    (
        "A truth commission found that the Third Regiment had fired without provocation.",
        [("accused", "Third Regiment", "commission")],
    ),
    (
        "The mayor blames the gas board; the gas board denies neglect.",
        [("accused", "gas board", "mayor"), ("denies", "gas board", "gas board")],
    ),
    ("We hold the Rapid Brigade responsible for the shooting.", [("accused", "Rapid Brigade", "We")]),
    ("The Dawn Front put its name to the attack.", [("claims", "Dawn Front", "Dawn Front")]),
    ("The army sees in it the hand of the Renewal Command.", [("accused", "Renewal Command", "army")]),
    ("For the elders there is no doubt that the army fired the shells.", [("accused", "army", "elders")]),
    ("According to the governor the Dawn Front was behind the attack.", [("accused", "Dawn Front", "governor")]),
    ("The Dawn Front said it did not plant the bomb.", [("denies", "Dawn Front", "Dawn Front")]),
    ("The company would not say whether it had paid.", []),
    ("The Dawn Front claimed responsibility for the bombing.", [("claims", "Dawn Front", "Dawn Front")]),
    ("Responsibility for the attack was claimed by the Dawn Front.", [("claims", "Dawn Front", "Dawn Front")]),
    (
        "The Dawn Front, a separatist group, took responsibility for the raid in a video.",
        [("claims", "Dawn Front", "Dawn Front")],
    ),
    ("No group has claimed responsibility for the attack.", []),
    ("No group immediately claimed responsibility.", []),
    ("There was no claim of responsibility.", []),
    ("Nobody has said they did it.", []),
    ("The rebels have not claimed the attack.", []),
    ("The Dawn Front said its fighters had ambushed the convoy.", [("claims", "Dawn Front", "Dawn Front")]),
    ("A spokesman for the Dawn Front said it had carried out the attack.", [("claims", "Dawn Front", "spokesman")]),
    ("The Dawn Front admitted killing the teacher.", [("claims", "Dawn Front", "Dawn Front")]),
    ("The Dawn Front denied any involvement.", [("denies", "Dawn Front", "Dawn Front")]),
    ("The Dawn Front denied carrying out the attack.", [("denies", "Dawn Front", "Dawn Front")]),
    ("The Dawn Front said it had nothing to do with the killings.", [("denies", "Dawn Front", "Dawn Front")]),
    ("The Dawn Front said it was not behind the attack.", [("denies", "Dawn Front", "Dawn Front")]),
    ("The army accused the Dawn Front of killing six farmers.", [("accused", "Dawn Front", "army")]),
    ("The army blamed the attack on the Dawn Front.", [("accused", "Dawn Front", "army")]),
    ("The army blamed the Dawn Front for the attack.", [("accused", "Dawn Front", "army")]),
    (
        "The army blamed the Dawn Front for the attack. The group denied it.",
        [("accused", "Dawn Front", "army"), ("denies", "Dawn Front", "group")],
    ),
    (
        "Residents accused soldiers of shooting six farmers. The army rejected the accusation.",
        [("accused", "soldiers", "Residents"), ("denies", "army", "army")],
    ),
    ("The Dawn Front was blamed by the governor for the attack.", [("accused", "Dawn Front", "governor")]),
    ("The governor said the Dawn Front was behind the attack.", [("accused", "Dawn Front", "governor")]),
    ("The governor said the attack was the work of the Dawn Front.", [("accused", "Dawn Front", "governor")]),
    ("The governor said the Dawn Front was responsible for the attack.", [("accused", "Dawn Front", "governor")]),
    ("The governor held the Dawn Front responsible for the attack.", [("accused", "Dawn Front", "governor")]),
    ("The governor pointed the finger at the Dawn Front.", [("accused", "Dawn Front", "governor")]),
    ("Villagers said soldiers shot dead six farmers.", [("accused", "soldiers", "Villagers")]),
    ("Villagers said six farmers were shot by soldiers.", [("accused", "soldiers", "Villagers")]),
    ("Gunmen killed six farmers, police said.", []),
    ("Police said troops killed six militants.", []),
    ("The army said it killed six militants.", []),
    ("The minister denied that there was a shortage of fuel.", []),
    ("The mayor was denied entry to the camp.", []),
    ("The union rejected the offer.", []),
    ("The bomb claimed six lives.", []),
    ("The court found Ivan Petrov guilty of murdering six villagers.", [("accused", "Petrov", "court")]),
    ("Ivan Petrov was convicted of murdering six villagers.", [("accused", "Petrov", "court")]),
    ("Ivan Petrov, 40, pleaded not guilty to murder.", [("denies", "Petrov", "Petrov")]),
    ("The president described the attackers as Chadian-backed mercenaries.", [("accused", "Chad", "president")]),
    ("The minister said Chad had armed the rebels.", [("accused", "Chad", "minister")]),
    ("Rights groups have accused the police of torturing detainees.", [("accused", "police", "Rights")]),
    ("The attack, claimed by the Dawn Front, killed six people.", [("claims", "Dawn Front", "Dawn Front")]),
    ("In a statement, the Dawn Front claimed the attack.", [("claims", "Dawn Front", "Dawn Front")]),
    (
        "Islamic State claimed responsibility through its Amaq news agency.",
        [("claims", "Islamic State", "Islamic State")],
    ),
    ("The Taliban denied responsibility.", [("denies", "Taliban", "Taliban")]),
    ("Hamas accused Israel of bombing a school.", [("accused", "Israel", "Hamas")]),
    ("Israel said Hamas had fired the rockets.", [("accused", "Hamas", "Israel")]),
    ("Police suspect the Dawn Front of planting the bomb.", [("accused", "Dawn Front", "Police")]),
    ("The minister said he suspected nobody.", []),
    ("The militants fired on the post, killing six soldiers.", []),
    ("Neither side claimed responsibility.", []),
    ("THE FMLN CLAIMED RESPONSIBILITY FOR THE ATTACK.", [("claims", "FMLN", "FMLN")]),
    ("THE ARMY BLAMED THE FMLN FOR THE MURDER.", [("accused", "FMLN", "ARMY")]),
    ("The army attributed the shelling to the Dawn Front.", [("accused", "Dawn Front", "army")]),
    ("The army laid the blame on the Dawn Front.", [("accused", "Dawn Front", "army")]),
    ("The army blamed a rival faction, the Sons of Tarn.", [("accused", "Sons of Tarn", "army")]),
    ("The governor said the Dawn Front had carried it out.", [("accused", "Dawn Front", "governor")]),
    ("The mayor said the minister's guards had sold the attackers a map.", [("accused", "guards", "mayor")]),
    (
        "The governor suspects the raid could be the work of cattle thieves.",
        [("accused", "cattle thieves", "governor")],
    ),
    (
        "A court convicted the head of the Lanterns, a baker named Ivo Bel, of murder.",
        [("accused", "Ivo Bel", "court")],
    ),
    ("The rebels said the bomber was one of their fighters.", [("claims", "rebels", "rebels")]),
    ("The rebels said five of their “hawks” had carried out the raid.", [("claims", "rebels", "rebels")]),
    ("The Dawn Front owned responsibility for the killings.", [("claims", "Dawn Front", "Dawn Front")]),
    ("A caller said the Dawn Front was behind the attack.", [("claims", "Dawn Front", "caller")]),
    ("The raid killed two. The Dawn Front claimed it on Friday.", [("claims", "Dawn Front", "Dawn Front")]),
    ("It was a charge that the minister dismissed.", [("denies", "minister", "minister")]),
    ("The ministry denied that its troops had harmed civilians.", [("denies", "its troops", "ministry")]),
    ("Police said the motive behind the blast was unclear.", []),
    ("Many others were suspected to have been hurt, the daily said.", []),
    ("An aide said the president's plane took off.", []),
    ("The union accused the president of monopolizing economic power.", []),
    ("The general said the police seized three passports.", []),
    ("Police said the six rebels killed in the raid were buried.", []),
    ("The minister denied that the government is looking for aid.", []),
    ("The mayor said the Salvadoran Armed Forces held a parade.", []),
    ("Ruiz never distanced himself from his party.", []),
]


def extract(text: str) -> pd.DataFrame:
    return extract_responsibility(pd.DataFrame({"report_id": ["r"], "text": [text]}))


CONSTRUCTIONS += [
    (
        "In an audio message, a man who said he spoke for the Red Palm denied that its men had burned the mill. "
        "He said the culprits were vigilantes from Oru.",
        [("denies", "Red Palm", "man who"), ("accused", "vigilantes", "man who")],
    ),
    ("The attack was its work, the Dawn Front said.", [("claims", "Dawn Front", "Dawn Front")]),
    ("The Dawn Front, a rebel group, said that its “river units” had laid the ambush.", [("claims", "Dawn Front", "Dawn Front")]),
    (
        "The army accused the Dawn Front of the raid. The movement's spokesman called that a lie.",
        [("accused", "Dawn Front", "army"), ("denies", "Dawn Front", "spokesman")],
    ),
    (
        "The army accused the Dawn Front of the raid. Dawn Front commanders said that was a lie.",
        [("accused", "Dawn Front", "army"), ("denies", "Dawn Front", "commanders")],
    ),
    (
        "Residents blamed the army for the strike; the army says the bombs were not its own.",
        [("accused", "army", "Residents"), ("denies", "army", "army")],
    ),
    (
        "The mayor suspects the Dawn Front. It said none of its fighters had been near the village.",
        [("accused", "Dawn Front", "mayor"), ("denies", "Dawn Front", "Dawn Front")],
    ),
    ("A caller claimed responsibility for the bombing on behalf of the Black Dawn.", [("claims", "Black Dawn", "caller")]),
    (
        "Villagers have alleged that a boy was killed in firing by the army patrol. This is denied.",
        [("accused", "army patrol", "Villagers"), ("denies", "army patrol", "Villagers")],
    ),
    ("Herders said police went from hut to hut, beating nine farmers.", [("accused", "police", "Herders")]),
    ("The governor blamed a gang called Dos Rios for Monday's attack.", [("accused", "Dos Rios", "governor")]),
    ("The minister said there was no doubt who was behind it: the Dawn Front.", [("accused", "Dawn Front", "minister")]),
    ("The bombing bore the hallmarks of the Dawn Front, police said.", [("accused", "Dawn Front", "police")]),
    ("Police believe the Dawn Front carried out the attack.", [("accused", "Dawn Front", "Police")]),
    ("The army admitted that it had fired on the bus.", [("claims", "army", "army")]),
    (
        "The judge found that Ivo Bel had hidden the rifles. Bel, who has always maintained that he killed nobody, wept.",
        [("accused", "Ivo Bel", "judge"), ("denies", "Bel", "Bel")],
    ),
    ("A court in Oru sentenced Ana Bel to death for the bombing.", [("accused", "Ana Bel", "court")]),
    (
        "The army blamed the Dawn Front. Its commander denied it and said the army had shelled the market itself.",
        [("accused", "Dawn Front", "army"), ("denies", "Dawn Front", "commander"), ("accused", "army", "commander")],
    ),
    ("The radio quoted the mayor as saying that the Dawn Front had sent the gunmen.", [("accused", "Dawn Front", "mayor")]),
    ("The Dawn Front has not commented.", []),
    ("The governor has sent 600 troops to Oru, police said.", []),
    ("The general dismissed the claim of 40 dead soldiers.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CONSTRUCTIONS)
def test_each_construction_gives_its_rows(text, expected):
    rows = extract(text)
    assert list(rows["stance"]) == [stance for stance, _, _ in expected]
    for row, (_, actor, by) in zip(rows.itertuples(), expected, strict=True):
        assert actor in row.actor and by in row.by
        assert row.quote == text[row.start : row.end]


def test_an_actor_has_one_row_for_each_stance():
    text = "The army blamed the Dawn Front for the raid. The mayor also accused the Dawn Front of the killings. The Dawn Front denied it."
    assert list(extract(text)["stance"]) == ["accused", "denies"]


def test_a_denial_that_points_back_is_of_who_was_accused():
    rows = extract("Residents accused soldiers of the 4th Brigade of the shooting. The army denied it.")
    assert rows["actor"].tolist()[1].startswith("soldiers of the 4th Brigade")


def test_the_group_is_named_by_the_name_before():
    rows = extract("Fighters of the Dawn Front hold the hills. The group claimed responsibility for the raid.")
    assert "Dawn Front" in rows["actor"][0]


def test_nothing_gives_an_empty_table_with_its_columns():
    assert list(extract("It rained.").columns) == tables.columns("responsibility")
    none = extract_responsibility(pd.DataFrame({"report_id": pd.Series(dtype=str), "text": pd.Series(dtype=str)}))
    assert list(none.columns) == tables.columns("responsibility") and none.empty


def test_a_missing_column_is_named():
    with pytest.raises(TableError, match=r"extract_responsibility.*text"):
        extract_responsibility(pd.DataFrame({"report_id": ["r"]}))


def test_the_input_stays_as_it_was():
    reports = pd.DataFrame({"report_id": ["r"], "text": ["The army accused the Dawn Front of the raid."]})
    before = reports.copy()
    extract_responsibility(reports)
    pd.testing.assert_frame_equal(reports, before)


WORDS = [
    "the",
    "army",
    "accused",
    "blamed",
    "denied",
    "rejected",
    "claimed",
    "responsibility",
    "for",
    "attack",
    "on",
    "by",
    "it",
    "Dawn",
    "Front",
    "no",
    "group",
    "said",
    ",",
    ".",
    "“",
    "”",
    "behind",
    "finger",
    "at",
    "who",
    "killed",
    "had",
    "guilty",
    "found",
]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40))
def test_any_text_gives_quotes_that_are_its_words(words):
    text = " ".join(words)
    rows = extract(text)
    assert all(row.quote == text[row.start : row.end] and row.quote for row in rows.itertuples())
    assert set(rows["stance"]) <= set(tables.STANCES)


def test_time_grows_with_length_also_without_a_full_stop():
    text = "police said the army had killed nine men and the rebels denied it , " * 250
    took = []
    for times in (1, 4):
        start = time.process_time()
        extract(text * times)
        took.append(time.process_time() - start)
    assert took[1] < 10 * took[0]


@pytest.mark.parametrize(
    "text",
    [
        "Elders say, the day of the attack, shelled the army post.",
        "Elders say, the men attacked, shelled army, shelled the town.",
    ],
)
def test_a_subject_that_begins_with_a_comma_accuses_nobody(text):
    assert extract(text).empty
