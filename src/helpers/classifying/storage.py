"""A model in a file, without pickle: what may be loaded is the list TRUSTED, and nothing else.

The file is skops's: a zip archive of a JSON description and arrays. Loading a pickle can run anybody's code;
loading this builds objects of the listed types only. skops is imported where it is used: it takes a second that
those who save nothing need not wait.
"""

from __future__ import annotations

import copy
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import sklearn

from helpers import __version__
from helpers.classifying.classifier import IncidentTypeClassifier
from helpers.classifying.sentence_types import SentenceTyper

FORMAT = "incident-casebook classifier 1"
# Types beyond numbers, texts, arrays, lists and scikit-learn's own, which skops trusts.
TRUSTED = (
    "helpers.classifying.classifier.IncidentTypeClassifier",
    "helpers.classifying.features.Weighing",
    "helpers.classifying.members.Linear",
    "helpers.classifying.members.Members",
    "helpers.classifying.members.Weighed",
    "helpers.classifying.sentence_types.SentenceTyper",
    "helpers.classifying.taught.Lessons",
    "helpers.classifying.telling.Telling",
    "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",  # its tables are checked: `_check_trees`
)
MODELS = (IncidentTypeClassifier, SentenceTyper)
LARGEST = 2 * 1024**3  # bytes unpacked: a small archive can hold an endless one


class StorageError(ValueError):
    """A file that is no model of ours, or holds what may not be loaded; the message says what was found."""


def save_model(
    model: IncidentTypeClassifier | SentenceTyper, path: str | Path, codebook_version: str | None = None
) -> Path:
    """Save a fitted classifier or SentenceTyper, with the hash of its training data and the version of the codebook.

    `codebook_version` is that of the labels it learned from (`annotating.codebook.load().version`); leave it out
    for labels of another origin, or where the model knows it (`codebook_`). A SentenceTyper is saved without `unseen_`.
    Gives the path. Raises StorageError for a model that is not fitted.
    """
    if not isinstance(model, MODELS) or not hasattr(model, "training_sha256_"):
        raise StorageError("only a fitted IncidentTypeClassifier or SentenceTyper can be saved: call fit first.")
    from skops import io

    content = {
        "format": FORMAT,
        "model": _without_tables(model),
        "training_sha256": model.training_sha256_,
        "codebook_version": codebook_version or getattr(model, "codebook_", None),
        "saved_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "versions": {"incident-casebook": __version__, "scikit-learn": sklearn.__version__},
    }
    io.dump(content, path, compression=zipfile.ZIP_DEFLATED)
    return Path(path)


def _without_tables(model: IncidentTypeClassifier | SentenceTyper) -> IncidentTypeClassifier | SentenceTyper:
    """Leave out what is for judging only: a table has no place in the file."""
    light = copy.copy(model)
    vars(light).pop("unseen_", None)
    return light


def load_model(path: str | Path) -> IncidentTypeClassifier | SentenceTyper:
    """Load a model that `save_model` saved; it has, besides, `saved_` (dict: hash, codebook, day, versions).

    Raises StorageError for a file that is not there, that is not ours, that holds a type beyond TRUSTED, or that
    another version of scikit-learn wrote.
    """
    path = Path(path)
    _check_archive(path)
    content = _read(path)
    model = content.pop("model", None) if isinstance(content, dict) else None
    if not isinstance(model, MODELS) or content.get("format") != FORMAT:
        raise StorageError(f"{path}: this is not a model of this collection; save one with save_model.")
    if content.get("training_sha256") != getattr(model, "training_sha256_", None):
        raise StorageError(f"{path}: the hash of the training data is not the model's; fit and save it anew.")
    wrote = content.get("versions", {}).get("scikit-learn")
    if wrote != sklearn.__version__:
        raise StorageError(f"{path}: written by scikit-learn {wrote}, here is {sklearn.__version__}; fit it anew.")
    if isinstance(model, SentenceTyper):
        _check_trees(model, path)
    model.saved_ = content
    return model


def _check_trees(model: SentenceTyper, path: Path) -> None:
    """Refuse trees that lead astray: scikit-learn follows their numbers unchecked, out of the memory or in a circle."""
    for tree in (tree for step in model.judge_._predictors for tree in step):
        nodes = tree.nodes[tree.nodes["is_leaf"] == 0]
        own = np.flatnonzero(tree.nodes["is_leaf"] == 0)
        ahead = (nodes["left"] > own) & (nodes["right"] > own)
        inside = (nodes["left"] < len(tree.nodes)) & (nodes["right"] < len(tree.nodes))
        known = (nodes["feature_idx"] >= 0) & (nodes["feature_idx"] < model.judge_.n_features_in_)
        if not (ahead & inside & known & (nodes["is_categorical"] == 0)).all():
            raise StorageError(
                f"{path}: a decision tree in it leads to nodes that are not there; do not use this file."
            )


def _check_archive(path: Path) -> None:
    if not path.is_file():
        raise StorageError(f"{path}: there is no such file.")
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(member.file_size for member in archive.infolist())
            names = archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError) as problem:
        raise StorageError(f"{path}: not a model file ({problem}); pickles are never loaded.") from problem
    if "schema.json" not in names:
        raise StorageError(f"{path}: not a model file (no schema.json in it).")
    if size > LARGEST:
        raise StorageError(f"{path}: {size:,} bytes unpacked, more than {LARGEST:,}: refused.")


def _read(path: Path) -> object:
    """Load an archive whose every type is trusted; whatever else goes wrong in it means that it is not ours."""
    from skops import io

    try:
        strange = sorted(set(io.get_untrusted_types(file=path)) - set(TRUSTED))
    except Exception as problem:
        raise StorageError(f"{path}: cannot be read ({type(problem).__name__}: {problem}).") from problem
    if strange:
        raise StorageError(f"{path}: holds {', '.join(strange)}, which may not be loaded.")
    try:
        return io.load(path, trusted=list(TRUSTED))
    except Exception as problem:
        raise StorageError(f"{path}: cannot be read ({type(problem).__name__}: {problem}).") from problem
