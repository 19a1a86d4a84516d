# Two commands set up a fresh machine that has rustup, Node.js and apt: `make run` and `make test`.

# The one selection of packages for every command on the host, and the browser's. Another selection unites other
# features and compiles half of the tree again; both halves together would unite the server's and the browser's.
host := --workspace --exclude frontend --exclude xtask --exclude bench
wasm := wasm32-unknown-unknown
# A crate takes part in the tests in a browser by having a file tests/web.rs.
in_browser := $(notdir $(patsubst %/tests/web.rs,%,$(wildcard app/tests/web.rs app/*/tests/web.rs frontend/tests/web.rs)))
# Cases of each property.
cases := 1000
many_cases := 10000

.DELETE_ON_ERROR:
.PHONY: run test tools debian audit bench faults

run: tools
	@exec cargo xtask run

# Everything that CI runs, the quickest to fail first; at the end the seconds of each step.
test: export PROPTEST_CASES := $(cases)
# The same cases every time, so that a change is judged by itself; `make faults` looks for new ones.
test: export PROPTEST_RNG_SEED := 1
test: export CI := 1
test:
	@rm -rf target/steps && mkdir -p target/steps
	$(call step,tools,make --no-print-directory tools debian end2end/node_modules)
	$(call step,format,cargo fmt --all --check)
	$(call step,repository,cargo test -q -p tidy)
	$(call step,build,cargo xtask build)
	$(call step,tests,cargo test $(host))
	$(call step,lints,cargo clippy $(host) --all-targets -- -D warnings)
	$(call step,build-tool,cargo test -q -p xtask)
	$(call step,browser-units,$(browser_units))
	$(call step,browser,cd end2end && node_modules/.bin/playwright test)
	@awk '{ all += $$1; printf "%6d s  %s\n", $$1, $$2 } END { printf "%6d s  in all\n", all }' target/steps/*

# $(call step,name,command): runs it and keeps its seconds. The number in the file's name keeps the order.
define step
@echo "== $(1)"; began=$$(date +%s); ( $(2) ) || { echo "== $(1) failed" >&2; exit 1; }; \
	echo "$$(( $$(date +%s) - began )) $(1)" > target/steps/$$(ls target/steps | wc -l | xargs printf '%02d')
endef

browser_units = $(if $(in_browser),cargo test $(addprefix -p ,$(sort app frontend $(in_browser))) --features app/hydrate --target $(wasm) --test web,echo "No crate has tests/web.rs.")

# What is missing is installed; what is there costs nothing, and no network.
tools: style/node_modules
	@which cc > /dev/null || { $(apt) gcc libc6-dev; }
	@rustup target list --installed | grep -qx $(wasm) || rustup target add $(wasm)
	@rustup component list --installed | grep -q ^clippy || rustup component add clippy
	@rustup component list --installed | grep -q ^rustfmt || rustup component add rustfmt

debian:
	@which chromium chromedriver > /dev/null || { $(apt) chromium chromium-driver; }

sudo = $(shell [ "$$(id -u)" = 0 ] || echo sudo)
apt = $(sudo) apt-get update && $(sudo) apt-get install -y --no-install-recommends

%/node_modules: %/package-lock.json
	npm ci --prefix $* && touch $@

# Advisories, licences, sources, and who may use what. Needs the network.
audit:
	@cargo deny --version > /dev/null 2>&1 || cargo install cargo-deny --locked --version 0.20.2
	cargo deny check

# Prints figures; asserts nothing about time.
bench: tools
	cargo bench $(host) --benches

# Every property with ten times the cases. `make test` stays within half an hour, this need not.
faults: export PROPTEST_CASES := $(many_cases)
faults: tools
	cargo test $(host)
