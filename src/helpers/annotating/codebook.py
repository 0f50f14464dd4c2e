"""The codebook: incident types with definition, examples, hard pairs and crosswalk; read from YAML."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path

import pandas as pd
import yaml

from helpers import paths

NEEDED = ("version", "title", "types")
NEEDED_OF_A_TYPE = ("name", "key", "definition")
NONE = "none"


class CodebookError(ValueError):
    """A codebook that lacks something; the message names file, type and what to add."""


KEYS = "0123456789jklopqrtvwyz"  # the letters that the annotator leaves free


@dataclass(frozen=True)
class NearMiss:
    """A text that looks like a type but is another one, and why."""

    text: str
    instead: str
    why: str


@dataclass(frozen=True)
class IncidentType:
    """One type: its name, the key that sets it in the annotator, definition and examples."""

    name: str
    key: str
    definition: str
    short: str = ""
    examples: tuple[str, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()


@dataclass(frozen=True)
class HardPair:
    """Types that are easily confused, and the questions that decide, in their order."""

    between: tuple[str, ...]
    steps: tuple[str, ...]


@dataclass(frozen=True)
class Codebook:
    """What coders go by. `types` in the order of their keys; `crosswalk` one row for each scheme and type."""

    version: str
    title: str
    types: tuple[IncidentType, ...]
    unit: str = ""
    rules: tuple[str, ...] = ()
    decisions: tuple[HardPair, ...] = ()
    schemes: pd.DataFrame | None = None
    crosswalk: pd.DataFrame | None = None

    @property
    def names(self) -> list[str]:
        """List the names of the types."""
        return [t.name for t in self.types]

    def type(self, name: str) -> IncidentType:
        """Give one type. Raises CodebookError for a name that the codebook does not have."""
        for incident_type in self.types:
            if incident_type.name == name:
                return incident_type
        raise CodebookError(f"the codebook has no type {name!r}; it has {', '.join(self.names)}.")

    def _repr_html_(self) -> str:
        return page(self)


def load(path: str | Path | None = None) -> Codebook:
    """Read a codebook (`data/codebook.yaml` if no path is given).

    Raises CodebookError that names the file, the type at fault and what is missing.

    >>> load().type("bombing").key
    '3'
    """
    path = Path(path or paths.DATA / "codebook.yaml")
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as problem:
        raise CodebookError(f"{path}: cannot be read as YAML: {problem}") from problem
    if not isinstance(raw, dict):
        raise CodebookError(f"{path}: a codebook is a mapping with {', '.join(NEEDED)}.")
    _need(raw, NEEDED, str(path))
    types = tuple(_read_type(t, f"{path}, type {number}") for number, t in enumerate(raw["types"], 1))
    _check_types(types, path)
    return _build(raw, types, path)


def _build(raw: dict, types: tuple[IncidentType, ...], path: Path) -> Codebook:
    decisions = tuple(HardPair(tuple(d["between"]), tuple(d["steps"])) for d in raw.get("decisions", ()))
    schemes = raw.get("crosswalk", ())
    codebook = Codebook(
        version=str(raw["version"]),
        title=str(raw["title"]),
        types=types,
        unit=raw.get("unit", ""),
        rules=tuple(raw.get("rules", ())),
        decisions=decisions,
        schemes=pd.DataFrame(
            [(s["scheme"], s.get("source", ""), s.get("loses", "")) for s in schemes],
            columns=["scheme", "source", "loses"],
        ),
        crosswalk=_read_crosswalk(schemes),
    )
    _check_references(codebook, path)
    return codebook


def _read_crosswalk(schemes: list[dict]) -> pd.DataFrame:
    rows = [
        (scheme["scheme"], name, tuple(entry["codes"]), entry["loses"])
        for scheme in schemes
        for name, entry in scheme["types"].items()
    ]
    return pd.DataFrame(rows, columns=["scheme", "incident_type", "codes", "loses"])


def _read_type(raw: dict, where: str) -> IncidentType:
    if not isinstance(raw, dict):
        raise CodebookError(f"{where}: expected a mapping with {', '.join(NEEDED_OF_A_TYPE)}, found {raw!r}.")
    _need(raw, NEEDED_OF_A_TYPE, where)
    misses = []
    for miss in raw.get("near_misses", ()):
        _need(miss, ("text", "instead", "why"), f"{where} ({raw['name']}), near miss")
        misses.append(NearMiss(miss["text"], miss["instead"], miss["why"]))
    # an unquoted `none` or `1` in YAML may come as another type than text
    return IncidentType(
        str(raw["name"]),
        str(raw["key"]),
        raw["definition"],
        raw.get("short", ""),
        tuple(raw.get("examples", ())),
        tuple(misses),
    )


def _need(raw: dict, keys: tuple[str, ...], where: str) -> None:
    missing = [key for key in keys if raw.get(key) is None]
    if missing:
        raise CodebookError(f"{where}: lacks {', '.join(missing)}. See data/codebook.yaml for the layout.")


def _check_types(types: tuple[IncidentType, ...], path: Path) -> None:
    for what, values in (("name", [t.name for t in types]), ("key", [t.key for t in types])):
        twice = sorted({v for v in values if values.count(v) > 1})
        if twice:
            raise CodebookError(f"{path}: {what} {twice[0]!r} stands at two types; give each its own.")
    for t in types:
        if not (len(t.key) == 1 and t.key in KEYS):
            raise CodebookError(f"{path}, type {t.name}: key {t.key!r} is not one of 0 to 9, nor of {KEYS[10:]}.")


def _check_references(codebook: Codebook, path: Path) -> None:
    """Name every place that speaks of a type which is not there: who removes a type wants all of them at once."""
    named = [("decisions", name) for pair in codebook.decisions for name in pair.between]
    named += [(f"near_misses of {t.name}", miss.instead) for t in codebook.types for miss in t.near_misses]
    named += [(f"crosswalk to {row.scheme}", row.incident_type) for row in codebook.crosswalk.itertuples()]
    strange = [f"{name!r} in {where}" for where, name in dict.fromkeys(named) if name not in codebook.names]
    if strange:
        raise CodebookError(
            f"{path}: no type of this codebook ({', '.join(codebook.names)}): {'; '.join(strange)}. Add the type, or take "
            "it out there."
        )


STYLE = """<style>
.casebook-page { max-width: 44rem; line-height: 1.55; font-size: 14.5px; }
.casebook-page h3 { margin: 2rem 0 .25rem; font-size: 1.05rem; }
.casebook-page h2 { margin: 0 0 .5rem; font-size: 1.35rem; }
.casebook-page kbd { border: 1px solid currentColor; border-bottom-width: 2px; border-radius: 4px;
  padding: 0 .4em; font-size: .8em; opacity: .75; margin-right: .5em; }
