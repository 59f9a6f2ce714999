# Every step a person or CI takes; `make` alone lists them.
PYTHON ?= python3
BIN := .venv/bin
CLIENT ?= clients/cafe
SECONDS ?= 600
export UV_PYTHON_DOWNLOADS := never

.DEFAULT_GOAL := help
.PHONY: help demo lab test test-long test-others spark check docs pictures fuzz lint types stripped lock clean

help: ## list the commands
	@sed -n 's/^\([a-z]*\):.*## /  make \1 - /p' Makefile

# uv reads the pinned, hashed lock quickly; it is itself taken from the lock, hash and all.
.venv/uv.stamp: requirements-dev.lock
	@$(PYTHON) -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo 'smmlab needs Python 3.11 or newer with venv. On Debian: apt install python3-venv'; exit 1; }
	$(PYTHON) -m venv .venv
	sed -n '/^uv==/,/[^\\]$$/p' requirements-dev.lock > .venv/uv.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .venv/uv.txt
	@touch $@

.venv/run.stamp: .venv/uv.stamp requirements.lock pyproject.toml
	VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --require-hashes --compile-bytecode -r requirements.lock
	VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --no-deps --build-constraint requirements-dev.lock -e .
	@# Where Python may write no bytecode, every process would compile the sources anew.
	$(BIN)/python -m compileall -q src
	@touch $@

# The oracle of the privacy tests pins old releases of what it needs, and runs with the new ones.
.venv/dev.stamp: .venv/run.stamp requirements-dev.lock requirements-oracle.lock
	VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --require-hashes --compile-bytecode -r requirements-dev.lock
	VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --require-hashes --no-deps -r requirements-oracle.lock
	@touch $@

demo: .venv/run.stamp ## build the sample client and write its strategy
	$(BIN)/smmlab sample $(CLIENT)
	$(BIN)/smmlab audit $(CLIENT)

lab: .venv/run.stamp ## open JupyterLab on the sample client
	$(BIN)/smmlab sample $(CLIENT)
	$(BIN)/smmlab lab $(CLIENT)

# Tests of imports, of the wheel, of a whole class and the walks in a browser take about as long as all others, so
# they run beside them.
LONG := tests/test_crash.py tests/test_guarantees.py tests/test_wheel.py tests/test_browser_walk.py \
  tests/test_browser_course.py tests/test_course_class.py tests/test_course_notebooks.py \
  $(wildcard tests/test_exports_*.py)

# Pages are checked by tools from npm, in the tests only; where there is no npm registry, those tests say so.
node_modules/.stamp: .venv/dev.stamp package-lock.json
	-PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --no-audit --no-fund --ignore-scripts --loglevel=error
	@mkdir -p node_modules && touch $@

test: .venv/dev.stamp node_modules/.stamp ## run every test: unit, property, doctest, notebooks, browser, wheel
	$(MAKE) --no-print-directory --jobs 2 --output-sync=target test-long test-others $(AFTERWARDS)

# Both halves keep a core each busy: more threads of one would wait for the other.
test-long test-others: export OMP_NUM_THREADS := 1

test-long: .venv/dev.stamp
	$(BIN)/python -m pytest --durations=25 -p no:cacheprovider $(LONG)

test-others: .venv/dev.stamp
	$(BIN)/python -m pytest --durations=40 $(addprefix --ignore=,$(LONG))

.venv/spark.stamp: .venv/dev.stamp requirements-spark.lock
	VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --require-hashes --build-constraint requirements-dev.lock -r requirements-spark.lock
	@touch $@

ifneq ($(shell command -v java),)
spark: .venv/spark.stamp ## run the tests of the Spark engine, where there is Java
	$(BIN)/python -m pytest -m spark
else
spark:
	@echo 'No java on the PATH: the tests of the Spark engine are left out.'
endif

docs: .venv/dev.stamp ## build the reference of the public names into site/
	$(BIN)/python docs/build_api.py site

pictures: .venv/dev.stamp ## take the pictures of the README again
	PYTHONPATH=tests $(BIN)/python docs/take_pictures.py docs/pictures

fuzz: .venv/dev.stamp ## look for bytes that break an import, for SECONDS=600
	VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --constraint requirements-dev.lock -e '.[fuzz]'
	$(BIN)/python tests/fuzz_add.py -max_total_time=$(SECONDS)

lint: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/dev.stamp
	$(BIN)/mypy

stripped: .venv/dev.stamp
	$(BIN)/nbstripout --verify $$(git ls-files '*.ipynb')

# Spark and the types begin when one half of the tests has ended, and do not wait for the other.
check: lint stripped ## lint, types, notebooks stripped, tests: what CI runs
	$(MAKE) --no-print-directory test AFTERWARDS='spark types'

lock: .venv/uv.stamp ## resolve the dependencies again into the two lock files
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-annotate \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --extra dev \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' -c requirements.lock pyproject.toml \
	  -o requirements-dev.lock
	echo 'pyspark>=4.3' | $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' -c requirements-dev.lock - -o requirements-spark.lock
	echo 'pycanon>=1.3.6' | $(BIN)/uv pip compile --quiet --no-deps --python-version 3.11 --generate-hashes --no-annotate \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' - -o requirements-oracle.lock

clean: ## remove the environment and the sample client
	rm -rf .venv $(CLIENT) dist
