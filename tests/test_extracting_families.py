"""Invented sentences, each with the claims that must come out: long lists, attackers, ways of dying and of being taken.

A claim is written as measure (k killed, i injured, m missing, d displaced, f freed, ab abducted, ar arrested,
at attackers), group (c civilians, s security forces, m militants, u unspecified, x mixed), number, and p where it
is part of another, t where it is a running total.
"""

import pytest

from helpers import extracting, tables

MEASURES = {"abducted": "ab", "arrested": "ar", "attackers": "at"}
GROUPS = {"civilians": "c", "security_forces": "s", "militants": "m", "unspecified": "u", "mixed": "x"}
SCOPES = {"incident": "", "part_of_total": "p", "cumulative": "t"}
BANK = (
    (
        "ks2t ks1t km2t km1p",
        "Two Policemen of Jammu and Kashmir (J K) Armed Police, an Army soldier and two militants, including a commander of the Lashkar-e-Toiba (LeT) were killed in two separate incidents on November 25.",
    ),
    (
        "ks11",
        "One Lieutenant Colonel and seven soldiers of the Army, one Assistant Sub Inspector (ASI) and two constables of Jammu and Kashmir Police were killed.",
    ),
    (
        "kx4 ks1p ks2p kc1p",
        "Four persons including one Captain of the Army, two personnel of the Central Reserve Police Force (CRPF) and one civilian have been killed in an encounter with terrorists in Pampore District.",
    ),
    (
        "ks1 km1",
        "A Sub Inspector of 156th battalion Sashastra Seema Bal SSB and a suspected National Democratic Front of Bodoland militant were killed in an encounter in the forests around Manas National Park.",
    ),
    ("ks2 kc3", "Two jawans of the Border Security Force and three villagers of Rajouri and Poonch were killed."),
    (
        "ks1",
        "A policeman, shot and injured in a targeted attack on September 8 near Hassan Square, succumbed to his injuries in a local hospital.",
    ),
    (
        "km1",
        "Assam Police and the Army killed a Karbi Peoples Liberation Tiger (KPLT) militant in a joint operation in Karbi Anglong District on August 24.",
    ),
    ("ks2 kc1", "A head constable and a constable of the Sindh Police and a passer-by were killed in Lyari."),
    ("ks3", "A major of the army and two constables of the Andhra and Telangana police were killed."),
    (
        "ku19 iu71",
        "At least 19 persons, among them women and children, were killed and 71 others injured when a powerful car bomb ripped through the Jamrud bazaar in Khyber Agency on December 17.",
    ),
    ("atm40 km11", "The army said 11 of the roughly 40 attackers were killed when troops retook the post."),
    ("atm16", "The tape shows at least 16 gunmen in three trucks."),
    (
        "atm5 kx9 ks3p",
        "At least nine people have been killed, including three police officers. Five gunmen ran in after the blast.",
    ),
    (
        "abc1 atm4",
        "A rice trader was seized from her store in Parang on Thursday night by four men whom the police believe to be rebels.",
    ),
    ("atm2 km1", "One of the two assailants was shot dead; the other fled on foot."),
    ("atm60", "A force of 60 rebels slipped past the checkpoints before dawn and burned the barracks."),
    ("atm25 kc1", "Witnesses counted 25 fighters who crossed the river; one fisherman was killed."),
    ("atm3 kc1", "The councillor was killed by three hooded men who came on foot."),
    ("atm8 ks2", "Two guards were killed by eight gunmen who arrived in a stolen ambulance."),
    ("atm2 kc1", "Two men on a motorcycle followed the journalist home and shot him dead."),
    ("atm100", "More than 100 fighters descended on the town from the hills, a trader said."),
    ("", "The group is believed to have about 500 fighters."),
    ("", "The movement, which has 3,000 guerrillas under arms, wants autonomy."),
    ("", "Some 200 militants remain in prison."),
    ("", "The army sent 400 men to the province."),
    ("", "The truce allows 2,000 guerrillas to stay in camps."),
    ("", "About 300 former rebels marched in the capital to demand pensions."),
    ("", "Some 5,000 people gathered in the square to mourn the dead."),
    ("", "The United Nations says 900 foreign fighters have joined the group since January."),
    ("", "The minister said 60 militants were on trial in the city."),
    ("kc2", "Rebels on Monday slit the throats of two villagers in Kuakonda."),
    ("kc11", "On 23 March the sect cut the throats of 11 fishermen."),
    ("kc4", "Four herders had their throats cut near the well."),
    ("abc9", "Gunmen stopped a jeep and herded nine plantation workers into the forest."),
    ("abc60", "Some 60 pupils were marched off to a camp for political education."),
    ("fc1", "The driver was let go the same evening."),
    ("fc2", "They let two women go on Monday."),
    ("ic4 kc6", "Gunmen shot dead six workers at a brick kiln. Four others escaped with bullet wounds."),
    ("is1 ks5", "The bomb killed five officers. The sixth, a captain, was thrown clear and survived with broken legs."),
    ("ic14", "Fourteen guests suffered from smoke or cuts."),
    ("ic1", "A bus was set on fire, and its driver suffered burns."),
    ("ic1 kc1", "A farmer was shot dead. His nephew, who was riding behind him, was hit in the thigh."),
    ("ic3", "Three children were hit by shrapnel."),
    ("du600", "More than 600 people have abandoned the hamlets around Macayepo."),
    ("dc600", "About 600 villagers moved to the municipal gymnasium."),
    ("kc3", "The violence began with the killing of a former lawmaker, Wajid Baloch, and two of his aides."),
    ("kc3", "Guerrillas killed the mayor of Luricocha and two of his councilmen."),
    ("ku4", "Fishermen found the bodies of four men, their hands tied, on Monday."),
    ("fc6", "Six road workers kidnapped from a camp last week were rescued unharmed on Wednesday."),
    ("fc4", "Four tourists whom the rebels had kidnapped on July 9 were released on Monday."),
    ("iu20 kc3", "A shell hit the market, killing three vendors and injuring 20 people, two residents said."),
    ("kx5 kc4p ks1p", "Five people died in the raid, among them four farmers and a policeman."),
    ("kc2", "The bodies of two fishermen washed ashore with gunshot wounds."),
    ("kc7", "Seven passengers were lined up beside the bus and executed."),
    ("kc5", "Five loggers were beheaded with machetes."),
    ("kc8", "Eight worshippers perished when the roof came down after the shelling."),
    ("abc3", "Three engineers were bundled into a pickup by armed men."),
    ("abc2", "The gunmen made off with two nurses."),
    ("kc3 ic2", "A mine tore through a cart, killing three peasants and maiming two."),
    ("kc6", "Six miners were dragged out of their huts and put to death."),
    ("kc1 is2", "Stone-throwing crowds left two policemen bruised and a student dead."),
    ("ks4", "Four soldiers did not survive the ambush."),
    ("arm8", "Police picked up eight suspected rebels in dawn raids."),
)


@pytest.mark.parametrize(("wanted", "sentence"), BANK, ids=range(len(BANK)))
def test_sentence_gives_exactly_these_claims(wanted, sentence):
    report = tables.conform("reports", [{"report_id": "x", "text": sentence, "published": "2014-12-06"}])
    claims = extracting.extract_claims(report)
    found = [
        f"{MEASURES.get(c.measure, c.measure[0])}{GROUPS[c.group]}{c.low}{SCOPES.get(c.scope, c.scope)}"
        for c in claims.itertuples()
    ]
    assert sorted(found) == sorted(wanted.split())
