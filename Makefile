# make run    set everything up and start the questionnaire
# make test   set everything up, then check and test everything
# make web    set everything up, then serve the pages here and open them
# make bench  measure start-up and inference, as ratios
# make lint   only the checks that do not run the program
# make rules  check and prove the rulebook that is shipped

SUITABLE := import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))
PYTHON ?= $(firstword $(foreach name,python3 python3.12 python3.11 python3.13,\
	$(if $(shell $(name) -c '$(SUITABLE)' 2>/dev/null && echo yes),$(name))))
COMPILER := $(shell command -v $${CC:-cc} || command -v gcc || command -v clang)
BIN := .venv/bin
READY := .venv/.ready
INSTALL := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check

.PHONY: run web test bench lint rules
.SILENT:

run: $(READY)
	$(BIN)/kaiyaku

web: $(READY)
	$(BIN)/kaiyaku serve --open

test: lint rules
	$(BIN)/pytest -q -n 2

# A fixed day, so that what is right today is right tomorrow.
rules: $(READY)
	$(BIN)/kaiyaku rules check --on 2026-11-26
	$(BIN)/kaiyaku rules prove --from 2026-11-26

lint: $(READY)
	$(BIN)/ruff check --quiet
	$(BIN)/ruff format --check --quiet
	$(BIN)/mypy

bench: $(READY)
	for script in tests/bench/bench_*.py; do $(BIN)/python $$script || exit 1; done

# durable-rules comes as C source. Python 3.13 removed the old name of a function that it
# calls; compiled under the new name it works, but a copy from pip's cache might not.
$(READY): pyproject.toml
	test -n "$(PYTHON)" || { echo "Kaiyaku needs Python 3.11, 3.12 or 3.13, and found none of them." >&2; exit 1; }
	test -n "$(COMPILER)" || { echo "Kaiyaku needs a C compiler to set itself up. Debian and Ubuntu: apt install build-essential python3-dev; macOS: xcode-select --install" >&2; exit 1; }
	$(PYTHON) -c 'import os, sys, sysconfig; sys.exit(not os.path.exists(sysconfig.get_path("include") + "/Python.h"))' || { echo "Kaiyaku needs Python's C headers to set itself up. Debian and Ubuntu: apt install python3-dev" >&2; exit 1; }
	echo "Setting up .venv (once; about a minute) ..." >&2
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	if $(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 13))'; then \
		CC="$(COMPILER) -DPyEval_CallObject=PyObject_CallObject" \
			$(INSTALL) --no-cache-dir 'durable-rules>=2.0.28,<2.1'; \
	fi
	$(INSTALL) --editable '.[dev]'
	touch $@
