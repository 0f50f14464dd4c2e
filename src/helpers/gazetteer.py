"""Where a name is on the map: countries, provinces, districts, populated places, and which one is meant.

The data is data/gazetteer.csv (GeoNames, CC BY 4.0; scripts/make_gazetteer.py makes it), and the places of the
invented province of the teaching corpus. The environment variable `CASEBOOK_GAZETTEER` puts a CSV of your own with
the same columns in their place, or several (separated as in PATH); `CASEBOOK_ACTORS` does so with data/actors.csv.

Names are compared without regard to case, accents, apostrophes, full stops and hyphens (`fold`). So ordinary
words that are also places (Nice, Of, March, Bar, Union) are found: ask with `exact_case=True`, look at the
population, and leave out what the sentence uses as a word.
"""

from __future__ import annotations

import csv
import math
import os
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from helpers.paths import DATA, OSTREVANE

COLUMNS = (
    "name", "aliases", "kind", "admin1", "admin2", "country", "iso2", "latitude", "longitude", "population",
    "geonames_id",
)  # fmt: skip
KINDS = ("country", "admin1", "admin2", "place")
ACTOR_COLUMNS = ("name", "aliases", "kind", "country", "notes")
ACTOR_KINDS = ("armed_group", "army", "police", "paramilitary", "intelligence", "government", "party", "international")

# rapidfuzz's ratio from which a name counts as a misspelling: one letter too many or too few from 5 letters,
# one wrong letter from 9 letters on. Of 600 names with one slip it finds 72%; of 600 ordinary words it takes
# 12% for some place of the world but 0.8% for one of a given country: so name the country with `fuzzy`.
FUZZY_CUTOFF = 88
FUZZY_LETTERS = 5  # shorter names have too many neighbours
PROMINENT = 100_000  # inhabitants from which a place outside the countries of a report is believed

# Scores are powers of ten of inhabitants: an alias counts as the name of a hundredth of the people.
ALIAS = -2.0
KIND_SCORE = {"country": 4.0, "admin1": -0.7, "admin2": -1.2, "place": 0.0}
IN_COUNTRY, IN_ADMIN1, NEARBY = 6.0, 4.0, 3.0
NEAR_KM = 200.0  # how fast nearness fades

_MARKS = "'’‘ʻʼʾʿ`´′."
_LETTERS = {
    "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ı": "i", "ħ": "h",
    "Ħ": "H", "ə": "e", "Ə": "E", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ß": "ss", "ẞ": "Ss", "þ": "th",
    "Þ": "Th", "&": " and ",
}  # fmt: skip
_PLAIN = str.maketrans({**dict.fromkeys(_MARKS, ""), **_LETTERS})
_NOT_WORD = re.compile(r"[\W_]+")
_SAINT = re.compile(r"\bst\b", re.ASCII)

# Words beside a name that say what kind of place it is; the kinds to be preferred then.
_UNIT_KINDS = {
    **dict.fromkeys(("province", "state", "governorate", "department", "region", "oblast"), ("admin1", "admin2")),
    **dict.fromkeys(("district", "division", "agency", "county", "tehsil", "taluk"), ("admin2", "admin1")),
    **dict.fromkeys(("city", "town", "village", "municipality", "township"), ("place",)),
    **dict.fromkeys(("area", "valley"), ("admin2", "admin1", "place")),
}
_UNIT = "|".join(_UNIT_KINDS)
_WITH_UNIT = re.compile(rf"^(?:the )?(?:(?P<before>{_UNIT}) of )?(?P<name>.+?)(?: (?P<after>{_UNIT}))?$")


class GazetteerError(ValueError):
    """A gazetteer, demonym or actor file that cannot be used; the message says which, and what to do."""


@dataclass(frozen=True, slots=True)
class Place:
    """One country, province (admin1), district (admin2) or populated place.

    Coordinates are degrees north and east (None where not known), population is people (0 where not known).
    """

    name: str
    kind: str
    admin1: str
    admin2: str
    country: str
    iso2: str
    latitude: float | None
    longitude: float | None
    population: int


