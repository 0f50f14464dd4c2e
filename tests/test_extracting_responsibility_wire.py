"""Who is said to have done it, in the ways in which wire reports say so."""

import pandas as pd
import pytest

from helpers.extracting import extract_responsibility

# a text, and for each row expected: stance, words in its actor, words in its `by`
SENTENCES = [
    (
        "The Somali extremist group al-Shabab asserted responsibility for the blast on its radio station.",
        [("claims", "Shabab", "Shabab")],
    ),
    (
        "An affiliate of the Islamic State group in Nigeria declared itself responsible for both raids.",
        [("claims", "affiliate", "affiliate")],
    ),
    (
        "The Pakistani Taliban swiftly claimed the bombing, saying it was revenge for army raids.",
        [("claims", "Taliban", "Taliban")],
    ),
    ("The Houthis, who hold the capital, took credit for the drone strike.", [("claims", "Houthis", "Houthis")]),
    ("Boko Haram owned the attack in a video released on Monday.", [("claims", "Boko Haram", "Boko Haram")]),
    (
        "A claim of responsibility for the ambush came from the Baluchistan Liberation Army.",
        [("claims", "Baluchistan", "Baluchistan")],
    ),
    (
        "Responsibility for the shooting was asserted by the Kamtapur Tigers, a little-known faction.",
        [("claims", "Kamtapur", "Kamtapur")],
    ),
    ("The Baluch Liberation Front said it was responsible for the derailment.", [("claims", "Baluch", "Baluch")]),
    ("The ELN later acknowledged that its men had fired on the helicopter.", [("claims", "ELN", "ELN")]),
    ("Al-Shabab said it was behind both explosions.", [("claims", "Shabab", "Shabab")]),
    (
        "In a statement on Telegram, the Islamic State group's Khorasan branch said one of its members had blown himself up in the mosque.",
        [("claims", "Khorasan", "Khorasan")],
    ),
    (
        "Jaish al-Adl, a Sunni militant group, posted a claim on its channel for the bombing of the guard post.",
        [("claims", "Jaish", "Jaish")],
    ),
    ("Claiming the attack on its radio, al-Shabab said 40 soldiers had been killed.", [("claims", "Shabab", "Shabab")]),
    ("The bombing was claimed in an online message by the Sons of Tarn.", [("claims", "Sons of Tarn", "Sons of Tarn")]),
    (
        "The Maoists left pamphlets at the spot in which they took responsibility for the killing.",
        [("claims", "Maoists", "")],
    ),
    ("The M23 confirmed that it had attacked the base.", [("claims", "M23", "M23")]),
    ("A Hezbollah statement said the group had fired 60 rockets at the barracks.", [("claims", "", "Hezbollah")]),
    ("The Oromo Liberation Army did not claim the killings.", []),
    ("There was no immediate claim of responsibility, but suspicion fell on the Pakistani Taliban.", []),
    (
        "No one took responsibility for the attack. The Islamic State group has claimed similar bombings in the past.",
        [],
    ),
    (
        "On Tuesday, however, the Islamic State group said its fighters had killed 13 soldiers at Tchabi.",
        [("claims", "Islamic State", "Islamic State")],
    ),
    (
        "The New People's Army said its guerrillas had “executed” the two for spying.",
        [("claims", "New People", "New People")],
    ),
    (
        "The Karen National Liberation Army announced that it had seized the camp on Sunday.",
        [("claims", "Karen", "Karen")],
    ),
    ("The Arakan Army said it captured the navy base after three weeks of fighting.", [("claims", "Arakan", "Arakan")]),
    (
        "A spokesman for the Baloch rebels said they killed six soldiers and lost one man.",
        [("claims", "Baloch", "spokesman")],
    ),
    ("The Tigrayan rebels said they had shot down a military plane.", [("claims", "Tigrayan", "Tigrayan")]),
    (
        "JNIM put out a video in which it said its men had destroyed two armored vehicles and captured seven soldiers.",
        [("claims", "JNIM", "")],
    ),
    ("The Kurdistan Workers' Party, or PKK, said its snipers shot three soldiers dead.", [("claims", "PKK", "PKK")]),
    (
        "Al-Shabab's military spokesman, Abdiasis Abu Musab, said: “We killed 27 soldiers and took their weapons.”",
        [("claims", "Shabab", "Abu Musab")],
    ),
    (
        "“Our fighters carried out the attack,” Taliban spokesman Zabihullah Mujahid told reporters by phone.",
        [("claims", "Taliban", "Mujahid")],
    ),
    ("The Taliban claimed to have killed 22 soldiers in the ambush.", [("claims", "Taliban", "Taliban")]),
    ("The rebels claimed they had overrun two army posts.", [("claims", "rebels", "rebels")]),
    (
        "The group said a suicide bomber it named as Abu Yahya had driven the truck into the gate. The Dawn Front has fought the army since 2012.",
        [],
    ),
    (
        "The Lord's Resistance Army attacked the post at night. A spokesman for the rebels said its men had slain nine soldiers.",
        [("claims", "", "spokesman")],
    ),
    (
        "The Dawn Front, in a message to reporters, said it had laid a mine on the road and fired on those who fled.",
        [("claims", "Dawn Front", "Dawn Front")],
    ),
    ("Hamas's armed wing said its fighters had blown up a tank.", [("claims", "Hamas", "Hamas")]),
    ("The Houthi rebels said they launched missiles at the airport and hit a radar.", [("claims", "Houthi", "Houthi")]),
    (
        "In the north, the Dawn Front announced that it had taken the town of Harun. Its fighters collected 37 bodies, it said.",
        [("claims", "Dawn Front", "Dawn Front")],
    ),
    (
        "The gang's leader, in a video, said his “soldiers” had taken the station. The Titanyen gang holds the road.",
        [("claims", "gang", "leader")],
    ),
    (
        "A video showed the leader of the Sierra Cartel boasting that his men had burned the patrol cars.",
        [("claims", "Cartel", "leader")],
    ),
    ("The cartel left a message saying it had killed the mayor for working with rivals.", [("claims", "cartel", "")]),
    ("The army said its troops killed 12 militants and lost two soldiers.", []),
    ("The military said it had overrun a rebel camp and seized weapons.", []),
    ("Police said they shot dead four gunmen.", []),
    ("Police said officers shot three robbers dead.", []),
    ("The coalition said its jets destroyed four rocket launchers.", []),
    ("Both blamed the Allied Democratic Forces.", []),
    (
        "A lawmaker, Ana Ruiz, and a priest, Ivo Bel, gave the same account. Both blamed the Dawn Front.",
        [("accused", "Dawn Front", "Both")],
    ),
    ("Residents and a lawmaker blamed Fulani herders for the killings.", [("accused", "Fulani", "Residents")]),
    ("Local officials laid the blame on the al-Shabab extremist group.", [("accused", "Shabab", "officials")]),
    ("The governor put the blame for the massacre on Boko Haram.", [("accused", "Boko Haram", "governor")]),
    ("The ministry blamed the ambush on “terrorists” of the Dawn Front.", [("accused", "Dawn Front", "ministry")]),
    ("The killings were blamed by residents on the army.", [("accused", "army", "residents")]),
    ("Authorities attributed the bombing to the Islamic State group.", [("accused", "Islamic State", "Authorities")]),
    ("Authorities suspect that the Dawn Front planted the bomb.", [("accused", "Dawn Front", "Authorities")]),
    ("Investigators believe the ELN was behind the car bomb.", [("accused", "ELN", "Investigators")]),
    ("Witnesses said the attackers wore army uniforms.", []),
    ("Survivors said the gunmen were members of the Gudaji militia.", [("accused", "Gudaji", "Survivors")]),
    (
        "Col. Amos Rukundo said the attackers were fighters of the Allied Democratic Forces.",
        [("accused", "Allied Democratic", "Rukundo")],
    ),
    ("The mayor said the raiders came from the CODECO militia.", [("accused", "CODECO", "mayor")]),
    ("The gunmen were from the Dawn Front, said the mayor.", [("accused", "Dawn Front", "mayor")]),
    ("Villagers said men of the Dawn Front had taken the boys.", [("accused", "Dawn Front", "Villagers")]),
    (
        "The Red Vanguard accused the Dawn Front of shooting at its column and killing four men.",
        [("accused", "Dawn Front", "Vanguard")],
    ),
    (
        "The Sudanese army accused the paramilitary Rapid Support Forces of shelling the market.",
        [("accused", "Rapid Support", "army")],
    ),
    ("A human rights monitor faulted government troops for the deaths.", [("accused", "troops", "monitor")]),
    ("The rebels pointed the finger at the air force.", [("accused", "air force", "rebels")]),
    ("Police Chief Ivo Bel named the Dawn Front as the likely culprit.", [("accused", "Dawn Front", "Bel")]),
    ("The opposition holds the presidential guard responsible for the deaths.", [("accused", "guard", "opposition")]),
    ("The two sides traded blame for the blast.", []),
    (
        "The army and the Dawn Front accused each other of firing first.",
        [("accused", "army", "Dawn Front"), ("accused", "Dawn Front", "army")],
    ),
    (
        "The army and the Dawn Front each blamed the other for the shelling.",
        [("accused", "army", "Dawn Front"), ("accused", "Dawn Front", "army")],
    ),
    ("Police said it was too early to blame any group.", []),
    ("Police said they did not know who was behind the attack.", []),
    ("Officials said no group had been linked to the killings.", []),
    ("The minister urged residents not to blame the Dawn Front.", []),
    ("Capt. Ilunga said CODECO, an ethnic Lendu militia, was behind the shooting.", [("accused", "CODECO", "Ilunga")]),
    (
        "The mayor said the FDLR, a Rwandan Hutu rebel group active in the park, carried out the ambush.",
        [("accused", "FDLR", "mayor")],
    ),
    (
        "A doctor said the Rapid Support Forces, the paramilitary group at war with the army since 2023, had shelled the ward.",
        [("accused", "Rapid Support", "doctor")],
    ),
    (
        "The army said the Dawn Front, which broke off talks in May, was responsible for the ambush.",
        [("accused", "Dawn Front", "army")],
    ),
    ("Residents said the M23, backed by Rwanda, had fired the shells.", [("accused", "M23", "Residents")]),
    (
        "The army spokesman, Lt. Ivo Bel, blamed the Mai-Mai Yakutumba, a local militia.",
        [("accused", "Yakutumba", "Bel")],
    ),
    (
        "The attack on Thursday night was mounted by upwards of 100 men of the Titanyen gang, Ivo Bel, a police spokesman, told reporters.",
        [("accused", "Titanyen", "Bel")],
    ),
    ("The raid was carried out by the Islamic State group, the army said.", [("accused", "Islamic State", "army")]),
    (
        "The ambush was staged by gunmen from the Dawn Front, the governor said.",
        [("accused", "Dawn Front", "governor")],
    ),
    ("The mine had been laid by the Dawn Front, army engineers said.", [("accused", "Dawn Front", "army")]),
    ("The Arakan Army said the mine was an old one laid by soldiers.", [("accused", "soldiers", "Arakan")]),
    (
        "The village was burned by members of the Dozo militia, according to a local chief.",
        [("accused", "Dozo", "chief")],
    ),
    ("Four farmers were shot dead by soldiers, residents said.", [("accused", "soldiers", "residents")]),
    (
        "The killings were the work of the Dawn Front, said the police commissioner.",
        [("accused", "Dawn Front", "commissioner")],
    ),
    ("The rocket was fired by the Houthis, the coalition said.", [("accused", "Houthis", "coalition")]),
    ("A rights group said the six had been executed by the army.", [("accused", "army", "rights group")]),
    (
        "The governor said the killings were committed by herders from the Fulani community.",
        [("accused", "Fulani", "governor")],
    ),
    ("Three gunmen were killed by troops, the army said.", []),
    (
        "The general staff insisted that no civilian had been hit. Elders accused the air force of bombing a well.",
        [("denies", "staff", "staff"), ("accused", "air force", "Elders")],
    ),
    (
        "Elders accused the air force of bombing a well. The army maintained that only militants were killed.",
        [("accused", "air force", "Elders")],
    ),
    ("A U.S. military spokesman said no American aircraft were involved.", [("denies", "U.S.", "U.S.")]),
    (
        "A spokesman for the coalition said none of its planes had flown over the town that day.",
        [("denies", "coalition", "spokesman")],
    ),
    ("Turkey's Defense Ministry said its forces had not shelled the town.", [("denies", "Turkey", "Ministry")]),
    ("The Defense Ministry in Moscow denied that its planes had bombed the hospital.", [("denies", "", "Ministry")]),
    ("Israel's military said it had not fired at the convoy.", [("denies", "Israel", "military")]),
    ("The Dawn Front said it was not involved in the kidnapping.", [("denies", "Dawn Front", "Dawn Front")]),
    ("The Taliban denied involvement and condemned the bombing.", [("denies", "Taliban", "Taliban")]),
    (
        "The rebels denied any role in the killings and blamed the army.",
        [("denies", "rebels", "rebels"), ("accused", "army", "rebels")],
    ),
    (
        "Investigators suspect the BIFF, which denied planting the bomb.",
        [("accused", "BIFF", "Investigators"), ("denies", "BIFF", "BIFF")],
    ),
    ("The army has repeatedly denied targeting civilians.", [("denies", "army", "army")]),
    ("The military denied that a monastery was struck.", [("denies", "military", "military")]),
    (
        "The gang's leader said his men had taken the jail. He denied that anyone had been burned in a cell. The Titanyen gang holds the road.",
        [("claims", "gang", "leader"), ("denies", "", "")],
    ),
    (
        "Officials blamed CODECO; a man presenting himself as its spokesman denied that.",
        [("accused", "CODECO", "Officials"), ("denies", "CODECO", "man")],
    ),
    (
        "The Dawn Front said it does not attack schools and had nothing to do with the fire.",
        [("denies", "Dawn Front", "Dawn Front")],
    ),
    (
        "An army spokesman dismissed the accusation as enemy propaganda. Villagers accused soldiers of the killings.",
        [("accused", "soldiers", "Villagers"), ("denies", "army", "army")],
    ),
    (
        "Villagers accused soldiers of killing nine farmers. The army called the accusations baseless.",
        [("accused", "soldiers", "Villagers"), ("denies", "army", "army")],
    ),
    ("The military junta said its troops had not entered the village.", [("denies", "", "junta")]),
    ("The police said officers had fired only tear gas and no live rounds.", [("denies", "police", "police")]),
    (
        "The Rapid Support Forces denied responsibility for the shelling.",
        [("denies", "Rapid Support", "Rapid Support")],
    ),
    ("Rwanda denies backing the M23.", [("denies", "Rwanda", "Rwanda")]),
    (
        "The government accused Eritrea of arming the militia. Eritrea denied it.",
        [("accused", "Eritrea", "government"), ("denies", "Eritrea", "Eritrea")],
    ),
    ("The army said it never fired at the mosque.", [("denies", "army", "army")]),
    ("The army declined to comment.", []),
    ("The governor denied that aid had been held up.", []),
    ("The army did not deny that it had fired.", []),
    ("The ministry said no soldiers had been killed.", []),
    ("The ministry said that no civilians were hurt in the quake.", []),
    ("The hospital said no patients had been hurt.", []),
    (
        "Four traders were killed, residents said, some blaming the military and others the Arakan Army.",
        [("accused", "military", "residents"), ("accused", "Arakan", "residents")],
    ),
    (
        "Some residents blamed the army, others the Dawn Front.",
        [("accused", "army", "residents"), ("accused", "Dawn Front", "residents")],
    ),
    (
        "The government blamed the rebels, and the rebels the government.",
        [("accused", "rebels", "government"), ("accused", "government", "rebels")],
    ),
    ("Police blamed the Dawn Front and the Red Vanguard for the bombs.", [("accused", "Dawn Front", "Police")]),
    (
        "The army blamed the rebels for the shelling; the rebels blamed the army.",
        [("accused", "rebels", "army"), ("accused", "army", "rebels")],
    ),
    (
        "The Dawn Front, which police say was behind the blast, has not commented.",
        [("accused", "Dawn Front", "police")],
    ),
    (
        "Col. Ivo Bel, whom prosecutors accuse of ordering the killings, was arrested.",
        [("accused", "Bel", "prosecutors")],
    ),
    (
        "The Gudaji militia, accused by the U.N. of burning six villages, has not commented.",
        [("accused", "Gudaji", "U.N.")],
    ),
    ("The bomb, which the army said was planted by the Dawn Front, killed two.", [("accused", "Dawn Front", "army")]),
    (
        "A purported spokesman for the rebels, reached by phone, said they had struck the convoy.",
        [("claims", "rebels", "spokesman")],
    ),
    ("A rebel commander who uses the name Tiger said his fighters killed 15 soldiers.", [("claims", "", "commander")]),
    (
        "Mohammad Khurasani, a spokesman for the Pakistani Taliban, said the group had carried out the bombing.",
        [("claims", "", "Khurasani")],
    ),
    (
        "Iranian state television blamed Jaish al-Adl. The group claimed the attack online.",
        [("accused", "Jaish", "television"), ("claims", "Jaish", "group")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_each_sentence_gives_its_rows_and_no_others(text, expected):
    rows = extract_responsibility(pd.DataFrame({"report_id": ["r"], "text": [text]})).to_dict("records")
    for stance, actor, by in expected:
        row = next(r for r in rows if r["stance"] == stance and actor in r["actor"] and by in str(r["by"]))
        rows.remove(row)
        assert row["quote"] == text[row["start"] : row["end"]]
    assert rows == []
