"""Deeds that somebody tells of: "said that Y had killed" accuses Y, "said its men had killed" avows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from helpers import lexicon
from helpers.extracting.actors import PREPOSITIONS, core_kind, is_capital, phrase_kind, word_set
from helpers.extracting.blame import (
    BE,
    BODIES,
    NOT,
    Blame,
    Sentence,
    accused,
    body_of,
    covering,
    doer_before,
    key_words,
    quote,
    skip_auxiliaries,
    told_of,
    words,
)
from helpers.extracting.denials import owner_state
from helpers.extracting.noun_phrases import left_edge, right_edge
from helpers.extracting.speakers import PRONOUNS, Speaker
from helpers.gazetteer import country_name

_SURE = {"certain", "sure", "convinced", "confident", "doubt", "believed", "thought"}
_NUMBERS = {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several", "dozens"}
_TRYING = {"tried", "sought", "attempted", "conspired"}
_SENT = {"sent", "dispatched", "hired", "paid", "recruited", "guided"}
_STATE = word_set("state")
_OWN_MEN = word_set("own men")
_GROUP_NOUNS = word_set("group nouns") - word_set("state")
_MEN_OF = _OWN_MEN | word_set("members") | {"dissidents", "jihadis", "paramilitaries", "gangsters"}
_REBELS = {"rebels", "guerrillas", "insurgents", "separatists", "militiamen", "dissidents", "paramilitaries", "militia"}
_HELD = {"believed", "thought", "suspected", "presumed", "alleged"}
_HOLDING = {"held", "controlled", "run", "led", "manned", "used", "occupied", "guarded"}
_AMMUNITION = {"ammunition", "rounds", "bullets", "force", "gas", "munitions", "phosphorus", "artillery", "batons"}
_FIGHTERS = _OWN_MEN - {"assailants", "attackers", "gunmen", "men", "miscreants", "terrorists"}
_ARTICLES = {"el", "la", "los", "al", "de", "del"}
_QUOTES = {"“", '"'}
_FAITHS = {"Islamic", "Islamist", "Muslim", "Suspected", "Alleged"}
_OWNERS = {"it", "its", "they", "their", "he", "his", "we", "our"}
_AWAY = {"away", "hostage", "hostages", "captive", "captives", "prisoner", "off"}
_PLACES = {"in", "during", "at", "near", "when", "while", "by", "as", "and", ",", "."}
_COURTS = {"court", "judge", "judges", "panel", "tribunal", "jury", "justice", "magistrate", "magistrates", "prosecutor", "prosecutors",
           "prosecution"}  # fmt: skip
_CHARGING = (["charged"], ["alleged"], ["charges"], ["alleges"], ["complained"], ["testified"])
_RULED = (["ruled"], ["found"], ["rules"], ["finds"], ["held"], ["concluded"])
_FINDERS = {"commission", "inquiry", "panel", "tribunal", "ombudsman", "investigators", "investigation", "inquest", "coroner", "magistrate",
            "rapporteur", "monitors", "observers", "mission", "auditors", "jurists"}  # fmt: skip
_BANDS = {"brigade", "gang", "militia", "militiamen", "vigilantes", "cartel", "bandits", "mob", "faction", "clan"}
_STRIKING = {"hit", "struck", "bombed", "shelled", "bombarded", "attacked", "targeted", "strafed", "sank"}
_BOMBARDING = {"aviation", "aircraft", "jets", "warplanes", "planes", "drones", "drone", "artillery", "missiles", "helicopters",
               "gunships", "bombers", "navy", "rockets", "pilots", "fighter", "force"}  # fmt: skip
_STRIKING_OUT = _STRIKING | {"fired", "launched", "opened", "killed", "shot", "violated", "invaded"}
_WEAPONS = {"fire", "drone", "drones", "airstrike", "airstrikes", "strike", "strikes", "shelling", "missile", "missiles", "shell", "shells",
            "rocket", "rockets", "warplane", "warplanes", "jet", "jets", "helicopter", "helicopters", "gunship", "artillery",
            "bombardment", "raid", "raids", "sniper", "snipers", "bomb", "bombs"}  # fmt: skip
_ARMS = _WEAPONS - {"raid", "raids", "sniper", "snipers"} | {"jet", "jets", "plane", "planes", "warplane", "warplanes", "aircraft",
         "gunboat", "gunboats", "tank", "tanks", "mortar", "mortars", "bullet", "bullets", "round", "rounds", "gunfire", "gunships",
         "cannon", "vessel", "vessels", "car", "vehicle", "truck"}  # fmt: skip
_OWNERS_OF_ARMS = {"force", "guerrilla", "rebel", "insurgent", "militia", "paramilitary", "separatist", "junta", "regime", "militant",
                   "government", "guerrillas", "rebels", "insurgents", "separatists"}  # fmt: skip
_OWNER = {"soldier", "policeman", "officer", "guard", "guardsman", "marine", "constable", "gunner", "sniper"}
_LANDING = {"landed", "fell", "slammed", "crashed", "exploded"}
_HIT_TOO = {"village", "villages", "hamlet", "family", "families", "students", "boys", "girls", "bus", "ferry", "protesters",
            "demonstrators", "marchers", "workers", "peasants", "miners", "fishermen", "traders", "boy", "girl", "nuns", "priest"}  # fmt: skip
_GROUNDS = {
    "positions",
    "position",
    "lines",
    "side",
    "territory",
    "base",
    "bases",
    "posts",
    "post",
    "warships",
    "batteries",
}
_FALLEN = {"died", "caught", "perished", "killed", "wounded", "injured", "hurt", "trapped"}
_ACCUSERS = ("armed_group", "witness", "other", "analyst", "medical")
_CLAUSE_ENDS = {",", ".", ";", "and", "but", "while"}
_MAX_SUBJECT = 13  # tokens: longer subjects are clauses


def told_deeds(s: Sentence) -> Iterator[Blame]:
    """Give the deeds that the speakers of a sentence tell of, the first of each doer who is named."""
    lower, actors = s.tokens.lower, set()
    if not s.speakers:
        return
    deeds, trying = _deed_words(), not _TRYING.isdisjoint(s.tokens.vocabulary)
    for k in range(len(lower) - 1):
        tried = trying and _before_trying(lower, k) < k
        if lower[k] not in deeds and lower[k - 1] not in _QUOTES and not tried:
            continue
        if lower[k] in _FALLEN | _LANDING and (found := _under_fire(s, k)) is not None:
            yield found
            continue
        told = is_told_deed(s, k) or (tried and lower[k] in lexicon.deeds())
        if not (told or _own_war(lower, k)) or _denied(lower, k) or _undone(lower, k):
            continue
        speaker = covering(s, k)
        if speaker and not told and speaker.kind != "armed_group":
            continue
        if speaker and NOT & set(lower[max(0, speaker.verb - 3) : speaker.verb]):
            continue  # "did not say that it had"
        if speaker and _only_the_source(s, k, speaker):
            continue
        found = (_deed(s, k, speaker) if told else _warfare(s, k, speaker)) if speaker else None
        if found and found.actor not in actors:
            actors.add(found.actor)
            yield found


def _has_state(lower: list[str]) -> bool:
    return bool(set(lower) & _STATE) or ("air" in lower and lower[lower.index("air") + 1 :][:1] == ["force"])


def _only_the_source(s: Sentence, k: int, speaker: Speaker) -> bool:
    """Tell the news itself, whose source stands behind it: "Rebels ambushed a patrol, killing nine, officials said".

    Who tells of state forces, or of another state, still accuses them: "Soldiers burned the houses, residents said".
    """
    if speaker.kind == "armed_group" or not k < speaker.first < len(s.tokens) or _is_passive(s, k):
        return False
    span = doer_before(s, skip_auxiliaries(s.tokens.lower, k))
    if span[0] >= span[1] or s.tokens.lower[span[0] - 1 : span[0]] == ["that"]:
        return False
    armed = phrase_kind(s.tokens.words[slice(*span)], lambda: s.cast) == "armed_group"
    state = _has_state(s.tokens.lower[slice(*span)]) and not armed and speaker.kind in ("witness", "other", "analyst")
    abroad = any(s.tokens.is_name(i) for i in range(*span)) and bool(_states_of(speaker))
    return not state and not abroad


@cache
def _deed_words() -> frozenset[str]:
    """Give every word that may tell a deed: the others need no look."""
    uses = ("harm", "complicity", "doing", "device deed", "taking", "own war", "attack")
    return frozenset(
        _SENT | _FALLEN | _LANDING | {"let", "broke", "broken", "armed", "took", "taken", "used", "rounded"}
    ).union(*map(words, uses))


def _own_war(lower: list[str], k: int) -> bool:
    """Tell a verb that avows only where the speaker's men are its subject: "had captured", "had “punished”"."""
    quoted = lower[k - 1] in _QUOTES and lower[k].endswith("ed") and k > 1
    return lower[k] in words("own war") or quoted