def fold(name: str) -> str:
    """Give the form in which names are compared: lower case, no accents, apostrophes, stops; hyphen as space.

    >>> fold("Sānta-Ana"), fold("St. Louis"), fold("Ma’rib"), fold("U.S.")
    ('santa ana', 'saint louis', 'marib', 'us')
    """
    return _fold(name)


@lru_cache(maxsize=100_000)
def _fold(name: str) -> str:
    return _SAINT.sub("saint", _NOT_WORD.sub(" ", _unaccented(name)).lower().strip())


def _unaccented(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.translate(_PLAIN))
    return "".join(c for c in letters if not unicodedata.category(c).startswith("M"))


def _fold_all(names: pa.Array) -> pa.Array:
    """Fold half a million names at once; the same result as `fold`, which a test compares."""
    # six of seven names are letters and single spaces: only the others need the slow steps
    hard = pc.match_substring_regex(names, r"[^A-Za-z ]|\b[Ss][Tt]\b|^ | $|  ")
    others = pc.replace_substring(_unaccented_all(names.filter(hard)), "&", " and ")
    others = pc.utf8_trim_whitespace(pc.utf8_lower(pc.replace_substring_regex(others, r"[^\p{L}\p{N}]+", " ")))
    others = pc.replace_substring_regex(others, r"\bst\b", "saint")
    return pc.replace_with_mask(pc.ascii_lower(names), hard, others)


def _unaccented_all(names: pa.Array) -> pa.Array:
    names = pc.replace_substring_regex(names, f"[{re.escape(_MARKS)}]", "")
    for letter, plain in _LETTERS.items():
        names = pc.replace_substring(names, letter, plain)
    return pc.replace_substring_regex(pc.utf8_normalize(names, form="NFKD"), r"\p{M}+", "")


def lookup(
    name: str,
    country: str | None = None,
    admin1: str | None = None,
    *,
    kind: str | Iterable[str] | None = None,
    fuzzy: bool = False,
    exact_case: bool = False,
) -> list[Place]:
    """Find every place of a name, best first: more people, its name before an alias, a country before all.

    `country` (name, alias, demonym or ISO 3166 two-letter code), `admin1` and `kind` (of KINDS) leave out
    what is elsewhere or of another kind. A name with a word such as "district" that is not found whole is
    looked up without it. `exact_case` asks for the capitals to be right. `fuzzy` looks, if nothing is found,
    for names with the same first letter and a ratio of at least FUZZY_CUTOFF (rapidfuzz). A name that is not
    there gives an empty list.

    >>> [(p.name, p.country) for p in lookup("Hyderabad")][:2]
    [('Hyderabad', 'India'), ('Hyderabad', 'Pakistan')]
    >>> lookup("hyderabad", country="Pakistan")[0].admin1
    'Sindh'
    """
    index = opened()
    found = index.candidates(fold(name), fuzzy)
    if exact_case:
        wanted = _unaccented(name)
        found = tuple(c for c in found if wanted in map(_unaccented, index.spelled(c.row)))
    if country:
        where = index.country_name(country) or country
        found = tuple(c for c in found if c.place.country == where)
    if admin1:
        names = index.admin1_forms(fold(admin1))
        found = tuple(c for c in found if fold(c.place.admin1) in names)
    kinds = (kind,) if isinstance(kind, str) else tuple(kind or KINDS)
    return [c.place for c in found if c.place.kind in kinds]


