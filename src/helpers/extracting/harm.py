"""Who was harmed: joins the verbs and nouns of harm of a sentence to the people they speak of.

A sentence is read as a row of mentions (people with their numbers) and deeds (killed, wounding, the deaths of …).
Each deed looks for its people where English grammar puts them: behind an active verb, before a passive one,
behind the "of" of a noun. What a number alone means ("Eleven were women") comes from the sentences before.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from helpers import lexicon
from helpers.extracting.deeds import Deed, find_deeds
from helpers.extracting.grammar import BE, CLAUSE_STARTERS, DETAIL, HAVE, MODALS, NEGATIONS, PREPOSITIONS, Sentence
from helpers.extracting.people import PRONOUNS, STOP, Mention, find_mentions
from helpers.extracting.tokens import Tokens

UNREAL = {"threatened", "threatening", "vowed", "planned", "planning", "plan", "plans", "plotting", "plotted", "plot", "tried",
          "trying", "attempted", "attempting", "attempt", "failed", "wanted", "conspiring", "conspiracy", "threat", "threats",
          "bid", "intended", "intending", "promised", "refused", "refusing"}  # fmt: skip
DENIALS = {"denied", "denies", "denying", "deny", "denial"}
ERGATIVE = {"drown", "suffocate", "asphyxiate", "burn to death", "starve to death", "disperse"}  # done to people, or by them
COUNTS = {"counted", "counts", "recorded", "tallied", "logged", "registered", "spoken", "spoke", "speak", "speaks", "reckon", "reckons", "reckoned", "counting"}
WANTS = {"wants", "want", "wanted", "demands", "demand", "demanded", "seek", "seeks", "sought", "have", "get", "see"}
BODIES = {"body", "bodies", "corpse", "corpses", "cadaver", "cadavers"}
NAMED = {"killed", "abducted", "injured", "arrested", "freed"}
QUOTE_REACH = 12


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
    verb: int = -1  # where the deed stands: days and places near it are its own
    whole: Harm | None = None  # the number that a part belongs to


@dataclass(slots=True)
class Reading:
    """A sentence, read."""

    tokens: Tokens
    mentions: list[Mention]
    deeds: list[Deed]
    harms: list[Harm] = field(default_factory=list)


def read_sentence(tokens: Tokens, earlier: list[Reading] | None = None) -> Reading:
    """Find who was harmed, how, and in which words, in one sentence; `earlier` are the readings before it."""
    from helpers.extracting.attackers import find_attackers
    from helpers.extracting.figures import find_figures, find_gaps

    mentions, deeds = find_mentions(tokens), find_deeds(tokens)
    reading = Reading(tokens, mentions, deeds)
    if not any(m.counted or m.definite for m in mentions) and not deeds:
        return reading
    reader = Reader(reading, earlier or [])
    find_figures(reader)
    reader.nouns()
    for number, deed in enumerate(deeds):
        reader.verb(deed, number)
    reader.states()
    reader.copulas()
    find_gaps(reader)
    reader.carried()
    reader.retold()
    reader.loose_parts()
    find_attackers(reader)
    reading.harms = [h for h in reading.harms if not reader.superseded(h)]
    reading.harms.sort(key=lambda h: (h.mention.first, h.first))
    return reading


class Reader(Sentence):
    """The rules for one sentence; `taken` remembers whom a deed has already harmed."""

    def __init__(self, reading: Reading, earlier: list[Reading]) -> None:
        super().__init__(reading.tokens, reading.mentions, reading.deeds)
        self.r = reading
        self.earlier = earlier
        self.taken: dict[tuple[int, str], Harm] = {}

    # --- bookkeeping -------------------------------------------------------------------------------------------

    def harm(self, measure: str, mention: Mention, first: int, last: int, form: str, **more) -> Harm | None:
        """Note that people were harmed, once for each measure; uncounted people are remembered, not noted."""
        key = (mention.first, measure)
        if key in self.taken or (mention.first, "*") in self.taken:
            return None
        if mention.kind == "unknown" and measure not in ("killed", "injured"):
            return None
        if mention.head in BODIES and measure != "killed" or mention.kind == "state" and measure == "abducted":
            return None
        far = max(first - mention.last, mention.first - last) > QUOTE_REACH
        a, b = (mention.first, mention.last) if far or more.get("part") else (min(first, mention.first), max(last, mention.last))
        found = Harm(self._by_side(measure, mention, form), mention, a, b, form, verb=first, **more)
        self.taken[key] = found
        if mention.counted:
            self.r.harms.append(found)
        return found

    def _by_side(self, measure: str, m: Mention, form: str) -> str:
        """Call soldiers in the hands of rebels abducted, and rebels in the hands of soldiers arrested."""
        if measure == "arrested" and m.group == "security_forces" and form in ("active", "passive", "reduced"):
            return "abducted"
        if measure == "abducted" and m.group == "militants" and form in ("active", "passive", "reduced"):
            return "arrested"
        return measure

    def harmed(self, mention: Mention) -> bool:
        return any(first == mention.first for first, _ in self.taken)

    def settled(self, m: Mention) -> bool:
        return m.counted and self.harmed(m)

    def superseded(self, h: Harm) -> bool:
        """Tell whether people are said to be wounded only to say that they died: "two wounded on Friday died"."""
        return h.measure == "injured" and h.form in ("reduced", "state") and (h.mention.first, "killed") in self.taken

    def last_harm(self, measure: str | None = None, low: int = 0) -> Harm | None:
        """Give the last harm before this sentence that is no part and large enough to hold `low` people."""
        for reading in reversed(self.earlier[-4:]):
            for h in reversed(reading.harms):
                if not h.part and h.measure != "attackers" and (measure is None or h.measure == measure):
                    if h.mention.low is not None and (h.mention.low >= low or h.mention.high is None):
                        return h
        return None

    # --- verbs -------------------------------------------------------------------------------------------------

    def verb(self, deed: Deed, number: int) -> None:
        before, auxiliaries = self.auxiliaries(deed.first)
        if self._unreal(deed, before, auxiliaries) or self._inside_mention(deed):
            return
        passive = bool(auxiliaries & BE) and deed.form == "past"
        target = self._target(deed) if not passive else None
        ergative = deed.base in ERGATIVE and target is not None and target.counted
        if deed.harmed == "subject" and not ergative or passive:
            self._subject(deed, before, number)
            return
        if target is not None and (self.opens_clause(target) and deed.form == "past" and not auxiliaries & HAVE and target.kind == "pronoun"):
            target = None
        if target is not None:
            self._object(deed, target, number)
        elif not deed.apart and deed.form == "past" and not auxiliaries & HAVE:
            self._reduced(deed, number) or self._named_object(deed, number)
        elif not deed.apart and not deed.needs:
            self._named_object(deed, number)

    def _inside_mention(self, deed: Deed) -> bool:
        """Tell whether the verb is a word of a phrase for people: "six kidnapped workers", "the wounded"."""
        return any(m.first <= deed.first < m.last and (deed.first < m.last - 1 or m.kind == "state") for m in self.mentions)

    def _target(self, deed: Deed) -> Mention | None:
        if deed.form == "ing" and self.word(deed.last) == "of":
            return self.mention_near(deed.last + 1, 1)
        target = self.mention_near(deed.last)
        if target is None or (deed.apart and target.last > deed.end) or not self._fits(deed, target):
            return None
        return target

    def _fits(self, deed: Deed, m: Mention) -> bool:
        """Tell whether a verb that takes only people, or captives, can have this mention as its object."""
        if not deed.needs:
            return True
        if m.kind == "pronoun" or m.own or m.partitive or m.more or m.listed:
            return True
        if deed.needs == "captives":
            to_police = any(w in ("police", "authorities", "army", "custody") for w in self.lower[deed.end : deed.end + 4])
            return m.kind != "unknown" and not to_police
        if m.kind == "unknown":
            return False
        return m.kind != "bare" or deed.apart or deed.base in ("treat", "hand")

    def _unreal(self, deed: Deed, before: int, auxiliaries: set[str]) -> bool:
        """Tell whether the verb speaks of what has not happened: negated, possible, threatened, denied."""
        if auxiliaries & NEGATIONS and not deed.base.startswith(("not ", "did not")) or auxiliaries & MODALS:
            return True
        previous = self.lower[max(0, before - 5) : before]
        if "to" in auxiliaries:
            return not any(w in ("managed", "able", "went", "enough", "allowed", "believed", "known", "thought", "reported", "said", "confirmed", "forced") for w in previous)
        if any(w in ("if", "unless") for w in previous):
            return True
        if deed.form == "ing" and any(w in DENIALS or w in UNREAL or w == "without" for w in previous[-3:]):
            return True
        if previous[-1:] in (["deny"], ["denied"], ["denies"], ["denying"]) or previous[-2:-1] and previous[-2] in DENIALS and previous[-1] == "having":
            return True
        return deed.form == "base" and not (deed.last in self.at_first and self.at_first[deed.last].counted)

    def _object(self, deed: Deed, target: Mention, number: int) -> None:
        agent = self.agent_before(deed)
        if target.kind == "pronoun":
            found = self.antecedent(target)
            if found is None:
                return
            target = found
        if target.partitive and target.head == "them":
            self._name_them(target, agent)
        actor = (agent.first, agent.last) if agent else None
        main = []
        for link, m in enumerate(self.chain_right(target)):
            if link and self.opens_clause(m):
                break
            first, last = (m.first, m.last) if link else (deed.first, max(deed.last, deed.end if deed.apart else 0))
            self._own(m, agent)
            made = self.harm(deed.measure, self._single(m), first, last, "active", actor=actor, chain=number)
            if made:
                made.verb = deed.first
                main.append(made)
        self._exchanged(deed, target, number)
        self.parts_after(main, deed)

    def _exchanged(self, deed: Deed, whole: Mention, number: int) -> None:
        """Read the other side of an exchange: "24 conscripts were handed over for 31 captured fighters"."""
        k = max(deed.last, whole.last)
        if self.lower[k : k + 2] == ["in", "exchange"] or self.lower[k : k + 2] == ["in", "return"]:
            k += 2
        m = self.mention_near(k + 1, 0) if self.word(k) == "for" else None
        if deed.measure == "freed" and m is not None and m.counted and m.kind in ("noun", "generic"):
            self.harm("freed", m, m.first, m.last, "active", chain=number)

    def _own(self, m: Mention, agent: Mention | None) -> None:
        """Give "52 of its own", "lost eight men" the group of those who lost them."""
        if (m.own or m.head in ("men", "man", "members")) and not m.group_given or m.own:
            if agent is not None and agent.group in ("militants", "security_forces"):
                m.group, m.group_given = agent.group, True
        elif m.head in ("men", "man") and m.group == "unspecified" and agent is not None and self.deed_at_base(m) in ("lose", "loss", "bury"):
            if agent.group in ("militants", "security_forces"):
                m.group, m.group_given = agent.group, True

    def deed_at_base(self, m: Mention) -> str:
        deed = next((d for d in self.deeds if d.last <= m.first and m.first - d.last <= 3), None)
        return deed.base if deed else ""

    def _name_them(self, m: Mention, agent: Mention | None) -> None:
        """Give "11 of them" the group of the last people in the plural who are not the ones who act."""
        for other in reversed(self.mentions[: self.place_of.get(id(m), 0)]):
            if other is not agent and other.plural and other.kind in ("noun", "generic") and other.group != "unspecified":
                m.group, m.group_given = other.group, True
                return

    def _named_object(self, deed: Deed, number: int) -> None:
        """Harm people who are only named: "killed Naga Raju", "lost Julián, Maritza and El Chino", "abducted X, the mayor, along with his driver"."""
        if deed.measure not in NAMED or self.t.upper or deed.needs not in ("", "people"):
            return
        end = self.name_at(deed.last) if not deed.needs else deed.last
        names = self._names_after(deed.last)
        if len(names) > 1:
            person = replace(_named(deed.last, names[-1][1]), low=len(names), high=len(names), plural=True)
            self.harm(deed.measure, person, deed.first, deed.last, "active", chain=number)
        elif end > deed.last and (also := self._also_taken(end)):
            person = replace(_named(deed.last, also.last), low=1 + also.low, high=1 + also.low, plural=True)
            self.harm(deed.measure, person, deed.first, deed.last, "active", chain=number)
            self.taken[(also.first, "*")] = self.taken[(deed.last, deed.measure)]
        elif end > deed.last:
            agent = self.agent_before(deed)
            actor = (agent.first, agent.last) if agent else None
            self.harm(deed.measure, _named(deed.last, end), deed.first, deed.last, "active", actor=actor, chain=number)

    def _names_after(self, k: int) -> list[tuple[int, int]]:
        """List names behind a verb: "Julián, Maritza and El Chino"."""
        names: list[tuple[int, int]] = []
        while k < len(self.lower):
            end = k
            while end < len(self.lower) and self._name_word(end):
                end += 1
            if end == k:
                break
            names.append((k, end))
            k = end
            while k < len(self.lower) and self.lower[k] in (",", "and") and k - end < 2:
                k += 1
            if k == end:
                break
        return names if names and (len(names) < 2 or "and" in self.lower[names[-2][1] : names[-1][0]]) else names[:1]

    def _also_taken(self, k: int) -> Mention | None:
        """Find the counted people whom "along with", "together with" or "and" joins to a name."""
        m = next((x for x in self.mentions if x.first >= k and x.counted and x.first - k <= 14), None)
        if m is None or m.high != m.low:
            return None
        between = self.lower[k : m.first]
        joined = between[-2:] in (["along", "with"], ["together", "with"]) or between == ["and"]
        return m if joined else None

    def _subject(self, deed: Deed, before: int, number: int) -> None:
        """Harm the people before a passive or an intransitive verb."""
        chain, parts = self.subject(before)
        chain = [m for m in chain if not deed.needs or deed.harmed == "subject" or self._fits(deed, m)]
        if deed.measure == "displaced" and chain and all(m.group in ("militants", "security_forces") for m in chain):
            return
        actor = self.agent_after(deed)
        made = [self.harm(deed.measure, self._single(m), deed.first, deed.last, "passive", actor=actor, chain=number) for m in chain]
        main = [h for h in made if h]
        for part in parts:
            self.harm(deed.measure, part, deed.first, deed.last, "passive", part=True, chain=number, whole=main[0] if main else None)
        if not chain and not parts:
            self._named_subject(deed, before, number, actor)
        if chain:
            self._exchanged(deed, chain[-1], number)
        self.parts_after(main, deed)

    def _named_subject(self, deed: Deed, before: int, number: int, actor: tuple[int, int] | None) -> None:
        """Harm those who are only named: "Jeanne Uwera and Siméon Habi, volunteers …, lost their lives"."""
        if self.t.upper or deed.measure not in NAMED or deed.base in ("fight", "be", "have", "remain", "surrender"):
            return
        names = self._names_before(before)
        if names and self.word(names[0][0] - 1) not in PREPOSITIONS and not any(self._is_place(a, b) for a, b in names):
            person = replace(_named(names[0][0], names[-1][1]), low=len(names), high=len(names), plural=len(names) > 1)
            self.harm(deed.measure, person, deed.first, deed.last, "passive", actor=actor, chain=number)

    def _is_place(self, a: int, b: int) -> bool:
        return b - a == 1 and self.word(b) in (",",) and self.word(a - 1) == ","

    def _names_before(self, k: int) -> list[tuple[int, int]]:
        """List the names that end before token k: "A and B", "A, an aide, and B"."""
        if self.word(k - 1) == ",":
            opening = next((m for m in range(k - 2, max(-1, k - 14), -1) if self.lower[m] == ","), None)
            if opening is None:
                return []
            k = opening
        name = self.name_before(k)
        if name is None:
            return []
        names = [name]
        while self.word(names[0][0] - 1) in ("and", ",") and (left := self.name_before(names[0][0] - 1)):
            if left[1] - left[0] < 2:
                break
            names.insert(0, left)
        return names

    def _reduced(self, deed: Deed, number: int) -> bool:
        """Harm the people before a participle without an auxiliary: "27 people killed in the raid", "and three injured"."""
        k = deed.first
        while k > 0 and (self._light(k - 1) or self.lower[k - 1] in ("(", "-")):
            k -= 1
        m = next((x for x in self.mentions if x.last == k), None) or self._with_detail(k) or self._causative(k)
        if m is None or m.kind == "pronoun" or not m.counted and not m.plural and not m.article:
            return False
        if not self._fits(deed, m) or self.word(m.first - 1) in WANTS:
            return False
        if m.whole is not None and m.first not in self.taken_by(deed.measure):
            m = m.whole
        actor, main = self.agent_after(deed), []
        for link in self.chain_left(m):
            if link is not m and self.harmed(link):
                continue
            made = self.harm(deed.measure, link, deed.first, deed.last, "reduced", actor=actor, chain=number)
            main += [made] if made else []
        self.parts_after(main, deed)
        return True

    def taken_by(self, measure: str) -> set[int]:
        return {first for first, what in self.taken if what == measure}

    def _with_detail(self, k: int) -> Mention | None:
        """Find "four others, including two women, injured": the people before a detail between commas."""
        if self.word(k - 1) != ",":
            return None
        for m in reversed(self.mentions):
            if m.last < k - 1 and self.word(m.last) == "," and self.word(m.last + 1) in (*DETAIL, "among", "all") and m.counted:
                return m
        return None

    def _causative(self, k: int) -> Mention | None:
        """Find "having 14 patients of the hospital shot": whom somebody had harmed."""
        for m in reversed(self.mentions):
            if m.last < k and k - m.last <= 6 and self.word(m.first - 1) in HAVE and m.counted and self.word(m.last) in PREPOSITIONS:
                return m
        return None

    def _single(self, m: Mention) -> Mention:
        """Count "the driver" or "Constable Naga Raju" as one."""
        if m.counted or m.plural or m.kind in ("pronoun", "state", "bare") or m.head in ("police", "body"):
            return m
        if not m.definite and not self._has_name(m):
            return m
        m.kind = m.kind if m.definite else "name"
        m.low = m.high = 1
        m.counted, m.definite = True, True
        return m

    def _has_name(self, m: Mention) -> bool:
        return self.t.upper or m.last < len(self.lower) and self.name_at(m.last) > m.last or any(self.t.is_name(k) for k in range(max(m.first, 1), m.last + 1) if k < len(self.lower))

    # --- parts of a total --------------------------------------------------------------------------------------

    def parts_after(self, main: list[Harm], deed: Deed) -> None:
        """Read ", including three policemen", ", 18 mourners and eight policemen", ", three of them critically"."""
        if not main or not any(h.mention.counted for h in main):
            return
        end = max(deed.last, *(h.mention.last for h in main))
        total = sum(h.mention.low or 0 for h in main)
        for m in self.mentions:
            if m.first < end or not m.counted or (m.first, deed.measure) in self.taken:
                continue
            gap = self.lower[end : m.first]
            if len(gap) > 14:
                return
            if self._introduces_parts(gap, m) and (m.low or 0) <= total and not self.opens_clause(m):
                self._note_parts(m, main[-1])
                return
            if any(w in BE or w in CLAUSE_STARTERS for w in gap):
                return

    def _note_parts(self, m: Mention, whole: Harm) -> None:
        """Note a part and those joined to it: "seven of them Koshis and three settlers"."""
        self._describe(m, whole)
        chain = self.chain_right(m) if not m.partitive else [m, *self._next_part(m)]
        for part in chain:
            if part.counted and not self.opens_clause(part):
                self.harm(whole.measure, part, part.first, part.last, "part", part=True, whole=whole)

    def _next_part(self, m: Mention) -> list[Mention]:
        position = self.place_of[id(m)]
        following = [x for x in self.mentions[position + 1 : position + 3] if x.counted and x.first - m.last <= 5]
        joined = following and self.word(following[0].first - 1) in ("and", ",") and not self.opens_clause(following[0])
        return self.chain_right(following[0]) if joined else []

    def _describe(self, m: Mention, whole: Harm) -> None:
        """Give "31 of them gendarmes" the group of the word behind it."""
        if not m.partitive or m.head != "them" and m.kind != "bare":
            return
        position = self.place_of.get(id(m))
        follows = self.mentions[position + 1] if position is not None and position + 1 < len(self.mentions) else None
        behind = self.lower[m.last : m.last + 4]
        if follows and follows.first - m.last <= 1 and not follows.counted and follows.kind != "pronoun":
            m.group, m.group_given, m.last = follows.group, True, follows.last
        elif any(w in ("younger", "aged", "under", "children", "minors", "civilian", "women") for w in behind):
            m.group, m.group_given = "civilians", True
        elif behind[:1] and self.t.is_name(m.last) and behind[0].endswith("s") and not self.t.upper:
            m.group, m.group_given = "civilians", True  # "seven of them Koshis": a people, not a force
        else:
            m.group, m.group_given = whole.mention.group, False

    def _introduces_parts(self, gap: list[str], m: Mention) -> bool:
        if not gap:
            return False
        if gap[-1] in ("including", "include", "included", "includes", "comprising") or gap[-2:] in (["among", "them"], ["made", "up"], ["up", "of"]):
            return True
        if m.partitive and m.head == "them":
            return True
        listed = gap[-1] in (",", "—", "–", ":", "-", "(") and len(gap) <= 8
        if not listed or m.more or m.other:
            return False
        after = self.word(self.chain_right(m)[-1].last)
        return after in ("", ",", ".", "—", "–", ")", ";") and m.kind != "bare"

    # --- nouns and states --------------------------------------------------------------------------------------

    def nouns(self) -> None:
        """Read "the deaths of nine miners", "the loss of another six soldiers", "the bodies of five peasants, including a minor"."""
        nouns = lexicon.deed_nouns()
        for i, word in enumerate(self.lower):
            if word in nouns and self.word(i + 1) == "of":
                self._noun_of(nouns[word], i, word)
        for m in self.mentions:
            if m.counted and m.head in nouns and m.head not in ("body", "lives", "remains") and not m.definite:
                if m.kind == "noun" and m.head in ("bodies", "corpses", "deaths", "fatalities", "corpse", "death"):
                    made = self.harm("killed", m, m.first, m.last, "noun")
                    if made:
                        self.parts_after([made], Deed(m.first, m.last, "killed", "noun", "object", m.head))
            if m.counted and m.head == "lives" and self.word(m.first - 1) in ("claimed", "claiming", "took", "taking", "cost", "costing", "lost", "losing", "claims", "take", "of"):
                made = self.harm("killed", m, m.first - 1, m.last, "noun")
                if made:
                    self.parts_after([made], Deed(m.first - 1, m.last, "killed", "noun", "object", "lives"))
        self._counted_nouns(nouns)

    def _noun_of(self, measure: str, i: int, word: str) -> None:
        target = self.mention_near(i + 2, 1)
        if word == "lives" and self.word(i - 2) not in ("claimed", "claiming", "took", "taking", "cost", "costing", "claims", "take"):
            return
        if target is None:
            end = self.name_at(i + 2)
            if end > i + 2 and word not in ("massacre", "massacres", "slaughter", "bodies", "lives", "loss", "losses", "flight", "seizure", "capture", "surrender", "detention"):
                self.harm(measure, _named(i + 2, end), i, end, "noun")
            return
        if word in ("loss", "losses", "flight", "seizure") and target.kind == "bare" and not target.more:
            return
        if any(w in UNREAL or w in DENIALS or w in ("demanded", "demand", "demanding", "seeking", "sought", "urged", "for") for w in self.lower[max(0, i - 3) : i]) and measure in ("freed", "arrested"):
            return
        main = []
        for m in self.chain_right(target):
            if (m.counted or not m.plural) and (m is target or not self.opens_clause(m)):
                made = self.harm(measure, self._single(m), i, i + 1, "noun", chain=1000 + i)
                main += [made] if made else []
        self.parts_after([h for h in main if h.mention.counted], Deed(i, i + 1, measure, "noun", "object", word))

    def _counted_nouns(self, nouns: dict[str, str]) -> None:
        """Read a number of deeds: "64 political murders", "one arrest", "three kidnappings"."""
        from helpers.extracting.quantities import quantity_at

        for k, word in enumerate(self.lower):
            measure = nouns.get(word)
            if word in ("cases", "case", "victims", "patients") and self.word(k - 1) in ("gunshot", "stab", "burn", "bullet", "shrapnel", "blast", "trauma", "gunshot-wound"):
                measure = "injured"
            if measure is None or word in ("bodies", "body", "corpses", "corpse", "deaths", "death", "lives", "remains", "losses", "injuries", "injury", "flight"):
                continue
            for start in range(k - 1, max(-1, k - 4), -1):
                q = quantity_at(self.t, start) if start not in self.t.used else None
                if q and q.last <= k and all(w.isalpha() and w not in STOP for w in self.lower[q.last : k]):
                    start = q.first
                    m = Mention(start, k + 1, word, "unspecified", q.low, q.high, q.modifier, True, "noun", group_given=False, more=q.more)
                    if q.low and not any(x.first <= start < x.last for x in self.mentions if x.kind != "bare"):
                        self.harm(measure, m, start, k + 1, "noun")
                    break

    def states(self) -> None:
        """Read "30 wounded", "21 dead hostages", "12 people are missing", "two men with stab wounds", "eight neighbours, all dead"."""
        words = lexicon.states()
        for m in self.mentions:
            if not m.counted:
                continue
            if m.kind == "state" and m.head in words:
                if m.partitive and self._uncertain(m):
                    continue
                made = self.harm(words[m.head], m, m.first, m.last, "state", part=m.partitive)
                if made and not m.partitive:
                    self.parts_after([made], Deed(m.first, m.last, made.measure, "state", "object", m.head))
                continue
            found = self._state_after(m, words)
            if found:
                made = self.harm(found[0], m, m.first, found[1], "state")
                if made:
                    self.parts_after([made], Deed(m.first, found[1], made.measure, "state", "object", ""))
            elif m.state and not m.definite and not self.harmed(m):
                self.harm(m.state, m, m.first, m.last, "state")

    def _uncertain(self, m: Mention) -> bool:
        """Tell whether "two of the wounded" have another deed done to them, which then says what counts."""
        return self.harmed(m)

    def _state_after(self, m: Mention, words: dict[str, str]) -> tuple[str, int] | None:
        """Find the state that a verb or a phrase behind a mention gives it: (measure, one past its last token)."""
        k = m.last
        if self.word(k) == "with" and any(w in ("wounds", "injuries", "burns", "fractures", "wound", "injury") for w in self.lower[k + 1 : k + 4]):
            end = next(i for i in range(k + 1, k + 4) if self.lower[i] in ("wounds", "injuries", "burns", "fractures", "wound", "injury"))
            return "injured", end + 1
        for j in range(k, min(k + 9, len(self.lower) - 2)):
            if self.lower[j] in (",", "—", "–") and self.lower[j + 1] in ("all", "both", "already") and self.lower[j + 2] in words:
                return words[self.lower[j + 2]], j + 3
        while self.word(k) in BE or k < len(self.lower) and (self._light(k) or self.word(k) in ("remain", "remained", "remaining", "reported", "went", "feared", "left", "presumed", "believed", "lay")):
            k += 1
        state = words.get(self.word(k))
        if state is None or self.word(k) in lexicon.deeds() or m.partitive and m.kind == "bare" and state == "killed" and k == m.last:
            return None
        if k + 1 in self.at_first and k == m.last:
            return None
        return state, k + 1

    # --- copulas, numbers that carry on ------------------------------------------------------------------------

    def copulas(self) -> None:
        """Read "The dead were 48 civilians and 15 soldiers", "Two officers were among the dead"."""
        for i, word in enumerate(self.lower):
            if word not in ("were", "was", "are", "is", "include", "included", "includes", "comprise", "comprised"):
                continue
            if self._among(i):
                continue
            target, measure = self.mention_near(i + 1, 1), self._measure_of_subject(i)
            if measure is None:
                continue
            whole = self.last_harm(measure)
            if target is not None:
                for m in self.chain_right(target):
                    if m.counted and not self.opens_clause(m):
                        self.harm(measure, m, m.first, m.last, "copula", part=True, whole=whole)
            elif not self.t.upper and self.word(0) == "among":
                self._named_list(i, measure, whole)

    def _among(self, i: int) -> bool:
        """Read "Two police officers guarding the gate were among the dead"."""
        k = i + 1
        while k < len(self.lower) and self._light(k):
            k += 1
        if self.word(k) != "among":
            return False
        measure = self._harm_in(k + 1, k + 8)
        if measure is None:
            return False
        before, _ = self.auxiliaries(i)
        chain, _ = self.subject(min(before, i))
        end = next((j for j in range(k + 1, min(k + 8, len(self.lower))) if self._state_word(j)), k) + 1
        for m in chain:
            self.harm(measure, self._single(m), i, end, "passive", part=True, whole=self.last_harm(measure))
        if not chain and (names := self._names_before(i)):
            person = replace(_named(names[0][0], names[-1][1]), low=len(names), high=len(names), definite=False)
            self.harm(measure, person, i, end, "passive", part=True, whole=self.last_harm(measure))
        return True

    def _state_word(self, j: int) -> bool:
        return self.lower[j] in lexicon.states() or self.lower[j] in ("victims", "casualties", "fatalities", "dead")

    def _harm_in(self, a: int, b: int) -> str | None:
        states, deeds = lexicon.states(), lexicon.deeds()
        for j in range(a, min(b, len(self.lower))):
            word = self.lower[j]
            if word in states:
                return states[word]
            if word in ("victims", "fatalities", "casualties"):
                return "killed"
            if word in deeds:
                return deeds[word][-1][1].measure
            if word in (".", ";", ","):
                return None
        return None

    def _measure_of_subject(self, i: int) -> str | None:
        """Read the harm out of a subject like "the dead", "those killed", "the wounded", "among the victims"."""
        states, at = lexicon.states(), max(0, i - 8)
        window = self.lower[at:i]
        for j in range(len(window) - 1, -1, -1):
            word = window[j]
            before = window[max(0, j - 3) : j]
            if word in states and any(w in ("the", "those", "people", "all", "soldiers", "men", "persons", "its", "their") for w in before):
                return states[word] if not self._counted_at(at + j) else None
            if word in ("fatalities", "bodies", "victims"):
                return "killed" if not self._counted_at(at + j) else None
            if word in (".", ";"):
                return None
        return None

    def _counted_at(self, j: int) -> bool:
        """Tell whether a counted mention holds token j: "two of the dead were …" is no whole."""
        return any(m.first <= j < m.last and m.counted for m in self.mentions)

    def _named_list(self, i: int, measure: str, whole: Harm | None) -> None:
        """Count names after "Among the dead are": each item between semicolons, or each name of two words."""
        items, start = [], i + 1
        for k in range(i + 1, len(self.lower) + 1):
            if k == len(self.lower) or self.lower[k] in (";", "."):
                items.append((start, k))
                start = k + 1
        if len(items) > 1 and self.lower[i + 1 : items[-1][1]].count(";"):
            count = sum(self._people_in_item(a, b) for a, b in items if b > a)
        else:
            count = self._names_between(i + 1, items[0][1] if items else len(self.lower))
        if count:
            last = max(k for k in range(i, len(self.lower)) if self.lower[k] != ".") + 1
            person = replace(_named(i + 1, last), low=count, high=count, definite=False, plural=count > 1)
            self.harm(measure, person, 0, last, "copula", whole=whole)
            found = self.taken.get((i + 1, measure))
            if found:
                found.part, found.first, found.last = True, 0, last

    def _people_in_item(self, a: int, b: int) -> int:
        plural = next((m for m in self.mentions if a <= m.first < b and m.plural and not m.counted), None)
        if plural is None:
            return 1
        return 1 + sum(1 for k in range(plural.last, b) if self.lower[k] in ("and", ",") and k + 1 < b and self.t.is_name(k + 1))

    def _names_between(self, a: int, b: int) -> int:
        count, k = 0, a
        while k < b:
            end = self.name_at(k)
            count, k = (count + 1, end) if end > k else (count, k + 1)
        return count

    def carried(self) -> None:
        """Read a number that opens a clause and speaks of those just harmed: "Eleven were women", "Four of them are in surgery"."""
        if self.word(0) == "of" and self.word(1) in ("the", "those", "these", "its"):
            self._share()
        for m in self.mentions:
            if not m.counted or m.kind != "bare" or self.harmed(m) or m.first > 2 and self.word(m.first - 1) not in (",", ";", "and", "but", "that", "of"):
                continue
            k = m.last
            while k < len(self.lower) and self._light(k):
                k += 1
            follows = self.mention_near(k + 1, 1) if self.word(k) in ("were", "was", "are", "is") else None
            if follows is None or follows.counted and not follows.article or follows.kind == "pronoun":
                continue
            whole = self.last_harm(None, m.low or 0)
            if whole is None or (m.low or 0) > (whole.mention.low or 0) or self.opens_clause(follows) and follows.kind != "noun":
                continue
            m.group, m.group_given = follows.group, follows.group != "unspecified"
            self.harm(whole.measure, m, m.first, follows.last, "passive", whole=whole)
            found = self.taken.get((m.first, whole.measure))
            if found:
                found.part, found.first, found.last = True, m.first, follows.last

    def retold(self) -> None:
        """Read a number that another mouth gives for those just spoken of: "there were 17", "Our observers counted eleven"."""
        for m in self.mentions:
            if not m.counted or m.kind != "bare" or self.harmed(m) or m.partitive or m.own:
                continue
            k = m.first - 1
            while k > 0 and (self._light(k) or self.lower[k] in ('"', "“", "of", "at")):
                k -= 1
            told = self.lower[k] in COUNTS or self.lower[k] in ("were", "was") and self.word(k - 1) == "there"
            ends = self.word(m.last) in ("", ".", ",", ";", '"', "”") or self.word(m.last) == "in" and self.word(m.last + 1) == "all"
            whole = self.last_harm()
            if told and ends and whole is not None and whole.measure != "attackers":
                m.group, m.group_given = whole.mention.group, whole.mention.group_given
                self.harm(whole.measure, m, k, m.last, "passive")

    def _share(self) -> None:
        """Read "Of the 26,400 newly displaced, roughly 15,000 have reached the town"."""
        if len(self.mentions) < 2 or self.mentions[0].first > 2:
            return
        whole, part = self.mentions[0], self.mentions[1]
        known = self.last_harm(lexicon.states().get(whole.head), whole.low or 0)
        if known is None or not part.counted or self.word(part.first - 1) != "," or (part.low or 0) > (whole.low or 0):
            return
        self.r.harms = [h for h in self.r.harms if h.mention is not whole and h.mention is not part]
        part.group, part.group_given = (whole.group, whole.group_given) if part.kind == "bare" else (part.group, part.group_given)
        self.taken[(part.first, known.measure)] = made = Harm(known.measure, part, 0, part.last, "part", part=True, whole=known, verb=part.first)
        self.r.harms.append(made)

    def loose_parts(self) -> None:
        """Read "six of them younger than 10", "18 of them civilians", "Five of the dead were children"."""
        for m in self.mentions:
            if not m.counted or not m.partitive or self.harmed(m) or m.kind == "state":
                continue
            before = [h for h in self.r.harms if h.mention.first < m.first and h.measure != "attackers"]
            whole = before[-1] if before else None
            if whole is None or (whole.mention.low or 0) < (m.low or 0):
                continue
            self._describe(m, whole)
            self.harm(whole.measure, m, m.first, m.last, "part", part=True, whole=whole)


def _named(first: int, last: int) -> Mention:
    return Mention(first, last, "", "civilians", 1, 1, "exact", True, "name", definite=True, group_given=False)


__all__ = ["PRONOUNS", "Deed", "Harm", "Reader", "Reading", "find_deeds", "read_sentence"]
