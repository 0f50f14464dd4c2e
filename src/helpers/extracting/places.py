"""Where things happened: the places a sentence names, how specific each is, and where they lie.

A village that no gazetteer has keeps its name and gets its district's or province's coordinates, with the
precision that says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from helpers import gazetteer, lexicon
from helpers.extracting.actors import known_actor
from helpers.extracting.people import STOP
from helpers.extracting.quantities import ORDINALS, UNITS, VAGUE
from helpers.extracting.searches import Searches, search_for, small_words
from helpers.extracting.tokens import Tokens

SPOT, SETTLEMENT, DISTRICT, PROVINCE, COUNTRY = range(5)
TYPE_WORDS = {
    **dict.fromkeys(("village", "villages", "town", "city", "hamlet", "settlement", "township", "municipality", "port", "capital",
                     "community", "commune", "locality", "parish"), SETTLEMENT),
    **dict.fromkeys(("market", "mosque", "church", "neighborhood", "neighbourhood", "quarter", "suburb", "camp", "bazaar", "bazar",
                     "square", "street", "road", "avenue", "highway", "bridge", "pass", "junction", "crossing", "checkpoint",
                     "colony", "chowk", "base", "airport", "port", "farm", "ranch", "estate", "mine", "school", "university",
                     "temple", "shrine", "block", "sector", "ward", "station", "forest", "forests", "jungle", "jungles",
                     "mountains", "mountain", "hills", "hill", "valley", "island", "islands", "river", "lake", "desert", "plain",
                     "plains", "area", "areas", "peninsula", "delta", "gorge", "canal", "stream", "dam", "prison", "nagar", "mohalla",
                     "basti", "plantation", "marsh", "marshes", "wadi", "oasis", "ridge", "creek", "bay", "strait", "barrio",
                     "compound", "hotel", "outpost", "corridor", "roadblock", "toll", "gap", "sanatorium", "barracks", "monastery", "refinery", "plant",
                     "jail", "penitentiary", "courthouse", "academy", "shantytown", "homestead", "bunker", "campus", "islet", "riverbed", "factory", "warehouse", "garrison", "fort", "fortress", "hostel", "tavern", "theater",
                     "theatre", "stadium", "cinema", "mall", "interchange", "terminal", "depot", "farmhouse", "ravine", "gully", "quay", "pier",
                     "harbour", "harbor", "cathedral", "chapel", "seminary", "convent", "gate", "airstrip", "airfield", "aerodrome", "runway", "heliport", "dockyard", "shipyard", "docks", "dock", "stables", "cemetery", "graveyard", "oilfield", "mill", "quarry", "pit", "pits", "fields", "oasis", "pond", "cave", "caves",
                     "basin", "enclave", "ridges", "heights", "plateau", "steppe", "savanna", "reserve", "park", "lagoon", "channel",
                     "tunnel", "viaduct", "levee", "embankment", "wharf", "alley", "terrace", "crescent", "boulevard", "promenade", "steps", "slip", "kilns", "brickfields", "brickworks", "brickyard", "ironworks", "steelworks", "waterworks", "gasworks", "smelter", "colliery", "sawmill", "halt", "siding", "sidings", "yard", "wells", "watchtower", "lighthouse", "dyke", "weir", "ford", "causeway", "spur", "peak", "summit", "saddle", "cove", "inlet", "bend", "court", "rise", "gardens", "parade", "drive", "arcade", "orchard", "orchards", "grove", "vineyard", "slum", "favela", "suburbs", "guesthouse", "inn", "lodge", "restaurant", "cafe", "café", "palace", "tower", "hall", "reservoir", "falls", "wells", "spring", "springs", "roundabout", "lane", "row", "clinic", "camps", "post", "posts", "orphanage", "abbey", "nunnery", "slaughterhouse", "abattoir", "granary", "silo", "substation", "borehole", "waterhole", "well",
                     "nightclub", "playground", "racetrack", "arena", "museum", "library", "villa", "bakery", "tannery", "brewery", "foundry", "pharmacy", "supermarket", "hostelry", "teahouse", "marketplace", "flyover", "underpass", "overpass", "railhead", "crossroads", "crossroad", "landfill", "dump", "hamlets"), SPOT),
    **dict.fromkeys(("zone", "zones"), PROVINCE),
    **dict.fromkeys(("archipelago", "district", "districts", "county", "tehsil", "taluka", "taluk", "agency", "subdivision", "sub-division", "block",
                     "mandal", "jurisdiction", "canton", "prefecture", "division", "lga", "raion", "borough", "cercle", "woreda"), DISTRICT),
    **dict.fromkeys(("province", "provinces", "state", "states", "department", "governorate", "region", "oblast", "territory",
                     "provincia", "emirate", "highlands", "coast"), PROVINCE),
    **dict.fromkeys(("country", "republic", "kingdom", "nation"), COUNTRY),
}  # fmt: skip
KEPT_TYPES = {"mountains", "mountain", "hills", "hill", "valley", "island", "islands", "forest", "forests", "river", "lake", "desert",
              "road", "street", "bridge", "market", "camp", "chowk", "square", "junction", "highway", "avenue", "pass", "bazaar",
              "bazar", "farm", "mosque", "church", "colony", "crossing", "airport", "station", "nagar", "hotel", "marshes", "wadi",
              "quarter", "plantation", "stream", "sanatorium", "jail", "islet", "barracks", "oasis", "interchange", "terminal", "fort", "gate", "heights",
              "plateau", "ravine", "ridge", "basin", "park", "lane", "row", "mine", "levee", "embankment", "wharf", "alley", "terrace", "crescent", "boulevard", "tunnel", "causeway", "court", "rise", "gardens", "mill", "quarry", "depot", "pier", "quay", "shrine", "temple", "cathedral", "spur", "peak", "monastery", "refinery", "creek", "bay", "dam", "prison", "penitentiary", "courthouse", "ranch", "estate"}  # fmt: skip
EXTENTS = {"river", "road", "highway", "valley", "basin", "mountains", "hills", "forest", "forests", "jungle", "jungles", "lake",
           "desert", "plain", "plains", "delta", "peninsula", "canal", "corridor", "strait", "bay", "marshes", "ridges", "heights",
           "plateau", "steppe", "savanna", "island", "islands", "archipelago", "isles", "enclave", "avenue", "coast", "border"}  # fmt: skip
LOCATIVE = {"in", "at", "near", "outside", "around", "across", "inside", "within", "from", "into", "to", "toward", "towards", "off",
            "along", "through", "over", "throughout", "of", "between", "on", "behind", "beyond", "above", "and", "via", "entering",
            "below", "beside", "beneath", "opposite", "past", "by", "up", "down", "alongside", "against"}  # fmt: skip
ORIGINS = {"from", "to", "into", "toward", "towards", "for", "via", "up", "down", "past"}
STRONG = {"in", "at", "near", "outside", "around", "inside", "across", "within", "throughout"}
_BROUGHT = {
    "airlifted",
    "flown",
    "evacuated",
    "shifted",
    "rushed",
    "transferred",
    "transported",
    "referred",
    "ferried",
    "admitted",
    "treated",
}
_OFFICES = {"court", "parliament", "embassy", "consulate", "headquarters", "assembly", "university"}
CARE = _BROUGHT | {"hospital", "hospitals", "morgue", "clinic", "mortuary"} | _OFFICES
_NOT_PLACES = {
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "islam", "arabic", "english", "parliament",
    "congress", "god", "allah", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "oct", "nov", "dec", "gen", "col", "maj",
    "capt", "lt", "sgt", "mr", "mrs", "dr", "president", "minister", "police", "army", "security", "forces", "facebook", "twitter",
    "ramadan", "christmas", "easter", "eid", "i", "sfs", "internet", "telegram", "islamic", "islamist", "christian", "jewish",
    "hindu", "buddhist", "catholic", "orthodox", "shiite", "sunni",
}  # fmt: skip
_CONNECTORS = {"de", "la", "el", "e", "i", "ul", "al", "del", "los", "las", "da", "do", "dos", "du", "le", "bin", "y"}
_TITLES = {"gen", "col", "maj", "capt", "lt", "sgt", "mr", "mrs", "dr", "president", "minister", "general", "colonel", "major",
           "captain", "chief", "commissioner", "constable", "inspector", "spokesman", "spokeswoman", "governor", "mayor",
           "senator", "lawmaker", "imam", "sheikh", "bishop", "father", "commander", "prince", "king", "superintendent"}  # fmt: skip


@dataclass(slots=True)
class PlaceName:
    """A place named in a sentence: tokens first..last, its words, how specific it is (0 spot … 4 country)."""

    first: int
    last: int
    name: str
    rank: int
    near: bool = False
    strong: bool = False
    origin: bool = False  # where people came from or went to
    aside: bool = False  # where a speaker or a hospital is, not the harm
    weak: bool = False  # named without a word that says where: "Norvesk lost three", "the Haskoun levee"

    @property
    def fineness(self) -> float:
        """Give how little ground a name covers: a river, a road or hills are longer than the village on them."""
        return SETTLEMENT + 0.5 if self.rank == SPOT and _is_extent(self.name) else self.rank


def _is_extent(name: str) -> bool:
    """Tell whether a name is of something longer than a village; "Tannery Road" with a capital is a street in one."""
    last = name.rsplit(" ", 1)[-1]
    return last.lower() in EXTENTS and not (last[0].isupper() and last.lower() in _STREETS)


_STREETS = {"road", "avenue"}
NARROW = _STREETS | {"row", "street", "lane", "rise", "court", "alley", "square", "market", "terrace", "hill", "ridge", "quarter", "crescent",
                     "boulevard", "gardens", "neighbourhood", "neighborhood", "suburb", "close", "yard", "arcade", "bazaar", "mosque", "church"}  # fmt: skip

_CAP = "".join(c for c in map(chr, range(0x250)) if c.isupper())  # capitals, those with accents too
_TYPED = search_for(
    rf"([{_CAP}](?<=\b.)[\w’'-]+(?:[ -](?:[{_CAP}][\w’'-]+|de|la|al|el|ul|e|i)){{0,3}})\s(province|state|district|region|governorate|department|county|prefecture|valley|basin)\b"
)
_DIRECTION = search_for(
    rf"\b(?:northern|southern|eastern|western|central|north-?eastern|north-?western|south-?eastern|south-?western)\s([{_CAP}][\w’'-]+(?:\s[{_CAP}][\w’'-]+)?)"
)


_SIDES = r"(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west|interior|highlands)"
_SIDE_OF = search_for(rf"\b(?:the far|far|the) {_SIDES} of ([{_CAP}][\w’'-]+(?:\s[{_CAP}][\w’'-]+)?)", rf"\b{_SIDES} ")
_TYPE_OF = search_for(
    rf"\b(?:province|state|region|governorate|department)\sof\s([{_CAP}][\w’'-]+(?:\s[{_CAP}][\w’'-]+)?)"
)


_NAME = (
    rf"([{_CAP}][\w’'-]+(?:[ -](?:[{_CAP}][\w’'-]+|(?:de|del|la|las|los|el|al|e|y|ul|da|do)(?=[ -][{_CAP}]))){{0,4}})"
)
# The same where a pattern begins with it: \\b behind the first letter lets the search go from capital to capital.
_OPENING_NAME = _NAME.replace("]", r"](?<=\b.)", 1)
_SETTLEMENTS = r"(?:village|town|hamlet|settlement|city|township|community|municipality|commune|port|capital|slum|suburb|quarter|neighbou?rhood|island|oasis|outpost|stronghold|parish|locality)"
_UNITS = r"(?:province|department|district|state|region|county|territory|governorate|prefecture|division|canton|parish|municipality)"
_TAKEN_ALONE = (
    r"attacked|raided|stormed|shelled|bombed|bombarded|overran|besieged|burned|burnt|torched|sacked|looted|seized|captured|retook|"
    r"entered|reached|quit|left|fled|abandoned|struck|hit|pounded|occupied|evacuated|encircled|surrounded|"
    r"ringed|blockaded|cordoned off|rocketed|strafed|infiltrated|liberated|invaded"
)
_TAKEN = (
    rf"(?:{_TAKEN_ALONE}|swept (?:into|through)|"
    r"out to|c[oa]me (?:[a-z]+ )?to|back to|moved (?:in)?to|marched (?:on|into)|sent to|driven to|withdrew from|advanced on)"
)
# A text without any word with which _TAKEN begins need not be searched for it.
_TAKEN_BEGINS = rf"\b(?:{_TAKEN_ALONE}|swept|out|come|came|back|moved|marched|sent|driven|withdrew|advanced) "
_THEN = r"(?=[,.;:—]| (?:on|at|where|after|when|killing|before|late|early|overnight|and|with|again|around|shortly|yesterday|today|last|this|near|from|just|until|for|by|who|that|to|with|until|since|while|in)\b)"
_COMPASS = r"(?:north|south|east|west|northeast|northwest|southeast|southwest)"
_DEED = (
    r"(?:attack|assault|raid|ambush|bombing|siege|battle|massacre|fighting|clash|killing|strike|airstrike|shelling|capture|fall|"
    r"offensive|blast|explosion|shooting|march|advance|siege)(?:e?s)?"
)
# How a report shows that a name is a village or a town, wherever it stands: each is one kind of words around it.
_SHOWN = [
    search_for(pattern, _TAKEN_BEGINS if _TAKEN in pattern else None)
    for pattern in (
        rf"{_OPENING_NAME}, (?:a|the|another|once a|an?) (?:[\w-]+ ){{0,4}}?{_SETTLEMENTS}\b",
        rf"\b{_SETTLEMENTS}s? of {_NAME}",
        rf"\b{_SETTLEMENTS} (?:is |was )?(?:called|named|known as) {_NAME}",
        rf"{_OPENING_NAME} {_SETTLEMENTS}\b",
        rf"\b{_DEED} (?:on|of|in|at|for|near|outside|around|against) {_NAME}",
        rf"{_OPENING_NAME},? (?:about |some |around |roughly |nearly )?\d[\d.,]* (?:kilomet|km|mile)",
        rf"\b(?:road|way|highway|track|path|went|going|travell?ed|rushed|bound|moved|close|next) to {_NAME}",
        rf"{_OPENING_NAME}, (?:in )?(?:the )?(?:[{_CAP}][\w’'-]+ ){{1,3}}{_UNITS}\b",
        rf"{_OPENING_NAME}, in (?:the )?{_UNITS} of ",
        rf"\b{_TAKEN} {_NAME}{_THEN}",
        rf"\b(?:center|centre|heart|middle|streets|outskirts|suburbs|port|control|people|inhabitants|siege|defenders|defence|defense|recapture|mayor|north|south|east|west) of {_NAME}",
        rf"\b(?:people|parents|villagers|shopkeepers|farmers|herders|residents|miners|elders|traders|families|shops|life) (?:in|of|from) {_NAME}",
        rf"^(?:And |Then |Now |On )?(?:[Tt]o|[Aa]t|[Ii]n|[Ff]rom) {_NAME}[.:]",
        rf"\b(?:in|near|outside|around|inside|into|from|over|above|below|beneath|past|through|off|reached|entered|overran|quit|left|abandoned|fled|toward|towards) {_NAME}{_THEN}",
    )
]
_FROM = ("kilomet", "km", "mile", "hour", "outskirts", "edge", "suburb", "bank", "mayor", "commissioner", "prefect", "magistrate", "headman",
         "sheriff", "postmaster", "residents", "people", "inhabitants", "villagers")  # fmt: skip
_SHOWN.append(
    search_for(
        rf"(?:kilomet(?:er|re)s?|km|miles?|hours?|outskirts|edge|suburbs?|banks?|mayor|commissioner|prefect|magistrate|headman|sheriff|postmaster|residents|people|inhabitants|villagers) "
        rf"(?:{_COMPASS} )?(?:of|from|outside) {_NAME}",
        parts=_FROM,
    )
)
_shown = Searches(_SHOWN)


def named_ranks(text: str, dateline: str | None) -> dict[str, int]:
    """Give how specific the names are that a report itself shows to be places, wherever in it they stand.

    Its dateline's country, "Dar Amane province", "eastern X"; "X, a village", "the assault on X", "30 km from X".
    """
    ranks: dict[str, int] = {}
    for match in chain(_DIRECTION(text), _SIDE_OF(text)):
        ranks[match.group(1).lower()] = PROVINCE
    for match in _TYPED(text):
        if TYPE_WORDS.get(match.group(2), PROVINCE) != SPOT:  # "X valley" leaves open what X is
            ranks[match.group(1).lower()] = TYPE_WORDS.get(match.group(2), PROVINCE)
    for match in _TYPE_OF(text):
        ranks[match.group(1).lower()] = PROVINCE
    parts = [p.strip() for p in (dateline or "").split(",")]
    if len(parts) > 1 and parts[-1]:
        ranks[parts[-1].lower()] = COUNTRY
    if parts[0].lower() in ranks:
        ranks[parts[0].lower()] = SETTLEMENT  # "northern Guayaquil" is a part of a town
    others = no_places(text)
    for match in _shown(text):
        name = match.group(1)
        surname = name.rsplit(" ", 1)[-1].lower() in others and " " not in name
        if name.lower() not in ranks and not surname and _may_be_settlement(name):
            ranks[name.lower()] = SETTLEMENT
    return ranks


def dateline_country(dateline: str | None, text: str) -> PlaceName | None:
    """Give the country that a dateline names, or that of its town where the text names the country or its people."""
    parts = [p.strip() for p in (dateline or "").split(",")]
    if len(parts) > 1 and parts[-1]:
        return PlaceName(0, 0, parts[-1], COUNTRY)
    found = gazetteer.resolve(parts[0]) if parts[0] else None
    if found is None or not found.country:
        return None
    capitals = set(_CAPITALISED.findall(text))
    told = any(gazetteer.country_name(word) == found.country for word in capitals)
    return PlaceName(0, 0, found.country, COUNTRY) if told else None


_CAPITALISED = re.compile(rf"\b[{_CAP}][a-z]+(?:an|ese|i|ish|ian)?\b")


def _are_people(word: str) -> bool:
    """Tell whether a word names people: "men"; not what was done to them: "in Ombaru wounded five"."""
    person = lexicon.people().get(word)
    return person is not None and person.kind != "state"


_UNITS_OF_FORCES = {"division", "brigade", "regiment", "battalion", "corps", "company", "squadron", "fleet", "army", "column", "front", "battery",
                    "command", "platoon", "legion", "wing", "militia", "movement", "covenant", "league", "union", "party", "ministry", "hospital", "council", "committee", "commission",
                    "agency", "authority", "organisation", "organization", "group", "guard", "guards", "police", "government", "cartel", "gang",
                    "office", "newspaper", "radio", "television", "bank", "railway", "airlines", "club", "network", "society", "association"}  # fmt: skip


def _may_be_settlement(name: str) -> bool:
    """Tell whether a name that stands where a village's may stand is not a people's, a month, a side or a country."""
    return _may_be_settlement_in(name, gazetteer.named_gazetteer())


@lru_cache(maxsize=50_000)
def _may_be_settlement_in(name: str, gazetteer_file: str) -> bool:
    words = name.lower().split()
    if words[0] in _TITLED:
        return False  # "Operation Iron Gate"
    if any(w in _NOT_PLACES or w in lexicon.people() or w in STOP for w in words) or words[0] in _TITLES:
        return False
    if words[-1].endswith(_PEOPLES) or name.isupper() or known_actor(name) is not None:
        return False
    return _kind_in(name, gazetteer_file) in (None, SETTLEMENT)


def find_places(tokens: Tokens, text: str, ranks: dict[str, int] | None = None, country: str = "",
                others: frozenset[str] | None = None) -> list[PlaceName]:  # fmt: skip
    """List the places that a sentence names, from left to right; `ranks` are those that the report explains.

    With `others`, the report's words that are no places' names, also those that no word shows to be where something was.
    """
    found: list[PlaceName] = []
    upper, after = tokens.upper, 0
    for i in [i for i, w in enumerate(tokens.words) if upper or (not w.islower() and w[0].isalpha())]:
        if i < after:
            continue  # inside the name before
        end = _run_end(tokens, i, ranks)
        if end == i or tokens.lower[i] in _TITLED:  # "Operation Iron Gate"
            after = end
            continue
        place = _judge(tokens, text, i, end, found) or _named_before(tokens, text, i, end, ranks or {})
        if place is None and others is not None:
            place = _named_only(tokens, text, i, end, ranks or {}, others)
        if place is not None and country and place.name.lower() != country and place.name.lower().startswith(country):
            place = None  # "the Dastanari capital": of the dateline's country
        if place is not None and not _no_place(place, tokens):
            if ranks and place.rank in (SPOT, SETTLEMENT) and place.name.lower() in ranks:
                place.rank = ranks[place.name.lower()]
            found.append(place)
        after = end
    return found


_REACHED = {"surrounded", "surrounding", "ringed", "blockaded", "rocketed", "strafed", "besieging", "besiege", "surround", "occupied", "occupying", "retook", "retaken", "recaptured", "invaded", "sacked", "torched", "burned", "burnt", "looted", "pounded",
            "bombarded", "encircled", "liberated", "pillaged", "ransacked", "razed", "evacuated", "overrunning", "storming", "shelling", "bombing",
            "re-entered", "re-entering", "re-occupied", "re-took", "regained", "retaking", "recapturing", "penetrated", "infiltrated",
            "occupy", "attack", "storm", "raid", "overrun", "enter", "reach", "seize", "capture", "quit", "left", "fled", "leaving", "fleeing", "leave", "flee", "abandoned", "reached", "entered", "entering", "attacked", "stormed", "raided",
            "overran", "shelled", "bombed", "struck", "besieged", "captured", "seized", "leaves", "quitting", "attacking", "raiding"}  # fmt: skip


_GONE = {
    "abandoning",
    "deserted",
    "deserting",
    "vacated",
    "vacating",
    "quit",
    "left",
    "fled",
    "leaving",
    "fleeing",
    "leave",
    "flee",
    "abandoned",
    "reached",
    "leaves",
    "quitting",
    "reaching",
}

_BEFORE_NAMED = (
    _REACHED
    | LOCATIVE
    | {"below", "past", "onto", "up", "down", "for", "against", "by", "beneath", "opposite", "reaching"}
)
_SHAKEN = {
    "shook",
    "shaken",
    "rocked",
    "hit",
    "gripped",
    "swept",
    "ravaged",
    "engulfed",
    "battered",
    "across",
    "throughout",
}
_PREFIXES = {"barangay", "sitio", "purok", "wadi", "jebel", "jabal", "kampung", "desa", "vereda", "corregimiento", "hacienda", "finca",
             "kafr", "khirbet", "deir", "umm", "kibbutz", "oued", "caserío", "caserio"}  # fmt: skip


def _named_before(tokens: Tokens, text: str, i: int, end: int, ranks: dict[str, int]) -> PlaceName | None:
    """Read "quit Rubengo", "below Namitaca", "Sitio Balinsayo" where the report or the name itself shows a place."""
    name = text[tokens.starts[i] : tokens.ends[end - 1]]
    before = tokens.word_before(i)
    if name.lower() in ranks and (before in _BEFORE_NAMED or _followed_by_own(tokens, end)):
        weak = before in ("of", "from", "by") or before not in _BEFORE_NAMED
        return PlaceName(i, end, name, ranks[name.lower()], strong=not weak, origin=before == "from" or before in _GONE)
    if before in _SHAKEN and not tokens.upper and (kind := _kind(name)) is not None:
        return PlaceName(i, end, name, kind, strong=True)
    if tokens.lower[i] in _PREFIXES and end - i > 1:
        return PlaceName(i, end, name, SETTLEMENT, strong=True)
    return None


@lru_cache(maxsize=8)  # asked for twice in each report
def no_places(text: str) -> frozenset[str]:
    """Give the words of a report that are surely no names of places: surnames, and what it also writes small."""
    found = set(small_words(text))
    for match in _FULL_NAME.finditer(text):
        first, last = match.group(1).lower(), match.group(2).lower()
        if first not in STOP and first not in LOCATIVE and first not in _NOT_PLACES and last not in TYPE_WORDS:
            found |= {last, _FIRST_NAME + first}
    return frozenset(found)


_FIRST_NAME = "first name "  # marks what may be a first name, or the town of "Kelmarin General Hospital"
_FULL_NAME = re.compile(
    rf"([{_CAP}](?<=\b.)[\w’'-]+) (?:[A-Z]\. |al-|de |bin |von |van |la )?([{_CAP}][\w’-]+)\b(?! (?:[a-z]+ )?(?:{'|'.join(sorted(TYPE_WORDS))})\b)"
)


def _named_only(
    tokens: Tokens, text: str, i: int, end: int, ranks: dict[str, int], others: frozenset[str]
) -> PlaceName | None:
    """Read a place that stands as a subject, an owner or before a noun: "Norvesk lost three", "the Haskoun levee"."""
    if tokens.upper or tokens.word_before(i) in _TITLES or _speaks(tokens, end):
        return None
    name = text[tokens.starts[i] : tokens.ends[end - 1]]
    if len(name) > 5 and name.isupper() and _heads_entry(tokens, i, end):
        name = name.title()  # "TAMMEREL, Friday, eleven in the morning."
    following = tokens.lower[end] if end < len(tokens.lower) else ""
    if (
        following in _UNITS_OF_FORCES
        or following in CARE
        or _are_people(following)
        or (end < len(tokens.lower) and tokens.is_name(end))
    ):
        return None
    rank = ranks.get(name.lower())
    upper_town = _is_upper_town(tokens, i, end)
    strange = any(w in others for w in tokens.lower[i:end]) or tokens.lower[i] in _NO_NAMES
    if rank is None and strange and not upper_town:
        return None
    spot = tokens.lower[end : end + 2]
    near_spot = (
        len(spot) == 2
        and spot[0].isalpha()
        and spot[0] not in STOP
        and TYPE_WORDS.get(spot[1]) == SPOT
        and tokens.word_before(i) == "the"
    )
    near_spot = near_spot or _lends_name(tokens, i, end, name)
    typed = TYPE_WORDS.get(following) == SPOT and following in KEPT_TYPES and tokens.word_before(i) in ("the", "a")
    known = rank if rank is not None else _kind(name) if _may_open(tokens, i, end) and _known_exactly(name) else None
    somebody = not upper_town and any(_FIRST_NAME + w in others for w in tokens.lower[i:end])
    if known is None and not somebody and (near_spot or _heads_entry(tokens, i, end) or _acts_as_town(tokens, i, end)):
        known = SETTLEMENT
    if known is None and not (typed or _owns_event(tokens, i, end)):
        return None
    if rank is None and not _may_be_settlement(name.split(" ", 1)[1] if upper_town else name):
        return None
    if typed:
        return PlaceName(i, end + 1, text[tokens.starts[i] : tokens.ends[end]], SPOT, weak=True)
    if tokens.word_before(i) == "by":
        return None  # "brokered by X"
    aside = bool(_BROUGHT & set(tokens.lower[max(0, i - 3) : i]))
    return PlaceName(i, end, name, SETTLEMENT if known is None else known, weak=True, aside=aside,
                     origin=tokens.word_before(i) in ORIGINS)  # fmt: skip


def _lends_name(tokens: Tokens, i: int, end: int, name: str) -> bool:
    """Tell whether a known town says where a thing stands: "in a Madrid shopping street", "at a Barcelona supermarket"."""
    article = (
        tokens.lower[i - 1 : i] in (["a"], ["an"], ["the"])
        and tokens.lower[i - 2 : i - 1]
        and tokens.lower[i - 2] in STRONG
    )
    noun = (
        end < len(tokens.lower)
        and tokens.lower[end].isalpha()
        and tokens.lower[end] not in STOP
        and not tokens.is_name(end)
    )
    return (
        bool(article)
        and noun
        and not name.lower().endswith(_PEOPLES)
        and _known_exactly(name)
        and _kind(name) == SETTLEMENT
    )


def _is_upper_town(tokens: Tokens, i: int, end: int) -> bool:
    """Tell whether a direction is part of the name of a town that was attacked: "Upper Sethrane was bombarded"."""
    return end - i == 2 and tokens.lower[i] in _NO_NAMES and _acts_as_town(tokens, i, end)


_SUBJECT_OF = {"has", "had", "was", "is", "were", "will", "would", "lost", "held", "saw", "woke", "went", "kept", "spent", "knew", "slept",
               "came", "did", "could", "'s", "’s", "fell", "lay", "lies", "stood", "stands", "suffered", "buried", "mourned"}  # fmt: skip


def _may_open(tokens: Tokens, i: int, end: int) -> bool:
    """Tell whether a capital is a name's and not its sentence's, as in "More than 30 …": it acts or owns something."""
    before = tokens.word_before(i)
    return (
        before in _BEFORE_NAMED
        or before in ("the", "a", "this", "that")
        or (end < len(tokens.lower) and tokens.lower[end] in _SUBJECT_OF)
    )


_RUBRICS = {"access", "update", "correction", "note", "summary", "background", "casualties", "security", "health", "shelter", "food", "water",
            "protection", "education", "logistics", "needs", "response", "displacement", "overview", "highlights", "context", "weather",
            "source", "sources", "photo", "caption", "toll", "dead", "killed", "injured", "wounded", "arrests", "incidents", "incident"}  # fmt: skip
_HEAD = 20  # tokens that the head of an entry may have
_MARKS = {",", "•", "◦", "-", "–", "—", "*", "·", "●", "▪", "on", "to"}


def _heads_entry(tokens: Tokens, i: int, end: int) -> bool:
    """Tell whether a name stands at the head of an entry without a verb.

    "Tammerel, the ferry slip, nine in the evening of 5 May.", "• 8 May, Tammerel (Dorn).", "Tammerel: a car exploded on Sunday".
    """
    lower = tokens.lower
    stop = next((k for k in range(i, min(len(lower), _HEAD + 1)) if lower[k] == ":"), len(lower))
    if (
        stop > _HEAD
        or end >= len(lower)
        or (tokens.words[i].isupper() and end - i > 1)
        or lower[end] not in (",", ".", "—", "–", ":", "(")
    ):
        return False
    before = [k for k in range(i) if k not in tokens.used and lower[k] not in _MARKS]
    if lower[end] == ":" and lower[i] in _RUBRICS:
        return False
    dated = bool(tokens.used) or (i == 1 and len(lower) <= 4 and lower[0] == "to")
    return dated and not before and not any(w in _FINITE for w in lower[:stop])


def _acts_as_town(tokens: Tokens, i: int, end: int) -> bool:
    """Tell whether a sentence opens with a name that loses, owns or buries as a town does: "Norvesk's loss", "X held no market"."""
    if i or end + 1 >= len(tokens.lower):
        return False
    after, then = tokens.lower[end], tokens.lower[end + 1]
    if after in ("was", "were") and then in _BESET:
        return True
    if end - i > 1:
        return False
    if after in ("'s", "’s"):
        return then in _OF_A_TOWN or then in _OWNED_EVENTS or TYPE_WORDS.get(then) == SPOT
    return after in ("lost", "buried", "mourned", "woke", "fell", "counts", "held")


_BESET = {
    "bombarded",
    "shelled",
    "bombed",
    "pounded",
    "strafed",
    "besieged",
    "overrun",
    "raided",
    "stormed",
    "looted",
    "razed",
    "sacked",
    "captured",
    "retaken",
    "recaptured",
    "evacuated",
    "flattened",
}  # what is done to towns
_OF_A_TOWN = {"loss", "losses", "dead", "wounded", "market", "streets", "quarrel", "main", "upper", "lower", "only", "hospital", "mayor",
              "people", "police", "shops", "school", "schools", "river", "outskirts", "residents", "inhabitants", "citizens", "night",
              "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "old", "town", "city"}  # fmt: skip
_FINITE = {
    "was",
    "were",
    "is",
    "are",
    "has",
    "had",
    "have",
    "said",
    "says",
    "will",
    "would",
    "can",
    "could",
    "did",
    "do",
    "does",
    "told",
}
_NO_NAMES = {"mission", "state", "union", "republic", "central", "north", "south", "east", "west", "upper", "lower", "new", "old", "radio",
             "mobile", "reserve", "district", "special", "federal", "united", "royal", "grand", "high", "supreme", "interior", "foreign",
             "defence", "defense", "health", "relief", "rescue", "world", "international", "national", "provincial", "regional"}  # fmt: skip


def _owns_event(tokens: Tokens, i: int, end: int) -> bool:
    """Tell whether a name stands before a deed of its own: "the Dorrash Gap ambush", "since the Belgrave bombing"."""
    return i > 0 and tokens.lower[i - 1] == "the" and end < len(tokens.lower) and tokens.lower[end] in _OWNED_EVENTS


_OWNED_EVENTS = {"massacre", "ambush", "bombing", "siege", "raid", "attack", "disaster", "explosion", "blast", "killings", "shooting",
                 "fire", "kidnapping", "landing", "floods", "flood", "earthquake", "collapse", "derailment", "crash"}  # fmt: skip


def _known_exactly(name: str) -> bool:
    """Tell whether a gazetteer has a name as it is written, its capitals and all."""
    return len(name) > 3 and _known_exactly_in(name, gazetteer.named_gazetteer())


@lru_cache(maxsize=50_000)
def _known_exactly_in(name: str, gazetteer_file: str) -> bool:
    return bool(gazetteer.lookup(name, exact_case=True))


def _followed_by_own(tokens: Tokens, end: int) -> bool:
    """Tell whether a name owns what follows, or is explained: "Pulka's market", "Pulka, a village"."""
    following = tokens.lower[end] if end < len(tokens.lower) else ""
    return following in ("'s", "’s") or (following == "," and tokens.lower[end + 1 : end + 2] in (["a"], ["the"]))


_PEOPLES = (
    "ian",
    "ians",
    "ean",
    "ese",
    "ish",
    "stani",
    "-related",
    "-backed",
    "-led",
    "-held",
    "-controlled",
    "-based",
    "-linked",
    "-born",
)


_NO_TOWNS = {"united", "route", "kidnapping", "murder", "arrest", "robbery"}
_AUDIENCES = {
    "listeners",
    "readers",
    "viewers",
    "citizens",
    "friends",
    "comrades",
    "colleagues",
    "folks",
    "ladies",
    "gentlemen",
    "brothers",
}


_OF_A_PEOPLE = {"belonging", "belonged", "belong", "belongs", "member", "members", "man", "men", "woman", "women", "person", "persons", "people", "leader", "leaders",
                "youth", "youths", "trader", "traders", "doctor", "elder", "elders", "activist", "activists"}  # fmt: skip


def _no_place(place: PlaceName, tokens: Tokens) -> bool:
    """Tell whether a name is a people's, a counting word or an adjective: "Velmarian", "Several", "Sufi"."""
    if tokens.lower[place.first] in _AUDIENCES:
        return True  # "Listeners, the capital was tested again"
    words = tokens.lower[place.first : place.last]
    if words[0] in _NO_TOWNS or words[0].endswith(("-majority", "-dominated", "-up", "-off", "-on", "-out")):
        return True  # "the United States", "a Muslim-majority nation", "ROUND-UP: …"
    if "community" in tokens.lower[place.first : place.last + 1]:
        before = tokens.lower[max(0, place.first - 3) : place.first]
        if before[1:] in (["to", "the"], ["of", "the"]) and before[0] in _OF_A_PEOPLE:
            return True  # "two men belonging to the Hazara community"
    alone = place.last - place.first == 1
    one_name = alone or (place.last - place.first == 2 and tokens.words[place.last - 1].islower())
    unknown_article = tokens.word_before(place.first) in ("a", "an") and place.rank in (SPOT, SETTLEMENT) and one_name
    unknown_article = unknown_article and not _lends_name(tokens, place.first, place.last, place.name)
    counts = (
        words[0] in UNITS
        or words[0] in VAGUE
        or words[0] in ("several", "many", "most", "some", "all", "both", "another")
    )
    bare = alone or all(tokens.words[k].islower() for k in range(place.first + 1, place.last))  # "the VDP post"
    abbreviation = bare and tokens.words[place.first].isupper() and not tokens.upper and len(words[0]) < 6
    if abbreviation or any(w.endswith(("-related", "-backed", "-led", "-held", "-linked")) for w in words):
        return not (abbreviation and _kind(tokens.words[place.first]) == COUNTRY)
    return (
        counts
        or unknown_article
        or (
            (alone or words[1] in TYPE_WORDS)
            and words[0].endswith(_PEOPLES)
            and _kind(tokens.words[place.first]) is None
        )
    )


