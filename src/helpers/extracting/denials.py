"""Denials: "denied", "rejected the charge", "called it baseless", "had nothing to do with"."""

from __future__ import annotations

from helpers.extracting.actors import PREPOSITIONS, phrase_kind, word_set
from helpers.extracting.blame import (
    AUX,
    BE,
    FAR,
    NOBODY,
    NOT,
    SELF,
    Blame,
    Sentence,
    body_of,
    covering,
    is_body,
    key_words,
    quote,
    resolve,
    skip_auxiliaries,
    speaker_at,
    teller,
    words,
)
from helpers.extracting.noun_phrases import left_edge, right_edge
from helpers.extracting.speakers import Speaker

_DENIED_THINGS = word_set("denied things")
_STATE = word_set("state")
_FIGHTING_MEN = word_set("own men") | {"soldiers", "troops", "policemen", "marines", "commandos", "officers"}
_MEN_OF_STATE = {"soldiers", "troops", "officers", "policemen", "guards", "guardsmen", "gendarmes", "constables"}
_BRUSHING = {
    "laughed",
    "laughs",
    "brushed",
    "brushes",
    "shrugged",
    "shrugs",
    "waved",
    "waves",
    "batted",
    "swatted",
    "cast",
    "tossed",
}
_WASHING = {"washed", "washes", "wash", "washing"}
_PROTESTING = {"protested", "protests", "protest", "maintained", "maintains", "professed", "professes", "proclaimed", "proclaims",
               "pleaded", "pleads", "insisted", "insists", "asserted", "asserts", "declared", "on"}  # fmt: skip
_NO_COMMENT = {
    "say",
    "aware",
    "comment",
    "confirm",
    "know",
    "rule",
    "answer",
    "discuss",
    "elaborate",
    "mention",
    "give",
    "name",
    "identify",
}
_ROUNDS = {"rounds", "ammunition", "bullets", "shots"}
_LOSING = {"losing", "suffering", "retreating", "abandoning", "surrendering", "fleeing", "withdrawing"}
_OVER = {"and", "but", ".", ",", ";"}
_CRIMES = {"execution", "executions", "massacre", "massacres", "killing", "killings", "murder", "murders", "shooting", "shootings",
           "airstrike", "airstrikes", "bombing", "bombings", "shelling", "torture", "abuse", "abuses", "rapes", "rape", "beatings",
           "disappearances", "looting", "atrocities", "atrocity", "reprisals", "raid", "raids", "abduction", "abductions"}  # fmt: skip
_FLYING = {"flew", "flown", "operated", "operating", "active", "fired", "bombed"}
_OPENERS = {"a", "an", "the", "any", "this", "these", "all", "claims"}
_ARMS = (
    {"artillery", "ammunition", "weapons", "gas", "force", "munitions", "mortars", "phosphorus", "aircraft"}
    | words("device")
    | _ROUNDS
)
_NO_DEEDS = {"access", "entry", "permission", "bail", "visas", "food"}


def denial(s: Sentence, k: int, act: str) -> Blame | None:
    """Read "X denied it", "X rejected the accusation", "a charge that X dismissed", "we reject the slander that"."""
    lower = s.tokens.lower
    if (
        lower[k].startswith(("disput", "contest"))
        and speaker_at(s, k)
        and speaker_at(s, k).kind in ("witness", "other", "medical", "media")
    ):
        return None  # who is no party disputes a figure or an account
    k_that = over_means(lower, k)
    ahead = lower[k_that + 1 : k_that + 8]
    speaker = speaker_at(s, k) or (covering(s, k) if "we" in lower[max(0, k - 4) : k] else teller(s, k))
    if speaker is not None and "whose" in lower[speaker.first + 1 : speaker.last]:
        return None  # "a force whose existence the state denies"
    if speaker is None or any(w in NOBODY | NOT | {"without", "yet"} for w in lower[max(0, k - 3) : k]):
        return None
    if _of_losses(lower, k_that):
        return None
    if ahead[:1] == ["that"] and ahead[1:2] in ([], *([w] for w in _OVER)):  # "denied that and blamed X"
        ahead = []
    charged = _charge_before(lower, min(speaker.first, k)) or _which_just_now(s, speaker) or _answers(s, speaker, ahead)
    if not charged and not _of_a_deed(s, k_that, act, ahead):
        return None
    own = _own_name(s, speaker) if _answers(s, speaker, ahead) else None
    actor = s.before[-1].actor if _for_the_accused(s, k_that) else None
    actor = actor or _denied_of(s, k_that) or own or _denied_by(s, speaker, [] if charged else ahead)
    return Blame(*quote(s, min(speaker.first, k), k + 1), actor, "denies", speaker.words) if actor else None


