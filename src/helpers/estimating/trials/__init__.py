"""Each estimator with its estimand and the worlds to try it on: what `make coverage` runs."""
