"""Avowals: "claimed responsibility", "owned up to the ambush", "was claimed by", "said its men had done it"."""

from __future__ import annotations

from helpers import lexicon
from helpers.extracting.blame import (
    BE,
    MAX_ACTOR,
    NOBODY,
    NOT,
    SELF,
    Blame,
    Sentence,
    body_of,
    covering,
    is_body,
    object_end,
    own_name,
    quote,
    skip_auxiliaries,
    speaker_at,
    teller,
    words,
)
from helpers.extracting.denials import over_means
from helpers.extracting.noun_phrases import DAYS, left_edge, right_edge
from helpers.extracting.speakers import Speaker
from helpers.extracting.speech import speech_verbs

_PUTTING = {
    "put",
    "puts",
    "lent",
    "lends",
    "gave",
    "declares",
    "declared",
    "called",
    "calls",
    "claims",
    "claimed",
    "avowed",
}
_ISSUING = {"issued", "issues", "made", "makes", "posted", "posts", "published", "released", "sent", "broadcast", "put", "circulated",
            "filed", "phoned", "telephoned"}  # fmt: skip
_RESPONSIBILITY = {"responsibility", "credit"}
_HABITUALLY = {"rarely", "seldom", "often", "usually", "sometimes", "regularly", "routinely", "frequently", "previously",
               "typically"}  # fmt: skip
_ELSEWHERE = {
    "previous",
    "past",
    "similar",
    "earlier",
    "numerous",
    "most",
    "dozens",
    "scores",
    "hundreds",
    "many",
    "countless",
}
_FROM_THE_AIR = {"strike", "strikes", "airstrike", "airstrikes", "drone", "bombing", "raid"}
_ASTRAY = {"shell", "shells", "missile", "rocket", "bullet", "bullets", "round", "patrol"}
_MEMBERS = {"member", "members", "men", "fighters", "cadres", "own", "commanders", "recruits", "sons"}


def avowal(s: Sentence, k: int, act: str, form: str) -> Blame | None:
    """Read "X claimed responsibility", "X admitted killing", "the attack claimed by X"."""
    by = over_means(s.tokens.lower, k) if act == "admits" else k
    ahead = s.tokens.lower[by + 1 : by + 9]
    if nobody_before(s, k) or _of_the_past(s.tokens.lower, k):
        return None
    if form in ("past", "participle") and act in ("claims", "takes") and (by := _by_whom(s, k, act)):
        return _claimed_by(s, k, by)
    if not _avows(act, ahead):
        return None
    speaker = speaker_at(s, k) or (_who_follows(s, k) if form == "ing" else teller(s, k))
    own = ahead[:1] == ["that"] and bool(SELF & set(ahead[1:2]))  # "admitted that its aircraft had struck"
    own = own or (act == "admits" and _of_its_own(ahead))
    own = own or act == "boasts" or (act == "admits" and _own_deed(ahead))
    if speaker is None or (act == "admits" and not own and speaker.kind not in ("armed_group", "other")):
        return None
    actor = (_for_whom(s, k) if speaker.kind in ("media", "other") else None) or body_of(s, speaker)
    return Blame(*quote(s, min(speaker.first, k), k + 1), actor, "claims", speaker.words) if actor else None


def _for_whom(s: Sentence, k: int) -> str | None:
    """Give X in "the radio claimed the attack for X", "in the name of X"."""
    lower, n = s.tokens.lower, len(s.tokens)
    for i in range(k + 2, min(n - 1, k + 9)):
        named = lower[i - 2 : i + 1] == ["the", "name", "of"] or lower[i - 1 : i + 1] == ["behalf", "of"]
        if named or (lower[i] == "for" and lower[i - 1] in words("attack")):
            a = i + 1
            end = next(
                (j for j in range(a + 1, object_end(s.tokens, a)) if lower[j] in ("the", *DAYS)),
                object_end(s.tokens, a),
            )
            return s.words(a, end) if is_body(s, a, end) or s.tokens.upper or s.tokens.is_name(end - 1) else None
        if lower[i] in (",", ".", ";"):
            break
    return None