.casebook-page .short { opacity: .7; margin: 0 0 .4rem; }
.casebook-page ul { margin: .3rem 0 .3rem 1.1rem; padding: 0; }
.casebook-page li { margin: .15rem 0; }
.casebook-page .miss { opacity: .85; }
.casebook-page .miss b { font-weight: 600; }
.casebook-page table { border-collapse: collapse; font-size: .88em; margin: .5rem 0 1rem; }
.casebook-page td, .casebook-page th { text-align: left; vertical-align: top; padding: .25rem .8rem .25rem 0;
  border-bottom: 1px solid rgba(128, 128, 128, .3); background: none; }
</style>"""


def page(codebook: Codebook) -> str:
    """Give the codebook as an HTML page to read in a notebook; every text in it is escaped."""
    parts = [
        STYLE,
        '<div class="casebook-page">',
        f"<h2>{escape(codebook.title)} <small>{escape(codebook.version)}</small></h2>",
    ]
    parts += [f"<p>{escape(codebook.unit)}</p>"] if codebook.unit else []
    parts += [_list(codebook.rules)] if codebook.rules else []
    parts += [_type_section(t) for t in codebook.types]
    if codebook.decisions:
        parts += ["<h3>Hard pairs, decided in this order</h3>", *map(_pair_section, codebook.decisions)]
    parts += [_scheme_section(codebook, scheme) for scheme in codebook.schemes.itertuples()]
    return "\n".join([*parts, "</div>"])


def _list(items, kind: str = "ul") -> str:
    return f"<{kind}>" + "".join(f"<li>{escape(item)}</li>" for item in items) + f"</{kind}>"


def _words(name: str) -> str:
    return escape(name.replace("_", " "))


def _type_section(t: IncidentType) -> str:
    misses = "".join(
        f'<li class="miss">{escape(m.text)} <b>→ {_words(m.instead)}.</b> {escape(m.why)}</li>' for m in t.near_misses
    )
    return (
        f"<h3><kbd>{escape(t.key)}</kbd>{_words(t.name)}</h3><p class='short'>{escape(t.short)}</p>"
        f"<p>{escape(t.definition)}</p>{_list(t.examples) if t.examples else ''}"
        + (f"<p class='short'>Near, but not it:</p><ul>{misses}</ul>" if misses else "")
    )


def _pair_section(pair: HardPair) -> str:
    return f"<p><b>{' / '.join(map(_words, pair.between))}</b></p>{_list(pair.steps, 'ol')}"


def _scheme_section(codebook: Codebook, scheme) -> str:
    rows = codebook.crosswalk[codebook.crosswalk["scheme"] == scheme.scheme]
    body = "".join(
        f"<tr><td>{_words(r.incident_type)}</td><td>{escape(' · '.join(r.codes) or '–')}</td>"
        f"<td>{escape(r.loses)}</td></tr>"
        for r in rows.itertuples()
    )
    return (
        f"<h3>In {escape(scheme.scheme)}</h3><p>{escape(scheme.loses)}</p>"
        f"<table><tr><th>here</th><th>there</th><th>what is lost</th></tr>{body}</table>"
        f"<p class='short'>{escape(scheme.source)}</p>"
    )
