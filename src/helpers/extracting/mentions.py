"""What a mention of people is, which words end a phrase, and which people are counted as one list."""

from __future__ import annotations

from dataclasses import dataclass, replace

from helpers.extracting.tokens import Tokens

# Words that end a noun phrase. Everything else in lower case may be an adjective or a noun in front of the head.
STOP = set(
    [
        "a",
        "an",
        "the",
        "this",
        "that",
        "these",
        "those",
        "and",
        "or",
        "but",
        "nor",
        "of",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "without",
        "into",
        "onto",
        "near",
        "outside",
        "inside",
        "under",
        "over",
        "after",
        "before",
        "during",
        "since",
        "until",
        "till",
        "while",
        "when",
        "where",
        "who",
        "whom",
        "whose",
        "which",
        "what",
        "as",
        "if",
        "then",
        "than",
        "so",
        "because",
        "although",
        "though",
        "however",
        "meanwhile",
        "also",
        "later",
        "earlier",
        "already",
        "still",
        "yet",
        "just",
        "only",
        "even",
        "not",
        "no",
        "never",
        "is",
        "was",
        "are",
        "were",
        "be",
        "been",
        "being",
        "am",
        "has",
        "have",
        "had",
        "having",
        "do",
        "does",
        "did",
        "done",
        "will",
        "would",
        "shall",
        "should",
        "can",
        "could",
        "may",
        "might",
        "must",
        "he",
        "she",
        "it",
        "they",
        "we",
        "you",
        "i",
        "him",
        "her",
        "them",
        "us",
        "me",
        "his",
        "hers",
        "its",
        "their",
        "theirs",
        "our",
        "my",
        "your",
        "there",
        "here",
        "said",
        "say",
        "says",
        "told",
        "tell",
        "added",
        "reported",
        "reports",
        "report",
        "announced",
        "according",
        "claimed",
        "claims",
        "confirmed",
        "stated",
        "against",
        "along",
        "across",
        "around",
        "between",
        "among",
        "amid",
        "about",
        "above",
        "below",
        "behind",
        "beside",
        "toward",
        "towards",
        "through",
        "throughout",
        "via",
        "off",
        "out",
        "up",
        "down",
        "away",
        "back",
        "to",
        "per",
        "including",
        "include",
        "includes",
        "included",
        "identified",
        "named",
        "known",
        "called",
        "left",
        "leaving",
        "leave",
        "went",
        "go",
        "gone",
        "going",
        "came",
        "come",
        "coming",
        "took",
        "take",
        "taken",
        "taking",
        "made",
        "make",
        "found",
        "find",
        "recovered",
        "recover",
        "died",
        "dead",
        "when",
        "whenever",
        "attacked",
        "attack",
        "attacks",
        "opened",
        "open",
        "fired",
        "fire",
        "began",
        "begin",
        "started",
        "start",
        "ended",
        "end",
        "blew",
        "blow",
        "hit",
        "struck",
        "exploded",
        "explode",
        "detonated",
        "targeted",
        "raided",
        "ambushed",
        "stormed",
        "returned",
        "reached",
        "remained",
    ]
)
RELATION = {"son", "daughter", "wife", "husband", "brother", "sister", "father", "mother", "child", "baby", "uncle",
            "cousin", "nephew", "niece", "grandson", "granddaughter", "bodyguard", "driver", "colleague", "guard",
            "grandmother", "grandfather", "widow", "aunt", "son-in-law", "aide", "gunman", "friend", "orderly", "batman", "adjutant",
            "chauffeur", "interpreter", "fiancee", "fiance", "fiancée", "fiancé", "mother-in-law", "father-in-law", "brother-in-law",
            "sister-in-law", "stepson", "stepdaughter", "helper", "maid", "apprentice", "passenger", "companion"}  # fmt: skip


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
    own: bool = False  # "52 of its own", "his men": the people of whoever speaks or acts
    state: str = ""  # what an adjective inside says: "21 dead hostages" are killed
    whole: Mention | None = None  # "eleven of the 27 engineers": the 27
    listed: bool = False  # several people named one by one

    @property
    def single(self) -> bool:
        return self.low == 1 and self.high == 1


_AND = {"and", "&", "plus"}


def join_families(tokens: Tokens, mentions: list[Mention]) -> list[Mention]:
    """Make one mention of people listed one by one: "a couple and their three children" are five.

    Only what the guide calls a list: at least one of them stands alone ("a", "his", "the"), all of one group.
    """
    joined: list[Mention] = []
    for m in mentions:
        before = joined[-1] if joined else None
        if (before is not None and _couple(tokens, before, m)) or (
            before is not None and _listable(before) and _listable(m) and _joins(tokens, before, m)
        ):
            joined[-1] = _sum(before, m)
        else:
            joined.append(m)
    return joined


def _couple(tokens: Tokens, a: Mention, b: Mention) -> bool:
    """Tell whether one article holds for two: "a husband and wife", "a father and son"."""
    kin = a.head in _KIN and b.head in _KIN and a.article and a.single and not b.counted and not b.plural
    return kin and tokens.lower[a.last : b.first] == ["and"]


