"""Enough grammar to find who did what to whom in a news sentence: verb groups, subjects, objects, lists, pronouns.

No parser: each question ("what is the subject of the verb at token 12?") is answered by walking over the tokens
next to it. Every walk has a fixed reach, so a sentence costs time in proportion to its length.
"""

from __future__ import annotations

from dataclasses import replace

from helpers.extracting.deeds import Deed
from helpers.extracting.people import STOP, Mention, attack_verbs
from helpers.extracting.quantities import UNITS
from helpers.extracting.tokens import Tokens

BE = {"was", "were", "is", "are", "been", "be", "being", "got", "get", "gets", "getting"}
HAVE = {"has", "have", "had", "having"}
MODALS = {"could", "would", "may", "might", "should", "will", "can", "shall", "must"}
NEGATIONS = {"not", "never", "nor", "neither", "without", "no", "nobody", "none", "n't", "didn't", "hadn't", "wasn't", "weren't",
             "hasn't", "haven't", "cannot", "can't", "won't", "wouldn't"}  # fmt: skip
ADVERBS = {"also", "later", "then", "since", "already", "reportedly", "allegedly", "still", "instantly", "subsequently", "both",
           "critically", "seriously", "severely", "badly", "grievously", "fatally", "slightly", "all", "further", "even", "just",
           "brutally", "immediately", "now", "themselves", "himself", "either", "again", "there", "together", "thereby", "first",
           "soon", "meanwhile", "yet", "each", "once", "so", "far", "only", '"', "“", "”", "too", "here", "overnight", "unnamed"}  # fmt: skip
PREPOSITIONS = {"of", "in", "at", "by", "from", "with", "against", "near", "between", "for", "on", "to", "under", "inside",
                "outside", "among", "into", "onto", "targeting", "carrying", "after", "before", "over", "through", "via",
                "towards", "toward", "behind", "around", "across", "along", "during", "upon", "beside", "without", "about",
                "despite", "following", "amid", "off", "past", "beyond", "above", "below", "like", "besides", "per"}  # fmt: skip
PARTICIPLES = {"last", "held", "seen", "known", "taken", "caught", "born", "left", "kept", "hit", "shot", "sent", "thought", "bound", "hidden",
               "driven", "brought", "lost", "found", "struck", "said", "put", "cut", "set", "hurt", "given", "chosen", "en", "bent"}  # fmt: skip
CLAUSE_STARTERS = {"when", "while", "after", "before", "as", "because", "although", "though", "whereas", "if", "until", "till",
                   "meanwhile", "but", "where", "since", "unless", "once"}  # fmt: skip
OBJECT_FORMS = {"them", "him", "us"}  # never the subject of the verb behind them
RELATIVES = {"who", "which", "whom", "whose", "that"}
DETAIL = {
    "including",
    "include",
    "included",
    "includes",
    "comprising",
    "namely",
    "mostly",
    "mainly",
    "largely",
    "identified",
}
INTRODUCES = {"identified", "named", "namely", "alias", "known", "called"}
ASIDES = {"including", "among", "all", "both", "most", "mostly", "mainly", "many", "some", "a", "an", "one", "who", "whose", "which", "aged",
          "comprising", "either", "each", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "the", "his", "her", "their"}  # fmt: skip
REPUTED = {"suspected", "feared", "presumed", "learnt", "learned", "assumed", "likely", "understood", "believed", "known", "thought", "reported",
           "said", "alleged", "confirmed", "stated"}  # fmt: skip
SUBJECT_REACH, CHAIN_GAP, ASIDE_REACH, SAID_REACH, HOME_REACH = 45, 4, 22, 9, 9
SAID = {"said", "says", "added", "recalled", "reported", "explained", "noted", "claimed", "admitted", "believes", "wrote", "told", "insisted",
        "confirmed", "according", "estimated", "thought", "remembered", "went"}  # fmt: skip


