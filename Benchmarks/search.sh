#!/bin/sh
# Cosine search beside numpy with the same number of threads, in one run; prints the ratio (goal: 1.3 at most).
# Wants python3 with numpy. Also prints how fast chunks are embedded.
set -eu
cd "$(dirname "$0")/.."
export PITWALL_BENCHMARKS=1
swift build -c release --product SearchBenchmark >&2
executable="$(swift build -c release --show-bin-path)/SearchBenchmark"
python3 Benchmarks/search.py "$executable"
"$executable" embed 100000
