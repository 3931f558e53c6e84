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


def measure(matrix, query, product=numpy.matmul):
    """Best and median milliseconds, and the rows of the top ten, best first."""
    times = []
    for _ in range(ROUNDS + 1):
        start = time.perf_counter()
        scores = product(matrix, query)
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
            same_blas = measure(data[:rows], data[rows], system_product())
            del data
            arguments = [executable, file.name, str(rows), str(dimension), str(ROUNDS)]
            line = subprocess.run(arguments, check=True, capture_output=True, text=True).stdout.split()
        ours = float(line[0]), float(line[1])
        print(f"{rows} x {dimension}: ours {ours[0]:.1f} ms best, {ours[1]:.1f} ms median")
        for name, peer in (("numpy's BLAS", theirs), ("same BLAS", same_blas)):
            same = line[2] == ",".join(str(row) for row in peer[2])
            print(f"  {name}: {peer[0]:.1f} ms best, {peer[1]:.1f} ms median; "
                  f"ratio {ours[0] / peer[0]:.2f} best, {ours[1] / peer[1]:.2f} median; "
                  f"same top {TOP}: {'yes' if same else 'no'}")


if __name__ == "__main__":
    if len(sys.argv) != 2 or not os.path.exists(sys.argv[1]):
        sys.exit(__doc__)
    main(sys.argv[1])
