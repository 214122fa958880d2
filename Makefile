# The commands of this repository. `make` alone lists them; docs/development.md tells more.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1

BUILD := tests/quiet.sh dotnet build --nologo --verbosity quiet
BIN := artifacts/bin
CONTROL_PLANE := $(BIN)/ControlPlane/debug/control-plane.dll
OPERATOR_BUILD := $(BIN)/TenantOperator/debug/tenant-operator.dll
RUNNER := $(BIN)/Runner/debug/test-runner.dll
PUBLISHED := artifacts/publish/tenant-operator
BENCHMARKS := $(BIN)/Benchmarks/release/benchmarks.dll
DRILLS := $(BIN)/Drills/debug/drills.dll
BENCHMARK_SERVER := artifacts/publish-benchmark/benchmark-server
CHART := config/helm/tenant-operator

# Unit tests first: they are quick to say what is wrong. The last ones start a control plane. Rights compares what Integration left; a part of the run uses a part of the rights.
TEST_PROJECTS := $(patsubst tests/%/,%,$(sort $(dir $(wildcard tests/*.Tests/*.csproj)))) Conformance Integration $(if $(FILTER),,Rights)

PRODUCT_SOURCES := $(shell find src -name '*.cs' -o -name '*.csproj' 2>/dev/null) Directory.Build.props Directory.Packages.props
CONTROL_PLANE_SOURCES := $(shell find tests/ControlPlane -type f 2>/dev/null) Directory.Build.props Directory.Packages.props
RUNNER_SOURCES := $(shell find tests/Runner -type f 2>/dev/null)

.PHONY: help
help: ## List the commands
	@echo 'make COMMAND, where COMMAND is'
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  \1\t/' | expand -t 14

.PHONY: demo
demo: $(CONTROL_PLANE) $(OPERATOR_BUILD) ## Show the main job on a real API server: a tenant made, attacked, repaired, deleted
	@dotnet $(CONTROL_PLANE) demo

.PHONY: test
test: $(RUNNER) ## Run all tests (FILTER='-class *Quota*' runs some); ends with "N passed, N failed"
	@echo 'building all projects: some minutes the first time'
	@$(BUILD) TenantOperator.sln
	@dotnet $(RUNNER) artifacts/test-reports $(foreach p,$(TEST_PROJECTS),$(BIN)/$(p)/debug/$(p).dll) $(if $(FILTER),-- $(FILTER))

.PHONY: conformance
conformance: $(OPERATOR_BUILD) ## Put the corpus to the rules and to a real API server, and keep the table in docs/conformance.md
	@$(BUILD) tests/Conformance
	@rm -f artifacts/conformance/conformance.md
	@env -u CONFORMANCE_RULES dotnet $(BIN)/Conformance/debug/Conformance.dll -class- Conformance.ConformancePageTests
	@cp artifacts/conformance/conformance.md docs/conformance.md

.PHONY: fuzz
fuzz: ## Fuzz the codec and the rules for a minute, or FUZZ_SECONDS (needs afl-fuzz)
	@tests/Fuzz/fuzz.sh $(or $(FUZZ_SECONDS),60)

.PHONY: bench
bench: $(CONTROL_PLANE) $(PUBLISHED) $(BENCHMARK_SERVER) ## Measure everything against its baselines and write docs/performance.md (ONLY=webhook,hot-paths measures some)
	@echo 'building what is measured and what measures'
	@$(BUILD) --configuration Release tests/Benchmarks
	@$(BUILD) --configuration Release tests/BenchmarkServer
	@dotnet $(BENCHMARKS) $(if $(ONLY),--only $(ONLY))

.PHONY: bench-quick
bench-quick: $(CONTROL_PLANE) ## The same in a few minutes, with fewer and shorter rounds and without the native executable
	@echo 'building what is measured and what measures'
	@$(BUILD) --configuration Release tests/Benchmarks
	@$(BUILD) --configuration Release tests/BenchmarkServer
	@dotnet $(BENCHMARKS) --quick $(if $(ONLY),--only $(ONLY))

.PHONY: drills
drills: $(CONTROL_PLANE) $(OPERATOR_BUILD) ## Cause failures on a real API server and write docs/reliability.md (ONLY=etcd-paused,two-leaders does some); half an hour
	@echo 'building the drills'
	@$(BUILD) tests/Drills
	@dotnet $(DRILLS) $(if $(ONLY),--only $(ONLY))

.PHONY: up
up: $(CONTROL_PLANE) $(OPERATOR_BUILD) ## Start a control plane and the operator in the background (.run/kubeconfig)
	@dotnet $(CONTROL_PLANE) up

.PHONY: down
down: $(CONTROL_PLANE) ## Stop what `make up` started
	@dotnet $(CONTROL_PLANE) down

.PHONY: status
status: $(CONTROL_PLANE) ## Tell what of it runs
	@dotnet $(CONTROL_PLANE) status

.PHONY: build
build: $(PUBLISHED) ## Publish the native executable to artifacts/publish (needs clang and zlib's headers)

$(PUBLISHED): $(PRODUCT_SOURCES)
	@tests/native-toolchain.sh
	@echo 'publishing the native executable: some 2 minutes'
	@tests/quiet.sh dotnet publish src/TenantOperator --nologo --verbosity quiet --output artifacts/publish \
	  $$(tests/native-toolchain.sh --property)
	@touch $@ && ls -sh $@

$(BENCHMARK_SERVER): $(PRODUCT_SOURCES) $(wildcard tests/BenchmarkServer/*.cs*)
	@tests/native-toolchain.sh
	@echo 'publishing the native executable with the endpoint that it is compared with: some 2 minutes'
	@tests/quiet.sh dotnet publish tests/BenchmarkServer --nologo --verbosity quiet --output artifacts/publish-benchmark \
	  $$(tests/native-toolchain.sh --property)
	@touch $@

.PHONY: generate
generate: ## Write the generated files again: CRDs, webhook registrations, docs/rules.md
	@dotnet run --project tools/Generator

.PHONY: check
check: $(CONTROL_PLANE) ## What a reviewer would check: format and analyzers, generated files, chart, links, scripts
	@echo '== build: analyzers and format are errors'
	@$(BUILD) TenantOperator.sln
	@echo '== generated files are up to date'
	@dotnet run --project tools/Generator -- --check
	@echo '== the chart'
	@$(MAKE) lint-chart
	@echo '== links of the documentation'
	@tests/check-links.sh
	@echo '== shell scripts'
	@for script in $$(git ls-files '*.sh' .ci/run); do bash -n "$$script"; done
	@echo 'check: all is well'

.PHONY: lint-chart
lint-chart: $(CONTROL_PLANE)
	@helm=$$(dotnet $(CONTROL_PLANE) tool helm); \
	"$$helm" lint --quiet --strict $(CHART); \
	for values in $(CHART)/ci/*.yaml; do "$$helm" lint --quiet --strict $(CHART) --values "$$values"; done; \
	"$$helm" template tenant-operator $(CHART) --namespace tenant-operator >/dev/null

.PHONY: chart
chart: lint-chart ## Lint, render and package the Helm chart into artifacts/chart
	@helm=$$(dotnet $(CONTROL_PLANE) tool helm); \
	mkdir -p artifacts/chart; \
	"$$helm" template tenant-operator $(CHART) --namespace tenant-operator >artifacts/chart/rendered.yaml; \
	"$$helm" package $(CHART) --destination artifacts/chart; \
	echo "rendered with its defaults: artifacts/chart/rendered.yaml"

.PHONY: image
image: ## Build the container image (IMAGE=name:tag), its bill of materials in it, where a Docker engine answers
	@docker version --format '{{.Server.Version}}' >/dev/null 2>&1 || \
	  { echo 'make image needs a Docker engine that answers; "docker version" names none here' >&2; exit 1; }
	docker build --tag $(or $(IMAGE),tenant-operator:dev) .

.PHONY: sbom
sbom: ## Write the bill of materials of the executable to artifacts/sbom (CycloneDX); the image has its own
	@tests/quiet.sh tools/sbom.sh artifacts/sbom && ls -sh artifacts/sbom/tenant-operator.cdx.json

.PHONY: audit
audit: ## Ask the package source for known vulnerabilities of all packages; fails when there are some, or when it cannot tell
	@tools/audit.sh

# Built only when a source is newer: the second `make up` must not wait for a build that has nothing to do.
$(CONTROL_PLANE): $(CONTROL_PLANE_SOURCES)
	@$(BUILD) tests/ControlPlane
	@touch $@

$(OPERATOR_BUILD): $(PRODUCT_SOURCES)
	@echo 'building the operator'
	@$(BUILD) src/TenantOperator
	@touch $@

$(RUNNER): $(RUNNER_SOURCES)
	@$(BUILD) tests/Runner
	@touch $@
