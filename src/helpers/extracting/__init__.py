"""The station that finds claims: who says how many, of whom, where and when; and who is said to be responsible."""

from helpers.extracting.claims import extract_claims
from helpers.extracting.parts import find_parts
from helpers.extracting.responsibility import extract_responsibility

__all__ = ["extract_claims", "extract_responsibility", "find_parts"]