def _of_the_past(lower: list[str], k: int) -> bool:
    """Tell what a group does or did at other times: "rarely claims attacks", "has claimed similar bombings"."""
    return bool(_HABITUALLY & set(lower[max(0, k - 3) : k]) or _ELSEWHERE & set(lower[k + 1 : k + 7]))


def _by_whom(s: Sentence, k: int, act: str) -> int | None:
    """Find the "by" of "claimed by X", "was claimed in an online message by X", "responsibility was asserted by X"."""
    lower = s.tokens.lower
    passive, mine = bool(BE & set(lower[max(0, k - 3) : k])), bool(_RESPONSIBILITY & set(lower[max(0, k - 12) : k]))
    if act == "takes" and not (passive and mine):
        return None
    near = lower[k + 1 : k + (12 if passive else 3)]
    at = near.index("by") if "by" in near else None
    return k + 1 + at if at is not None and not {",", ".", "that", "and"} & set(near[:at]) else None


def avowed(s: Sentence, k: int, speaker: Speaker) -> Blame | None:
    """Make the avowal of a speaker from its first word to token k."""
    actor = body_of(s, speaker)
    return Blame(*quote(s, min(speaker.first, k), k + 1), actor, "claims", speaker.words) if actor else None


def _who_follows(s: Sentence, k: int) -> Speaker | None:
    """Find who speaks in "In claiming the ambush, the group spoke of"."""
    comma = next((i for i in range(k + 1, min(len(s.tokens), k + 12)) if s.tokens.lower[i] == ","), None)
    return next((p for p in s.speakers if comma is not None and comma < p.first <= comma + 2), None)


def _of_its_own(ahead: list[str]) -> bool:
    """Tell "acknowledged that a shell fired by its troops", "that the drone strike had killed", "acknowledged shooting him"."""
    if ahead[:1] != ["that"]:
        return ahead[:1] != [] and ahead[0].endswith("ing") and ahead[0] in words("harm")
    mine = any(ahead[i : i + 2] in (["by", "its"], ["by", "his"], ["by", "their"]) for i in range(2, 7))
    return mine or (
        ahead[1:2] in (["a"], ["an"], ["the"], ["one"]) and bool(set(ahead[2:4]) & (_FROM_THE_AIR | _ASTRAY))
    )


def _own_deed(ahead: list[str]) -> bool:
    """Tell a deed that a state can only have done itself: "acknowledged a strike", not "the attack on its base"."""
    at = next((i for i, w in enumerate(ahead[:4]) if w in words("own deeds")), None)
    opened = ahead[:1] in (["a"], ["an"], ["the"], ["its"]) or at == 0
    return at is not None and opened and not set(ahead[at + 1 : at + 3]) & {"on", "its"} - {"on"}


def _avows(act: str, ahead: list[str]) -> bool:
    if act == "takes":
        return bool(_RESPONSIBILITY & set(ahead[:4]))
    if act == "owns":
        if ahead[:1] and ahead[0] in ("the", "both", "this", "that") and words("attack") & set(ahead[1:2]):
            return True
        owned = ahead[:1] == ["to"] and bool(words("attack") & set(ahead))
        return owned or ahead[:1] == ["up"] or bool(_RESPONSIBILITY & set(ahead[:1]))
    if act == "boasts":
        own = (
            {"of", "about", "over", "to", "for"} & set(ahead[:5])
            or ahead[:2] in (["that", w] for w in SELF)
            or ahead[:1] in (["it"], ["its"])
        )
        return bool(own) and _admits_deed([*ahead, "of"])
    return _claims_deed(ahead) if act == "claims" else _admits_deed(ahead)


def nobody_before(s: Sentence, k: int) -> bool:
    """Tell whether the verb is denied or asked about, or has nobody for a subject: "No group has claimed"."""
    lower, floor = s.tokens.lower, max(0, k - MAX_ACTOR)
    begin = max((i for i in range(floor, k) if lower[i] in (",", ";", "but", "that", "and")), default=floor - 1) + 1
    return bool(set(lower[begin:k]) & (NOBODY | NOT | {"if", "whether"}))


