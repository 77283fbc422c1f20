# Everything here needs Python 3.11 or later and make, nothing else; the rest is filled into .venv from the lock.
# A Python that is not called python3:  make report PYTHON=python3.12

PYTHON ?= python3
BIN := .venv/bin
FILLED := .venv/filled
# What Git leaves out of a notebook besides its outputs: results of expressions in prose, and what one kernel's
# version adds. The kernel's name stays: without it JupyterLab asks for one.
KERNEL := version codemirror_mode file_extension mimetype nbconvert_exporter pygments_lexer
KEYS := cell.metadata.user_expressions cell.metadata.trusted $(KERNEL:%=metadata.language_info.%)
STRIP := $(BIN)/nbstripout --keep-id --extra-keys "$(KEYS)"

# A worker for each processor. A file's tests stay with one worker: what they share is made once.
PYTEST := $(BIN)/python -m pytest --numprocesses logical

# Named here and not in the lock: only these two targets need them, and uv keeps them out of .venv.
COVERAGE := $(BIN)/uv run --no-project --with coverage==7.17.3 -- coverage
MUTMUT := $(BIN)/uv run --no-project --with mutmut==3.8.1 -- mutmut
# The W3C's checker of HTML, from tests/vnu/package-lock.json.
CHECKER := tests/vnu/node_modules/vnu-jar/build/dist/vnu.jar
PROVEN := numbers/quantity numbers/hedges numbers/words figures/derive ledger/ledger

.DEFAULT_GOAL := help
.PHONY: help report test test-all coverage mutants lab check generated lock

help:
	@echo 'make report     build report/briefing.html and report/briefing.pdf from the notebooks and the data'
	@echo 'make lab        open the notebooks in JupyterLab'
	@echo 'make check      check the data, the notebooks and the generated parts, without a build'
	@echo 'make test       run the tests that need no browser and are not slow by nature'
	@echo 'make test-all   run all tests (needs Chromium, Java and the W3C checker of HTML); TESTS=tests/lab runs some'
	@echo 'make coverage   measure which branches of the arithmetic its own tests run; fails below 100 %'
	@echo 'make mutants    plant faults in the arithmetic, one at a time, and list those no test sees (a quarter of an hour)'
	@echo 'make generated  write the generated parts of README.md, data/ and CITATION.cff again, and the report'
	@echo 'make lock       write requirements.lock and constraints.txt again; UPGRADE=--upgrade takes newer versions'

report: $(FILLED)
	$(BIN)/hedged build

test: $(FILLED)
	$(PYTEST) --dist loadfile -m "not browser and not slow"

test-all: $(FILLED)
	@command -v chromium >/dev/null || { echo 'make test-all needs Chromium (Debian: apt-get install chromium); make test runs without it.' >&2; exit 1; }
	@command -v java >/dev/null || { echo 'make test-all needs Java (Debian: apt-get install default-jre-headless) for the W3C checker of HTML; make test runs without it.' >&2; exit 1; }
	@[ -f $(CHECKER) ] || { echo 'make test-all needs the W3C checker of HTML (npm ci --ignore-scripts --prefix tests/vnu, with the npm of Debian); make test runs without it.' >&2; exit 1; }
	$(PYTEST) --dist loadgroup $(TESTS)

# Each module under the tests of its own name alone.
coverage: $(FILLED)
	@set -e; for module in $(PROVEN); do \
	  $(COVERAGE) run --branch --include=src/hedged/$$module.py -m pytest -q -p no:cacheprovider tests/$${module%/*}/test_$${module#*/}.py; \
	  $(COVERAGE) report --show-missing --fail-under=100; \
	done

mutants: $(FILLED)
	$(MUTMUT) run --max-children 1
	$(MUTMUT) results

lab: $(FILLED)
	@if git rev-parse --git-dir >/dev/null 2>&1; then git config filter.nbstripout.clean '$(STRIP)'; fi
	$(BIN)/jupyter lab --ServerApp.root_dir=. --LabApp.default_url=/lab/tree/notebooks/2-briefing.ipynb $(LAB)

check: $(FILLED)
	$(BIN)/hedged check

# In two steps: the report is built from what is generated in data/, and the README prints what the report holds.
generated: $(FILLED)
	$(BIN)/python -m hedged.cli.generated inputs
	$(BIN)/hedged build
	$(BIN)/python -m hedged.cli.generated

lock: $(FILLED)
	$(BIN)/uv pip compile pyproject.toml --all-extras --group house --universal --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-header --no-annotate --fork-strategy fewest \
	  --no-config --quiet $(UPGRADE) --output-file requirements.lock
	sed -n 's/^\([A-Za-z0-9][^\\]*[^\\ ]\) *\\*$$/\1/p' requirements.lock > constraints.txt

# uv comes first, by pip, in the version and with the hashes of the lock; it then installs all the rest.
$(FILLED): requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo 'There is no $(PYTHON) here. Name a Python 3.11 or later: make $(MAKECMDGOALS) PYTHON=python3.12' >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "hedged needs Python 3.11 or later, and $(PYTHON) is %d.%d. Name another: make $(MAKECMDGOALS) PYTHON=python3.12" % sys.version_info[:2])'
	$(PYTHON) -m venv --clear .venv
	sed -n '/^uv==/,/[^\\]$$/p' requirements.lock > .venv/uv.lock
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r .venv/uv.lock
	$(BIN)/uv pip sync --quiet --no-config --require-hashes --compile-bytecode --python $(BIN)/python requirements.lock
	$(BIN)/uv pip install --quiet --no-config --no-deps --no-build-isolation --python $(BIN)/python --editable .
	@touch $@