def _warfare(s: Sentence, k: int, speaker: Speaker) -> Blame | None:
    """Read "said its guerrillas had “punished” the two", "announced that it had taken the town"."""
    lower = s.tokens.lower
    end = skip_auxiliaries(lower, k)
    if set(lower[end:k]) & BE or lower[k + 1] == "by":
        return None
    span = _behind_speech(lower, _subject(s, k, end), speaker)
    if span is None or span[0] <= speaker.first < span[1] or not _own_deed(s, k, span, speaker, False):
        return None
    actor = body_of(s, speaker)
    return Blame(*quote(s, span[0], k + 1), actor, "claims", speaker.words) if actor else None


def _behind_speech(lower: list[str], span: tuple[int, int] | None, speaker: Speaker) -> tuple[int, int] | None:
    """Begin a subject behind the verb of speech: "Police believe | the Dawn Front carried out"."""
    if span and (sure := next((i for i in range(span[1] - 2, span[0] - 1, -1) if lower[i] in _SURE), None)) is not None:
        return sure + 1 + (lower[sure + 1] == "that"), span[1]
    if span and span[0] <= speaker.verb < span[1] - 1:
        return speaker.verb + 1 + (lower[speaker.verb + 1] == "that"), span[1]
    return span


def is_told_deed(s: Sentence, k: int) -> bool:
    """Tell whether token k is a verb of harm or of helping it: "let" needs "through", "carried" its attack."""
    lower = s.tokens.lower
    word, ahead = lower[k], lower[k + 1 : k + 6]
    if word == "let":
        return bool({"through", "pass", "slip", "escape"} & set(ahead)) and ahead[0] != "go"
    if word in _SENT:
        return bool((_OWN_MEN | words("culprit")) & set(ahead))
    if word in words("taking") and _AWAY & set(ahead) and ahead[0] != "off":
        return True
    if word in ("took", "taken") and any(w in lexicon.people() for w in ahead[:3]):
        return True
    if word in ("organized", "organised") and ahead[0] == "crime":
        return False
    if word in words("doing"):
        done = word != "carried" or "out" in ahead[:3]
        was = bool(BE & set(lower[max(0, k - 3) : k])) or bool(words("attack") & set(lower[max(0, k - 1) : k]))
        passive = "by" in ahead[: 4 if was else 1] and (words("attack") | words("device")) & set(
            lower[max(0, k - 9) : k]
        )
        return done and bool(
            passive or {"it", "this", "so"} & set(ahead[:1]) or words("attack") & set(lower[k + 1 : k + 8])
        )
    if word in words("device deed") and word not in words("harm") | words("complicity"):
        return bool(words("device") & set(ahead[:4]))
    if word in ("used", "using"):
        return bool(_AMMUNITION & set(ahead[:3]))
    if word == "rounded":
        return ahead[0] == "up"
    if word in ("broke", "broken"):
        return bool({"open", "into"} & set(ahead[:1]))
    if word == "armed":
        return lower[k - 1 : k] in (["had"], ["has"], ["have"], ["and"]) or ahead[:1] in (["the"], ["its"])
    return word in words("harm") or word in words("complicity") or _of_by(lower, k)


