"""The people a sentence speaks of: "an additional 22 insurgents", "a soldier", "six of them", "another 11", "the dead".

A mention is a noun phrase with, where it has one, its number; who is harmed and who harms is decided in `harm`.
"""

from __future__ import annotations

from dataclasses import dataclass

from helpers import lexicon
from helpers.extracting.quantities import ORDINALS, UNITS, Quantity, quantity_at
from helpers.extracting.tokens import Tokens

SECURITY_WORDS = {
    "police", "army", "military", "paramilitary", "security", "navy", "naval", "government", "state", "federal", "border",
    "crpf", "bsf", "ssb", "itbp", "cobra", "cisf", "rangers", "frontier", "levies", "khasadar", "guard", "guards",
    "peshmerga", "soldier", "soldiers", "troops", "coast", "traffic", "customs", "constabulary", "battalion", "brigade",
    "regiment", "commando", "commandos", "patrol", "garrison", "gendarmerie", "fc", "cpo", "sog", "stf", "drg", "rifles",
    "law-enforcement", "counterterrorism", "prison", "village-guard", "peacekeeping", "un", "u.n.", "nato", "isaf", "sf", "sfs",
    "air", "force", "forces", "armed-forces", "defence", "defense", "special", "intelligence", "counter-terrorism",
}  # fmt: skip
MILITANT_WORDS = {
    "militant", "militants", "rebel", "rebels", "insurgent", "insurgents", "guerrilla", "guerrillas", "guerilla", "taliban",
    "maoist", "maoists", "naxal", "naxalite", "terrorist", "terrorists", "extremist", "extremists", "jihadi", "jihadist",
    "islamist", "separatist", "outfit", "ttp", "pkk", "ltte", "ulfa", "ndfb", "nscn", "farc", "eln", "fmln", "mrta", "gnla",
    "let", "jem", "hm", "lej", "ssp", "bla", "blf", "bra", "uba", "plfi", "tpc", "jjmp", "pwg", "mcc", "knf", "kcp", "prepak",
    "unlf", "iswap", "isis", "isil", "daesh", "qaeda", "qaida", "al-qaeda", "al-qaida", "al-shabab", "al-shabaab", "haram",
    "hezbollah", "hamas", "houthi", "houthis", "gang", "cartel", "mafia", "armed", "masked", "underground", "self-styled",
    "dreaded", "suicide", "wanted", "hizbul", "lashkar", "lashkar-e-taiba", "jaish", "tehreek", "tehreek-e-taliban", "mujahideen",
    "cpi-maoist", "gun-wielding", "hardcore", "banned", "outlawed", "subversive", "contra", "jihadi-linked", "bandit",
}  # fmt: skip
CIVILIAN_WORDS = {
    "civilian", "civilians", "unarmed", "former", "ex-militant", "surrendered", "bus", "train", "taxi", "school", "village",
    "farm", "tea", "coal", "oil", "railway", "construction", "road", "factory", "migrant", "party", "political",
    "opposition", "aid", "health", "hospital", "media", "church", "tribal", "local", "non-local", "minority", "private",
}  # fmt: skip
# Words that end a noun phrase. Everything else in lower case may be an adjective or a noun in front of the head.
STOP = set(
    """
    a an the this that these those and or but nor of in on at by for from with without into onto near outside inside
    under over after before during since until till while when where who whom whose which what as if then than so
    because although though however meanwhile also later earlier already still yet just only even not no never
    is was are were be been being am has have had having do does did done will would shall should can could may might must
    he she it they we you i him her them us me his hers its their theirs our my your there here
    said say says told tell added reported reports report announced according claimed claims confirmed stated
    against along across around between among amid about above below behind beside toward towards through throughout via
    off out up down away back to per including include includes included identified named known called
    left leaving leave went go gone going came come coming took take taken taking made make found find recovered recover
    died dead when whenever attacked attack attacks opened open fired fire began begin started start ended end
    blew blow hit struck exploded explode detonated targeted raided ambushed stormed returned reached remained
    """.split()
)
PRONOUNS = {"he", "she", "they", "him", "them", "it", "who", "we", "us", "those", "i"}
RELATION = {"son", "daughter", "wife", "husband", "brother", "sister", "father", "mother", "child", "baby", "uncle",
            "cousin", "nephew", "niece", "grandson", "granddaughter", "bodyguard", "driver", "colleague", "guard",
            "grandmother", "grandfather", "widow", "aunt", "son-in-law", "aide", "gunman", "friend"}  # fmt: skip
LOOKAHEAD, LOWERCASE_LIMIT = 16, 5


