# The doors. `make` alone lists them.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
TEST_ENV := HANDRAIL_TESTING=1 DJANGO_SETTINGS_MODULE=handrail.site.settings

.DEFAULT_GOAL := help
.PHONY: help demo test test-fast test-deep check messages lock audit benchmarks load soak screenshots clean

help: ## list what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(VENV)/.run: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Handrail needs Python 3.11 or newer (found: $$($(PYTHON) --version)). Set PYTHON=python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m handrail.core.languages
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

demo: $(VENV)/.run ## set all up, build the fictional country, serve it on http://localhost:8000 (or PORT=8001)
	HANDRAIL_HOME=$${HANDRAIL_HOME:-var/demo} $(BIN)/handrail demo --port $(PORT)

check: $(VENV)/.dev ## lint, types, import contracts, migrations, templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@home=$$(mktemp -d) && trap 'rm -rf "$$home"' EXIT && export HANDRAIL_HOME="$$home" $(TEST_ENV) && \
		$(BIN)/python -W error::RuntimeWarning -m django makemigrations --check --dry-run && \
		$(BIN)/python -m django check --fail-level WARNING
	$(BIN)/djlint src --check --lint --quiet

test: check ## every check, then every test on SQLite and on PostgreSQL, browser included
	@test -x "$${CHROMIUM:-/usr/bin/chromium}" || echo "No Chromium at /usr/bin/chromium: browser tests are skipped. Debian: apt-get install chromium"
	$(TEST_ENV) $(BIN)/python -m tests.both

test-fast: $(VENV)/.dev ## tests on SQLite without a browser
	$(TEST_ENV) $(BIN)/python -m pytest tests -m "not browser and not deep" -x -q

test-deep: $(VENV)/.dev ## the full counts (half an hour or more); writes docs/reference/deep-tests.md
	$(TEST_ENV) $(BIN)/python -m tests.deep

benchmarks: $(VENV)/.dev ## ratios, each within one run
	$(TEST_ENV) $(BIN)/python -m benchmarks

load: $(VENV)/.dev ## many people at work at once (half an hour); writes docs/reference/load.md
	$(BIN)/python -m benchmarks.load --runs var/load.json
	$(BIN)/python -m benchmarks.load --runs var/load.json --database sqlite --people 5

soak: $(VENV)/.dev ## half an hour of kills, then ten minutes on SQLite; writes docs/reference/soak.md
	$(BIN)/python -m benchmarks.soak --runs var/soak.json
	$(BIN)/python -m benchmarks.soak --runs var/soak.json --database sqlite --people 5 --minutes 10

audit: $(VENV)/.dev ## ask for known vulnerabilities in what is locked
	$(BIN)/pip-audit --require-hashes --disable-pip -r requirements-pdf.lock

messages: $(VENV)/.dev ## bring new texts into the catalogues of the languages (docs/how-to/translate.md)
	$(TEST_ENV) $(BIN)/python -m handrail.core.languages --update

lock: $(VENV)/.dev ## resolve dependencies anew
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --universal --generate-hashes --python-version 3.11 --custom-compile-command "make lock" --quiet --upgrade -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra pdf --universal --generate-hashes --python-version 3.11 --custom-compile-command "make lock" --quiet --upgrade -o requirements-pdf.lock
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --generate-hashes --python-version 3.11 --custom-compile-command "make lock" --quiet --upgrade -o requirements-dev.lock

screenshots: $(VENV)/.dev ## every page at phone and desk width, into docs/screenshots
	HANDRAIL_SCREENSHOTS=docs/screenshots $(TEST_ENV) $(BIN)/python -m pytest tests/browser/test_every_page.py -q

clean: ## remove what was built (keeps var/)
	rm -rf $(VENV) .mypy_cache .ruff_cache .import_linter_cache .hypothesis