def _of_by(lower: list[str], k: int) -> bool:
    """Tell "the killing of nine herders by X"."""
    ahead = lower[k + 1 : k + 11]
    by = ahead.index("by") if "by" in ahead else 0
    return (
        lower[k] in words("attack")
        and ahead[:1] == ["of"]
        and by > 1
        and not {",", ".", "and", "that"} & set(ahead[:by])
    )


def _undone(lower: list[str], k: int) -> bool:
    """Tell a deed that was not done, or not yet: "to kill", "had not fired", "no shot had been fired"."""
    k = _before_trying(lower, k)
    if lower[k - 1 : k] in (["to"], ["would"], ["not"]):
        return True
    near = lower[max(0, k - 5) : k]
    none = next((i for i in range(len(near) - 1, -1, -1) if near[i] in ("no", "none", "nobody", "never")), None)
    return (
        none is not None
        and near[none + 1 : none + 2] not in (["fewer"], ["less"], ["longer"])
        and not {",", "and", "that"} & set(near[none:])
    )


def _denied(lower: list[str], k: int) -> bool:
    """Tell whether the nearest verb of speech before a deed denies it: "reject the slander that our men killed"."""
    said = words("saying")
    near = next((w for w in reversed(lower[max(0, k - 14) : k]) if w in words("denial") or w in said), None)
    return near is not None and near not in said


def _is_passive(s: Sentence, k: int) -> bool:
    """Tell "were killed", "killed by X", "the killing of nine herders by X"."""
    lower = s.tokens.lower
    by = lower[k + 1 : k + 3] if lower[k + 1] in _AWAY | {"out", "up"} else lower[k + 1 : k + 2]
    return "by" in by or _of_by(lower, k) or bool(set(lower[skip_auxiliaries(lower, k) : k]) & BE)


def _before_trying(lower: list[str], k: int) -> int:
    """Step back from the deed in "tried | to kill": what was tried counts as done."""
    return k - 2 if k > 1 and lower[k - 1] == "to" and lower[k - 2] in _TRYING else k


