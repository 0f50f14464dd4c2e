"""A small network that looks for the sentence that tells: only whole texts are labelled, and most of their sentences are idle.

Each sentence is read alone, as in multiple-instance learning (Dietterich, Lathrop and Lozano-Pérez 1997): features ─►
hidden units ─► log-odds of each type; a text's log-odds are about those of its surest sentence (a soft maximum). Units
are shared by all types, and by one more, "any type at all". Learned by Adam (Kingma and Ba 2015) with dropout
(Srivastava et al. 2014). scikit-learn's own network has no texts of many sentences.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.special import expit

UNITS = 32
PASSES, BATCH, FEWEST_STEPS = 14, 128, 100  # times that each text is seen; texts a step; steps where texts are few
RATE = 4e-3  # of learning, until half of the steps are done; then it falls to nothing
IDLE_UNITS, IDLE_FEATURES = 0.3, 0.4  # shares left out of a step, so that no unit and no word is relied on
MANY = 32  # sentences: of so many the maximum is softest
RAREST = 0.002  # share of texts: rarer types weigh no more than these


@dataclass
class Sentences:
    """The features of some texts' sentences: `owner` is each one's text, in order; every text has one at least."""

    matrix: sparse.csr_matrix
    owner: np.ndarray

    def __post_init__(self) -> None:
        self.starts = np.flatnonzero(np.diff(self.owner, prepend=-1))
        self.lengths = np.diff(self.starts, append=len(self.owner))

    def of(self, texts: np.ndarray) -> Sentences:
        """Give those of some texts."""
        rows = np.concatenate([np.arange(self.starts[t], self.starts[t] + self.lengths[t]) for t in texts])
        return Sentences(self.matrix[rows], np.repeat(np.arange(len(texts)), self.lengths[texts]))

    def soft_maximum(self, odds: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Give each text's log-odds, and how much each sentence has a say in them.

        Sentences that say the same add up, but never to more than MANY do: a thousand idle ones must not make a deed.
        """
        hardness = np.maximum(1, np.log(self.lengths) / np.log(MANY))[:, None]
        highest = np.maximum.reduceat(odds, self.starts, axis=0)
        shares = np.exp(hardness[self.owner] * (odds - highest[self.owner]))
        sums = np.add.reduceat(shares, self.starts, axis=0)
        return highest + np.log(sums) / hardness, shares / sums[self.owner]