_ARTICLE = re.compile(r"(?:al|el|as|an|ar|at|ash|adh?|az|ul|us|ur|[ld])[-'’][A-Z]")


def _run_end(tokens: Tokens, i: int, ranks: dict[str, int] | None = None) -> int:
    if tokens.upper:
        return _upper_run(tokens, i, ranks or {})
    k, n = i, min(len(tokens.lower), i + 7)
    while k < n:
        word = tokens.lower[k]
        if (word in STOP and not (k > i and word in _CONNECTORS) and not _is_mound(tokens, k)) or k in tokens.used:
            break
        if (
            (
                (tokens.names[k] or _ARTICLE.match(tokens.words[k]))
                and word[0].isalpha()
                and word not in _NOT_PLACES
                and not (k > i and word in TYPE_WORDS and TYPE_WORDS[word] >= DISTRICT)
            )
            or (
                k > i
                and word in _CONNECTORS
                and k + 1 < len(tokens.lower)
                and tokens.is_name(k + 1)
                and tokens.lower[k + 1] not in STOP
            )
            or (k > i and word == "-" and k + 1 < len(tokens.lower) and tokens.is_name(k + 1))
            or (k > i and word in ("'", "’") and _owned_spot(tokens, k))
        ):
            k += 1
        else:
            break
    return k


