"""The people a sentence speaks of: "an additional 22 insurgents", "a soldier", "six of them", "another 11", "the dead".

A mention is a noun phrase with, where it has one, its number; who is harmed and who harms is decided in `harm`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache

from helpers import lexicon
from helpers.extracting.groups import group_of
from helpers.extracting.mentions import RELATION, STOP, Mention, join_families
from helpers.extracting.quantities import OPENERS, ORDINALS, UNITS, Quantity, quantity_at
from helpers.extracting.tokens import Tokens

PRONOUNS = {"he", "she", "they", "him", "them", "it", "who", "we", "us", "those", "i"}
_MULTIPLE = {"twin": 2, "triplet": 3}
LOOKAHEAD, LOWERCASE_LIMIT, NAME_REACH = 18, 5, 10
_WINGS = {
    "faction",
    "wing",
    "arm",
    "offshoot",
    "branch",
}  # lower-case words inside a group's name: "Reformation faction of …"


_UNIT_WORDS = frozenset(UNITS)
_REMAINS = {"bodies", "body", "corpses", "deaths", "death", "lives"}
_AGED = {"boy", "girl", "man", "woman", "youth", "child", "lad", "teenager", "apprentice", "student", "boys", "girls"}


def mark_ages(tokens: Tokens) -> None:
    """Mark the ages of people as used: "Pruitt, 29, died", "ages 14, 15 and 17", "aged 7"."""
    lower, n = tokens.lower, len(tokens.lower)
    numbers = {word for word in tokens.odd if word.isdigit()} | (_UNIT_WORDS & tokens.vocabulary)
    for k in [k for k, word in enumerate(lower) if word in numbers and k] if numbers else ():
        if lower[k] in UNITS and lower[k + 1 : k + 3] in (
            ["year", "old"],
            ["years", "old"],
            ["month", "old"],
            ["months", "old"],
        ):
            tokens.used.update((k, k + 1, k + 2))  # "a seven year old boy"
        if k > 1 and lower[k - 1] == "of" and lower[k - 2] in _AGED and (lower[k] in UNITS or lower[k].isdigit()):
            tokens.used.add(k)  # "a boy of nine"
        if not lower[k].isdigit() or len(lower[k]) > 3 or k in tokens.used:
            continue
        if (
            lower[k - 1] in ("age", "ages", "aged")
            or (
                k >= 2
                and k - 2 in tokens.used
                and lower[k - 1] in (",", "and", "to")
                and lower[k - 2].isdigit()
                and _closes_age(tokens, k)
            )
            or (k + 1 < n and lower[k + 1] in ("year", "years") and "old" in lower[k + 2 : k + 4])
        ) or (
            lower[k - 1] in (",", "(")
            and k >= 2
            and _closes_age(tokens, k)
            and int(lower[k]) < 111
            and _aged(tokens, k - 2)
        ):
            tokens.used.add(k)


def _aged(tokens: Tokens, k: int) -> bool:
    """Tell whether token k is somebody whose age may follow: a name, or a noun for people."""
    return tokens.is_name(k) or tokens.lower[k] in lexicon.people()


def _closes_age(tokens: Tokens, k: int) -> bool:
    if tokens.lower[k + 1 : k + 2] == ["and"] and tokens.lower[k + 2 : k + 3] and tokens.lower[k + 2].isdigit():
        return tokens.lower[k + 3 : k + 4] in ([","], ["."])
    return k + 1 >= len(tokens.lower) or tokens.lower[k + 1] in (",", ".", ";", ")", "—", "–")


def find_mentions(tokens: Tokens) -> list[Mention]:
    """List the mentions of people in a sentence, from left to right, none inside another."""
    mark_ages(tokens)
    found: list[Mention] = []
    nouns = lexicon.people()
    after, openers = 0, _openers()
    opening = {w for w in tokens.odd if w[0].isdigit() or "-" in w} | (openers & tokens.vocabulary)
    for i in [i for i, w in enumerate(tokens.lower) if w in opening]:
        if i < after or i in tokens.used:
            continue
        mention = _mention_at(tokens, i, nouns)
        if mention is not None:
            found.append(mention)
            after = mention.last
    return join_families(tokens, found)


_ONES = {"a", "an", "one", "another", "no", "every", "each"}
_DETERMINERS = {"the", "this", "that", "his", "her", "their", "its", "these", "those", "all", "both", "my", "our"}


@cache
def _openers() -> frozenset[str]:
    """Give the words with which a mention may begin, besides digits: the rest of a sentence need not be looked at."""
    nouns = (word for word, noun in lexicon.people().items() if noun.kind != "state")
    return frozenset([*nouns, *OPENERS, *ORDINALS, *PRONOUNS, *_ONES, *_DETERMINERS])


def _mention_at(tokens: Tokens, i: int, nouns: dict) -> Mention | None:
    lower = tokens.lower
    word = lower[i]
    quantity = quantity_at(tokens, i)
    if quantity is not None:
        return None if _rejected(lower, i) else _counted(tokens, i, quantity, nouns)
    if word in ORDINALS or (word == "the" and i + 1 < len(tokens.lower) and lower[i + 1] in ORDINALS):
        return _ordinal(tokens, i)
    if word in _ONES:
        return _with_article(tokens, i, word, nouns)
    if word in _DETERMINERS:
        return _definite(tokens, i, word, nouns)
    if word in PRONOUNS and not (word == "i" and tokens.words[i] == "i"):
        return Mention(
            i, i + 1, word, "unspecified", kind="pronoun", plural=word in ("they", "them", "we", "us", "those")
        )
    if word in nouns and nouns[word].kind != "state":
        return _plain_noun(tokens, i, nouns)
    return None


def _rejected(lower: list[str], i: int) -> bool:
    """Tell whether a number is named only to be put right: "two, not four, were killed", "28 and not 29", "two rather than four"."""
    if lower[i - 2 : i] in (["rather", "than"], ["instead", "of"]):
        return True
    return (
        i > 1
        and lower[i - 1] == "not"
        and lower[i - 2] in (",", "and", "—", "–", "(")
        and lower[i] not in ("one", "a", "an")
    )


@cache
def attack_verbs() -> frozenset[str]:
    """Give the forms of verbs that attackers do (data/lexicon/attack_verbs.csv)."""
    return frozenset(row["form"] for row in lexicon.read_rows("attack_verbs", ("form",)))


@cache
def _demonyms() -> frozenset[str]:
    from helpers import gazetteer

    table = gazetteer.demonyms()
    return frozenset(str(w).lower() for w in table["word"])


def _is_people_name(word: str) -> bool:
    """Tell whether a capitalised plural names a people: "two Velmarians", "three Pakistanis"."""
    if word.endswith(("ians", "eans", "kans", "ricans", "istanis", "aqis", "elis", "emenis", "udis")):
        return True
    return word in _demonyms() or (word.endswith("s") and word[:-1] in _demonyms())


_ADJECTIVE_STATES = {
    "dead",
    "wounded",
    "injured",
    "missing",
    "slain",
    "murdered",
    "displaced",
    "drowned",
    "executed",
    "massacred",
}


def _counted(tokens: Tokens, i: int, q: Quantity, nouns: dict) -> Mention | None:
    lower, n = tokens.lower, len(tokens.lower)
    common = {
        "low": q.low, "high": q.high, "modifier": q.modifier, "counted": True, "more": q.more, "definite": q.definite,
        "other": q.other, "plural": q.low != 1 or q.high != 1,
    }  # fmt: skip
    j = q.last
    if j < n and lower[j] == "of" and j + 1 < n and lower[j + 1] in ("them", "whom", "those", "these", "the", "its", "his", "her", "their", "our", "us", "my"):  # fmt: skip
        return _partitive(tokens, i, j, common, nouns)
    if j < n and lower[j] == "of" and (owned := _of_a_leader(tokens, i, j, common, nouns)):
        return owned
    if j < n and lower[j] in _UNITS:
        return None  # "182 Battalion"
    head = _find_head(tokens, j, nouns)
    if head is not None:
        at, group, kind, last = head
        group = _of_his(lower, i, at, group)
        noun = nouns.get(lower[at])
        whose = noun and (not noun.plural or lower[at] in ("girls", "boys", "womens", "children", "police"))
        if whose and kind != "state" and (q.low or 0) > 1 and _before_things(tokens, last, nouns):
            return None  # "two passenger buses", "two girls schools"
        given = not (kind == "noun" and lower[at] in ("people", "person", "persons", "victim", "victims", "casualties"))
        state = next((lexicon.states()[w] for w in lower[j:at] if w in _ADJECTIVE_STATES), "")
        return Mention(i, last, lower[at], group, kind=kind, group_given=given, state=state, **common)
    if j < n and (lower[j] in tokens.armed or lower[j].removesuffix("s") in tokens.armed) and lower[j].endswith("s"):
        return Mention(i, j + 1, lower[j], "militants", kind="noun", **common)  # "six Tigers"
    if j < n and tokens.is_name(j) and not tokens.upper and j not in tokens.used and _is_people_name(lower[j]):
        return Mention(i, j + 1, lower[j], "civilians", kind="noun", **common)
    if (end := _force(tokens, j)) > j:
        return Mention(
            i, end, lower[j], "security_forces", kind="noun", **common
        )  # "one Security Force (SF) was killed"
    if lower[i] == "one" and j == i + 1 and (end := _one_name(tokens, j)) > j + (not _ends_one_name(lower, i, j + 1)):
        return Mention(i, end, "", "civilians", kind="name", group_given=False, **common)  # "killed one Budhu Oraon"
    if lower[q.last - 1] == "couple" and q.low == 2:
        return Mention(i, q.last, "couple", "civilians", kind="noun", **(common | {"plural": True}))
    if q.last - i and _stands_alone(tokens, i, q):
        return Mention(i, q.last, "", "unspecified", kind="bare", group_given=False, **common)
    if q.low > 1 and (band := _band(tokens, j)):
        alleged = band > j + 1
        group = "militants" if alleged else "civilians"
        return Mention(i, band, tokens.words[band - 1], group, kind="unknown", group_given=alleged, **common)
    if j + 1 < n and lower[j] in ("“", '"', "‘") and is_unknown_plural(lower[j + 1]) and not tokens.is_name(j + 1):
        j += 1  # nine “keepers of the flame”
    if j < n and is_unknown_plural(lower[j]) and not tokens.is_name(j):
        return Mention(i, j + 1, lower[j], "civilians", kind="unknown", group_given=False, **common)
    return None


def _force(tokens: Tokens, j: int) -> int:
    """Give where the name of a force ends that stands for its men: "one Security Force (SF)", "two Frontier Corps (FC)" (0: none)."""
    k = j
    while (
        k < len(tokens.lower)
        and k - j < 4
        and tokens.is_name(k)
        and tokens.lower[k] not in STOP
        and k not in tokens.used
    ):
        k += 1
    named = not tokens.upper and any(w in _FORCES for w in tokens.lower[j:k])
    end = _past_acronym(tokens, k)
    follows = tokens.lower[end : end + 1]
    return end if named and follows and (follows[0] in _AFTER_BARE or past_deed(follows[0])) else 0


_FORCES = {"force", "corps", "rifles", "fc", "sf", "bsf", "ssb", "rangers", "scouts", "guards", "rpf", "sog", "cisf"}


def _ends_one_name(lower: list[str], one: int, k: int) -> bool:
    """Tell whether a single word may be the name of somebody: "shot dead one Nasir (20)", "killing one Nazar and"."""
    if lower[k : k + 1] in (["("], [","], ["in"], ["of"], ["alias"]):
        return True
    return (lower[k : k + 1] in (["and"], ["."], ["at"], ["on"], ["near"], ["when"]) and past_deed(lower[one - 1])) or (
        lower[one - 1 : one] in (["killing"], ["injuring"], ["wounding"], ["dead"])
    )


def _one_name(tokens: Tokens, j: int) -> int:
    k = j
    while (
        k < len(tokens.lower)
        and k - j < 5
        and tokens.is_name(k)
        and tokens.words[k].isalpha()
        and tokens.lower[k] not in STOP
    ):
        k += 1
    return k if not tokens.upper else j


_UNITS = {
    "battalion",
    "brigade",
    "regiment",
    "division",
    "bn",
    "corps",
    "squadron",
    "battalions",
    "brigades",
    "company",
    "wing",
    "squad",
}


def _of_a_leader(tokens: Tokens, i: int, j: int, common: dict, nouns: dict) -> Mention | None:
    """Read "eight of Baz Lanbi's men", "five of the Column's fighters"."""
    lower, k = tokens.lower, j + 1
    while k < len(lower) and k - j < 6 and (tokens.is_name(k) or lower[k] == "the"):
        k += 1
    if k == j + 1 or lower[k : k + 1] not in (["'s"], ["’s"], ["’"], ["'"]):
        return None
    head = _find_head(tokens, k + 1, nouns)
    if head is None:
        return None
    at, group, kind, last = head
    if lower[at] in ("men", "fighters", "members", "gunmen", "followers", "lieutenants", "henchmen"):
        group = "militants"  # a leader's or a band's own; an army's are called soldiers
    return Mention(i, last, lower[at], group, kind=kind, group_given=True, **common)


def _band(tokens: Tokens, j: int) -> int:
    """Give where a band or a people that no list knows ends: "three alleged Falcons", "400 Orskans" (0: none)."""
    k = j + 1 if tokens.lower[j : j + 1] in (["alleged"], ["suspected"]) else j
    if k >= len(tokens.lower) or tokens.upper or k in tokens.used or not tokens.is_name(k):
        return 0
    alone = k + 1 >= len(tokens.lower) or not tokens.is_name(k + 1)
    return k + 1 if alone and is_unknown_plural(tokens.lower[k]) else 0


_OWN_PEOPLE = {
    "men",
    "members",
    "people",
    "sons",
    "comrades",
    "personnel",
    "brothers",
    "number",
    "ranks",
    "fighters",
    "troops",
    "soldiers",
    "officers",
    "colleagues",
    "companions",
}


def _unknown(tokens: Tokens, i: int, k: int, common: dict) -> Mention | None:
    """Count "one of the divers", whom no list knows: a plural that names no thing."""
    if k < len(tokens.lower) and is_unknown_plural(tokens.lower[k]):
        return Mention(
            i, k + 1, tokens.lower[k], "unspecified", kind="generic", partitive=True, group_given=False, **common
        )
    return None


@cache
def things() -> frozenset[str]:
    """Give the plurals that count no people (data/lexicon/things.csv)."""
    return frozenset(row["word"] for row in lexicon.read_rows("things", ("word",)))


def is_unknown_plural(word: str) -> bool:
    """Tell whether a word may be a plural for people that no list knows: "divers", "revellers", not "hours"."""
    return (
        len(word) > 4
        and word.isalpha()
        and word.endswith("s")
        and not word.endswith(("ss", "ings", "us", "tions", "ments"))
        and word not in things()
        and word not in lexicon.deed_nouns()
        and word not in STOP
    )


def _before_things(tokens: Tokens, k: int, nouns: dict) -> bool:
    """Tell whether a plural for things follows, which a singular before it only describes."""
    if k >= len(tokens.lower):
        return False
    word = tokens.lower[k]
    return word.endswith("s") and word.isalpha() and word not in nouns and word not in STOP and not past_deed(word)


def _ordinal(tokens: Tokens, i: int) -> Mention | None:
    """Read "the third, Peter Lasko, was found dead", "a third gave himself up": one of those just spoken of."""
    lower = tokens.lower
    j = i + 2 if lower[i] in ("the", "a") else i + 1
    if lower[i] not in ("the", "a") or j >= len(tokens.lower):
        return None
    follows = lower[j]
    if (
        (follows == "," and j + 1 < len(tokens.lower) and tokens.is_name(j + 1))
        or past_deed(follows)
        or follows in ("was", "had", "has", "gave")
    ):
        return Mention(i, j, "", "unspecified", 1, 1, "exact", True, "bare", other=True, group_given=False)
    return None


def _partitive(tokens: Tokens, i: int, j: int, common: dict, nouns: dict) -> Mention | None:
    lower = tokens.lower
    k = j + 1
    if lower[k] in ("them", "whom", "us", "those", "these") and (
        k + 1 >= len(tokens.lower) or lower[k + 1] not in nouns
    ):
        return Mention(i, k + 1, "them", "unspecified", kind="bare", partitive=True, group_given=False, **common)
    ours = lower[k] in ("its", "his", "her", "their", "our", "my")
    if ours and lower[k + 1 : k + 2] == ["own"] and not (k + 2 < len(tokens.lower) and lower[k + 2] in nouns):
        return Mention(i, k + 2, "", "unspecified", kind="bare", own=True, group_given=False, **common)
    inner = quantity_at(tokens, k + ours)  # "nine of the 17", "nine of its 17 passengers"
    if (
        inner is not None
        and inner.low > common["low"]
        and _AFTER_BARE & set(tokens.lower[inner.last : inner.last + 1] or ["."])
    ):
        return Mention(i, inner.last, "them", "unspecified", kind="bare", partitive=True, group_given=False, **common)
    if ours and lower[k + 1 : k + 2] in (["family"], ["families"]):
        return Mention(i, k + 2, "family", "civilians", kind="noun", **common)  # "three others of her family"
    if ours and lower[k + 1 : k + 2] in (["number"], ["ranks"]):
        return Mention(i, k + 2, "", "unspecified", kind="bare", own=True, group_given=False, **common)
    head = _find_head(tokens, inner.last if inner else k + 1, nouns)
    if head is None:
        return _unknown(tokens, i, inner.last if inner else k + 1, common)
    at, group, kind, last = head
    given = kind != "state"
    if ours and lower[at] in _OWN_PEOPLE:
        return Mention(i, last, lower[at], "unspecified", kind=kind, own=True, group_given=False, **common)
    whole = None
    if inner is not None and inner.low > common["low"] and kind != "state":
        whole = Mention(
            k, last, lower[at], group, inner.low, inner.high, inner.modifier, True, kind, plural=True, group_given=given
        )
    return Mention(i, last, lower[at], group, kind=kind, partitive=not ours, group_given=given, whole=whole, **common)


_AFTER_BARE = (
    set(["were", "was", "are", "is", "have", "has", "had", "be", "been", "being", "and", "or", "but", "in", "on", "at", "by", "from", "near", "during", "since", "after", "when", "while", "who", "whom", "among", "including", "later", "also", "with", "as", "for", "of", "reportedly", "still", "remain", "remained", "overnight", "during", "to", "so", "belonged", "belong", "served", "worked", "came", "wore", "hailed", "lay", "fell", "never", "had", "could", "may", "might", "escaped", "survived", "remained", "apiece", "each"])
    | {",", ".", ";", ":", ")", "—", "–", "-", "…", '"', "”"}
)  # fmt: skip


def _stands_alone(tokens: Tokens, i: int, q: Quantity) -> bool:
    """Tell whether a number without a noun may count people: "another 11", "arrested nine", "two others were hurt"."""
    j = q.last
    if q.other:
        return (
            j >= len(tokens.lower) or tokens.lower[j - 1] != "other" or tokens.lower[j] not in things()
        )  # "eight other cars"
    before = tokens.lower[i - 1] if i else ""
    if (
        i
        and tokens.is_name(i - 1)
        and not tokens.upper
        and i - 1 not in tokens.used
        and i > 1
        and tokens.words[i][0].isdigit()
        and not q.more
    ):
        return False  # "Sohail Rasheed 30 was shot": an age or a part of a name
    if before == "at" and j < len(tokens.lower) and past_deed(tokens.lower[j]):
        return True  # "put its losses at nine killed"
    if before in ("no", "number", "route", "section", "highway", "class", "ward", "sector", "phase", "page", "at", "$", "rs", "aged", "age", "inr"):  # fmt: skip
        return False
    if q.modifier == "exact" and 1900 <= q.low <= 2100 and tokens.words[q.last - 1].isdigit() and not q.more:
        return False
    if i and before == "(" and j < len(tokens.lower) and tokens.lower[j] == ")":
        return False  # an age behind a name
    if (
        i
        and j < len(tokens.lower)
        and before == ","
        and tokens.lower[j] == ","
        and tokens.is_name(i - 2 if i > 1 else 0)
    ):
        return False
    if j >= len(tokens.lower) or tokens.lower[j] in _AFTER_BARE:
        return True
    return past_deed(tokens.lower[j])


def past_deed(word: str) -> bool:
    """Tell whether a word may begin a verb of harm: "three shot dead", "two sustain injuries", not "three trucks"."""
    return any(deed.form == "past" or _suffers(words, deed) for words, deed in lexicon.deeds().get(word, ()))


def _suffers(words: tuple[str, ...], deed: lexicon.Deed) -> bool:
    """Tell whether a form of the present has those who are harmed before it: "sustain injuries"."""
    return deed.form == "base" and deed.harmed == "subject" and len(words) > 1


_GENERAL = {"election", "elections", "strike", "assembly", "hospital", "council", "shutdown", "manager", "secretary"}
_GENERALS = {"secretary", "director", "attorney", "consul", "advocate", "solicitor", "auditor", "governor"}


def _find_head(tokens: Tokens, j: int, nouns: dict) -> tuple[int, str, str, int] | None:
    """Find the noun for people of a phrase that has begun: (its token, group, kind, end of the phrase)."""
    lower, n = tokens.lower, len(tokens.lower)
    if not _may_have_head(tokens, j, nouns):
        return None
    best, small, k, depth_end, office = None, 0, j, min(j + LOOKAHEAD, n), 0
    deeds, used = lexicon.deeds(), tokens.used
    words: list[str] = []
    while k < depth_end:
        word = lower[k]
        if (word[0].isdigit() and _is_age(word)) or (k in used and _in_age(lower, k)):
            k += 1
            continue
        if k in used:
            break
        noun = nouns.get(word) or (_guess(word) if len(word) > 7 else None)
        if word == "national" and not tokens.upper and (tokens.is_name(k) or _names_a_body(tokens, k + 1)):
            noun = None  # "the National Army", "a national trade union": no national of any country
        if word == "general" and not (
            _GENERAL.isdisjoint(lower[k + 1 : k + 2]) and _GENERALS.isdisjoint(lower[max(0, k - 1) : k])
        ):
            noun = None  # "the General Elections", "the secretary general": no officer
        if best is not None and (
            word in ("hostage", "captive", "prisoner") or (noun is not None and noun.kind == "state")
        ):
            break  # "snipers wounded two": the state is said of the noun before it
        if noun is not None and noun.kind == "state" and _is_adjective(tokens, k, nouns):
            words.append(word)
        elif noun is not None and noun.kind == "state" and k > j and _is_verb(tokens, k):
            return None  # "the resultant explosion injured four"
        elif noun is not None and not (noun.kind == "state" and _is_adjective(tokens, k, nouns)):
            best = k
            words.append(word)
        elif word == "(":
            close = _closing(lower, k)
            if close is None:
                break
            words.extend(lower[k + 1 : close])
            k = close
        elif word in ("'s", "’s", "'", "’") or (
            word == "s" and k > j and tokens.is_name(k - 1)
        ):  # "a People s Tiger cadre"
            if best is not None and not _head_follows(tokens, k + 1, nouns):
                best = None
                break
            owners = words[-1:] if lower[k + 1 : k + 2] and lower[k + 1] in _REMAINS else []
            words[:] = owners  # "22 soldiers' bodies"
        elif word == "of" and best is not None and _commands_police(tokens, best, k, nouns):
            office = k = k + 1  # the police are no head of "Superintendent of Police (SP)"
        elif word in ("of", "for"):
            names = k + 1 < n and tokens.is_name(k + 1) and k > j and (tokens.is_name(k - 1) or lower[k - 1] in _WINGS)
            if not (names and (best is None or _head_follows(tokens, k + 1, nouns))):
                break
        elif word in ("and", "/") and best is not None:
            if not (k + 1 < n and (_bare_plural(tokens, k + 1, nouns) or _shares_head(tokens, best, k + 1, nouns))):
                break
            words.append(word)
        elif (
            word in ("and",)
            and best is None
            and k > j
            and k + 1 < n
            and (tokens.is_name(k + 1) or lower[k + 1] in nouns)
        ):
            words.append(word)
        elif (
            word in ("-", "–", "/", "“", '"', "”", "‘", "’")
            or word in ("e", "i", "ul", "al", "el", "de", "la", "del")
            or (
                word == ","
                and best is None
                and k > j
                and small <= 2
                and k + 1 < n
                and _adjective_like(lower[k + 1], nouns)
            )
        ):
            pass
        elif word in STOP or word in UNITS or not word[0].isalpha() or _ends_phrase(tokens, k, best, deeds):
            break
        elif not tokens.is_name(k) or tokens.upper:
            if best is not None and not _compound(tokens, k, nouns):
                break
            small += 1
            if small > LOWERCASE_LIMIT:
                break
            words.append(word)
        else:
            if best is not None and not _head_follows(tokens, k, nouns):
                break
            words.append(word)
        k += 1
    if best is None:
        return None
    noun = nouns.get(lower[best]) or _guess(lower[best])
    if noun.kind == "generic" or noun.group == "unspecified":
        words = words + _of_phrase(tokens, best + 1)
    last = _past_acronym(tokens, max(best, office) + 1)
    return best, group_of(lower[best], noun, words, nouns, tokens.armed), noun.kind, last


def _may_have_head(tokens: Tokens, j: int, nouns: dict) -> bool:
    """Tell whether a phrase may hold a noun for people: most end at once, and need not be read word by word."""
    closing = _closing_words()
    for word in tokens.lower[j : j + LOOKAHEAD]:
        if word in closing:
            return bool(tokens.used) and "old" in tokens.vocabulary  # an age may stand in its way
        if word in nouns or word == "(" or (len(word) > 7 and _guess(word)):
            return True
    return False


@cache
def _closing_words() -> frozenset[str]:
    """Give the words that end every phrase for people, whatever stands before and behind them."""
    joining = {"and", "of", "for", "i"}
    return frozenset(w for w in STOP if w not in joining and w not in lexicon.people() and _guess(w) is None)


def _names_a_body(tokens: Tokens, k: int) -> bool:
    """Tell whether the next words are of a body or a thing: "trade union federation"."""
    return any(
        w in _CIVIL_BODIES or w in ("party", "highway", "newspaper", "daily", "park") for w in tokens.lower[k : k + 3]
    )


def _commands_police(tokens: Tokens, best: int, of: int, nouns: dict) -> bool:
    """Tell whether "of Police" behind a noun says whose officer somebody is."""
    noun = nouns.get(tokens.lower[best])
    return tokens.lower[of + 1 : of + 2] == ["police"] and noun is not None and not noun.plural and best == of - 1


def _past_acronym(tokens: Tokens, k: int) -> int:
    """Step over the short form in brackets behind a noun: "four Security Forces (SFs)"."""
    inside = tokens.lower[k + 1 : k + 3]
    short = tokens.lower[k : k + 1] == ["("] and inside[1:] == [")"] and tokens.words[k + 1][:2].isupper()
    return k + 3 if short else k


_AGE = re.compile(r"\d{1,3}-?(?:year|month|week|day)s?(?:-?old)?|year-old|years-old")
_MAKERS = ("master", "mistress", "keeper", "maker", "worker", "monger", "seller", "owner", "holder", "grower", "goer", "cleaner", "picker",
           "herder", "puller", "pusher", "vendor", "rider", "teller", "dresser", "player", "driver", "sweeper")  # fmt: skip
_MAKERS_PLURAL = tuple(word + "s" if not word.endswith("s") else word for word in _MAKERS)
_GUESSED = lexicon.Person("civilians", False, "noun"), lexicon.Person("civilians", True, "noun")


def _is_age(word: str) -> bool:
    return _AGE.fullmatch(word) is not None


def _in_age(lower: list[str], k: int) -> bool:
    """Tell whether token k belongs to "seven year old"."""
    return "old" in lower[k : k + 3] and any(
        w in lower[max(0, k - 1) : k + 2] for w in ("year", "years", "month", "months")
    )


@lru_cache(maxsize=20_000)
def _guess(word: str) -> lexicon.Person | None:
    """Read a trade out of a compound that no list has: "postmaster", "toolmakers", "innkeeper"."""
    if len(word) < 8 or "-" in word:
        return None
    return _GUESSED[0] if word.endswith(_MAKERS) else _GUESSED[1] if word.endswith(_MAKERS_PLURAL) else None


def _ends_phrase(tokens: Tokens, k: int, best: int | None, deeds: dict) -> bool:
    """Tell whether a verb of harm at token k ends the phrase; in "six kidnapped oil workers" it does not."""
    word = tokens.lower[k]
    if word not in deeds or (tokens.is_name(k) and not tokens.upper and k):
        return False  # "Four Security Force (SF) personnel": a name, not the verb
    following = tokens.lower[k + 1] if k + 1 < len(tokens.lower) else ""
    return best is not None or following in STOP or following in UNITS or not following[:1].isalpha()


def _adjective_like(word: str, nouns: dict) -> bool:
    return word not in STOP and word not in nouns and word[0].isalpha() and word not in lexicon.deeds()


def _is_adjective(tokens: Tokens, k: int, nouns: dict) -> bool:
    """Tell whether "wounded", "dead", "missing" at token k stands before a noun that it describes."""
    return k + 1 < len(tokens.lower) and (tokens.lower[k + 1] in nouns and nouns[tokens.lower[k + 1]].kind != "state")


def _is_verb(tokens: Tokens, k: int) -> bool:
    """Tell whether "injured" or "wounded" at token k has people behind it, whom it is done to."""
    before, behind = tokens.lower[k - 1], tokens.lower[k + 1 : k + 2]
    counted = bool(behind) and (behind[0] in UNITS or behind[0][0].isdigit() or behind[0] in _OBJECT_OPENERS)
    return (
        counted and before.isalpha() and not before.endswith("ly") and before not in ("other", "others", "more", "the")
    )


_OBJECT_OPENERS = {
    "a",
    "an",
    "several",
    "dozens",
    "scores",
    "hundreds",
    "more",
    "many",
    "some",
    "his",
    "her",
    "their",
    "another",
    "both",
}


def _closing(lower: list[str], k: int) -> int | None:
    for m in range(k + 1, min(k + 8, len(lower))):
        if lower[m] == ")":
            return m
    return None


def _head_follows(tokens: Tokens, k: int, nouns: dict) -> bool:
    for m in range(k, min(k + NAME_REACH, len(tokens.lower))):
        word = tokens.lower[m]
        if word in nouns and nouns[word].kind != "state" and not (word == "national" and tokens.is_name(m)):
            return True
        if (
            word in STOP and not (word in ("of", "for") and m + 1 < len(tokens.lower) and tokens.is_name(m + 1))
        ) or not (word[0].isalpha() or word in "-()"):
            return False
    return False


def _compound(tokens: Tokens, k: int, nouns: dict) -> bool:
    """Tell whether a lower-case word after a head leads to another head: "police party", no; "army truck driver", yes."""
    return (
        k + 1 < len(tokens.lower)
        and (tokens.lower[k] in nouns or tokens.lower[k + 1] in nouns)
        and tokens.lower[k] not in lexicon.deeds()
    )


def _bare_plural(tokens: Tokens, k: int, nouns: dict) -> bool:
    if tokens.lower[k] in UNITS or tokens.lower[k] in ("both", "all", "several", "some", "many", "another"):
        return False  # "his wife and both daughters": a phrase of its own
    noun = nouns.get(tokens.lower[k])
    if noun is None and k + 1 < len(tokens.lower) and tokens.lower[k] not in STOP and tokens.lower[k].isalpha():
        noun = nouns.get(tokens.lower[k + 1])
    return noun is not None and noun.plural and noun.kind != "state"


def _shares_head(tokens: Tokens, best: int, k: int, nouns: dict) -> bool:
    """Tell whether two forces share a noun: "10 Police and Frontier Constabulary (FC) men", "Seven CRPF and District Force jawans"."""
    known = nouns.get(tokens.lower[best])
    if known is None or known.group == "civilians" or tokens.upper or not tokens.is_name(best):
        return False
    for m in range(k, min(k + NAME_REACH, len(tokens.lower))):
        word = tokens.lower[m]
        if word in nouns and nouns[word].plural and not tokens.is_name(m):
            return m > k and nouns[word].kind != "state"
        if word in UNITS or not (tokens.is_name(m) or word in ("(", ")", "-")):
            return False
    return False


def _of_phrase(tokens: Tokens, j: int) -> list[str]:
    """Give the words of "… of the outlawed X", "… from X", "… belonging to X" behind a head."""
    lower = tokens.lower
    if j < len(tokens.lower) and (
        lower[j] in ("of", "from", "in")
        or lower[j : j + 2] in (["belonging", "to"], ["affiliated", "to"], ["linked", "to"])
    ):
        words = []
        for m in range(j + 1, min(j + 9, len(tokens.lower))):
            if (lower[m] in STOP and lower[m] not in ("the", "of", "a", "an")) or lower[m] in (",", ".", ";"):
                break
            described = m + 1 < len(lower) and lower[m + 1] in lexicon.people()  # "bodies of abducted passengers"
            if past_deed(lower[m]) and not tokens.is_name(m) and not described:
                break  # "12 members of the front surrendered"
            words.append(lower[m])
        return words
    if j < len(tokens.lower) and lower[j] == "(":
        close = _closing(lower, j)
        return lower[j + 1 : close] if close else []
    return []


def _with_article(tokens: Tokens, i: int, word: str, nouns: dict) -> Mention | None:
    lower = tokens.lower
    j = i + 1
    if word in ("a", "an") and j < len(tokens.lower) and lower[j] in ORDINALS:
        head = _find_head(tokens, j + 1, nouns)
        if head and not (nouns.get(lower[head[0]]) or _GUESSED[0]).plural:
            at, group, kind, last = head
            return Mention(i, last, lower[at], group, 1, 1, "exact", True, kind, more=True, article=True)
        return _ordinal(tokens, i)
    if word in ("a", "an") and (pair := _adjective_couple(tokens, i)):
        return pair
    if word not in ("no", "every", "each") and (member := _membered(tokens, j, nouns)):
        return replace(member, first=i, other=word == "another")
    head = _find_head(tokens, j, nouns)
    if head is None and word in ("a", "an") and (found := _with_kin(tokens, i)):
        return found
    if head is None or (word == "another" and head[2] == "state" and head[0] == j):
        if word == "another" and (
            j >= len(tokens.lower)
            or lower[j] in _AFTER_BARE
            or lower[j] == "("
            or past_deed(lower[j])
            or lower[j]
            in ("sustained", "received", "suffered", "sustain", "receive", "suffer", "sustains", "receives", "suffers")
        ):
            return Mention(
                i, j, "", "unspecified", 1, 1, "exact", True, "bare", more=False, other=True, group_given=False
            )
        return None
    at, group, kind, last = head
    noun = nouns.get(lower[at]) or _guess(lower[at])
    if word == "no" or word in ("every", "each") or kind == "state" or _describes_thing(tokens, at, last):
        return None
    if noun.plural and lower[at] not in _SINGULAR_TOO:
        return Mention(i, last, lower[at], group, kind=kind, plural=True)  # "a group of militants": not counted
    if lower[at] == "police":
        return None
    given = lower[at] not in ("person", "individual", "victim")
    return Mention(
        i, last, lower[at], group, 1, 1, "exact", True, kind, other=word == "another", article=True, group_given=given
    )


_SINGULAR_TOO = {"police", "suspects", "personnel"}  # "an Army personnel was killed"


def _adjective_couple(tokens: Tokens, i: int) -> Mention | None:
    """Read "an elderly couple", "a newly married couple" as two."""
    for k in range(i + 2, min(i + 5, len(tokens.lower))):
        if tokens.lower[k] == "couple" and tokens.lower[k + 1 : k + 2] != ["of"]:
            return Mention(i, k + 1, "couple", "civilians", 2, 2, "exact", True, "noun", plural=True, listed=True)
        if tokens.lower[k - 1] in STOP:
            return None
    return None


def _with_kin(tokens: Tokens, i: int) -> Mention | None:
    """Read a trade that no list knows by those who are his: "a gold assayer and his wife"."""
    lower = tokens.lower
    for k in range(i + 2, min(i + 5, len(tokens.lower))):
        if not lower[k - 1].isalpha() or lower[k - 1] in STOP:
            return None
        if lower[k] == "and" and lower[k + 1 : k + 2] in (["his"], ["her"], ["their"]):
            theirs = lower[k + 2 : k + 3] and lower[k + 2] in RELATION | _KIN_PLURAL
            return (
                Mention(i, k, lower[k - 1], "civilians", 1, 1, "exact", True, "noun", article=True) if theirs else None
            )
    return None


_SHORT_TITLES = {"sgt", "cpl", "capt", "lt", "maj", "col", "gen", "pvt", "cmdr", "insp", "dr", "rev"}
_KIN_PLURAL = {"sons", "daughters", "children", "brothers", "sisters", "bodyguards", "guards", "parents"}
_MEMBERED = re.compile(r"(\d{1,3}|[a-z]+)-(?:members?|man|men|person|people|woman|strong)")
_ADJECTIVES = {"tribal", "civilian", "rebel", "militant", "local", "insurgent", "terrorist", "separatist", "guerrilla", "paramilitary", "native",
               "communist", "islamist", "maoist", "naxalite", "naxal", "muslim", "christian", "hindu", "sikh", "minor"}  # fmt: skip


def _membered(tokens: Tokens, j: int, nouns: dict) -> Mention | None:
    """Read "22-member crew", "12-strong gang of rebels": as many people as the adjective says."""
    for k in range(j, min(j + 4, len(tokens.lower))):
        found = _MEMBERED.fullmatch(tokens.lower[k]) if "-" in tokens.lower[k] else None
        if found is None:
            if tokens.lower[k] in STOP:
                return None
            continue
        size = int(found[1]) if found[1].isdigit() else UNITS.get(found[1], 0)
        crowd = tokens.lower[k + 2 : k + 3] == ["of"] and tokens.lower[k + 1] not in nouns
        head = _find_head(tokens, k + 3 if crowd else k + 1, nouns)
        if size < 2 or head is None or not nouns.get(tokens.lower[head[0]], _GUESSED[1]).plural:
            crew = head is not None and size > 1 and tokens.lower[head[0]] in ("crew", "family", "staff")
            if not crew:
                return None
        at, group, kind, last = head
        return Mention(j, last, tokens.lower[at], group, size, size, "exact", True, kind, plural=True)
    return None


def _describes_thing(tokens: Tokens, at: int, last: int) -> bool:
    """Tell whether a noun that may be an adjective stands before what it describes: "a tribal armed group"."""
    if tokens.lower[at] not in _ADJECTIVES or last >= len(tokens.lower) or last in tokens.used:
        return False
    word = tokens.lower[last]
    verb = word.endswith(("ing", "ly", "ed")) or word in STOP or past_deed(word) or word in attack_verbs()
    return word == "armed" or (word.isalpha() and not tokens.is_name(last) and not verb)


def _definite(tokens: Tokens, i: int, word: str, nouns: dict) -> Mention | None:
    lower = tokens.lower
    if member := _membered(tokens, i + 1, nouns):
        return replace(member, first=i, definite=word not in ("his", "her", "their", "its"))
    head = _find_head(tokens, i + 1, nouns)
    if head is None:
        return None
    at, group, kind, last = head
    group = _of_his(lower, i, at, group)
    noun = nouns.get(lower[at]) or _guess(lower[at])
    if not noun.plural and lower[last : last + 1] and lower[last] in _CIVIL_BODIES:
        return None  # "the student wing of a party"
    if word == "that" and (noun.plural or kind == "state"):
        return None  # "a volley that injured two boys", "said that several militants": no demonstrative
    if (
        word in ("his", "her", "their", "its", "my", "our")
        and not noun.plural
        and (lower[at] in RELATION or word in ("his", "her", "their"))
    ):
        return Mention(i, last, lower[at], group, 1, 1, "exact", True, kind, article=True)
    multiple = next((_MULTIPLE[w] for w in lower[i + 1 : at] if w in _MULTIPLE), 0)
    if multiple and noun.plural:
        return Mention(i, last, lower[at], group, multiple, multiple, "exact", True, kind, plural=True)
    ages = _ages_behind(tokens, last)
    if noun.plural and ages > 1:
        return Mention(i, last, lower[at], group, ages, ages, "exact", True, kind, plural=True, definite=True)
    return Mention(i, last, lower[at], group, kind=kind, plural=noun.plural, definite=True)


_CIVIL_BODIES = {"wing", "union", "league", "federation", "organisation", "organization", "association", "body"}


def _of_his(lower: list[str], i: int, at: int, group: str) -> str:
    """Call somebody's own gunmen his guards: whom the state gives him, not those who fire at him."""
    return "security_forces" if lower[at] in ("gunman", "gunmen") and lower[i] in ("his", "her") else group


