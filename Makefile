# Incident Casebook. `make` alone lists what there is. The environment lies in .venv: it is made once, and again
# only when a lock changes (the stamp files inside it remember).

BIN := .venv/bin
USERS := .venv/users.stamp
TESTERS := .venv/testers.stamp
# The first Python that is new enough and able to make an environment (Debian ships it without ensurepip).
FITS = import ensurepip, sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(firstword $(foreach p,python3 python3.11 python3.12 python3.13,$(shell $(p) -c "$(FITS)" 2>/dev/null && echo $(p))))

.PHONY: help run test lab bench coverage lock clean
.DEFAULT_GOAL := help

help:  ## this list
	@sed -n 's/^\([a-z]*\):[^#]*## /make \1\t/p' $(MAKEFILE_LIST) | expand -t 14

run: $(USERS)  ## run the notebooks, write results/ (make run REPORTS=my_folder: on your own reports)
	@$(BIN)/python -m helpers run $(if $(REPORTS),--reports "$(REPORTS)")

test: $(TESTERS)  ## every test, and every notebook against its stored outputs
	@$(BIN)/python -m pytest -n 2 --dist loadscope

lab: $(USERS)  ## open the notebooks in JupyterLab
	@$(BIN)/jupyter-lab --notebook-dir=. notebooks/00_start_here.ipynb

bench: $(TESTERS)  ## measure speed and quality
	@for script in benchmarks/bench_*.py; do echo "== $$script" && $(BIN)/python "$$script" || exit 1; done

coverage: $(USERS)  ## how often each estimator's interval holds the truth, over simulated worlds (hours)
	@OPENBLAS_NUM_THREADS=1 $(BIN)/python scripts/make_coverage.py

lock:  ## renew both locks from requirements*.in (needs uv on the PATH)
	@for lock in requirements requirements-test; do $(UV) $$lock.in -o $$lock.txt || exit 1; done

clean:  ## remove what can be made again: results, caches, the environment (your labels, link decisions and models stay)
	@test ! -d results || find results -mindepth 1 -maxdepth 1 ! -name annotations ! -name '*link_decisions.csv' ! -name model ! -name '*.skops' -exec rm -rf {} +
	@rm -rf .venv build .pytest_cache .ruff_cache .hypothesis src/*.egg-info
	@find src tests notebooks -name __pycache__ -o -name .ipynb_checkpoints | xargs rm -rf

UV = uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-annotate

$(USERS): requirements.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, with venv (Debian: apt install python3-venv)."; exit 1; }
	@echo "Setting up .venv (once; about 1 GB) …"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -c "import matplotlib.font_manager"  # builds its font list now, not inside a notebook
	@touch $@

$(TESTERS): requirements-test.txt $(USERS)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $@
