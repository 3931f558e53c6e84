#!/bin/sh
# Exact search for the best ten of a million vectors beside its peers, in one run. ROWS and ROUNDS take other numbers than 1,000,000 and 15.
# Wants python3 with numpy, and takes along what else is installed of: faiss-cpu usearch sqlite-vec apsw (PyPI).
# Also prints how fast chunks are embedded.
set -eu
cd "$(dirname "$0")/.."
export PITWALL_BENCHMARKS=1
swift build -c release --product SearchBenchmark >&2
executable="$(swift build -c release --show-bin-path)/SearchBenchmark"
python3 Benchmarks/search.py "$executable" "${ROWS:-1000000}"
"$executable" embed 100000
