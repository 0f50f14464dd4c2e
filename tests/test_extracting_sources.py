"""Who says so: constructions of English, one a line, and what no text may break."""

import time

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers.extracting import extract_claims
from helpers.extracting.sources import Speaker, claimant_type, find_speakers, issuer_of, quotations
from helpers.extracting.tokens import is_upper, tokenise

# a sentence, the word asked about, the kinds of claimant that a coder may give it
CONSTRUCTIONS = [
    ("Twelve people were killed in the raid, police said.", "Twelve", "security_forces"),
    ("Police said twelve people were killed in the raid.", "twelve", "security_forces"),
    ("“Twelve people were killed,” said Maria Okafor, a nurse at the clinic.", "Twelve", "medical"),
    ("According to the Defence Ministry, twelve rebels died.", "twelve", "government"),
    ("Twelve rebels died, according to Defence Minister Ivo Brandt.", "Twelve", "government"),
    ("At least twelve people died, two hospital officials told AFP.", "twelve", "medical"),
    (
        "At least twelve people died, a senior police officer, speaking on condition of anonymity, told reporters.",
        "twelve",
        "security_forces",
    ),
    ("A security source put the toll at twelve.", "twelve", "security_forces"),
    ("Hospital sources put the number of dead at twelve.", "twelve", "medical"),
    ("Twelve bodies were brought to the mortuary, said Dr. Amina Yusuf, its director.", "Twelve", "medical"),
    ("The rebels claimed to have killed twelve soldiers.", "twelve", "armed_group"),
    ("In a statement posted on Telegram, the militants said they had killed twelve soldiers.", "twelve", "armed_group"),
    ("The group said in a communique that it had killed twelve soldiers.", "twelve", "other"),
    ("Witnesses and local officials said twelve people were shot.", "twelve", "government|witness"),
    ("Residents reached by phone counted twelve graves of people killed.", "twelve", "witness"),
    ("State television reported twelve deaths.", "twelve", "media"),
    ("Local radio said twelve people had drowned.", "twelve", "media"),
    ("The daily Al-Sabah reported on Sunday that twelve people died.", "twelve", "media"),
    ("The newspaper quoted a villager as saying that twelve people died.", "twelve", "media|witness"),
    ("The Red Cross said twelve people were wounded.", "twelve", "other"),
    ("Doctors Without Borders said it had treated twelve wounded.", "twelve", "other"),
    ("The UN refugee agency said 12,000 people had fled.", "12,000", "other"),
    ("UNHCR estimates that 12,000 people have fled.", "12,000", "other"),
    ("Human Rights Watch documented the killing of twelve men.", "twelve", "other"),
    ("An estimated twelve people died in the blast.", "twelve", "unattributed"),
    ("Twelve people were killed when a bomb exploded at a market.", "Twelve", "unattributed"),
    ("Gunmen killed twelve people at a checkpoint on Monday.", "twelve", "unattributed"),
    (
        "The attack, which the governor said was carried out by rebels, killed twelve people.",
        "twelve",
        "government|unattributed",
    ),
    ("Twelve people, the mayor said, were killed.", "Twelve", "government"),
    ("Twelve people were killed, the mayor said, and nine others were wounded.", "nine", "government"),
    ("The mayor said twelve people were killed, but residents put the number at 30.", "30", "witness"),
    ("The mayor said twelve people were killed, but residents put the number at 30.", "twelve", "government"),
    ("Twelve soldiers died, according to the army, while the rebels said they had lost two men.", "two", "armed_group"),
    (
        "Twelve soldiers died, according to the army, while the rebels said they had lost two men.",
        "Twelve",
        "security_forces",
    ),
    ("Twelve soldiers died, an army spokesman, Lt. Col. Pavel Dorin, said on Tuesday.", "Twelve", "security_forces"),
    ("Lt. Col. Pavel Dorin, a spokesman for the army, said twelve soldiers died.", "twelve", "security_forces"),
    ("Pavel Dorin, who heads the district hospital, said he had counted twelve bodies.", "twelve", "medical"),
    ("Pavel Dorin, 43, a shopkeeper, said he saw twelve bodies.", "twelve", "witness"),
    ("Pavel Dorin, a lawyer for the families, said twelve people were missing.", "twelve", "other"),
    (
        "Pavel Dorin, an analyst with the Centre for Conflict Studies, said 1,200 people died last year.",
        "1,200",
        "analyst",
    ),
    ("“We buried twelve people,” a farmer said.", "twelve", "witness"),
    ("A man who lost his brother said twelve people died.", "twelve", "witness"),
    ("One survivor said twelve people died.", "twelve", "witness"),
    ("The village chief said twelve people died.", "twelve", "witness"),
    ("Tribal elders said twelve people died.", "twelve", "witness"),
    ("Rescue workers said twelve people died.", "twelve", "other"),
    ("A spokesman for the provincial governor said twelve people died.", "twelve", "government"),
    ("The provincial governor's spokesman said twelve people died.", "twelve", "government"),
    ("The spokesman for the rebel alliance said twelve soldiers were captured.", "twelve", "armed_group"),
    ("The head of the provincial council, Rahim Noor, said twelve people died.", "twelve", "government"),
    ("The deputy head of the hospital said twelve people died.", "twelve", "medical"),
    ("District police chief Rahim Noor told reporters twelve people died.", "twelve", "security_forces"),
    ("A military statement said twelve insurgents were killed.", "twelve", "security_forces"),
    ("A statement from the interior ministry said twelve insurgents were killed.", "twelve", "government"),
    ("The president's office said twelve people died.", "twelve", "government"),
    ("The foreign ministry in Harun confirmed the deaths of twelve nationals.", "twelve", "government"),
    ("Officials said twelve people died.", "twelve", "government"),
    ("Officials at the hospital said twelve people died.", "twelve", "medical"),
    ("Authorities have confirmed twelve deaths.", "twelve", "government"),
    ("Prosecutors say twelve people were murdered.", "twelve", "government"),
    ("The court heard that twelve people were murdered.", "twelve", "government"),
    ("The company said twelve of its workers were kidnapped.", "twelve", "other"),
    ("The teachers' union said twelve teachers were kidnapped.", "twelve", "other"),
    ("The bishop of Torre said twelve people died.", "twelve", "other|witness"),
    ("Aid workers reported twelve deaths.", "twelve", "other"),
    ("A report by Amnesty International said twelve people died.", "twelve", "other"),
    ("Data compiled by the Conflict Observatory show 1,200 people have been killed.", "1,200", "analyst"),
    ("By the army's count, twelve rebels died.", "twelve", "security_forces"),
    ("The army's figure of twelve dead could not be verified.", "twelve", "security_forces"),
    ("Twelve people died, the army announced, adding that three soldiers were wounded.", "three", "security_forces"),
    ("Announcing the toll, the army said twelve people died.", "twelve", "security_forces"),
    ("The army, citing local residents, said twelve people died.", "twelve", "security_forces"),
    ("Twelve people died, state media reported, citing the governor.", "Twelve", "media|government"),
    ("Twelve people were reported killed by the army.", "Twelve", "unattributed|security_forces"),
    ("Twelve people were killed, it was reported.", "Twelve", "unattributed"),
    ("The bomb claimed twelve lives.", "twelve", "unattributed"),
    ("Police found twelve bodies in a well.", "twelve", "unattributed"),
    ("Police arrested twelve suspects.", "twelve", "unattributed"),
    ("Troops said to belong to the guard killed twelve people.", "twelve", "unattributed"),
    ("Twelve people were killed in what the army called an accident.", "Twelve", "unattributed"),
    ("The minister condemned the killing of twelve civilians.", "twelve", "government"),
    ("The president expressed condolences to the families of the twelve dead.", "twelve", "unattributed"),
    ("Dead: 12, the health ministry's bulletin says.", "12", "government"),
    ("MORE THAN 12 SOLDIERS WERE KILLED, A MILITARY SPOKESMAN REPORTED TODAY.", "12", "security_forces"),
    ("A COPREFA COMMUNIQUE REPORTED THAT 12 GUERRILLAS WERE KILLED.", "12", "security_forces"),
    ("THE GUERRILLAS' RADIO VENCEREMOS REPORTED THAT 12 SOLDIERS WERE KILLED.", "12", "armed_group"),
    ("Ten people died in clashes, officials and witnesses said Friday.", "Ten", "government|witness"),
    ("The ministry tweeted that ten people died.", "ten", "government"),
    ("Speaking to reporters in Harun, the general said ten people died.", "ten", "security_forces"),
    ("Ten miners died, the news agency Fenix reported.", "Ten", "media"),
    ("Reuters reported that ten miners died.", "ten", "media"),
    ("Ten miners died, a Reuters witness said.", "Ten", "media|witness"),
    ("Local media put the toll at ten.", "ten", "media"),
    ("Social media users said ten people died.", "ten", "other|media|witness"),
    ("Activists said ten people died.", "ten", "other"),
    ("The opposition says ten of its supporters were shot.", "ten", "government|other"),
    ("His lawyer said ten people died.", "ten", "other"),
    ("A medic said he counted ten bodies.", "ten", "medical"),
    ("The coast guard said it had rescued ten people.", "ten", "security_forces"),
    ("Firefighters said ten people died.", "ten", "other|government"),
    ("The fire brigade said ten people died.", "ten", "government|other"),
    ("An intelligence official said ten militants died.", "ten", "security_forces"),
    ("A Western diplomat said ten people died.", "ten", "government"),
    ("Two tribal sources said ten people died.", "ten", "witness|other"),
    ("The Taliban said ten soldiers died.", "ten", "armed_group"),
    ("Taliban spokesman Zabih Mir said ten soldiers died.", "ten", "armed_group"),
    ("Zabih Mir, a Taliban spokesman, said ten soldiers died.", "ten", "armed_group"),
    ("A Taliban commander reached by phone said ten soldiers died.", "ten", "armed_group"),
    ("The Kurdish Resistance Brigades said in a statement that ten soldiers died.", "ten", "armed_group"),
    ("“Ten of our men were martyred,” a rebel commander said.", "Ten", "armed_group"),
    ("The peace mediator, Father Luis Andrade, said ten hostages were freed.", "ten", "other"),
    ("Neighbours told how ten people were dragged away.", "ten", "witness"),
    ("The wounded included ten children, a paediatrician at the hospital said.", "ten", "medical"),
    ("Kyiv said ten civilians were killed.", "ten", "government"),
    ("India says ten soldiers were killed.", "ten", "government"),
    ("Human rights monitors believe ten people were shot.", "ten", "other"),
    (
        "Twelve people were killed on Monday, while ten were hurt, officials in the governor's office said.",
        "ten",
        "government",
    ),
    ("Ten people were killed, according to figures from the health ministry.", "Ten", "government"),
    ("Ten people were killed, the ministry said in a statement carried by the state news agency.", "Ten", "government"),
    ("The chief of police, Ana Ruiz, has said that ten people were killed.", "ten", "security_forces"),
    ("It was not clear how many died, but the mayor's office spoke of ten dead.", "ten", "government"),
    ("Ten died, says the mayor.", "Ten", "government"),
    ("The toll rose to ten, the provincial emergency service said.", "ten", "government"),
    ("The director of the Central Hospital, Jan Mol, gave the number of wounded as ten.", "ten", "medical"),
    ("A hotel manager said ten guests were held.", "ten", "other"),
    ("The families of the victims say ten people died.", "ten", "witness"),
    ("The mother of one of the dead said ten people were shot.", "ten", "witness"),
    ("The priest told the radio station that ten people were shot.", "ten", "witness"),
    ("The district hospital received twelve wounded.", "twelve", "medical"),
    ("A court found two officers guilty of killing twelve men.", "twelve", "government"),
    ("Twelve were freed on Friday, said the head of a bakers' union, Ivo Bel.", "Twelve", "other"),
    ("Rebels raided a camp and counted twelve dead, the ministry said.", "twelve", "government"),
    ("The Valley Committee said its fighters had killed twelve soldiers.", "twelve", "armed_group"),
    ("We recorded twelve deaths in June.", "twelve", "media"),
    ("The front, in a note on its website, said twelve of its men died.", "twelve", "armed_group"),
]


