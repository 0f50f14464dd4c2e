"""Who is said to have done it: claims, denials and accusations of responsibility, each with its words."""

from __future__ import annotations

import pandas as pd

from helpers import tables


def extract_responsibility(reports: pd.DataFrame) -> pd.DataFrame:
    return tables.conform("responsibility", [])
