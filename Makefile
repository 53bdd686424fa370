# make run    the graph of seeds/ in out/         make test   lint, types and tests
# make bench  the accuracy and speed tables       make train  the weights in kg/models, anew
# PYTHON names the interpreter (3.11 or newer), SHARED the folder with benchmark and training data.

PYTHON ?= python3
VENV ?= .venv
OUT ?= out
SHARED ?= ../shared

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
RUN_STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev
TRAIN_STAMP := $(VENV)/.installed-train

.DEFAULT_GOAL := run
.PHONY: run test lint browser bench train clean
.DELETE_ON_ERROR:

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "make: $(PYTHON) is older than 3.11; name another with make PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# Each stamp depends on the one before it, so that two installers never write the venv at once.
$(RUN_STAMP): pyproject.toml | $(VENV)/pyvenv.cfg
	$(PIP) install --editable .
	@touch $@

$(DEV_STAMP): $(RUN_STAMP)
	$(PIP) install --editable '.[dev]'
	@touch $@

$(TRAIN_STAMP): $(DEV_STAMP)
	$(PIP) install --editable '.[dev,train]'
	@touch $@

run: $(RUN_STAMP)
	$(BIN)/kg build seeds --out $(OUT)

lint: $(DEV_STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The page is tested in a browser: where none is found, and this is Debian and we may, one is installed.
browser:
	@command -v chromium chromium-browser google-chrome >/dev/null || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get -qq update >/dev/null && \
	    DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends chromium >/dev/null; } || \
	  echo "make: no Chromium; the page's browser tests will be skipped" >&2

test: lint browser
	$(BIN)/pytest

bench: $(RUN_STAMP)
	$(BIN)/kg bench pipeline --shared $(SHARED)
	$(BIN)/kg bench accuracy --shared $(SHARED)

train: $(TRAIN_STAMP)
	$(BIN)/kg train pipeline --data $(SHARED)/data
	$(BIN)/kg train stance --data $(SHARED)/data

clean:
	rm -rf $(OUT) dist .mypy_cache .pytest_cache .ruff_cache
