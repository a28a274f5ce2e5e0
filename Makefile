# Everything a developer or CI needs. `make` alone lists the targets.
VENV   := .venv
PY     := $(VENV)/bin/python
PYTHON ?=
UV     ?= uv
PYTEST_ARGS ?=

# The environment is ready for exactly this lock, these metadata and this folder.
KEY   := $(shell { cat requirements.lock pyproject.toml; pwd; } | cksum | cut -d ' ' -f 1)
READY := $(VENV)/.ready-$(KEY)

# The same program on the engine that reads and writes a lake (docs/scale.md).
LAKE       := $(VENV)/lake
LAKE_KEY   := $(shell { cat requirements-lake.lock pyproject.toml; pwd; } | cksum | cut -d ' ' -f 1)
LAKE_READY := $(LAKE)/.ready-$(LAKE_KEY)

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help setup lake run test lint bench hard properties fuzz pictures audit lock clean

help:  ## this list
	@grep -hE '^[a-z]+:.*##' $(firstword $(MAKEFILE_LIST)) | sort | \
	  while IFS= read -r line; do printf '  make %-8s %s\n' "$${line%%:*}" "$${line##*## }"; done

setup: $(READY)  ## make .venv from requirements.lock (does nothing when it is ready)

$(READY): requirements.lock pyproject.toml
	@found=; for python in $(PYTHON) python3 python3.13 python3.12 python3.11 python; do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "make setup: Python 3.11 or newer is needed, and none of python3, python3.13, python3.12, python3.11 is one." >&2; \
	  echo "Install one (Debian, Ubuntu: apt-get install python3 python3-venv) or name it: make setup PYTHON=/path/to/python3" >&2; \
	  exit 1; \
	fi; \
	if ! "$$found" -c 'import ensurepip, venv' 2>/dev/null; then \
	  echo "make setup: $$found has no venv module (Debian, Ubuntu: apt-get install python3-venv)." >&2; exit 1; \
	fi; \
	echo "making $(VENV) with $$("$$found" --version); the first time this takes a minute or two"; \
	"$$found" -m venv --clear $(VENV)
	@$(PY) -m pip install --quiet --require-hashes -r requirements.lock
	@$(PY) -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@
	@echo "ready: $(VENV)/bin/sammachip"

lake: setup $(LAKE_READY)  ## make .venv/lake, in which offices write at once (docs/scale.md); its tests run with the others

$(LAKE_READY): requirements-lake.lock pyproject.toml
	@$(PY) -m venv --clear $(LAKE)
	@$(LAKE)/bin/python -m pip install --quiet --require-hashes -r requirements-lake.lock
	@$(LAKE)/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@
	@echo "ready: $(LAKE)/bin/sammachip lake"

run: setup  ## start the dashboard (the first start makes the example store)
	$(VENV)/bin/sammachip serve

test: lint  ## lint, then every test, those in the browser included
	@chromium=$$($(PY) tests/programs.py --install); \
	if [ -n "$$chromium" ]; then \
	  CHROMIUM="$$chromium" $(PY) -m pytest -n auto --dist loadfile --no-loadscope-reorder --ignore tests/bench $(PYTEST_ARGS); \
	else \
	  $(PY) -m pytest -n auto --dist loadfile --no-loadscope-reorder --ignore tests/bench -m 'not browser' $(PYTEST_ARGS); \
	fi

lint: setup  ## ruff (rules and format) and mypy --strict
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

bench: setup  ## the measurements in tests/bench
	@if [ -d tests/bench ]; then \
	  $(PY) -m pytest -s -o 'python_files=test_*.py bench_*.py' tests/bench $(PYTEST_ARGS); \
	else echo "there is no tests/bench"; fi

hard: setup  ## the faults and hard files at full size, with time and memory (half an hour; docs/reliability.md)
	SAMMACHIP_HARD=1 $(PY) -m pytest -s tests/faults tests/hard tests/intake/test_conservation.py tests/intake/test_forms.py $(PYTEST_ARGS)

properties: setup  ## a thousand generated workbooks: conserved, the same again, in any order, taken back
	SAMMACHIP_HARD=1 $(PY) -m pytest -n auto tests/intake/test_properties.py $(PYTEST_ARGS)

FUZZ_SECONDS ?= 60
fuzz: setup  ## fuzz each reader and parser (FUZZ_SECONDS each)
	SAMMACHIP_HARD=1 SAMMACHIP_FUZZ_SECONDS=$(FUZZ_SECONDS) $(PY) -m pytest -s tests/fuzz $(PYTEST_ARGS)

pictures: setup  ## take the pictures of the manual anew (docs/pictures)
	@chromium=$$($(PY) tests/programs.py --install); \
	CHROMIUM="$$chromium" $(PY) -m pytest -q tests/browser/take_pictures.py $(PYTEST_ARGS)

audit: setup  ## known weaknesses of the pinned libraries (asks the network; AUDIT_ARGS: another list to ask)
	@$(PY) -m pip_audit --strict --require-hashes --disable-pip --progress-spinner off $(AUDIT_ARGS) -r requirements.lock

lock:  ## write requirements.lock and requirements-lake.lock anew from pyproject.toml (UPGRADE=--upgrade for newer versions)
	@command -v $(UV) >/dev/null || { echo "make lock: uv is needed (pip install uv)" >&2; exit 1; }
	$(UV) pip compile --quiet --universal --generate-hashes --no-header \
	  --python-version 3.11 --extra build --extra dev $(UPGRADE) pyproject.toml -o requirements.lock
	cp requirements.lock requirements-lake.lock
	$(UV) pip compile --quiet --universal --generate-hashes --no-header \
	  --python-version 3.11 --extra build --override requirements-lake.in pyproject.toml requirements-lake.in \
	  -o requirements-lake.lock

clean:  ## remove .venv and caches; registers and stores stay
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
