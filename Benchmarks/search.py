"""The numpy side of search.sh: makes the data, measures X @ q + argpartition, runs the Swift side between.

numpy brings a BLAS of its own; so the product is also measured with the BLAS that the Swift side links with, called
through ctypes on the same array, with numpy's argpartition behind it.

usage: python3 search.py BENCHMARK_EXECUTABLE
"""
import ctypes
import os
import subprocess
import sys
import tempfile
import time

import numpy

ROUNDS = 15
TOP = 10


def system_product():
    """A function like X @ q by cblas_sgemv of the system's libblas.so.3 (row-major 101, not transposed 111)."""
    library = ctypes.CDLL("libblas.so.3")
    pointer = ctypes.POINTER(ctypes.c_float)
    whole, real = ctypes.c_int, ctypes.c_float
    library.cblas_sgemv.argtypes = [whole, whole, whole, whole, real, pointer, whole, pointer, whole, real, pointer,
                                    whole]
    library.cblas_sgemv.restype = None

    def product(matrix, query):
        rows, dimension = matrix.shape
        scores = numpy.zeros(rows, dtype=numpy.float32)
        library.cblas_sgemv(101, 111, rows, dimension, 1, matrix.ctypes.data_as(pointer), dimension,
                            query.ctypes.data_as(pointer), 1, 0, scores.ctypes.data_as(pointer), 1)
        return scores

    return product


def search(matrix, query, product):
    """Milliseconds of one search, and the rows of the top ten, best first."""
    start = time.perf_counter()
    scores = product(matrix, query)
    best = numpy.argpartition(-scores, TOP)[:TOP]
    best = best[numpy.argsort(-scores[best], kind="stable")]
    return (time.perf_counter() - start) * 1000, ",".join(str(row) for row in best)


def ask(benchmark):
    """The same of the Swift side."""
    benchmark.stdin.write("\n")
    benchmark.stdin.flush()
    milliseconds, rows = benchmark.stdout.readline().split()
    return float(milliseconds), rows


def compare(executable, rows, dimension):
    """Takes turns, so that what else the machine does falls on all sides alike."""
    random = numpy.random.default_rng(7)
    data = random.standard_normal((rows + 1, dimension), dtype=numpy.float32)
    data /= numpy.linalg.norm(data, axis=1, keepdims=True)
    with tempfile.NamedTemporaryFile(suffix=".f32") as file:
        data.tofile(file)
        file.flush()
        arguments = [executable, file.name, str(rows), str(dimension)]
        with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as benchmark:
            sides = {
                "ours": lambda: ask(benchmark),
                "numpy's BLAS": lambda: search(data[:rows], data[rows], numpy.matmul),
                "same BLAS": lambda: search(data[:rows], data[rows], system),
            }
            system = system_product()
            runs = {name: [] for name in sides}
            for _ in range(ROUNDS + 1):
                for name, side in sides.items():
                    runs[name].append(side())
            benchmark.stdin.close()
    times = {name: sorted(time for time, _ in run[1:]) for name, run in runs.items()}
    best, median = times["ours"][0], times["ours"][ROUNDS // 2]
    print(f"{rows} x {dimension}: ours {best:.1f} ms best, {median:.1f} ms median")
    for name in list(sides)[1:]:
        theirs = times[name]
        same = "yes" if runs[name][-1][1] == runs["ours"][-1][1] else "no"
        print(f"  {name}: {theirs[0]:.1f} ms best, {theirs[ROUNDS // 2]:.1f} ms median; "
              f"ratio {best / theirs[0]:.2f} best, {median / theirs[ROUNDS // 2]:.2f} median; "
              f"same top {TOP}: {same}")


def main(executable):
    print("numpy", numpy.__version__)
    for rows, dimension in ((100_000, 384), (1_000_000, 384)):
        compare(executable, rows, dimension)


if __name__ == "__main__":
    if len(sys.argv) != 2 or not os.path.exists(sys.argv[1]):
        sys.exit(__doc__)
    main(sys.argv[1])