def resolve(
    name: str,
    countries: Mapping[str, float] | Sequence[str] = (),
    admin1s: Mapping[str, float] | Sequence[str] = (),
    near: tuple[float, float] | None = None,
    *,
    kind: str | Iterable[str] | None = None,
    fuzzy: bool = False,
    outside: float = PROMINENT,
    index: _Index | None = None,
) -> Place | None:
    """Choose the place that a name means in its report, or None.

    `countries` and `admin1s` are those that the report names: a Counter of mentions, or a sequence with the
    likeliest first (the second counts half, the third a third …). `near` is (degrees north, degrees east) of
    another place in the report. All three add to the score of `lookup`. If countries are given, a place
    outside all of them is taken only if it is a country or province, has at least `outside` people, or lies
    within NEAR_KM of `near`: a village that the gazetteer lacks must not become its namesake far away. Who asks
    for many names at once gives `index`, what `opened()` gave, which spares looking at the files' times for each.

    >>> resolve("Tripoli", ["Lebanon"]).country, resolve("Tripoli", ["Libya"]).country
    ('Lebanon', 'Libya')
    >>> resolve("Tripoli", near=(33.9, 35.5)).country
    'Lebanon'
    """
    kinds = (kind,) if isinstance(kind, str) else tuple(kind or KINDS)
    return _resolve(index or opened(), fold(name), _weights(countries), _weights(admin1s), near, kinds, fuzzy, outside)


def _weights(context: Mapping[str, float] | Sequence[str]) -> tuple[tuple[str, float], ...]:
    """Give each name of a context a weight from 0 to 1, in a form that can be cached by."""
    if isinstance(context, (dict, Mapping)):  # dict first: asking an abstract class takes far longer
        most = max(context.values(), default=0)
        return tuple((name, value / most) for name, value in context.items() if value > 0)
    names = (context,) if isinstance(context, str) else context
    return tuple((name, 1 / rank) for rank, name in enumerate(names, 1))


@lru_cache(maxsize=100_000)
def _resolve(index, key, countries, admin1s, near, kinds, fuzzy, outside) -> Place | None:
    by_country = index.country_weights(countries)
    by_admin1 = index.admin1_weights(admin1s)
    best, best_score = None, -math.inf
    found = index.candidates(key)
    if fuzzy and not found:
        found, outside = index.candidates(key, True), math.inf  # a likeness is no reason to leave the country
    for candidate in found:
        place = candidate.place
        km = _distance(place, near)
        if place.kind not in kinds or (by_country and _is_stray(place, by_country, km, outside)):
            continue
        score = candidate.score + IN_COUNTRY * by_country.get(place.country, 0.0)
        score += IN_ADMIN1 * by_admin1.get(fold(place.admin1), 0.0) + NEARBY * math.exp(-km / NEAR_KM)
        if score > best_score:
            best, best_score = place, score
    return best


def _is_stray(place: Place, by_country: Mapping[str, float], km: float, outside: float) -> bool:
    at_home = place.country in by_country or place.kind in ("country", "admin1")
    return not (at_home or place.population >= outside or km <= NEAR_KM)