@dataclass(slots=True)
class Mention:
    """People in a sentence: tokens first..last, their number as printed (None: not counted), their group."""

    first: int
    last: int
    head: str
    group: str
    low: int | None = None
    high: int | None = None
    modifier: str = "exact"
    counted: bool = False
    kind: str = "noun"  # noun, generic, state (the dead, the wounded), bare (a number alone), pronoun, name
    plural: bool = False
    more: bool = False
    other: bool = False
    definite: bool = False
    partitive: bool = False  # "six of them", "two of the dead"
    article: bool = False  # "a soldier": one, without a number word
    group_given: bool = True

    @property
    def people(self) -> bool:
        return self.counted or self.kind != "bare"


def find_mentions(tokens: Tokens) -> list[Mention]:
    """List the mentions of people in a sentence, from left to right, none inside another."""
    found: list[Mention] = []
    nouns = lexicon.people()
    i, n = 0, len(tokens)
    while i < n:
        mention = None
        if i not in tokens.used:
            mention = _mention_at(tokens, i, nouns)
        if mention is None:
            i += 1
        else:
            found.append(mention)
            i = max(mention.last, i + 1)
    return found


def _mention_at(tokens: Tokens, i: int, nouns: dict) -> Mention | None:
    lower = tokens.lower
    word = lower[i]
    quantity = quantity_at(tokens, i)
    if quantity is not None:
        return _counted(tokens, i, quantity, nouns)
    if word in ("a", "an", "one", "another", "no", "every", "each"):
        return _with_article(tokens, i, word, nouns)
    if word in ("the", "this", "that", "his", "her", "their", "its", "these", "those", "all", "both"):
        return _definite(tokens, i, word, nouns)
    if word in PRONOUNS:
        return Mention(i, i + 1, word, "unspecified", kind="pronoun", plural=word in ("they", "them", "we", "us", "those"))
    if word in nouns and nouns[word].kind != "state":
        return _plain_noun(tokens, i, nouns)
    return None


def _counted(tokens: Tokens, i: int, q: Quantity, nouns: dict) -> Mention | None:
    lower, n = tokens.lower, len(tokens)
    common = {
        "low": q.low, "high": q.high, "modifier": q.modifier, "counted": True, "more": q.more, "definite": q.definite,
        "other": q.other, "plural": q.low != 1 or q.high != 1,
    }  # fmt: skip
    j = q.last
    if j < n and lower[j] == "of" and j + 1 < n and lower[j + 1] in ("them", "whom", "those", "these", "the", "its", "his", "her", "their", "our", "us"):  # fmt: skip
        return _partitive(tokens, i, j, common, nouns)
    head = _find_head(tokens, j, nouns)
    if head is not None:
        at, group, kind, last = head
        given = not (kind == "noun" and lower[at] in ("people", "person", "persons", "victim", "victims", "casualties"))
        return Mention(i, last, lower[at], group, kind=kind, group_given=given, **common)
    if q.last - i and _stands_alone(tokens, i, q):
        return Mention(i, q.last, "", "unspecified", kind="bare", group_given=False, **common)
    return None


def _partitive(tokens: Tokens, i: int, j: int, common: dict, nouns: dict) -> Mention | None:
    lower = tokens.lower
    k = j + 1
    if lower[k] in ("them", "whom", "us", "those", "these") and (k + 1 >= len(tokens) or lower[k + 1] not in nouns):
        return Mention(i, k + 1, "them", "unspecified", kind="bare", partitive=True, group_given=False, **common)
    head = _find_head(tokens, k + 1, nouns)
    if head is None:
        return None
    at, group, kind, last = head
    ours = lower[k] in ("its", "his", "her", "their", "our")
    return Mention(i, last, lower[at], group, kind=kind, partitive=not ours, group_given=kind != "state", **common)


_AFTER_BARE = (
    set("were was are is have has had be been being and or but in on at by from near during since after when while who whom among"
        " including later also with as for of reportedly still remain remained overnight during to so".split())
    | {",", ".", ";", ":", ")", "—", "–", "-", "…", '"', "”"}
)  # fmt: skip