def _is_mound(tokens: Tokens, k: int) -> bool:
    """Tell whether "Tell" begins the name of a place, as in "outside Tell Hamra"."""
    if tokens.lower[k] != "tell":
        return False
    named = k + 1 < len(tokens.lower) and tokens.is_name(k) and tokens.is_name(k + 1)
    return named and tokens.word_before(k) in LOCATIVE


def _owned_spot(tokens: Tokens, k: int) -> bool:
    """Tell whether the apostrophe at token k stands inside a name: "Weavers' Row"."""
    return (
        tokens.lower[k - 1].endswith("s")
        and k + 1 < len(tokens.lower)
        and tokens.is_name(k + 1)
        and tokens.lower[k + 1] in TYPE_WORDS
    )


def _upper_run(tokens: Tokens, i: int, ranks: dict[str, int]) -> int:
    """In a text all in capitals only a preposition shows that a name may follow."""
    if shown := _shown_upper(tokens, i, ranks):
        return shown
    if (
        i
        and tokens.lower[i - 1] == "the"
        and TYPE_WORDS.get("".join(tokens.lower[i + 1 : i + 2])) in (SPOT, SETTLEMENT)
    ):
        known = tokens.lower[i] in STOP or tokens.lower[i] in lexicon.people() or tokens.lower[i] in TYPE_WORDS
        return i if known or not tokens.lower[i].isalpha() else i + 1
    if i == 0 or tokens.lower[i - 1] not in LOCATIVE | {"of", "'s", ","}:
        return i
    k = i
    while k < len(tokens.lower) and k - i < 4 and tokens.lower[k][0].isalpha() and k not in tokens.used:
        if (
            (tokens.lower[k] in STOP and tokens.lower[k] not in _CONNECTORS)
            or tokens.lower[k] in _NOT_PLACES
            or tokens.lower[k] in TYPE_WORDS
            or tokens.lower[k] in lexicon.people()
            or tokens.lower[k] in _BANDS
        ):
            break
        k += 1
    while k > i and not gazetteer.lookup(" ".join(tokens.words[i:k])):
        if k < len(tokens.lower) and tokens.lower[k] in TYPE_WORDS:
            return k
        k -= 1
    return k