def _distance(place: Place, near: tuple[float, float] | None) -> float:
    if near is None or place.latitude is None or place.longitude is None:
        return math.inf
    return distance_km((place.latitude, place.longitude), near)


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Compute the great-circle distance (km) of two points (degrees north, degrees east); haversine formula.

    >>> round(distance_km((30.18, 67.0), (31.56, 74.35)))
    718
    """
    north_a, east_a, north_b, east_b = map(math.radians, (*a, *b))
    h = math.sin((north_b - north_a) / 2) ** 2
    h += math.cos(north_a) * math.cos(north_b) * math.sin((east_b - east_a) / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(h)))


def country_name(name: str) -> str | None:
    """Give the gazetteer's name of a country for a name, alias, demonym or ISO 3166 two-letter code, or None.

    >>> country_name("Burma"), country_name("Salvadoran"), country_name("PK"), country_name("Ruritania")
    ('Myanmar', 'El Salvador', 'Pakistan', None)
    """
    return opened().country_name(name)


def countries(*, capitals: bool = False, folded: bool = True) -> dict[str, str]:
    """Map every name, alias and demonym of a country to the country's name in the gazetteer.

    With `capitals` also the capitals that stand for governments ("Islamabad said …"). Keys are in the form of
    `fold`; with `folded=False` as written, which tells US from us and Polish from polish.

    >>> countries()["pakistani"], countries(folded=False)["US"], countries(capitals=True)["kyiv"]
    ('Pakistan', 'United States', 'Ukraine')
    """
    index = opened()
    if folded and not capitals:
        return dict(index.countries)
    words = index.country_words(("demonym", "capital") if capitals else ("demonym",))
    found: dict[str, str] = {}
    for word, country in words:
        found.setdefault(fold(word) if folded else word, country)
    return found


def admin1_names() -> dict[str, tuple[Place, ...]]:
    """Map every name and alias of a province, folded, to the provinces of that name, best first.

    >>> [p.country for p in admin1_names()["punjab"]]
    ['Pakistan', 'India']
    """
    return dict(opened().admin1)


def demonyms() -> pd.DataFrame:
    """Read data/demonyms.csv, a row a word: word, country (the gazetteer's name), kind (demonym, capital)."""
    return _read_words(DATA / "demonyms.csv", ("word", "country", "kind"))


def actors() -> pd.DataFrame:
    """Read the actors in use, a row for each armed group, state force, government or organisation.

    Columns, all str: name, aliases (separated by `|`), kind (of ACTOR_KINDS), country (as in the gazetteer; several
    separated by `|`; empty where it belongs to none), notes. An alias may be several actors' (ADF, National Guard):
    the country decides. Short ones and those that are words too (IS, UP, Tigers, Rangers) need their exact capitals.
    Raises GazetteerError if a file or a column is missing, or a kind is strange.
    """
    return pd.concat([_read_actors(path) for path in actor_paths()], ignore_index=True)


def actor_paths() -> tuple[Path, ...]:
    """Give the CSVs of actors in use: those of `CASEBOOK_ACTORS` if it is set, else the world's and Ostrevane's."""
    named = os.environ.get("CASEBOOK_ACTORS", "")
    return _split(named) if named else (DATA / "actors.csv", OSTREVANE / "actors.csv")


def _read_actors(path: Path) -> pd.DataFrame:
    if not path.is_file():
        raise GazetteerError(_tell_missing(path, "CASEBOOK_ACTORS"))
    frame = _read_words(path, ACTOR_COLUMNS)
    strange = sorted(set(frame["kind"]) - set(ACTOR_KINDS))
    if strange:
        raise GazetteerError(f"{path}: column kind has {strange}; allowed are {', '.join(ACTOR_KINDS)}.")
    return frame


def _tell_missing(path: Path | str, variable: str) -> str:
    """Say what to do about a file that is not there: a variable that names it is at fault before the checkout is."""
    if not os.environ.get(variable):
        return f"There is no {path}: the checkout is not complete."
    return (
        f"{variable} names {path}, and there is no such file seen from {Path.cwd()}: write the whole path, "
        f"and {os.pathsep!r} between several."
    )


def _split(named: str) -> tuple[Path, ...]:
    return tuple(Path(p) for p in named.split(os.pathsep) if p)


def _read_words(path: Path, columns: tuple[str, ...]) -> pd.DataFrame:
    try:
        frame = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    except (OSError, ValueError) as problem:
        raise GazetteerError(f"{path} cannot be read: {problem}. Restore it or write it as UTF-8 CSV.") from problem
    _check_columns(path, columns, frame.columns)
    return frame[list(columns)]


def _check_columns(path: Path, wanted: Sequence[str], found: Iterable[str]) -> None:
    missing = [column for column in wanted if column not in set(found)]
    if missing:
        raise GazetteerError(f"{path} lacks {', '.join(missing)}; give it the columns {', '.join(wanted)}.")


def named_gazetteer() -> str:
    """Give what `CASEBOOK_GAZETTEER` says, nothing if it is not set."""
    # asked for every name: `get` raises and catches a KeyError where it is not set
    return os.environ["CASEBOOK_GAZETTEER"] if "CASEBOOK_GAZETTEER" in os.environ else ""  # noqa: SIM401


def gazetteer_paths() -> tuple[Path, ...]:
    """Give the CSVs in use: those of `CASEBOOK_GAZETTEER` if it is set, else the world's and Ostrevane's."""
    named = named_gazetteer()
    if named:
        return _split(named)
    return DATA / "gazetteer.csv", OSTREVANE / "places.csv"


def opened() -> _Index:
    """Give the index of the files in use; it looks at their times only, for every lookup asks for it."""
    files = _file_names(named_gazetteer())
    return _load(tuple((name, _changed(name)) for name in files))


@lru_cache(maxsize=4)
def _file_names(named: str) -> tuple[str, ...]:
    return tuple(str(path) for path in gazetteer_paths())


def _changed(path: str) -> int:
    try:
        return os.stat(path).st_mtime_ns
    except OSError as problem:
        raise GazetteerError(_tell_missing(path, "CASEBOOK_GAZETTEER")) from problem


@lru_cache(maxsize=4)
def _load(files: tuple[tuple[str, int], ...]) -> _Index:
    return _Index(pa.concat_tables([_read(Path(path)) for path, _ in files]).combine_chunks())


def _read(path: Path) -> pa.Table:
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        _check_columns(path, COLUMNS, next(csv.reader(file), []))
    types = dict.fromkeys(COLUMNS, pa.string()) | {
        "latitude": pa.float64(), "longitude": pa.float64(), "population": pa.int64(),
    }  # fmt: skip
    options = arrow_csv.ConvertOptions(column_types=types, include_columns=list(COLUMNS))
    try:
        table = arrow_csv.read_csv(path, convert_options=options).combine_chunks()
    except pa.ArrowInvalid as problem:
        raise GazetteerError(f"{path}: {problem}. Save it as UTF-8, numbers with a full stop.") from problem
    strange = set(table["kind"].unique().to_pylist()) - set(KINDS)
    if strange:
        raise GazetteerError(f"{path}: column kind has {sorted(strange)}; allowed are {', '.join(KINDS)}.")
    return table


@dataclass(frozen=True, slots=True)
class _Candidate:
    place: Place
    score: float
    row: int


class _Index:
    """The gazetteer by folded name: a dict from name to a slice of row numbers; places are made on demand."""

    def __init__(self, table: pa.Table) -> None:
        self.columns = {name: table[name].chunk(0) if table.num_rows else pa.array([]) for name in COLUMNS}
        aliases = pc.split_pattern(table["aliases"].combine_chunks(), "|")
        folded = _fold_all(pa.concat_arrays([table["name"].combine_chunks(), aliases.flatten()]))
        encoded = folded.dictionary_encode()
        codes = encoded.indices.to_numpy()
        of_row = np.concatenate([np.arange(table.num_rows), pc.list_parent_indices(aliases).to_numpy()])
        self.order = np.argsort(codes, kind="stable")  # stable: a name comes before an alias
        self.of_row, self.n_names = of_row, table.num_rows
        self.ends = np.cumsum(np.bincount(codes, minlength=len(encoded.dictionary)))
        self.keys = dict(zip(encoded.dictionary.to_pylist(), range(len(self.ends)), strict=True))
        self.keys.pop("", None)

    @lru_cache(maxsize=200_000)  # noqa: B019 - an index lives as long as the process
    def candidates(self, key: str, fuzzy: bool = False) -> tuple[_Candidate, ...]:
        """Give the places of a folded name, best first."""
        found = self._exact(key) or self._without_unit(key) or (self._similar(key) if fuzzy else ())
        return tuple(sorted(found, key=lambda c: -c.score))

    def _exact(self, key: str) -> tuple[_Candidate, ...]:
        if key not in self.keys:
            return ()
        number = self.keys[key]
        slots = self.order[self.ends[number - 1] if number else 0 : self.ends[number]]
        by_row: dict[int, bool] = {}
        for slot in slots:
            by_row.setdefault(int(self.of_row[slot]), bool(slot >= self.n_names))
        return tuple(self._candidate(row, is_alias) for row, is_alias in by_row.items())

    def _candidate(self, row: int, is_alias: bool) -> _Candidate:
        value = {name: self.columns[name][row].as_py() for name in Place.__slots__}
        value["population"] = value["population"] or 0
        place = Place(**value)
        score = math.log10(place.population + 1) + KIND_SCORE[place.kind] + (ALIAS if is_alias else 0.0)
        return _Candidate(place, score, row)

    def _without_unit(self, key: str) -> tuple[_Candidate, ...]:
        match = _WITH_UNIT.match(key)
        if not match or match["name"] == key:
            return ()
        found = self._exact(match["name"])
        kinds = _UNIT_KINDS.get(match["after"] or match["before"] or "", KINDS)
        return tuple(c for c in found if c.place.kind in kinds) or found

    def _similar(self, key: str) -> tuple[_Candidate, ...]:
        from rapidfuzz import fuzz, process  # late: only this needs it

        if len(key) < FUZZY_LETTERS:
            return ()
        names = self._by_letter.get(key[0], ())
        close = process.extract(key, names, scorer=fuzz.ratio, score_cutoff=FUZZY_CUTOFF, limit=None)
        best = max((score for _, score, _ in close), default=0)
        return tuple(chain.from_iterable(self._exact(name) for name, score, _ in close if score == best))

    @cached_property
    def _by_letter(self) -> dict[str, list[str]]:
        groups: dict[str, list[str]] = {}
        for key in self.keys:
            if len(key) >= FUZZY_LETTERS - 1:
                groups.setdefault(key[0], []).append(key)
        return groups

    def _rows(self, kind: str) -> list[int]:
        return np.flatnonzero(pc.equal(self.columns["kind"], kind).to_numpy(zero_copy_only=False)).tolist()

    def spelled(self, row: int) -> list[str]:
        """List the name and the aliases of a row as they are written."""
        aliases = self.columns["aliases"][row].as_py()
        return [self.columns["name"][row].as_py(), *(aliases.split("|") if aliases else ())]

    def country_words(self, kinds: tuple[str, ...]) -> list[tuple[str, str]]:
        """List (word, country): all names first, then aliases, then demonyms, so that the first one wins."""
        spelled = [self.spelled(row) for row in self._rows("country")]
        names = [(s[0], s[0]) for s in spelled]
        aliases = [(alias, s[0]) for s in spelled for alias in s[1:]]
        words = demonyms()
        words = words[words["kind"].isin(kinds)]
        return [*names, *aliases, *zip(words["word"], words["country"], strict=True)]

    @cached_property
    def countries(self) -> dict[str, str]:
        """Folded names, aliases and demonyms → country."""
        found: dict[str, str] = {}
        for word, country in self.country_words(("demonym",)):
            found.setdefault(fold(word), country)
        return found

    def country_name(self, name: str) -> str | None:
        """Give the country of a name, alias or demonym; two capitals may be its code."""
        return self.countries.get(fold(name)) or self.iso2.get(name)

    @cached_property
    def iso2(self) -> dict[str, str]:
        """Two-letter code → country."""
        return {self.columns["iso2"][row].as_py(): self.spelled(row)[0] for row in self._rows("country")}

    @cached_property
    def admin1(self) -> dict[str, tuple[Place, ...]]:
        """Folded names and aliases → provinces."""
        keys = {fold(word): None for row in self._rows("admin1") for word in self.spelled(row)}
        return {key: tuple(c.place for c in self.candidates(key) if c.place.kind == "admin1") for key in keys if key}

    def admin1_forms(self, key: str) -> frozenset[str]:
        """Give the folded names of the provinces that a folded name may stand for."""
        named = (fold(c.place.name) for c in self.candidates(key) if c.place.kind == "admin1")
        return frozenset((key, *named))

    @lru_cache(maxsize=10_000)  # noqa: B019
    def country_weights(self, weights: tuple[tuple[str, float], ...]) -> dict[str, float]:
        """Give the weight of each country, names resolved; unknown ones stay, so that they still narrow."""
        found: dict[str, float] = {}
        for name, weight in weights:
            country = self.country_name(name) or name
            found[country] = max(weight, found.get(country, 0.0))
        return found

    @lru_cache(maxsize=10_000)  # noqa: B019
    def admin1_weights(self, weights: tuple[tuple[str, float], ...]) -> dict[str, float]:
        """Give the weight of each province by folded name."""
        found: dict[str, float] = {}
        for name, weight in weights:
            for form in self.admin1_forms(fold(name)):
                found[form] = max(weight, found.get(form, 0.0))
        return found
