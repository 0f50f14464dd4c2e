"""How many took part: counted people whom nothing harms and who attack, or are said to have been so many."""

from __future__ import annotations

from helpers import lexicon
from helpers.extracting.grammar import BE, HAVE
from helpers.extracting.people import Mention, attack_verbs
from helpers.extracting.verbs import VerbReader

MOB = {"men", "youths", "people", "villagers", "tribesmen", "protesters", "rioters", "bandits", "persons", "fans", "students", "settlers",
       "hooligans", "robbers", "thieves", "prisoners", "inmates", "vigilantes", "loyalists", ""}  # fmt: skip
_OWN_FIGHTERS = {"fighters", "men", "mujahideen", "commandos", "guerrillas", "members", "cadres", "militants"}
TOLD = {"of", "described", "counted", "saw", "seen", "estimated", "involving", "involved", "comprising", "some"}
ARMED = {"armed", "masked", "rifles", "guns", "gun", "machetes", "motorcycles", "motorbikes", "horseback", "kalashnikovs", "weapons",
         "pistols", "blackened", "uniform", "uniforms", "fatigues", "balaclavas", "riders", "hooded", "raiders", "knives",
         "camouflage", "rifle", "machete", "motorcycle", "motorbike", "scarves", "masks", "pistol", "grenades", "gunpoint"}  # fmt: skip
SOFT = ("cross", "came", "coming", "arriv", "enter", "march", "gather", "carr", "approach", "emerg", "pour", "ride", "rode", "took", "tak", "held",
        "hold", "demand", "drove", "driv", "block", "occup", "clashed", "chas", "stopped", "involv")  # fmt: skip
REACH, BY_REACH = 18, 13
ATTACKERS = {"attackers", "assailants", "raiders", "gunmen", "assaulters", "ambushers"}
TRIED = {"attempted", "tried", "infiltrated", "sneaked", "managed", "advanced", "besieged"}
ATTACKS = {"attack", "assault", "raid", "ambush", "clash", "clashes", "battle", "gunfight", "firefight", "shootout", "gunbattle", "offensive",
           "attacks", "fighting", "attackers", "assailants"}  # fmt: skip
STANDING = {"estimated", "believed", "thought", "strong", "strength", "remain", "remained", "remains", "prison", "prisons", "jail", "custody", "trial",
            "camp", "camps", "arms", "former", "ranks", "join", "joined", "recruited", "trained", "training", "wanted", "amnesty", "demobilised",
            "demobilized", "surrender", "surrendered", "disarm", "disarmed", "active", "operating", "operate", "based", "commands", "commanded",
            "hideout", "holed", "hiding", "dug", "still", "released", "freed", "exchange", "exchanged", "list", "convicted", "charged", "accused"}  # fmt: skip


def find_attackers(r: VerbReader) -> None:
    """Note how many took part in an attack, for the counted people whom nothing harms."""
    for m in r.mentions:
        _count_whole(r, m)
        if not _may_attack(r, m):
            continue
        verb = _numbering(r, m) or _attack_verb(r, m)
        if verb is None and not _spoken_of(r, m) and not _fought(r, m):
            continue
        if m.group == "unspecified" and m.head in ("men", "") and ARMED & set(r.lower):
            m.group, m.group_given = "militants", True
        if m.group == "unspecified" and m.own and m.head in _OWN_FIGHTERS - {"men", "members"}:
            m.group, m.group_given = "militants", True
        r.harm("attackers", m, m.first, (verb if verb is not None else m.last - 1) + 1, "attackers")


def _count_whole(r: VerbReader, m: Mention) -> None:
    """Read "11 of the roughly 40 attackers": those of whom some were harmed are the attackers."""
    if m.whole is not None and m.whole.counted and m.whole.head in ATTACKERS and (m.whole.low or 0) > 1:
        r.harm("attackers", m.whole, m.whole.first, m.whole.last, "attackers")


def _fought(r: VerbReader, m: Mention) -> bool:
    """Tell whether a word for attackers, or a verb behind fighters, says that they took part; not those whom a movement has."""
    if m.group != "militants" or m.kind == "bare" or m.head in MOB or m.low == 1:
        return False
    if "our" in r.lower[m.first : m.last] or m.own:
        return False
    around = r.lower[max(0, m.first - 4) : m.first] + r.lower[m.last : m.last + 7]
    if not STANDING.isdisjoint(around) or r.word(m.first - 1) in HAVE:
        return False
    return m.head in ATTACKERS or (not r.governed(m) and r.word(m.last) in TRIED)