def _of_losses(lower: list[str], k: int) -> bool:
    """Tell a dispute about losses, no charge: "denied an army claim that 11 guerrillas had fallen"."""
    that = next((i for i in range(k + 2, min(len(lower), k + 6)) if lower[i] == "that"), None)
    if that is None or not set(lower[k + 1 : that]) & words("hearsay"):
        return False
    told = lower[that + 1 : that + 9]
    lost = next(
        (i for i, w in enumerate(told) if w in words("losing") or w in ("fallen", "perished", "surrendered", "fled")),
        None,
    )
    return lost is not None and bool(set(told[:lost]) & _FIGHTING_MEN) and "by" not in told[lost:]


def _which_just_now(s: Sentence, speaker: Speaker) -> bool:
    """Tell "accuse Rwanda of arming them, which it denies"."""
    which = 1 < speaker.first < len(s.tokens) and s.tokens.lower[speaker.first - 1] in ("which", "something")
    return which and bool(s.before) and s.before[-1].stance == "accused" and s.before[-1].end > s.tokens.starts[0]


def _answers(s: Sentence, speaker: Speaker, ahead: list[str]) -> bool:
    """Tell whether the accused of just now denies whatever it is: "X blames Y; Y denies neglect"."""
    last = next((f for f in reversed(s.before[-3:]) if f.stance == "accused"), None)
    if last is None or s.tokens.starts[0] - last.end > FAR:
        return False
    same = _singular(last.actor) & _singular(speaker.words.partition(",")[0])
    return bool(same) and not _NO_DEEDS & set(ahead[:4])


def _own_name(s: Sentence, speaker: Speaker) -> str | None:
    """Name who answers for itself: "the faction" by the name under which it was accused just now."""
    last = next((f for f in reversed(s.before[-3:]) if f.stance == "accused"), None)
    return last.actor if last and _unnamed(s, speaker) else body_of(s, speaker)


def _singular(named: str) -> set[str]:
    return {w.removesuffix("s") for w in key_words(named)}


def over_means(lower: list[str], k: int) -> int:
    """Step over how it was denied: "denied | in a video | that"."""
    if lower[k + 1 : k + 2] == ["as"]:  # "dismissed as propaganda | a report that"
        opener = next((i for i in range(k + 3, min(len(lower), k + 8)) if lower[i] in _OPENERS | words("charge")), None)
        return opener - 1 if opener else k
    if lower[k + 1 : k + 2] not in (["in"], ["on"], ["at"], ["through"], ["via"], ["to"], ["late"], ["last"]):
        return k
    that = next((i for i in range(k + 2, min(len(lower), k + 9)) if lower[i] == "that"), None)
    return that - 1 if that and not {",", "."} & set(lower[k:that]) else k


def _charge_before(lower: list[str], first: int) -> bool:
    """Tell whether the speaker stands in "a charge that X dismissed"."""
    return (
        first > 1
        and (lower[first - 1] in ("that", "which", "something") or lower[first - 2] in ("a", "an"))
        and bool(set(lower[max(0, first - 4) : first]) & words("charge"))
    )


