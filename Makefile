# make demo | test | check | evaluate | screenshots | bench | lock. Everything is installed into .venv from requirements.lock, hashes checked.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: demo test check evaluate screenshots bench lock clean
# Files of tests side by side, each with servers of its own: make test WORKERS=4
WORKERS ?= 2
APART = --numprocesses=$(WORKERS) --dist=loadfile
GOLD ?= ../shared/data/talent/*.jsonl ../shared/data/relations/*.jsonl

demo: $(READY)
	$(BIN)/kg demo

test: $(READY)
	$(BIN)/pytest $(APART)

check: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy --strict
	$(BIN)/pytest $(APART)

$(READY): requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11) and "kg needs Python 3.11 or newer: make PYTHON=python3.11")'
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

# Annotated passages of your own: make evaluate GOLD=mine.jsonl
evaluate: $(READY)
	$(BIN)/kg evaluate $(GOLD)

# The pictures of docs/, taken anew in Chromium.
screenshots: $(READY)
	SCREENSHOTS=1 $(BIN)/pytest tests/test_browser.py tests/test_view.py

bench: $(READY)
	$(BIN)/python benchmarks/embedded.py kill writers load
	$(BIN)/python -m benchmarks.names

# Needs uv on the path; writes no addresses.
lock:
	uv pip compile --quiet --universal --generate-hashes --extra dev --python-version 3.11 --no-emit-index-url \
	  --no-header --no-annotate pyproject.toml -o requirements.lock

clean:
	rm -rf .venv graph.db dist .mypy_cache .ruff_cache .pytest_cache
