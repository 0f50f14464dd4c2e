"""The gazetteer: which place a name means, other spellings, speed, and that the data files hold together."""

import csv
import doctest
import json
import os
import re
from collections import Counter
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

from helpers import gazetteer
from helpers.gazetteer import COLUMNS, GazetteerError, fold, lookup, resolve
from helpers.paths import DATA


@pytest.fixture(scope="module")
def rows() -> pd.DataFrame:
    return pd.read_csv(DATA / "gazetteer.csv", dtype="str", keep_default_na=False)


@pytest.fixture
def own_gazetteer(tmp_path, monkeypatch):
    """A function that puts a gazetteer of a few rows in the place of the real one."""

    def use(*given: dict, columns=COLUMNS) -> Path:
        path = tmp_path / f"own{len(list(tmp_path.iterdir()))}.csv"
        with path.open("w", encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="", extrasaction="ignore")
            writer.writeheader()
            writer.writerows(given)
        monkeypatch.setenv("CASEBOOK_GAZETTEER", str(path))
        return path

    return use


# --- which of several places is meant


@pytest.mark.parametrize(
    ("name", "country", "admin1"),
    [
        ("Hyderabad", "Pakistan", "Sindh"),
        ("Hyderabad", "India", "Telangana"),
        ("Tripoli", "Libya", "Tripoli"),
        ("Tripoli", "Lebanon", "North Lebanon"),
        ("Georgia", "United States", "Georgia"),
        ("Georgia", "Georgia", ""),
        ("Punjab", "Pakistan", "Punjab"),
        ("Punjab", "India", "Punjab"),
        ("Santa Ana", "El Salvador", "Santa Ana"),
        ("Santa Ana", "United States", "California"),
        ("Niger", "Nigeria", "Niger"),
        ("Niger", "Niger", ""),
        ("Gaza", "Mozambique", "Gaza"),
    ],
)
def test_country_of_the_report_decides(name, country, admin1):
    place = resolve(name, [country])
    assert (place.country, place.admin1) == (country, admin1)


def test_counts_of_mentions_decide():
    assert resolve("Hyderabad", Counter(Pakistan=3, India=1)).country == "Pakistan"
    assert resolve("Hyderabad", Counter(Pakistan=1, India=3)).country == "India"
    assert resolve("Hyderabad", ["Pakistan", "India"]).country == "Pakistan"


def test_demonym_code_and_alias_name_a_country():
    for name in ("Pakistani", "PK", "Islamic Republic of Pakistan"):
        assert resolve("Hyderabad", [name]).country == "Pakistan"
        assert lookup("Hyderabad", country=name)[0].country == "Pakistan"


def test_province_of_the_report_decides():
    assert resolve("San Fernando", ["Philippines"], ["Ilocos"]).admin1 == "Ilocos"
    assert resolve("San Fernando", ["Philippines"], ["Central Luzon"]).admin1 == "Central Luzon"


def test_nearness_decides_where_nothing_is_named():
    assert resolve("Tripoli", near=(33.9, 35.5)).country == "Lebanon"
    assert resolve("Tripoli", near=(32.4, 15.1)).country == "Libya"


def test_without_context_more_people_win():
    assert resolve("Hyderabad").country == "India"
    found = [p.population for p in lookup("San Salvador", kind="place") if p.name == "San Salvador"]
    assert len(found) > 2
    assert found == sorted(found, reverse=True)


def test_capital_before_its_province_and_province_on_demand():
    assert resolve("San Salvador", ["El Salvador"]).kind == "place"
    assert resolve("San Salvador", ["El Salvador"], kind="admin1").kind == "admin1"
    assert lookup("San Salvador department", country="El Salvador")[0].kind == "admin1"


def test_balochistan_is_not_sistan_and_baluchestan():
    assert {p.country for p in lookup("Balochistan")} == {"Pakistan"}
    for name in ("Sistan-Baluchestan", "Sistan and Baluchistan", "Sistān va Balūchestān"):
        assert lookup(name)[0].country == "Iran"
    assert resolve("Zahedan").admin1 == resolve("Sistan and Baluchestan").admin1
    assert resolve("Quetta").admin1 == "Balochistan"