def _of_a_deed(s: Sentence, k: int, act: str, ahead: list[str]) -> bool:
    """Tell whether what is denied is a deed or a charge of one."""
    charges = set(ahead[:5]) & words("charge")
    if ahead[:1] == ["that"] and (_nothing_happened(s, k) or _never_flew(s, k)):
        return True
    if _for_the_accused(s, k) or _reported_of_it(s.tokens.lower, k):
        return True
    accused = any(f.stance == "accused" for f in s.before[-2:])
    charge = bool(charges - words("hearsay")) or (bool(charges) and accused)
    if not ahead or ahead[0] in (".", ","):
        return bool(s.before)
    if act == "rejects":
        speaker = speaker_at(s, k)
        fights = speaker is not None and speaker.kind in ("security_forces", "armed_group")
        if set(ahead[:4]) & {"finding", "findings", "conclusion", "conclusions"} and (fights or accused):
            return True
        that = ahead.index("that") if charges and "that" in ahead[:5] else None
        told = set(s.tokens.lower[k + 2 + that : k + 14]) if that is not None else set()
        if told & words("harm") and (told & _STATE or told & SELF):  # "rejected claims that its men had burned it"
            return True
        if ahead[0] in ("any", "all") and set(ahead[1:3]) & words("tie"):
            return True
        return charge or (ahead[0] in ("it", "this", "that", "them", "these") and accused)
    if ahead[0] in ("a", "its", "the") and set(ahead[1:3]) & (words("tie") | words("part")):  # "denied a role"
        return True
    if charge or ahead[0] in _DENIED_THINGS:
        return not _NO_DEEDS & set(ahead[:4]) and not (ahead[0] == "that" and len(ahead) < 3)
    if ahead[0] in SELF and len(ahead) > 2 and ahead[0] != "it":  # "denies his men took part"
        told = set(s.tokens.lower[k + 2 : k + 14])
        placed = ahead[2] in ("were", "was") and bool(told & {"in", "there", "anywhere", "present"})
        deed = told & (words("harm") | words("complicity") | words("presence"))
        return bool(deed) or {"took", "part"} <= told or placed
    if ahead[0] == "that":
        if ahead[1:2] == ["there"]:
            return False
        told = set(s.tokens.lower[k + 2 : k + 14])
        if _of_others(s, k):
            return True
        armed = {"used", "using", "deployed"} & told and _ARMS & told
        told |= {w.removesuffix("s") for w in told} & words("base deeds")  # "denied that it targets civilians"
        return bool(
            armed
            or told & (words("base deeds") | words("harm") | words("attack") | words("complicity") | words("presence"))
        )
    return bool(
        set(ahead) & (words("harm") | words("attack")) or (ahead[0].endswith("ing") and ahead[0] not in _LOSING)
    )


def _reported_of_it(lower: list[str], k: int) -> bool:
    """Read "denied a report by the United Nations that its soldiers had massacred villagers"."""
    that = next((i for i in range(k + 3, min(len(lower) - 2, k + 11)) if lower[i] == "that"), None)
    own = (
        that is not None and lower[that + 1] in ("its", "his", "their") and set(lower[k + 1 : k + 4]) & words("charge")
    )
    return bool(own and set(lower[that + 2 : that + 9]) & words("harm") and not {",", "."} & set(lower[k:that]))


def _nothing_happened(s: Sentence, k: int) -> bool:
    """Read "denied that there had been executions" from those who would have done it."""
    told, speaker = s.tokens.lower[k + 2 : k + 9], speaker_at(s, k)
    fights = speaker is not None and speaker.kind not in ("witness", "medical", "media", "analyst")
    return fights and told[:1] == ["there"] and bool(set(told[1:4]) & BE) and bool(set(told[2:]) & _CRIMES)


def _never_flew(s: Sentence, k: int) -> bool:
    """Read "denied that aircraft flew that day", "that his men had been in the village"."""
    told = s.tokens.lower[k + 2 : k + 12]
    armed = bool(set(told[:3]) & words("means")) or bool(SELF & set(told[:1]) - {"it", "he", "she"})
    been = next((i for i, w in enumerate(told[:-1]) if w in ("been", "were", "was", "are")), None)
    placed = been is not None and told[been + 1] in ("in", "at", "near", "there", "present", "inside", "anywhere")
    return armed and (placed or bool(set(told) & _FLYING))


