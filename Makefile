# `make demo` and `make test` are all that a newcomer needs; both start from Debian with Python 3.11 and make.

POTAGER := .venv/bin/potager
PYTHON := .venv/bin/python
PYTEST := scripts/tests.sh

# Tests start some hundred processes: where nothing compiled is kept, each would compile everything again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup demo test check lint types contracts tests-sqlite tests-postgresql journeys bench format messages lock clean

help: ## Say what can be made.
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "make %-17s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## Install everything that running Potager needs into .venv/.
	@scripts/setup.sh run

demo: setup ## Start Potager with a story that is being written, in .potager-demo/.
	@$(POTAGER) demo

test: ## Install what the tests need, then check everything, from nothing.
	@scripts/setup.sh dev
	@scripts/system.sh
	@$(MAKE) --no-print-directory check

check: ## Check everything, once `make test` has installed it.
	@$(MAKE) --no-print-directory --jobs 2 --output-sync lint types contracts
	@$(MAKE) --no-print-directory tests-sqlite
	@$(MAKE) --no-print-directory tests-postgresql
	@$(MAKE) --no-print-directory journeys

lint: ## Check style.
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .

types: ## Check types.
	$(PYTHON) -m mypy

contracts: ## Check who imports whom.
	.venv/bin/lint-imports

tests-sqlite: ## Run the tests on SQLite.
	$(PYTEST) --ignore tests/journeys

tests-postgresql: ## Run the tests that ask a database on a PostgreSQL of their own.
	scripts/postgres.sh test $(PYTEST) --ignore tests/journeys --only-with-database

journeys: ## Walk through the pages in a real browser.
	$(PYTEST) tests/journeys

bench: ## Measure, side by side with the limits (nginx and wrk are what pages are measured against and with).
	@scripts/setup.sh dev
	@command -v nginx >/dev/null && command -v wrk >/dev/null || scripts/system.sh nginx-light wrk
	$(PYTHON) -m benchmarks

format: ## Format the code.
	$(PYTHON) -m ruff check --fix --quiet . || true
	$(PYTHON) -m ruff format .

messages: ## Find the sentences to translate and compile the translations.
	$(PYTHON) scripts/messages.py
	$(PYTHON) -m potager.lib.catalogues

lock: ## Choose and lock the versions of all dependencies.
	@scripts/setup.sh run
	@scripts/lock.sh

clean: ## Remove the environment and what tests left, never data.
	rm -rf .uv .venv .potager-test .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
