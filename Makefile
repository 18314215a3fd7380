# Each target makes the virtual environment it needs; a second call is quick.
PYTHON ?= python3
SEEDS ?= seeds
DATA ?= data
VENV := .venv
BIN := $(VENV)/bin
CORE := $(VENV)/.core
DEV := $(VENV)/.dev
BENCH := $(VENV)/.bench
BULK ?=
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps

.DEFAULT_GOAL := help
.PHONY: help pipeline test check accuracy golden report dictionary torture bench clean

help: ## List the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

pipeline: $(CORE) ## Run the job: SEEDS=folder of pages, DATA=folder of snapshots
	@$(BIN)/python -m pipeline run --seeds $(SEEDS) --data $(DATA)

test: $(DEV) ## Run the tests
	$(BIN)/python -m pytest tests -rs

torture: $(DEV) ## Run the fault tests at full size
	$(BIN)/python -m pytest tests -m torture

check: $(DEV) ## Lint, format and types
	$(BIN)/ruff check pipeline tests
	$(BIN)/ruff format --check pipeline tests
	$(BIN)/mypy

accuracy: $(DEV) ## Score the tables against tests/gold and hold the floors
	$(BIN)/python -m tests.accuracy

golden: $(DEV) ## Write the golden tables of tests/golden anew, to be looked at
	$(BIN)/python -m tests.golden

report: $(DEV) ## Write one HTML file that shows the last snapshot: data/reports/RUN.html
	@$(BIN)/python -m pipeline report --data $(DATA)

dictionary: $(CORE) ## Render the data dictionary from the table declarations
	$(BIN)/python -m pipeline dictionary > data/DICTIONARY.md

bench: $(BENCH) ## Measure speed and memory: BULK=pages.jsonl.gz
	BULK=$(BULK) $(BIN)/python -m tests.bench

clean: ## Remove the environment and everything made, but not the published data
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)

$(CORE): requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): requirements-dev.lock $(CORE)
	$(PIP) -r requirements-dev.lock
	@touch $@

$(BENCH): requirements-bench.lock $(DEV)
	$(PIP) -r requirements-bench.lock
	@touch $@