def _for_the_accused(s: Sentence, k: int) -> bool:
    """Tell whether a state denies what its own forces were accused of just now, in whatever words: "received any call"."""
    speaker = speaker_at(s, k)
    last = s.before[-1] if s.before else None
    if speaker is None or last is None or last.stance != "accused" or s.tokens.starts[0] - last.end > FAR // 2:
        return False
    own = s.tokens.lower[k + 1 : k + 3]
    return (
        speaker.kind in ("government", "security_forces")
        and bool(key_words(last.actor) & _STATE)
        and own[:1] == ["that"]
        and own[1:] != []
        and own[1] in ("its", "his", "their")
    )


def _of_others(s: Sentence, k: int) -> bool:
    """Tell whether who fights denies what befell others: "denied that anyone was locked in", not "that its base fell"."""
    speaker, told = speaker_at(s, k), s.tokens.lower[k + 2 : k + 14]
    fights = speaker is not None and speaker.kind in ("armed_group", "security_forces")
    others = told[:1] != [] and told[0] in ("any", "anyone", "anybody", "a", "civilians", "villagers", "people")
    done = next((i for i, w in enumerate(told) if w in BE), None)
    return (
        fights
        and others
        and done is not None
        and any(w.endswith(("ed", "en", "ck")) for w in told[done + 1 : done + 4])
    )


def _denied_of(s: Sentence, k: int) -> str | None:
    """Give whose deed is denied in "denied that the Reserve had been deployed", "that its troops had harmed"."""
    lower = s.tokens.lower
    if lower[k + 1 : k + 2] != ["that"] or k + 3 >= len(lower):
        return None
    verbs = AUX | words("harm") | {"could", "did", "would", "used", "deployed", "took"}
    b = next((i for i in range(k + 3, min(len(lower), k + 9)) if lower[i] in verbs), None)
    if b is None:
        return None
    if lower[k + 2] in SELF:
        speaker = speaker_at(s, k)
        own = lower[k + 2] in ("its", "their", "his", "her", "our")
        if speaker is None or not own:
            return None
        civil = (
            speaker.kind == "government" and b > k + 3 and lower[b - 1] in _STATE
        )  # a ministry has no men of its own
        return owner_state(speaker.words) or (s.words(k + 2, b) if civil else body_of(s, speaker))
    body = is_body(s, k + 2, b) or lower[b - 1] in words("body again") | _STATE
    if not body and not any(w[0].isupper() for w in s.tokens.words[k + 3 : b]):
        return None
    return resolve(s, s.words(k + 2, b), k + 2)


def owner_state(words_of: str) -> str | None:
    """Give the country whose ministry denies what its troops did: "Ostravia's Foreign Ministry"."""
    owner, mark, rest = words_of.replace("’", "'").partition("'s ")
    foreign = mark and owner.split() and owner.split()[-1][0].isupper() and "foreign" in rest.lower()
    return owner if foreign else None


def _denied_by(s: Sentence, speaker: Speaker, ahead: list[str]) -> str | None:
    """Name whose deed is denied: the accused of just now where the denial points back, else the denier's own body."""
    last = next((f for f in reversed(s.before) if f.stance == "accused"), None)
    near = last is not None and s.tokens.starts[0] - last.end < FAR
    forces = near and bool(key_words(last.actor) & _STATE)  # a ministry has no men of its own
    if (
        forces
        and ahead[:1] == ["that"]
        and speaker.kind == "government"
        and last.by != speaker.words
        and _STATE.isdisjoint(key_words(speaker.words))
    ):
        return last.actor
    points_back = (
        not ahead
        or ahead[0] in ("it", "this", "them", ".", ",", "any")
        or bool(set(ahead[:4]) & words("charge"))
        or bool(set(ahead[:3]) & {"anyone", "anybody"})
        or _unnamed(s, speaker)
        or (ahead[0] == "that" and ahead[1:2] != [] and ahead[1] in ("they", "he", "she"))
    )
    if last is not None and speaker.kind == "security_forces" and _own_soldiers(last.actor):
        return body_of(s, speaker)
    if near and points_back and last.by != speaker.words and not _of_the_other_side(s, speaker, last.actor):
        return last.actor
    return body_of(s, speaker)


