"""The checks of the exercises tell right from wrong and help."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from test_linking_tolls import claims

from helpers import check, classifying, linking
from helpers.annotating import codebook
from helpers.check import answers
from helpers.estimating import capture

ROWS = claims(
    {"low": 50, "group": "mixed"},
    {"low": 33, "group": "civilians", "scope": "part_of_total"},
    {"low": 17, "group": "security_forces", "scope": "part_of_total"},
)
INCIDENT = linking.link_incidents(ROWS)


@pytest.mark.parametrize(
    ("answer", "hint"),
    [
        (50, "Right: 50"),
        (100, "added up every number"),
        (33, "not of everyone"),
        ("50", "Right: 50"),
        (50.0, "Right: 50"),
        (51, "No source says 51, and no two groups add up to it"),
        (83, "50 + 33 is 83. 'r-c0' (50 people of any side) already holds the 33 of 'r-c1'"),
        (67, "50 + 17 is 67. 'r-c0'"),
        (50.9, "50.9 is no whole number"),
        ("50 people", "'50 people' is a text"),
        (ROWS["low"], "Give one number, not a Series"),
        (len, "That is a function"),
        (..., "in the place of the dots"),
        (True, "in the place of the dots"),
    ],
)
def test_toll_hints(capsys: pytest.CaptureFixture[str], answer: object, hint: str) -> None:
    check.toll(answer, INCIDENT, ROWS)
    assert hint in capsys.readouterr().out


def test_a_number_told_twice_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    rows = claims({"low": 50, "group": "mixed"}, {"low": 33, "group": "civilians"}, {"low": 50, "group": "unspecified"})
    check.toll(100, INCIDENT, rows)
    assert "'r-c0' and 'r-c2' are one number told twice: 50 people." in capsys.readouterr().out


def test_two_of_three_groups_are_not_everyone(capsys: pytest.CaptureFixture[str]) -> None:
    rows = claims(*({"low": n, "group": g} for n, g in ((3, "civilians"), (5, "militants"), (9, "security_forces"))))
    check.toll(8, linking.link_incidents(rows), rows)
    assert "3 + 5 is 8. Somebody is missing" in capsys.readouterr().out


def test_no_such_incident(capsys: pytest.CaptureFixture[str]) -> None:
    check.toll(3, INCIDENT.head(0), ROWS)
    assert "no such incident" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("answer", "hint"),
    [("r-c1", "Right"), ("r-c2", "group 'security_forces'"), ("r-c9", "no claim"), (..., "claim_id")],
)
def test_claim_hints(capsys: pytest.CaptureFixture[str], answer: object, hint: str) -> None:
    check.claim(answer, ROWS, measure="killed", group="civilians")
    assert hint in capsys.readouterr().out


# The checks of the exercises notebooks: each with right answers, slips and what they are told. (tests/test_exercises.py
# runs them on the collection's own reports.)

TEXT = "Gunmen killed 177 people."
SOME = claims({"low": 1, "group": "civilians"}, {"low": 3, "group": "mixed", "measure": "injured"})
FOUND = [("killed", "civilians", 1), ("injured", "mixed", 3)]
FOUND_TABLE = pd.DataFrame(FOUND, columns=["measure", "group", "number"])
VAGUE = claims(
    {"low": 30, "modifier": "nearly"},
    {"low": 20, "modifier": "nearly", "measure": "attackers", "report_id": "s"},
    {"low": 20, "modifier": "about", "report_id": "t"},
)
GROUPS = pd.Series([1, 1, 2, 3, 3, 3], index=list("abcdef"))
UNITS = pd.DataFrame({"outlet": ["A"] * 10 + ["B"] * 5})
COUNTED = pd.DataFrame({"outlet": ["A", "A", "B", "B"]})
TYPES = pd.DataFrame({"bombing": [1, 0, 1, 0], "abduction": [0, 0, 1, 0]}, index=list("wxyz"))
CHANCES = pd.DataFrame({"bombing": [0.5, 0.5, 0.6, 0.1], "abduction": [0.5, 0.1, 0.9, 0.1]}, index=list("wxyz"))
CURVE = pd.DataFrame({"by_hand": [0.0, 0.3, 0.6], "n": [9, 6, 3], "right": [0.5, 0.92, 0.97], "f1": [0.95, 0.96, 0.97]})
TEXTS = pd.Series({"w": "A bomb went off.", "x": "Miners met.", "y": "A blast was heard.", "z": "It rained."})
WORDS = {"a", "b", "c"}, {"b", "c", "d", "e"}
SENTENCES = pd.DataFrame({"text": ["They came.", "They left."]})
RATES = pd.Series({"A": 0.2, "B": 0.4})
BOOK = codebook.load()
MISS = BOOK.type("arson_or_sabotage").near_misses[0]

CHECKS: dict[str, Callable[[object], None]] = {
    "toll": lambda a: check.toll(a, INCIDENT, ROWS),
    "claim": lambda a: check.claim(a, ROWS, measure="killed"),
    "addends": lambda a: check.addends(a, INCIDENT, ROWS),
    "offsets": lambda a: check.offsets(a, TEXT, "177", f"LEAD. {TEXT}"),
    "one_sentence": lambda a: check.one_sentence(a, SENTENCES, stops=2),
    "similarity": lambda a: check.similarity(a, *WORDS),
    "sentence_type": lambda a: check.sentence_type(a, MISS.text, BOOK),
    "kappa": lambda a: check.kappa(a, "aabb", "abbb"),
    "rates": lambda a: check.rates(a, COUNTED, UNITS),
    "f1": lambda a: check.f1(a, [1, 1, 1, 0, 0, 0], [1, 0, 0, 1, 0, 0]),
    "f1 near": lambda a: check.f1(a, [1] * 41 + [0] * 223, [1] * 40 + [0] + [1] * 28 + [0] * 195),
    "leak": lambda a: check.leak(a, GROUPS, [0, 2, 3, 5], [1, 4]),
    "keywords": lambda a: check.keywords(a, ["bomb", "mine"], TYPES["bombing"], TEXTS, classifying.predict_keywords),
    "observed_share": lambda a: check.observed_share(a, TYPES, CHANCES, 0.5, 0.7),
    "share_by_hand": lambda a: check.share_by_hand(a, CURVE, wanted=0.9),
    "hours": lambda a: check.hours(a, 0.3, reports=1000, minutes=6),
    "claims_of_sentence": lambda a: check.claims_of_sentence(a, SOME),
    "scopes": lambda a: check.scopes(a, ROWS),
    "vague_tolls": lambda a: check.vague_tolls(a, VAGUE, "nearly"),
}
REPORTS = pd.DataFrame({"report_id": ["r1", "r2", "r3"], "incident_id": ["a", "a", "b"]})
HAPPENED = pd.DataFrame({"incident_id": ["a", "b"], "date": pd.to_datetime(["2024-01-01", "2024-01-05"])})
DATES = pd.Series(pd.to_datetime(["2024-01-03", "2024-01-09", "2024-03-01", "2025-12-01"]))
TOLL = pd.Series({"killed_low": 22, "killed_best": 22, "killed_high": 26})
TOLD = pd.DataFrame(
    {
        "incident_id": ["a", "a", "b", "b", "c"],
        "claimant_type": ["police", "witness", "police", "witness", "police"],
        "low": [2, 4, 4, 4, 12],
    }
)
DEAD = pd.Series([0] * 10 + [1] * 9 + [11])
LISTS = pd.DataFrame({"A": [1, 1, 1, 1, 0, 0], "B": [1, 1, 0, 0, 1, 0]}).astype(bool)
STRATA = pd.Series([True, True, False, True, False, True])
CHECKS |= {
    "same_incident": lambda a: check.same_incident(a, REPORTS, HAPPENED),
    "corrected_share": lambda a: check.corrected_share(a, said=0.3, sensitivity=0.8, specificity=0.9),
    "reports_needed": lambda a: check.reports_needed(a, share=0.2, half_width=0.05),
    "per_month": lambda a: check.per_month(a, DATES, months=24),
    "bounds": lambda a: check.bounds(a, TOLL),
    "bounds of an open toll": lambda a: check.bounds(a, TOLL.replace({26: None}).astype("Int64")),
    "paired_ratio": lambda a: check.paired_ratio(a, TOLD, "police", "witness"),
    "top_share": lambda a: check.top_share(a, DEAD, 0.1),
    "chapman": lambda a: check.chapman(a, LISTS),
    "chapman in strata": lambda a: check.chapman(a, LISTS, strata=STRATA),
}
SCOPES = {"r-c0": "incident", "r-c1": "part_of_total", "r-c2": "part_of_total"}


@pytest.mark.parametrize(
    ("name", "answer", "hint"),
    [
        ("addends", ["r-c1", "r-c2"], "Right: they add up to 50"),
        ("addends", ["r-c0", "r-c1", "r-c2"], "'r-c0' (50) already holds the others (33 + 17)"),
        ("addends", ["r-c1", "r-c1"], "stands twice in your list"),
        ("addends", ["r-c0", "r-c1"], "50 + 33 is 83. 'r-c0' (50 people of any side) already holds the 33 of 'r-c1'"),
        ("addends", [], "Somebody is missing"),
        ("addends", ["r-c0"], "A single claim adds nothing up"),
        ("addends", ["r-c9", "r-c0"], "no claim of people killed"),
        ("offsets", (14, 17), "Right: text[14:17]"),
        ("offsets", (20, 23), "You counted in the raw text"),
        ("offsets", (14, 16), "one past the last character"),
        ("offsets", (15, 18), "one too large"),
        ("offsets", (-3, 2), "Try report['text'].find"),
        ("offsets", (163.5, 166), "Put two numbers"),
        ("one_sentence", ".....", "Put a sentence of 3 words or more"),
        ("one_sentence", "They all came at once...", "has 1 full stops and needs 2"),
        ("one_sentence", "They came back.", "has 1 full stops and needs 2"),
        ("one_sentence", "They came. They left.", "became 2 sentences"),
        ("similarity", 0.4, "Right: 0.40 (2 shared of 5"),
        ("similarity", 2, "how many they share"),
        ("similarity", 2 / 3, "share of the first"),
        ("similarity", 0.5, "share of the second"),
        ("similarity", 40, "this is per cent"),
        ("sentence_type", MISS.instead, f"Right: {MISS.instead}, not arson_or_sabotage. {MISS.why}"),
        ("sentence_type", "arson_or_sabotage", f"So it looks at first. But: {MISS.why}"),
        ("sentence_type", "abduction", "Read again what the codebook says of arson_or_sabotage"),
        ("sentence_type", "murder", "is no type of the codebook"),
        ("kappa", 0.5, "Right: 0.50"),
        ("kappa", 0.75, "raw agreement"),
        ("kappa", 0.25, "how far beyond chance they get"),
        ("rates", RATES, "Right: from 20.0% (A) to 40.0% (B)"),
        ("rates", RATES * 100, "per cent"),
        ("rates", pd.Series({"A": 2, "B": 2}), "These are the counts"),
        ("rates", pd.Series({"A": 2, "B": 2}) / 15, "divided by the number of all units"),
        ("rates", pd.Series({"A": 0.5, "B": 0.5}), "shares of all that is counted"),
        ("rates", pd.Series({"A": 0.2}), "'B' has no rate"),
        ("rates", pd.Series({"A": 0.2, "B": "x"}), "'B' has no rate"),
        ("rates", pd.Series([0.2, 0.4, 0.4], index=["A", "B", "B"]), "has B twice"),
        ("rates", pd.Series({"A": 0.2, "B": 0.9}), "For B you have 0.900, but 2 of its 5"),
        ("f1", 0.4, "Right: 0.40"),
        ("f1", 0.5, "the precision"),
        ("f1", 1 / 3, "the recall"),
        ("f1", 1 / 6, "You multiplied the two"),
        ("f1", 0.25, "hits / (hits + misses + false alarms)"),
        ("f1", "40%", "'40%' is a text. Write a number without quotation marks"),
        ("f1", "0,4", "'0,4' is a text"),
        ("f1", pd.Series([0.4]), "Give one number, not a Series"),
        ("f1", [0.4], "Give one number, not a list"),
        ("f1", None, "Yours is None"),
        ("f1", np.float64("nan"), "nan is no finite number"),
        ("f1", sum, "Call it, with brackets"),
        ("f1 near", 0.367, "That is half of it"),
        ("f1 near", 0.93, "the F1 of the texts where nothing was to be found"),
        ("f1 near", 0.58, "hits / (hits + misses + false alarms)"),
        ("f1 near", 0.574, "You multiplied the two"),
        ("f1 near", 0.7, "Give two decimals"),
        ("f1 near", 0.8, "it is less"),
        ("leak", 1.0, "Right: 1.00 (2 of 2"),
        ("leak", 0.75, "Turn it round"),
        ("leak", np.float64(1), "Right: 1.00"),
        ("leak", 2, "is how many leak"),
        ("leak", 2 / 6, "divided by all reports"),
        ("keywords", ["bomb", "blast"], "Right: F1 1.00, before 0.50"),
        ("keywords", ["mine"], "You miss 2 of 2 (read w, y); 'mine' stands in 1 reports"),
        ("observed_share", 0.5, "Right: 0.50 (2 of 4"),
        ("observed_share", 0.525, "the mean probability there"),
        ("observed_share", 3 / 8, "over all pairs"),
        ("share_by_hand", 0.3, "Right: 0.30"),
        ("share_by_hand", 0.6, "with fewer by hand, too"),
        ("share_by_hand", 0, "right in only 50%"),
        ("share_by_hand", 0.7, "the machine's part"),
        ("share_by_hand", 0.92, "how often the machine is right"),
        ("hours", 30, "Right: 30"),
        ("hours", 1800, "minutes"),
        ("hours", 3000, "Not 3000: it is less"),
        ("hours", 70, "the machine's part"),
        ("claims_of_sentence", [("killed", "civilians", 1), ("injured", "mixed", 3)], "Right: all 2 claims"),
        ("claims_of_sentence", FOUND[1:], "1 of the text's 2 claims are in your list. One that it lacks: 1 killed. Of"),
        ("claims_of_sentence", [("freed", "mixed", 9)], "0 of the text's 2 claims are in your list. It also has 9 freed"),
        ("claims_of_sentence", [("mixed", "injured", 3)], "has the group first. The order is measure, group, number"),
        ("claims_of_sentence", [("wounded", "mixed", 3)], "'wounded' is no measure. There are killed, injured"),
        ("claims_of_sentence", [("injured", "police", 3)], "'police' is no group. There are civilians"),
        ("claims_of_sentence", [("Killed", "civilians", 1)], "Write 'killed'"),
        ("claims_of_sentence", [("killed", "security forces", 1)], "Write 'security_forces'"),
        ("claims_of_sentence", [("killed", "civilians", "one")], "'one' is no number of people"),
        ("claims_of_sentence", [("killed", "civilians", 1.5)], "1.5 is no number of people"),
        ("claims_of_sentence", [(3, "killed", "mixed")], "3 is no measure"),
        ("claims_of_sentence", [*FOUND, FOUND[0]], "1 killed (civilians) stands in your list once too often"),
        ("claims_of_sentence", [*FOUND, ("freed", "mixed", 9)], "2 of the text's 2 claims are in your list. It also has"),
        ("claims_of_sentence", FOUND_TABLE, "Right: all 2 claims"),
        ("claims_of_sentence", FOUND_TABLE.drop(columns="number"), "the columns measure, group and number"),
        (
            "claims_of_sentence",
            [("killed", "civilians", 1), ("injured", "civilians", 3)],
            "has 3 injured (civilians), but by the text the group is mixed",
        ),
        ("claims_of_sentence", SOME, "Right: all 2 claims"),
        ("scopes", SCOPES, "Right: all 3 scopes"),
        ("scopes", SCOPES | {"r-c1": "incident"}, "a larger number in the text holds the same people"),
        ("scopes", {"r-c0": "incident"}, "r-c1 ("),
        ("scopes", SCOPES | {"r-c0": ["incident"]}, "['incident'] is no scope"),
        ("scopes", SCOPES | {"r-c0": np.array([1, 2])}, "is no scope"),
        ("scopes", SCOPES | {"r-c0": "total"}, "'total' is no scope"),
        ("vague_tolls", ["r"], "Right: r"),
        ("vague_tolls", ["r", "s"], "attackers, who stand in no toll"),
        ("vague_tolls", ["t"], "no number with the modifier 'nearly'"),
        ("vague_tolls", [], "1 of 1 are lacking"),
        ("vague_tolls", ["r17"], "'r17' is none of these reports"),
        ("same_incident", [["r1", "r2"], ["r3"]], "Right: 2 incidents"),
        ("same_incident", [["r1", "r2", "r3"]], "'r1' and 'r3' are two incidents"),
        ("same_incident", [["r1"], ["r2"], ["r3"]], "'r1' and 'r2' tell of one incident"),
        ("same_incident", [["r1"], ["r3"]], "'r2' has to stand in one of the groups"),
        ("same_incident", [["r1", "r2"], ["r3", "r1"]], "'r1' stands 2 times in your groups"),
        ("same_incident", [["r1", "r2"], ["r3"], []], "Right: 2 incidents"),
        ("same_incident", [["r1", "r2"], ["r03"]], "'r03' is none of these reports: r1, r2, r3"),
        ("same_incident", [[], []], "Put a list of lists"),
        ("same_incident", ["r1", "r2"], "Put a list of lists"),
        ("corrected_share", 0.2 / 0.7, "Right: 0.29"),
        ("corrected_share", 0.3, "false alarms and all"),
        ("corrected_share", 0.375, "How much of what it says are false alarms"),
        ("corrected_share", 0.2, "What does it miss"),
        ("corrected_share", 0.25, "not by sensitivity alone"),
        ("reports_needed", 246, "Right: 245.86"),
        ("reports_needed", 61, "so wide in all"),
        ("reports_needed", 64, "one standard error"),
        ("reports_needed", 384, "the worst case"),
        ("per_month", 4 / 24, "Right: 0.17"),
        ("per_month", 4 / 3, "What about the 21 that have none"),
        ("per_month", 0.2, "Give two decimals"),
        ("per_month", 4, "how many there are in all"),
        ("bounds", (22, 22, 26), "Right: 22, 22, 26"),
        ("bounds", (22, 24, 26), "Best is no mean"),
        ("bounds", (26, 22, 22), "Low cannot lie above"),
        ("bounds", (22, 22, 26.4), "26.4 is no whole number"),
        ("bounds", (22, 25, 26), "the order of trust, which is the table linking.source_order()"),
        ("bounds", {"low": 22, "best": 22, "high": 26}, "Put three numbers"),
        ("bounds", (22, 22, None), "Not the high"),
        ("bounds", (22, None, 26), "Put three numbers"),
        ("bounds of an open toll", (22, 22, None), "Right: 22, 22, open"),
        ("bounds of an open toll", (22, 22, 26), "Not the high"),
        ("bounds", (3, 22, 48), "Not the low and the high. Low is the smallest"),
        ("paired_ratio", 0.75, "Right: 0.75 (6 by 8 in 2 incidents)"),
        ("paired_ratio", 18 / 8, "sums over different incidents"),
        ("paired_ratio", 1.5, "means over different incidents"),
        ("paired_ratio", 8 / 6, "Turned round"),
        ("top_share", 0.55, "Right: 0.55 (11 of 20 dead in 1 of 10 incidents)"),
        ("top_share", 0.6, "You took 10% of all incidents"),
        ("top_share", 0.45, "the share of all the others"),
        ("chapman", 17 / 3, "Right: 5.67 ((4 + 1)(3 + 1) / (2 + 1) - 1)"),
        ("chapman", capture.chapman(LISTS), "which holds more than one number. Give its `.value`"),
        ("chapman", capture.chapman(LISTS).value, "Right: 5.67"),
        ("chapman", 1, "out of each list. All that a list has counts: 4 and 3"),
        ("chapman", 5, "is how many the two have together"),
        ("chapman in strata", 6, "Right: 6.00"),
    ],
)  # fmt: skip
def test_hints(capsys: pytest.CaptureFixture[str], name: str, answer: object, hint: str) -> None:
    CHECKS[name](answer)
    assert hint in capsys.readouterr().out


def test_every_check_is_tried() -> None:
    public = {name for name, f in vars(check).items() if callable(f) and not name.startswith("_")}
    assert public == set(check.__all__) == {name.split()[0] for name in CHECKS}


LONGEST_HINT = 500  # characters: a learner's own words come back cut
NO_ANSWERS = [
    ...,
    None,
    True,
    float("nan"),
    float("inf"),
    "",
    "x",
    -1,
    10**400,
    [],
    [...],
    [1],
    (1, 2, 3),
    {},
    {"a": ...},
]
NO_ANSWERS += [
    len,
    list,
    np.float64("nan"),
    np.float64("-inf"),
    np.float64(-3.7),
    np.int64(-3),
    np.array(1),
    np.bool_(True),
]
NO_ANSWERS += [
    "x" * 100_000,
    "two\nlines",
    ["y" * 100_000],
    [["z" * 100_000]],
    {"z" * 100_000: "y" * 100_000},
    [[]],
    [[[1]]],
]
NO_ANSWERS += [
    [["r1", 2], None],
    [("killed", "civilians", np.nan)],
    [(1, 2, 3)],
    [("z" * 100_000, "mixed", 3)],
    [len],
    (None,) * 3,
]
NO_ANSWERS += [
    pd.Series(["x"], index=["A"]),
    pd.Series({"A": np.inf, "B": np.nan}),
    {"r-c0": np.array([1, 2])},
    "." * 99,
]
NO_ANSWERS += [
    pd.DataFrame([FOUND[0]] * 2, columns=["measure", "group", "group"]),
    capture.chapman(LISTS.head(0)),
]
NO_ANSWERS += [pd.Timedelta(days=1), 10**5000, [("killed", "mixed", 10**5000)], {"r-c0": 10**5000}]
NO_ANSWERS += [object(), pd.NA, pd.Series([1.0]), pd.DataFrame({"a": [1]}), [None, "r-c1"], [("killed",)], {"r-c1"}]


def answers_badly(said: str) -> bool:
    return said.count("\n") != 1 or len(said.split()) < 3 or len(said) > LONGEST_HINT or said.startswith("Right")


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_never_raises_and_always_answers(capsys: pytest.CaptureFixture[str], name: str) -> None:
    bad = []
    for answer in NO_ANSWERS:
        CHECKS[name](answer)
        if answers_badly(said := capsys.readouterr().out):
            bad.append((answers.short(answer), said))
    assert bad == []


@pytest.mark.parametrize("said", ["", "Wrong.\n", "Right: 50 people.\n", "Two lines\nof a hint\n", "x y " * 200 + "\n"])
def test_a_bad_answer_of_a_check_is_seen(said: str) -> None:
    assert answers_badly(said)
    assert not answers_badly("Put a number in the place of the dots.\n")