_BANDS = {
    "band",
    "mob",
    "gang",
    "party",
    "crowd",
    "force",
    "group",
    "column",
    "squad",
    "horde",
    "detachment",
    "patrol",
    "pack",
    "bands",
    "mobs",
}


_WEEKDAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}


def _shown_upper(tokens: Tokens, i: int, ranks: dict[str, int]) -> int:
    """Read in capitals what the words around show to be a place: "THE HAMLET OF X", "AT X ON WEDNESDAY", a name read before."""
    lower = tokens.lower
    word, before = lower[i], lower[i - 1] if i else ""
    known = word in STOP or word in TYPE_WORDS or word in _NOT_PLACES or word in lexicon.people() or not word.isalpha()
    if known or before not in LOCATIVE:
        return 0
    typed = i > 1 and before == "of" and TYPE_WORDS.get(lower[i - 2]) in (SETTLEMENT, SPOT)
    dated_run = _dated_run(tokens, i) if before in ("at", "in", "near", "outside") else 0
    dated = (
        before in ("at", "near", "outside")
        and lower[i + 1 : i + 2] == ["on"]
        and lower[i + 2 : i + 3]
        and lower[i + 2] in _WEEKDAYS
    )
    return dated_run or (i + 1 if typed or dated or word in ranks else 0)