def _stands_alone(tokens: Tokens, i: int, q: Quantity) -> bool:
    """Tell whether a number without a noun may count people: "another 11", "arrested nine", "two others were hurt"."""
    if q.other:
        return True
    j = q.last
    before = tokens.lower[i - 1] if i else ""
    if before in ("no", "number", "route", "section", "highway", "class", "ward", "sector", "phase", "page", "at", "$", "rs", "aged", "age", "inr"):  # fmt: skip
        return False
    if q.modifier == "exact" and 1900 <= q.low <= 2100 and tokens.words[q.last - 1].isdigit() and not q.more:
        return False
    if i and before == "(" and j < len(tokens) and tokens.lower[j] == ")":
        return False  # an age behind a name
    if i and j < len(tokens) and before == "," and tokens.lower[j] == "," and tokens.is_name(i - 2 if i > 1 else 0):
        return False
    if j >= len(tokens) or tokens.lower[j] in _AFTER_BARE:
        return True
    return tokens.lower[j] in lexicon.deeds()


def _find_head(tokens: Tokens, j: int, nouns: dict) -> tuple[int, str, str, int] | None:
    """Find the noun for people of a phrase that has begun: (its token, group, kind, end of the phrase)."""
    lower, n = tokens.lower, len(tokens)
    best, small, k, depth_end = None, 0, j, min(j + LOOKAHEAD, len(tokens))
    deeds = lexicon.deeds()
    words: list[str] = []
    while k < depth_end:
        word = lower[k]
        if k in tokens.used:
            break
        noun = nouns.get(word)
        if noun is not None and not (noun.kind == "state" and _is_adjective(tokens, k, nouns)):
            best = k
            words.append(word)
        elif word == "(":
            close = _closing(lower, k)
            if close is None:
                break
            words.extend(lower[k + 1 : close])
            k = close
        elif word in ("'s", "’s", "'", "’"):
            if best is not None and not _head_follows(tokens, k + 1, nouns):
                best = None
                break
            words.clear()
        elif word == "of":
            if not (k + 1 < n and tokens.is_name(k + 1) and best is None and k > j and tokens.is_name(k - 1)):
                break
        elif word in ("and", "/") and best is not None:
            if not (k + 1 < n and _bare_plural(tokens, k + 1, nouns)):
                break
            words.append(word)
        elif word in ("and",) and best is None and k > j and k + 1 < n and (tokens.is_name(k + 1) or lower[k + 1] in nouns):
            words.append(word)
        elif word in ("-", "–", "/", "“", '"', "”", "‘", "’") or word in ("e", "i", "ul", "al", "el", "de", "la", "del"):
            pass
        elif word == "," and best is None and k > j and small <= 2 and k + 1 < n and _adjective_like(lower[k + 1], nouns):
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
    noun = nouns[lower[best]]
    if noun.kind == "generic" or noun.group == "unspecified":
        words = words + _of_phrase(tokens, best + 1)
    return best, group_of(lower[best], noun, words, nouns), noun.kind, best + 1


def _ends_phrase(tokens: Tokens, k: int, best: int | None, deeds: dict) -> bool:
    """Tell whether a verb of harm at token k ends the phrase; in "six kidnapped oil workers" it does not."""
    word = tokens.lower[k]
    if word not in deeds:
        return False
    following = tokens.lower[k + 1] if k + 1 < len(tokens) else ""
    return best is not None or following in STOP or following in UNITS or not following[:1].isalpha()


def _adjective_like(word: str, nouns: dict) -> bool:
    return word not in STOP and word not in nouns and word[0].isalpha()


def _is_adjective(tokens: Tokens, k: int, nouns: dict) -> bool:
    """Tell whether "wounded", "dead", "missing" at token k stands before a noun that it describes."""
    return k + 1 < len(tokens) and (tokens.lower[k + 1] in nouns and nouns[tokens.lower[k + 1]].kind != "state")


def _closing(lower: list[str], k: int) -> int | None:
    for m in range(k + 1, min(k + 8, len(lower))):
        if lower[m] == ")":
            return m
    return None


def _head_follows(tokens: Tokens, k: int, nouns: dict) -> bool:
    for m in range(k, min(k + 5, len(tokens))):
        word = tokens.lower[m]
        if word in nouns:
            return True
        if word in STOP or not (word[0].isalpha() or word in "-()"):
            return False
    return False


def _compound(tokens: Tokens, k: int, nouns: dict) -> bool:
    """Tell whether a lower-case word after a head leads to another head: "police party", no; "army truck driver", yes."""
    return k + 1 < len(tokens) and (tokens.lower[k] in nouns or tokens.lower[k + 1] in nouns) and tokens.lower[k] not in lexicon.deeds()


def _bare_plural(tokens: Tokens, k: int, nouns: dict) -> bool:
    noun = nouns.get(tokens.lower[k])
    if noun is None and k + 1 < len(tokens) and tokens.lower[k] not in STOP and tokens.lower[k].isalpha():
        noun = nouns.get(tokens.lower[k + 1])
    return noun is not None and noun.plural and noun.kind != "state"