def _claims_deed(ahead: list[str]) -> bool:
    """Tell "claimed the attack on" from "claimed that the attack" and "claimed the lives of"."""
    if _RESPONSIBILITY & set(ahead[:4]):
        return True
    if {"lives", "life"} & set(ahead[:5]):
        return False
    if ahead[:1] in (["it"], ["this"]):
        return not ahead[1:] or ahead[1] in (".", ",", ";", "in", "at", "on", "and")
    stops = {"that", ",", "and", "to", "was", "had", "were", "of"}
    head = next((i for i, w in enumerate(ahead) if w in words("attack")), 9)
    stop = next((i for i, w in enumerate(ahead) if i and (w in stops or w[0].isdigit())), len(ahead))
    if ahead[:1] and ahead[0] in DAYS and ahead[1:2] in (["'s"], ["’s"]):  # "claimed Monday's raid"
        return head <= 5
    openers = {"the", "that", "this", "both", "those", "these", "an", "a", "its"}
    return head < stop and head <= 5 and (ahead[0] in openers or ahead[0] in words("attack"))


def _admits_deed(ahead: list[str]) -> bool:
    """Tell "admitted to the murder", "admitted having killed" from "admitted 30 wounded"."""
    if not set(ahead) & (words("harm") | words("attack")):
        return False
    if ahead[0] == "that" and not set(ahead[1:4]) & SELF and not _of_its_own(ahead):
        return False  # another's deed
    if _own_deed(ahead):
        return True
    plain = {"they", "he", "their", "his", "its", "it", "the", "responsibility", "killing", "carrying", "planting"}
    return bool(set(ahead) & {"of", "to", "that", "having"}) or ahead[0] in plain or ahead[0] in words("attack")


def _claimed_by(s: Sentence, k: int, by: int) -> Blame | None:
    """Read "the attack claimed by X", "responsibility was claimed by X"."""
    lower, b = s.tokens.lower, right_edge(s.tokens, by + 1)
    told = set(lower[max(0, k - 6) : k]) & (words("attack") | {"which", "that", "it"})
    if b <= by + 1 or not (told or "responsibility" in lower[max(0, k - 12) : k]):
        return None
    told = (i for i in range(by + 2, b) if lower[i] in speech_verbs() or lower[i] in lexicon.deeds())
    b = next((i for i in told if s.tokens.upper or not s.tokens.is_name(i)), b)
    if any(w in ("itself", "themselves") for w in lower[b : b + 4]) or lower[b : b + 2] == ["known", "as"]:
        b = object_end(
            s.tokens, next((i for i in range(b, b + 4) if lower[i] in ("itself", "themselves", "as")), b) + 1
        )
    name = own_name(s.words(by + 1, b))
    a = next((i for i in range(k - 1, max(-1, k - 7), -1) if lower[i] in ("the", "a", "an", ",")), max(0, k - 3))
    return Blame(s.tokens.starts[a], s.tokens.ends[b - 1], name, "claims", name)


def was_revenge(s: Sentence, k: int) -> Blame | None:
    """Read "X said the attack was revenge for", "it was retaliation for a raid" from an armed group."""
    lower, speaker = s.tokens.lower, covering(s, k)
    b = skip_auxiliaries(lower, k - (lower[k - 1] in ("a", "an", "in")))
    subject = set(lower[max(0, b - 6) : b])
    if speaker is None or speaker.kind != "armed_group" or not set(lower[b:k]) & BE or NOT & set(lower[b:k]):
        return None
    if not subject & (words("attack") | {"it", "this", "they"}) or lower[k + 1 : k + 2] not in (
        ["for"],
        ["to"],
        ["against"],
    ):
        return None
    actor = body_of(s, speaker)
    return (
        Blame(*quote(s, speaker.first if speaker.first < k else b, k + 1), actor, "claims", speaker.words)
        if actor
        else None
    )


def own_work(s: Sentence, k: int) -> Blame | None:
    """Read "The attack was its work, it said", "X said it was their doing"."""
    lower, speaker = s.tokens.lower, covering(s, k)
    if (
        speaker is None
        or speaker.kind not in ("armed_group", "other")
        or (lower[k - 3 : k - 1] != ["none", "of"] and lower[k - 2 : k - 1] not in (["was"], ["is"], ["were"]))
    ):
        return None
    a = left_edge(s.tokens, k - 2)
    actor = body_of(s, speaker)
    stance = "denies" if "none" in lower[k - 3 : k] else "claims"
    return Blame(*quote(s, a, k + 1), actor, stance, speaker.words) if actor else None


