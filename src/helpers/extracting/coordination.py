"""Long subjects: lists of people with all that describes them, before a verb in the plural.

"One colonel and seven soldiers of the Army, one sub-inspector (ASI) and two constables of the state's police were
killed": each member of the list opens with its number, and what follows it up to the next only describes it.
"""

from __future__ import annotations

from helpers.extracting.grammar import (
    BE,
    CLAUSE_STARTERS,
    DETAIL,
    HAVE,
    INTRODUCES,
    MODALS,
    PREPOSITIONS,
    RELATIVES,
    SAID,
    Sentence,
)
from helpers.extracting.people import Mention

LIST_REACH = 70  # tokens before the verb
_PLURAL_VERBS = {"were", "are", "have"}
_JOINING = (
    ["and"],
    [","],
    [",", "and"],
    ["&"],
    ["plus"],
    ["as", "well", "as"],
    ["along", "with"],
    ["together", "with"],
)
_FINITE = BE | HAVE | MODALS | RELATIVES | SAID
_STOPS = {".", ";", ":", "?", "!", "“", "”", '"'}


def long_subject(sentence: Sentence, before: int) -> tuple[list[Mention], list[Mention]] | None:
    """Give (members of the list, those given as part of them) before the verb group at `before`; None: there is no list."""
    if sentence.word(before) not in _PLURAL_VERBS:
        return None
    start = _clause_start(sentence, before)
    people = [m for m in sentence.mentions if start <= m.first and m.last <= before and m.counted]
    people = [m for m in people if m.kind in ("noun", "generic") and not m.partitive]
    while people and not _opens_list(sentence, people[0], start):
        people.pop(0)
    members = people[:1]
    for m in people[1:]:
        if _joined(sentence, members[-1], m) and not _names_them(sentence, members[-1], m):
            members.append(m)
    chain, parts = _without_detail(sentence, members)
    if len(members) < 2 or _describes(sentence, chain, before):
        return None
    return chain, parts


def _clause_start(sentence: Sentence, before: int) -> int:
    """Walk left from the verb to where its clause begins: no other verb may stand between."""
    lower = sentence.lower
    for k in range(before - 1, max(-1, before - LIST_REACH), -1):
        described = lower[k] in ("as", "named", "identified")
        if k in sentence.deed_at or lower[k] in _STOPS or (lower[k] in _FINITE | CLAUSE_STARTERS and not described):
            return k + 1
    return max(0, before - LIST_REACH + 1)


def _opens_list(sentence: Sentence, m: Mention, start: int) -> bool:
    """Tell whether a list can begin with a mention: nothing stands before it, or a comma behind where and when."""
    k = m.first
    while k > start and sentence._light(k - 1):
        k -= 1
    opening = start
    while opening < k and sentence._light(opening):
        opening += 1
    if k <= opening:
        return True
    return sentence.word(k - 1) == "," and sentence.word(opening) in PREPOSITIONS and not sentence.governed(m)


def _joined(sentence: Sentence, a: Mention, b: Mention) -> bool:
    """Tell whether b stands behind an "and" or a comma, or opens a detail of what stands before."""
    k = b.first
    while k > a.last and sentence._light(k - 1) and sentence.word(k - 1) != "both":
        k -= 1
    gap = sentence.lower[a.last : k]
    return any(gap[-len(words) :] == words for words in _JOINING) or gap[-1:] in [[w] for w in DETAIL]


def _names_them(sentence: Sentence, a: Mention, b: Mention) -> bool:
    """Tell whether b belongs to the names behind "identified as", which only describe a."""
    return not INTRODUCES.isdisjoint(sentence.lower[a.last : b.first]) and b.article


def _without_detail(sentence: Sentence, members: list[Mention]) -> tuple[list[Mention], list[Mention]]:
    """Part a list at "including"."""
    for i, m in enumerate(members):
        if i and sentence._is_detail(m):
            return members[:i], members[i:]
    return members, []


def _describes(sentence: Sentence, chain: list[Mention], before: int) -> bool:
    """Tell whether those behind the first only say who they are: "two villagers, a teacher and a shopkeeper, were …"."""
    first, others = chain[0], chain[1:]
    closed = sentence.word(before - 1) == "," and sentence.word(others[0].first - 1) == "," if others else False
    return closed and first.low == sum(m.low or 0 for m in others)