class Sentence:
    """One sentence with its mentions and deeds, and the questions that grammar answers about it."""

    def __init__(self, tokens: Tokens, mentions: list[Mention], deeds: list[Deed]) -> None:
        self.t, self.mentions, self.deeds = tokens, mentions, deeds
        self.lower = tokens.lower
        self.at_first = {m.first: m for m in mentions}
        self.deed_at = {i: d for d in deeds for i in range(d.first, d.last)}
        self.place_of = {id(m): i for i, m in enumerate(mentions)}

    def word(self, i: int) -> str:
        return self.lower[i] if 0 <= i < len(self.lower) else ""

    def at_last(self, k: int) -> bool:
        """Tell whether people stand right before token k: "constables guarding health workers"."""
        return any(m.last == k or (m.last < k <= m.last + 4 and self.word(m.last) == "of") for m in self.mentions)

    def _light(self, i: int) -> bool:
        """Tell whether token i is an adverb or a date, which grammar may step over."""
        word = self.lower[i]
        if word in ADVERBS or i in self.t.used or (word.endswith("ly") and len(word) > 4):
            return True
        return word in ("on", "in", "at") and i + 1 in self.t.used  # "were on May 3 injured"

    def mention_near(self, i: int, reach: int = 4) -> Mention | None:
        """Give the mention that begins at token i or a few adverbs later."""
        for k in range(i, min(i + reach + 1, len(self.lower))):
            if k in self.at_first:
                return self.at_first[k]
            if not self._light(k):
                return None
        return None

    def auxiliaries(self, i: int) -> tuple[int, set[str]]:
        """Walk left from a verb over auxiliaries and adverbs: (first token of the verb group, the auxiliaries)."""
        seen: set[str] = set()
        first, k = i, i - 1
        while k >= 0 and i - k < 9:
            word = self.lower[k]
            if word in BE or word in HAVE or word in MODALS or word in NEGATIONS or word == "to":
                seen.add(word)
                first = k
            elif not self._light(k):
                break
            k -= 1
        if seen & BE:
            seen.add("be")
        if "to" in seen and self.word(first - 1) in REPUTED and self.word(first - 2) in BE:
            first -= 2  # "are feared to have been killed"
        return first, seen

    def opens_clause(self, m: Mention) -> bool:
        """Tell whether a mention is the subject of a verb that follows it."""
        k = m.last
        while k < len(self.lower) and self._light(k):
            k += 1
        word = self.word(k)
        if word in BE or word in HAVE or word in MODALS:
            return True
        deed = self.deed_at.get(k)
        return deed is not None and deed.form == "past"

    # --- lists ---------------------------------------------------------------------------------------------------

    def _links(self, a: int, b: int) -> bool:
        gap = [w for w in self.lower[a:b] if w not in ("(", ")", '"', "“", "”")]
        return 0 < len(gap) <= CHAIN_GAP and all(
            w in (",", "and", "&", "as", "well", "along", "with", "besides", "plus", "or", "another") for w in gap
        )

    def after_aside(self, k: int) -> int:
        """Step over what only describes people: "(42)", "identified as A and B,", ", a farmer,", ", all women and children,"."""
        for _ in range(4):
            end = self._one_aside(k)
            if end == k and self.word(k - 1) == "," and self.word(k) in ("a", "an", "the"):
                end = self._closing_comma(k, k)  # "a Subedar, Mujeeb, a resident of Korona, was shot dead"
                end = k if "and" in self.lower[k:end] else end
            if end == k:
                return k
            k = end
        return k

    def _one_aside(self, k: int) -> int:
        word = self.word(k)
        if word == "(":
            return next((m + 1 for m in range(k + 1, min(k + 9, len(self.lower))) if self.lower[m] == ")"), k)
        if word in ("of", "from") and (end := self._body_end(k + 1)) > k:
            return end
        if self._name_word(k) if k < len(self.lower) else False:
            while k < len(self.lower) and self._name_word(k):
                k += 1
            return k
        comma = word == ","
        a = k + 1 if comma else k
        opener = self.word(a)
        if comma and (end := self._said_aside(a)):
            return end
        if opener in INTRODUCES or opener in ("aged", "age", "ages") or (comma and a in self.t.used):
            return self._names_end(a + 1)
        if comma and (opener in ASIDES or (self.t.is_name(a) and not self.t.upper and opener not in STOP)):
            return self._closing_comma(a, k)
        if opener in ("—", "–") and not comma:
            return next(
                (m + 1 for m in range(k + 1, min(k + ASIDE_REACH, len(self.lower))) if self.lower[m] in ("—", "–")), k
            )
        return k

    def _body_end(self, k: int) -> int:
        """Step over the name of what somebody belongs to: "a worker of the Awami National Party (ANP) and …" (0: a list does not go on)."""
        k += self.word(k) in ("the", "a", "an")
        end = k
        while end < len(self.lower) and self._name_word(end):
            end += 1
        if end > k and self.word(end) == "(":
            end = next((m + 1 for m in range(end, min(end + 6, len(self.lower))) if self.lower[m] == ")"), end)
        listed = self.word(end) == "and" or self.lower[end : end + 2] == [",", "and"]
        return end if end > k and listed and end + 1 + (self.word(end) == ",") in self.at_first else 0

    def _said_aside(self, a: int) -> int:
        """Step over who says it between commas: "Another two, he said, were lynched" (0: there is none)."""
        for m in range(a + 1, min(a + SAID_REACH, len(self.lower))):
            if self.lower[m] == ",":
                return m + 1 if SAID & set(self.lower[a:m]) else 0
            if self.lower[m] in BE or self.lower[m] in CLAUSE_STARTERS or self.lower[m] in (".", ";"):
                return 0
        return 0

    def _home_end(self, k: int) -> int:
        """Step over where somebody named is from: "… Tomba Singh (40) of Keirao village, was killed" (k: nowhere)."""
        for m in range(k, min(k + HOME_REACH, len(self.lower))):
            if self.lower[m] == ",":
                return m + 1
            if self.lower[m] in BE or self.lower[m] in HAVE or m in self.deed_at or self.lower[m] in (".", ";", "and"):
                return k
        return k

    def _names_end(self, k: int) -> int:
        """Walk over names, ages, brackets and "son of" behind "identified as"; a comma that closes them is taken too."""
        n, start = len(self.lower), k
        while k < n and k - start < ASIDE_REACH * 2:
            word = self.lower[k]
            if word == "(":
                k = next((m for m in range(k + 1, min(k + 9, n)) if self.lower[m] == ")"), n - 1) + 1
            elif word in ("and", ",", "&") and not (k + 1 < n and self._naming(k + 1) and k + 1 not in self.at_first):
                return k
            elif self._naming(k) or word in ("and", ",", "&", '"', "“", "”", "‘", "’", "'") or word.isdigit():
                k += 1
            else:
                before = next((m for m in range(k - 1, start, -1) if self.lower[m] in ("of", "from", "in")), None)
                return self._home_end(k) if before is not None or word in ("from", "in") else k
        return k

    def _naming(self, k: int) -> bool:
        word = self.lower[k]
        if word in (
            "as",
            "alias",
            "son",
            "wife",
            "daughter",
            "of",
            "resident",
            "residents",
            "s/o",
            "@",
            "aka",
            "r/o",
            "known",
            "a.k.a",
            "both",
            "to",
            "be",
        ):
            return True
        return k in self.t.used or (self.t.is_name(k) and word[0].isalpha() and word not in BE)

    def _closing_comma(self, a: int, k: int) -> int:
        """Find the comma that closes an aside opened before token a; a verb in a main clause means that it was none."""
        relative = self.lower[a] in RELATIVES
        for m in range(a + 1, min(a + ASIDE_REACH, len(self.lower))):
            word = self.lower[m]
            if word == ",":
                following = self.word(m + 1)
                if (
                    relative
                    or following in ("and", ",")
                    or following in BE
                    or following in HAVE
                    or following in STOP
                    or following.endswith("ed")
                    or (self._light(m + 1) and not following.isdigit())  # ", Budhram Kunjam, 45, and"
                    or m + 1 in self.deed_at
                ):
                    return m + 1
            elif word in (".", ";", ":") or (not relative and (word in BE or word in HAVE)):
                return k
        return k

    def tail(self, m: Mention) -> int:
        """Give where a mention ends with all that only describes it."""
        k = self.after_aside(m.last)
        while m.plural and k > m.last and self.word(k) in ("and", ",") and self.name_at(k + 1) > k + 1:
            k = self.name_at(k + 1)  # "Constables Anil Rao and Dev Pal"
        return k

    def _joined(self, a: int, b: int) -> bool:
        """Tell whether a list goes on at token b behind an aside that ends at a (the aside may have taken the comma)."""
        return self._links(a, b) or (a == b and self.word(a - 1) in (",", ")"))

    def settled(self, m: Mention) -> bool:
        """Tell whether another verb has already taken a mention; a reader of harm knows."""
        return False

    def chain_right(self, first: Mention) -> list[Mention]:
        """List a mention and those that a list joins to it: "33 civilians and 17 soldiers"."""
        position = self.place_of.get(id(first))
        chain = [first]
        if position is None:
            return chain
        for m in self.mentions[position + 1 :]:
            last, tail = chain[-1].last, self.tail(chain[-1])
            if m.first < tail and not self._links(last, m.first):
                continue  # it only describes the one before
            if not self._joined(tail, m.first) and not self._links(last, m.first) and not self._runs_on(chain[-1], m):
                break
            if not m.counted and self.word(m.first - 1) == ",":
                break
            of_them = m.partitive and not (m.kind in ("noun", "generic") and self.word(m.first - 1) == "and")
            if m.kind == "pronoun" or of_them or (m.kind == "state" and m.head != first.head):
                break  # "left 17 dead and four injured": each its own state
            if (chain[-1].low or 0) > 1 and m.article and not INTRODUCES.isdisjoint(self.lower[last : m.first]):
                break  # "a couple, identified as Soma Munda and his wife"
            chain.append(m)
        while len(chain) > 1 and self.word(chain[-1].first - 1) == "," and self._speaks(chain[-1]):
            chain.pop()  # "killing both, an officer said", "wounding 20, two residents said": a list ends with "and"
        return chain

    def _runs_on(self, a: Mention, b: Mention) -> bool:
        """Tell whether two of a list stand side by side in a text that has lost its commas: "a militant a policeman and a boy"."""
        if (
            a.last != b.first
            or "," in self.t.vocabulary
            or not (a.counted and b.counted and a.kind == b.kind == "noun")
        ):
            return False
        goes_on = self.word(b.last) == "and" and b.last + 1 in self.at_first
        return b.listed or goes_on

    def _speaks(self, m: Mention) -> bool:
        return m.article or not SAID.isdisjoint(self.lower[m.last : m.last + 1])

    def chain_left(self, last: Mention) -> list[Mention]:
        """List the mentions that a list joins in front of a mention, and the mention itself."""
        chain, position = [last], self.place_of.get(id(last), 0)
        for m in reversed(self.mentions[:position]):
            tail = self.tail(m)
            if (
                not (
                    self._joined(tail, chain[0].first)
                    or self._links(m.last, chain[0].first)
                    or self._runs_on(m, chain[0])
                )
                or m.kind in ("pronoun", "state")
                or self.settled(m)
                or (len(chain) == 1 and self._ends_phrase(m, chain[0]))
            ):
                break
            chain.insert(0, m)
        return chain

    def _ends_phrase(self, m: Mention, behind: Mention) -> bool:
        """Tell whether a comma closes what stands before the subject: "According to a police official, both cadres were …"."""
        return self.lower[m.last : behind.first] == [","] and self.governed(m)

    # --- subjects ------------------------------------------------------------------------------------------------

    def subject(self, before: int) -> tuple[list[Mention], list[Mention]]:
        """Find the subject of the verb group that begins at token `before`: (the people, those given as part of them)."""
        parts: list[Mention] = []
        near: Mention | None = None
        for m in reversed([x for x in self.mentions if x.last <= before]):
            if before - m.last > SUBJECT_REACH:
                break
            of_them = self.word(m.first - 1) == "of" and m.head != "him"  # but "companions of him"
            if (m.head in RELATIVES and m.last < before) or (
                m.head in OBJECT_FORMS and m.kind == "pronoun" and not of_them
            ):
                continue
            if self._is_detail(m):
                parts[:0] = [p for p in self.chain_right(m) if p.counted and p.last <= before and p not in parts]
                continue
            if m in parts or self._in_aside(m) or self._in_relative(m, before):
                continue
            if self.governed(m) and m.kind != "pronoun":
                near = near or (m if m.counted and m.last == before else None)
                continue
            if self._apart(m, before):
                break
            if m.kind == "pronoun":
                found = self.antecedent(m)
                return ([found] if found else []), parts
            return self._without_parts(self.chain_left(m), parts)
        return ([near] if near else []), parts

    def _in_relative(self, m: Mention, before: int) -> bool:
        """Tell whether people do the deed of a relative clause: "four tourists whom the rebels had kidnapped were released"."""
        objects = self.word(m.first - 1) == "whom" and self.word(m.first - 2) not in PREPOSITIONS
        return objects and any(m.last <= d.first and d.last <= before for d in self.deeds)

    def _in_aside(self, m: Mention) -> bool:
        """Tell whether a mention only describes the one before it: ", all women and children,", ", a pump technician,"."""
        position = self.place_of.get(id(m), 0)
        if self.word(m.first - 1) == "(":
            return True
        return any(
            x.last <= m.first and m.last <= self.tail(x)
            for x in self.mentions[max(0, position - 3) : position]
            if x.kind != "pronoun"
        )

    def _without_parts(self, chain: list[Mention], parts: list[Mention]) -> tuple[list[Mention], list[Mention]]:
        for i, m in enumerate(chain):
            if (i and self._is_detail(m)) or (i and self.governed(m)):
                return chain[:i], [p for p in chain[i:] if p.counted] + parts
        if self._is_detail(chain[0]) or (self.governed(chain[0]) and len(chain) > 1):
            return self._before_detail(chain)
        return chain, parts

    def _before_detail(self, chain: list[Mention]) -> tuple[list[Mention], list[Mention]]:
        """A list that is itself a detail: its whole stands before it ("Seven persons, including A and B, were …")."""
        position = self.place_of[id(chain[0])]
        if self._is_detail(chain[0]) and position:
            whole = self.mentions[position - 1]
            if whole.counted and not self.governed(whole) and chain[0].first - whole.last <= 4:
                return [whole], [p for p in chain if p.counted]
        return chain, []

    def among_them(self, m: Mention) -> bool:
        """Tell whether people are said to be part of others: "eight children among them"."""
        return m.counted and self.word(m.last) == "among" and self.word(m.last + 1) in ("them", "whom")

    def _is_detail(self, m: Mention) -> bool:
        """Tell whether a mention is introduced as part of another: "including …", "among them …", "made up of …"."""
        k = m.first - 1
        if self.word(k) in (",", "—", "–", "(") and (
            (m.partitive and "them" in self.lower[m.first : m.last]) or self.among_them(m)
        ):
            return True  # "five members, two of them women, surrendered"
        while k > 0 and self._light(k):
            k -= 1
        name = self.name_before(k + 1) if k > 0 and m.definite else None
        if name is not None and self.word(name[0] - 1) in DETAIL:
            return True  # "including Akbar Swati the chief of the town's chapter"
        if m.listed and DETAIL & self.t.vocabulary:  # "including Rajan Lal, his mother and his uncle"
            while k > 0 and (self.lower[k] == "," or self._name_word(k)):
                k -= 1
        word, two = self.word(k), self.lower[max(0, k - 1) : k + 1]
        return word in DETAIL or two in (
            ["among", "them"],
            ["up", "of"],
            ["consisting", "of"],
            ["composed", "of"],
            ["among", "whom"],
            ["of", "which"],
            ["of", "whom"],
        )

    def _between(self, k: int) -> bool:
        """Tell whether an "and" joins two sides, "between rebels and soldiers"; not "between eight and ten soldiers and …"."""
        before = next((n for n in range(k - 1, max(-1, k - 7), -1) if self.lower[n] == "between"), None)
        return before is not None and not any(m.first == before and m.counted for m in self.mentions)

    def _ends_name(self, m: Mention, k: int) -> bool:
        """Tell whether the "and" at k is part of a force's name: "two constables of Jammu and Kashmir Police"."""
        name = self.name_before(k) if not m.counted and self.t.is_name(m.first) else None
        return name is not None and self.word(name[0] - 1 - (self.word(name[0] - 1) == "the")) in PREPOSITIONS

    def governed(self, m: Mention) -> bool:
        """Tell whether a mention is the object of a preposition or of another verb."""
        k = m.first - 1
        while k >= 0 and self._light(k) and k not in self.t.used:
            k -= 1
        steps = 0
        while (
            not m.counted
            and not m.definite
            and k > 0
            and steps < 3
            and self.lower[k].isalpha()
            and self.lower[k] not in STOP
            and k not in self.deed_at
            and not (steps and self.lower[k].endswith("ing") and k > 0 and self.at_last(k))
        ):
            k, steps = k - 1, steps + 1  # "of capital city police": the noun's own adjectives
        word = self.word(k)
        if word == "and" and (self._between(k) or self._ends_name(m, k)):
            return True
        if word in PREPOSITIONS:
            return not (word in ("after", "before") and self.opens_clause(m)) and k not in self.t.used
        deed = self.deed_at.get(k)
        if deed is not None and deed.harmed == "object" and k == deed.last - 1:
            passive = deed.form == "past" and bool(self.auxiliaries(deed.first)[1] & BE)
            return not passive
        return (
            word.endswith("ing")
            and len(word) > 5
            and word not in ("during", "following", "including", "evening", "morning", "according", "saying", "adding")
        )

    def _apart(self, m: Mention, before: int) -> bool:
        """Tell whether what stands between a mention and a verb keeps them apart."""
        a = min(self.tail(m), before)
        while a < before and self._light(a):
            a += 1
        gap = self.lower[a:before]
        if not gap or gap == [","]:
            return False
        if ";" in gap or ":" in gap:
            return True
        if gap[0] in (",", "—", "–", "("):
            return self._no_aside(gap, a)
        if gap[0] in RELATIVES:
            return any(w in CLAUSE_STARTERS for w in gap[1:]) and "," not in gap
        if any(
            w in CLAUSE_STARTERS
            and not (w == "since" and a + i + 1 in self.t.used)  # "held since June"
            and not (w == "as" and i and gap[i - 1] in ("known", "such", "identified", "well"))
            for i, w in enumerate(gap)
        ):
            return True
        if gap[-1] in ("and", "but", "then", "or") or gap[-2:] == [",", "and"]:
            return self._other_free(a, before)
        deed = self.deed_at.get(a)
        return not (
            gap[0] in PREPOSITIONS
            or gap[0].endswith("ing")
            or gap[0].endswith("ed")
            or gap[0] in PARTICIPLES
            or (deed is not None and deed.form == "past")
        )

    def _other_free(self, a: int, before: int) -> bool:
        """Tell whether a people mention between could be the subject of the second verb ("A hit B and died")."""
        return any(
            a <= m.first and m.last <= before and not self.governed(m) and m.kind == "noun" and m.last == before - 1
            for m in self.mentions
        )

    def _no_aside(self, gap: list[str], a: int) -> bool:
        mark = gap[0] if gap[0] != "(" else ")"
        closing = len(gap) - 1 - gap[::-1].index(mark) if mark in gap[1:] else 0
        tail = gap[closing + 1 :]
        while tail and (tail[0] in ADVERBS or tail[0].endswith("ly") or tail[0] in ("and", "but")):
            tail = tail[1:]
        if closing:
            return bool(tail) and not (tail[0] in BE or tail[0] in HAVE or tail[0] in PREPOSITIONS)
        if gap[1:2] and (gap[1] in DETAIL or gap[1] == "among" or gap[1] in INTRODUCES):
            return False
        if gap[1:2] and gap[1] in ("the", "a", "an") and gap[0] == "," and not self._goes_astray(gap, a):
            return False  # "a leader of the League (BCM), the student wing of the party (WP) was injured"
        # ", stormed the post and were killed": a list of verbs shares its subject
        return not (gap[-1] in ("and", "but") or gap[1:2] in (["and"], ["but"], ["who"])) or any(
            w in CLAUSE_STARTERS for w in gap
        )

    def _goes_astray(self, gap: list[str], a: int) -> bool:
        """Tell whether what follows a comma is more than the description that a comma should close."""
        stray = {"and", "but", "who", "which", "that", "said", ",", "by", "were"} | BE | HAVE
        return bool(stray & set(gap[1:])) or any(a < k < a + len(gap) for k in self.deed_at) or len(gap) > ASIDE_REACH

    # --- pronouns ------------------------------------------------------------------------------------------------

    def antecedent(self, pronoun: Mention) -> Mention | None:
        """Find whom "who", "him" or "them" means among the people named before in the sentence."""
        earlier = [m for m in self.mentions if m.last <= pronoun.first and m.kind != "pronoun"]
        if pronoun.head == "who":
            if not earlier or pronoun.first - earlier[-1].last > 8:
                return None
            return self._whose(earlier, pronoun)
        for m in reversed(earlier):
            if pronoun.head in ("them", "they", "those") and m.plural and m.counted and m.group != "militants":
                return replace(m, definite=True)
            speaks = SAID & set(self.lower[m.last : m.last + SAID_REACH])
            if pronoun.head in ("him", "her", "he", "she") and not m.plural and m.group != "militants" and not speaks:
                return replace(m, low=1, high=1, counted=True, definite=m.definite or not m.article)
        return None

    def _whose(self, earlier: list[Mention], who: Mention) -> Mention:
        """Choose in "two men of the Frontier Guard who were hurt" those who are many, as the verb is."""
        last, several = earlier[-1], self.word(who.last) in ("were", "are", "have")
        of_them = not last.counted and self.word(last.first - 1) in ("of", "from") and len(earlier) > 1
        if several and of_them and earlier[-2].counted and last.first - earlier[-2].last <= 2:
            return earlier[-2]
        return last

    # --- agents --------------------------------------------------------------------------------------------------

    def agent_after(self, deed: Deed) -> tuple[int, int] | None:
        for k in range(deed.last, min(deed.last + 3, len(self.lower))):
            if self.lower[k] == "by" and (m := self.mention_near(k + 1, 0)):
                return m.first, m.last
        return None

    def agent_before(self, deed: Deed) -> Mention | None:
        """Give the people who do an active deed."""
        first, _ = self.auxiliaries(deed.first)
        before = [x for x in self.mentions if x.last <= first and x.kind != "pronoun" and not self.governed(x)]
        if len(before) > 1 and self._object_of_first(before[-1], first):
            before.pop()
        return before[-1] if before and first - before[-1].last <= 12 else None

    def _object_of_first(self, m: Mention, second: int) -> bool:
        """Tell whether people are what the first of two verbs is done to: "police chased the rebels and killed one"."""
        k = m.first - 1
        verb = self.word(k) in attack_verbs() or (self.word(k).endswith("ed") and k not in self.t.used)
        return bool({"and", ","} & set(self.lower[m.last : second])) and m.last >= second - 9 and verb

    def name_before(self, k: int) -> tuple[int, int] | None:
        """Read the name that ends before token k, over an age and a bracket: (first, one past last)."""
        if k > 0 and self.word(k - 1) == ")":
            while k > 0 and self.lower[k - 1] != "(":
                k -= 1
            k -= 1
        end = k
        while k > 0 and self._name_word(k - 1):
            k -= 1
        return (k, end) if end > k else None

    def name_at(self, k: int) -> int:
        """Give where a name of two words or more that begins at token k ends (k: there is none)."""
        end = k
        while end < len(self.lower) and self._name_word(end):
            end += 1
        return end if end - k >= 2 else k

    def _name_word(self, k: int) -> bool:
        word = self.word(k)
        return (
            word != ""
            and self.t.is_name(k)
            and not self.t.upper
            and word not in STOP
            and word not in UNITS
            and k not in self.t.used
            and word[0].isalpha()
        )
