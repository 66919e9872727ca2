# Every target works on a fresh clone: it makes the environment in .venv first, with uv when it is here, else venv + pip.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DOSSIER_EVAL ?= tests/eval
UV := $(shell command -v uv 2>/dev/null)
INSTALL := $(if $(UV),$(UV) pip install -q --python $(BIN)/python,$(BIN)/pip install -q --disable-pip-version-check)

.PHONY: docs serve site test lint format eval bench bench-stages profile slow lock clean fuzz coverage uncounted mutants audit sbom

$(READY): pyproject.toml requirements-dev.txt
ifdef UV
	@test -x $(BIN)/python || $(UV) venv -q --seed --python $(PYTHON) $(VENV)
	@$(UV) pip install -q --compile-bytecode --python $(BIN)/python --require-hashes -r requirements-dev.txt
	@$(UV) pip install -q --python $(BIN)/python --no-deps -e .
else
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps -e .
endif
	@$(BIN)/python -m compileall -q site_builder
	@touch $@

serve: $(READY)  ## build the seeds' dossier and preview it with live reload
	$(BIN)/dossier build --serve

site: $(READY)  ## build the seeds' dossier into public/
	$(BIN)/dossier build

test: coverage uncounted  ## all tests but the slow ones, and the share of lines and branches that they reach

slow: $(READY)  ## the tests that take minutes: long fuzzing, a hundred kills, real checkers
	$(BIN)/pytest -m "slow and not bench"

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

SIZES ?= 100 1000 10000
SIZE ?= 1000
RUNS ?= 3
BENCH := $(VENV)/.bench

$(BENCH): $(READY) tests/bench/requirements.txt
	@$(INSTALL) --require-hashes -r tests/bench/requirements.txt
	@touch $@

bench: $(BENCH)  ## build the same articles with ours, Hugo and Pelican: SIZES="100 1000" RUNS=3 ARGS=--write
	$(BIN)/python -m tests.bench.run --sizes $(SIZES) --runs $(RUNS) $(ARGS)

bench-stages: $(BENCH)  ## time each stage by itself
	$(BIN)/pytest -m bench tests/bench $(ARGS)

profile: $(BENCH)  ## where a build of SIZE articles spends its time, by room and by function
	$(BIN)/python -m tests.bench.hotspots --size $(SIZE) $(ARGS)

BREAK := $(VENV)/.break

$(BREAK): $(READY) tests/fuzz/requirements.txt
	@$(INSTALL) --require-hashes -r tests/fuzz/requirements.txt
	@touch $@

SECONDS ?= 60
SEED ?= 0

fuzz: $(BREAK)  ## every reader and extractor, guided by the code that inputs reach: SECONDS=9000 ARGS="--target dates"
	$(BIN)/python -m tests.fuzz.run --seconds $(SECONDS) --seed $(SEED) $(ARGS)

# What measures time or only looks from outside would be slower and no better for being counted.
UNCOUNTED := tests/browser tests/hostile tests/unit/extract/quotes/test_marks.py

coverage: $(READY)  ## the tests but those of UNCOUNTED, and the lines and branches that they reach: less than 95 % fails
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -m "not slow and not bench" $(UNCOUNTED:%=--ignore=%)
	$(BIN)/coverage combine -q
	$(BIN)/coverage report

uncounted: $(READY)  ## the other tests
	$(BIN)/pytest -m "not slow and not bench" $(UNCOUNTED)

mutants: $(BREAK)  ## defects put into write.py and link/, one after the other: how many do the tests notice?
	$(BIN)/mutmut run $(ARGS) || true
	$(BIN)/mutmut export-cicd-stats >/dev/null && cat mutants/mutmut-cicd-stats.json

audit: $(READY)  ## the locked packages against a database of known vulnerabilities, where one can be had
	$(BIN)/python -m tools.audit

sbom: $(READY)  ## the locked packages as CycloneDX, in sbom.json
	$(BIN)/python -m tools.sbom > sbom.json

docs: $(READY)  ## renew the pages that are made from the code
	$(BIN)/python -m tools.cli_reference

lock: $(READY)  ## renew the hash locks; they record no host
	$(UV) pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --extra search --extra card pyproject.toml -o requirements.txt
	$(UV) pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --extra test pyproject.toml -o requirements-dev.txt
	$(UV) pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --extra bench -c requirements-dev.txt pyproject.toml -o tests/bench/requirements.txt
	$(UV) pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --extra break -c requirements-dev.txt pyproject.toml -o tests/fuzz/requirements.txt
	$(UV) pip compile -q --universal --generate-hashes --no-emit-index-url --no-header tests/bench/peers/requirements.in -o tests/bench/peers/requirements.txt

clean:
	rm -rf public .dossier .bench mutants $(VENV)
