# make run | make test | make setup : see README.md. Everything lives in .venv/ and $(DATA).
SHELL := /bin/sh
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
DATA ?= var
SPEECH ?=
DATE ?=

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
OPTIONS = --host $(HOST) --port $(PORT) --data "$(DATA)" $(if $(DATE),--date $(DATE)) $(if $(SPEECH),--speech $(SPEECH))

.PHONY: run test setup faults fuzz machine screenshots lock lint types contracts
.DEFAULT_GOAL := run

setup: .venv/.ready

run: .venv/.ready
	@exec $(BIN)/broadcast run $(OPTIONS)

test: .venv/.ready-tests lint types contracts
	@exec $(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

# The long fault run: 30 kills while making (`make test` has a short form).
faults: .venv/.ready-tests
	@BROADCAST_KILLS=30 $(BIN)/python -m pytest tests/story/test_kill.py --timeout 1200

# Every documented call with made-up requests, 20,000 times: no 5xx, no answer that /openapi.json does not promise.
fuzz: .venv/.ready-tests
	@BROADCAST_FUZZ=20000 $(BIN)/python -m pytest tests/doors/test_fuzz.py -s --timeout 6000

# People, files and clocks in any order, 100,000 steps: no way through the desk airs an unapproved word.
machine: .venv/.ready-tests
	@BROADCAST_STEPS=100000 $(BIN)/python -m pytest tests/desk/test_machine.py -s --timeout 6000

# Every page at two widths, into docs/screenshots/ (needs Chromium).
screenshots: .venv/.ready-tests
	@$(BIN)/python -m pytest tests/doors/screenshots.py --timeout 1200

lint: .venv/.ready-tests
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: .venv/.ready-tests
	@$(BIN)/mypy

contracts: .venv/.ready-tests
	@$(BIN)/lint-imports --no-logo

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
	  { echo "Cần Python 3.11-3.13, ví dụ: make PYTHON=python3.12 | Python 3.11-3.13 is needed" >&2; exit 2; }
	@$(PYTHON) -m venv .venv

# A stamp is written last, so an interrupted set-up starts again where it must.
.venv/.ready: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Cài đặt các gói (một lần) | installing the packages (once) ..."
	@$(PIP) install --quiet --require-hashes --only-binary :all: -r requirements.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation --no-index -e .
	@touch $@

.venv/.ready-tests: .venv/.ready tests/requirements.lock
	@$(PIP) install --quiet --require-hashes --only-binary :all: -r tests/requirements.lock
	@touch $@

# Needs uv on the PATH; only for whoever changes a dependency.
LOCK := uv pip compile --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
  --no-emit-index-url --no-header --quiet
lock:
	$(LOCK) --extra build -o requirements.lock pyproject.toml
	$(LOCK) -c requirements.lock -o tests/requirements.lock tests/requirements.in
