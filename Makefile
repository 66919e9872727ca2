# Every target works on a fresh clone: it makes the environment in .venv first, with uv when it is here, else venv + pip.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DOSSIER_EVAL ?= tests/eval
UV := $(shell command -v uv 2>/dev/null)

.PHONY: serve site test lint format eval bench slow lock clean

$(READY): pyproject.toml requirements-dev.txt
ifdef UV
	@test -x $(BIN)/python || $(UV) venv -q --python $(PYTHON) $(VENV)
	@$(UV) pip install -q --python $(BIN)/python --require-hashes -r requirements-dev.txt
	@$(UV) pip install -q --python $(BIN)/python --no-deps -e .
else
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps -e .
endif
	@touch $@

serve: $(READY)  ## build the seeds' dossier and preview it with live reload
	$(BIN)/dossier build --serve

site: $(READY)  ## build the seeds' dossier into public/
	$(BIN)/dossier build

test: $(READY)
	$(BIN)/pytest -m "not slow"

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --config pyproject.toml

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

eval: $(READY)  ## score the extractors on the development data that DOSSIER_EVAL names
	@test -f "$(DOSSIER_EVAL)/run.py" || { echo "no scorer in $(DOSSIER_EVAL): set DOSSIER_EVAL to the folder that holds run.py"; exit 2; }
	$(BIN)/python "$(DOSSIER_EVAL)/run.py" --cmd "$(BIN)/dossier" $(ARGS)

lock: $(READY)  ## renew the hash lock; it records no host
	$(UV) pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --extra test pyproject.toml -o requirements-dev.txt

clean:
	rm -rf public .dossier $(VENV)