def _dated_run(tokens: Tokens, i: int) -> int:
    """Read one or two words between "at" and a day: "SHOT AT LOMA GRIS YESTERDAY"."""
    for end in (i + 1, i + 2):
        last = tokens.lower[end - 1] if end <= len(tokens.lower) else ""
        if (
            not last.isalpha()
            or last in STOP
            or last in lexicon.people()
            or last in _NOT_PLACES
            or end - 1 in tokens.used
        ):
            return 0
        if end in tokens.used and end < len(tokens.lower):
            return end
    return 0


def _judge(tokens: Tokens, text: str, i: int, end: int, found: list[PlaceName]) -> PlaceName | None:
    """Decide whether a run of capitalised words is a place, and how specific."""
    lower = tokens.lower
    following = lower[end] if end < len(tokens.lower) else ""
    k, near = _to_preposition(tokens, i)
    before = lower[k] if k >= 0 else ""
    rank = (
        TYPE_WORDS.get(following)
        if following not in ("port", "base", "capital", "states", "state") or following == "state"
        else None
    )
    type_before = TYPE_WORDS.get(lower[i - 2]) if i > 1 and lower[i - 1] == "of" else None
    somebody = (i and lower[i - 1] in _TITLES) or (before == "" and rank is None) or _speaks(tokens, end)
    if somebody and rank is None and type_before is None:
        return None
    if (
        rank is None
        and end - i > 1
        and (own := TYPE_WORDS.get(lower[end - 1])) is not None
        and not _speaks(tokens, end)
    ):
        rank = own  # "Darband Pass": its own last word says what it is
    if rank is None and i > 1 and lower[i - 1] == "," and TYPE_WORDS.get(lower[i - 2]) == SETTLEMENT:
        rank, before = SETTLEMENT, "in"  # "in the capital, Nur-Ata"
    name = text[tokens.starts[i] : tokens.ends[end - 1]]
    last = end
    if following in KEPT_TYPES and rank is not None:
        name, last = text[tokens.starts[i] : tokens.ends[end]], end + 1
    elif rank is not None:
        last = end + 1
    locative = before in LOCATIVE
    after_comma = bool(found) and lower[i - 1 : i] in ([","], ["'s"], ["’s"]) and found[-1].last == i - 1
    owns = following in ("'s", "’s")
    if rank is None and type_before is None and not (locative or after_comma or owns or before in STRONG):
        return None  # nothing around it shows a place: the gazetteer need not be asked
    known = None if rank is not None and rank != SPOT else _kind(name if not name.isupper() else name.title())
    if rank is None and type_before is not None:
        rank = type_before if known != COUNTRY else COUNTRY
    elif rank is None and known is not None and (locative or after_comma or owns):
        if (
            before in ("of", "and", "from", "to", "on", "over")
            and known == SETTLEMENT
            and not after_comma
            and not _surely_place(tokens, i, end)
        ):
            return None
        rank = known
    elif rank is None:
        if (
            before not in STRONG
            or _is_organisation(tokens, i, end)
            or (lower[i] in STOP and not _is_mound(tokens, i))
            or lower[end - 1] in _UNITS_OF_FORCES
            or _are_people(following)
        ):
            return None  # "aiming at Dawn Covenant men"
        rank = SPOT if before in ("at", "inside") else SETTLEMENT
    elif not locative and not after_comma and following not in TYPE_WORDS:
        return None
    if rank == SPOT and known is not None and following not in KEPT_TYPES:
        rank = known
    if found and found[-1].last == i - 1 and lower[i - 1] in ("'s", "’s"):
        rank = min(rank, max(found[-1].rank - 1, SPOT))  # "Guerrero's Tierra Caliente" lies in it
    care = not CARE.isdisjoint(lower[max(0, k - 3) : end + 3]) and (CARE - _targets(tokens)) & {
        w
        for w, then in zip(lower[max(0, k - 3) : end + 3], [*lower[max(0, k - 2) : end + 4], ""], strict=False)
        if then != "as" and not (w == lower[end - 1] == "court")
    }
    if following in _UNITS_OF_FORCES and (following != "division" or lower[end - 1] in ORDINALS):
        return None  # "of the Fourth Division"
    aside = bool(care) and not (following in CARE and before == "of")
    strong = before in STRONG or type_before is not None
    return PlaceName(i, last, name, rank, near, strong, before in ORIGINS and not _lies_on(lower, k), aside)


