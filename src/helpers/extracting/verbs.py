"""The verbs of harm and the people they speak of: objects, subjects, reduced clauses, exchanges, parts of a total.

What this module finds in one sentence, `harm` completes with nouns, states and numbers that carry on.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from helpers import lexicon
from helpers.extracting.coordination import long_subject
from helpers.extracting.deeds import Deed
from helpers.extracting.grammar import (
    BE,
    CLAUSE_STARTERS,
    DETAIL,
    HAVE,
    MODALS,
    NEGATIONS,
    PARTICIPLES,
    PREPOSITIONS,
    REPUTED,
    Sentence,
)  # fmt: skip
from helpers.extracting.groups import group_words
from helpers.extracting.people import STOP, Mention
from helpers.extracting.tokens import Tokens

UNREAL = {"threatened", "threatening", "vowed", "planned", "planning", "plan", "plans", "plotting", "plotted", "plot", "tried",
          "trying", "attempted", "attempting", "attempt", "failed", "wanted", "conspiring", "conspiracy", "threat", "threats",
          "bid", "intended", "intending", "promised", "refused", "refusing"}  # fmt: skip
DENIALS = {"denied", "denies", "denying", "deny", "denial"}
ERGATIVE = {
    "drown",
    "suffocate",
    "asphyxiate",
    "burn to death",
    "starve to death",
    "disperse",
}  # done to people, or by them
CAPTIVES = {"captive", "captives", "hostage", "hostages", "abductee", "abductees", "prisoner", "prisoners", "girls", "boys", "pupils", "schoolgirls",
            "schoolboys", "students", "crew", "passengers"}  # fmt: skip
_WOUNDS = {"wounds", "injuries", "burns"}
_PRISONERS = {"prisoners", "captives", "hostages", "prisoner", "captive", "hostage"}
ANY_SIDE = {
    "woman",
    "women",
    "female",
    "females",
    "girl",
    "girls",
    "minor",
    "minors",
    "teenager",
    "teenagers",
    "youth",
    "youths",
    "man",
    "men",
}
WANTS = {"wants", "want", "wanted", "demands", "demand", "demanded", "seek", "seeks", "sought", "have", "get", "see"}
BANDS = {"gang", "band", "cell", "hideout"}
BODIES = {"body", "bodies", "corpse", "corpses", "cadaver", "cadavers"}
OFFICES = {
    "head",
    "chief",
    "member",
    "son",
    "brother",
    "father",
    "nephew",
    "cousin",
    "wife",
    "daughter",
    "secretary",
    "president",
    "chairman",
}
RANKS = {"district", "area", "zonal", "divisional", "deputy", "regional", "local", "top", "senior", "former", "self-styled", "notorious", "wanted",
         "village", "provincial", "tehsil", "platoon", "squad", "section", "section-commander", "sub-zonal", "chief", "key", "dreaded"}  # fmt: skip
POLICE = {"police", "policemen", "policewomen", "detectives", "gendarmes", "constables", "marshals", "carabinieri"}
ATTACKS = {
    "kill",
    "capture",
    "wound",
    "injure",
    "shoot dead",
    "execute",
    "behead",
    "murder",
    "slay",
    "gun down",
    "seize",
    "abduct",
    "kidnap",
}
OTHER_SIDE = {"militants": "security_forces", "security_forces": "militants"}
ONLY_PEOPLE = ("arrest", "detain", "round", "nab", "apprehend", "jail", "kidnap", "abduct", "imprison", "intern", "rearrest", "re-arrest",
               "handcuff", "evict", "expel", "displac", "flee", "fled", "surrender", "disappear", "vanish")  # fmt: skip
DYING = ("succumb", "died", "die")
SUPPOSED = {
    "(",
    "-",
    "believed",
    "feared",
    "presumed",
    "reported",
    "thought",
    "confirmed",
    "said",
}  # "five people believed killed"
NAMED = {"killed", "abducted", "injured", "arrested", "freed"}
LED_OUT = {
    "dragged",
    "dragging",
    "pulled",
    "pulling",
    "hauled",
    "marched",
    "led",
    "taken",
    "took",
    "ordered",
    "forced",
    "herded",
}
_BESIDE = {"along", "together", "alongside"}
QUOTE_REACH, WITH_REACH, FAR_REACH, SHARED_REACH = 12, 26, 40, 20
TITLE_REACH = 24  # tokens that a description between a name and its verb may have


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


class VerbReader(Sentence):
    """The rules for the verbs of one sentence; `taken` remembers whom a deed has already harmed."""

    def __init__(self, reading: Reading, earlier: list[Reading]) -> None:
        super().__init__(reading.tokens, reading.mentions, reading.deeds)
        self.r = reading
        self.earlier = earlier
        self.taken: dict[tuple[int, str], Harm] = {}

    # --- bookkeeping -------------------------------------------------------------------------------------------

    def harm(self, measure: str, mention: Mention, first: int, last: int, form: str, **more) -> Harm | None:
        """Note that people were harmed, once for each measure; uncounted people are remembered, not noted."""
        key = (mention.first, measure)
        if key in self.taken and measure == "killed" and self.word(first).startswith(DYING):
            self.taken[key].verb = first  # "a woman who was shot last month succumbed on Friday": she died then
        if key in self.taken or (mention.first, "*") in self.taken:
            return None
        if mention.kind == "unknown" and not self._may_be_people(measure, mention, first):
            return None
        if measure == "displaced" and mention.group in ("militants", "security_forces"):
            return None  # troops that are sent somewhere, rebels that flee: only civilians are displaced
        if (mention.head in BODIES and measure != "killed") or (mention.kind == "state" and measure == "abducted"):
            return None
        whole = more.get("whole")
        if (
            more.get("part")
            and mention.head in ANY_SIDE
            and whole is not None
            and whole.mention.group in ("militants", "security_forces")
        ) or self._leads_them(mention, whole if more.get("part") else None):
            mention.group, mention.group_given = whole.mention.group, True  # "six cadres, including two women"
        far = max(first - mention.last, mention.first - last) > QUOTE_REACH
        a, b = (
            (mention.first, mention.last)
            if far or more.get("part")
            else (min(first, mention.first), max(last, mention.last))
        )
        measure = self._by_police(measure, more.get("actor"), form)
        found = Harm(self._by_side(measure, mention, form, first), mention, a, b, form, verb=first, **more)
        self.taken[key] = found
        if mention.counted:
            self.r.harms.append(found)
        return found

    def _leads_them(self, m: Mention, whole: Harm | None) -> bool:
        """Tell whether somebody is of the side of those of whom he is a part: "Its deputy chief was among the slain"."""
        sides = ("militants", "security_forces")
        return whole is not None and self.word(m.first) in ("its", "their") and whole.mention.group in sides

    def _may_be_people(self, measure: str, m: Mention, first: int) -> bool:
        """Tell whether a plural that no list knows is of people: killed, arrested or kidnapped, not seized or moved."""
        return measure in ("killed", "injured") or m.head.istitle() or self.word(first).startswith(ONLY_PEOPLE)

    def _by_police(self, measure: str, actor: tuple[int, int] | None, form: str) -> str:
        """Call those whom the police "haul away" or "seize" arrested."""
        police = actor is not None and form in ("active", "passive") and POLICE & set(self.lower[actor[0] : actor[1]])
        return "arrested" if measure == "abducted" and police else measure

    def _by_side(self, measure: str, m: Mention, form: str, first: int) -> str:
        """Call soldiers in the hands of rebels abducted, and rebels in the hands of soldiers arrested."""
        seized = self.word(first).startswith(("captur", "seiz", "t", "overpower", "disarm"))
        if (
            measure == "arrested"
            and m.group == "security_forces"
            and form in ("active", "passive", "reduced")
            and seized
        ):
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
        if h.measure == "abducted":
            return self._only_taken_first(h)
        died = self.taken.get((h.mention.first, "killed")) if h.measure == "injured" else None
        told_of_who = "who" in self.lower[h.mention.last : h.mention.last + 2]  # "a driver who suffered burns … died"
        return died is not None and (
            h.form in ("reduced", "state")
            or told_of_who
            or self.word(died.verb).startswith("succumb")
            or self._of_wounds(died.mention.last, max(h.verb, h.first))
        )

    def _only_taken_first(self, h: Harm) -> bool:
        """Tell whether the taking only leads up to the deed: "six kidnapped workers were freed", "dragged them out and shot them"."""
        first = h.mention.first
        told_of_who = not {"who", "whom"}.isdisjoint(self.lower[h.mention.last : h.last])
        if (first, "freed") in self.taken and (h.form == "reduced" or told_of_who):
            return True
        return (first, "killed") in self.taken and not LED_OUT.isdisjoint(self.lower[h.first : h.last + 1])

    def _of_wounds(self, first: int, last: int) -> bool:
        """Tell whether wounds are what somebody died of: "died Saturday of gunshot wounds they received"."""
        between = self.lower[first : last + 1]
        return not _WOUNDS.isdisjoint(between) and ("of" in between or "from" in between)

    def last_harm(self, measure: str | None = None, low: int = 0) -> Harm | None:
        """Give the last harm before this sentence that is no part and large enough to hold `low` people."""
        for reading in reversed(self.earlier[-4:]):
            for h in reversed(reading.harms):
                fits = not h.part and h.measure != "attackers" and (measure is None or h.measure == measure)
                if fits and h.mention.low is not None and (h.mention.low >= low or h.mention.high is None):
                    return h
        return None

    # --- verbs -------------------------------------------------------------------------------------------------

    def verb(self, deed: Deed, number: int) -> None:
        before, auxiliaries = self.auxiliaries(deed.first)
        if deed.base == "beat" and self.word(deed.last) in ("back", "off"):
            return  # an attack
        if self._unreal(deed, before, auxiliaries) or self._inside_mention(deed):
            return
        passive = bool(auxiliaries & BE) and deed.form == "past"
        if passive and deed.needs == "prisoners":
            return  # the wounded are brought to a hospital
        if not passive and deed.form == "past" and (shared := self._shared_passive(deed)) is not None:
            passive, before = True, shared
        target = self._target(deed) if not passive else None
        ergative = deed.base in ERGATIVE and target is not None and target.counted
        alone = deed.base in ERGATIVE and target is None and not deed.apart  # "19 weavers burned to death"
        if (deed.harmed == "subject" and not ergative) or passive or alone:
            self._subject(deed, before, number)
            return
        if target is not None and (
            self.opens_clause(target) and deed.form == "past" and not auxiliaries & HAVE and target.kind == "pronoun"
        ):
            target = None
        if target is not None:
            self._object(deed, target, number)
        elif deed.needs == "shot" and deed.last < len(self.lower) and self._name_word(deed.last):
            return  # "three assailants shot Hemayet": he is shot, they are not
        elif self._shares_object(deed):
            return  # "two motorcyclists shot and killed him"
        elif not deed.apart and deed.form == "past" and not auxiliaries & HAVE:
            named_first = self.name_at(deed.last) > deed.last or (
                not deed.needs and max(self._named_office(deed.last), self._alias_end(deed.last)) > 0
            )  # "cadres shot dead Md Shabbir": not they were shot
            (named_first and self._named_object(deed, number)) or self._reduced(deed, number) or (
                not named_first and self._named_object(deed, number)
            )
        elif not deed.apart and not deed.needs:
            self._named_object(deed, number)

    def _shares_object(self, deed: Deed) -> bool:
        """Tell whether a second verb has the object of both: "shot and killed him", "shot and injured a trader"."""
        second = self.deed_at.get(deed.last + 1) if self.word(deed.last) == "and" else None
        if second is None or second.form != "past" or second.harmed != "object" or second.apart:
            return False
        target = self.at_first.get(second.last)
        return (target is not None and not self.opens_clause(target)) or self.name_at(second.last) > second.last

    def _shared_passive(self, deed: Deed) -> int | None:
        """Find the verb group that a second participle shares: "were ambushed on the road and killed", "was led away and shot"."""
        k = deed.first - 1
        while k > 0 and self._light(k):
            k -= 1
        if self.word(k) not in ("and", "then") or deed.last in self.at_first or self.name_at(deed.last) > deed.last:
            return None
        for b in range(k - 1, max(-1, k - SHARED_REACH), -1):
            word = self.lower[b]
            if (word in CLAUSE_STARTERS and word not in ("after", "before", "as", "where")) or word in (
                ";",
                ":",
                "said",
                "who",
                "that",
                "which",
            ):
                return None
            if word in ("was", "were", "been", "being", "are", "is"):
                first = b + 1
                while first < k and self._light(first):
                    first += 1
                done = (
                    self.word(first).endswith(("ed", "en")) or first in self.deed_at or self.word(first) in PARTICIPLES
                )
                return self.auxiliaries(b)[0] if done else None
        return None

    def _inside_mention(self, deed: Deed) -> bool:
        """Tell whether the verb is a word of a phrase for people: "six kidnapped workers", "the wounded"."""
        return any(
            m.first <= deed.first < m.last and (deed.first < m.last - 1 or m.kind == "state") for m in self.mentions
        )

    def _target(self, deed: Deed) -> Mention | None:
        if deed.form == "ing" and self.word(deed.last) == "of":
            return self.mention_near(deed.last + 1, 1)
        target = self.mention_near(deed.last) or self._titled_target(deed.last)
        if target is None or (deed.apart and target.last > deed.end) or not self._fits(deed, target):
            return None
        other = self.deed_at.get(target.last) if deed.apart else None
        if other is not None and other.first < deed.end - 1 and other.measure != deed.measure and other.form == "past":
            return None  # "leaving three militants killed and seven others injured": they are the killed
        return target

    def _titled_target(self, k: int) -> Mention | None:
        """Find whom a title behind a name says: "gunned down KPLT chairman Boche Bey"."""
        end = k
        while end < len(self.lower) and end - k < 5 and end not in self.at_first and self._name_word(end):
            end += 1
        if end == k and self.word(k + 1) not in STOP and k + 1 in self.at_first and self.word(k) in RANKS:
            end = k + 1  # "district commander of the front"
        m = self.at_first.get(end) if end > k else None
        if (
            m is None
            or m.counted
            or m.plural
            or m.definite
            or m.kind not in ("noun", "generic")
            or not (self._has_name(m) or self.word(m.last) == "of")
        ):
            return None
        sides = (group_words().get(w) for w in self.lower[k:end])
        side = next((g for g in sides if g in ("militants", "security_forces")), None)
        if m.kind == "generic" and side:
            m.group, m.group_given = side, True
        m.first = k
        self.at_first[k] = m
        return m

    def _fits(self, deed: Deed, m: Mention) -> bool:
        """Tell whether a verb that takes only people, or captives, can have this mention as its object."""
        if not deed.needs or deed.needs in ("life", "limb", "place", "self", "throat"):
            return True
        if deed.needs == "shot" and self.word(deed.last) == "at" and not self._shot_there(deed):
            return False
        if deed.needs == "many":
            return (m.low or 0) >= 20
        if deed.needs == "fighters":
            return (
                m.counted
                and (m.group in ("militants", "security_forces") or self._troops(m))
                and self.word(deed.last) in ("", ".", ",", "in", "there", "during", "and", "on", "at")
            )
        if deed.needs == "bomber":
            return m.group == "militants" and m.head not in ("gunmen", "gunman", "kidnappers")
        if deed.needs == "prisoners":
            return m.counted and m.head in CAPTIVES
        if deed.needs == "bodies":
            return m.head in BODIES
        if deed.needs == "captors" and m.counted and m.head in _PRISONERS:
            return True  # "killing its commander and taking 15 prisoners"
        if deed.needs == "captors":
            agent = self.agent_before(deed) or self._taker(deed)
            return (
                m.counted
                and m.kind in ("noun", "generic")
                and m.group != "militants"
                and agent is not None
                and agent.group == "militants"
            )
        if deed.needs == "captives" and deed.harmed == "subject":
            return m.head in CAPTIVES or (m.kind in ("bare", "pronoun") and self.last_harm("abducted") is not None)
        if m.kind == "pronoun" or m.own or m.partitive or m.more or m.listed or m.other:
            return True
        if deed.needs == "captives":
            to_police = any(
                w in ("police", "authorities", "army", "custody") for w in self.lower[deed.end : deed.end + 4]
            )
            return m.kind != "unknown" and not to_police
        if m.kind == "unknown":
            return m.head.istitle()
        taken = deed.measure in ("abducted", "arrested") and deed.last - deed.first > 1  # "three taken prisoner"
        return m.kind != "bare" or deed.apart or taken or deed.base in ("treat", "hand") or self._buried(deed)

    def _buried(self, deed: Deed) -> bool:
        """Tell whether somebody has buried a bare number: "had buried 21"; not "four have been buried"."""
        return deed.base == "bury" and self.word(deed.first - 1) in (
            "had",
            "has",
            "have",
            "we",
            "they",
            "and",
            "he",
            "she",
        )

    def _troops(self, m: Mention) -> bool:
        """Tell whether men are said to be somebody's under arms: "92 of his men", "four of our fighters"."""
        return m.head in ("men", "boys") and bool(
            {"his", "their", "its", "our", "her"} & set(self.lower[m.first : m.last])
        )

    def _taker(self, deed: Deed) -> Mention | None:
        """Give those by whom people "were taken"."""
        found = self.agent_after(deed)
        return self.at_first.get(found[0]) if found else None

    def _shot_there(self, deed: Deed) -> bool:
        """Tell "was shot at Loma Gris" from "was shot at by gunmen" and "shot at the crowd"."""
        behind = self.word(deed.last + 1)
        place = behind in ("a", "an", "the", "his", "her", "their") or (
            behind[:1].isalpha() and self.t.is_name(deed.last + 1)
        )
        return place and bool(self.auxiliaries(deed.first)[1] & BE) and behind not in ("by", "from")

    def _unreal(self, deed: Deed, before: int, auxiliaries: set[str]) -> bool:
        """Tell whether the verb speaks of what has not happened: negated, possible, threatened, denied."""
        if auxiliaries & NEGATIONS and not deed.base.startswith(("not ", "did not")):
            return True
        if auxiliaries & MODALS and not ("have" in auxiliaries and auxiliaries & MODALS <= {"may", "might", "must"}):
            return True  # but "up to 300 may have been killed" is an estimate
        previous = self.lower[max(0, before - 5) : before]
        if "to" in auxiliaries:
            return not any(
                w
                in (
                    "managed",
                    "able",
                    "went",
                    "enough",
                    "allowed",
                    "believed",
                    "known",
                    "thought",
                    "reported",
                    "said",
                    "confirmed",
                    "forced",
                    "claimed",
                    "claims",
                    "alleged",
                    "boasted",
                    "helped",
                )
                or (w in REPUTED and auxiliaries & BE)
                for w in self.lower[max(0, before - 5) : deed.first]
            )
        if "if" in previous or "unless" in previous:
            return True
        if deed.form == "ing" and any(w in DENIALS or w in UNREAL or w == "without" for w in previous[-3:]):
            return True
        if previous[-1:] in (["deny"], ["denied"], ["denies"], ["denying"]) or (
            previous[-2:-1] and previous[-2] in DENIALS and previous[-1] == "having"
        ):
            return True
        told_now = any(m.counted and m.last == before for m in self.mentions) and deed.harmed == "subject"
        return (
            deed.form == "base"
            and not told_now
            and not (deed.last in self.at_first and self.at_first[deed.last].counted)
        )

    def _object(self, deed: Deed, target: Mention, number: int) -> None:
        agent = self.agent_before(deed)
        chain = self.chain_right(target)
        if target.kind == "pronoun":
            found = self.antecedent(target)
            alone = len(chain) < 2
            if found is None and target.head in ("him", "her") and (alone or self._tells_of_one(deed.first)):
                found = named(target.first, target.last)  # told of before: "Police shot him dead"
            if found is None and len(chain) < 2:
                return
            chain = [found, *chain[1:]] if found else chain[1:]  # "injuring him and eight others"
            target = chain[0]
        if target.partitive and target.head == "them":
            self._name_them(target, agent)
        actor = (agent.first, agent.last) if agent else None
        main = []
        for link, m in enumerate(chain):
            if link and (self.opens_clause(m) or self._has_wounds(m)):
                break
            first, last = (m.first, m.last) if link else (deed.first, max(deed.last, deed.end if deed.apart else 0))
            self._own(m, agent, deed)
            if not link and deed.measure == "killed" and m.first == deed.last and deed.form == "past":
                m = self._of_office(m)
            made = self.harm(deed.measure, self.one(m), first, last, "active", actor=actor, chain=number)
            if made:
                made.verb = deed.first
                main.append(made)
        self._exchanged(deed, target, number)
        self.parts_after(main, deed)

    def _has_wounds(self, m: Mention) -> bool:
        """Tell whether the last of a list are the hurt: "leaving 16 dead and nine with bullet wounds"."""
        behind = self.lower[m.last : m.last + 5]
        return behind[:1] == ["with"] and not {"wounds", "injuries", "burns", "fractures"}.isdisjoint(behind)

    def _tells_of_one(self, end: int) -> bool:
        """Tell whether a sentence names one person before token `end`, whom "him" may mean."""
        one = any(m.last <= end and not m.plural and m.kind in ("noun", "generic") for m in self.mentions)
        return one or any(self.name_at(k) > k for k in range(end))

    def _of_office(self, m: Mention) -> Mention:
        """Count as one an office without an article: "killed commander in chief of the front", "gunned down sarpanch of a village"."""
        bare = not m.counted and not m.plural and not m.definite and m.kind in ("noun", "generic")
        if not bare or self.word(m.last) not in ("of", "in") or m.head in ("police", "body"):
            return m
        return replace(m, low=1, high=1, counted=True, article=True)

    def _exchanged(self, deed: Deed, whole: Mention, number: int) -> None:
        """Read the other side of an exchange: "24 conscripts were handed over for 31 captured fighters"."""
        k = max(deed.last, whole.last)
        if self.lower[k : k + 2] == ["in", "exchange"] or self.lower[k : k + 2] == ["in", "return"]:
            k += 2
        k -= self.word(k - 1) == "for"  # "were exchanged for": the verb has taken it
        m = self.mention_near(k + 1, 0) if self.word(k) == "for" else None
        if deed.measure == "freed" and m is not None and m.counted and m.kind in ("noun", "generic"):
            self.harm("freed", m, m.first, m.last, "active", chain=number)

    def _own(self, m: Mention, agent: Mention | None, deed: Deed) -> None:
        """Give "52 of its own", "lost eight men" the group of those who lost them; who kills "13 of his men" are the others."""
        his = m.own or (m.kind == "generic" and self.word(m.first) in ("its", "his", "their") and m.head != "men")
        if (
            his
            and deed.base in ATTACKS
            and agent is not None
            and agent.group in OTHER_SIDE
            and m.group not in ("civilians",)
        ):
            m.group, m.group_given = OTHER_SIDE[agent.group], True
            return
        if ((m.own or m.head in ("men", "man", "members")) and not m.group_given) or m.own:
            if agent is not None and agent.group in ("militants", "security_forces"):
                m.group, m.group_given = agent.group, True
        elif (
            m.head in ("men", "man")
            and m.group == "unspecified"
            and agent is not None
            and self.deed_at_base(m) in ("lose", "loss", "bury")
        ) and agent.group in ("militants", "security_forces"):
            m.group, m.group_given = agent.group, True

    def deed_at_base(self, m: Mention) -> str:
        deed = next((d for d in self.deeds if d.last <= m.first and m.first - d.last <= 3), None)
        return deed.base if deed else ""

    def _name_them(self, m: Mention, agent: Mention | None) -> None:
        """Give "11 of them" the group of the last people in the plural who are not the ones who act."""
        if BANDS & set(self.lower[max(0, m.first - 14) : m.first]) and agent is not None and agent.group != "militants":
            m.group, m.group_given = "militants", True  # "troops tracked the gang and shot dead five of them"
            return
        for other in reversed(self.mentions[: self.place_of.get(id(m), 0)]):
            if (
                other is not agent
                and self.word(other.first - 1) != "by"
                and other.plural
                and other.kind in ("noun", "generic")
                and other.group != "unspecified"
            ):
                m.group, m.group_given = other.group, True
                return

    def _named_object(self, deed: Deed, number: int) -> bool:
        """Harm people who are only named: "killed Naga Raju", "lost Julián, Maritza and El Chino", "abducted X, the mayor, along with his driver"."""
        if deed.measure not in NAMED or self.t.upper or deed.needs not in ("", "people"):
            return False
        end = self.name_at(deed.last) if not deed.needs else deed.last
        if (
            end == deed.last
            and not deed.needs
            and self._name_word(end)
            and self.lower[end + 1 : end + 3] == ["and", "his"]
        ):
            end += 1  # "injuring Safik and his brother": one name is enough where somebody is his
        if not deed.needs and end == deed.last and deed.form == "past" and (office := self._named_office(end)):
            end = office
        alias = self._alias_end(end) if not deed.needs else 0
        end = alias or end
        if (end > deed.last or not deed.needs) and self._retells(deed):
            return True
        names = self._names_after(deed.last)
        if len(names) > 1:
            person = replace(named(deed.last, names[-1][1]), low=len(names), high=len(names), plural=True)
            self.harm(deed.measure, person, deed.first, deed.last, "active", chain=number)
        elif end > deed.last and (also := self._also_taken(end)):
            others = [m for m in self.chain_right(also) if m.counted and m.low is not None]
            count = 1 + sum(m.low for m in others)
            person = replace(named(deed.last, others[-1].last), low=count, high=count, plural=True)
            self.harm(deed.measure, person, deed.first, deed.last, "active", chain=number)
            for m in others:
                self.taken[(m.first, "*")] = self.taken[(deed.last, deed.measure)]
        elif end > deed.last:
            agent = self.agent_before(deed)
            actor = (agent.first, agent.last) if agent else None
            group = self._title(deed.last, end)
            if alias and group == "civilians":
                forces = agent is not None and agent.group == "security_forces"
                group = "militants" if forces else self._beside(end, end + 3)
            self.harm(
                deed.measure,
                named(deed.last, end, group),
                deed.first,
                deed.last,
                "active",
                actor=actor,
                chain=number,
            )
        return end > deed.last or len(names) > 1

    def _alias_end(self, k: int) -> int:
        """Give where "Rajesh alias Sukhlal" ends whose alias stands at token k or behind one name there (0: there is none)."""
        if "alias" not in self.t.vocabulary:
            return 0
        k += self.word(k) != "alias" and self._name_word(k)
        if self.word(k) != "alias":
            return 0
        end = k + 1
        while end < len(self.lower) and self._name_word(end):
            end += 1
        return end if end > k + 1 else 0

    def _named_office(self, k: int) -> int:
        """Give where "village head Budhram Kunjam" ends that begins at token k (0: there is no such office)."""
        for m in range(k, min(k + 4, len(self.lower))):
            if self.lower[m] in STOP or not self.lower[m].isalpha() or m in self.deed_at:
                return 0
            if self.lower[m] in OFFICES:
                end = self.name_at(m + 1)
                return end if end > m + 1 else 0
        return 0

    def _retells(self, deed: Deed) -> bool:
        """Tell whether a name only says who they were: "Three relatives were shot dead when men broke in and killed Iqbal Shah"."""
        if not self._name_word(deed.last):
            return False
        for h in self.r.harms:
            if h.measure == deed.measure and h.mention.first < deed.first and h.mention.kind in ("noun", "generic"):
                gap = self.lower[max(h.last, h.mention.last) : deed.first]
                if {"when", "after", "as"} & set(gap) and ";" not in gap:
                    return True
        return False

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
        if deed.form == "ing" and deed.harmed == "subject" and self.word(before - 1) in ("after", "since", "upon"):
            before = self._main_verb(before - 1)
        chain, parts = self._listed_subject(before)
        chain = (
            self._titled([m for m in chain if self._fits(deed, m)])
            or self._far_subject(deed, before)
            or self._he(deed, before)
        )
        if chain and self.word(chain[0].first - 1) == "," and not any(m.counted for m in chain):
            chain = []  # "Anna Bell and Tom Reed, drivers of a lorry, died": the names are the subject
        if deed.needs in ("captives", "fighters", "bomber", "shot") and not chain:
            return
        actor = self.agent_after(deed)
        chain, parts = self._both_sides(chain, parts)
        chain = self._in_two_roles(self._with_named(chain, before), before)
        made = [
            self.harm(deed.measure, self.one(m), deed.first, deed.last, "passive", actor=actor, chain=number)
            for m in chain
        ]
        main = [h for h in made if h]
        for part in parts:
            self.harm(
                deed.measure,
                part,
                deed.first,
                deed.last,
                "passive",
                part=True,
                chain=number,
                whole=main[0] if main else None,
            )
        if not parts and not any(h.mention.counted for h in main):
            self._named_subject(deed, before, number, actor)
        if chain:
            self._exchanged(deed, chain[-1], number)
        self._with_them(deed, number)
        self.parts_after(main, deed)

    def _listed_subject(self, before: int) -> tuple[list[Mention], list[Mention]]:
        """Give the subject of a verb, and its details: the long list before it where there is one, else the nearest people."""
        chain, parts = self.subject(before)
        listed = long_subject(self, before)
        if listed is not None and sum(m.counted for m in chain + parts) < len(listed[0]) + len(listed[1]):
            return listed
        return chain, parts

    def _he(self, deed: Deed, before: int) -> list[Mention]:
        """Read "He sustained bullet injuries" of whom the sentences before only tell that he was shot at."""
        if deed.measure not in ("killed", "injured") or self.word(0) not in ("he", "she") or before > 3 or self.t.upper:
            return []
        told = [h for r in self.earlier for h in r.harms if h.measure in ("killed", "injured")]
        hurt = deed.measure == "killed" and len(told) == 1 and told[0].measure == "injured" and told[0].mention.single
        if not self.earlier or (told and not hurt):
            return []
        if hurt:
            return [named(0, 1, told[0].mention.group)]
        people = [
            m
            for m in self.earlier[-1].mentions
            if not m.plural and m.kind in ("noun", "generic") and m.head != "police"
        ]
        sides = {
            m.group for m in people if self.earlier[-1].tokens.is_name(min(m.last, len(self.earlier[-1].tokens) - 1))
        }
        return [named(0, 1, "security_forces" if sides == {"security_forces"} else "civilians")]

    def _main_verb(self, k: int) -> int:
        """Find where the verb stands whose subject a gerund shares: "4,000 residents spent the night in a school after fleeing"."""
        opening = next((m for m in self.mentions if m.last <= k and m.counted and not self.governed(m)), None)
        if opening is None or k - opening.last > FAR_REACH or {",", ";"} & set(self.lower[opening.last : k]):
            return k + 1
        return opening.last

    def _both_sides(self, chain: list[Mention], parts: list[Mention]) -> tuple[list[Mention], list[Mention]]:
        """Take out of a detail those of the other side: "Five soldiers including a captain and four militants were killed"."""
        if chain and not parts and self.word(chain[0].first - 1) == "and":
            before = [m for m in self.mentions if m.counted and m.last < chain[0].first and self._with_a_detail(m)]
            chain = [m for m in before[-1:] if not self.harmed(m) and _opposed(m, chain[0])] + chain
        others = [p for p in parts if len(chain) == 1 and _opposed(p, chain[0])]
        return chain + others, [p for p in parts if p not in others]

    def _with_a_detail(self, m: Mention) -> bool:
        """Tell whether "including" stands right behind people."""
        return self.word(m.last + (self.word(m.last) == ",")) in ("including", "include")

    def _in_two_roles(self, chain: list[Mention], verb: int) -> list[Mention]:
        """Count as one whom a list calls two things, before a verb in the singular: "A trader and a local leader, Zafar Iqbal (46), was shot"."""
        two = len(chain) == 1 and chain[0].listed and chain[0].low == 2
        if not two or self.word(verb) not in ("was", "is", "has") or self.t.upper:
            return chain
        m = chain[0]
        names = [k for k in range(m.last, verb) if self.word(k - 1) == "," and self.name_at(k) > k]
        if len(names) != 1 or "and" in self.lower[names[0] : verb]:
            return chain
        return [replace(m, low=1, high=1, plural=False, listed=False, article=True)]

    def _owner(self, his: Mention, verb: int) -> Mention | None:
        """Find whose companion it is: "Nazir Gul, an officer known for raids, and his driver were killed"."""
        if self.word(his.first) not in ("his", "her", "their") or self.word(verb) not in ("were", "are", "have"):
            return None
        end = his.first - 1
        start = next((k + 1 for k in range(end - 1, max(-1, end - FAR_REACH), -1) if self._opens(k)), 0)
        for m in self.mentions:
            inside = start - 1 <= m.first and m.last <= end and not self.governed(m)
            if inside and not m.plural and m.kind in ("noun", "generic") and not self.harmed(m):
                one = self.one(m)
                return one if one.counted else replace(one, low=1, high=1, counted=True, definite=True)
        name = self.name_at(start)
        return named(start, name, self._title(start, name)) if start < name <= end else None

    def _opens(self, k: int) -> bool:
        """Tell whether a clause opens behind token k."""
        word = self.lower[k]
        return (
            word in (";", ":", ".", "that", "said") or (word in CLAUSE_STARTERS and word != "as") or k in self.deed_at
        )

    def _with_named(self, chain: list[Mention], verb: int) -> list[Mention]:
        """Put him who is only named before those whom "and" joins to him: "Lone and two more persons were hurt"."""
        while len(chain) > 1 and not chain[0].counted and self.governed(chain[0]):
            chain = chain[1:]  # "an officer of Hamren Police and his driver"
        if not chain or self.t.upper or not chain[0].counted or self.word(chain[0].first - 1) != "and":
            return chain
        name = self.name_before(chain[0].first - 1)
        if self.word(chain[0].first - 2) in ("he", "she") and self.word(chain[0].first) in ("his", "her"):
            return [named(chain[0].first - 2, chain[0].first - 1), *chain]
        if (owner := self._owner(chain[0], verb)) is not None:
            return [owner, *chain]
        if name is None or (name[0] > 0 and self.word(name[0] - 1) not in (",", ";", "that", "said", "added")):
            return chain
        if any(m.first < name[1] and name[0] < m.last for m in self.mentions):
            return chain
        return [replace(named(*name), group_given=False), *chain]

    def _far_subject(self, deed: Deed, before: int) -> list[Mention]:
        """Find whom names, posts and places part from the verb: "Two constables, identified as A and B, manning a post in X, were shot"."""
        if self.word(before) not in ("were", "are", "have") or deed.needs not in ("", "people", "shot"):
            return []
        for m in self.mentions:
            if m.last > before or before - m.last > FAR_REACH:
                continue
            if not m.counted or m.kind not in ("noun", "generic") or self.governed(m) or self.harmed(m):
                continue
            gap = self.lower[m.last : before]
            if any(
                w in HAVE or w in BE or w in CLAUSE_STARTERS or w in (";", "said")
                for w in gap
                if w not in ("as", "where")
            ):
                continue
            chain = [x for x in self.chain_right(m) if x.last <= before and self._fits(deed, x)]
            if m.plural or len(chain) > 1:
                return chain
        return []

    def _with_them(self, deed: Deed, number: int) -> None:
        """Harm those who shared it: "was killed in Quetta along with three relatives"."""
        if _BESIDE.isdisjoint(self.t.vocabulary):
            return
        for k in range(deed.last, min(deed.last + WITH_REACH, len(self.lower) - 2)):
            if self.lower[k] in (".", ";", "when", "while", "who", "said", "but") or (
                k > deed.last and k in self.deed_at
            ):
                return
            joined = self.lower[k : k + 2] in (["along", "with"], ["together", "with"], ["alongside", "with"])
            m = (
                self.mention_near(k + 2, 0)
                if joined
                else self.mention_near(k + 1, 0)
                if self.lower[k] == "alongside"
                else None
            )
            if m is None:
                continue
            for link in self.chain_right(m):
                person = self.one(link)
                if person.counted and person.kind != "pronoun" and not self.harmed(person):
                    self.harm(deed.measure, person, person.first, person.last, "passive", chain=number)
            return

    def _named_subject(self, deed: Deed, before: int, number: int, actor: tuple[int, int] | None) -> None:
        """Harm those who are only named: "Jeanne Uwera and Siméon Habi, volunteers …, lost their lives"."""
        if self.t.upper or deed.measure not in NAMED or deed.base in ("fight", "be", "have", "remain", "surrender"):
            return
        names = self._names_before(before) or self._names_before(before - 1 if self.word(before - 1) == "," else before)
        if deed.base.startswith(DYING) and (end := self.name_at(0)) and "who" in self.lower[end : end + 2]:
            names = [(0, end)]  # "Arshad Khan who was injured in a blast in Landi Kotal, succumbed"
        names = names or self._before_aside(before)
        if names and self.word(names[0][0] - 1) == "of" and (office := self._office(names[0][0] - 2)) is not None:
            first, group = office
            person = replace(named(first, names[-1][1], group), kind="noun")
            self.harm(deed.measure, person, deed.first, deed.last, "passive", actor=actor, chain=number)
            return
        if (
            names
            and self.word(names[0][0] - 1) not in PREPOSITIONS
            and self.word(names[0][0] - 1) != "the"
            and not any(self._is_place(a, b) for a, b in names)
        ):
            group = self._title(names[0][0], names[-1][1])
            if group == "civilians" and len(names) == 1:
                group = self._beside(names[0][1], before)
            person = replace(
                named(names[0][0], names[-1][1], group), low=len(names), high=len(names), plural=len(names) > 1
            )
            self.harm(deed.measure, person, deed.first, deed.last, "passive", actor=actor, chain=number)

    def _before_aside(self, before: int) -> list[tuple[int, int]]:
        """Find the name before a description that no comma closes: "Aminur Rahman, helper of a truck was injured"."""
        if self.word(before) not in ("was", "is", "has"):
            return []
        comma = next((k for k in range(before - 1, max(0, before - 12), -1) if self.lower[k] == ","), 0)
        opening = self.word(comma + 1)
        if not comma or not (opening in ("a", "an", "the") or opening in lexicon.people()):
            return []
        if any(k in self.deed_at or self.lower[k] in BE | HAVE for k in range(comma, before)):
            return []
        name = self.name_before(comma)
        opens = name is not None and (name[0] == 0 or self.word(name[0] - 1) in (",", "that", ";"))
        return [name] if opens and name[1] - name[0] >= 2 else []

    def _office(self, k: int) -> tuple[int, str] | None:
        """Read the office before "of …": "The head of Kabul Ulema Council Mawlawi Abdul Basir", "Superintendent of Police Ilyas"."""
        word, first = self.word(k), k
        person = lexicon.people().get(word)
        if (person is None or person.plural or person.kind == "state") and word not in OFFICES:
            return None
        while first > 0 and (self.lower[first - 1] in ("the", "a", "an") or self.t.is_name(first - 1)):
            first -= 1
        return (
            (first, person.group if person else "civilians")
            if first < 4 or self.word(first - 1) in (",", "and")
            else None
        )

    def _title(self, a: int, b: int) -> str:
        """Give the group of the title in a name: "Head Constable Ashfaq Qazi", "Maulana Mehmood Shah"."""
        for k in range(a, b):
            person = lexicon.people().get(self.lower[k])
            if person is not None and person.group in ("security_forces", "militants") and person.kind != "state":
                return person.group
        return "civilians"

    def _beside(self, a: int, b: int) -> str:
        """Give the side of what is said beside a name: "X, founding chairman and commander of the Y Army,", "X alias Y, a section commander"."""
        for m in self.mentions:
            if a <= m.first < b and not m.plural and m.kind in ("noun", "generic"):
                return m.group if m.group in ("militants", "security_forces") else "civilians"
        return "civilians"

    def _is_place(self, a: int, b: int) -> bool:
        return b - a == 1 and self.word(b) in (",",) and self.word(a - 1) == ","

    def _names_before(self, k: int) -> list[tuple[int, int]]:
        """List the names that end before token k: "A and B", "A, an aide, and B"."""
        if self.word(k - 1) == ",":
            close = self.name_before(k - 1)
            if (
                close is not None
                and close[1] - close[0] >= 2
                and self.word(close[0] - 1) == ","
                and self.word(close[0] - 2).islower()
            ):
                return [close]  # "…, the wing's chief in the town, Durga Prasad Gupta, was shot dead"
            opening = next((m for m in range(k - 2, max(-1, k - TITLE_REACH), -1) if self.lower[m] == ","), None)
            far = opening is not None and k - opening > 14
            if opening is None or (far and any(self.lower[m] in BE or m in self.deed_at for m in range(opening, k))):
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
        while k > 0 and (self._light(k - 1) or self.lower[k - 1] in SUPPOSED):
            k -= 1
        m = next((x for x in self.mentions if x.last == k), None) or self._with_detail(k) or self._causative(k)
        headline = self.word(deed.last) in ("by", ",", "in", "near", "at", "outside", "")
        if m is not None and m.first < 2 and m.last == k and not m.counted and not m.plural and headline:
            m.low, m.high, m.counted, m.article = 1, 1, True, True  # a headline: "Police officer killed by gunmen"
        if m is not None and m.head == "them" and self.lower[m.first - 2 : m.first] == ["all", "of"]:
            m = next((x for x in reversed(self.mentions) if x.last == m.first - 3 and x.counted), m)
        if m is None or m.kind == "pronoun" or (not m.counted and not m.plural and not m.article):
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
        for part in (x for x in self.mentions if main and m.last < x.first and x.last <= deed.first):
            if self._is_detail(part) and part.counted:
                self.harm(deed.measure, part, part.first, part.last, "part", part=True, whole=main[-1])
        return True

    def taken_by(self, measure: str) -> set[int]:
        return {first for first, what in self.taken if what == measure}

    def _with_detail(self, k: int) -> Mention | None:
        """Find "four others, including two women, injured": the people before a detail between commas."""
        if self.word(k - 1) != ",":
            return None
        for m in reversed(self.mentions):
            if (
                m.last < k - 1
                and self.word(m.last) == ","
                and (self.word(m.last + 1) in (*DETAIL, "among", "all") or self.lower[m.last + 1].isdigit())
                and m.counted
            ):
                return m  # ", 23 and 31, blown up": their ages
        return None

    def _causative(self, k: int) -> Mention | None:
        """Find "having 14 patients of the hospital shot": whom somebody had harmed."""
        for m in reversed(self.mentions):
            if (
                m.last < k
                and k - m.last <= 6
                and self.word(m.first - 1) in HAVE
                and m.counted
                and self.word(m.last) in PREPOSITIONS
            ):
                return m
        return None

    def _titled(self, chain: list[Mention]) -> list[Mention]:
        """Make one number of people listed by title and name: "Sgt. Ana Roque and Cpl. Luis Paz", "Constables Rao and Pal"."""
        if self.t.upper or any(m.counted or m.definite for m in chain) or len({m.group for m in chain}) != 1:
            return chain
        if len(chain) == 1 and chain[0].plural and chain[0].kind in ("noun", "generic"):
            names = self._names_after(chain[0].last)
            count = len(names) if len(names) > 1 and names[0][1] - names[0][0] < 4 else 0
        else:
            count = len(chain) if len(chain) > 1 and all(not m.plural and self._has_name(m) for m in chain) else 0
        if not count:
            return chain
        last = chain[-1].last if len(chain) > 1 else names[-1][1]
        return [replace(chain[0], last=last, low=count, high=count, counted=True, plural=True, listed=True)]

    def one(self, m: Mention) -> Mention:
        """Count "the driver" or "Constable Naga Raju" as one."""
        if m.counted or m.plural or m.kind in ("pronoun", "state", "bare") or m.head in ("police", "body"):
            return m
        heads = m.first < 3 and all(self.t.is_name(k) and self.lower[k] not in STOP for k in range(m.first))
        opens = heads and m.kind in ("noun", "generic") and not self.t.upper  # telegraphic: "Army trooper was injured"
        if not m.definite and not opens and not self._has_name(m):
            return m
        m.kind = m.kind if m.definite else "name"
        m.low = m.high = 1
        m.counted, m.definite = True, True
        return m

    def _has_name(self, m: Mention) -> bool:
        return (
            self.t.upper
            or (m.last < len(self.lower) and self.name_at(m.last) > m.last)
            or any(self.t.is_name(k) for k in range(max(m.first, 1), m.last + 1) if k < len(self.lower))
        )

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
            if len(gap) > 14 or self._other_harm(end, m.first):
                return
            if any(x.counted and end <= x.first and x.last < m.first and self._with_a_detail(x) for x in self.mentions):
                return  # "Three were killed and 30 others, including two officers, were injured": two of the 30
            if gap in (["and"], [",", "and"], ["while"]) and not m.article and self.tail(m) > m.last:
                return  # "One was killed and six people, a monk and five nuns, were hurt": of the six
            if self._introduces_parts(gap, m) and (m.low or 0) <= total and not self.opens_clause(m):
                self._note_parts(m, main[-1])
                return
            if any(w in BE or w in CLAUSE_STARTERS for w in gap):
                return

    def _other_harm(self, a: int, b: int) -> bool:
        """Tell whether another number of harmed stands between: "22 dead and 60 injured, 15 of them critically"."""
        return any(a <= m.first < b and m.kind == "state" and m.counted for m in self.mentions)

    def _note_parts(self, m: Mention, whole: Harm) -> None:
        """Note a part and those joined to it: "seven of them Koshis and three settlers"."""
        self._describe(m, whole)
        chain = self.chain_right(m) if not m.partitive else [m, *self._next_part(m)]
        left = whole.mention.low or 0
        for part in chain:
            if left <= 0 and whole.mention.high == whole.mention.low:
                return  # "33 dead: 30 soldiers and three civilians, two nurses and a driver"
            left -= part.low or 0
            if part.counted and not self.opens_clause(part):
                self.harm(whole.measure, part, part.first, part.last, "part", part=True, whole=whole)

    def _next_part(self, m: Mention) -> list[Mention]:
        position = self.place_of[id(m)]
        following = [x for x in self.mentions[position + 1 : position + 3] if x.counted and x.first - m.last <= 5]
        joined = following and self.word(following[0].first - 1) in ("and", ",") and not self.opens_clause(following[0])
        return self.chain_right(following[0]) if joined else []

    def _describe(self, m: Mention, whole: Harm) -> None:
        """Give "31 of them gendarmes" the group of the word behind it."""
        if not m.partitive or (m.head != "them" and m.kind != "bare"):
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
        if gap[-1] in ("including", "include", "included", "includes", "comprising") or gap[-2:] in (
            ["among", "them"],
            ["made", "up"],
            ["up", "of"],
        ):
            return True
        if (m.partitive and m.head == "them") or self.among_them(m):
            return True
        listed = gap[-1] in (",", "—", "–", ":", "-", "(") and len(gap) <= 8
        speaks = (
            m.article
            and gap[-1] == ","
            and self.word(m.last) == ","
            and not self.t.upper
            and self.name_at(m.last + 1) > m.last + 1
        )
        if not listed or m.more or m.other or speaks:
            return False  # "…, a nurse, Ana Roque, said"
        after = self.word(self.chain_right(m)[-1].last)
        return after in ("", ",", ".", "—", "–", ")", ";") and m.kind not in ("bare", "state")


def _opposed(a: Mention, b: Mention) -> bool:
    """Tell whether two mentions cannot be whole and part: of two groups, each by its own noun."""
    sides = {a.group, b.group}
    return (
        a.counted
        and b.counted
        and len(sides) == 2
        and sides <= {"civilians", "security_forces", "militants"}
        and (a.group_given and b.group_given and a.head not in ANY_SIDE and b.head not in ANY_SIDE)
    )


def named(first: int, last: int, group: str = "civilians") -> Mention:
    return Mention(first, last, "", group, 1, 1, "exact", True, "name", definite=True, group_given=False)
