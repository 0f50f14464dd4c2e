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
    (
        "Two rival factions, the Red Vanguard and the Dawn Front, both claimed the raid.",
        [("claims", "Vanguard", "Vanguard")],
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
    ("They had been seized by al-Shabab, their relatives said.", [("accused", "Shabab", "relatives")]),
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
    (
        "Residents blamed an airstrike by the army. The army said it had carried out no strikes in the area.",
        [("accused", "army", "Residents"), ("denies", "army", "army")],
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
        "The vigilante movement, which the U.N. says has killed at least 160 people, sprang up in the same streets.",
        [("accused", "vigilante", "U.N.")],
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
    ("The governor of Borno state attributed Sunday's attack to Boko Haram.", [("accused", "Boko Haram", "governor")]),
    (
        "In a statement released by its media arm, the Islamic State West Africa Province said it had ambushed the convoy and killed 20 soldiers.",
        [("claims", "Islamic State", "")],
    ),
    (
        "The Nigerian army said its air strikes had hit only militants and that reports of civilian deaths were false.",
        [("denies", "", "army")],
    ),
    (
        "Amnesty International said the military had bombed the village. The air force said it was investigating.",
        [("accused", "military", "Amnesty")],
    ),
    (
        "The governor's office said Kurdish militants of the PKK had killed two policemen in Diyarbakir.",
        [("accused", "PKK", "governor")],
    ),
    (
        "A splinter group, the Kurdistan Freedom Hawks, said it had planted the bomb.",
        [("claims", "Kurdistan Freedom", "")],
    ),
    (
        "The Turkish military rejected claims by Kurdish activists that its jets had struck a clinic.",
        [("denies", "", "military"), ("accused", "", "activists")],
    ),
    (
        "The Syrian Observatory for Human Rights, a British-based monitor, said government helicopters had dropped barrel bombs on the market.",
        [("accused", "government helicopters", "Observatory")],
    ),
    (
        "Houthi rebels fired a missile that killed three workers, the Saudi-led coalition said.",
        [("accused", "Houthi", "coalition")],
    ),
    (
        "The coalition said it would look into the report but insisted it had not bombed the school bus.",
        [("denies", "coalition", "coalition")],
    ),
    ("Yahya Saree, the rebels' military spokesman, said drones had been sent against the refinery.", []),
    (
        "The Israeli military denied striking the convoy and said a rocket launched by Islamic Jihad had fallen short.",
        [("denies", "Israeli", "military"), ("accused", "Islamic Jihad", "military")],
    ),
    ("Islamic Jihad called the Israeli version a lie.", []),
    ("Ukraine's air force said Russia had launched 40 drones at the port.", [("accused", "Russia", "air force")]),
    (
        "The regional governor, Oleh Synko, said Russian forces shelled the bus station at noon, killing six.",
        [("accused", "Russian", "Synko")],
    ),
    (
        "Moscow-installed officials in Donetsk accused Ukrainian troops of hitting a market with rockets. Kyiv said it had nothing to do with the strike.",
        [("accused", "Ukrainian", "officials"), ("denies", "", "Kyiv")],
    ),
    (
        "Mexican prosecutors said gunmen from the Jalisco New Generation Cartel opened fire on the patrol.",
        [("accused", "Jalisco", "prosecutors")],
    ),
    ("A handwritten sign left with the bodies was signed by the Sinaloa Cartel, the prosecutor said.", []),
    (
        "A banner hung from a bridge and signed by La Linea said the group had killed the four for robbing migrants.",
        [("claims", "", "")],
    ),
    (
        "Prosecutor Carlos Meza said the Zetas were responsible for the shooting at the bar.",
        [("accused", "Zetas", "Meza")],
    ),
    (
        "Gang leader Jimmy Cherizier, known as Barbecue, said his men had not taken part in the kidnapping.",
        [("denies", "", "Cherizier")],
    ),
    (
        "Haiti's National Human Rights Defense Network said 13 people were massacred by the Kokorat San Ras gang.",
        [("accused", "Kokorat", "Network")],
    ),
    (
        "The police chief of Kandahar put the blast down to the Taliban, who denied any part in it.",
        [("accused", "Taliban", "chief"), ("denies", "Taliban", "Taliban")],
    ),
    (
        "Zabihullah Mujahid, the Taliban's spokesman, said their fighters had stormed the base and that 40 soldiers were dead.",
        [("claims", "Taliban", "Mujahid")],
    ),
    (
        "No group claimed the bombing at the mosque, but the Islamic State group's local branch has targeted Shiites before.",
        [],
    ),
    (
        "The Islamic State affiliate said in a communique that a “martyr” had set off his vest among the worshippers.",
        [],
    ),
    (
        "In Quetta, the Baluchistan Liberation Army told a local newspaper it had bombed the gas pipeline.",
        [("claims", "Baluchistan", "Baluchistan")],
    ),
    (
        "Islamabad accuses Kabul of harboring the Pakistani Taliban, a charge Kabul rejects.",
        [("accused", "Kabul", "Islamabad"), ("denies", "Kabul", "Kabul")],
    ),
    (
        "Police in Chhattisgarh said Maoist rebels triggered the mine under the truck, killing eight troopers.",
        [("accused", "Maoist", "Police")],
    ),
    ("Suspected Maoists dragged three villagers from their homes and slit their throats, police said.", []),
    ("The Tamil Tigers denied they were behind the bus bombing.", [("denies", "Tamil Tigers", "Tamil Tigers")]),
    (
        "The military blamed the Tamil Tigers for the bus bombing; the rebels made no comment.",
        [("accused", "Tamil", "military")],
    ),
    (
        "Al-Shabab's Andalus radio said its fighters had carried out the raid and killed 35 soldiers.",
        [("claims", "Shabab", "")],
    ),
    ("Somalia's information minister, Daud Aweis, said al-Shabab was to blame.", [("accused", "Shabab", "Aweis")]),
    (
        "Clan elders said the dead were herders and accused Kenyan troops of shelling the well. Kenya's military denied it had fired any shells.",
        [("accused", "Kenyan", "elders"), ("denies", "Kenya", "military")],
    ),
    (
        "A spokesman for the Kenya Defense Forces, Col. Paul Njuguna, said no Kenyan jet had been in the air.",
        [("denies", "Kenya", "Njuguna")],
    ),
    (
        "The Lord's Resistance Army was accused by the U.N. mission of abducting 31 people near Obo.",
        [("accused", "Resistance", "U.N.")],
    ),
    (
        "Congo's army said the M23 rebels shot nine civilians at Kishishe; the group said they were killed by stray bullets.",
        [("accused", "M23", "army")],
    ),
    (
        "Local leaders blame the killings on fighters of the Allied Democratic Forces, which the U.S. lists as a terrorist group.",
        [("accused", "Allied Democratic", "leaders")],
    ),
    (
        "The Mai-Mai denied burning the village and said it was the work of soldiers.",
        [("denies", "Mai-Mai", "Mai-Mai"), ("accused", "soldiers", "Mai-Mai")],
    ),
    (
        "South Sudan's army accused fighters loyal to Riek Machar of attacking the barge; the opposition said government troops fired first.",
        [("accused", "Machar", "army"), ("accused", "government troops", "opposition")],
    ),
    ("Each side blamed the other.", []),
    (
        "The Rapid Support Forces said on X that it had captured the garrison of Babanusa.",
        [("claims", "Rapid Support", "Rapid Support")],
    ),
    (
        "Emergency Lawyers, a rights group, said RSF fighters executed 21 patients. The RSF said the video was staged.",
        [("accused", "RSF", "Lawyers")],
    ),
    (
        "Ethiopia's government said the Fano militia killed the judge. A Fano leader, Zemene Kassie, said his group was not responsible.",
        [("accused", "Fano", "government"), ("denies", "", "Kassie")],
    ),
    (
        "Residents of Merawi told the BBC that soldiers had gone from house to house, shooting at least 45 men. The government said that troops had acted in self-defense.",
        [("accused", "soldiers", "Residents")],
    ),
    (
        "The Oromo Liberation Army said that government militiamen had committed the massacre and denied its fighters were in the district.",
        [("accused", "militiamen", "Oromo"), ("denies", "Oromo", "Oromo")],
    ),
    ("A Myanmar junta spokesman said security forces had not used live ammunition.", [("denies", "", "junta")]),
    (
        "The People's Defense Force of Yinmabin said in a Facebook post that its members had set off mines under two army trucks, killing 11.",
        [("claims", "Defense Force", "Defense Force")],
    ),
    (
        "The Karenni Nationalities Defense Force said it shot down the jet; the military blamed a technical fault.",
        [("claims", "Karenni", "Karenni")],
    ),
    (
        "An ethnic armed group, the Ta'ang National Liberation Army, said it had taken Nawnghkio after three weeks.",
        [("claims", "Liberation Army", "")],
    ),
    (
        "Police in Papua said separatists of the West Papua Liberation Army shot the pilot. Sebby Sambom, a rebel spokesman, confirmed that the group had done so.",
        [("accused", "Papua", "Police"), ("claims", "", "Sambom")],
    ),
    (
        "Rebel spokesman Sebby Sambom said the fighters killed the workers because they were soldiers in disguise.",
        [("claims", "", "Sambom")],
    ),
    ("Insurgents in Thailand's deep south rarely claim attacks.", []),
    (
        "An army spokesman said the Barisan Revolusi Nasional, the main insurgent group, was probably behind the bombs.",
        [("accused", "Barisan", "spokesman")],
    ),
    (
        "Colombia's defense minister, Iván Velásquez, said the Clan del Golfo gang had offered money for each policeman killed.",
        [],
    ),
    ("The mayor of Toribio said dissidents of the FARC fired the mortar.", [("accused", "FARC", "mayor")]),
    (
        "The FARC dissidents known as the Central General Staff admitted they had shot the four teenagers.",
        [("claims", "", "")],
    ),
    ("In a pamphlet, the Black Eagles warned that more would die.", []),
    ("The Real IRA claimed it had left the bomb outside the barracks.", [("claims", "IRA", "IRA")]),
    (
        "Police in Northern Ireland said dissident republicans were behind the shooting.",
        [("accused", "dissident", "Police")],
    ),
    (
        "A caller claiming to represent the Continuity IRA told a Belfast newspaper that it had shot the officer.",
        [("claims", "IRA", "caller")],
    ),
    (
        "Basque separatist group ETA owned up in a letter to the newspaper Gara to three bombings.",
        [("claims", "ETA", "ETA")],
    ),
    ("Chechnya's leader, Ramzan Kadyrov, said gunmen trained abroad had carried out the attack.", []),
    (
        "Armenia said Azerbaijan had shelled its positions, killing four soldiers; Azerbaijan said Armenian forces opened fire first.",
        [("accused", "Azerbaijan", "Armenia"), ("accused", "Armenian", "Azerbaijan")],
    ),
    ("Azerbaijan denied shelling the village.", [("denies", "Azerbaijan", "Azerbaijan")]),
    (
        "The mayor of Stepanakert accused Azerbaijan of using cluster bombs, something Baku denied.",
        [("accused", "Azerbaijan", "mayor"), ("denies", "", "Baku")],
    ),
    (
        "Afghan officials said a NATO airstrike killed nine civilians. NATO said that insurgents had been targeted.",
        [("accused", "NATO", "officials")],
    ),
    (
        "A spokesman for NATO forces, Maj. Mike Hart, said there had been no airstrike in the district.",
        [("denies", "NATO", "Hart")],
    ),
    (
        "Witnesses said soldiers had fired into the crowd. Army spokesman Sani Usman said troops did not open fire.",
        [("accused", "soldiers", "Witnesses"), ("denies", "", "Usman")],
    ),
    (
        "Human Rights Watch blamed the army and Wagner mercenaries for the deaths of 32 civilians.",
        [("accused", "army", "Human Rights")],
    ),
    ("The junta in Bamako dismissed the report as biased.", []),
    (
        "The U.N. mission blamed the army for the deaths of 32 civilians. The junta in Bamako dismissed the report as biased.",
        [("accused", "army", "U.N."), ("denies", "", "junta")],
    ),
    ("JNIM said it lost two men and killed 15 Wagner fighters near Tinzaouaten.", [("claims", "JNIM", "JNIM")]),
    (
        "The Dan Na Ambassagou hunters' militia, which Fulani leaders accuse of the Ogossagou massacre, said it had no men there.",
        [("accused", "Ambassagou", "Fulani"), ("denies", "", "")],
    ),
    ("Fulani leaders held the Dozo hunters responsible for the massacre.", [("accused", "Dozo", "leaders")]),
    (
        "Central African Republic rebels of the 3R group were behind the raid, said a spokesman for the government, Ange-Maxime Kazagui.",
        [("accused", "3R", "")],
    ),
    (
        "The rebels' coalition, the CPC, said it did not kill the Chinese miners and pointed to Wagner.",
        [("denies", "", "coalition"), ("accused", "Wagner", "coalition")],
    ),
    ("The Chinese embassy did not say who it believed was responsible.", []),
    ("The group has not commented on the accusation.", []),
    (
        "A security official, who spoke on condition of anonymity, said the attack bore the hallmarks of the Islamic State in the Greater Sahara.",
        [("accused", "Islamic State", "official")],
    ),
    ("Investigators were looking at whether a local gang was behind the killing.", []),
    ("Two police officers were charged with murdering the student.", []),
    (
        "Lebanon's Hezbollah said it hit an army post with guided missiles in revenge for the strike.",
        [("claims", "Hezbollah", "Hezbollah")],
    ),
    (
        "Hezbollah denied having fired at the Druze town, where 12 children died; Israel said the rocket was the group's.",
        [("denies", "Hezbollah", "Hezbollah")],
    ),
    (
        "Iran-backed militias calling themselves the Islamic Resistance in Iraq said they had launched drones at the base.",
        [("claims", "Islamic Resistance", "")],
    ),
    (
        "Washington blamed Kataib Hezbollah, an Iran-backed militia, for the drone attack.",
        [("accused", "Kataib", "Washington")],
    ),
    ("The group, which is blamed for dozens of bombings, was founded in 2009.", []),
    ("Army troops killed 14 rebels of the Dawn Front in a clash near Harun, the military said.", []),
    ("Police said they had arrested three members of the Dawn Front.", []),
    ("The army said it had freed nine hostages and killed four kidnappers.", []),
    ("Police said the bodies of two soldiers were found by villagers.", []),
    ("Soldiers opened fire on a car that did not stop, killing two people.", []),
    ("The Dawn Front has not denied or confirmed the report.", []),
    ("Officials did not say who was responsible.", []),
    ("The military said it had no information about the incident.", []),
    ("The rebels said they would release the two nurses next week.", []),
    ("The rebels said four of their men were killed in an ambush.", []),
    ("The U.N. condemned the killings and called for an inquiry.", []),
    ("The president vowed to hunt down the killers.", []),
    ("The Dawn Front said its leader had not been killed.", []),
    ("The army said none of its soldiers had been hurt.", []),
    ("The hospital director said no wounded had been brought in since Friday.", []),
    ("Health officials said 12 people had been killed and 40 wounded.", []),
    ("The general said his men would not fire on civilians.", []),
    ("The coalition carried out more than 200 strikes in March, monitors say.", []),
    ("The army said that troops found the bodies of six villagers killed by gunmen.", []),
    ("The clashes began when militants attacked a checkpoint, the governor said.", []),
    ("Gunmen in military uniforms kidnapped the mayor, police said.", []),
    ("Two suicide bombers struck the market, a police officer said.", []),
    ("The mine had been left over from the war, the army said.", []),
    ("Rescuers said they had pulled nine bodies from a house hit by a shell.", []),
    ("Four people were killed when a rocket fired from Syria hit a Turkish town, the governor said.", []),
    ("No one has been charged with the killings.", []),
    ("The Dawn Front split from the larger Red Vanguard in 2014 and has claimed dozens of attacks since.", []),
    ("The two groups have fought each other for years.", []),
    ("The minister denied that he would resign.", []),
    ("The army denied that its base had fallen to the rebels.", []),
    ("The army denied losing the town.", []),
    ("The government said it did not know how many had died.", []),
    ("The Red Cross said it had taken 12 wounded fighters to Oru.", []),
    ("Both sides agreed to a truce.", []),
    ("The judge said there was no evidence against the three men.", []),
    ("The ministry said it had not received the list of prisoners.", []),
    ("A commission will look into who ordered the killings, the minister said.", []),
    ("The army said rebels had attacked its post and that it had driven them back.", []),
    ("The district chief said the attackers had come on foot and fled before soldiers arrived.", []),
    ("The group says it is fighting for a homeland for the Tarn people.", []),
    ("The rebels said their fighters had withdrawn from the town to spare civilians.", []),
    (
        "The governor, Mirza Kadir, told reporters that the assailants belonged to the Haqqani network.",
        [("accused", "Haqqani", "Kadir")],
    ),
    (
        "The attack was claimed by the local affiliate of the Islamic State group, known as IS-K.",
        [("claims", "Islamic State", "Islamic State")],
    ),
    ("“It was the Taliban,” said Gul Agha, a shopkeeper. “They came at night.”", [("accused", "Taliban", "Agha")]),
    (
        "Interior Minister Ana Ruiz said there was “no doubt” that the ELN had ordered the bombing.",
        [("accused", "ELN", "Ruiz")],
    ),
    ("Prosecutors allege that he planned the bombing for the Dawn Front.", []),
    (
        "Abdul Salam Hanafi, a Taliban spokesman, denied that the movement's fighters had beheaded the two.",
        [("denies", "", "Hanafi")],
    ),
    (
        "The Dawn Front condemned the bombing and said it does not target mosques.",
        [("denies", "Dawn Front", "Dawn Front")],
    ),
    (
        "The group later apologized for the deaths, saying the bomb was meant for a police convoy. The Dawn Front has fought the army since 2012.",
        [("claims", "group", "group")],
    ),
    (
        "The Dawn Front apologized for the deaths of the children, saying the bomb was meant for a police convoy.",
        [("claims", "Dawn Front", "Dawn Front")],
    ),
    ("The army expressed regret for the deaths and said its pilots had mistaken the wedding party for militants.", []),
    ("The army acknowledged that a mortar fired by its troops had hit the school.", [("claims", "army", "army")]),
    ("The military later admitted the strike and promised compensation.", [("claims", "military", "military")]),
    ("The Pentagon acknowledged that the drone strike had killed 10 civilians.", [("claims", "Pentagon", "Pentagon")]),
    ("Police acknowledged shooting the boy but said he had been armed.", [("claims", "Police", "Police")]),
    ("Local activists and the opposition put the blame squarely on the junta.", [("accused", "junta", "activists")]),
    (
        "The tribe accused a rival clan, the Murle, of stealing 2,000 cattle and killing 14 herders.",
        [("accused", "Murle", "tribe")],
    ),
    (
        "Jonglei's information minister, John Samuel, blamed armed Murle youths for the raid.",
        [("accused", "Murle", "Samuel")],
    ),
    ("Elders of the Murle denied that their youths were involved.", [("denies", "", "Elders")]),
    ("The Dinka blame the Nuer, and the Nuer the Dinka.", [("accused", "Nuer", "Dinka"), ("accused", "Dinka", "Nuer")]),
    ("Government officials said al-Qaida's North Africa branch was holding the four.", []),
    ("The kidnapping was the work of AQIM, according to a Malian security source.", [("accused", "AQIM", "source")]),
    ("AQIM has said nothing.", []),
    (
        "MINUSCA blamed the anti-Balaka. A leader of the movement, Patrice-Edouard Ngaissona, rejected the charge.",
        [("accused", "anti-Balaka", "MINUSCA"), ("denies", "", "Ngaissona")],
    ),
    (
        "MINUSCA blamed the UPC rebels of Ali Darassa, who told a radio station his men had only returned fire.",
        [("accused", "UPC", "MINUSCA")],
    ),
    (
        "According to the Syrian Observatory, the barrel bombs were dropped by army helicopters.",
        [("accused", "army", "Observatory")],
    ),
    ("State television said “terrorists” had fired the shells at the school.", []),
    ("A rebel commander, Abu Omar, said his brigade had hit the air base with Grad rockets.", [("claims", "", "Omar")]),
    ("Activists said the shells were fired from positions held by the army.", []),
    ("Activists said army tanks shelled the district, killing nine.", [("accused", "army", "Activists")]),
    (
        "The Free Syrian Army denied using chlorine and accused the government of it.",
        [("denies", "Free Syrian", "Free Syrian"), ("accused", "government", "Free Syrian")],
    ),
    ("Both the government and the rebels denied firing the shell.", [("denies", "", "")]),
    ("The rebels and the government denied firing the shell, each pointing to the other.", [("denies", "", "")]),
    ("Separatist leader Denis Pushilin blamed Ukrainian artillery.", [("accused", "Ukrainian", "Pushilin")]),
    ("Russia's Defense Ministry said it had struck only military sites.", []),
    (
        "India accused Pakistan of violating the cease-fire and killing a soldier; Pakistan's army said Indian troops fired first.",
        [("accused", "Pakistan", "India"), ("accused", "Indian", "army")],
    ),
    ("India blames the Pakistan-based group Lashkar-e-Taiba for the 2008 assault.", [("accused", "Lashkar", "India")]),
    ("Lashkar-e-Taiba denied a role.", [("denies", "Lashkar", "Lashkar")]),
    ("The United Liberation Front of Asom, or ULFA, denied that it had triggered the blast.", [("denies", "", "")]),
    ("Assam's police chief said ULFA rebels had triggered the blast.", [("accused", "ULFA", "chief")]),
    (
        "A militant commander who identified himself as Rahman telephoned reporters and claimed the attack for the Pakistani Taliban.",
        [("claims", "", "")],
    ),
    (
        "Jamaat-ul-Ahrar, a breakaway faction of the Pakistani Taliban, said one of its men had set off the explosives.",
        [("claims", "Jamaat", "Jamaat")],
    ),
    ("Tehrik-e-Taliban Pakistan distanced itself from the bombing.", [("denies", "Tehrik", "Tehrik")]),
    (
        "The Abu Sayyaf was believed to be behind the kidnapping, Maj. Gen. Ana Ruiz said.",
        [("accused", "Abu Sayyaf", "Ruiz")],
    ),
    ("The military suspects Abu Sayyaf militants of beheading the Canadian.", [("accused", "Abu Sayyaf", "military")]),
    (
        "Abu Sayyaf spokesman Abu Rami told a newspaper that the group had beheaded the hostage because no ransom was paid.",
        [("claims", "", "Rami")],
    ),
    (
        "Officials accused the rebels of laying the mine; the rebels said soldiers had done so.",
        [("accused", "rebels", "Officials"), ("accused", "soldiers", "rebels")],
    ),
    ("The NPA admitted its mistake in killing the teacher.", [("claims", "NPA", "NPA")]),
    (
        "Guatemalan investigators tied the shooting to the Mara Salvatrucha gang.",
        [("accused", "Mara Salvatrucha", "investigators")],
    ),
    ("The attorney general linked the massacre to the Zetas drug cartel.", [("accused", "Zetas", "attorney")]),
    ("The guerrillas, he said, had used the villagers as shields.", []),
    (
        "Indigenous leaders accused FARC dissidents of killing the governor of the reserve. The dissidents' Jaime Martinez column denied it in a video.",
        [("accused", "FARC", "leaders"), ("denies", "", "")],
    ),
    ("The ombudsman said police were responsible for 11 of the deaths.", [("accused", "police", "ombudsman")]),
    ("The police director denied that his officers had shot protesters.", [("denies", "", "director")]),
    (
        "The RSF accused the army of the airstrike, which it said killed 31 people. The army denied bombing the market and said it does not strike civilians.",
        [("accused", "army", "RSF"), ("denies", "army", "army")],
    ),
    ("Local monitors said the RSF had shelled the camp with howitzers.", [("accused", "RSF", "monitors")]),
    ("In what the mayor called a reprisal by the army, six youths were shot.", [("accused", "army", "mayor")]),
    (
        "Islamic State's Sahel branch took responsibility for the Inates attack and put the number of dead soldiers at 80.",
        [("claims", "Islamic State", "Islamic State")],
    ),
    (
        "Residents in Kumbo accused the elite Rapid Intervention Battalion of burning the houses. An army spokesman, Col. Cyrille Atonfack, blamed the separatists.",
        [("accused", "Battalion", "Residents"), ("accused", "separatists", "Atonfack")],
    ),
    ("The army said the fire was the separatists' doing.", [("accused", "separatists", "army")]),
    ("Neither the army nor the separatists admitted to the killings.", []),
    ("The mayor said he held the army to account for the deaths.", []),
    (
        "Renamo's leader denied that his party's gunmen had fired at the convoy, and suggested that government soldiers were to blame.",
        [("denies", "", "leader"), ("accused", "government soldiers", "leader")],
    ),
    (
        "Villagers who escaped told reporters they recognized some of the attackers as members of the Dozo brotherhood.",
        [("accused", "Dozo", "")],
    ),
    (
        "The TTP said in a text message to reporters that its suicide bomber had hit the police lines in revenge for a raid.",
        [("claims", "TTP", "TTP")],
    ),
    (
        "Mohammed Khorasani, speaking for the TTP, disowned the attack and promised an inquiry into whether a commander had acted alone.",
        [("denies", "", "Khorasani")],
    ),
    (
        "The governor's spokesman, Ataullah Khogyani, said the Islamic State had beheaded the three brothers.",
        [("accused", "Islamic State", "Khogyani")],
    ),
    (
        "The Taliban rejected the accusation, saying the three had been killed in a family feud. Officials accused the Taliban of killing three brothers.",
        [("accused", "Taliban", "Officials"), ("denies", "Taliban", "Taliban")],
    ),
    (
        "An ELN commander known as Uriel said on Twitter that the pipeline was blown up by his unit.",
        [("claims", "", "")],
    ),
    ("The rebels called the bombing of the airport a “legitimate act of resistance” by their drone unit.", []),
    (
        "Gunmen from the Barrio 18 gang were to blame, Police Director Mauricio Arriaza wrote on Twitter.",
        [("accused", "Barrio 18", "Arriaza")],
    ),
    ("Both gangs deny a hand in the shooting.", [("denies", "", "")]),
    (
        "Police said they believed the killers were from a rival gang, Los Choneros.",
        [("accused", "Choneros", "Police")],
    ),
    (
        "The military insisted it had bombed only rebel camps and that no villagers had died.",
        [("denies", "military", "military")],
    ),
    ("Army officials maintained that soldiers had not entered the church.", [("denies", "", "officials")]),
    (
        "Ethiopian officials denied reports that Eritrean troops had massacred worshippers in Axum.",
        [("denies", "", "officials")],
    ),
    (
        "Eritrea's information minister, Yemane Gebremeskel, called the report “preposterous.” Amnesty International accused Eritrean troops of the massacre.",
        [("accused", "Eritrean", "Amnesty")],
    ),
    (
        "Amnesty International said Eritrean troops killed hundreds of people in Axum. Eritrea's information minister, Yemane Gebremeskel, called the report “preposterous.”",
        [("accused", "Eritrean", "Amnesty"), ("denies", "", "minister")],
    ),
    ("Witnesses said that men in the uniform of the Amhara special forces had shot the farmers.", []),
    ("Survivors said the Amhara special forces had shot the farmers.", [("accused", "Amhara", "Survivors")]),
    ("Refugees blamed the Amhara militia known as Fano.", [("accused", "Fano", "Refugees")]),
    (
        "The rebels said they had killed nine soldiers, while the army said one soldier had died.",
        [("claims", "rebels", "rebels")],
    ),
    (
        "The Houthis' Al-Masirah television said the rebels had fired a ballistic missile at the base.",
        [("claims", "", "Masirah")],
    ),
    ("The Saudi military said Houthi fire killed a border guard.", [("accused", "Houthi", "Saudi")]),
    (
        "Iraq's Foreign Ministry condemned Turkey for the shelling of the resort. Ankara blamed the PKK.",
        [("accused", "Turkey", "Ministry"), ("accused", "PKK", "Ankara")],
    ),
    ("The PKK said it was not to blame.", [("denies", "PKK", "PKK")]),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_each_sentence_gives_its_rows_and_no_others(text, expected):
    rows = extract_responsibility(pd.DataFrame({"report_id": ["r"], "text": [text]})).to_dict("records")
    for stance, actor, by in expected:
        row = next(r for r in rows if r["stance"] == stance and actor in r["actor"] and by in str(r["by"]))
        rows.remove(row)
        assert row["quote"] == text[row["start"] : row["end"]]
    assert rows == []