def read(text: str) -> list[tuple[str, list[Speaker]]]:
    """Read a text whose sentences stand one a line, each with the speaker carried over."""
    found, carried, at = [], None, 0
    for line in text.split("\n"):
        tokens = tokenise(text, at, at + len(line), is_upper(text))
        at += len(line) + 1
        if len(tokens):
            speakers = find_speakers(tokens, text, carried)
            carried = speakers[-1] if speakers else carried
            found.append((line, speakers))
    return found


def owner(text: str, word: str) -> tuple[str, str]:
    """Give (kind, words) of the speaker who vouches for a word of the last sentence that has it."""
    at, carried, answer = 0, None, None
    for line in text.split("\n"):
        tokens = tokenise(text, at, at + len(line), is_upper(text))
        at += len(line) + 1
        if not len(tokens):
            continue
        speakers = find_speakers(tokens, text, carried)
        carried = speakers[-1] if speakers else carried
        if word in tokens.words:
            k = tokens.words.index(word)
            mine = [s for s in speakers if s.covers[0] <= k < s.covers[1] and not s.first <= k < s.last]
            answer = (mine[0].kind, mine[0].words) if mine else ("unattributed", "")
    assert answer, f"{word!r} is in no sentence"
    return answer


@pytest.mark.parametrize(("sentence", "word", "kinds"), CONSTRUCTIONS)
def test_each_construction_gives_its_kind_of_source(sentence, word, kinds):
    assert owner(sentence, word)[0] in kinds.split("|")