def test_namesake_far_away_is_no_answer(own_gazetteer):
    village = {"name": "Spring", "kind": "place", "country": "Farland", "population": "900", "latitude": "1"}
    city = {**village, "name": "Metropolis", "population": "2000000"}
    country = {"name": "Nearland", "kind": "country", "country": "Nearland", "iso2": "NL", "population": "1"}
    own_gazetteer(village | {"longitude": "1"}, city | {"longitude": "1"}, country)
    assert resolve("Spring").country == "Farland"
    assert resolve("Spring", ["Nearland"]) is None
    assert resolve("Spring", ["Nearland"], near=(1.2, 1.2)).country == "Farland"
    assert resolve("Spring", ["Nearland"], outside=500).country == "Farland"
    assert resolve("Metropolis", ["Nearland"]).country == "Farland"


# --- spellings


@pytest.mark.parametrize(
    ("written", "name", "country"),
    [
        ("Bogota", "Bogotá", "Colombia"),
        ("bogotá", "Bogotá", "Colombia"),
        ("PERQUÍN", None, None),
        ("Kiev", "Kyiv", "Ukraine"),
        ("Bombay", "Mumbai", "India"),
        ("Orissa", "Odisha", "India"),
        ("NWFP", "Khyber Pakhtunkhwa", "Pakistan"),
        ("Arakan", "Rakhine", "Myanmar"),
        ("Burma", "Myanmar", "Myanmar"),
        ("U.S.", "United States", "United States"),
        ("Cote d’Ivoire", "Ivory Coast", "Ivory Coast"),
        ("Zhob district", "Zhob", "Pakistan"),
        ("the province of Helmand", "Helmand", "Afghanistan"),
        ("Darfur", "Darfur", "Sudan"),
        ("Soviet Union", "Soviet Union", "Soviet Union"),
    ],
)
def test_spellings(written, name, country):
    found = lookup(written)
    assert (found[0].name, found[0].country) == (name, country) if name else found == []


def test_name_before_alias_unless_a_hundred_times_larger(own_gazetteer):
    assert [p.name for p in lookup("Veroia")][:2] == ["Véroia", "Aleppo"]
    assert lookup("Bombay")[0].name == "Mumbai"
    named = {"name": "Old Bay", "kind": "place", "country": "A", "population": "1000"}
    own_gazetteer(named, named | {"name": "Port", "aliases": "Old Bay", "country": "B", "population": "90000"})
    assert [p.country for p in lookup("Old Bay")] == ["A", "B"]
    own_gazetteer(named, named | {"name": "Port", "aliases": "Old Bay", "country": "B", "population": "110000"})
    assert [p.country for p in lookup("Old Bay")] == ["B", "A"]


def test_district_means_the_district():
    assert lookup("Quetta")[0].kind == "place"
    assert lookup("Quetta district")[0].kind == "admin2"


@pytest.mark.parametrize("nothing", ["", " ", "-", "Xyzzyland", "the district of", "Qwertystan province"])
def test_unknown_name_gives_nothing(nothing):
    assert lookup(nothing) == []
    assert lookup(nothing, fuzzy=True) == []
    assert resolve(nothing, ["Pakistan"], ["Sindh"], (30.0, 67.0), fuzzy=True) is None


def test_misspelling_only_on_demand_and_at_home():
    assert lookup("Pesshawar") == []
    assert lookup("Pesshawar", fuzzy=True)[0].name == "Peshawar"
    assert resolve("Pesshawar", ["Pakistan"], fuzzy=True).name == "Peshawar"
    assert resolve("Pesshawar", ["Peru"], fuzzy=True) is None


def test_exact_case_tells_a_name_from_a_word():
    assert lookup("nice")
    assert lookup("nice", exact_case=True) == []
    assert lookup("Nice", exact_case=True)[0].country == "France"
    assert lookup("Bogota", exact_case=True)[0].name == "Bogotá"


def test_filters_leave_out():
    everywhere = lookup("San Miguel")
    at_home = lookup("San Miguel", country="El Salvador")
    assert {p.country for p in at_home} == {"El Salvador"}
    assert 0 < len(at_home) < len(everywhere)
    assert {p.admin1 for p in lookup("Hyderabad", admin1="Sind")} == {"Sindh"}
    assert lookup("Hyderabad", country="Ruritania") == []
    assert {p.kind for p in lookup("Hyderabad", kind="admin2")} == {"admin2"}


def test_folding_many_at_once_is_folding_one(rows):
    hard = [
        "St. John’s",
        "Łódź",
        "İzmir",
        "Ağrı",
        "  two  blanks ",
        "A&B",
        "Þórshöfn",
        "Straße",
        "_x_",
        "U.S.A.",
    ]
    names = [
        *rows["name"].sample(20_000, random_state=7),
        *hard,
        *("|".join(rows["aliases"][:9000]).split("|")),
    ]
    assert gazetteer._fold_all(pa.array(names)).to_pylist() == [fold(name) for name in names]


