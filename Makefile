# railgauge: `make run` and `make test` do all their own set-up.
SHELL := /bin/bash
SWIFT_FLAGS := --explicit-target-dependency-import-check error
BUILD := swift build $(SWIFT_FLAGS)
VENV := .venv
PREFIX ?= /usr/local

# One of each kind, none of which waits for a time limit.
SHORT_FAULTS := twice,half-body,length-short,chunk-word,garbage,http2-line,gzip,deep,many-headers,tokens-giant,cost-giant,filter,blocked,sse-no-done,sse-bad-json,tls,tls-http2-line

.DEFAULT_GOAL := help
.PHONY: help setup shipped house vendors build release run test check format lint schemas bench bench-report bench-rows bench-trend tsan train validate-classifier validate-judge \
	verify-checks validate conformance conformance-full fuzz fuzz-short torture faults attack-short install clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-20s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## Install the system libraries that the build needs (apt; asks first unless root or YES=1)
	@Scripts/setup.sh

build: setup
	@$(BUILD)

release: setup
	@$(BUILD) -c release --product railgauge

run: build ## Run the demo study on the built-in simulator and print its memo
	@$$($(BUILD) --show-bin-path)/railgauge run demo --new

test: setup ## Run all tests
	@Scripts/test.sh

check: lint schemas verify-checks ## Check formatting, import rules, shipped lists, suites and schemas

format: ## Format all Swift files in place
	@swift format format --in-place --recursive --parallel Package.swift Sources Tests Benchmarks \
		Fuzz/Package.swift Fuzz/Sources/fuzz Fuzz/Sources/Planted

lint: setup
	@Scripts/lint.sh

schemas: build $(VENV)/.jsonschema
	@Scripts/check-schemas.sh $(VENV)/bin/python

house: ## Draw the rooms into CONTRIBUTING.md
	@python3 Scripts/draw_house.py CONTRIBUTING.md

vendors: ## Write the list of vendors from the files under Sources/Vendors/Known
	@Scripts/list-vendors.sh Sources/Vendors/List.swift

shipped: ## Write the list of files that become part of the binary
	@Scripts/list-shipped.sh

bench: release ## Measure the cost of a finished trial beside wrk and a bare aiohttp loop
	@Benchmarks/run.sh

validate: ## Simulate every promise of the statistics at full length (20,000 data sets a cell; RAILGAUGE_VALIDATE_SETS)
	@Scripts/validate.sh

bench-report: release ## Measure what report.html costs beside report.json, and how fast a browser opens 20,000 trials
	@Benchmarks/report.sh

bench-rows: release ## Measure reports over 200,000 and 1,000,000 imported rows and 200,000 sent trials beside pandas (20 min)
	@Benchmarks/rows.sh
	@Benchmarks/store.sh

bench-trend: release ## Measure `trend` over a year of nights beside a bare loop of Python's sqlite3 (some GiB of disk)
	@RAILGAUGE="$$($(BUILD) -c release --show-bin-path)/railgauge" python3 Benchmarks/trend.py

tsan: setup ## Run the Transport and Runs tests under ThreadSanitizer
	@swift build --build-tests --sanitize thread --scratch-path .build-tsan
	@swift test --skip-build --sanitize thread --scratch-path .build-tsan --filter 'TransportTests|RunsTests'

train: ## Remake the text classifier's weights: make train GOLD="labelled.jsonl more.jsonl"
	@test -n "$(GOLD)" || { echo "make train needs GOLD=\"labelled.jsonl ...\" (rows: source, model, prompt_id, response, and human_label or label)" >&2; exit 64; }
	@sh Training/train.sh $(GOLD)

validate-classifier: release ## Hold the classifier against labelled replies: make validate-classifier GOLD="labelled.jsonl ..."
	@test -n "$(GOLD)" || { echo "make validate-classifier needs GOLD=labelled.jsonl" >&2; exit 64; }
	@python3 Training/validate.py $(GOLD) "$$($(BUILD) -c release --show-bin-path)/railgauge" Training/cross-validation.json

validate-judge: build ## Hold a judge against labelled replies beside the classifier: make validate-judge GOLD="..." JUDGE=judge.yaml [ROWS=200]
	@test -n "$(GOLD)" && test -n "$(JUDGE)" || { echo "make validate-judge needs GOLD=labelled.jsonl and JUDGE=judge.yaml (or JUDGE=--scripted)" >&2; exit 64; }
	@python3 Training/validate_judge.py $(GOLD) "$(JUDGE)" "$$($(BUILD) --show-bin-path)/railgauge" $(or $(ROWS),200)

verify-checks: $(VENV)/.jsonschema ## Compute the verifiable answers of the suites again and compare
	@$(VENV)/bin/python Scripts/verify_checks.py
	@$(VENV)/bin/python probes/checks/second.py
	@$(VENV)/bin/python probes/checks/make_trajectories.py --check
	@$(VENV)/bin/python probes/checks/make_long.py --check
	@$(VENV)/bin/python probes/checks/make_professions.py --check
	@$(VENV)/bin/python probes/checks/materials.py
	@$(VENV)/bin/python probes/checks/datasheet.py --check

conformance: build ## Let the vendors' own clients read the simulator and the transcripts; run a study on the LiteLLM proxy (PyPI)
	@Scripts/conformance.sh

conformance-full: conformance ## The same, then studies on llama.cpp's server (builds it once)
	@Scripts/conformance-llama.sh

fuzz: ## Fuzz parsers and readers for 20 minutes each (FUZZ_SECONDS, FUZZ_JOBS), after finding planted crashes
	@Scripts/fuzz.sh

fuzz-short: ## The same for 10 seconds each
	@FUZZ_SECONDS=10 Scripts/fuzz.sh

torture: release ## Kill runs at 500 random instants and at every commit, let fsync and writes fail, fill disks (KILLS)
	@RAILGAUGE="$$($(BUILD) -c release --show-bin-path)/railgauge" python3 Benchmarks/torture.py

faults: release ## A hundred behaviours of broken servers, TLS traps, planted keys, 30 % mixed faults over 50,000 trials (TRIALS, ONLY)
	@RAILGAUGE="$$($(BUILD) -c release --show-bin-path)/railgauge" python3 Benchmarks/faults.py

attack-short: build ## Kills, failing disks and broken servers in short, with the debug build
	@KILLS=20 RAILGAUGE="$$($(BUILD) --show-bin-path)/railgauge" python3 Benchmarks/torture.py
	@ONLY=$(SHORT_FAULTS) RAILGAUGE="$$($(BUILD) --show-bin-path)/railgauge" python3 Benchmarks/faults.py

install: setup ## Build one binary that needs no Swift on the machine, and copy it to PREFIX/bin
	@$(BUILD) -c release --product railgauge --static-swift-stdlib --scratch-path .build-install
	@install -Dm755 "$$(swift build -c release --scratch-path .build-install --show-bin-path)/railgauge" "$(PREFIX)/bin/railgauge"
	@echo "installed $(PREFIX)/bin/railgauge"

$(VENV)/.jsonschema:
	@python3 -m venv $(VENV) && $(VENV)/bin/pip install --quiet jsonschema pyyaml && touch $@

clean: ## Remove build folders and virtual environments; results stay
	@rm -rf .build .build-* .venv* .node-conformance