def _deed(s: Sentence, k: int, speaker: Speaker) -> Blame | None:
    lower = s.tokens.lower
    if lower[k].endswith("ing") and lower[k - 1] not in BE:
        return _going_along(s, k, speaker)
    end, passive = skip_auxiliaries(lower, _before_trying(lower, k)), _is_passive(s, k)
    passive = passive and not lower[k].endswith("ing")  # "were shelling"
    if lower[end - 1 : end] == ["to"] and end > 1 and lower[end - 2] in _HELD:  # "is believed to have carried out"
        end = skip_auxiliaries(lower, end - 2)
    relative = None if passive else told_of(s, end, speaker)
    span = _agent(s, k) if passive else relative or _cleft(s, end) or _subject(s, k, end)
    if span and passive and span[0] < speaker.first < span[1]:  # "by men of the gang, | a police spokesman told"
        span = span[0], speaker.first - (lower[speaker.first - 1] == ",")
    if lower[end - 1 : end + 1] == ["to", "have"] and speaker.verb == end - 2:  # "claimed to have killed"
        return _claims_own(s, k, speaker) if speaker.kind == "armed_group" else None
    span = _behind_speech(lower, span, speaker)
    if span is None or span[0] >= span[1] or span[0] <= speaker.first < span[1]:
        return None
    begin = left_edge(s.tokens, end) if passive else span[0]
    carried_by = quote(s, min(begin, span[0]), max(span[1], k + 1))
    if speaker.kind == "armed_group" and not passive and _by_its_spokesman(s, span, speaker):
        return Blame(*carried_by, s.words(*span), "claims", speaker.words)
    if _fights(s, k, span, speaker) and _own_deed(s, k, span, speaker, passive):
        actor = body_of(s, speaker)
        return Blame(*carried_by, actor, "claims", speaker.words) if actor else None
    if not passive and _own_strike_only(s, k, span, speaker):
        answers = any(f.stance == "accused" for f in s.before[-3:])
        actor = body_of(s, speaker) if answers else None
        return Blame(*carried_by, actor, "denies", speaker.words) if actor else None
    if not passive and _states_strike(s, k, span, speaker):
        actor = owner_state(speaker.words) or body_of(s, speaker)
        return Blame(*carried_by, actor, "claims", speaker.words) if actor else None
    vouched = speaker.kind not in ("media", "unattributed")
    if vouched and (state := _whose_weapon(s, k, span, speaker)) is not None:
        return Blame(*carried_by, state, "accused", speaker.words)
    if vouched and _is_weapon(s, *span):
        return _its_owner(s, k, span, carried_by, speaker)
    if vouched and relative and phrase_kind(s.tokens.words[slice(*span)]) in BODIES:
        return accused(s, span, carried_by, speaker.words)
    if not vouched or not _accusable(s, k, span, speaker):
        return _found_by_court(s, span, carried_by, speaker)
    return accused(s, span, carried_by, speaker.words)


def _claims_own(s: Sentence, k: int, speaker: Speaker) -> Blame | None:
    actor = body_of(s, speaker)
    return Blame(*quote(s, speaker.first, k + 1), actor, "claims", speaker.words) if actor else None


def _states_strike(s: Sentence, k: int, span: tuple[int, int], speaker: Speaker) -> bool:
    """Tell whether a state owns to a strike of its own: "said its aviation had hit a school"."""
    lower = s.tokens.lower
    own = {"its", "our", "their"} & set(lower[slice(*span)][:3]) and speaker.kind in ("security_forces", "government")
    return bool(own) and lower[k] in _STRIKING | {"killed"} and bool(_BOMBARDING & set(lower[slice(*span)]))


def _own_strike_only(s: Sentence, k: int, span: tuple[int, int], speaker: Speaker) -> bool:
    """Tell an answer to a charge: "said its planes had struck only rebel positions", "had fired only at militants"."""
    own = s.tokens.lower[span[0]] in ("its", "our", "their", "it", "they") and speaker.kind in (
        "security_forces",
        "government",
    )
    return own and bool({"only", "solely", "exclusively"} & set(s.tokens.lower[k - 1 : k + 4]))


def _going_along(s: Sentence, k: int, speaker: Speaker) -> Blame | None:
    """Read "said police went from door to door, beating": the doer is the subject of what was said."""
    lower, a = s.tokens.lower, speaker.verb + 1
    if lower[k - 1] not in (",", "and") or not speaker.first < a < k or "," in lower[a : k - 1]:
        return None
    a += lower[a] == "that"
    b = next((i for i in range(a + 1, min(k, a + _MAX_SUBJECT)) if _finite(lower[i])), None)
    if b is None or not _accusable(s, k, (a, b), speaker):
        return None
    return accused(s, (a, b), (s.tokens.starts[a], quote(s, k, k + 1)[1]), speaker.words)


def _finite(word: str) -> bool:
    return word in BE or word in ("went", "came", "had", "have") or (word.endswith("ed") and len(word) > 4)