def _of_phrase(tokens: Tokens, j: int) -> list[str]:
    """Give the words of "… of the outlawed X", "… from X", "… belonging to X" behind a head."""
    lower = tokens.lower
    if j < len(tokens) and (lower[j] in ("of", "from", "in") or lower[j : j + 2] in (["belonging", "to"], ["affiliated", "to"], ["linked", "to"])):
        words = []
        for m in range(j + 1, min(j + 9, len(tokens))):
            if lower[m] in STOP and lower[m] not in ("the", "of", "a", "an") or lower[m] in (",", ".", ";"):
                break
            words.append(lower[m])
        return words
    if j < len(tokens) and lower[j] == "(":
        close = _closing(lower, j)
        return lower[j + 1 : close] if close else []
    return []


def group_of(head: str, noun: lexicon.Person, words: list[str], nouns: dict) -> str:
    """Decide the group of a phrase from its head and the words around it.

    >>> people = lexicon.people()
    >>> group_of("commander", people["commander"], ["army", "commander"], people)
    'security_forces'
    """
    groups = {nouns[w].group for w in words if w in nouns and nouns[w].plural and nouns[w].kind == "noun"}
    if "and" in words and len(groups) > 1:
        return "mixed"
    if "former" in words or "ex" in words or "surrendered" in words:
        return "civilians"
    if noun.kind != "generic" and noun.group != "unspecified":
        return noun.group
    if head in ("body", "bodies", "corpse", "corpses", "dead", "deaths", "death", "casualties", "fatalities", "lives"):
        return _group_of_words(words, noun.group if noun.group == "unspecified" else "unspecified")
    return _group_of_words(words, noun.group)


def _group_of_words(words: list[str], default: str) -> str:
    for word in words:
        if word in MILITANT_WORDS or word in _armed_group_words():
            return "militants"
        if word in SECURITY_WORDS and word not in ("government", "state", "federal", "special", "air", "village-guard"):
            return "security_forces"
        if word in CIVILIAN_WORDS:
            return "civilians"
    return default


def _armed_group_words() -> frozenset[str]:
    from helpers.extracting.actors import armed_group_words

    return armed_group_words()


def _with_article(tokens: Tokens, i: int, word: str, nouns: dict) -> Mention | None:
    lower = tokens.lower
    j = i + 1
    if word in ("a", "an") and j < len(tokens) and lower[j] in ORDINALS:
        head = _find_head(tokens, j + 1, nouns)
        if head and not nouns[lower[head[0]]].plural:
            at, group, kind, last = head
            return Mention(i, last, lower[at], group, 1, 1, "exact", True, kind, more=True, article=True)
    head = _find_head(tokens, j, nouns)
    if head is None:
        if word == "another" and (j >= len(tokens) or lower[j] in _AFTER_BARE or lower[j] in lexicon.deeds() or lower[j] in ("sustained", "received")):
            return Mention(i, j, "", "unspecified", 1, 1, "exact", True, "bare", more=False, other=True, group_given=False)
        return None
    at, group, kind, last = head
    noun = nouns[lower[at]]
    if word == "no" or word in ("every", "each") or kind == "state":
        return None
    if noun.plural and not (lower[at] in ("police", "suspects")):
        return Mention(i, last, lower[at], group, kind=kind, plural=True)  # "a group of militants": not counted
    if lower[at] == "police":
        return None
    given = lower[at] not in ("person", "individual", "victim")
    return Mention(i, last, lower[at], group, 1, 1, "exact", True, kind, other=word == "another", article=True, group_given=given)


def _definite(tokens: Tokens, i: int, word: str, nouns: dict) -> Mention | None:
    lower = tokens.lower
    head = _find_head(tokens, i + 1, nouns)
    if head is None:
        return None
    at, group, kind, last = head
    noun = nouns[lower[at]]
    if word in ("his", "her", "their", "its") and not noun.plural and lower[at] in RELATION:
        return Mention(i, last, lower[at], group, 1, 1, "exact", True, kind, article=True)
    return Mention(i, last, lower[at], group, kind=kind, plural=noun.plural, definite=True)


def _plain_noun(tokens: Tokens, i: int, nouns: dict) -> Mention | None:
    head = _find_head(tokens, i, nouns)
    if head is None:
        return None
    at, group, kind, last = head
    noun = nouns[tokens.lower[at]]
    return Mention(i, last, tokens.lower[at], group, kind=kind, plural=noun.plural)
