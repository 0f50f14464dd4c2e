"""The station where text comes in: raw text → reports → sentences, and the published corpora."""

from .corpora import Corpus, fetch_corpus
from .duplicates import mark_duplicates
from .errors import ReadError
from .files import iter_reports, read_reports
from .parsing import parse_report
from .sentences import split_sentences

__all__ = [
    "Corpus",
    "ReadError",
    "fetch_corpus",
    "iter_reports",
    "mark_duplicates",
    "parse_report",
    "read_reports",
    "split_sentences",
]
