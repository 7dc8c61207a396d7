# Everything that is done to the tree, by one word each. `make help` lists them.
SHELL := /bin/sh
.SHELLFLAGS := -euc
.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:

PYTHON ?= python3
PORT ?= 8000
# More than there are cores: many tests wait for a server or a browser.
WORKERS ?= 3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
LOG := .venv/pip.log
FAILED = { tail -n 5 $(LOG); \
	echo "The packages could not be had: is the network there? Then run the same again."; exit 1; }
TOOLS := $(BIN)/python -m tests.tools

# A stamp carries its lock file's checksum: nothing is done twice, and a new lock is noticed.
RUN_PARTS := .venv/.run-parts-$(shell cksum < requirements.lock | cut -d' ' -f1)
DEV_PARTS := .venv/.dev-parts-$(shell cksum < requirements-dev.lock | cut -d' ' -f1)

.PHONY: help setup setup-test run check check-python check-pages check-js test test-long bench fix lock audit bill

help: ## Say what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(RUN_PARTS) ## Make .venv with the locked packages that the system runs on

setup-test: $(DEV_PARTS) ## Fetch all that the tests need: packages, PostgreSQL, Chromium, Node
	@$(TOOLS).setup

run: setup ## Serve the demonstration at http://127.0.0.1:8000 (PORT=8001 for another)
	@exec $(BIN)/eventsys demo --port $(PORT)

check: setup-test check-python check-pages check-js ## Judge the tree without running it

check-python:
	@echo "Checking layout, style, types, floors, dependencies and catalogues."
	@$(BIN)/ruff format --quiet --check . || { echo "Layout differs: run 'make fix'."; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-cache > .venv/imports.txt || { cat .venv/imports.txt; exit 1; }
	@$(BIN)/deptry --no-ansi . 2> .venv/deptry.txt || { cat .venv/deptry.txt; exit 1; }
	@$(BIN)/vulture
	@$(TOOLS).catalogues check

check-pages:
	@echo "Checking templates."
	@$(BIN)/djlint templates --lint --quiet
	@$(BIN)/djlint templates --check --quiet

check-js:
	@echo "Checking scripts and style sheets."
	@$(TOOLS).javascript check

test: check ## Check, then run the tests: units, both databases, the journeys (40 minutes)
	@echo "Running the tests."
	@$(TOOLS).javascript test
	@$(BIN)/pytest -n $(WORKERS) --dist worksteal --cov --cov-report= --cov-fail-under=95
	@$(TOOLS).coverage

test-long: setup-test ## Run the tests that take longer (60 minutes)
	@$(TOOLS).outloud
	@$(TOOLS).libreoffice
	@$(BIN)/pytest -m long -n $(WORKERS) --dist worksteal --timeout 1800

bench: setup-test ## Measure speed and size; see tests/benchmarks
	@$(BIN)/python -m tests.benchmarks

fix: $(DEV_PARTS) ## Lay out code, templates and scripts anew and mend what can be mended
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .
	@$(BIN)/djlint templates --reformat --quiet || true
	@$(TOOLS).javascript fix
	@$(TOOLS).catalogues update

lock: $(DEV_PARTS) ## Choose the packages' versions anew: all lock files
	@$(TOOLS).lock

audit: $(DEV_PARTS) ## Look the locked packages up among those with known faults (asks the network)
	@$(TOOLS).audit

bill: $(DEV_PARTS) ## Say what the system is made of, as CycloneDX: make --silent bill > bill.cdx.json
	@$(TOOLS).bill

.venv/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null \
		|| { echo "Python 3.11 or newer is missing: install it, or name it with make PYTHON=…"; exit 1; }
	@echo "Making the virtual environment .venv."
	@$(PYTHON) -m venv .venv > .venv.log 2>&1 \
		|| { rm -rf .venv .venv.log; \
			echo "Python's venv is missing: on Debian run 'apt-get install python3-venv'."; exit 1; }
	@rm -f .venv.log

$(RUN_PARTS): | .venv/bin/pip
	@echo "Installing the locked packages into .venv."
	@$(PIP) install --require-hashes -r requirements.lock > $(LOG) 2>&1 || $(FAILED)
	@$(PIP) install --no-deps --no-build-isolation -e . > $(LOG) 2>&1 || $(FAILED)
	@rm -f .venv/.run-parts-* && touch $@

$(DEV_PARTS): $(RUN_PARTS)
	@echo "Installing the locked packages of the tests into .venv."
	@$(PIP) install --require-hashes -r requirements-dev.lock > $(LOG) 2>&1 || $(FAILED)
	@rm -f .venv/.dev-parts-* && touch $@
