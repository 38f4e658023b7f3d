# `make lab` and `make test` do their own set-up: Python 3.11 or newer and make are enough.

PYTHON ?= python3
LAB_ARGS ?=

BIN := .venv/bin
QUIET := share/jupyter/lab/settings/overrides.d
# Kernels, servers and commands that tests start read what is compiled, whatever the machine says.
unexport PYTHONDONTWRITEBYTECODE
# Tests that share something expensive run in one process, the longest first (tests/conftest.py).
PYTEST := $(BIN)/pytest -n 2
PIP := $(BIN)/python -m pip --disable-pip-version-check
# The versions tested together; `make CONSTRAINTS= test` takes the newest that pyproject.toml allows.
CONSTRAINTS ?= --constraint constraints.txt
# How many times longer the campaigns of `make hostile` are than those within `make test`.
TIMES ?= 30

.DEFAULT_GOAL := help
.PHONY: help lab test lint unit browser bench hostile offline site live release slides clean

help: ## list what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST)

lab: .venv/lab ## set up, then open the first lesson in JupyterLab (LAB_ARGS="--no-browser ...")
	$(BIN)/explainer lab $(LAB_ARGS)

test: lint .venv/test ## set up, then everything that CI checks
	$(BIN)/python tools/browsers.py
	$(PYTEST)

lint: .venv/test ## style of code and notebooks
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/nbstripout --keep-id --verify $(wildcard notebooks/*.ipynb tests/bench_*.ipynb)

unit: .venv/test ## all tests but those that need a browser
	$(PYTEST) -m "not browser and not bundle"

browser: .venv/test ## the lessons in JupyterLab in a real browser (Chromium, installed if missing)
	$(BIN)/python tools/browsers.py
	$(PYTEST) -m "browser or bundle"

bench: .venv/test ## speed and size, as one table
	$(BIN)/python tools/browsers.py
	$(BIN)/python -m tests.bench

hostile: .venv/test ## all lessons, maps and sizes; 30 times as many damaged inputs (TIMES=...)
	$(BIN)/python tools/browsers.py
	EXPLAINER_HOSTILE=$(TIMES) $(BIN)/pytest -m hostile

offline: .venv/test ## one zip that installs on a laptop without a network
	$(BIN)/python -m tools.offline_bundle

site: .venv/lab ## the lessons as a web site of plain files, into site/
	$(BIN)/explainer site $$($(BIN)/python -m tools.page_python)

live: .venv/lab ## the same, and a Python that runs in the page (WHEELS=folder or address; needs npm)
	$(BIN)/python -m tools.live $(if $(WHEELS),--wheels "$(WHEELS)")
	$(MAKE) site

release: .venv/lab ## links, tag and the branch for hubs (make release AS=OWNER/REPO/v1)
	$(BIN)/python -m tools.release $(AS)

slides: .venv/lab ## each lesson as one HTML slide deck into slides/
	$(BIN)/explainer slides

clean: ## remove all that was made here; what you wrote (my-work) stays
	rm -rf .venv slides site offline handouts periods bench build dist *.egg-info .*_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Each step leaves a stamp, so that it runs again only when the list of packages changes.
.venv/made:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit( \
	  "Python 3.11 or newer is needed: make PYTHON=python3.12 " + "$(MAKECMDGOALS)")'
	$(PYTHON) -m venv .venv
	@touch $@

.venv/lab: .venv/made pyproject.toml constraints.txt explainer/static/jupyterlab/explainer.json
	$(PIP) install --quiet $(CONSTRAINTS) --editable ".[lab]"
	@mkdir -p .venv/$(QUIET) && cp explainer/static/jupyterlab/explainer.json .venv/$(QUIET)
	@touch $@

.venv/test: .venv/lab
	$(PIP) install --quiet $(CONSTRAINTS) --editable ".[lab,test]"
	@touch $@
