"""The numpy side of search.sh: makes the data, measures X @ q + argpartition, runs the Swift side between.

usage: python3 search.py BENCHMARK_EXECUTABLE
"""
import os
import subprocess
import sys
import tempfile
import time

import numpy

ROUNDS = 15
TOP = 10


def measure(matrix, query):
    """Best and median milliseconds, and the rows of the top ten, best first."""
    times = []
    for _ in range(ROUNDS + 1):
        start = time.perf_counter()
        scores = matrix @ query
        best = numpy.argpartition(-scores, TOP)[:TOP]
        best = best[numpy.argsort(-scores[best], kind="stable")]
        times.append((time.perf_counter() - start) * 1000)
    times = sorted(times[1:])
    return times[0], times[len(times) // 2], best


def main(executable):
    print("numpy", numpy.__version__)
    for rows, dimension in ((100_000, 384), (1_000_000, 384)):
        random = numpy.random.default_rng(7)
        data = random.standard_normal((rows + 1, dimension), dtype=numpy.float32)
        data /= numpy.linalg.norm(data, axis=1, keepdims=True)
        with tempfile.NamedTemporaryFile(suffix=".f32") as file:
            data.tofile(file)
            file.flush()
            theirs = measure(data[:rows], data[rows])
            del data
            arguments = [executable, file.name, str(rows), str(dimension), str(ROUNDS)]
            line = subprocess.run(arguments, check=True, capture_output=True, text=True).stdout.split()
        ours = float(line[0]), float(line[1])
        same = line[2] == ",".join(str(row) for row in theirs[2])
        print(f"{rows} x {dimension}: numpy {theirs[0]:.1f} ms best, {theirs[1]:.1f} ms median; "
              f"ours {ours[0]:.1f} ms best, {ours[1]:.1f} ms median; "
              f"ratio {ours[0] / theirs[0]:.2f} best, {ours[1] / theirs[1]:.2f} median; "
              f"same top {TOP}: {'yes' if same else 'no'}")


if __name__ == "__main__":
    if len(sys.argv) != 2 or not os.path.exists(sys.argv[1]):
        sys.exit(__doc__)
    main(sys.argv[1])
