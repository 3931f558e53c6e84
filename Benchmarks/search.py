"""The peers' side of search.sh: makes the data, and lets ours and each peer search in turn.

All peers are exact but FAISS SQ8, which scores the codes of 8 bits only. A peer that is not installed is left out.

usage: python3 search.py BENCHMARK_EXECUTABLE [ROWS]
"""
import os
import subprocess
import sys
import tempfile
import time

import numpy

ROUNDS = int(os.environ.get("ROUNDS", 15))
TOP = 10
QUERIES = 16
DIMENSION = 384


def unit(vectors):
    vectors /= numpy.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors


def scattered(count, random):
    """Directions drawn evenly: all cosines are small and close together, the hardest case for a bound."""
    return unit(random.standard_normal((count, DIMENSION), dtype=numpy.float32))


def clustered(count, random):
    """A thousand centres, and around each vectors with a cosine of about 0.9 to it."""
    centres = unit(random.standard_normal((1_000, DIMENSION), dtype=numpy.float32))
    around = random.standard_normal((count, DIMENSION), dtype=numpy.float32) * (0.5 / DIMENSION**0.5)
    around += centres[random.integers(0, len(centres), count)]
    return unit(around)


def numpy_peer(matrix):
    def search(queries):
        scores = queries @ matrix.T
        best = numpy.argpartition(-scores, TOP, axis=1)[:, :TOP]
        return [row[numpy.argsort(-score[row], kind="stable")] for row, score in zip(best, scores)]
    return search


def faiss_peer(matrix, quantized):
    import faiss
    if quantized:
        index = faiss.IndexScalarQuantizer(DIMENSION, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT)
        index.train(matrix[:100_000])
    else:
        index = faiss.IndexFlatIP(DIMENSION)
    index.add(matrix)
    return lambda queries: index.search(queries, TOP)[1]


def usearch_peer(matrix):
    from usearch.index import MetricKind, search
    return lambda queries: [search(matrix, query, TOP, MetricKind.IP, exact=True).keys for query in queries]


def sqlite_peer(matrix):
    import apsw  # SQLite with loadable extensions, which Python's own may be built without
    import sqlite_vec
    database = apsw.Connection(":memory:")
    database.enable_load_extension(True)
    database.load_extension(sqlite_vec.loadable_path())
    database.execute(f"CREATE VIRTUAL TABLE vectors USING vec0(vector float[{DIMENSION}])")
    with database:
        database.executemany(
            "INSERT INTO vectors(rowid, vector) VALUES (?, ?)",
            ((row, vector.tobytes()) for row, vector in enumerate(matrix)))
    wanted = f"SELECT rowid FROM vectors WHERE vector MATCH ? AND k = {TOP} ORDER BY distance"
    return lambda queries: [[row for row, in database.execute(wanted, (query.tobytes(),))] for query in queries]


PEERS = {
    "numpy": numpy_peer,
    "FAISS flat": lambda matrix: faiss_peer(matrix, False),
    "FAISS SQ8": lambda matrix: faiss_peer(matrix, True),
    "usearch exact": usearch_peer,
    "sqlite-vec": sqlite_peer,
}


def installed(matrix):
    peers = {}
    for name, make in PEERS.items():
        try:
            peers[name] = make(matrix)
        except ImportError as error:
            print(f"  {name}: left out, {error}")
    return peers


def timed(peer, queries):
    """Milliseconds of one search, and the rows found for each query."""
    start = time.perf_counter()
    found = peer(queries)
    return (time.perf_counter() - start) * 1000, [[int(row) for row in rows] for rows in found]


def ask(benchmark, count):
    """The same of ours, for the first `count` queries together."""
    benchmark.stdin.write(f"{count}\n")
    benchmark.stdin.flush()
    milliseconds, *rows = benchmark.stdout.readline().split()
    return float(milliseconds), [[int(row) for row in some.split(",")] for some in rows]


def report(title, runs, count):
    print(f"{title}, {'one query' if count == 1 else f'{count} queries together, each'}:")
    half = len(runs["ours"]) // 2
    ours = sorted(time / count for time, _ in runs["ours"])
    for name, run in runs.items():
        times = sorted(time / count for time, _ in run)
        pairs = [(a, b) for (_, mine), (_, theirs) in zip(runs["ours"], run) for a, b in zip(mine, theirs)]
        same = sum(a == b for a, b in pairs) / len(pairs)
        print(f"  {name:14} {times[0]:8.1f} ms best {times[half]:8.1f} ms median   ours takes "
              f"{ours[0] / times[0]:.2f} best, {ours[half] / times[half]:.2f} median   same top {TOP}: {same:.0%}")


def compare(executable, title, data, rows):
    """Takes turns, so that what else the machine does falls on all alike; the first round warms up."""
    with tempfile.NamedTemporaryFile(suffix=".f32") as file:
        data.tofile(file)
        file.flush()
        command = [executable, file.name, str(rows), str(DIMENSION)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as benchmark:
            peers = installed(data[:rows])
            for count, peers, rounds in ((1, peers, ROUNDS), (QUERIES, {"numpy": peers["numpy"]}, 3)):
                runs = {name: [] for name in ("ours", *peers)}
                for _ in range(rounds + 1):
                    runs["ours"].append(ask(benchmark, count))
                    for name, peer in peers.items():
                        runs[name].append(timed(peer, data[rows:rows + count]))
                report(f"{title}, {rows:,} x {DIMENSION}", {name: run[1:] for name, run in runs.items()}, count)
            benchmark.stdin.close()


def main(executable, rows):
    for draw in (scattered, clustered):
        compare(executable, draw.__name__, draw(rows + QUERIES, numpy.random.default_rng(7)), rows)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3) or not os.path.exists(sys.argv[1]):
        sys.exit(__doc__)
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) == 3 else 1_000_000)