def _listable(m: Mention) -> bool:
    if (
        m.kind in ("pronoun", "state")
        or m.partitive
        or m.more
        or (m.group == "militants" and m.head in ("bomber", "bombers"))
    ):
        return False
    if m.counted:
        return m.high == m.low
    return m.definite and not m.plural and m.head not in _COLLECTIVE


_KIN = {"son", "sons", "daughter", "daughters", "wife", "husband", "brother", "brothers", "sister", "sisters", "father", "mother", "child",
        "children", "baby", "nephew", "niece", "cousin", "uncle", "aunt", "grandson", "grandchildren", "parents"}  # fmt: skip
_SEXES = {
    "man",
    "men",
    "woman",
    "women",
    "boy",
    "boys",
    "girl",
    "girls",
    "child",
    "children",
    "baby",
    "toddler",
    "infant",
    "teenager",
}
_COLLECTIVE = {"police", "crew", "staff", "clergy", "body"}


_HIS = ("his", "her", "their")


def _joins(tokens: Tokens, a: Mention, b: Mention) -> bool:
    if (
        b.head in ("child", "children", "baby")
        and a.group in ("security_forces", "militants")
        and tokens.lower[b.first] not in _HIS
    ):
        return False  # "a policeman and a child"
    his = tokens.lower[b.first] in _HIS and b.head in RELATION and b.group in ("civilians", "unspecified")
    sexes = a.head in _SEXES and b.head in _SEXES and (a.single or b.single)  # "two men and a woman"
    if (
        a.group != b.group
        and not (a.head in ("", "couple") and a.low == 2)
        and b.head not in _KIN
        and not his
        and not sexes
    ):
        return False
    if not (
        a.single or not a.counted or a.listed or b.single or not b.counted or (a.head in ("", "couple") and a.low == 2)
    ):
        return False
    k = _after_detail(tokens, a.last)
    gap = tokens.lower[k : b.first]
    return (
        gap in ([";"], [";", "and"])
        or gap in (["and"], [",", "and"], ["as", "well", "as"], [",", "along", "with"], ["along", "with"], ["with"])
        or (gap == [","] and (a.listed or _list_goes_on(tokens, b)))
    )


def _list_goes_on(tokens: Tokens, m: Mention) -> bool:
    """Tell whether "…, a cook" is followed by "and": then the comma before it joins two of a list."""
    k = _after_detail(tokens, m.last)
    return tokens.lower[k : k + 1] == ["and"] or tokens.lower[k : k + 2] == [",", "and"]


def _after_detail(tokens: Tokens, k: int) -> int:
    """Step over what only describes a person: "of a saint's tomb", ", Rahim Dusun,", ", 44,", "(29)"."""
    lower, n = tokens.lower, len(tokens.lower)
    if lower[k : k + 1] == ["("] and lower[k + 2 : k + 3] == [")"] and lower[k + 1].isdigit():
        k += 3  # "a woman (67) and a man (70)"
    if not tokens.upper:
        start = k
        while (
            k < n
            and k - start < 4
            and tokens.is_name(k)
            and lower[k] not in STOP
            and lower[k][0].isalpha()
            and k not in tokens.used
        ):
            k += 1
    if k + 2 < n and lower[k] == "," and (k + 1 in tokens.used or tokens.is_name(k + 1)) and not tokens.upper:
        m = k + 1
        while (
            m < n
            and m - k < 8
            and (
                (tokens.is_name(m) and lower[m] not in STOP)
                or m in tokens.used
                or (lower[m] == "," and m + 1 in tokens.used)
            )
        ):
            m += 1
        if m < n and lower[m] == ";":
            return m
    if k < n and lower[k] in ("of", "from", "at") and k + 1 < n:
        for m in range(k + 1, min(k + 7, n)):
            if lower[m] in _AND or lower[m] == ",":
                return m
            if lower[m] in STOP and lower[m] not in ("the", "a", "an", "of", "his", "her", "their"):
                return k
        return k
    if k + 2 < n and lower[k] == ",":
        m = k + 1
        while (
            m < n
            and m - k < 7
            and ((tokens.is_name(m) and lower[m] not in STOP and not tokens.upper) or m in tokens.used)
        ):
            m += 1
        if m > k + 1 and m < n and lower[m] == "," and lower[m + 1 : m + 2] in (["and"], ["as"]):
            return m + 1
    return k


_SERVES = {
    "driver",
    "orderly",
    "bodyguard",
    "bodyguards",
    "aide",
    "aides",
    "adjutant",
}  # "a captain and his driver": both soldiers


def _sum(a: Mention, b: Mention) -> Mention:
    low = (a.low if a.counted else 1) + (b.low if b.counted else 1)
    groups = {a.group, b.group if b.head not in _SERVES else a.group} - {"unspecified"}
    group = "mixed" if len(groups) > 1 else next(iter(groups), "unspecified")  # "a policeman and his brother"
    rough = next((m.modifier for m in (a, b) if m.counted and m.modifier != "exact"), "exact")
    return replace(
        a, last=b.last, low=low, high=low, modifier=rough, counted=True, plural=True, listed=True, group=group,
        definite=False, article=False, group_given=True, head=b.head, kind="noun",
    )  # fmt: skip
