"""The interval of a share, which more than one station needs."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np

Z = NormalDist().inv_cdf(0.975)


def wilson(share: float, n: float, quantile: float = Z) -> tuple[float, float]:
    """Give Wilson's interval (1927) of a share that rests on n units, or is worth as many; n may be infinite.

    quantile: of the normal distribution, or of Student's where n is itself estimated.

    >>> [round(x, 3) for x in wilson(0.5, 20)]
    [0.299, 0.701]
    """
    if np.isinf(n):
        return share, share
    q2 = quantile**2 / n
    middle = (share + q2 / 2) / (1 + q2)
    half = np.sqrt(q2 * share * (1 - share) + q2**2 / 4) / (1 + q2)
    return float(max(0.0, middle - half)), float(min(1.0, middle + half))