def _ages_behind(tokens: Tokens, k: int) -> int:
    """Count the ages behind "the boys, 15 and 17,": as many as the boys."""
    lower, count = tokens.lower, 0
    m = k + 1 if lower[k : k + 1] == [","] else len(lower)
    while m < len(lower) and (lower[m].isdigit() or lower[m] in ("and", ",", "aged", "ages")) and count < 12:
        count += lower[m].isdigit()
        m += 1
    return count if m < len(lower) and lower[m - 1] == "," else 0


_CLAUSES = {"that", "the", "he", "she", "they", "it", "a", "an", "them", "him", "this", "there", "foul", "some", "one"}


def _plain_noun(tokens: Tokens, i: int, nouns: dict) -> Mention | None:
    head = _find_head(tokens, i, nouns)
    if head is None:
        return None
    at, group, kind, last = head
    noun = nouns.get(tokens.lower[at]) or _guess(tokens.lower[at])
    if (
        at == last - 1
        and last + 1 < len(tokens.lower)
        and tokens.lower[at] in _SHORT_TITLES
        and tokens.lower[last] == "."
        and tokens.is_name(last + 1)
    ):
        last += 1  # "Sgt. Ana Roque"
    if tokens.lower[at] == "suspect" and tokens.lower[last : last + 1] and tokens.lower[last] in _CLAUSES:
        return None  # "Police suspect that he was killed": the verb
    if tokens.lower[at] in RELATION and tokens.lower[last : last + 1] == ["of"]:
        return None  # "X, son of Y": who X is
    return Mention(i, last, tokens.lower[at], group, kind=kind, plural=noun.plural)


__all__ = ["PRONOUNS", "STOP", "Mention", "find_mentions", "is_unknown_plural", "mark_ages", "past_deed"]
