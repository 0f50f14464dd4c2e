"""Who was harmed: joins the verbs and nouns of harm of a sentence to the people they speak of.

A sentence is read as a row of mentions (people with their numbers) and deeds (killed, wounding, the deaths of …).
Each deed looks for its people where English grammar puts them: behind an active verb, before a passive one,
behind the "of" of a noun. What a number alone means ("Eleven were women") comes from the sentences before.
"""

from __future__ import annotations

from dataclasses import replace

from helpers import lexicon
from helpers.extracting.attackers import find_attackers
from helpers.extracting.breakdowns import ECHOES, find_breakdowns
from helpers.extracting.deeds import Deed, find_deeds
from helpers.extracting.figures import NUMBERS, TOLLS, find_compared, find_figures, find_gaps
from helpers.extracting.grammar import BE, MODALS
from helpers.extracting.people import STOP, Mention, find_mentions
from helpers.extracting.quantities import quantity_at
from helpers.extracting.shares import REST, SUMS, find_shares
from helpers.extracting.tokens import Tokens
from helpers.extracting.verbs import DENIALS, UNREAL, Harm, Reading, VerbReader, named

COUNTS = {
    "said",
    "says",
    "say",
    "boast",
    "boasts",
    "boasted",
    "has",
    "puts",
    "gives",
    "gave",
    "claims",
    "claimed",
    "counted",
    "counts",
    "recorded",
    "tallied",
    "logged",
    "registered",
    "spoken",
    "spoke",
    "speak",
    "speaks",
    "reckon",
    "reckons",
    "reckoned",
    "counting",
}
CARRYING = (
    NUMBERS | TOLLS | REST | SUMS[1] | (ECHOES - {"as"})
)  # words by which a sentence without people speaks of those told of before
TAKING = {"claimed", "claiming", "claims", "claim", "took", "taking", "takes", "taken", "cost", "costing", "costs"}
FOUND = {"found", "recovered", "discovered", "unearthed", "exhumed", "retrieved", "pulled", "dug", "located", "brought"}
KEPT = {"save", "saved", "saves", "saving", "spare", "spared", "risk", "risked", "risking", "danger", "stake", "endanger", "endangered", "change",
        "changed", "touched", "affected", "affecting", "ruined", "protect", "protected", "improve", "improved", "threatened"}  # fmt: skip
WOUNDS = {
    "wounds",
    "injuries",
    "burns",
    "fractures",
    "wound",
    "injury",
    "cuts",
    "bruises",
    "lacerations",
    "fracture",
    "burn",
}
WITH_WOUNDS = 12
_HARM_TO = {"injuries", "injury", "wounds", "burns", "life"}
_COUNTED_CASES = {"cases", "case", "victims", "patients"}
_COPULAS = {"were", "was", "are", "is", "include", "included", "includes", "comprise", "comprised"}
_BEARING = {"with", "bearing", "having", "of"}
DEAD = {"skeletons", "skeleton", "cadavers", "bodies", "corpses", "deaths", "fatalities", "corpse", "death"}


def read_sentence(tokens: Tokens, earlier: list[Reading] | None = None) -> Reading:
    """Find who was harmed, how, and in which words, in one sentence; `earlier` are the readings before it."""

    mentions, deeds = find_mentions(tokens), find_deeds(tokens)
    reading = Reading(tokens, mentions, deeds)
    carries = any(e.harms for e in earlier or []) and not CARRYING.isdisjoint(tokens.vocabulary)
    if not any(m.counted or m.definite for m in mentions) and not deeds and not carries:
        return reading
    reader = Reader(reading, earlier or [])
    find_figures(reader)
    reader.nouns()
    for number, deed in enumerate(deeds):
        reader.verb(deed, number)
    reader.states()
    reader.copulas()
    find_gaps(reader)
    find_compared(reader)
    find_shares(reader)
    find_breakdowns(reader)
    reader.carried()
    reader.retold()
    reader.loose_parts()
    find_attackers(reader)
    reading.harms = [h for h in reading.harms if not reader.superseded(h)]
    reading.harms.sort(key=lambda h: (h.mention.first, h.first))
    return reading