_STRUCK = {"destroyed", "destroying", "hit", "struck", "stormed", "attacked", "attacking", "raided", "bombed", "rammed", "blew", "exploded",
           "explosion", "blast", "bomb", "bombs", "bomber", "bombers", "gunmen", "shelled", "burned", "burnt", "torched", "overran", "grenade"}  # fmt: skip


def _targets(tokens: Tokens) -> set[str]:
    """Give the offices that a sentence says were attacked: "destroyed the headquarters in X", "a bomb went off outside the court in X"."""
    return set() if _STRUCK.isdisjoint(tokens.vocabulary) else _OFFICES


_LIES = {"fire", "siege", "waste", "close", "next", "adjacent", "belonging", "road", "way", "track", "path", "highway", "entrance",
         "approach", "approaches", "gateway", "blow"}  # fmt: skip


_TITLED = {
    "operation",
    "resolution",
    "article",
    "act",
    "chapter",
    "phase",
    "exercise",
    "project",
    "task",
    "decree",
    "law",
    "protocol",
}


def _lies_on(lower: list[str], k: int) -> bool:
    """Tell whether "to" does not say where somebody went: "set fire to the market of X", "on the road to X"."""
    return lower[k] == "to" and k > 0 and lower[k - 1] in _LIES


def _surely_place(tokens: Tokens, i: int, end: int) -> bool:
    return end < len(tokens.lower) and tokens.lower[end] in (",", "province", "state", "district")