def test_the_words_of_a_speaker_are_the_texts():
    assert (
        owner("Nine died, said Col. Pavel Dorin, an army spokesman.", "Nine")[1]
        == "Col. Pavel Dorin, an army spokesman"
    )
    assert owner("Nine died, according to the charity Handreach.", "Nine")[1] == "the charity Handreach"


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("Mayor Ana Ruiz said nine had died.\nShe added that four were missing.", "four", "government"),
        ("The Interior Ministry said nine had died.\nIt put the number of wounded at four.", "four", "government"),
        ("Mayor Ana Ruiz said nine had died.\nFour of them were children.", "Four", "government"),
        ("Mayor Ana Ruiz said nine had died.\nSeven were women.", "Seven", "government"),
        ("Mayor Ana Ruiz said nine had died.\n\nSeven soldiers were killed on Monday.", "Seven", "unattributed"),
        ("Police said nine had died.\nA grenade killed four people in Harun in March.", "four", "unattributed"),
        ("Dr. Ida Moss runs the clinic.\nMoss said four people had died.", "four", "medical"),
        ("Police commander Juan Paz arrived.\nPaz said four people had died.", "four", "security_forces"),
        ("The army fought rebels of the Dawn Front.\nThe group said four soldiers had died.", "four", "armed_group"),
        ("The Eastern Dawn Movement, or EDM, a rebel group, holds the hills.\nThe EDM said four had died.", "four", "armed_group"),
        ("The Dawn Front, a rebel group, took the town.\nIts spokesman said four soldiers had died.", "four", "armed_group"),
        ("A statement from the army said nine died.\nThe statement said four were missing.", "four", "security_forces"),
        ("The administrator of the district, Ivo Bel, came.\nBel said four people had died.", "four", "government"),
        ("Ida Moss wept.\nMoss said four people had died.", "four", "witness"),
        ("Ostravia's army shelled the port.\nOstravia said four men had died.", "four", "government"),
        ("A spokesman for the rebels said nine died.\nThe spokesman, Ivo Bel, said four men had died.", "four", "armed_group"),
        ("“We ran,” said Ina Bohl, a nurse.\n“Four people died.”", "Four", "medical"),
    ],
)  # fmt: skip
def test_a_later_sentence_finds_its_speaker(text, word, kind):
    assert owner(text, word)[0] == kind


