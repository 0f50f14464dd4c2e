"""Who was harmed: joins the verbs and nouns of harm of a sentence to the people they speak of.

A sentence is read as a row of mentions (people with their numbers) and deeds (killed, wounding, the deaths of …).
Each deed looks for its people where English grammar puts them: behind an active verb, before a passive one,
behind the "of" of a noun. What is counted but harmed by nothing may be attackers.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from helpers import lexicon
from helpers.extracting.people import PRONOUNS, STOP, Mention, find_mentions
from helpers.extracting.quantities import quantity_at
from helpers.extracting.tokens import Tokens

BE = {"was", "were", "is", "are", "been", "be", "being", "got", "get", "gets", "getting", "was", "reportedly"}
HAVE = {"has", "have", "had", "having"}
MODALS = {"could", "would", "may", "might", "should", "will", "can", "shall", "must"}
NEGATIONS = {"not", "never", "nor", "neither", "without", "no", "nobody", "none", "n't", "didn't", "hadn't", "wasn't", "weren't", "hasn't", "haven't"}  # fmt: skip
UNREAL = {"threatened", "threatening", "vowed", "planned", "planning", "plan", "plans", "plotting", "plotted", "plot", "tried",
          "trying", "attempted", "attempting", "attempt", "failed", "wanted", "ordered", "orders", "order", "conspiring",
          "conspiracy", "seeking", "threat", "threats", "bid", "intended", "intending", "promised", "if", "unless"}  # fmt: skip
DENIALS = {"denied", "denies", "denying", "deny"}
ADVERBS = {"also", "later", "then", "since", "already", "reportedly", "allegedly", "still", "instantly", "subsequently", "both",
           "critically", "seriously", "severely", "badly", "grievously", "fatally", "slightly", "all", "further", "even", "just",
           "brutally", "immediately", "now", "themselves", "himself", "either", "again", "there", "together", "thereby"}  # fmt: skip
PREPOSITIONS = {"of", "in", "at", "by", "from", "with", "against", "near", "between", "for", "on", "to", "under", "inside",
                "outside", "among", "into", "onto", "targeting", "carrying", "after", "before", "over", "through", "via",
                "towards", "toward", "behind", "around", "across", "along", "during", "upon", "beside"}  # fmt: skip
CLAUSE_STARTERS = {"when", "while", "after", "before", "as", "that", "because", "although", "though", "whereas", "if",
                   "until", "till", "meanwhile", "but", "where"}  # fmt: skip
ATTACK_VERBS = {
    "attacked", "stormed", "raided", "ambushed", "assaulted", "overran", "opened", "fired", "bombed", "shelled", "besieged",
    "barged", "burst", "arrived", "descended", "swept", "rode", "surrounded", "carried", "launched", "participated", "took",
    "torched", "ransacked", "looted", "rampaged", "hijacked", "infiltrated", "attack", "attacking", "storming", "raiding",
    "riding", "arriving", "armed", "shot", "broke", "came", "entered", "struck", "drove", "involved", "blocked", "stopped",
    "intercepted", "crossed", "targeted", "mounted", "staged", "seized", "abducted", "killed", "kidnapped", "set", "gunned",
    "exchanged", "burned", "burnt", "blew", "charged", "lobbed", "hurled", "threw", "waylaid", "held", "poured", "overwhelmed",
    "slipped", "invaded", "occupied", "firing", "took", "forced", "pulled", "dragged", "escaped", "fled", "infiltrating",
}  # fmt: skip


@dataclass(slots=True)
class Deed:
    """A verb or noun of harm in a sentence: tokens first..last."""

    first: int
    last: int
    measure: str
    form: str
    harmed: str
    base: str


@dataclass(slots=True)
class Harm:
    """People and what was done to them; the quote runs over both."""

    measure: str
    mention: Mention
    first: int
    last: int
    form: str
    part: bool = False
    actor: tuple[int, int] | None = None
    toll: bool = False  # a running figure: "the toll rose to 63"
    chain: int = -1  # harms that one deed did to a chain of people share it


@dataclass(slots=True)
class Reading:
    """A sentence, read."""

    tokens: Tokens
    mentions: list[Mention]
    deeds: list[Deed]
    harms: list[Harm] = field(default_factory=list)


def find_deeds(tokens: Tokens) -> list[Deed]:
    """List the verbs of harm in a sentence, longest phrase first, from left to right."""
    index, lower, n = lexicon.deeds(), tokens.lower, len(tokens)
    found, i = [], 0
    while i < n:
        deed = None
        for words, entry in index.get(lower[i], ()):
            if len(words) == 1 or tuple(lower[i : i + len(words)]) == words:
                deed = Deed(i, i + len(words), entry.measure, entry.form, entry.harmed, entry.base)
                break
        deed = deed or _split_phrase(lower, i)
        if deed is not None:
            found.append(deed)
            i = deed.last
        else:
            i += 1
    return found


_SUFFER = {"sustained", "received", "suffered", "sustaining", "receiving", "suffering", "sustain", "suffer"}
_WOUNDS = {"injuries", "injury", "wounds", "wound", "burns", "burn"}


def _split_phrase(lower: list[str], i: int) -> Deed | None:
    """Read "sustained critical injuries", whose words may stand apart."""
    if lower[i] in _SUFFER:
        for k in range(i + 1, min(i + 6, len(lower))):
            if lower[k] in _WOUNDS:
                return Deed(i, k + 1, "injured", "past", "subject", "suffer")
    return None


def read_sentence(tokens: Tokens) -> Reading:
    """Find who was harmed, how, and in which words, in one sentence."""
    mentions, deeds = find_mentions(tokens), find_deeds(tokens)
    reading = Reading(tokens, mentions, deeds)
    reader = _Reader(reading)
    reader.tolls()
    for number, deed in enumerate(deeds):
        reader.verb(deed, number)
    reader.nouns()
    reader.states()
    reader.copulas()
    reader.loose_parts()
    reader.attackers()
    reading.harms.sort(key=lambda h: (h.mention.first, h.first))
    return reading


class _Reader:
    """The rules, each a method; `taken` remembers whom a deed has already harmed."""

    def __init__(self, reading: Reading) -> None:
        self.r = reading
        self.t = reading.tokens
        self.lower = reading.tokens.lower
        self.taken: dict[tuple[int, str], Harm] = {}
        self.at_first = {m.first: m for m in reading.mentions}
        self.deed_at: dict[int, Deed] = {i: d for d in reading.deeds for i in range(d.first, d.last)}
        self.chains = 100

    # --- bookkeeping -------------------------------------------------------------------------------------------

    def harm(self, measure: str, mention: Mention, first: int, last: int, form: str, **more) -> Harm | None:
        key = (mention.first, measure)
        if key in self.taken or (mention.first, "*") in self.taken:
            return None
        far = max(first - mention.last, mention.first - last) > 9
        a, b = (mention.first, mention.last) if far or more.get("part") else (min(first, mention.first), max(last, mention.last))
        found = Harm(measure, mention, a, b, form, **more)
        self.taken[key] = found
        if mention.counted:
            self.r.harms.append(found)
        return found

    def word(self, i: int) -> str:
        return self.lower[i] if 0 <= i < len(self.lower) else ""

    def mention_near(self, i: int, reach: int = 3) -> Mention | None:
        """Give the mention that begins at token i or a few adverbs later."""
        for k in range(i, min(i + reach + 1, len(self.lower))):
            if k in self.at_first:
                return self.at_first[k]
            if self.lower[k] not in ADVERBS and not self.lower[k].endswith("ly"):
                return None
        return None

    # --- verbs -------------------------------------------------------------------------------------------------

    def verb(self, deed: Deed, number: int) -> None:
        before, auxiliaries = self._auxiliaries(deed.first)
        if self._unreal(deed, before, auxiliaries):
            return
        inside = any(m.first <= deed.first < m.last - 1 for m in self.r.mentions)
        if inside:  # "six kidnapped workers", "the wounded": the phrase is somebody else's to harm
            return
        if any(m.first <= deed.first < m.last and m.kind == "state" for m in self.r.mentions):
            return
        passive = bool(auxiliaries & BE) and deed.form == "past"
        if deed.harmed == "subject":
            self._subject(deed, before, number)
        elif passive:
            self._subject(deed, before, number)
        elif deed.form == "ing" and self.word(deed.last) == "of":
            target = self.mention_near(deed.last + 1, 1)
            if target:
                self._object(deed, target, number)
        else:
            target = self.mention_near(deed.last)
            if target is None and deed.form == "past" and not auxiliaries & HAVE:
                self._reduced(deed, number) or self._named_object(deed, number)
            elif target is not None and self._is_object(deed, target, auxiliaries):
                self._object(deed, target, number)
            elif target is None:
                self._named_object(deed, number)
            else:
                self._reduced(deed, number)

    def _auxiliaries(self, i: int) -> tuple[int, set[str]]:
        """Walk left over auxiliaries and adverbs: (first token of the verb group, the auxiliaries)."""
        k, seen, first = i - 1, set(), i
        while k >= 0 and i - k < 7:
            word = self.lower[k]
            if word in BE or word in HAVE or word in MODALS or word in NEGATIONS or word == "to":
                seen.add(word)
                first = k
            elif not (word in ADVERBS or word.endswith("ly")):
                break
            k -= 1
        if "being" in seen or "been" in seen or seen & {"was", "were", "is", "are", "be", "got", "get", "gets"}:
            seen.add("be")
        return first, seen

    def _unreal(self, deed: Deed, before: int, auxiliaries: set[str]) -> bool:
        if auxiliaries & NEGATIONS or (auxiliaries & MODALS and "be" not in auxiliaries and not auxiliaries & HAVE):
            return True
        if auxiliaries & MODALS:
            return True
        previous = self.lower[max(0, before - 5) : before]
        if "to" in auxiliaries or (deed.form == "base" and self.word(before - 1) == "to"):
            return not any(w in ("managed", "able", "went", "enough") for w in previous)
        if deed.form == "ing" and any(w in DENIALS or w in ("without", "accused", "accusing", "suspected", "of") for w in previous[-3:]):
            return self.word(before - 1) not in ("the",)
        if any(w in ("if", "unless") for w in previous):
            return True
        return deed.form == "base" and not (deed.last in self.at_first and self.at_first[deed.last].counted)

    def _is_object(self, deed: Deed, target: Mention, auxiliaries: set[str]) -> bool:
        if deed.form != "past" or auxiliaries & HAVE or deed.last == 0:
            return True
        return not self._opens_clause(target) or target.kind != "pronoun"

    def _opens_clause(self, mention: Mention) -> bool:
        """Tell whether a mention is the subject of a verb that follows it."""
        k = mention.last
        while k < len(self.lower) and (self.lower[k] in ADVERBS or self.lower[k].endswith("ly")):
            k += 1
        if k >= len(self.lower):
            return False
        word = self.lower[k]
        if word in BE or word in HAVE or word in MODALS:
            return True
        deed = self.deed_at.get(k)
        return deed is not None and deed.form == "past" and k + 1 <= len(self.lower)

    def _object(self, deed: Deed, target: Mention, number: int) -> None:
        if target.kind == "pronoun":
            target = self._antecedent(target)
            if target is None:
                return
        actor = self._agent_before(deed)
        main = []
        for link, mention in enumerate(self._chain_right(target)):
            if link and self._opens_clause(mention):
                break
            a, b = (mention.first, mention.last) if link else (deed.first, deed.last)
            made = self.harm(deed.measure, self._singular(mention), a, b, "active", actor=actor, chain=number)
            if made:
                main.append(made)
        self._parts_after(main, deed)

    def _named_object(self, deed: Deed, number: int) -> None:
        """Harm a person who is only named: "killed Naga Raju"."""
        k = deed.last
        if deed.measure not in ("killed", "abducted", "injured", "arrested", "freed") or self.t.upper:
            return
        end = self._name_end(k)
        if end > k:
            person = Mention(k, end, "", "civilians", 1, 1, "exact", True, "name", definite=True, group_given=False)
            self.harm(deed.measure, person, deed.first, deed.last, "active", actor=self._agent_before(deed), chain=number)

    def _name_end(self, k: int) -> int:
        end = k
        while end < len(self.lower) and self.t.is_name(end) and self.lower[end] not in STOP and end not in self.t.used and self.lower[end][0].isalpha():  # fmt: skip
            end += 1
        return end if end - k >= 2 else k

    def _subject(self, deed: Deed, before: int, number: int) -> None:
        """Harm the people before a passive or an intransitive verb."""
        actor = self._agent_after(deed)
        chain, parts = self._chain_left(before, deed)
        if deed.measure == "displaced" and all(m.group in ("militants", "security_forces") for m in chain):
            return
        made = [
            self.harm(deed.measure, self._singular(m), deed.first, deed.last, "passive", actor=actor, chain=number) for m in chain
        ]
        main = [h for h in made if h]
        for part in parts:
            self.harm(deed.measure, part, deed.first, deed.last, "passive", part=True, chain=number)
        if not chain:
            self._named_subject(deed, before, number, actor)
        self._parts_after(main, deed)

    def _named_subject(self, deed: Deed, before: int, number: int, actor: tuple[int, int] | None) -> None:
        if self.t.upper or deed.measure not in ("killed", "abducted", "injured", "arrested", "freed"):
            return
        k = before - 1
        if k >= 0 and self.lower[k] == ",":
            return
        if k >= 0 and self.lower[k] == ")":
            while k > 0 and self.lower[k] != "(":
                k -= 1
            k -= 1
        end = k + 1
        while k >= 0 and self.t.is_name(k) and self.lower[k] not in STOP and k not in self.t.used and self.lower[k][0].isalpha():
            k -= 1
        if end - (k + 1) >= 1 and self.word(k) not in PREPOSITIONS:
            person = Mention(k + 1, end, "", "civilians", 1, 1, "exact", True, "name", definite=True, group_given=False)
            self.harm(deed.measure, person, deed.first, deed.last, "passive", actor=actor, chain=number)

    def _reduced(self, deed: Deed, number: int) -> bool:
        """Harm the people before a participle without an auxiliary: "27 people killed in the raid", "and three injured"."""
        k = deed.first
        while k > 0 and (self.lower[k - 1] in ADVERBS or self.lower[k - 1].endswith("ly") or self.lower[k - 1] in ("(", "-")):
            k -= 1
        mention = next((m for m in self.r.mentions if m.last == k), None)
        if mention is None:
            mention = self._subject_with_detail(k)
            if mention is None:
                return False
        agent = self._agent_after(deed)
        if mention.kind == "pronoun" or not mention.counted and not mention.plural:
            return False
        main = []
        for m in [*self._left_links(mention), mention]:
            made = self.harm(deed.measure, m, deed.first, deed.last, "passive", actor=agent, chain=number)
            if made:
                main.append(made)
        self._parts_after(main, deed)
        return True

    def _subject_with_detail(self, k: int) -> Mention | None:
        """Find "four others, including two women, injured": the people before a detail between commas."""
        if self.word(k - 1) != ",":
            return None
        for m in reversed(self.r.mentions):
            if m.last < k - 1 and self.word(m.last) == "," and self.word(m.last + 1) in ("including", "among", "identified", "mostly", "all") and m.counted:
                return m
        return None

    # --- chains of people --------------------------------------------------------------------------------------

    def _links(self, a: int, b: int) -> bool:
        """Tell whether tokens a..b only join two members of a list."""
        gap = self.lower[a:b]
        gap = [w for w in gap if w not in ("(", ")", "at", "least")]
        return 0 < len(gap) <= 3 and all(w in (",", "and", "&", "as", "well", "along", "with", "besides", "plus", "or") for w in gap)

    def _chain_right(self, first: Mention) -> list[Mention]:
        chain, position = [first], self.r.mentions.index(first) if first in self.r.mentions else -1
        if position < 0:
            return chain
        for mention in self.r.mentions[position + 1 :]:
            if not self._links(self._after_aside(chain[-1].last), mention.first) and not self._links(chain[-1].last, mention.first):
                break
            if mention.kind in ("pronoun", "state") or mention.partitive:
                break
            chain.append(mention)
        return chain

    def _after_aside(self, k: int) -> int:
        """Step over a short bracket behind a mention."""
        if self.word(k) == "(":
            for m in range(k + 1, min(k + 8, len(self.lower))):
                if self.lower[m] == ")":
                    return m + 1
        return k

    def _left_links(self, mention: Mention) -> list[Mention]:
        chain: list[Mention] = []
        current = mention
        for m in reversed([x for x in self.r.mentions if x.last <= mention.first]):
            if not self._links(m.last, current.first) or m.kind in ("pronoun", "state") or self._harmed(m):
                break
            chain.insert(0, m)
            current = m
        return chain

    def _harmed(self, mention: Mention) -> bool:
        return any(first == mention.first for first, _ in self.taken)

    def _chain_left(self, before: int, deed: Deed) -> tuple[list[Mention], list[Mention]]:
        """Find the subject of the verb group that begins at `before`: (the people, those named as part of them)."""
        parts: list[Mention] = []
        fallback: Mention | None = None
        end = before
        for m in reversed([x for x in self.r.mentions if x.last <= before]):
            gap = self.lower[m.last : end]
            if self._breaks(m, m.last, before):
                break
            previous = self.word(m.first - 1)
            if previous in ("including", "includes") or (previous == "them" and self.word(m.first - 2) == "among"):
                parts.extend([m] if m.counted else [])
                continue
            if m.kind == "pronoun":
                if m.head == "who" and (antecedent := self._before(m)):
                    return [antecedent], parts
                if m.last == before or len(gap) <= 1:
                    found = self._antecedent(m)
                    return ([found] if found else []), parts
                continue
            if m.partitive and m.kind == "bare" and not gap:
                return [m], parts
            if previous in PREPOSITIONS and not self._is_listed(m):
                if fallback is None and m.counted:
                    fallback = m
                continue
            if parts and any(p.first == m.first for p in parts):
                continue
            chain = [*self._left_links(m), m]
            return self._split_parts(chain, parts)
        return ([fallback] if fallback and fallback.last >= before - 1 else []), parts

    def _split_parts(self, chain: list[Mention], parts: list[Mention]) -> tuple[list[Mention], list[Mention]]:
        for i, m in enumerate(chain):
            if self.word(m.first - 1) in ("including", "included"):
                return chain[:i], chain[i:] + parts
        return chain, parts

    def _is_listed(self, mention: Mention) -> bool:
        return False

    def _before(self, mention: Mention) -> Mention | None:
        earlier = [m for m in self.r.mentions if m.last <= mention.first and m.kind != "pronoun"]
        return earlier[-1] if earlier and mention.first - earlier[-1].last <= 8 else None

    def _breaks(self, m: Mention, a: int, b: int) -> bool:
        """Tell whether something between a mention and a verb keeps them apart."""
        gap = self.lower[a:b]
        if len(gap) > 30 or ";" in gap:
            return True
        if self._harmed(m) and (m.counted or m.plural) and any(self.deed_at.get(k) for k in range(a, b)):
            return True
        for k in range(a, b):
            if self.lower[k] in CLAUSE_STARTERS and self.word(k - 1) not in (",", "identified", "known", "such", "named"):
                return True
            deed = self.deed_at.get(k)
            if deed and deed.form in ("past", "present", "ing") and not self._inside_aside(k, a, b):
                return True
        return "," not in gap and len(gap) > 14

    def _inside_aside(self, k: int, a: int, b: int) -> bool:
        return "," in self.lower[a:k] and "," in self.lower[k:b]

    def _antecedent(self, pronoun: Mention) -> Mention | None:
        """Find whom "him" or "them" means among the people named before in the sentence."""
        for m in reversed(self.r.mentions):
            if m.last > pronoun.first or m.kind == "pronoun":
                continue
            if pronoun.head in ("them", "they", "who", "those") and m.plural and m.counted and m.group != "militants":
                return replace(m, definite=True)
            if pronoun.head in ("him", "her", "he", "she") and not m.plural and m.group != "militants":
                return replace(m, low=1, high=1, counted=True, definite=m.definite or not m.article)
        return None

    def _singular(self, m: Mention) -> Mention:
        """Count "the driver" or "Constable Naga Raju" as one."""
        if m.counted or m.plural or m.kind in ("pronoun", "state", "bare") or m.head in ("police", "body"):
            return m
        named = not m.definite
        m.low = m.high = 1
        m.counted, m.definite = True, True
        m.kind = "name" if named else m.kind
        return m

    # --- agents ------------------------------------------------------------------------------------------------

    def _agent_after(self, deed: Deed) -> tuple[int, int] | None:
        for k in range(deed.last, min(deed.last + 3, len(self.lower))):
            if self.lower[k] == "by" and (m := self.mention_near(k + 1, 0)):
                return m.first, m.last
        return None

    def _agent_before(self, deed: Deed) -> tuple[int, int] | None:
        first, _ = self._auxiliaries(deed.first)
        for m in reversed([x for x in self.r.mentions if x.last <= first]):
            if m.kind == "pronoun" or self.word(m.first - 1) in PREPOSITIONS:
                continue
            return (m.first, m.last) if first - m.last <= 12 else None
        return None

    # --- parts of a total --------------------------------------------------------------------------------------

    def _parts_after(self, main: list[Harm], deed: Deed) -> None:
        """Read ", including three policemen", ", 18 mourners and eight policemen", ", three of them critically"."""
        if not main or not any(h.mention.counted for h in main):
            return
        end = max(deed.last, *(h.mention.last for h in main))
        total = sum(h.mention.low or 0 for h in main)
        for m in self.r.mentions:
            if m.first < end or not m.counted or (m.first, deed.measure) in self.taken:
                continue
            gap = self.lower[end : m.first]
            if len(gap) > 12:
                break
            if self._introduces_parts(gap, m) and (m.low or 0) <= total and not self._opens_clause(m):
                for part in self._chain_right(m):
                    if part.counted and not self._opens_clause(part):
                        self.harm(deed.measure, part, deed.first, deed.last, "part", part=True)
                return
            if any(w in BE or w in CLAUSE_STARTERS for w in gap):
                return

    def _introduces_parts(self, gap: list[str], m: Mention) -> bool:
        if not gap:
            return False
        if gap[-1] in ("including", "include", "included", "includes") or gap[-2:] == ["among", "them"]:
            return True
        if m.partitive and m.head == "them":
            return True
        listed = gap[-1] in (",", "—", "–", ":", "-", "(") and len(gap) <= 8
        if not listed or m.more or m.other:
            return False
        after = self.word(self._chain_right(m)[-1].last)
        return after in ("", ",", ".", "—", "–", ")", ";") and m.kind != "bare"

    # --- nouns, states, running totals -------------------------------------------------------------------------

    def nouns(self) -> None:
        """Read "the deaths of nine miners", "claimed the lives of 12", "nine bodies", "12 deaths"."""
        nouns = lexicon.deed_nouns()
        for i, word in enumerate(self.lower):
            measure = nouns.get(word)
            if measure is None:
                continue
            target = self.mention_near(i + 2, 0) if self.word(i + 1) == "of" else None
            if target and (target.counted or not target.plural):
                if word == "lives" and self.word(i - 2) not in ("claimed", "claiming", "took", "taking", "cost", "costing", "claims"):
                    continue
                for m in self._chain_right(target):
                    if m.counted and (m is target or not self._opens_clause(m)):
                        self.harm(measure, m, i, i + 1, "noun")
        for m in self.r.mentions:
            if m.counted and m.head in ("bodies", "body", "corpses", "corpse", "deaths", "fatalities"):
                self.harm("killed", m, m.first, m.last, "noun")
            if m.counted and m.head == "lives" and self.word(m.first - 1) in ("claimed", "claiming", "took", "taking", "cost", "costing", "lost", "losing"):
                self.harm("killed", m, m.first - 1, m.last, "noun")

    def states(self) -> None:
        """Read "30 wounded", "left 12 people dead", "12 people are missing", "three critically injured"."""
        words = lexicon.states()
        for m in self.r.mentions:
            if not m.counted:
                continue
            if m.kind == "state" and m.head in words:
                self.harm(words[m.head], m, m.first, m.last, "state", part=m.partitive)
                continue
            k = m.last
            while self.word(k) in BE or self.word(k) in ("remain", "remained", "still", "reported", "went", "feared", "left", "missing,"):
                k += 1
            state = words.get(self.word(k))
            if state and self.word(k) not in lexicon.deeds() and not m.partitive:
                if state == "killed" and any(w == "feared" for w in self.lower[m.last : k]):
                    continue
                self.harm(state, m, m.first, k + 1, "state")

    def tolls(self) -> None:
        """Read a figure that a toll has come to: "raising the toll to 177", "put the number of dead at 81"."""
        for i, word in enumerate(self.lower):
            measure = self._toll_measure(i, word)
            if measure:
                found = self._toll_figure(i)
                if found:
                    self._make_toll(measure, *found)

    def _toll_measure(self, i: int, word: str) -> str | None:
        if word in ("toll", "tally", "deathtoll"):
            return "killed" if self.word(i - 1) not in ("injury", "injured", "highway", "road") else "injured"
        if word in ("number", "count", "total") and self.word(i + 1) == "of":
            states, deeds = lexicon.states(), lexicon.deeds()
            for k in range(i + 2, min(i + 9, len(self.lower))):
                if self.lower[k] in states:
                    return states[self.lower[k]]
                if self.lower[k] in ("deaths", "fatalities", "bodies"):
                    return "killed"
                if self.lower[k] in deeds:
                    return deeds[self.lower[k]][0][1].measure
                if self.lower[k] in ("to", "at", "is", "was", "has"):
                    return None
        return None

    def _toll_figure(self, i: int) -> tuple[int, Mention] | None:
        leads = {"to", "at", "of", "reached", "reaches", "reaching", "is", "was", "hit", "passed", "exceeded", "stands", "stood", ":", "as", "surpassed", "topped", "now"}  # fmt: skip
        for k in range(i + 1, min(i + 26, len(self.lower))):
            if self.lower[k] in leads and (m := self._figure_at(k + 1)):
                return i, m
        for k in range(i - 1, max(-1, i - 7), -1):
            if self.lower[k] == "to" and (m := self._figure_at(k + 1)):
                return i, m
        if m := next((x for x in self.r.mentions if x.last == i or (x.last == i - 1 and self.lower[i - 1] == "death")), None):
            return (i, m) if m.counted and m.kind == "bare" else None
        return None

    def _figure_at(self, k: int) -> Mention | None:
        if k < len(self.lower) and self.lower[k] in ("at", "now", "nearly") and k not in self.at_first:
            k += 1
        m = self.at_first.get(k)
        if m is not None:
            return m if m.counted and not m.article else None
        q = quantity_at(self.t, k) if k < len(self.t) and k not in self.t.used else None
        if q and (q.last >= len(self.t) or not self.lower[q.last][0].isalpha() or self.lower[q.last] in STOP):
            return Mention(k, q.last, "", "unspecified", q.low, q.high, q.modifier, True, "bare", group_given=False)
        return None

    def _make_toll(self, measure: str, at: int, figure: Mention) -> None:
        first, last = min(at, figure.first), max(at + 1, figure.last)
        if figure.kind == "bare":
            group = self._toll_group(at, first, last)
            figure.group, figure.group_given = group or "unspecified", group is not None
        self.taken[(figure.first, measure)] = made = Harm(measure, figure, first, last, "toll", toll=True)
        self.taken[(figure.first, "*")] = made
        made.first = self._verb_before(first)
        self.r.harms.append(made)
        for m in self.r.mentions:  # "the number of people killed": those people are the figure
            if at < m.first < figure.first and not m.counted:
                self.taken[(m.first, "*")] = made

    def _verb_before(self, first: int) -> int:
        for k in range(first - 1, max(-1, first - 5), -1):
            if self.lower[k] in ("raising", "taking", "bringing", "lifting", "pushing", "raised", "put", "putting", "puts", "brought", "takes", "brings"):
                return k
        return first

    def _toll_group(self, at: int, first: int, last: int) -> str | None:
        people = lexicon.people()
        around = self.lower[max(0, at - 3) : at] + (self.lower[at + 2 : at + 5] if self.word(at + 1) in ("of", "among") else [])
        for word in around:
            person = people.get(word)
            if person and person.kind != "state" and person.group != "unspecified":
                return person.group
        return None

    # --- copulas, loose parts, attackers -----------------------------------------------------------------------

    def copulas(self) -> None:
        """Read "The dead were 48 civilians and 15 soldiers", "Among those killed were two children"."""
        for i, word in enumerate(self.lower):
            if word not in ("were", "was", "are", "include", "included", "includes", "comprise", "comprised"):
                continue
            target = self.mention_near(i + 1, 1)
            measure = self._measure_of_subject(i)
            if target is None or measure is None:
                continue
            for m in self._chain_right(target):
                if m.counted and not self._opens_clause(m):
                    self.harm(measure, m, m.first, m.last, "copula", part=True)

    def _measure_of_subject(self, i: int) -> str | None:
        """Read the harm out of a subject like "the dead", "those killed", "the wounded", "the victims"."""
        states = lexicon.states()
        window = self.lower[max(0, i - 7) : i]
        for j in range(len(window) - 1, -1, -1):
            word = window[j]
            if word in states and (j == 0 or window[j - 1] in ("the", "those", "people", "all", "soldiers", "men", "two", "persons") or "the" in window[max(0, j - 2) : j]):
                return states[word]
            if word in ("fatalities", "bodies"):
                return "killed"
            if word in ("arrested", "detained"):
                return "arrested"
            if word in (".", ";"):
                return None
        return None

    def loose_parts(self) -> None:
        """Read "six of them younger than 10", "18 of them civilians", "Five of the dead were children"."""
        for position, m in enumerate(self.r.mentions):
            if not m.counted or not m.partitive or self._harmed(m):
                continue
            if m.kind == "state":
                continue
            before = [h for h in self.r.harms if h.mention.first < m.first]
            if not before:
                continue
            whole = before[-1]
            if whole.measure == "attackers" or (whole.mention.low or 0) < (m.low or 0):
                continue
            follows = self.r.mentions[position + 1] if position + 1 < len(self.r.mentions) else None
            if follows and follows.first - m.last <= 1 and not follows.counted:
                m.group, m.group_given = follows.group, True
                m.last = follows.last
            elif any(w in ("younger", "aged", "under", "children", "minors") for w in self.lower[m.last : m.last + 3]):
                m.group, m.group_given = "civilians", True
            else:
                m.group, m.group_given = whole.mention.group, False
            self.harm(whole.measure, m, m.first, m.last, "part", part=True)

    def attackers(self) -> None:
        """Read how many took part: counted people whom nothing harms and who attack."""
        deeds = {d.first for d in self.r.deeds}
        for m in self.r.mentions:
            if not m.counted or m.partitive or m.article or (m.low or 0) < 2 and m.high == m.low or self._harmed(m):
                continue
            if m.group in ("security_forces", "civilians") and not _mob(m) or m.kind in ("bare", "state") and not m.group_given:
                continue
            if self._attacks(m, deeds):
                verb = next((k for k in range(m.last, min(m.last + 14, len(self.lower))) if self.lower[k] in ATTACK_VERBS), m.last - 1)
                self.harm("attackers", m, m.first, verb + 1, "attackers")

    def _attacks(self, m: Mention, deeds: set[int]) -> bool:
        if self.word(m.first - 1) == "by" or self.lower[max(0, m.first - 4) : m.first][-3:-1] == ["by", "a"]:
            return True
        for k in range(m.last, min(m.last + 16, len(self.lower))):
            word = self.lower[k]
            if word in (";", ".") or word in BE and self.word(k + 1) in lexicon.deeds():
                return False
            if word in ATTACK_VERBS:
                return not (self.word(k - 1) in BE or self.word(k - 2) in BE) or word in ("armed", "riding", "involved")
        return False


def _mob(m: Mention) -> bool:
    return m.head in ("men", "youths", "people", "villagers", "tribesmen", "protesters", "rioters", "bandits")


__all__ = ["PRONOUNS", "Deed", "Harm", "Reading", "find_deeds", "read_sentence"]