def _agent(s: Sentence, k: int) -> tuple[int, int] | None:
    """Find X in "were killed by X"."""
    lower = s.tokens.lower
    by = next((i for i in range(k + 1, min(len(lower) - 1, k + 6 + 5 * _of_by(lower, k))) if lower[i] == "by"), None)
    if by is None or (lower[by - 1] in _HOLDING and by - 1 > k):  # "fired from positions held by the army"
        return None
    b = right_edge(s.tokens, by + 1)
    ends = ("in", "on", "at", "during", "near", "according")
    cut = next((i for i in range(by + 2, b) if lower[i] in ends), b)
    cut -= lower[cut - 1] == ","
    return (by + 1, cut) if cut > by + 1 else None


def _cleft(s: Sentence, end: int) -> tuple[int, int] | None:
    """Find X in "it was X that shelled them"."""
    lower = s.tokens.lower
    if end < 4 or lower[end - 1] not in ("that", "who", "which"):
        return None
    was = next((i for i in range(end - 2, max(1, end - 9), -1) if lower[i] in ("was", "were", "is")), None)
    return (was + 1, end - 1) if was and lower[was - 1] == "it" and was + 1 < end - 1 else None


def _subject(s: Sentence, k: int, end: int) -> tuple[int, int] | None:
    """Find X in "X killed"; "those killed in the raid" were killed, and have no subject here."""
    lower = s.tokens.lower
    intransitive = lower[k] in words("intransitive")
    intransitive = intransitive or lower[k : k + 2] == ["shot", "at"]
    if lower[k + 1] in _PLACES and not intransitive and end == k:
        return None
    if lower[end - 1 : end] == ["and"] and end > 1:  # "had lain in wait and killed": the doer of the verb before
        verb = next((i for i in range(end - 2, max(0, end - 12), -1) if lower[i] in ("had", "have", "has")), None)
        end = verb if verb else end
    span = doer_before(s, end + (lower[end] == "," and end < k))
    return span if span[0] < span[1] else None


def _by_its_spokesman(s: Sentence, span: tuple[int, int], speaker: Speaker) -> bool:
    """Tell whether "its spokesman" speaks for the doer: "rebels of X ambushed a column, said its spokesman"."""
    own = speaker.words.lower().split()[0] in ("its", "their") and speaker.first > span[0]
    return own and _names_group(s, s.tokens.words[slice(*span)])


def _fights(s: Sentence, k: int, span: tuple[int, int], speaker: Speaker) -> bool:
    """Tell an armed group, also one that only its deed shows: "The Karu Force said its fighters shot nine soldiers"."""
    if speaker.kind == "armed_group" or speaker.kind not in ("other", "witness", "security_forces"):
        return speaker.kind == "armed_group"
    named = speaker.words.split(",")[0].split()
    proper = sum(w[0].isupper() for w in named) > 1 or bool(
        {w.lower() for w in named} & _OWNERS_OF_ARMS | {"resistance"} & {named[0].lower()}
    )
    subject = s.tokens.lower[slice(*span)]
    if not proper or subject[0] not in ("it", "they", "its", "their") or _states_of(speaker):
        return False
    if "," in speaker.words and phrase_kind(speaker.words.partition(", ")[2].split()) == "armed_group":
        return True
    against_state = set(s.tokens.lower[k + 1 : k + 12]) & (
        _STATE | {"convoy", "outpost", "checkpoint", "barracks", "garrison"}
    )
    return "fighters" in subject or s.tokens.lower[k - 1] in _QUOTES or bool(against_state)


def _own_deed(s: Sentence, k: int, span: tuple[int, int], speaker: Speaker, passive: bool) -> bool:
    """Tell whether the doer is the speaker: by "it", "its men", "five of its men", or by its name."""
    lower = s.tokens.lower[span[0] : span[1]]
    if len(speaker.words) >= 90 or s.tokens.lower[k] in words("complicity"):
        return False
    if key_words(s.words(*span)) & key_words(speaker.words) - words("paper") - _STATE - _ARTICLES - {
        "people",
        "people's",
    }:
        return True
    men = len(lower) == 2 and lower[0] == "the" and lower[1] in _FIGHTERS | _GROUP_NOUNS
    men = men or (
        lower[0] == "the" and lower[1:2] != [] and lower[1] in _GROUP_NOUNS and lower[2:3] in (["'s"], ["’s"])
    )
    active = not passive or lower[0] in ("its", "his", "our")  # "was blown up by his unit"
    return active and (bool(set(lower[:5]) & _OWNERS) or men)