class Telling:
    """Log-odds of each type from the sentence that tells, learned from whole texts."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def fit(self, sentences: Sentences, values: np.ndarray, weights: np.ndarray) -> Telling:
        """Learn from the sentences of texts, the types of the texts (0 or 1) and how often each text counts."""
        self.n_types_ = values.shape[1]
        first, weights = _once(sentences, values, weights)
        wanted = np.column_stack([values, values.max(axis=1)])[first]
        share = np.clip(weights @ wanted / weights.sum(), RAREST, 1 - RAREST)
        counts = np.where(wanted == 1, np.sqrt((1 - share) / share), 1) * (weights / weights.mean())[:, None]
        light = Sentences(sentences.matrix.astype(np.float32), sentences.owner)
        rng = np.random.default_rng(self.seed)
        self.layers_ = _beginning(light.matrix.shape[1], share, rng)
        adam = _Adam(self.layers_)
        for done, chosen in _steps(len(first), rng):
            batch = _without_some_features(light.of(first[chosen]), rng)
            slopes = self._slopes(batch, wanted[chosen], counts[chosen], rng)
            adam.step(slopes, RATE * min(1.0, 2 * (1 - done)))
        self.layers_ = {name: layer.astype(float) for name, layer in self.layers_.items()}
        return self

    def predict_proba(self, sentences: Sentences) -> np.ndarray:
        """Give the probability of each type, one row per text."""
        seen, unit, says, bias = (self.layers_[name] for name in ("seen", "unit", "says", "bias"))
        odds = np.maximum(sentences.matrix @ seen + unit, 0) @ says
        return expit(sentences.soft_maximum(odds)[0] + bias)[:, : self.n_types_]

    def _slopes(self, batch: Sentences, wanted: np.ndarray, counts: np.ndarray, rng) -> dict[str, np.ndarray]:
        """Give the slope of the log-loss of a few texts along each layer."""
        layers = self.layers_
        drawn = batch.matrix @ layers["seen"] + layers["unit"]
        awake = ((rng.random(drawn.shape, dtype=np.float32) >= IDLE_UNITS) & (drawn > 0)) / np.float32(1 - IDLE_UNITS)
        units = drawn * awake
        odds, say = batch.soft_maximum(units @ layers["says"])
        of_text = (counts * (expit(odds + layers["bias"]) - wanted) / len(wanted)).astype(np.float32)
        of_sentence = (say * of_text[batch.owner]).astype(np.float32)
        of_unit = (of_sentence @ layers["says"].T) * awake
        return {
            "seen": batch.matrix.T @ of_unit,
            "unit": of_unit.sum(axis=0),
            "says": units.T @ of_sentence,
            "bias": of_text.sum(axis=0),
        }


def _once(sentences: Sentences, values: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Take equal texts together, in an order of their own: weight 2 is then the same as the text twice."""
    heap: dict[str, list[int]] = {}
    matrix = sentences.matrix
    for text, (start, length) in enumerate(zip(sentences.starts, sentences.lengths, strict=True)):
        ends = matrix.indptr[start : start + length + 1]
        said = slice(ends[0], ends[-1])
        parts = (ends - ends[0], matrix.indices[said], matrix.data[said], values[text])
        heap.setdefault(hashlib.sha256(b"|".join(p.tobytes() for p in parts)).hexdigest(), []).append(text)
    groups = [heap[key] for key in sorted(heap)]
    return np.array([group[0] for group in groups]), np.array([weights[group].sum() for group in groups])


def _beginning(n_features: int, share: np.ndarray, rng: np.random.Generator) -> dict[str, np.ndarray]:
    layers = {
        "seen": rng.normal(0, 0.05, (n_features, UNITS)),
        "unit": np.zeros(UNITS),
        "says": rng.normal(0, 0.2, (UNITS, len(share))),
        "bias": np.log(share / (1 - share)) - 1,  # the maximum of many is above their mean
    }
    return {name: layer.astype(np.float32) for name, layer in layers.items()}


def _steps(n: int, rng: np.random.Generator) -> Iterator[tuple[float, np.ndarray]]:
    """Deal the texts into steps, pass after pass; gives the share of steps that are done, and the texts."""
    a_pass = -(-n // BATCH)
    passes = max(PASSES, -(-FEWEST_STEPS // a_pass))
    for k in range(passes):
        order = rng.permutation(n)
        for i in range(a_pass):
            yield (k * a_pass + i) / (passes * a_pass), order[i * BATCH : (i + 1) * BATCH]


def _without_some_features(batch: Sentences, rng: np.random.Generator) -> Sentences:
    matrix = batch.matrix
    matrix.data = matrix.data * (
        (rng.random(matrix.nnz, dtype=np.float32) >= IDLE_FEATURES) / np.float32(1 - IDLE_FEATURES)
    )
    return batch


class _Adam:
    """Steps down the slopes, each number's as long as its slopes have been alike."""

    def __init__(self, layers: dict[str, np.ndarray]) -> None:
        self.layers = layers
        self.mean = {name: np.zeros_like(layer) for name, layer in layers.items()}
        self.square = {name: np.zeros_like(layer) for name, layer in layers.items()}
        self.steps = 0

    def step(self, slopes: dict[str, np.ndarray], rate: float) -> None:
        """Change the layers in place."""
        self.steps += 1
        for name, slope in slopes.items():
            mean, square = self.mean[name], self.square[name]
            mean *= 0.9
            mean += 0.1 * slope
            square *= 0.99
            square += 0.01 * np.square(slope)
            length = np.sqrt(square)
            length *= np.float32((1 - 0.99**self.steps) ** -0.5)
            length += 1e-6
            self.layers[name] -= np.float32(rate / (1 - 0.9**self.steps)) * mean / length
