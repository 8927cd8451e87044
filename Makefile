# What a contributor runs. Every target sets itself up in .work/, on a machine with Python 3.11 or newer and pip.

PYTHON ?= python3
WORK := .work
VENV := $(WORK)/venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
WHEEL = $$(echo $(WORK)/dist/reportcard-*.whl)

# What is tested is the installed wheel, whatever the shell says about src.
unexport PYTHONPATH

.PHONY: help demo test bench conformance notebooks docs docs-generated rebaseline format constraints clean wheel install install-test

help:
	@echo "make demo            score made-up schools, and write their report cards to demo/"
	@echo "make test            formatting, lint, types, and all tests on the built wheel"
	@echo "make conformance     only the tests against published files, and their counts (REPORTCARD_DATA=../shared/data)"
	@echo "make notebooks       run the notebooks of examples/notebooks, and write them to .work/notebooks"
	@echo "make bench           the speed figures"
	@echo "make docs            build the documentation's site in .work/site, and stop at every warning"
	@echo "make docs-generated  write the generated pages anew"
	@echo "make rebaseline      take today's report cards as the expected ones"
	@echo "make format          format the code, and mend what can be mended"
	@echo "make constraints     write the versions in use to constraints.txt"

demo: install
	@$(BIN)/reportcard demo --out demo

test: install-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	REPORTCARD_INSTALLED=1 $(BIN)/pytest -n 2

conformance: install-test
	REPORTCARD_REQUIRE_DATA=1 $(BIN)/pytest -n 2 tests/conformance
	@$(BIN)/python -m docs.conformance

notebooks: wheel
	@$(PIP) install --constraint constraints.txt "$(WHEEL)[notebooks]"
	@$(PIP) install --force-reinstall --no-deps "$(WHEEL)"
	@$(BIN)/python -m docs.notebooks --out $(WORK)/notebooks

bench: wheel
	@$(PIP) install --constraint constraints.txt "$(WHEEL)[bench]"
	@$(PIP) install --force-reinstall --no-deps "$(WHEEL)"
	$(BIN)/python -m bench.run
	$(BIN)/python -m bench.render
	$(BIN)/python -m bench.uncertainty
	$(BIN)/python -m bench.sensitivity
	$(BIN)/python -m bench.whatif
	$(BIN)/python -m bench.similar

docs: install-test
	@rm -rf $(WORK)/site
	$(BIN)/python -m sphinx -W --keep-going -q -c docs -b html . $(WORK)/site
	@echo "Open $(WORK)/site/index.html in a browser."

docs-generated: install-test
	$(BIN)/python -m reportcard.framework.schema
	$(BIN)/python -m reportcard.render.catalogues
	$(BIN)/python -m docs.generate
	$(BIN)/python -m docs.metrics
	$(BIN)/python -m docs.conformance --write
	$(BIN)/python -m docs.api --write
	$(BIN)/python -m docs.commands --write
	$(BIN)/python -m docs.frameworks --write

rebaseline: install-test
	$(BIN)/python -m tests.golden.rebaseline

format: install-test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Only what is missing is added; to move to newer versions, empty the file first.
constraints: wheel
	@$(PIP) install --constraint constraints.txt "$(WHEEL)[test,bench,docs,excel,notebooks,parquet,pdf]" hatchling virtualenv
	@echo "# The versions that make demo and make test install: what was tested together. Written by make constraints." \
	  > constraints.txt
	@$(PIP) freeze --exclude reportcard | grep '==' >> constraints.txt

clean:
	rm -rf $(WORK) demo

# --- how it sets itself up ---

install: wheel
	@$(PIP) install --constraint constraints.txt "$(WHEEL)"
	@$(PIP) install --force-reinstall --no-deps "$(WHEEL)"

install-test: wheel
	@$(PIP) install --constraint constraints.txt "$(WHEEL)[test,docs]"
	@$(PIP) install --force-reinstall --no-deps "$(WHEEL)"

wheel: $(VENV)/.tools
	@rm -rf $(WORK)/dist
	@$(PIP) wheel --no-deps --no-build-isolation --wheel-dir $(WORK)/dist .

$(VENV)/.tools: constraints.txt $(VENV)/.made
	@$(PIP) install --constraint constraints.txt hatchling
	@touch $@

# Debian's python3 comes without ensurepip; virtualenv brings its own pip and needs no rights.
$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "reportcard needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 …" >&2; exit 1; }
	@rm -rf $(VENV) && mkdir -p $(WORK)
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 \
	  || { rm -rf $(VENV) \
	    && $(PYTHON) -m pip install --quiet --target $(WORK)/virtualenv --constraint constraints.txt virtualenv \
	    && PYTHONPATH=$(WORK)/virtualenv $(PYTHON) -m virtualenv --quiet $(VENV); } \
	  || { echo "No virtual environment can be made. Install python3-venv (or python3-pip) with apt-get." >&2; exit 1; }
	@touch $@