def test_a_quotation_of_several_sentences_belongs_to_who_closes_it():
    text = "“Four people died here.\nWe buried them,” a farmer said."
    assert owner(text, "Four")[0] == "witness"


def test_a_statement_speaks_for_its_issuer_and_a_report_for_nobody():
    release = (
        "GENERAL COMMAND OF THE ARMY\nPress Release No. 4\n\nOn 3 May own troops engaged the enemy.\nFour were killed."
    )
    assert issuer_of(release)[1] == "security_forces"
    assert owner(release, "Four")[0] == "security_forces"
    assert issuer_of("RADIO HORIZON\nMidday bulletin\n\nFour people were killed.") is None


def test_claimant_type_falls_back_on_other():
    assert claimant_type(["the", "Interior", "Ministry"]) == "government"
    assert claimant_type(["Zorblax", "Quux"]) == "other"


def test_no_word_has_two_speakers():
    text = "The mayor said nine died, but residents put the toll at 30, while the army, which lost two men, denied it, saying ten rebels fell."
    (_, speakers) = read(text)[0]
    covered = [k for s in speakers for k in range(*s.covers)]
    assert len(speakers) >= 4 and len(covered) == len(set(covered))


WORDS = [
    "police",
    "said",
    "the",
    "mayor",
    ",",
    ".",
    "“",
    "”",
    '"',
    "(",
    ")",
    "according",
    "to",
    "by",
    "X's",
    "count",
    "nine",
    "died",
    "who",
    "which",
    "that",
    "and",
    "it",
    "he",
    "Col.",
    "Dawn",
    "Front",
    "in",
    "a",
    "statement",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40))