def _is_organisation(tokens: Tokens, i: int, end: int) -> bool:
    words = tokens.words[i:end]
    headline = len(tokens.lower) > 3 and all(
        w.isupper() for w in tokens.words if w.isalpha()
    )  # "THE LANDING AT PORT SABRANE"
    return all(len(w) > 1 and w.isupper() for w in words) and not tokens.upper and not headline


def _speaks(tokens: Tokens, end: int) -> bool:
    return end < len(tokens.lower) and tokens.lower[end] in (
        "said",
        "says",
        "told",
        "added",
        "reported",
        "announced",
        "accused",
        "denied",
    )


_BESIDE = {"neighboring", "neighbouring", "nearby", "adjacent", "adjoining", "downtown", "coastal", "inland", "upper", "lower", "far",
           "besieged", "contested", "embattled", "government-held", "rebel-held", "opposition-held", "occupied", "distant", "mountainous",
           "hilly", "tiny", "small", "sleepy", "dusty", "isolated", "wartime", "tribal", "ethnic", "majority", "frontline", "front-line"}  # fmt: skip


def _to_preposition(tokens: Tokens, i: int) -> tuple[int, bool]:
    """Walk left over "the market town of" to the preposition: (its token, whether it says "near")."""
    k, lower = i - 1, tokens.lower
    steps = 0
    while k >= 0 and steps < 7 and (
        lower[k] in TYPE_WORDS or lower[k] in ("the", "of", "a", "an", "northern", "southern", "eastern", "western", "central", "'s", "’s")
        or (lower[k].isalpha() and not tokens.is_name(k) and lower[k] not in STOP and steps and lower[k + 1] in TYPE_WORDS)
        or lower[k] in ("northeastern", "northwestern", "southeastern", "southwestern", "remote", "restive", "rural", "volatile")
        or lower[k] in _BESIDE
    ):  # fmt: skip
        if (
            lower[k] == "of"
            and lower[k - 1 : k]
            and (
                lower[k - 1]
                in (
                    "north",
                    "south",
                    "east",
                    "west",
                    "northeast",
                    "northwest",
                    "southeast",
                    "southwest",
                    "kilometers",
                    "kilometres",
                    "km",
                    "miles",
                    "outskirts",
                    "edge",
                    "vicinity",
                )
            )
        ):
            return k, lower[k - 1] not in ("outskirts", "edge")
        if lower[k] == "of" and not (k and lower[k - 1] in TYPE_WORDS):
            return k, False
        k -= 1
        steps += 1
    return k, k >= 0 and lower[k] in ("near", "outside", "around", "close")