class Reader(VerbReader):
    """The rules for what has no verb of its own: nouns, states, shares, numbers that carry on."""

    # --- nouns and states --------------------------------------------------------------------------------------

    def nouns(self) -> None:
        """Read "the deaths of nine miners", "the loss of another six soldiers", "the bodies of five peasants, including a minor"."""
        nouns, vocabulary = lexicon.deed_nouns(), self.t.vocabulary
        named = not nouns.keys().isdisjoint(vocabulary)
        telling = named or not _HARM_TO.isdisjoint(vocabulary)
        for i, word in [(i, w) for i, w in enumerate(self.lower) if w in nouns or w in _HARM_TO] if telling else ():
            if word in ("injuries", "injury", "wounds", "burns") and self.word(i + 1) == "to":
                self._noun_of("injured", i, word)
            if word == "life" and self.word(i + 1) == "of" and TAKING & set(self.lower[max(0, i - 3) : i]):
                self._noun_of("killed", i, word)  # "claiming the life of a manager"
            if word in nouns and self.word(i + 1) == "of":
                self._noun_of(nouns[word], i, word)
        for m in self.mentions:
            if (
                m.head in ("body", "corpse")
                and m.article
                and self.word(m.first) in ("a", "an", "another")
                and self._is_found(m)
            ):
                self.harm("killed", m, m.first, m.last, "noun")
            if m.counted and m.kind == "noun" and m.head in DEAD and not m.definite:
                made = self.harm("killed", m, m.first, m.last, "noun")
                if made:
                    self.parts_after([made], Deed(m.first, m.last, "killed", "noun", "object", m.head))
            if m.counted and m.head == "lives" and not self._lives_kept(m):
                lost = self.word(m.last) in BE and self.word(m.last + 1) == "lost"
                made = self.harm("killed", m, m.first - (not lost and m.first > 0), m.last + 2 * lost, "noun")
                if made:
                    self.parts_after([made], Deed(m.first - 1, m.last, "killed", "noun", "object", "lives"))
        if named or not _COUNTED_CASES.isdisjoint(vocabulary):
            self._counted_nouns(nouns)

    def _is_found(self, m: Mention) -> bool:
        """Tell whether a body turns up: "a bullet riddled body was recovered"."""
        start = m.last
        if self.word(start) in _BEARING:  # "a body with bullet wounds was found"
            start = next((k for k in range(start, min(start + 7, len(self.lower))) if self.lower[k] in BE), start)
        behind = self.lower[start : start + 5]
        return bool(behind) and behind[0] in BE | {"has", "had"} and bool(FOUND & set(behind))

    def _lives_kept(self, m: Mention) -> bool:
        """Tell whether lives are not lost: "saved 20 lives", "nine lives were at risk"."""
        before, behind = set(self.lower[max(0, m.first - 4) : m.first]), set(self.lower[m.last : m.last + 4])
        return bool(KEPT & before) or bool(KEPT & behind)

    def _noun_of(self, measure: str, i: int, word: str) -> None:
        target = self.mention_near(i + 2, 1)
        if target is None and self.word(i + 2).isalpha() and self.word(i + 2) not in STOP:
            described = self.at_first.get(i + 3)  # "the murder of taxi driver Seamus Doran"
            target = described if described and not described.plural and self._has_name(described) else None
        if word == "lives" and self.word(i - 2) not in (
            "claimed",
            "claiming",
            "took",
            "taking",
            "cost",
            "costing",
            "claims",
            "take",
        ):
            return
        if target is None:
            end = self.name_at(i + 2)
            if end > i + 2 and word not in (
                "massacre",
                "massacres",
                "slaughter",
                "bodies",
                "lives",
                "loss",
                "losses",
                "flight",
                "seizure",
                "capture",
                "surrender",
                "detention",
            ):
                self.harm(measure, named(i + 2, end), i, end, "noun")
            return
        suffered = self.word(i - 1) in ("the", "a") and self.word(i - 2) in (
            "for",
            "at",
            "with",
            "suffered",
            "admitted",
            "against",
        )
        told = target.more or target.own or target.partitive or (suffered and word in ("loss", "losses"))
        if word in ("loss", "losses", "flight", "seizure") and target.kind == "bare" and not told:
            return
        if any(
            w in UNREAL or w in DENIALS or w in ("demanded", "demand", "demanding", "seeking", "sought", "urged", "for")
            for w in self.lower[max(0, i - 3) : i]
        ) and measure in ("freed", "arrested"):
            return
        main = []
        for m in self.chain_right(target):
            joined = m is target or (self.word(m.first - 1) == "and" and self.word(m.first - 2) != ",")
            if (m.counted or not m.plural) and (joined or not self.opens_clause(m)):
                made = self.harm(measure, self._lone(m), i, i + 1, "noun", chain=1000 + i)
                main += [made] if made else []
        self.parts_after([h for h in main if h.mention.counted], Deed(i, i + 1, measure, "noun", "object", word))

    def _lone(self, m: Mention) -> Mention:
        """Count as one an office without an article: "claiming the life of deputy general manager of a mill"."""
        m = self.one(m)
        if (
            not m.counted
            and not m.plural
            and m.kind in ("noun", "generic")
            and m.head not in ("police", "body", "victim")
        ):
            return replace(m, low=1, high=1, counted=True, article=True)
        return m

    def _counted_nouns(self, nouns: dict[str, str]) -> None:
        """Read a number of deeds: "64 political murders", "one arrest", "three kidnappings"."""
        for k, word in enumerate(self.lower):
            measure = nouns.get(word)
            if word in _COUNTED_CASES and self.word(k - 1) in (
                "gunshot",
                "stab",
                "burn",
                "bullet",
                "shrapnel",
                "blast",
                "trauma",
                "gunshot-wound",
            ):
                measure = "injured"
            if measure is None or word in (
                "bodies",
                "body",
                "corpses",
                "corpse",
                "deaths",
                "death",
                "lives",
                "remains",
                "losses",
                "injuries",
                "injury",
                "flight",
            ):
                continue
            for start in range(k - 1, max(-1, k - 4), -1):
                q = quantity_at(self.t, start) if start not in self.t.used else None
                if q and q.last <= k and all(w.isalpha() and w not in STOP for w in self.lower[q.last : k]):
                    start = q.first
                    m = Mention(
                        start,
                        k + 1,
                        word,
                        "unspecified",
                        q.low,
                        q.high,
                        q.modifier,
                        True,
                        "noun",
                        group_given=False,
                        more=q.more,
                    )
                    if q.low != 1 and not word.endswith("s") and word not in ("dead",):
                        break  # "Telam 35 killing him": an age
                    if q.low and not any(
                        x.first <= start < x.last for x in self.mentions if x.kind not in ("bare", "unknown")
                    ):
                        self.harm(measure, m, start, k + 1, "noun")
                    break

    def states(self) -> None:
        """Read "30 wounded", "21 dead hostages", "12 people are missing", "two men with stab wounds", "eight neighbours, all dead"."""
        words = lexicon.states()
        for m in self.mentions:
            if not m.counted:
                continue
            if (
                m.kind == "state"
                and MODALS & set(self.lower[max(0, m.first - 4) : m.first])
                and "have" not in self.lower[: m.first]
            ):
                continue  # "could leave dozens dead"
            if m.kind == "state" and m.head in words:
                if m.partitive and self._uncertain(m):
                    continue
                if self.lower[max(0, m.first - 2) : m.first] == ["made", "up"]:
                    self._made_up(m)
                made = self.harm(words[m.head], m, m.first, m.last, "state", part=m.partitive)
                if made and not m.partitive:
                    self.parts_after([made], Deed(m.first, m.last, made.measure, "state", "object", m.head))
                continue
            found = self._state_after(m, words)
            if found:
                made = self.harm(found[0], m, m.first, found[1], "state")
                for joined in self.chain_left(m)[:-1]:  # "19 civilians and seven soldiers were dead"
                    if joined.counted and made:
                        self.harm(found[0], joined, joined.first, joined.last, "state", chain=2000 + m.first)
                        made.chain = 2000 + m.first
                if made:
                    self.parts_after([made], Deed(m.first, found[1], made.measure, "state", "object", ""))
            elif m.state and not m.definite and not self.harmed(m):
                self.harm(m.state, m, m.first, m.last, "state")

    def _made_up(self, m: Mention) -> None:
        """Give "Civilians made up 61 of the dead" the group of those who made them up."""
        who = next((x for x in self.mentions if x.last == m.first - 2 and x.plural), None)
        if who is not None:
            m.group, m.group_given = who.group, True

    def _uncertain(self, m: Mention) -> bool:
        """Tell whether "two of the wounded" have another deed done to them, which then says what counts."""
        return self.harmed(m)

    def _state_after(self, m: Mention, words: dict[str, str]) -> tuple[str, int] | None:
        """Find the state that a verb or a phrase behind a mention gives it: (measure, one past its last token)."""
        k = m.last
        if self.word(k) in BE and (far := self._carried_with(k)) is not None:
            return "injured", far
        if self.word(k) == "with" and any(
            w in ("wounds", "injuries", "burns", "fractures", "wound", "injury") for w in self.lower[k + 1 : k + 4]
        ):
            end = next(
                i
                for i in range(k + 1, k + 4)
                if self.lower[i] in ("wounds", "injuries", "burns", "fractures", "wound", "injury")
            )
            return "injured", end + 1
        for j in range(k, min(k + 9, len(self.lower) - 2)):
            if (
                self.lower[j] in (",", "—", "–")
                and self.lower[j + 1] in ("all", "both", "already")
                and self.lower[j + 2] in words
            ):
                return words[self.lower[j + 2]], j + 3
        while self.word(k) in BE or (
            k < len(self.lower)
            and (
                self._light(k)
                or self.word(k)
                in (
                    "remain",
                    "remained",
                    "remaining",
                    "reported",
                    "went",
                    "feared",
                    "left",
                    "presumed",
                    "believed",
                    "lay",
                )
            )
        ):
            k += 1
        state = words.get(self.word(k))
        if (
            state is None
            or self.word(k) in lexicon.deeds()
            or (m.partitive and m.kind == "bare" and state == "killed" and k == m.last)
        ):
            return None
        if k + 1 in self.at_first and k == m.last:
            return None
        return state, k + 1

    def _carried_with(self, k: int) -> int | None:
        """Find the wounds of people somebody moved: "were pulled from the water with burns" (one past them)."""
        for j in range(k + 1, min(k + WITH_WOUNDS, len(self.lower) - 1)):
            if self.lower[j] in (",", ";", "and", "but") or j in self.deed_at:
                return None
            if self.lower[j] == "with":
                return next((i + 1 for i in range(j + 1, min(j + 4, len(self.lower))) if self.lower[i] in WOUNDS), None)
        return None

    # --- copulas, numbers that carry on ------------------------------------------------------------------------

    def copulas(self) -> None:
        """Read "The dead were 48 civilians and 15 soldiers", "Two officers were among the dead"."""
        for i in () if _COPULAS.isdisjoint(self.t.vocabulary) else range(len(self.lower)):
            if self.lower[i] not in _COPULAS:
                continue
            if self._among(i):
                continue
            target, measure = self.mention_near(i + 1, 1), self._measure_of_subject(i)
            if target is None and self.lower[i + 1 : i + 3] == ["identified", "as"]:
                target = self.mention_near(i + 3, 1)  # "The victims were identified as two engineers and a guard"
            whole = self._those_before(i) if measure is None else None
            measure = whole.measure if whole is not None else measure
            if measure is None:
                continue
            whole = whole or self.last_harm(measure)
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
            whole, known = self.last_harm(measure), self.taken.get((m.first, measure))
            self.harm(measure, self.one(m), i, end, "passive", part=True, whole=whole)
            if known is not None and known.whole is None and not known.toll:
                known.part = True  # "His wife and two sons were among those who drowned"
        if not chain and (names := self._names_before(i)):
            person = replace(named(names[0][0], names[-1][1]), low=len(names), high=len(names), definite=False)
            self.harm(measure, person, i, end, "passive", part=True, whole=self.last_harm(measure))
        return True

    def _those_before(self, i: int) -> Harm | None:
        """Find those of whom a sentence goes on: "received 23 injured, among whom were two policemen"."""
        if self.lower[max(0, i - 2) : i] not in (["among", "whom"], ["among", "them"], ["of", "whom"]):
            return None
        return next((h for h in reversed(self.r.harms) if h.mention.last <= i and h.measure != "attackers"), None)

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
            if word in states:
                before = window[max(0, j - 3) : j]
                first = at + j == 0 or self.lower[at + j - 1] in (".", ";", ":")  # "Dead are three wardens"
                if first and j == len(window) - 1:
                    return states[word]
                if any(
                    w in ("the", "those", "people", "all", "soldiers", "men", "persons", "its", "their") for w in before
                ):
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
            person = replace(named(i + 1, last), low=count, high=count, definite=False, plural=count > 1)
            self.harm(measure, person, 0, last, "copula", whole=whole)
            found = self.taken.get((i + 1, measure))
            if found:
                found.part, found.first, found.last = True, 0, last

    def _people_in_item(self, a: int, b: int) -> int:
        plural = next((m for m in self.mentions if a <= m.first < b and m.plural and not m.counted), None)
        if plural is None:
            return 1
        return 1 + sum(
            1 for k in range(plural.last, b) if self.lower[k] in ("and", ",") and k + 1 < b and self.t.is_name(k + 1)
        )

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
            if (
                not m.counted
                or m.kind != "bare"
                or self.harmed(m)
                or (m.first > 2 and self.word(m.first - 1) not in (",", ";", "and", "but", "that", "of"))
            ):
                continue
            k = m.last
            while k < len(self.lower) and self._light(k):
                k += 1
            follows = self._predicate(k + 1) if self.word(k) in ("were", "was", "are", "is") else None
            if follows is None or (follows.counted and not follows.article) or follows.kind == "pronoun":
                continue
            whole = self.last_harm(None, m.low or 0)
            if (
                whole is None
                or (m.low or 0) > (whole.mention.low or 0)
                or (self.opens_clause(follows) and follows.kind != "noun")
            ):
                continue
            m.group, m.group_given = follows.group, follows.group != "unspecified"
            self.harm(whole.measure, m, m.first, follows.last, "passive", whole=whole)
            found = self.taken.get((m.first, whole.measure))
            if found:
                found.part, found.first, found.last = True, m.first, follows.last

    def _predicate(self, k: int) -> Mention | None:
        """Find who they were, over an adjective that no list knows: "Two were part-time wardens"."""
        told = self.mention_near(k, 1)
        if (
            told is None
            and self.word(k).isalpha()
            and self.word(k) not in STOP
            and not self.word(k).endswith(("ed", "ing"))
        ):
            told = self.at_first.get(k + 1)
            return told if told and told.plural and told.kind in ("noun", "generic") and k not in self.deed_at else None
        return told

    def retold(self) -> None:
        """Read a number that another mouth gives for those just spoken of: "there were 17", "Our observers counted eleven"."""
        for m in self.mentions:
            if not m.counted or m.kind != "bare" or self.harmed(m) or m.partitive or m.own:
                continue
            k = m.first - 1
            while k > 0 and (self._light(k) or self.lower[k] in ('"', "“", "of", "at")):
                k -= 1
            by_another = (
                self.word(m.last) == "according" and self.lower[k] == "and"
            )  # "9 according to X and 15 according to Y"
            told = (
                self.lower[k] in COUNTS
                or by_another
                or (self.lower[k] in ("were", "was") and self.word(k - 1) == "there")
            )
            ends = self.word(m.last) in ("", ".", ",", ";", '"', "”") or (
                self.word(m.last) == "in" and self.word(m.last + 1) == "all"
            )
            here = [h for h in self.r.harms if h.mention.last <= m.first and not h.part and h.measure != "attackers"]
            whole = here[-1] if here else self.last_harm()
            dug_up = (
                m.more and self.word(m.last) in BE and self.word(m.last + 1) in FOUND
            )  # "22 bodies … and five more were found"
            if dug_up and whole is not None and whole.mention.head in DEAD:
                self.harm("killed", m, m.first, m.last + 2, "noun")
            if told and (ends or by_another) and whole is not None and whole.measure != "attackers":
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
        part.group, part.group_given = (
            (whole.group, whole.group_given) if part.kind == "bare" else (part.group, part.group_given)
        )
        self.taken[(part.first, known.measure)] = made = Harm(
            known.measure, part, 0, part.last, "part", part=True, whole=known, verb=part.first
        )
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
            if self.word(m.first - 1) == "and" and m.kind == "noun" and m.head != whole.mention.head:
                self.harm(whole.measure, m, m.first, m.last, whole.form, chain=whole.chain)
                continue  # "killed 54 fighters of the front, and 42 of the Syrian rebels": beside them
            self._describe(m, whole)
            self.harm(whole.measure, m, m.first, m.last, "part", part=True, whole=whole)


__all__ = ["Harm", "Reader", "Reading", "read_sentence"]
