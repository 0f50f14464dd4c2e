"""Who fights whom: which actor is named or accused in incidents that hurt whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import networkx as nx
import pandas as pd

from helpers.extracting.actors import known_actor

UNKNOWN = "not known"
NOBODY = "nobody hurt"
HURT = {"civilians": "civilians", "security_forces": "security forces", "militants": "militants"}
DYAD_COLUMNS = ("actor", "target", "basis", "incidents", "killed", "denied", "note")
LONGEST_NAME = 6  # words
# without these, whoever is named by a name would look as if it did everything
FORCES = {
    "army": "army", "military": "army", "troops": "army", "soldiers": "army", "police": "police",
    "security forces": "security forces", "air force": "air force",
}  # fmt: skip


def dyads(incidents: pd.DataFrame, aliases: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Count incidents by actor and target: one row for each actor, target and basis, the most incidents first.

    Takes `incidents` (actors, killed_… and injured_<group>_best), or a table with the columns actor and target (and
    perhaps killed_<group>), one row an incident. Gives actor, target, basis (named: named as the doer, or claims
    it; accused: no more than accused; unknown: nobody is named), incidents, killed (the target's people; of all groups
    where target is a name), denied (incidents that this actor denies), note. Layer *reported*: counts of what the list
    has; who is never named is not in it, and an accusation is not a deed.

    In our `incidents`, actors are read from words such as `the Front (accused); the army (denies)`: a listed actor's
    name in them (data/actors.csv), the army, police and the like, or your own `aliases` (words in lower case → name)
    stands for it; other words count as not known. Targets are the groups with anybody killed or injured. An incident with two actors, or two groups hurt,
    counts in each of their rows, so that rows add up to more than the incidents. Background incidents are left out.
    """
    news = incidents
    if "background" in incidents:
        news = incidents[~incidents["background"].fillna(False).astype(bool)]
    if news.empty:
        return _empty("There is no incident to count.")
    pairs = _coded(news) if {"actor", "target"} <= set(news.columns) else _read(news, aliases or {})
    table = pd.DataFrame(pairs, columns=["actor", "target", "basis", "killed", "denied"])
    counted = table.groupby(["actor", "target", "basis"], sort=True).agg(
        incidents=("killed", "size"), killed=("killed", "sum"), denied=("denied", "sum")
    )
    counted = counted.reset_index().sort_values("incidents", ascending=False, kind="stable", ignore_index=True)
    unknown = (counted["basis"] == "unknown").all()
    counted["note"] = "No incident names a listed actor: see the names in `actors`, or give aliases." if unknown else ""
    return counted.astype({"incidents": "Int64", "killed": "Int64", "denied": "Int64"})[list(DYAD_COLUMNS)]


def _empty(note: str) -> pd.DataFrame:
    table = pd.DataFrame([[UNKNOWN, UNKNOWN, "unknown", 0, 0, 0, note]], columns=list(DYAD_COLUMNS))
    return table.astype({"incidents": "Int64", "killed": "Int64", "denied": "Int64"})


def _coded(incidents: pd.DataFrame) -> list[tuple]:
    dead = [c for c in (f"killed_{g}" for g in HURT) if c in incidents]
    killed = incidents[dead].fillna(0).sum(axis=1).astype(int)
    actors, targets = incidents["actor"].fillna(UNKNOWN), incidents["target"].fillna(UNKNOWN)
    return [
        (a, t, "unknown" if a == UNKNOWN else "named", k, False)
        for a, t, k in zip(actors, targets, killed, strict=True)
    ]


def _read(incidents: pd.DataFrame, aliases: Mapping[str, str]) -> list[tuple]:
    rows = []
    for row in incidents.to_dict("records"):
        actors = read_actors(row.get("actors"), aliases) or {UNKNOWN: ("unknown", False)}
        for actor, (basis, denied) in actors.items():
            rows += [(actor, target, basis, killed, denied) for target, killed in _targets(row)]
    return rows


def read_actors(words: object, aliases: Mapping[str, str] | None = None) -> dict[str, tuple[str, bool]]:
    """Read an incident's `actors`: listed name → (named or accused, whether it denies).

    Who only denies is taken for accused. Names that are not known are left out.

    >>> read_actors("Dawn Covenant gunmen; the Sarvell Front (accused); the Sarvell Front (denies)")
    {'Dawn Covenant': ('named', False), 'Sarvell Front': ('accused', True)}
    """
    found: dict[str, tuple[str, bool]] = {}
    for part in words.split("; ") if isinstance(words, str) else ():
        bare, stance = re.fullmatch(r"(.*?)(?: \((accused|denies)\))?", part, re.DOTALL).groups()
        name = _listed(bare, aliases or {})
        if name is None:
            continue
        basis, denied = found.get(name, ("accused", False))
        found[name] = ("named" if stance is None else basis, denied or stance == "denies")
    return found


def _listed(words: str, aliases: Mapping[str, str]) -> str | None:
    """Find the longest listed name within some words: `Dawn Covenant gunmen` → Dawn Covenant."""
    for part in _spans(words.split()):
        plain = part.lower().removeprefix("the ")
        if plain in aliases:
            return aliases[plain]
        known = known_actor(part)
        # a short listed word (IS, Tigers) needs its capitals
        if known and any(word[:1].isupper() for word in part.split()):
            return known[0]
    return FORCES.get(words.lower().removeprefix("the "))


def _spans(words: list[str]) -> Iterator[str]:
    yield " ".join(words)
    for size in range(min(LONGEST_NAME, len(words)), 0, -1):
        yield from (" ".join(words[k : k + size]) for k in range(len(words) - size + 1))


def _targets(row: dict) -> list[tuple[str, int]]:
    found = []
    for group, name in HURT.items():
        killed, injured = (_people(row.get(f"{m}_{group}_best")) for m in ("killed", "injured"))
        if killed or injured:
            found.append((name, killed))
    other = [_people(row.get(f"{m}_unspecified_best")) for m in ("killed", "injured")]
    if any(other) or not found:
        found.append(("people not told apart", other[0]) if any(other) else (NOBODY, 0))
    return found


def _people(n: object) -> int:
    return 0 if n is None or pd.isna(n) else int(n)


def matrix(table: pd.DataFrame, basis: str | None = None) -> pd.DataFrame:
    """Lay `dyads` out as a matrix: actors as rows, targets as columns, incidents as entries (0 where none).

    Those with the most incidents come first. `basis` (named, accused, unknown) takes only those rows.
    """
    rows = table if basis is None else table[table["basis"] == basis]
    rows = rows[rows["incidents"] > 0]
    wide = rows.pivot_table(index="actor", columns="target", values="incidents", aggfunc="sum", fill_value=0)
    wide = wide.loc[wide.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    return wide[wide.sum().sort_values(ascending=False, kind="stable").index].astype(int)


def network(table: pd.DataFrame) -> nx.DiGraph:
    """Make a directed network of `dyads`, to be drawn or written for Gephi (`networkx.write_graphml`).

    An edge from actor to target carries named, accused (incidents) and killed (people). Incidents without a
    known actor and those that hurt nobody are left out: they have no other end.
    """
    graph = nx.DiGraph()
    kept = table[(table["basis"] != "unknown") & ~table["target"].isin([NOBODY, UNKNOWN])]
    for row in kept.sort_values(["actor", "target", "basis"]).itertuples():
        if not graph.has_edge(row.actor, row.target):
            graph.add_edge(row.actor, row.target, named=0, accused=0, killed=0)
        edge = graph.edges[row.actor, row.target]
        edge[row.basis] += int(row.incidents)
        edge["killed"] += int(row.killed)
    return graph
