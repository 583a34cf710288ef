# Directory of the archived texts of the documents; only `verify` needs them.
SOURCES ?= ../shared/sources

# A PostgreSQL server whose user may create databases. Without one, its tests are skipped.
TEST_POSTGRES_URL ?= $(shell pg_isready -q -h 127.0.0.1 2>/dev/null && echo 'postgres://127.0.0.1:5432/test?sslmode=disable')
export TEST_POSTGRES_URL

# npm builds the browser app. Without it, the program shows a plain page.
NPM := $(shell command -v npm)

# How long each fuzz test runs, or how many inputs it tries. A run limited by time may
# fail at its end on a busy machine (go.dev/issue/75804).
FUZZTIME ?= 5000x

# Duration of the cluster's overload test.
SOAK ?= 1m

.PHONY: run build web try-web reproducible test test-race mutation mutation-mappings fuzz test-web screenshots check verify lint lint-deploy security bench bench-compare bench-load bench-growth bench-rules test-cluster generate check-generate migrate-diff update

run: $(if $(NPM),try-web) ## serve the shipped dataset at http://localhost:8080/
	go run ./server

# Without a network npm would retry for more than a minute.
try-web: export npm_config_fetch_retries = 1
try-web: export npm_config_fetch_retry_mintimeout = 1000
try-web: export npm_config_fetch_timeout = 60000
try-web: export npm_config_loglevel = error
try-web:
	@$(MAKE) --no-print-directory web || echo 'The browser app was not built; the server shows a plain page. Try again: make web'

build: $(if $(NPM),web) ## build bin/server: static, and the same bytes from the same commit
	CGO_ENABLED=0 go build -trimpath -buildvcs=true -ldflags=-w -o bin/server ./server

web: web/dist/index.html.gz ## build the browser app into web/dist, which the binary embeds

