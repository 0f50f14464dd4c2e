"""Deeds that a speaker says were not done: "said none of its jets had flown", "insisted that no civilian had been hit"."""

from __future__ import annotations

from helpers.extracting.actors import word_set
from helpers.extracting.blame import (
    AUX,
    BE,
    FAR,
    SELF,
    Blame,
    Sentence,
    body_of,
    covering,
    doer_before,
    key_words,
    quote,
    skip_auxiliaries,
    words,
)
from helpers.extracting.denials import owner_state
from helpers.extracting.speakers import Speaker

_CLAUSE_ENDS = {",", ".", ";", ":", "but", "and", "that", "who", "which", "because", "while", "when"}
_FIGHTING = ("security_forces", "government", "armed_group")
_FINITE = BE | {"had", "has", "have", "did", "do", "does", "would"}
_INVOLVED = {"involved", "responsible", "behind", "implicated", "complicit"}
_PLACED = {"in", "near", "at", "present", "there", "anywhere", "inside"}
_PLACE_WORDS = {
    "area",
    "vicinity",
    "village",
    "town",
    "sector",
    "region",
    "zone",
    "scene",
    "city",
    "district",
    "neighborhood",
}
_DONE_NOTHING = {"carried", "conducted", "fired", "dropped", "flown", "launched", "made", "used", "had", "has", "have", "staged",
                 "ordered", "mounted", "flew", "laid", "planted", "harmed", "killed", "targeted", "attacked", "hurt"}  # fmt: skip
_ARMS = words("device") | {
    "ammunition",
    "weapons",
    "gas",
    "force",
    "munitions",
    "artillery",
    "phosphorus",
    "aircraft",
    "bullets",
    "rounds",
}
_FLIGHTS = {"aircraft", "planes", "jets", "drones", "flights", "sorties", "helicopters", "shooting", "firing", "order", "orders",
            "strike", "strikes", "airstrike", "airstrikes", "shelling", "bombing", "bombardment", "raid", "raids", "operation",
            "operations"}  # fmt: skip
_JUNTAS = {"junta", "defense", "defence", "interior", "military"}
_MODALS = {"would", "will", "could", "can", "should", "shall", "may", "might", "must"}
_DEEDS = words("base deeds") - {"take", "do", "set", "lay", "open", "order", "touch", "carry", "enter"} | {"entered"}
_TWO_WORDS = (["carry", "out"], ["carried", "out"], ["open", "fire"], ["opened", "fire"])
_NONE = {"no", "none", "neither", "nobody"}
_NOT_YET = {"yet", "known", "clear", "immediately", "able", "possible"}
_STATE_MEN = word_set("state") | {
    "soldier",
    "jets",
    "planes",
    "drones",
    "personnel",
    "servicemen",
    "airmen",
    "pilots",
    "sailors",
}
_VICTIMS_OF_WAR = words("persons hit")


def negated_deed(s: Sentence, k: int) -> Blame | None:
    """Read a deed behind "no", "none", "not" or "never" in the words of a party to the fighting, as its denial."""
    speaker = covering(s, k)
    if speaker is None or speaker.kind not in _FIGHTING or _asked(s, speaker):
        return None
    if any(f.stance == "denies" and f.by == speaker.words for f in s.before[-3:]):  # said once
        return None
    last = s.before[-1] if s.before else None
    if last and last.stance == "denies" and speaker.kind == "security_forces" and s.tokens.starts[0] - last.end < FAR:
        return None  # the army has denied it: what its officer adds is no other denial
    denied = _nobody_did(s, k, speaker) if s.tokens.lower[k] in _NONE else _did_not(s, k, speaker)
    if not denied:
        return None
    actor = owner_state(speaker.words) or body_of(s, speaker)
    begin = speaker.first if speaker.first < k else k
    return Blame(*quote(s, begin, k + 1), actor, "denies", speaker.words) if actor else None


def _asked(s: Sentence, speaker: Speaker) -> bool:
    """Tell whether the speech itself is negated: "did not say that no shot was fired"."""
    return bool(
        {"not", "n't", "never", "if", "whether"} & set(s.tokens.lower[max(0, speaker.verb - 3) : speaker.verb + 2])
    )


