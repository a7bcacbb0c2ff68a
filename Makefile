# The front door. `make demo` and `make test` need Python 3.11+ and make, nothing else.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check --no-input --quiet
JOBS ?= 2

.PHONY: demo test check evals bench docs lock clean help

help:           ## say what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/:/'

demo: $(VENV)/.core      ## build the packaged examples and say what to look at
	$(BIN)/consilience demo --to out/demo

test: $(VENV)/.dev       ## run all tests
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile

check: $(VENV)/.dev      ## style, types, layers, generated docs, quick evaluation
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tools.docs --check
	$(BIN)/python -m evals --quick

evals: $(VENV)/.dev      ## every labelled task, beside its peers, held to its floor
	$(BIN)/python -m evals

bench: $(VENV)/.dev      ## speed and memory, beside peers
	$(BIN)/python -m benchmarks

docs: $(VENV)/.dev       ## write the generated pages of docs/
	$(BIN)/python -m tools.docs

lock: $(VENV)/.dev       ## resolve the dependencies anew into hashed lock files
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --group build -c requirements-dev.lock -o requirements-build.lock

clean:          ## remove what was built
	rm -rf $(VENV) out dist build

$(VENV)/.venv:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/.core: $(VENV)/.venv requirements.lock requirements-build.lock pyproject.toml
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --require-hashes -r requirements-build.lock
	$(PIP) --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.dev: $(VENV)/.core requirements-dev.lock
	$(PIP) --require-hashes -r requirements-dev.lock
	touch $@
