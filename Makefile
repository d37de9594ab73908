# Two commands do everything: `make run` and `make test`. Both first set up what is missing.

SHELL := /bin/bash
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help run test check format setup system monado clean

# What is generated stays inside the checkout.
export PROCTOR_CACHE_DIR := $(CURDIR)/.make/cache/assets
export NUMBA_CACHE_DIR := $(CURDIR)/.make/cache/numba
export MPLCONFIGDIR := $(CURDIR)/.make/cache/matplotlib

export UV_PROJECT_ENVIRONMENT := .venv
export UV_HTTP_TIMEOUT ?= 300
unexport VIRTUAL_ENV

bin := .venv/bin
environment := .venv/.from-lock

help: ## Say what there is to make
	@grep -E '^[a-z]+:.* ## ' $(MAKEFILE_LIST) \
	    | sed -E 's/^([a-z]+):.* ## /  make \1|/' | awk -F'|' '{ printf "%-15s%s\n", $$1, $$2 }'

run: $(environment) ## Open the trainer; without a display, leave a report and pictures in out/
	@setup/system graphics
	@setup/run

test: setup check ## Check everything, then run all tests
	$(bin)/pytest -n 2

check: $(environment) ## The quick checks: style, types, imports, texts in both languages, scenarios
	$(bin)/ruff check .
	$(bin)/ruff format --check .
	$(bin)/mypy
	$(bin)/lint-imports
	$(bin)/pytest -q tests/language
	$(bin)/proctor scenario validate

format: $(environment) ## Put imports and code in order
	$(bin)/ruff check --fix .
	$(bin)/ruff format .

setup: system ## Set up only
	@$(MAKE) -j2 monado $(environment)

system: ## System packages for pictures and tests (installs them as root, otherwise names them)
	@setup/system tests

monado: ## The OpenXR runtime of the tests, in ~/.cache/proctor (nothing of it is installed)
	@setup/monado

clean: ## Remove what was set up and generated (not runs)
	rm -rf .venv .make .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find sim assets telemetry tests -name __pycache__ -prune -exec rm -rf {} +

# The stamp lies inside the environment, so that it goes when the environment goes.
$(environment): uv.lock pyproject.toml
	setup/uv sync --frozen --compile-bytecode
	@touch $@

# A person's settings and runs are not the tests' to touch.
test check: export PROCTOR_DATA_DIR := $(CURDIR)/.make/data
