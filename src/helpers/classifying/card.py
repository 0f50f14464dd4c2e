"""A model card (Mitchell et al. 2019) written from what was measured."""

from __future__ import annotations

import pandas as pd

from helpers.classifying.classifier import IncidentTypeClassifier

LOW = 0.5  # F1 under which a type is better coded by hand
UNSURE = 0.2  # width of an interval that says little
TAUGHT = "word weights that the answer keys of MUC-4's training part taught (data/lexicon/telling_words.csv)"


def model_card(
    model: IncidentTypeClassifier,
    scores: pd.DataFrame,
    name: str = "Incident types",
    trained_on: str = "not stated",
    judged_on: str = "not stated",
    rivals: dict[str, pd.DataFrame] | None = None,
    calibration_error: float | None = None,
    codebook_version: str | None = None,
    limits: tuple[str, ...] = (),
) -> str:
    """Write a model card in Markdown from a fitted model and its `score_types` table.

    `rivals` are tables of other coders on the same texts; `limits` are sentences of yours about what must not be
    concluded. What was not measured is said to be not measured. Raises ValueError where scores are of other types.
    """
    types = list(scores["incident_type"].iloc[:-1])
    if types != [str(t) for t in model.types_] or scores["incident_type"].iloc[-1] != "all":
        raise ValueError(f"scores are of {', '.join(types)}; the model has learned {', '.join(model.types_)}.")
    parts = [
        f"# Model card: {_plain(name)}",
        _what(model, trained_on, codebook_version),
        "## How good it is",
        f"Judged on: {_plain(judged_on)}. Intervals are 95%, by bootstrap.",
        _table(scores),
        _against(scores, rivals),
        _calibration(calibration_error),
        "## What speaks for each type",
        _words(model),
        "## Limits",
        "\n".join(f"- {line}" for line in [*_found_limits(scores), *(_plain(x) for x in limits)]),
    ]
    return "\n\n".join(parts) + "\n"


def _plain(text: object) -> str:
    """Keep a name or a word from being read as a table, a link or HTML."""
    escaped = str(text).replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|").replace("[", "\\[")
    return " ".join(escaped.split())


def _what(model: IncidentTypeClassifier, trained_on: str, codebook_version: str | None) -> str:
    members = "averaged linear models" if model.trust_ is None else ", ".join(model.members_.asked())
    rows = [
        ("Trained on", _plain(trained_on)),
        ("Texts learned from", f"{model.n_texts_:,}"),
        ("SHA-256 of the training data", f"`{model.training_sha256_}`"),
        ("Codebook version", _plain(codebook_version or "not stated")),
        ("Types", ", ".join(_plain(t) for t in model.types_)),
        ("Members", members),
        *([("What `taught` knew before", TAUGHT)] if "taught" in members else []),
        ("Threshold", f"{model.threshold_:.2f}"),
    ]
    return "\n".join(["| | |", "|---|---|", *(f"| {a} | {b} |" for a, b in rows)])


def _table(scores: pd.DataFrame) -> str:
    lines = ["| type | n | precision | recall | F1 | 95% |", "|---|---|---|---|---|---|"]
    for row in scores.itertuples():
        figures = [_number(x) for x in (row.precision, row.recall, row.f1)]
        lines.append(f"| {_plain(row.incident_type)} | {row.n} | {' | '.join(figures)} | {_interval(row)} |")
    return "\n".join(lines)


def _number(x: float) -> str:
    return "–" if pd.isna(x) else f"{x:.3f}"


def _interval(row) -> str:
    return "too few" if pd.isna(row.low) else f"{row.low:.3f} to {row.high:.3f}"


def _against(scores: pd.DataFrame, rivals: dict[str, pd.DataFrame] | None) -> str:
    if not rivals:
        return "Not compared with any other coder."
    lines = ["| coder | micro-F1 | 95% |", "|---|---|---|"]
    for name, table in {"this model": scores, **rivals}.items():
        row = table.iloc[-1]
        lines.append(f"| {_plain(name)} | {_number(row.f1)} | {_interval(row)} |")
    return "\n".join(lines)


def _calibration(error: float | None) -> str:
    if error is None:
        return "Whether its probabilities can be taken at their word was not measured."
    return f"Expected calibration error: {error:.3f} (mean gap between probability and share; most pairs lie near 0, so look at the curve)."


def _words(model: IncidentTypeClassifier) -> str:
    if "words" not in model.members_.fitted_:
        return "Not shown: the member `words` was not asked."
    lines = []
    for name in model.types_:
        words = [_plain(word) for word in model.strongest_words(name, 8)]
        lines.append(f"- {_plain(name)}: {', '.join(words) or 'nothing was learned (all texts have it, or none)'}")
    return "\n".join(lines)


def _found_limits(scores: pd.DataFrame) -> list[str]:
    each = scores.iloc[:-1]
    weak, few = each[each["f1"] < LOW], each[each["low"].isna()]
    wide = each[each["high"] - each["low"] > UNSURE]
    found = [
        (weak, f"F1 under {LOW}, better coded by hand: "),
        (few, "too few cases for an interval: "),
        (wide, f"an interval wider than {UNSURE}: "),
    ]
    lines = [text + ", ".join(map(_plain, rows["incident_type"])) + "." for rows, text in found if len(rows)]
    return [*lines, "Measured on the texts named above; on other places, times and outlets it was not."]
