# make demo    runs the main job on a sample insurer
# make test    checks everything
# Each of them first sets up by itself what it needs, in .venv.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

BIN := .venv/bin
JOBS ?= 2
FOLDERS := dsl compiler grammar stdlib tests docs hatch_build.py

.PHONY: help setup demo test lint format check mutants wheel-test pictures record bench nightly lock clean

help:
	@sed -n '1,/^$$/s/^# //p' Makefile
	@echo 'make setup   make lint   make format   make check   make wheel-test   make record   make bench   make nightly   make mutants'
	@echo 'make lock   make clean'

setup: .venv/.ready

.venv/.ready: requirements/dev.txt pyproject.toml hatch_build.py .ci/setup
	@bash .ci/setup
	@touch $@

demo: setup
	@bash docs/demo/run.sh

test: setup
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory wheel-test
	@$(MAKE) --no-print-directory check

lint: setup
	$(BIN)/ruff check $(FOLDERS)
	$(BIN)/ruff format --check $(FOLDERS)
	$(BIN)/mypy -p prazo
	$(BIN)/mypy tests hatch_build.py

format: setup
	$(BIN)/ruff check --fix $(FOLDERS)
	$(BIN)/ruff format $(FOLDERS)

check: setup
	$(BIN)/pytest -n $(JOBS)

# Seeks a case that kills each mutant of the interpreter, some ten minutes, and records it; `make test` tries those.
KILLERS := .dev/killers
mutants: setup
	@rm -rf $(KILLERS) && mkdir -p $(KILLERS)
	PRAZO_MUTANTS_FOUND=$(KILLERS) $(BIN)/pytest -q -n $(JOBS) tests/meaning/test_mutants.py; \
		found=$$?; $(BIN)/python -m tests.meaning.killers $(KILLERS); exit $$found

# The wheel, installed outside the tree with the core dependencies alone, runs the conformance cases.
wheel-test: setup
	@bash .ci/wheel-test

# The picture on the first page, and its Graphviz text, which a test compares.
PICTURE := docs/images/minimum_capital
pictures: setup
	$(BIN)/prazo map std:macau.insurance --norm minimum_capital -o $(PICTURE).dot
	$(BIN)/prazo map std:macau.insurance --norm minimum_capital -o $(PICTURE).svg
	$(BIN)/python -m tests.docs.drawings

# What commands write in the manual, the list of files, the recorded maps: read the difference before committing it.
record: pictures
	$(BIN)/python -m tests.docs.architecture
	$(BIN)/python -m tests.docs.library
	$(BIN)/python -m tests.map.record
	$(BIN)/python -m tests.report.record
	$(BIN)/python -m tests.docs.record

bench: setup
	$(BIN)/python tests/bench/run.py

nightly: setup
	PRAZO_HYPOTHESIS_PROFILE=nightly $(BIN)/pytest -q -n $(JOBS)

# Writes the locked requirements anew from the ranges in pyproject.toml; needs uv.
UV_COMPILE := uv pip compile --quiet --upgrade --universal --python-version 3.11 --no-header --no-annotate \
	--generate-hashes --no-emit-index-url --no-emit-find-links pyproject.toml
lock:
	$(UV_COMPILE) -o requirements/core.txt
	$(UV_COMPILE) --all-extras -o requirements/all.txt
	$(UV_COMPILE) --all-extras --group dev -o requirements/dev.txt

clean:
	rm -rf .venv .dev build dist