web/dist/index.html.gz: web/node_modules/.package-lock.json $(shell find web/src web/build web/public -type f) $(wildcard web/*.html web/*.ts web/*.json)
	cd web && npm run build

web/node_modules/.package-lock.json: web/package-lock.json
	@echo 'Installing what builds the browser app, once.'
	cd web && npm ci
	touch $@

reproducible: ## prove that two builds of the last commit give the same bytes
	./deploy/reproducible.sh

test: ## every Go test, on SQLite and, where there is one, on PostgreSQL
	go test ./...

# Packages whose values several goroutines use. The rest of store is SQL, with which
# the race detector takes minutes.
test-race: ## tests of concurrent code, with the race detector
	go test -race ./cache ./execute ./traffic ./transport ./observe
	TEST_POSTGRES_URL= go test -race ./store -run 'Cache|Once'

# What tests the tests: one operator of a package is changed at a time. It takes
# a few seconds for each operator, since the package is compiled anew.
GREMLINS = github.com/go-gremlins/gremlins/cmd/gremlins@v0.5.0

# The packages of rules, whose own tests must notice every changed operator.
PACKAGES ?= ./compare ./vocab ./textsearch ./limit ./execute

mutation: ## changed operators must fail the package's tests: make mutation PACKAGES=./limit
	go run ./mutation -gremlins $(GREMLINS) $(PACKAGES)

# Where mappings between the files of a dataset and its answers are written, and
# where they are derived from the rows of a table.
MAPPINGS = store/generated.go store/planyear.go store/body.go store/bind.go store/findings.go store/release.go graph/registers.go graph/records.go
TABLES = load/layout.go,table/table.go

mutation-mappings: ## every deleted mapping must fail the test that nothing of a dataset is lost
	go run ./roundtrip/mutate -rows $(TABLES) $(MAPPINGS)

fuzz: ## random requests to the API: make fuzz FUZZTIME=10m
	go test ./server -run - -fuzz FuzzDocument -fuzztime $(FUZZTIME)
	go test ./server -run - -fuzz FuzzBody -fuzztime $(FUZZTIME)
	go test ./graph -run - -fuzz FuzzExecutions -fuzztime $(FUZZTIME)

test-web: web ## drive every page in a headless Chromium against the server
	cd web && npm run lint && npm test && npm run test-browser

screenshots: web ## renew the images in docs/screenshots
	cd web && npm run screenshots

# Flags of the Go benchmarks, and their packages.
BENCH ?= -count=1
BENCHED = ./compare ./data ./store ./graph ./textsearch ./server

bench: ## Go benchmarks of rules, store, execution and search: make bench BENCH=-count=6
	go test $(BENCHED) -run '^$$' -bench . -benchmem $(BENCH)

bench-compare: ## the same on another commit and on this one: make bench-compare OLD=COMMIT
	@test -n "$(OLD)" || { echo 'usage: make bench-compare OLD=COMMIT'; exit 2; }
	BENCH='$(BENCH)' ./bench/compare.sh $(OLD) $(BENCHED)

# BENCH_FLAGS=-short is brief; POSTGRES is the URL of a database to load the dataset
# into; PEERS is the directory with the scripts of other servers.
bench-load: ## the server under load, with its figures in docs/performance.md
	PEERS='$(PEERS)' ./bench/load.sh $(if $(POSTGRES),-postgres '$(POSTGRES)') -report docs/performance.md $(BENCH_FLAGS)

bench-growth: ## what a comparison costs among ten times a country, in docs/performance.md
	go run ./bench -provinces 630 -report docs/performance.md $(BENCH_FLAGS) growth

bench-rules: ## what each GraphQL rule costs for its worst document, in docs/performance.md
	go test ./document -run TestWorstDocumentOfEachRule -update

check: ## check the shipped dataset
	go run ./server check data

verify: ## prove every figure on its cited lines: make verify SOURCES=DIR
	go run ./server check -sources $(SOURCES) data

# Not in go.mod, where its dependencies would be listed with ours.
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2

lint: ## formatting, vet and staticcheck
	@unformatted=$$(git ls-files -co --exclude-standard '*.go' | xargs gofmt -l); test -z "$$unformatted" || { echo "$$unformatted"; echo 'run gofmt -w on these files'; exit 1; }
	go vet ./...
	go run $(STATICCHECK) ./...

lint-deploy: ## check the files of deploy/, with the tools that are installed
	./deploy/lint.sh

security: build ## known vulnerabilities in bin/server, and an inventory of it
	./deploy/security.sh

test-cluster: ## break a complete set-up on loopback under load: make test-cluster SOAK=10m
	SOAK=$(SOAK) ./deploy/cluster/test.sh

generate: ## write everything derived: ent, GraphQL, the dictionary, the JSON Schemas, the settings, the rules of search, the Go client
	go run ./ent/generate
	go run ./graph/generate
	go run ./docs/generate
	go test ./server -run TestSettingsTable -update
	go test ./textsearch -run TestTheBrowserAppKnowsTheRules -update
	cd $(CLIENTS)/go && go generate ./...
ifneq ($(NPM),)
	$(MAKE) --no-print-directory web/node_modules/.package-lock.json
	cd web && npm run generate
endif

# Everything that make generate writes.
GENERATED = ent graph/generated graph/model docs data/schema web/src/api web/src/search $(CLIENTS)/go

check-generate: generate ## fail when generated code or migrations are stale
	@test -z "$$(git status --porcelain -- $(GENERATED))" || { git status --porcelain -- $(GENERATED); echo 'make generate changed these files; commit what it writes'; exit 1; }
	@test -z "$$TEST_POSTGRES_URL" || ./migrate/diff.sh -check

migrate-diff: ## write migrations for a changed ent schema: make migrate-diff name=WHAT
	@test -n "$(name)" || { echo 'usage: make migrate-diff name=WHAT_CHANGED'; exit 2; }
	./migrate/diff.sh $(name)

update: ## renew the golden answers and statement counts of the examples, and the documents that show them
	go test ./graph -run 'TestExamples|TestStatements' -update
	go run ./docs/generate

# The npm package of the example clients and of the tests of the API's contract.
CLIENTS = examples/clients

.PHONY: test-contract release-schema test-clients

$(CLIENTS)/node_modules: $(CLIENTS)/package-lock.json
	cd $(CLIENTS) && npm ci
	@touch $@

test-contract: $(CLIENTS)/node_modules ## lint schema.graphql, and find changes that would break clients
	$(CLIENTS)/node_modules/.bin/eslint -c $(CLIENTS)/contract/eslint.config.js schema.graphql
	cd $(CLIENTS) && node --test --test-reporter=./report.js contract/

release-schema: ## store schema.graphql as the schema that clients may rely on from now on
	cp schema.graphql $(CLIENTS)/contract/released.graphql

test-clients: build $(CLIENTS)/node_modules ## audit GraphQL over HTTP, compare with graphql-js, and run every example client against a server
	cd $(CLIENTS) && node --test --test-reporter=./report.js clients.test.js differential/differential.test.js
