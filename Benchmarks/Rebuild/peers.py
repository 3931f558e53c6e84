"""Reads the files that a rebuild reads, and does nothing else with them: the floor a rebuild stands on.

usage: python3 peers.py DATA-DIR

Prints records per second of Python's csv and json modules, of DuckDB (PyPI package duckdb, when it is there) reading
the same files into tables, and the largest memory of each. Every reader runs in a process of its own, three times;
the best counts.
"""
import csv
import json
import multiprocessing
import pathlib
import resource
import sys
import time

ROUNDS = 3


def files(folder, suffix):
    return sorted(str(path) for path in pathlib.Path(folder).rglob("*" + suffix))


def python(folder):
    records = 0
    for name in files(folder, ".csv"):
        with open(name, encoding="utf-8", errors="replace", newline="") as file:
            records += sum(1 for row in csv.reader(file) if row) - 1
    for name in files(folder, ".jsonl"):
        with open(name, encoding="utf-8") as file:
            for line in file:
                try:
                    json.loads(line)
                    records += 1
                except ValueError:
                    pass
    return records


def duckdb(folder):
    import duckdb
    connection = duckdb.connect()
    records = 0
    for number, name in enumerate(files(folder, ".csv") + files(folder, ".jsonl")):
        if name.endswith(".csv"):
            read = f"read_csv('{name}', all_varchar = true, header = true, ignore_errors = true, null_padding = true)"
        else:
            read = f"read_json('{name}', format = 'newline_delimited', ignore_errors = true)"
        connection.execute(f"CREATE TABLE t{number} AS SELECT * FROM {read}")
        records += connection.execute(f"SELECT count(*) FROM t{number}").fetchone()[0]
    return records


def measure(reader, folder, queue):
    start = time.perf_counter()
    try:
        records = reader(folder)
    except ImportError:
        records = None
    queue.put((time.perf_counter() - start, records, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))


def main(folder):
    context = multiprocessing.get_context("spawn")
    for name, reader in (("python csv, json", python), ("duckdb", duckdb)):
        best = None
        for _ in range(ROUNDS):
            queue = context.Queue()
            process = context.Process(target=measure, args=(reader, folder, queue))
            process.start()
            result = queue.get()
            process.join()
            best = min(best, result) if best else result
        seconds, records, kilobytes = best
        if records is None:
            print(f"{name}: not installed")
        else:
            print(f"{name}: {records} records in {seconds:.2f} s, {records / seconds:,.0f} records/s, "
                  f"{kilobytes / 1024:.0f} MB")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