def _own_soldiers(actor: str) -> bool:
    """Tell "soldiers", "the troops", for whom their army answers."""
    words_of = actor.lower().split()
    head = next((i for i, w in enumerate(words_of) if i and w in PREPOSITIONS and w != "of"), len(words_of))
    return words_of[:head][-1:] != [] and words_of[head - 1] in _MEN_OF_STATE


def _unnamed(s: Sentence, speaker: Speaker) -> bool:
    """Tell whether a denier is only "the agency", "the group": whoever was accused just now."""
    parts = speaker.words.lower().split()
    return len(parts) == 2 and parts[0] == "the" and parts[1] in words("body again") and not is_body_of_state(parts[1])


def is_body_of_state(word: str) -> bool:
    """Tell "the army", "the ministry", which name themselves, from "the agency"."""
    return word in _STATE


def _of_the_other_side(s: Sentence, speaker: Speaker, accused: str) -> bool:
    """Tell whether a state's officer answers a charge against an armed group: he denies for his own."""
    state = speaker.kind in ("security_forces", "government")
    return state and phrase_kind(accused.split(), lambda: s.cast) == "armed_group"


def was_denied(s: Sentence, k: int, act: str) -> Blame | None:
    """Read "This is denied", "The charge was rejected by X"."""
    lower = s.tokens.lower
    last = next((f for f in reversed(s.before) if f.stance == "accused"), None)
    told = lower[max(0, k - 5) : k]
    if act not in ("denies", "rejects") or last is None or not BE & set(told) or (NOT | NOBODY) & set(told):
        return None
    if not ({"this", "it", "that"} | words("charge")) & set(told) or s.tokens.starts[0] - last.end > FAR:
        return None
    by = k + 2 if lower[k + 1 : k + 2] == ["by"] else None
    says = s.words(by, right_edge(s.tokens, by)) if by and by < len(lower) else s.carried.words if s.carried else None
    return Blame(*quote(s, max(0, k - len(told)), k + 1), last.actor, "denies", says)


def called_untrue(s: Sentence, k: int) -> Blame | None:
    """Read "X said that was a lie"."""
    lower, speaker = s.tokens.lower, covering(s, k)
    told = lower[max(0, k - 6) : k]
    if speaker is None or not BE & set(told) or NOT & set(told):
        return None
    if speaker.kind == "security_forces" and words("charge") & set(
        lower[max(0, k - 9) : k]
    ):  # "that reports of it were false"
        return Blame(
            *quote(s, min(speaker.first, k), k + 1), body_of(s, speaker) or speaker.words, "denies", speaker.words
        )
    if not s.before:
        return None
    if not ({"this", "it", "that"} | words("charge")) & set(told) or s.before[-1].stance != "accused":
        return None
    actor = _denied_by(s, speaker, [])
    return Blame(*quote(s, min(speaker.first, k), k + 1), actor, "denies", speaker.words) if actor else None


def had_no_part(s: Sentence, k: int) -> Blame | None:
    """Read "said he had never met them", "had no part in it", "its officers had used no live rounds"."""
    lower, speaker = s.tokens.lower, covering(s, k)
    behind, ahead = lower[max(0, k - 7) : k], lower[k + 1 : k + 5]
    spared = speaker is not None and speaker.kind == "security_forces" and lower[k] == "no" and _ROUNDS & set(ahead[:3])
    again = {"the"} & set(behind) and (words("body again") | {"militia", "militias"}) & set(
        behind[-4:]
    )  # "the movement had no hand"
    if speaker is None or speaker.kind in ("media", "unattributed") or not (SELF & set(behind) or again or spared):
        return None
    answers = _answers(s, speaker, ahead)
    never = lower[k] in ("never", "nowhere") and answers
    no_part = (
        lower[k] == "no"
        and bool(ahead)
        and ((ahead[0] == "such" and answers) or ahead[0] in words("part") | {"part"} or _ROUNDS & set(ahead[:3]))
    )
    if not never and not no_part:
        return None
    actor = _denied_by(s, speaker, [])
    begin = speaker.first if speaker.first < k else left_edge(s.tokens, k)
    return Blame(*quote(s, begin, k + 1), actor, "denies", speaker.words) if actor else None