def _nobody_did(s: Sentence, k: int, speaker: Speaker) -> bool:
    """Read "no aircraft were involved", "none of its men had fired", "no civilian was hit", "had carried out no raid"."""
    lower = s.tokens.lower
    if "there" in lower[max(0, k - 4) : k] and set(lower[k - 2 : k]) & BE:  # "there had been no airstrike"
        return speaker.kind != "government" and bool(set(lower[k + 1 : k + 4]) & _FLIGHTS)
    if lower[k - 1] in _DONE_NOTHING and _own(s, *doer_before(s, skip_auxiliaries(lower, k - 1)), speaker):
        if lower[k - 1] in ("had", "has", "have") and not any(f.stance == "accused" for f in s.before[-3:]):
            return False  # "had no troops there" answers an accusation, or tells of its losses
        return bool(set(lower[k + 1 : k + 3]) & (words("means") | words("attack") | words("persons hit")))
    if lower[k - 1] == "out" and lower[k - 2] == "carried":
        return _own(s, *doer_before(s, skip_auxiliaries(lower, k - 2)), speaker)
    subject = _noun_phrase(lower, k + 1)
    verb = k + 1 + len(subject)
    told = _clause(lower, verb)
    if (
        not subject
        or not told
        or subject[0] in ("one", "group", "reason", "sign", "evidence", "doubt")
        or told[0] not in _FINITE | AUX
    ):
        return False
    if set(subject) & words("means"):
        return not _suffered(subject, told)
    hit = bool(set(subject) & _VICTIMS_OF_WAR) and bool(set(told) & (words("harm") | words("losing")))
    return hit and speaker.kind != "government" and _insists(s, speaker)


def _suffered(subject: list[str], told: list[str]) -> bool:
    """Tell "no soldiers were killed", which denies nothing, from "no shells were fired"."""
    lost = bool(set(told) & BE) and bool(set(told) & words("losing"))
    return lost or not set(told) & (
        words("harm") | _INVOLVED | _DONE_NOTHING | _PLACED | {"taken", "operating", "entered", "active"}
    )


def _insists(s: Sentence, speaker: Speaker) -> bool:
    """Tell whether a speaker answers a charge: by the verb, or because somebody has just been accused."""
    verb = s.tokens.lower[speaker.verb] if speaker.verb < len(s.tokens) else ""
    last = next((f for f in reversed(s.before[-3:]) if f.stance == "accused"), None)
    return verb in words("insisting") or (last is not None and s.tokens.starts[0] - last.end < FAR)


def _did_not(s: Sentence, k: int, speaker: Speaker) -> bool:
    """Read "it had not fired at the convoy", "its troops were not in the village", "it was not involved"."""
    lower = s.tokens.lower
    end = k
    while end > 0 and lower[end - 1] in _FINITE:
        end -= 1
    auxiliaries, told = set(lower[end:k]), _clause(lower, k + 1)
    if lower[k] == "not" and not auxiliaries:
        return False
    if lower[k] not in ("not", "never"):  # "wasn't"
        auxiliaries.add(lower[k][:-3])
    if not told or lower[k - 1] in _MODALS or set(told[:2]) & _NOT_YET or not _own(s, *doer_before(s, end), speaker):
        return False
    if set(told[:3]) & _INVOLVED or told[:2] in (["taken", "part"], ["take", "part"]):
        return True
    if told[0] in ("used", "use") and set(told) & _ARMS:
        return True
    if auxiliaries & BE:
        placed = told[0] in _PLACED and bool(set(told) & (_PLACE_WORDS | {"there", "present"}))
        return placed or (told[0].endswith("ing") and told[0] in words("harm"))
    done = (w in words("harm") or w in _DEEDS or told[i : i + 2] in _TWO_WORDS for i, w in enumerate(told[:2]))
    return any(done) and told[0] not in BE


def _own(s: Sentence, a: int, b: int, speaker: Speaker) -> bool:
    """Tell whether a subject is the speaker, its men or what it fights with."""
    lower = s.tokens.lower[a:b]
    if not lower or b - a > 8:
        return False
    own = lower[0] in SELF - {"fighters", "men", "group"} or bool(key_words(s.words(a, b)) & key_words(speaker.words))
    state = speaker.kind == "security_forces" or bool(_JUNTAS & key_words(speaker.words))
    return own or (state and bool(set(lower[-2:]) & _STATE_MEN))


def _noun_phrase(lower: list[str], k: int) -> list[str]:
    """Give the words from token k to the next finite verb, preposition or stop: "of its planes", "civilian"."""
    b = k
    while (
        b < len(lower)
        and b - k < 8
        and lower[b] not in _FINITE | _CLAUSE_ENDS | {"in", "on", "at", "by", "for", "to", "near"}
    ):
        if b > k and lower[b] in words("harm") and lower[b] not in words("means"):
            break
        b += 1
    return lower[k:b]


def _clause(lower: list[str], k: int) -> list[str]:
    """Give the words from token k to the end of the clause, at most ten."""
    end = next((i for i in range(k, min(len(lower), k + 10)) if lower[i] in _CLAUSE_ENDS), min(len(lower), k + 10))
    return lower[k:end]