def _accusable(s: Sentence, k: int, span: tuple[int, int], speaker: Speaker) -> bool:
    """Tell whether a told deed accuses its doer: a named group by others, state forces by those they fight or harm."""
    comma = s.tokens.lower.index(",", *span) if "," in s.tokens.lower[slice(*span)] else span[1]
    span = (span[0], comma)  # what is set beside the name does not count
    lower, names = s.tokens.lower[slice(*span)], s.tokens.words[slice(*span)]
    if not lower:
        return False
    if _has_verb(s, span) or len(lower) > _MAX_SUBJECT or (lower[0] in PRONOUNS and speaker.kind != "government"):
        return False
    back = any(f.stance == "accused" and f.by and key_words(f.by) & set(lower) for f in s.before[-3:])
    state = _has_state(lower) and not set(lower) & {"former", "off-duty", "dressed", "men"}
    if s.tokens.lower[k] in words("complicity"):
        named = any(w[0].isupper() and (i or w.lower() not in lexicon.sources()) for i, w in enumerate(names))
        return state or (named and phrase_kind(names, lambda: s.cast) in BODIES)
    mounted = s.tokens.lower[k] in words("doing") and any(w[0].isupper() for w in names[1:])
    if mounted and not state and speaker.kind != "armed_group":  # who mounts an attack is armed, whatever its name
        return True
    charging = s.tokens.lower[speaker.verb : speaker.verb + 1] in _CHARGING
    if _foreign_state(s, k, span, speaker) or (charging and speaker.kind != "armed_group" and set(lower) & _REBELS):
        return True
    if speaker.kind != "armed_group" and _names_group(s, names):
        return not key_words(s.words(*span)) & key_words(speaker.words.partition(" in ")[0])
    burning = s.tokens.lower[k] == "set" and {"ablaze", "fire", "alight"} & set(s.tokens.lower[k + 1 : k + 7])
    if (s.tokens.lower[k] in words("police work") and not burning) or _harmed_fighters(s.tokens.lower, k):
        return False
    if (
        _BANDS & set(lower)
        and any(w[0].isupper() for w in names[1:])
        and speaker.kind in ("witness", "other", "medical")
    ):
        return True
    abroad = "foreign" in s.text[max(0, s.tokens.starts[0] - 250) : s.tokens.ends[-1]].lower()
    foreign = state and abroad and speaker.kind == "government" and names[0][0].isupper()
    if lower[:2] == ["the", "same"] and s.cast.group_before(s.tokens.starts[span[0]]):
        return speaker.kind != "armed_group"
    if foreign and names[0].lower() not in {"the", "a", *_STATE} and phrase_kind(names[:1]) != "other":
        return not key_words(s.words(*span)) & key_words(speaker.words)
    if speaker.kind == "armed_group" and _BANDS & set(lower):
        return not set(lower) & _OWNERS  # one armed band of another
    return state and (
        back
        or "opposition" in key_words(speaker.words)
        or (bool(_COURTS & key_words(speaker.words)) and s.tokens.lower[speaker.verb : speaker.verb + 1][:1] in _RULED)
        or bool(_FINDERS & key_words(speaker.words))
        or speaker.kind in _ACCUSERS
        or s.tokens.lower[speaker.verb : speaker.verb + 1] in _CHARGING
        or _harmed_civilians(s, k, speaker)
    )


def _has_verb(s: Sentence, span: tuple[int, int]) -> bool:
    """Tell a clause from a name: "French police arrested five suspects"."""
    inner = s.tokens.lower[span[0] + 1 : span[1] - 1]
    return any(
        w.endswith("ed")
        and (inner[i + 1 : i + 2] in (["the"], ["a"], ["an"], ["his"], ["their"]) or _counts(inner[i + 1 : i + 2]))
        for i, w in enumerate(inner)
    )


def _counts(word: list[str]) -> bool:
    return bool(word) and (word[0][0].isdigit() or word[0] in _NUMBERS)


def _whose_weapon(s: Sentence, k: int, span: tuple[int, int], speaker: Speaker) -> str | None:
    """Name the state in "an Israeli drone killed four", "were hit by a NATO airstrike"."""
    lower, last = s.tokens.lower, span[1] - 1
    if lower[last] not in _WEAPONS or span[1] - span[0] > 5 or _harmed_fighters(lower, k):
        return None
    name = next((i for i in range(last - 1, span[0] - 1, -1) if s.tokens.is_name(i) and not s.tokens.upper), None)
    if name is None:
        return None
    whose = s.tokens.words[name]
    known = (whose.isupper() and whose.isalpha() and len(whose) > 2) or core_kind([whose]) == (
        "armed_group",
        True,
    )  # "NATO", "Houthi"
    state = country_name(whose) or (whose if known else None)
    return state if state and state not in _states_of(speaker) and state not in speaker.words else None


def _is_weapon(s: Sentence, a: int, b: int) -> bool:
    """Tell what is no doer, but a doer's: "an army A-37 jet", "mortar fire from the militia", "shelling"."""
    arms = next((i for i in range(a, b) if s.tokens.lower[i] in _ARMS and not s.tokens.is_name(i)), None)
    return arms is not None and (
        s.tokens.lower[arms + 1 : arms + 2] != ["and"] and not _men_behind(s.tokens.lower, arms)
    )