def not_its_own(s: Sentence, k: int) -> Blame | None:
    """Read "says the rounds were not its own", "said its men had not been there", "has maintained that he killed nobody"."""
    lower, speaker = s.tokens.lower, covering(s, k)
    if speaker is None or speaker.kind in ("media", "unattributed") or lower[k - 1 : k] == ["do"]:
        return None
    ahead, behind = lower[k + 1 : k + 7], lower[max(0, k - 7) : k]
    if ahead[:1] and ahead[0] in _NO_COMMENT:
        return None
    if lower[k] not in ("not", "nobody", "none"):  # "wasn't"
        behind = [*behind, lower[k][:-3]]
    was_not = behind[-2:] in (["it", "was"], ["it", "is"]) and bool(
        {"them", "us", "him", "me", "its", "their", "our"} & set(ahead[:1])
    )
    did_not = (
        speaker.kind in ("armed_group", "security_forces")
        and behind[-1:] == ["did"]
        and bool(SELF & set(behind[-4:]))
        and (ahead[:1] in ([], ["."]) or ahead[0] in words("base deeds"))
    )
    owned = ahead[:2] in (["its", "own"], ["their", "own"], ["our", "own"], ["its", "work"], ["its", "doing"])
    deed = words("harm") | words("complicity") | words("attack")
    if lower[k] == "none":
        told = ahead[:1] == ["of"] and bool(SELF & set(ahead[1:2])) and bool((deed | words("presence")) & set(ahead))
    elif lower[k] == "nobody":
        told = bool(SELF & set(behind)) and bool(deed & set(behind[-1:]))
    else:
        told = owned or (bool(SELF & set(behind[-5:])) and bool((deed | words("presence")) & set(ahead)))
    accused = any(f.stance == "accused" for f in s.before[-3:])
    answered = (
        accused and ahead[:1] in ([], ["."], [","]) and bool(SELF & set(behind[-3:]) or _answers(s, speaker, ahead))
    )
    if not (was_not or did_not or answered) and (not told or not (accused or owned or lower[k] == "nobody")):
        return None
    actor = _denied_by(s, speaker, [])
    begin = speaker.first if speaker.first < k else left_edge(s.tokens, k)
    return Blame(*quote(s, begin, k + 1), actor, "denies", speaker.words) if actor else None


def called_baseless(s: Sentence, k: int) -> Blame | None:
    """Read "X called the accusation baseless"."""
    lower = s.tokens.lower
    verb = next((i for i in range(k - 1, max(-1, k - 9), -1) if lower[i] in words("calling")), None)
    if (
        verb is None
        or not (
            (s.before and s.before[-1].stance == "accused") or set(lower[verb:k]) & (words("charge") - words("hearsay"))
        )
        or not _names_charge(lower[max(0, verb - 9) : k])
    ):
        return None
    speaker, end = speaker_at(s, verb), skip_auxiliaries(lower, verb)
    begin = speaker.first if speaker and speaker.first < verb else left_edge(s.tokens, end)
    if begin >= end:
        return None
    by = speaker.words if speaker else s.words(begin, end)
    actor = _denied_by(s, speaker or Speaker(begin, end, by, "", verb, (0, 0)), ["it"])
    return Blame(*quote(s, begin, k + 1), actor, "denies", by) if actor else None


def _names_charge(told: list[str]) -> bool:
    """Tell whether words hold a charge, or point to one: "called it", not "called that figure"."""
    pointing = ({"it", "this", "them", "that"} & set(told)) and "figure" not in told and "toll" not in told
    return bool(set(told) & words("charge")) or bool(pointing)