# --- tables of names


def test_countries_and_their_people():
    known = gazetteer.countries()
    assert known["salvadoran"] == "El Salvador"
    assert known["niger"] == "Niger"
    assert known["nigerian"] == "Nigeria"
    assert "islamabad" not in known
    assert gazetteer.countries(capitals=True)["islamabad"] == "Pakistan"
    assert "US" in gazetteer.countries(folded=False)
    assert "us" not in gazetteer.countries(folded=False)
    known.clear()
    assert gazetteer.countries(), "a caller's change reached the cache"


def test_demonyms_name_countries_of_the_gazetteer(rows):
    names = set(rows.loc[rows["kind"] == "country", "name"])
    words = gazetteer.demonyms()
    assert set(words["country"]) <= names
    assert set(words["kind"]) == {"demonym", "capital"}
    assert not words["word"].duplicated().any()
    peopled = rows[(rows["kind"] == "country") & (rows["population"].astype(int) > 1_000_000)]
    have = set(words.loc[words["kind"] == "demonym", "country"])
    assert set(peopled["name"]) <= have


def test_the_teaching_province_stands_beside_the_world(own_gazetteer):
    harrowin = lookup("Harrowin")
    assert [(p.admin2, p.country) for p in harrowin] == [("Kelmarin", "Telverin")]
    assert lookup("Quetta")  # the world is still there


def test_several_gazetteers_of_ones_own(own_gazetteer, monkeypatch):
    line = {"kind": "place", "country": "Erewhon", "iso2": "EW", "latitude": 1, "longitude": 2, "population": 5}
    first, second = own_gazetteer({"name": "Nowhereham"} | line), own_gazetteer({"name": "Elsewhereham"} | line)
    monkeypatch.setenv("CASEBOOK_GAZETTEER", os.pathsep.join(map(str, (first, second))))
    assert lookup("Nowhereham") and lookup("Elsewhereham") and not lookup("Quetta")


def test_provinces_of_one_name():
    found = gazetteer.admin1_names()
    assert [p.country for p in found["punjab"]] == ["Pakistan", "India"]
    assert all(p.kind == "admin1" for places in found.values() for p in places)
    assert found["baluchistan"][0].name == "Balochistan"


def test_actors_table(rows):
    actors = gazetteer.actors()
    names = set(rows.loc[rows["kind"] == "country", "name"]) | {"Telverin"}
    assert {c for cell in actors["country"] for c in cell.split("|") if c} <= names
    assert (actors["kind"] == "armed_group").sum() >= 300
    kinds = "armed_group army police paramilitary intelligence government party international"
    assert set(actors["kind"]) == set(kinds.split())
    assert not actors["name"].duplicated().any()
    assert not actors["aliases"].str.contains(r"\|\||^\||\|$|,", regex=True).any()


def test_news_spellings_of_actors_are_there():
    actors = gazetteer.actors()
    spelled = {s for row in actors.itertuples() for s in (row.name, *row.aliases.split("|"))}
    groups = "BLA TTP LeT ULFA-I CPI-Maoist FARC ELN FMLN MRTA IRA ETA ISWAP ADF M23 PKK KIA"
    forces = "CRPF BSF CoBRA ISPR PMF JOC Rangers Carabineros"
    assert {*groups.split(), *forces.split(), "Frontier Corps"} <= spelled


# --- the file


def test_gazetteer_file(rows):
    assert tuple(rows.columns) == COLUMNS
    assert (DATA / "gazetteer.csv").stat().st_size < 12_000_000
    assert b"\r" not in (DATA / "gazetteer.csv").read_bytes()
    assert set(rows["kind"]) == set(gazetteer.KINDS)
    order = [gazetteer.KINDS.index(kind) for kind in rows["kind"]]
    assert order == sorted(order)
    assert not rows.loc[rows["geonames_id"] != "", "geonames_id"].duplicated().any()
    places = rows[rows["kind"] == "place"]
    assert places["latitude"].astype(float).between(-90, 90).all()
    assert places["longitude"].astype(float).between(-180, 180).all()
    assert set(rows["country"]) == set(rows.loc[rows["kind"] == "country", "name"])


@pytest.mark.parametrize(
    ("name", "middle", "km"),
    [("Fiji", (-17.9, 178), 400), ("Russia", (55, 50), 1500), ("Pakistan", (30.5, 71), 400)],
)
def test_means_of_coordinates_stay_in_the_country(name, middle, km):
    """Fiji and Russia lie on both sides of the 180th meridian."""
    place = lookup(name, kind="country")[0]
    assert gazetteer.distance_km((place.latitude, place.longitude), middle) < km