def _men_behind(lower: list[str], arms: int) -> bool:
    """Tell "rocket crews", "tank commander", who are no weapon themselves."""
    return lower[arms + 1 : arms + 2] != [] and lower[arms + 1] in lexicon.people()


def _its_owner(
    s: Sentence, k: int, span: tuple[int, int], carried_by: tuple[int, int], speaker: Speaker
) -> Blame | None:
    """Accuse whose weapon it was: "an | army | jet bombed", "fire from | the army | hit", "caught in | rebel | fire"."""
    owner = _owner_behind(s, *span) or _owner_before(s, *span)
    if owner is None:
        return None
    lower, plain = s.tokens.lower, set(s.tokens.lower[slice(*owner)])
    if plain & (_STATE | _OWNER | {"force", "junta", "regime"}):
        told = speaker.kind in _ACCUSERS or _harmed_civilians(s, k, speaker)
    else:
        told = speaker.kind != "armed_group" and not set(lower[speaker.verb : k]) & _STATE
    if not told or _harmed_fighters(lower, k) or key_words(s.words(*owner)) & key_words(speaker.words):
        return None
    return accused(s, owner, carried_by, speaker.words)


def _owner_behind(s: Sentence, a: int, b: int) -> tuple[int, int] | None:
    """Find X in "shells from X", "a bullet fired by X", "artillery fire from X's positions"."""
    lower, n = s.tokens.lower, len(s.tokens)
    arms = next((i for i in range(b - 1, a - 1, -1) if lower[i] in _ARMS), b)
    by = arms + 1 + (lower[arms + 1 : arms + 2] != [] and lower[arms + 1] in ("fired", "launched", "dropped"))
    if lower[by : by + 1] not in (["from"], ["by"]) or by + 1 >= n:
        return None
    end = min(right_edge(s.tokens, by + 1), by + 8)
    end = next(
        (i for i in range(by + 2, end) if lower[i] in _GROUNDS | {"at", "in", "on", "near", "'s", "’s", "had", "hit"}),
        end,
    )
    owns = set(lower[by + 1 : end]) & (_STATE | _OWNERS_OF_ARMS | _OWN_MEN | _OWNER) or s.tokens.is_name(end - 1)
    return (by + 1, end) if owns and end > by + 1 else None


def _owner_before(s: Sentence, a: int, b: int) -> tuple[int, int] | None:
    """Find X in "an X jet", "two X planes", "X mortar fire"."""
    lower = s.tokens.lower
    arms = next((i for i in range(a, b) if lower[i] in _ARMS), None)
    owners = _STATE - _ARMS | _OWNERS_OF_ARMS
    last = next((i for i in range(arms - 1, a - 1, -1) if lower[i] in owners), None) if arms is not None else None
    if last is None:
        return None
    first = last - (lower[last] == "force" and last > a)
    return first, (arms if s.tokens.lower[last] == "government" else last) + 1


def _under_fire(s: Sentence, k: int) -> Blame | None:
    """Read "had died in guerrilla mortar fire", "shells from the militia had landed on it" in somebody's words."""
    lower, speaker = s.tokens.lower, covering(s, k)
    if lower[k + 1] not in ("in", "into", "on", "at", "near") or (lower[k] in _FALLEN and lower[k + 1] != "in"):
        return None
    a, b = (
        (k + 2, min(right_edge(s.tokens, k + 2), k + 9))
        if lower[k] in _FALLEN
        else doer_before(s, skip_auxiliaries(lower, k))
    )
    if speaker is None or speaker.verb > k or speaker.kind in ("media", "unattributed", "armed_group"):
        return None
    a -= 2 * (a > 1 and lower[a - 1] in ("from", "by") and lower[a - 2] in _ARMS | {"fired"})
    if not _is_weapon(s, a, b) or {"raid", "raids", "bomb", "bombs"} & set(lower[a:b]):
        return None
    return _its_owner(s, k, (a, b), quote(s, left_edge(s.tokens, skip_auxiliaries(lower, k)), max(b, k + 1)), speaker)


def _harmed_civilians(s: Sentence, k: int, speaker: Speaker) -> bool:
    """Tell whether a state's own official tells what its forces did to people: that accuses them."""
    near = s.tokens.lower[max(speaker.verb + 1, k - 12) if speaker.verb < k else max(0, k - 12) : k + 12]
    own = key_words(speaker.words) & set(near)
    return speaker.kind == "government" and not own and any(w in words("persons hit") | _HIT_TOO for w in near)


def _states_of(speaker: Speaker) -> set[str]:
    plain = speaker.words.replace("’s", "").replace("'s", "").replace("-", " ")
    return {country for w in plain.split() if w[0].isupper() and (country := country_name(w))}