def put_its_name(s: Sentence, k: int) -> Blame | None:
    """Read "X put its name to the attack", "declares the attack to be its own"."""
    lower = s.tokens.lower
    behind, ahead = lower[max(0, k - 9) : k], lower[k + 1 : k + 6]
    named = lower[k] == "name" and ahead[:1] == ["to"] and words("attack") & set(ahead) and _PUTTING & set(behind)
    told = lower[k] == "own" and ["to", "be"] in (behind[i : i + 2] for i in range(len(behind)))
    if not named and not (told and words("attack") & set(behind)):
        return None
    verb = next((i for i in range(k - 1, max(-1, k - 10), -1) if lower[i] in _PUTTING), None)
    if verb is None or nobody_before(s, verb):
        return None
    speaker, end = speaker_at(s, verb), verb
    begin = speaker.first if speaker and speaker.first < verb else left_edge(s.tokens, end)
    by = speaker.words if speaker else s.words(begin, end) if begin < end else None
    actor = (body_of(s, speaker) if speaker else by) if by else None
    return Blame(*quote(s, begin, k + 1), actor, "claims", by) if actor else None


def one_of_its_own(s: Sentence, k: int) -> Blame | None:
    """Read "X said the bomber was one of its members"."""
    lower, speaker = s.tokens.lower, covering(s, k)
    told = (
        k > 0
        and lower[k - 1] in BE
        and lower[k + 1 : k + 2] == ["of"]
        and lower[k + 2 : k + 3] in (["its"], ["their"], ["our"])
    )
    attacker = set(lower[max(0, k - 7) : k]) & words("attacker")
    if speaker is None or not told or not attacker or not _MEMBERS & set(lower[k + 3 : k + 6]):
        return None
    if speaker.kind not in ("armed_group", "other"):
        return None
    actor = body_of(s, speaker)
    return Blame(*quote(s, min(speaker.first, k), k + 1), actor, "claims", speaker.words) if actor else None


def issued_claim(s: Sentence, k: int) -> Blame | None:
    """Read "X issued a claim of responsibility", "a claim of responsibility came from X"."""
    lower = s.tokens.lower
    if lower[k - 2 : k] not in (["claim", "of"], ["claims", "of"]) or NOBODY & set(lower[max(0, k - 5) : k]):
        return None
    return _issued_by(s, k, k - 3) or _came_from(s, k)


def issued(s: Sentence, k: int) -> Blame | None:
    """Read "X posted a claim for the bombing", k being the claim."""
    told = set(s.tokens.lower[k + 1 : k + 12]) & words("attack")
    return _issued_by(s, k, k - 1) if told and s.tokens.lower[k + 1] != "of" else None


def _issued_by(s: Sentence, k: int, last: int) -> Blame | None:
    lower = s.tokens.lower
    verb = next((i for i in range(last, max(-1, last - 6), -1) if lower[i] in _ISSUING), None)
    speaker = teller(s, verb) if verb else None
    return avowed(s, k, speaker) if speaker and not nobody_before(s, verb) and not set(lower[verb:k]) & NOBODY else None


def _came_from(s: Sentence, k: int) -> Blame | None:
    """Read "a claim of responsibility for the raid came from X", "… by X was posted"."""
    lower = s.tokens.lower
    by = next((i for i in range(k + 1, min(len(lower) - 1, k + 12)) if lower[i] in ("by", "from")), None)
    if by is None or {",", ".", "and", "not"} & set(lower[k:by]) or (lower[by] == "from" and lower[by - 1] != "came"):
        return None
    b = right_edge(s.tokens, by + 1)
    b = next((i for i in range(by + 2, b) if lower[i] == ","), b)
    name = s.words(by + 1, b) if b > by + 1 else None
    return Blame(s.tokens.starts[k - 2], s.tokens.ends[b - 1], name, "claims", name) if name else None
