#!/bin/sh
# The decomposition behind the embedder `lsa` beside scikit-learn's; an argument names a corpus to use instead of a
# made-up one. Wants python3 with scikit-learn (PyPI).
set -eu
cd "$(dirname "$0")/.."
export PITWALL_BENCHMARKS=1
swift build -c release --product SearchBenchmark >&2
python3 Benchmarks/topics.py "$(swift build -c release --show-bin-path)/SearchBenchmark" "$@"
