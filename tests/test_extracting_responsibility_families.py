"""Who claims, denies and is accused, by families of sentences: each gives its rows and no others."""

import pandas as pd
import pytest

from helpers.extracting import extract_responsibility

FAMILIES = [
    (
        "Villagers said an army helicopter had strafed the market at Lorpen, killing four women.",
        [("accused", "army")],
    ),
    (
        "A hospital director said the three brothers were killed by artillery fire from government positions.",
        [("accused", "government")],
    ),
    (
        "Survivors said that two air force planes bombed the ferry on Sunday.",
        [("accused", "air force")],
    ),
    (
        "The army said the children had died in guerrilla mortar fire.",
        [("accused", "guerrilla")],
    ),
    (
        "The military said the couple had been hit by rebel shells.",
        [("accused", "rebel")],
    ),
    (
        "The mayor said a navy gunboat had shelled the fishing village of Porto Belo.",
        [("accused", "navy")],
    ),
    (
        "Relatives said the girl was struck by a bullet fired by a soldier at the gate.",
        [("accused", "a soldier")],
    ),
    (
        "Opposition activists said army tanks had opened fire on the bread line in Hasira.",
        [("accused", "army")],
    ),
    (
        "The ministry said the bus had been caught in crossfire.",
        [],
    ),
    (
        "Aid workers said two jets bombed the camp at noon.",
        [],
    ),
    (
        "Residents said shelling hit the market and killed three vendors.",
        [],
    ),
    (
        "A medic said a drone had struck the ambulance. The Air Force did not comment.",
        [],
    ),
    (
        "The governor blamed the Sons of Tarn, who often ambush convoys on that road.",
        [("accused", "the Sons of Tarn")],
    ),
    (
        "Officials blamed the rebels, who have fought on the plateau for nine years.",
        [("accused", "the rebels")],
    ),
    (
        "A magistrate, R. Hazari, said six workers were shot at a kiln. She accused the Boru Tigers, which had told settlers to go.",
        [("accused", "the Boru Tigers")],
    ),
    (
        "The mayor attributed the shootings to a feud between the Northern Cartel and a local gang.",
        [("accused", "the Northern Cartel")],
    ),
    (
        "Lawmakers suspected the hand of the Ostravian intelligence service in the blast.",
        [("accused", "the Ostravian intelligence service")],
    ),
    (
        "A teachers' union blamed a death squad linked to the National Guard for the murder.",
        [("accused", "a death squad linked to the National Guard")],
    ),
    (
        "The bishop pointed to the paramilitaries of the Black Eagles.",
        [("accused", "the paramilitaries of the Black Eagles")],
    ),
    (
        "The mayor blamed bad weather for the crash, in which nine people died.",
        [],
    ),
    (
        "Lt. Col. Sara Min, an army spokeswoman, denied that any villager had been shot.",
        [("denies", "army")],
    ),
    (
        "A spokesman for the gang known as the Five Roses, Wilner Dorce, denied that his men had been in Bellanse.",
        [("denies", "the Five Roses")],
    ),
    (
        "The commander of the brigade denied that there had been a massacre.",
        [("denies", "the brigade")],
    ),
    (
        "Villagers accused the army of standing by while the houses burned. The Defense Ministry denied that its troops had received any call.",
        [("accused", "the army"), ("denies", "the army")],
    ),
    (
        "The party accused border guards of drowning two smugglers. The army rejected the accusation.",
        [("accused", "border guards"), ("denies", "The army")],
    ),
    (
        "His son Ravi was killed in 2006; the family accused the Tarun group, and the group denied it.",
        [("accused", "the Tarun group"), ("denies", "the Tarun group")],
    ),
    (
        "The commission said the 12 had been bound and executed by troops. The army rejected the report's findings.",
        [("accused", "troops"), ("denies", "The army")],
    ),
    (
        "Residents said army shells killed nine people in the bazaar. The army said it had fired only at militant hide-outs.",
        [("accused", "army"), ("denies", "The army")],
    ),
    (
        "The general staff categorically denies having bombed the fishing village of Litor.",
        [("denies", "The general staff")],
    ),
    (
        "He denied an army claim that 20 guerrillas had been killed.",
        [],
    ),
    (
        "The rebels denied an army statement that their base had been captured.",
        [],
    ),
    (
        "The governor said he was convinced that the Red Hand was behind the killings.",
        [("accused", "the Red Hand")],
    ),
    (
        "Nobody claimed the bombing, but the army said it bore the hallmarks of the Red Hand.",
        [("accused", "the Red Hand")],
    ),
    (
        "The Free Peasants, a guerrilla group, said they ambushed a convoy near Kanbal on Sunday, killing 18 soldiers.",
        [("claims", "The Free Peasants")],
    ),
    (
        "Resistance fighters said they attacked the post at Mong Ton and killed nine soldiers.",
        [("claims", "Resistance fighters")],
    ),
    (
        "The Karu Defense Force said its fighters shot down a helicopter on Tuesday.",
        [("claims", "The Karu Defense Force")],
    ),
    (
        'The Loyal Volunteers said they had "executed" two informers.',
        [("claims", "The Loyal Volunteers")],
    ),
    (
        'The Orange Brigade said that it had "executed" I.R.F. members.',
        [("claims", "The Orange Brigade")],
    ),
    (
        "A man claiming to speak for Al-Nasirin called a news agency to say that its men had done it.",
        [("claims", "Al-Nasirin called a news agency")],
    ),
    (
        "A caller saying he spoke for the People's Fist telephoned a radio station to say the bombing was revenge for the death of its leader.",
        [("claims", "the People's Fist telephoned a radio station")],
    ),
    (
        "A man who identified himself as a spokesman for the People's Guerrilla League called reporters to say the attack was retaliation for an army raid.",
        [("claims", "the People's Guerrilla League")],
    ),
    (
        "The blasts were claimed by a little-known group calling itself the Eastern Shield.",
        [("claims", "the Eastern Shield")],
    ),
    (
        "The attack was claimed by a previously unknown group that called itself the Lions of Sarabad.",
        [("claims", "the Lions of Sarabad")],
    ),
    (
        "Radio Libertad claimed the attack for the FPL the next day.",
        [("claims", "the FPL")],
    ),
    (
        "A message sent to a newspaper claimed the killing in the name of the Red Hand.",
        [("claims", "the Red Hand")],
    ),
    (
        "A banner signed by the Rio Seco cartel boasted of the killings.",
        [("claims", "the Rio Seco cartel")],
    ),
    (
        "The Dawn Front posted a video of the ambush and said it was revenge for a drone strike.",
        [("claims", "The Dawn Front")],
    ),
    (
        "The National Army, a rebel group, said it had lost five men.",
        [],
    ),
    (
        "A member of the local defense force said people were pulling the wounded from the rubble when planes returned.",
        [],
    ),
    (
        "The Red Hand said police had killed three of its members in custody.",
        [("accused", "police")],
    ),
    (
        "The rebels said six of their fighters were killed.",
        [],
    ),
    (
        "Leftist guerrillas ambushed an army patrol in the southern hills, killing nine soldiers, the military said Tuesday.",
        [],
    ),
    (
        "Maoist rebels blew up a police truck in eastern Jharland on Monday, killing 12 constables, officials said.",
        [],
    ),
    (
        "Right-wing paramilitaries pulled 11 farmers from their homes and shot them, authorities said Monday.",
        [],
    ),
    (
        "Ostravian marines stormed a hide-out of the Abu Nasir group on Friday, killing 14 militants, the military said.",
        [],
    ),
    (
        "Boko Haram fighters burned three villages near Lake Tor overnight, residents said.",
        [],
    ),
    (
        "Government forces shot dead six protesters in Adama on Sunday, according to a human rights group.",
        [("accused", "Government forces")],
    ),
    (
        "Soldiers burned 40 houses in the village and beat its headman, residents said.",
        [("accused", "Soldiers")],
    ),
    (
        "Police arrested five men at a farm on Wednesday, one of whom, according to prosecutors, had trained the bombers.",
        [],
    ),
    (
        "Police said Maoist rebels had set fire to three buses.",
        [("accused", "Maoist rebels")],
    ),
    (
        "The rebels overran the town of Kitambo on Tuesday, aid workers said.",
        [],
    ),
    (
        "Shells fell on the market at Sitta, killing three. The army and the rebels blamed each other.",
        [("accused", "The army"), ("accused", "the rebels")],
    ),
    (
        "The truce between the government and the Kuran rebels broke down on Sunday, each side accusing the other of firing first.",
        [("accused", "government"), ("accused", "Kuran")],
    ),
    (
        "A congressman, Julio Rey, charged that soldiers from the base at Castro had executed four students.",
        [("accused", "soldiers from the base at Castro")],
    ),
    (
        "A deputy, Ana Mori, alleged that policemen had drowned the two boys.",
        [("accused", "policemen")],
    ),
    (
        "The mayor said that the Red Hand had sought to wipe out a rival gang, the Blue Hand.",
        [("accused", "the Red Hand")],
    ),
    (
        "The prosecutor charged the captain with murder.",
        [("accused", "the captain")],
    ),
    (
        "Four men whom the police believe to be members of the Red Hand seized a trader from her shop.",
        [("accused", "the Red")],
    ),
    (
        "The army said the gunmen belonged to the Sons of Tarn.",
        [("accused", "the Sons of Tarn")],
    ),
    (
        "Police said they believed the bombers were members of the Dawn Front.",
        [("accused", "the Dawn Front")],
    ),
    (
        "Police suspect the Dawn Front, a separatist group.",
        [("accused", "the Dawn Front")],
    ),
    (
        "The attackers are believed by police to be from the Dawn Front.",
        [("accused", "the Dawn Front")],
    ),
    (
        "He said it was the Tigers who killed his father.",
        [("accused", "the Tigers")],
    ),
    (
        "No group has claimed the bombing, and the police have named no suspects.",
        [],
    ),
    (
        "The union called a strike to protest the killings, which it said shamed the nation.",
        [],
    ),
    (
        "Gunmen in two jeeps fired on the wedding. Survivors said the men wore army uniforms; the army said deserters were responsible.",
        [("accused", "deserters")],
    ),
    (
        "Kurdish guerrillas denied planting the bomb and accused a village militia armed by the state.",
        [("denies", "Kurdish guerrillas"), ("accused", "a village militia armed")],
    ),
    (
        "Al Shabab, which is linked to Al Qaeda, said on its radio station that its fighters carried out the assault on the hotel.",
        [("claims", "Al Shabab")],
    ),
    (
        "The government in Asmara denied a report by the United Nations that its soldiers had massacred civilians at Axum.",
        [("denies", "The government in Asmara"), ("accused", "The government in Asmara")],
    ),
    (
        "No one took responsibility for the explosion, but suspicion fell on the Liberation Tigers.",
        [],
    ),
    (
        "The Tamil Tigers were blamed by the government for the bombing. The rebels have not commented.",
        [("accused", "The Tamil Tigers")],
    ),
    (
        "A spokesman for the Oromo Liberation Army, Odaa Tarbii, rejected the allegation and said government militias had staged the massacre.",
        [("denies", "the Oromo Liberation Army"), ("accused", "government militias")],
    ),
    (
        "The bishop of Gulu said the Lord's Resistance Army had abducted 60 children from the school.",
        [("accused", "the Lord's Resistance Army")],
    ),
    (
        "A tribunal in The Hague found the general guilty of ordering the shelling of the market.",
        [("accused", "the general")],
    ),
    (
        "A military court sentenced Sgt. Paul Kimani to life in prison for the murder of three fishermen.",
        [("accused", "Sgt. Paul Kimani")],
    ),
    (
        "Iraqi officials and residents accused American troops of killing six members of a family. An American military spokesman, Lt. Col. Barry Johnson, said the soldiers had come under fire and had shot two insurgents.",
        [("accused", "American troops")],
    ),
    (
        "The rebels admitted that one of their units had fired on the bus by mistake.",
        [("claims", "The rebels")],
    ),
    (
        "The militants, he said, burned the church and shot the priest.",
        [],
    ),
    (
        "Islamic Jihad and the Aksa Martyrs Brigades jointly claimed the attack.",
        [("claims", "Islamic Jihad and the Aksa Martyrs Brigades")],
    ),
    (
        "The Nicaraguan government charged that rebels based in Honduras had mortared the village, a charge that the rebels denied.",
        [("accused", "rebels based in Honduras"), ("denies", "the rebels")],
    ),
    (
        "The Kremlin said Ukraine was behind the car bomb. Kyiv denied any involvement.",
        [("accused", "Ukraine"), ("denies", "Ukraine")],
    ),
    (
        "The men said they were from the Islamic State, survivors recalled.",
        [],
    ),
    (
        "The army has often been accused of abuses in the region.",
        [],
    ),
    (
        "The minister accused the opposition of corruption.",
        [],
    ),
    (
        "Mr. Sharon blamed Yasir Arafat, the Palestinian leader, for the attack, which was claimed by Hamas.",
        [("accused", "Yasir Arafat, the Palestinian leader"), ("claims", "Hamas")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), FAMILIES)
def test_a_report_gives_these_actors_and_no_others(text, expected):
    found = extract_responsibility(pd.DataFrame({"report_id": ["r"], "text": [text]}))
    assert sorted(zip(found["stance"], found["actor"], strict=True)) == sorted(expected)


def test_an_answer_to_no_charge_denies_nothing():
    text = "The air force said its planes had struck only rebel positions."
    assert extract_responsibility(pd.DataFrame({"report_id": ["r"], "text": [text]})).empty


def test_two_fronts_of_other_names_are_two_actors():
    text = (
        "The police blamed the National Democratic Front of Tarun for the blast. "
        "The magistrate accused the Karu Liberation Front of the shootings."
    )
    found = extract_responsibility(pd.DataFrame({"report_id": ["r"], "text": [text]}))
    assert list(found["actor"]) == ["the National Democratic Front of Tarun", "the Karu Liberation Front"]
