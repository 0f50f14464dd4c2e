"""Read what a learner puts in the place of the dots, and say what kind of thing it is where it cannot be read."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sized

import numpy as np
import pandas as pd

WIDTH = 60  # characters of a learner's own words that a hint repeats


def real(answer: object) -> float | None:
    """Read 0.5, "0.5" and numpy's 0.5 alike; None for what is no finite number, and for a list or Series of them."""
    if isinstance(answer, bool | np.bool_) or (isinstance(answer, Sized) and not isinstance(answer, str)):
        return None
    try:
        number = float(answer)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def whole(answer: object) -> int | None:
    """Read 50, 50.0 and "50" alike; None for 50.9, which nobody can have counted."""
    number = real(answer)
    return round(number) if number is not None and abs(number - round(number)) < 1e-6 else None


def no_number(answer: object, unit: str = "") -> str:
    """Say why an answer is not read as one number, and what to put there."""
    if isinstance(answer, str):
        return f"{short(answer)} is a text. Write a number without quotation marks, comma or sign: 0.25, not '0,25' or '25%'."
    if isinstance(answer, float | np.floating):
        return f"{answer} is no finite number. Was something divided by 0, or is a value missing?"
    kind = type(answer).__name__
    if isinstance(answer, Sized):
        one = " (A Series of one value gives it by .iloc[0].)" if isinstance(answer, pd.Series) else ""
        return f"Give one number, not a {kind}.{one}"
    if hasattr(answer, "value") and hasattr(answer, "low"):
        return f"Your answer is of the type {kind}, which holds more than one number. Give its `.value`."
    if callable(answer):
        return "That is a function, not what it gives. Call it, with brackets, and give the number."
    nothing = " (Yours is None: what prints a number does not give it.)" if answer is None else ""
    return f"Put a number in the place of the dots{': ' if unit else ''}{unit}.{nothing}"


def no_whole(answer: object, unit: str = "") -> str:
    """Say why an answer is not read as one whole number."""
    number = real(answer)
    return no_number(answer, unit) if number is None else f"{number:g} is no whole number: count one by one."


def listed(answer: object) -> list[object] | None:
    """Read a list, set, tuple, array or Series; None for a text, a table, a dict and whatever is no list at all."""
    if isinstance(answer, str | Mapping | pd.DataFrame) or not isinstance(answer, Iterable):
        return None
    try:
        return list(answer)
    except TypeError:  # an array of no dimension says that it can be listed, and cannot
        return None


def texts(answer: object) -> list[str] | None:
    """Read a list of texts; None for dots and whatever else is no such thing."""
    found = listed(answer)
    return found if found is not None and all(isinstance(x, str) for x in found) else None


def short(answer: object) -> str:
    """Give an answer as a hint repeats it: in quotation marks if it is a text, in one line, and cut if it is long."""
    try:
        shown = repr(answer[:WIDTH]) if isinstance(answer, str) else " ".join(repr(answer).split())
    except ValueError:  # Python writes out no integer of more than 4300 digits
        shown = f"this {type(answer).__name__}"
    return shown if len(shown) <= WIDTH else f"{shown[: WIDTH - 1]}…"


def wholes(answer: object) -> list[int] | None:
    """Read a list of whole numbers; None for whatever is no such thing."""
    found = listed(answer)
    numbers = None if found is None else [whole(x) for x in found]
    return None if numbers is None or None in numbers else numbers