def test_outlines_close_and_name_countries_of_the_gazetteer():
    outlines = json.loads((DATA / "outlines.geojson").read_text(encoding="utf-8"))
    assert (DATA / "outlines.geojson").stat().st_size < 400_000
    assert len(outlines["features"]) == 177
    nameless = []
    for feature in outlines["features"]:
        name, iso2 = feature["properties"]["name"], feature["properties"]["iso2"]
        if iso2:
            assert lookup(name, kind="country")[0].iso2 == iso2
        else:
            nameless.append(name)
        rings = [ring for polygon in feature["geometry"]["coordinates"] for ring in polygon]
        assert all(ring[0] == ring[-1] and len(ring) >= 4 for ring in rings)
        assert all(-180 <= x <= 180 and -90 <= y <= 90 for ring in rings for x, y in ring)
    assert nameless == ["Northern Cyprus", "Somaliland"]


# --- a gazetteer of one's own, and errors


def test_own_gazetteer_takes_its_place_and_goes(own_gazetteer, monkeypatch):
    path = own_gazetteer({"name": "Ruritania", "kind": "country", "country": "Ruritania", "iso2": "RT"})
    assert lookup("ruritania")[0].country == "Ruritania"
    assert lookup("Quetta") == []
    path.write_text(path.read_text().replace("Ruritania", "Graustark"), encoding="utf-8")
    os.utime(path, ns=(1, 1))
    assert lookup("Graustark")[0].population == 0
    monkeypatch.delenv("CASEBOOK_GAZETTEER")
    assert lookup("Quetta")


def test_empty_gazetteer_gives_nothing(own_gazetteer):
    own_gazetteer()
    assert lookup("Quetta") == []
    assert resolve("Quetta", ["Pakistan"]) is None


@pytest.mark.parametrize(
    ("row", "columns", "said"),
    [
        ({"name": "A"}, [c for c in COLUMNS if c != "kind"], "lacks kind"),
        ({"name": "A", "kind": "hamlet"}, COLUMNS, "hamlet"),
        ({"name": "A", "kind": "place", "latitude": "12,5"}, COLUMNS, "12,5"),
        ({"name": "A\udce9", "kind": "place"}, COLUMNS, "UTF-8"),
    ],
)
def test_bad_gazetteer_says_what_is_wrong(own_gazetteer, row, columns, said):
    path = own_gazetteer(row, columns=columns)
    with pytest.raises(GazetteerError, match=re.escape(said)) as problem:
        lookup("A")
    assert path.name in str(problem.value)


def test_missing_gazetteer_says_what_to_do(monkeypatch, tmp_path):
    missing = re.escape(str(tmp_path / "none.csv"))
    monkeypatch.setenv("CASEBOOK_GAZETTEER", str(tmp_path / "none.csv"))
    with pytest.raises(GazetteerError, match=f"CASEBOOK_GAZETTEER names {missing}.*whole path"):
        lookup("Quetta")


OWN_ACTORS = "name,aliases,kind,country,notes\nTamsin Levy,the Levy|TL,armed_group,,\n"


def test_actors_of_ones_own_take_their_place_or_stand_beside(monkeypatch, tmp_path):
    mine = tmp_path / "mine.csv"
    mine.write_text(OWN_ACTORS, encoding="utf-8-sig")
    monkeypatch.setenv("CASEBOOK_ACTORS", str(mine))
    assert gazetteer.actors()[["name", "kind"]].values.tolist() == [["Tamsin Levy", "armed_group"]]
    monkeypatch.setenv("CASEBOOK_ACTORS", os.pathsep.join([str(DATA / "actors.csv"), str(mine)]))
    names = gazetteer.actors()["name"]
    assert names.iloc[-1] == "Tamsin Levy" and "Boko Haram" in set(names)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (OWN_ACTORS.replace("armed_group", "gang"), "column kind has ['gang']; allowed are armed_group"),
        (OWN_ACTORS.replace("kind", "sort"), "lacks kind"),
        (None, "CASEBOOK_ACTORS names"),
    ],
)
def test_bad_actors_say_what_is_wrong(monkeypatch, tmp_path, content, said):
    path = tmp_path / "mine.csv"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    monkeypatch.setenv("CASEBOOK_ACTORS", str(path))
    with pytest.raises(GazetteerError, match=re.escape(said)) as problem:
        gazetteer.actors()
    assert str(path) in str(problem.value)


def test_examples_in_docstrings():
    assert doctest.testmod(gazetteer).failed == 0
