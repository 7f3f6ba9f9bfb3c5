# make run · make test · make test-fast · make check · make docs · make install · make install-spark · make gates · make bench · make bench-quick
PORT ?= 8501
DATA_DIR ?= data
PYTHON ?= python3
BIN := .venv/bin
# Where the environment forbids to write bytecode, every process would compile all that it reads.
export PYTHONDONTWRITEBYTECODE :=
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile

.PHONY: run test tests compiled test-fast check lint types docs install install-dev install-spark browser gates bench bench-quick lock messages demo

run: install
	$(BIN)/engagement serve --port $(PORT) --data-dir $(DATA_DIR)

install: .venv/.installed
install-dev: .venv/.installed-dev

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; run: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv .venv

# The package itself is linked in place, so an edit needs no new install. All is compiled at once, on
# all cores: every import starts a child process, which need not do it each time. What cannot be
# compiled (templates of libraries) is none of the program. What no import reaches is left out (tests of
# libraries, where phone numbers are in the world); the tools of development are compiled as they are used.
UNUSED := /tests?/|/phonenumbers/(geo|carrier|tz)data/|/(pip|setuptools)/
.venv/.installed: requirements.txt pyproject.toml | .venv/bin/python
	$(PIP) --require-hashes -r requirements.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -qq -j 0 -x '$(UNUSED)' .venv/lib engagement || true
	touch $@

.venv/.installed-dev: requirements-dev.txt .venv/.installed
	$(PIP) --require-hashes -r requirements-dev.txt
	touch $@

browser:
	sh tests/browser/install_chromium.sh

# PySpark is larger than all the rest, so only who needs it installs it; it needs Java 17 or newer beside it.
install-spark: .venv/.installed-spark
.venv/.installed-spark: requirements-spark.txt .venv/.installed
	$(PIP) --require-hashes -r requirements-spark.txt
	touch $@

check: lint types

lint: install-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports

types: install-dev
	$(BIN)/mypy

# What is quick comes first. In a new checkout one core finds out the types while the other compiles, once, what
# the workers of the tests would each compile; later they compile what was edited.
test: install-dev browser
	$(MAKE) --no-print-directory -j 2 lint types tests

compiled: .venv/.compiled-tests
.venv/.compiled-tests: .venv/.installed-dev
	@output=$$($(BIN)/pytest -qq --collect-only -m "not gate") || { echo "$$output" | tail -n 100; exit 1; }
	@touch $@

# Tests that share a server go to one worker, and these begin first (tests/conftest.py). A third of the time a
# worker waits for a server or a browser, so two cores have work for three.
tests: compiled browser
	$(BIN)/pytest -n 3 --dist loadscope --no-loadscope-reorder -m "not gate" -rs

# While editing: no browser, no server, no database, nothing long.
test-fast: install-dev
	$(BIN)/pytest -q -n 2 --dist loadscope -m "not gate" tests/charts tests/statistics tests/locale tests/sources/values tests/sources/text tests/sources/words tests/sources/columns tests/test_engine.py tests/test_house.py tests/caching/test_one_per_process.py tests/test_tables.py tests/test_settings.py

# The documentation, into site/; a warning is a failure.
docs: install-dev
	$(BIN)/mkdocs build --strict --quiet --config-file docs/build/mkdocs.yml

gates: install-dev browser
	$(BIN)/pytest -m gate -s
	HYPOTHESIS_PROFILE=thorough $(BIN)/pytest -n 2 -m "hypothesis and not gate"

bench: install-dev browser
	$(BIN)/python -m benchmarks

# The ratios that must not slip while one works; ends with an error where one does.
bench-quick: install-dev
	$(BIN)/python -m benchmarks --quick

# Needs uv; only for whoever changes pyproject.toml.
lock:
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --quiet pyproject.toml --extra build --output-file requirements.txt
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --quiet pyproject.toml --extra build --extra postgres --extra s3 --extra auth --extra mcp --extra mail --extra docs --extra dev --output-file requirements-dev.txt
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --quiet pyproject.toml --extra build --extra postgres --extra s3 --extra auth --extra mcp --extra mail --constraint requirements-dev.txt --output-file deploy/requirements.txt
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --quiet pyproject.toml --extra spark --constraint requirements-dev.txt --output-file requirements-spark.txt

messages: install-dev
	$(BIN)/python -m engagement.locale.catalogues

demo: install-dev
	$(BIN)/python -m sample_data.generate