def _may_attack(r: VerbReader, m: Mention) -> bool:
    if not m.counted or m.partitive or m.article or (m.high == m.low and (m.low or 0) < 2) or r.harmed(m) or m.state:
        return False
    if m.kind == "bare" and (r.word(m.first - 1) == "numbering" or _set_off(r, m)):
        return True
    if m.kind == "state" or (m.kind == "bare" and not _crowd(r, m)):
        return False
    fighters = m.own and m.head in _OWN_FIGHTERS  # "five of its fighters": the speaker says whose
    return fighters or m.group in ("militants", "mixed") or m.head in MOB


def _crowd(r: VerbReader, m: Mention) -> bool:
    return any(w in ("crowd", "mob", "gang", "band", "group") for w in r.lower[m.first : m.first + 2])


def _numbering(r: VerbReader, m: Mention) -> int | None:
    """Read "armed rebels, numbering at least 25, stormed", "The raiders, as many as 40, came": the number of those before it."""
    if m.kind != "bare" or not (r.word(m.first - 1) == "numbering" or _set_off(r, m)):
        return None
    who = next((x for x in reversed(r.mentions) if x.last <= m.first - 1 and x.plural), None)
    if who is None or who.group != "militants" or m.first - who.last > 4:
        return None
    m.group, m.group_given = who.group, True
    return m.last - 1


def _set_off(r: VerbReader, m: Mention) -> bool:
    return m.modifier != "exact" and r.word(m.first - 1) == "," and r.word(m.last) in (",", ".")


def _attack_verb(r: VerbReader, m: Mention) -> int | None:
    """Find the verb by which a mention attacks: the next one behind it, or "attacked by …" before it."""
    by = r.word(m.first - 1) == "by" or (r.word(m.first - 2) == "by" and r.word(m.first - 1) in ("a", "the", "an"))
    if by:
        k = next(
            (
                k
                for k in range(m.first - 1, max(-1, m.first - BY_REACH), -1)
                if r.lower[k] in attack_verbs() or k in r.deed_at or r.lower[k] in ATTACKS
            ),
            None,
        )
        return m.last - 1 if k is not None else None
    if r.governed(m) and r.word(m.first - 1) not in ("of", "after", "before", "when", "as", "since"):
        return None
    for k in range(m.last, min(m.last + REACH, len(r.lower))):
        word = r.lower[k]
        if word in (";", ".", ":") or (word in BE and _passive_behind(r, k)):
            return None
        if word == "set" and r.word(k + 1) in ("upon", "about", "fire", "ablaze", "alight", "off", "on"):
            return k
        peaceful = m.group == "civilians" or m.head in ("people", "persons")
        if word.startswith(SOFT) and peaceful and r.word(k + 1) != "part" and not ARMED & set(r.lower):
            continue  # "900 villagers have crossed the frontier"
        if word in attack_verbs() and k not in r.t.used:
            return None if r.word(k - 1) in BE or r.word(k - 1) in ("to", "not") else k
    return None


def _passive_behind(r: VerbReader, k: int) -> bool:
    """Tell whether a form of "be" opens a passive: then what follows was done to them."""
    following = r.word(k + 1)
    return following in lexicon.deeds() or (
        following.endswith("ed") and following not in ("armed", "involved", "masked")
    )


def _spoken_of(r: VerbReader, m: Mention) -> bool:
    """Tell whether a witness gives their number: "told of about two dozen gunmen", "spoke of “sixty or seventy” riders"."""
    if m.group != "militants" or m.definite:
        return False
    if r.word(m.first - 1) in ("were", "are") and r.word(m.first - 2) == "there":
        return True  # "There were 36 attackers"
    k = m.first - 1
    while k > 0 and r.lower[k] in ('"', "“", "by", "a", "group"):
        k -= 1
    told = {
        "spoke",
        "told",
        "tells",
        "talked",
        "speak",
        "speaks",
        "attack",
        "raid",
        "assault",
        "consisting",
        "involving",
        "described",
        "counted",
        "saw",
    }
    return r.word(k) in TOLD and bool(told & set(r.lower[max(0, k - 2) : k + 1]))