def _kind(name: str) -> int | None:
    return _kind_in(name, gazetteer.named_gazetteer())


@lru_cache(maxsize=50_000)
def _kind_in(name: str, gazetteer_file: str) -> int | None:
    places = gazetteer.lookup(name)
    if not places:
        return None
    kinds = [p.kind for p in places]
    if kinds[0] == "admin2" and "place" not in kinds:
        return DISTRICT  # no town has its name
    return {"country": COUNTRY, "admin1": PROVINCE, "admin2": SETTLEMENT, "place": SETTLEMENT}[kinds[0]]


@dataclass(frozen=True, slots=True)
class Located:
    """Where a named place lies, as far as is known."""

    admin1: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: str = "unknown"


class Locator:
    """Resolves the places of one report by the countries and provinces that the report names.

    `opened` gives the index of the gazetteer; who reads many reports remembers what it gave, for it looks at files.
    """

    def __init__(self, names: list[PlaceName], dateline: str | None, opened: Callable = gazetteer.opened) -> None:
        self._open, self._index = opened, None
        self.countries: Counter[str] = Counter()
        self.admin1s: Counter[str] = Counter()
        self.provinces: list[gazetteer.Place] = []
        if dateline:
            self._dateline(dateline)
        names = list({(p.name, p.rank): p for p in reversed(names)}.values())[::-1]  # each once: looking up costs time
        for place in names:
            if place.rank == COUNTRY and (country := self._opened().country_name(place.name)):
                self.countries[country] += 1
        for place in names:
            if place.rank == PROVINCE or place.rank == DISTRICT:
                self._province(place)
        self.cache: dict[tuple[str, int, bool], Located] = {}

    def _opened(self):
        self._index = self._index or self._open()
        return self._index

    def _find(self, name: str, *context, **how) -> gazetteer.Place | None:
        """Resolve a name; whether the gazetteer's files have changed is asked once for a report."""
        return gazetteer.resolve(name, *context, index=self._opened(), **how)

    def _dateline(self, dateline: str) -> None:
        parts = [p.strip() for p in dateline.split(",")]
        country = self._opened().country_name(parts[-1])
        if country:
            self.countries[country] += 2
        found = self._find(parts[0], self.countries)
        if found:
            self.countries[found.country] += 2

    def _province(self, place: PlaceName) -> None:
        found = self._find(place.name, self.countries, kind=("admin1",))
        if found is not None and place.rank == PROVINCE:
            self.admin1s[found.admin1] += 1
            self.countries[found.country] += 1
            self.provinces.append(found)

    def locate(self, name: str | None, rank: int, near: bool) -> Located:
        """Give admin1, country, coordinates and precision of a named place in this report."""
        if not name:
            return Located()
        key = (name, rank, near)
        if key not in self.cache:
            self.cache[key] = self._locate(name, rank, near)
        return self.cache[key]

    def _locate(self, name: str, rank: int, near: bool) -> Located:
        kinds = {COUNTRY: ("country",), PROVINCE: ("admin1", "country"), DISTRICT: ("admin2", "admin1", "place")}.get(
            rank
        )
        found = self._find(name, self.countries, self.admin1s, kind=kinds) or (
            self._find(name, self.countries, self.admin1s) if kinds else None
        )
        if found is not None:
            precision = {"country": "country", "admin1": "admin1", "admin2": "admin2"}.get(
                found.kind, "near" if near else "exact"
            )
            return Located(found.admin1 or None, found.country, found.latitude, found.longitude, precision)
        country = self.countries.most_common(1)[0][0] if self.countries else None
        if rank in (PROVINCE, COUNTRY):  # no gazetteer has it: its name is all that is known
            wide = rank == COUNTRY
            return Located(None if wide else name, name if wide else country, precision="country" if wide else "admin1")
        if self.provinces:
            home = max(self.provinces, key=lambda p: self.admin1s[p.admin1])
            return Located(home.admin1, home.country, home.latitude, home.longitude, "admin1")
        if country is not None:
            home = self._find(country, [country], kind="country")
            if home is not None:
                return Located(None, country, home.latitude, home.longitude, "country")
        return Located()