@example([",", "according", ",", "police"])
def test_any_text_gives_speakers_within_it(words):
    text = " ".join(words)
    for line, speakers in read(text):
        n = len(tokenise(line, 0, len(line)))
        for s in speakers:
            assert 0 <= s.first <= s.last <= n and 0 <= s.covers[0] <= s.covers[1] <= n


@given(st.text(max_size=200))
def test_quotations_never_overlap(text):
    starts, ends = quotations(text)
    assert all(a <= b for a, b in zip(starts, ends, strict=True))
    assert all(b <= a for b, a in zip(ends, starts[1:], strict=False))


@pytest.mark.parametrize(
    "unit", ["the mayor , who said that ", "“ said , ", "it said and ", "according to the army , ", "the the the "]
)
def test_time_grows_with_length_and_no_faster(unit):
    def seconds(times: int) -> float:
        text = unit * times
        tokens = tokenise(text, 0, len(text))
        began = time.process_time()
        find_speakers(tokens, text)
        return time.process_time() - began

    seconds(100)
    small, large = min(seconds(1_000) for _ in range(3)), min(seconds(8_000) for _ in range(2))
    assert large < 30 * max(small, 0.02)  # 8 times the words; a square would be 64


# a report, the number asked about, the kind of claimant of its claim
TOLD = [
    # the speaker of one sentence goes on in the next
    ("Four miners died at the Karo pit, said Ada Mun, the mayor. Two women were also wounded.", 2, "government"),
    ("The police chief, Ada Mun, said three farmers were killed. The other nine were wounded.", 9, "security_forces"),
    ("Police said nine people were killed. Meanwhile, gunmen abducted two women.", 2, "unattributed"),
    ("Police said nine people were killed. In March, gunmen killed six people there.", 6, "unattributed"),
    ("Police said nine people were killed.\n\nGunmen abducted two women.", 2, "unattributed"),
    ("Police said nine people were killed. The attack came after raids that killed six people.", 6, "unattributed"),
    ("A shepherd hid in the reeds. He saw about 60 gunmen, he says, and watched them lead away nine boys.", 9, "witness"),
    # whom "it", "its director", "its spokesman" mean
    ("Gunmen burned a clinic in the Oru valley on Monday, killing seven patients, its director said.", 7, "medical"),
    ("Rebels of the Dawn Front overran a post near Tarn and killed 12 soldiers, said its spokesman.", 12, "armed_group"),
    ("The army bombed the ridge on Friday in raids in which it said 25 rebels were killed.", 25, "security_forces"),
    # records and lists that speak
    ("The morgue register stands at 37 dead.", 37, "medical"),
    ("The count kept by the fishermen's association has reached 31 dead.", 31, "other"),
    ("The baker, Luc Ombe, keeps a notebook with the names of 23 dead.", 23, "witness"),
    ("A video verified by the Tarn Observatory, a research group, showed 13 bodies.", 13, "analyst"),
    ("From the register of the district hospital, Oru\n\nMonday. Two soldiers were brought in dead.", 2, "medical"),
    # quoted by others, before a colon, at the end
    ("The radio quoted the mayor, Ivo Bel, as saying that 15 people had been killed.", 15, "government"),
    ("Nineteen people were killed, the agency quoted a doctor as saying.", 19, "medical"),
    ("The Ministry rejects the account published by the Rosa Column, according to which 14 soldiers fell.", 14, "armed_group"),
    ("Governor: 14 dead in market blast", 14, "government"),
    ("Some 4,000 people died in the war, a truth commission found.", 4000, "other"),
    ("Nine people died, the drivers' union said in a post that listed their names.", 9, "other"),
    # names and nouns that are no verbs of speech, and names that are armed groups
    ("On Monday, police said they had arrested 11 Sarim suspects before dawn.", 11, "security_forces"),
    ("The ferry burned, taking the confirmed dead to 19, the provincial relief ministry said.", 19, "government"),
    ("Jaysh al-Tell, which rules the salt flats, said it had killed nine soldiers.", 9, "armed_group"),
    ("Six guerrillas were killed in the hills, the First Division said.", 6, "security_forces"),
    ("Ana Bel, 41, who had hidden under a cart, said she counted 16 bodies.", 16, "witness"),
    # mouths brought in by their figures
    ("Four miners killed and nine injured: these are the figures which a police statement has given.", 9, "security_forces"),
    ("Three drivers lay dead and six had been wounded; those are the figures of the police chief.", 3, "security_forces"),
    ("Gunmen shot dead seven herders at Oru on Monday. That figure is the interior ministry's.", 7, "government"),
    ("Nineteen people were killed by gunfire at Oru. The number comes from the district hospital.", 19, "medical"),
    ("Two women killed and six injured by a bomb: a surgeon wrote those numbers on a card for us.", 6, "medical"),
    ("Five people were killed: a nurse and the relief group's monitors agree on this.", 5, "medical"),
    ("A nurse and Inspector Garo Bel are at one: six workers dead.", 6, "medical"),
    ("At Oru 14 people died, and that is the army's own figure.", 14, "security_forces"),
    ("Eleven dead, as the hospital has it, and forty wounded.", 11, "medical"),
    ("The toll, as given by the governor's office, is nine dead and twelve wounded.", 12, "government"),
    ("A doctor at the district hospital has four wounded in his care after the shooting.", 4, "medical"),
    ("Dr Bel of the mission hospital had 22 soldiers' bodies in his mortuary.", 22, "medical"),
    ("The interior ministry gives nine dead.", 9, "government"),
    ("For the losses we rely on a nurse at Oru. Three men were killed, she reported.", 3, "medical"),
    ("If the mayor is right, nine men were killed at Oru.", 9, "government"),
    ("Local police: 12 traders killed at the market.", 12, "security_forces"),
    ("LAKE SECTOR: Army spokesman on 3 July: 9 militiamen killed in a patrol contact on the island.", 9, "security_forces"),
    ("The claim of the Dawn Front that 40 soldiers were killed at Oru is a fabrication, the mayor said.", 40, "armed_group"),
    ("The elders are certain that nine men were killed at Oru.", 9, "witness"),
    ("Police arrested two youths, and the march went on (organisers say 25 people were hurt).", 25, "other"),
    ("Nine men were shot dead at the mill (source: district police).", 9, "security_forces"),
    ("A leaflet signed by the Dawn Front gives its own losses as nine killed.", 9, "armed_group"),
    ("Hospital records seen by this newspaper list nine dead.", 9, "medical"),
    # verbs and manners of saying
    ("Nine men were shot dead at the mill, doctors and village elders said.", 9, "medical"),
    ("Elders in the valley say nine men were shot dead at the mill.", 9, "witness"),
    ("Nine men were shot dead at the mill, per Sgt. Ivo Bel of the county sheriff's office.", 9, "security_forces"),
    ("Two nurses, interviewed separately, each counted nine bodies.", 9, "medical"),
    ("Rebels killed nine soldiers at Oru, their radio announced.", 9, "armed_group"),
    ("By noon governor Ana Bel could say that 29 people had been killed in Oru.", 29, "government"),
    ("There were shots, the Oru police control room has established, and five herders died.", 5, "security_forces"),
    ("Two people were killed at Oru, residents agree.", 2, "witness"),
    ("Ten men were arrested at Oru, Inspector Garo Lis said once the lamps were lit.", 10, "security_forces"),
    ("In police commander Rui Mat's telling, nine men were killed at Oru.", 9, "security_forces"),
    ("By the reckoning of the village elders nine men died at Oru.", 9, "witness"),
    ("Sixteen years later a group of jurists counted 12 dead at Oru.", 12, "other"),
    ("The army's bulletin that evening admitted to 70 dead at Oru.", 70, "security_forces"),
    ("The council's clerk, for his part, spoke of 15 dead.", 15, "government"),
    ("09:31 The ambulance service says six men were killed.", 6, "medical"),
    ("11:20 Mayor Ivo Bel, on local radio: “Four people were killed.”", 4, "government"),
    # what kind of source it is
    ("Fighter jets killed nine men at Oru, the military's press office said.", 9, "security_forces"),
    ("The town's police chief confirmed it. It was quiet.\n\nTwelve people were injured, the chief said.", 12, "security_forces"),
    ("Police fired back. Four were injured, said a senior officer who asked for anonymity.", 4, "security_forces"),
    ("Nine people were killed in Oru, said a caller who presented himself as a voice of the Dawn Front.", 9, "armed_group"),
    ("Ivo Bel, for the Dawn Front, said nine wardens were killed at Oru.", 9, "armed_group"),
    ("Neighboring Kazem, which keeps 1,500 troops in the province, said nine men were killed.", 9, "government"),
    ("A group that calls itself the Ninth Column said that 13 people had died at Oru.", 13, "armed_group"),
    ("Our clinic reopened on Monday. Six people were injured near Oru, by our monitors' count.", 6, "other"),
    ("ONE MAN CAPTURED BY THE ARMY STOP GOVERNOR TELLS ME ELEVEN KILLED STOP DOCTOR SAYS NINE HURT STOP", 11, "government"),
    ("Ana Bel, 36, a cook, was there. She spoke to us.\n\nHow many were there?\nSix.\n\nWhat did they do?\nThey killed nine men.", 9, "witness"),
    # what the reporter adds is nobody's
    ("A statement of the Dawn Front owns the attack, as it did the one on 22 October, where three men were killed.", 3, "unattributed"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "number", "kind"), TOLD)
def test_a_claim_has_the_mouth_that_tells_it(text, number, kind):
    reports = pd.DataFrame({"report_id": ["r"], "text": [text], "published": [pd.Timestamp("2024-05-10")]})
    claims = extract_claims(reports)
    assert claims.loc[claims["low"] == number, "claimant_type"].tolist() == [kind]


def test_a_sentence_without_a_full_stop_ends_a_speaker_too():
    text = "villagers claimed that two farmers died Separately rebels abducted four drivers from the road"
    tokens = tokenise(text, 0, len(text))
    (speaker,) = find_speakers(tokens, text)
    assert tokens.words[speaker.covers[1]] == "Separately"
