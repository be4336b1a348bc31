# make run    set up what a user needs (once) and start the questionnaire
# make web    the same for the pages: serve them here and open them
# make test   set everything up, then check and test everything
# make lint   only the checks that do not run the program
# make rules  check and prove the rulebook that is shipped
# make docs   make the pages that are taken from the program
# make nightly  test with new random rulebooks and situations
# make bench  measure start-up and inference, as ratios

SUITABLE := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(firstword $(foreach name,python3 python3.12 python3.13 python3.14 python3.11,\
	$(if $(shell $(name) -c '$(SUITABLE)' 2>/dev/null && echo yes),$(name))))
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check

# What pyproject.toml lists for use and for the extras that are named, but for durable-rules.
LISTED := import sys, tomllib; project = tomllib.load(open("pyproject.toml", "rb"))["project"]; \
	extras = [it for name in sys.argv[1:] for it in project["optional-dependencies"][name]]; \
	print("\n".join(it for it in project["dependencies"] + extras if "durable" not in it))

.PHONY: run web test nightly bench changes lint rules docs
.SILENT:

run: .venv/.ready
	$(BIN)/kaiyaku

web: .venv/.ready-for-web
	$(BIN)/kaiyaku serve --open

test: lint rules
	$(BIN)/pytest -q -n 2

# A fixed day, so that what is right today is right tomorrow.
rules: .venv/.ready-for-tests
	$(BIN)/kaiyaku rules check --on 2026-11-26
	$(BIN)/kaiyaku rules prove --from 2026-11-26

lint: .venv/.ready-for-tests
	$(BIN)/ruff check --quiet
	$(BIN)/ruff format --check --quiet
	$(BIN)/mypy

nightly: .venv/.ready-for-tests
	KAIYAKU_NIGHTLY=1 $(BIN)/pytest -q -n 2

docs: .venv/.ready-for-tests
	$(BIN)/python docs/make.py

changes: .venv/.ready-for-tests
	$(BIN)/towncrier build --draft --version next

bench: .venv/.ready-for-tests
	for script in tests/bench/bench_*.py; do $(BIN)/python $$script || exit 1; done

# durable-rules comes as C source. Python 3.13 removed the old name of a function that it
# calls; compiled under the new name it works, but a copy from pip's cache might not. Where it
# cannot be built, the program infers without it.
.venv/.ready: pyproject.toml
	test -n "$(PYTHON)" || { echo "Kaiyaku needs Python 3.11 or later, and found none." >&2; exit 1; }
	echo "Setting up .venv (once; about a minute) ..." >&2
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -c '$(LISTED)' > .venv/listed && $(INSTALL) -r .venv/listed
	$(INSTALL) --no-deps --editable .
	CC="$${CC:-cc} -DPyEval_CallObject=PyObject_CallObject" \
		$(INSTALL) --no-cache-dir 'durable-rules>=2.0.28,<2.1' 2>/dev/null \
		|| echo "durable-rules cannot be built here (it needs a C compiler, Python's headers and Python 3.13 at most). Kaiyaku does without: it finds the same in plain Python." >&2
	touch $@

.venv/.ready-for-web: .venv/.ready
	$(BIN)/python -c '$(LISTED)' web > .venv/listed && $(INSTALL) -r .venv/listed
	touch $@

.venv/.ready-for-tests: .venv/.ready
	$(BIN)/python -c '$(LISTED)' web watch dev > .venv/listed && $(INSTALL) -r .venv/listed
	touch $@