def _foreign_state(s: Sentence, k: int, span: tuple[int, int], speaker: Speaker) -> bool:
    """Tell a deed of one state's forces in the words of another's: "Kyiv said Russian forces had shelled the station"."""
    state = next((c for i in range(*span) if s.tokens.is_name(i) and (c := country_name(s.tokens.words[i]))), None)
    if (
        state is None
        or s.tokens.lower[k] in words("police work")
        or s.tokens.lower[k] not in words("harm") | words("doing")
        or _harmed_fighters(s.tokens.lower, k)
    ):
        return False
    forces = set(s.tokens.lower[slice(*span)]) & (
        _STATE | _BOMBARDING | {"forces", "airstrike", "airstrikes", "strike", "jet"}
    )
    alone = (
        span[1] - span[0] <= 2
        and country_name(s.tokens.words[span[1] - 1]) == state
        and s.tokens.lower[k] in _STRIKING_OUT
    )
    foreign = bool(forces or alone) and state not in _states_of(speaker)
    return foreign and speaker.kind in ("government", "security_forces", "armed_group")


def _harmed_fighters(lower: list[str], k: int) -> bool:
    """Tell whether those harmed are fighters: "killed nine militants"."""
    end = next((i for i in range(k + 1, min(len(lower), k + 7)) if lower[i] in _CLAUSE_ENDS), k + 7)
    return bool(set(lower[k + 1 : end]) & (_OWN_MEN - {"men"}))


def _found_by_court(s: Sentence, span: tuple[int, int], carried_by: tuple[int, int], speaker: Speaker) -> Blame | None:
    """Read "the court found that he had killed", "the judge said that Ivo Bel had hidden their rifles"."""
    if _COURTS & key_words(speaker.words.replace("-", " ")) and (name := _person_named(s, span)):
        return Blame(*carried_by, name, "accused", speaker.words)
    if s.tokens.lower[span[0]] not in ("he", "she") or not _COURTS & key_words(speaker.words.replace("-", " ")):
        return None
    person = s.cast.person_before(s.tokens.starts[span[0]])
    return Blame(*carried_by, person, "accused", speaker.words) if person else None


def _person_named(s: Sentence, span: tuple[int, int]) -> str | None:
    """Give the full name of a person in a subject, without an age."""
    comma = s.tokens.lower.index(",", *span) if "," in s.tokens.lower[slice(*span)] else span[1]
    words = s.tokens.words[span[0] : comma]
    proper = 2 <= len(words) <= 4 and all(w[0].isupper() for w in words) and not s.tokens.upper
    return s.words(span[0], comma) if proper else None


def _names_group(s: Sentence, named: list[str]) -> bool:
    """Tell whether a doer is an armed group by name: "the Maoists", "rebels of the NDF", "the NDF"."""
    cut = next((i for i, w in enumerate(named) if i and w.lower() in PREPOSITIONS), len(named))
    men = next((i for i, w in enumerate(named[:-1]) if w.lower() in _MEN_OF and named[i + 1] in ("of", "from")), None)
    if men is not None:
        named, cut = named[men:], len(named) - men
    head = named[:cut]
    if s.tokens.upper:
        return core_kind(head) == ("armed_group", True) and s.cast.kind([head[-1]]) == "armed_group"
    proper = [
        w
        for i, w in enumerate(head)
        if is_capital(w) and (i or w.lower() not in lexicon.sources() | {"the": "", "a": ""})
    ]
    proper = [w for w in proper if w not in ("The", "A", "An")]
    if head[-1:] and head[-1].lower() in _REBELS and len(head) > 1 and head[-2][0].isupper():
        return head[-2] not in _FAITHS | {"The"} and "suspected" not in head  # "Maoist rebels"
    if len(proper) == 1 and len(proper[0]) > 1 and proper[0].isupper() and core_kind(proper) is None:
        return True
    armed = bool(proper) and (s.cast.kind(proper) == "armed_group" or core_kind(proper) == ("armed_group", True))
    return armed or _new_name(s, named)


def _new_name(s: Sentence, named: list[str]) -> bool:
    """Tell a group that nothing introduces by its article: "the Sons of Tarn", "the Verdugo gang", "the cartel of Rio Seco"."""
    cut = (i for i, w in enumerate(named) if i and w.lower() in PREPOSITIONS - {"of"})
    head = named[: next(cut, len(named))]
    if len(head) < 3 or head[0] not in ("the", "The") or s.tokens.upper:
        return False
    plain = {w.lower() for w in head[1:]}
    band = bool(plain & _BANDS) and any(w[0].isupper() for w in head[1:])
    named = all(w[0].isupper() or w in ("of", "the", "and", "de") for w in head[1:]) and not plain & (
        _STATE | words("device")
    )
    return band or (named and phrase_kind(head, lambda: s.cast) is None and not any(country_name(w) for w in head[1:]))
