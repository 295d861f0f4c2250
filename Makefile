# Two commands do everything: `make figures` and `make test`. Each installs what it needs into this checkout.
SHELL := /bin/sh
PYTHON ?= python3
PROFILE ?= paper
LAB ?=
# The Node locked in package-lock.json, whatever Node runs npm; resolved when a recipe runs, after npm ci.
NODE = "$$(node bin/locked-node.mjs)"
# Without it a process aborts when the code of a cell is terminated in the middle of a callback.
NODE_FLAGS = --no-force-async-hooks-checks
TSC = $(NODE) node_modules/typescript/bin/tsc
BIOME = $(NODE) node_modules/@biomejs/biome/bin/biome
PIP_INSTALL = bin/python -m pip install --quiet --disable-pip-version-check --require-hashes

NPM = node_modules/.package-lock.json
VENV = .venv/installed
KERNEL = .venv/share/jupyter/kernels/assay/kernel.json
PEERS = build/peers/installed
REVIEW = build/review/installed
WASM = build/wasm/built
DIST = dist/built
ASSEMBLY = $(shell find src -path '*/assembly/*.ts') src/wasm/load.ts src/wasm/build.ts
SOURCES = $(shell find src -name '*.ts')

.PHONY: help figures verify docs review notebooks test test-long test-lab test-slurm setup check build bench bench-quick bench-kernel data lab clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 12

figures: $(NPM) $(WASM) ## compute what is missing and draw every figure (PROFILE=quick: reduced sizes)
	$(NODE) bin/assay.mjs figures --profile $(PROFILE)

verify: $(NPM) $(WASM) ## check every claim from the recorded results
	$(NODE) bin/assay.mjs verify --recorded

docs: $(NPM) $(WASM) ## write the tables of docs/ and README.md, and the RO-Crate, from the recorded results
	$(NODE) docs/write.ts
	$(NODE) bin/assay.mjs review crate

review: $(NPM) $(WASM) ## review/index.html: the site on which a reviewer says what holds
	$(NODE) bin/assay.mjs review

notebooks: setup build ## run the three notebooks and write them back with their outputs
	$(NODE) bin/assay.mjs kernel install --prefix .venv
	.venv/bin/python notebooks/execute.py

test: setup check build ## lint, type check and all tests that are fast
	$(NODE) $(NODE_FLAGS) --import ./test/setup.ts --test 'test/**/*.test.ts'

test-long: setup build $(REVIEW) ## tests that take longer
	$(NODE) $(NODE_FLAGS) --import ./test/setup.ts --test 'test/**/*.long.ts'

test-lab: setup ## the kernel in a real JupyterLab in a real browser (part of test-long); screenshots in build/lab/
	$(NODE) $(NODE_FLAGS) --import ./test/setup.ts --test 'test/lab/*.test.ts' 'test/lab/*.long.ts'

test-slurm: $(NPM) $(WASM) ## a sweep on a Slurm of its own whose nodes and tasks die (part of test-long)
	$(NODE) $(NODE_FLAGS) --import ./test/setup.ts --test 'test/slurm/*.long.ts'

setup: $(NPM) $(VENV) $(WASM) $(KERNEL) ## install everything from the lock files

check: $(NPM) ## lint, formatting, types
	$(BIOME) check --error-on-warnings
	$(TSC) -p .

build: $(DIST) ## dist/: ES modules and declarations

bench: $(NPM) $(WASM) $(PEERS) ## speed against peers in the same run, into bench/results.json and bench/figures
	$(NODE) bench/run.ts

bench-quick: $(NPM) $(WASM) $(PEERS) ## the same with fewer sizes and rounds, in 3 minutes, into build/bench
	$(NODE) bench/run.ts --quick

bench-kernel: setup $(PEERS) ## the kernel against tslab and Deno: checks passed, losses, times, cells against plain modules
	$(NODE) bench/kernel/suites.ts
	$(NODE) bench/kernel/cells.ts

data: $(NPM) $(WASM) ## fetch MNIST, Fashion-MNIST and CIFAR-10
	$(NODE) bin/assay.mjs data

lab: setup ## open the notebooks in JupyterLab with the kernel and live figures (LAB=: its options)
	.venv/bin/jupyter lab --LabApp.default_url=/lab/tree/notebooks $(LAB)

clean: ## remove what the other targets made, but not recorded results
	rm -rf build dist review .assay .venv node_modules

$(NPM): package.json package-lock.json .npmrc
	npm ci --no-progress --loglevel=error
	find node_modules -name '*.map' -delete # 0.2 GB that nothing reads
	@touch $@

$(VENV): notebooks/requirements.txt
	$(PYTHON) -m venv .venv
	.venv/$(PIP_INSTALL) -r notebooks/requirements.txt
	@echo '{ "type": "commonjs" }' > .venv/package.json # JupyterLab has a script that Node would else take for a module
	@touch $@

# The kernel, for the JupyterLab of this checkout; `assay kernel install` puts it where every JupyterLab sees it.
$(KERNEL): $(NPM) $(VENV) $(WASM) $(wildcard src/kernel/install/*.ts src/kernel/install/logos/*)
	$(NODE) bin/assay.mjs kernel install --prefix .venv
	@touch $@

# Validators of the metadata that a reviewer takes away: apart from JupyterLab, whose versions they do not share.
$(REVIEW): notebooks/requirements-review.txt
	@mkdir -p build
	$(PYTHON) -m venv build/review
	build/review/$(PIP_INSTALL) -r notebooks/requirements-review.txt
	@touch $@

# Peers in Python. What cannot be had here is left out of the comparison, which says so: that is no error.
$(PEERS): bench/requirements.txt bench/requirements-torch.txt bench/requirements-scnn.txt bench/requirements-curvature.txt
	@mkdir -p build
	@if $(PYTHON) -m venv build/peers && build/peers/$(PIP_INSTALL) -r bench/requirements.txt; then \
		build/peers/$(PIP_INSTALL) -r bench/requirements-torch.txt 2>build/peers/torch.log || \
			echo "No CPU build of PyTorch, see build/peers/torch.log"; \
		build/peers/$(PIP_INSTALL) --no-deps -r bench/requirements-scnn.txt 2>build/peers/scnn.log || \
			echo "No scnn, see build/peers/scnn.log"; \
		build/peers/$(PIP_INSTALL) --no-deps -r bench/requirements-curvature.txt 2>build/peers/curvature.log || \
			echo "No curvlinops and PyHessian, see build/peers/curvature.log"; \
		touch $@; \
	else echo "No peers in Python: python3 with venv and pip, and a package index, were expected"; fi

$(WASM): $(NPM) $(ASSEMBLY)
	$(NODE) src/wasm/build.ts
	@touch $@

$(DIST): $(NPM) $(WASM) $(SOURCES) tsconfig.json tsconfig.build.json
	rm -rf dist
	$(TSC) -p tsconfig.build.json
	$(NODE) src/finishBuild.ts
	@touch $@