def had_nothing_to_do(s: Sentence, k: int) -> Blame | None:
    """Read "X said it had nothing to do with"."""
    lower = s.tokens.lower
    had = lower[k - 1 : k] in (["had"], ["has"], ["have"]) and lower[k + 1 : k + 4] == ["to", "do", "with"]
    knew = lower[k - 1 : k] in (["knew"], ["knows"], ["know"]) and lower[k + 1 : k + 2] in (["of"], ["about"])
    if not had and not (knew and set(lower[k + 2 : k + 7]) & (words("attack") | {"it", "them"})):
        return None
    speaker, a = covering(s, k), left_edge(s.tokens, skip_auxiliaries(lower, k - knew))
    shared = (
        lower[k - 2 : k - 1] == ["and"] and speaker is not None and speaker.verb < k
    )  # "said it was sorry and had nothing"
    if speaker is None or not (set(lower[a:k]) & SELF or shared):
        return None
    actor = _denied_by(s, speaker, [])
    return Blame(*quote(s, min(a, k - 1), k + 1), actor, "denies", speaker.words) if actor else None


def distanced(s: Sentence, k: int) -> Blame | None:
    """Read "X distanced itself from the attack"."""
    lower = s.tokens.lower
    end = skip_auxiliaries(lower, k)
    a = left_edge(s.tokens, end)
    if (
        a >= end
        or "from" not in lower[k + 1 : k + 4]
        or not set(lower[k + 1 : k + 8]) & words("attack")
        or set(lower[a:k]) & NOT
    ):
        return None
    actor = _denied_by(s, Speaker(a, end, s.words(a, end), "", k, (0, 0)), [])
    return Blame(*quote(s, a, k + 1), actor, "denies", s.words(a, end)) if actor else None


def disclaimed(s: Sentence, k: int) -> Blame | None:
    """Read "protested his innocence", "washed its hands of the massacre"."""
    lower = s.tokens.lower
    near = range(k - 1, max(-1, k - 5), -1)
    if lower[k] == "innocent":
        return _innocent(s, k)
    washed = lower[k] == "hands" and lower[k + 1 : k + 2] == ["of"]
    verb = next((i for i in near if lower[i] in (_WASHING if washed else _PROTESTING)), None)
    if verb is None or not (washed or lower[k] == "innocence") or not SELF & set(lower[verb:k]):
        return None
    speaker = teller(s, verb)
    actor = _denied_by(s, speaker, []) if speaker else None
    return Blame(*quote(s, min(speaker.first, verb), k + 1), actor, "denies", speaker.words) if actor else None


def _innocent(s: Sentence, k: int) -> Blame | None:
    """Read "his lawyers say he is innocent of the killings"."""
    lower, speaker = s.tokens.lower, covering(s, k)
    if speaker is None or lower[k - 1] not in BE or not SELF & set(lower[k - 3 : k - 1]):
        return None
    actor = _denied_by(s, speaker, [])
    return Blame(*quote(s, min(speaker.first, k), k + 1), actor, "denies", speaker.words) if actor else None


def brushed_off(s: Sentence, k: int) -> Blame | None:
    """Read "X laughed off the accusation", "X brushed aside the charge"."""
    lower = s.tokens.lower
    near = set(lower[max(0, k - 5) : k + 6]) & (words("charge") - words("hearsay"))
    verb = next((i for i in range(k - 1, max(-1, k - 6), -1) if lower[i] in _BRUSHING), None)
    speaker = teller(s, verb) if verb and near else None
    actor = _denied_by(s, speaker, ["it"]) if speaker else None
    return Blame(*quote(s, min(speaker.first, verb), k + 1), actor, "denies", speaker.words) if actor else None


def pleaded_not_guilty(s: Sentence, k: int, subject: tuple[int, int]) -> Blame | None:
    """Read "X pleaded not guilty"."""
    if s.tokens.lower[k - 1] != "not":
        return None
    name = s.words(*subject).partition(",")[0]
    return Blame(*quote(s, subject[0], k + 1), name, "denies", name)
