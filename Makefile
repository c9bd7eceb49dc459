# make run: set everything up and open the app. make test: set everything up and run the tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.set-up
JOBS ?= auto
# Compiled modules are kept, or every process of the tests would compile them all again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: setup run check test test-lake look test-long bench pictures
.DEFAULT_GOAL := run

setup: $(STAMP)

$(STAMP): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo 'Python 3.11 or newer is needed. Install it (Debian, Ubuntu: sudo apt install python3 python3-venv),'; \
	  echo 'or name another one: make PYTHON=python3.12 $(MAKECMDGOALS)'; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo 'This Python cannot make a virtual environment. Debian, Ubuntu: sudo apt install python3-venv'; exit 1; }
	@$(BIN)/python -c 'import pip' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@$(BIN)/python -m compileall -q src
	@touch $@

run: setup
	$(BIN)/python -m followup.ui.serve

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	PYTHONPATH=src:. $(BIN)/lint-imports --no-logo
	$(BIN)/python -m pytest -q tests/structure

test: setup
	$(BIN)/python -m pytest -q -n $(JOBS) --maxprocesses=4 --dist worksteal

# The store and the services on a lake: a PostgreSQL of the tests' own starts and goes again, and
# every store that a test opens lies there. Besides what only a lake does (tests/lake): all of the
# store (sql), the services that store reports (unit) and, of the rules' scenarios (spec), those of
# reports, shares, goals, exceptions, parties, certificates, deviations, days and what was known
# earlier. Those marked embedded are of a file alone.
LAKE := tests/lake tests/sql $(addprefix tests/spec/test_,as_known.py certificates.py \
  deviations.py exceptions.py goals.py parties.py shares.py submissions.py time.py) \
  $(addprefix tests/unit/test_,kinds_stored.py submit.py)
test-lake: setup
	FOLLOWUP_TEST_STORE=postgres $(BIN)/python -m pytest -q -n $(JOBS) --maxprocesses=2 \
	  --dist worksteal -m 'not long' $(LAKE)

# A walk through every page in a browser, on which every fourth is looked at for who sees badly.
look: setup
	$(BIN)/python -m pytest -q -m browser tests/e2e/test_accessible.py -k some_pages

test-long: setup
	FOLLOWUP_SEARCH=1 $(BIN)/python -m pytest -q -n $(JOBS) --maxprocesses=4 -m 'long or not long'

bench: setup
	@set -e; for program in benchmarks/*.py; do $(BIN)/python -m "benchmarks.$$(basename "$$program" .py)"; done

pictures: setup
	$(BIN)/python docs/make_pictures.py
