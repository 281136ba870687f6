# What a newcomer needs: `make run`, then `make test`. Everything else is here too.
.PHONY: run build web model test lint fmt eval bench soak

run: build
	target/release/pingback serve --demo --data data

build: web model
	cargo build --release --locked -p pingback-server

web:
	@scripts/web

# What Theo reads with; without it the program is built all the same.
model:
	@scripts/model

test:
	@scripts/packages 2>&1 || { echo "0 passed, 1 failed"; exit 1; }
	@scripts/test 2>&1

# The quick part of `make test`: no PostgreSQL, no server.
lint:
	@scripts/test format lint dependencies

fmt:
	cargo fmt --all

# How good Theo's answers are: figures and plot in docs/theo.md, in about two minutes.
eval:
	@scripts/model --required
	cargo run --release --locked -p pingback-theo --example eval

# Takes about an hour at full size; BENCH="--quick" takes two minutes.
bench:
	@scripts/bench $(BENCH)

# The tests that are bounded in `make test`, with more cycles.
soak:
	@scripts/soak
