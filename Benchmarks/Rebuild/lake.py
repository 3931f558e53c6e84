"""Curates a lake of orders with pitwall and with DuckDB, turn and turn about, and compares time, memory and counts.

usage: python3 lake.py PITWALL DATA-DIR [ROUNDS]

DuckDB (PyPI package duckdb) reads the orders and their lines, applies the same rules and keeps the same row of each
key (lake.sql), into a file of its own. pitwall does so with all sources of the pack and makes the indexes; what
counts is the time of its stages curate and index. The best of the rounds counts, and the largest memory.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
TABLES = ("orders", "order_parts", "order_services")


def duckdb(data, database):
    """Runs lake.sql; prints seconds and counts as JSON."""
    import duckdb
    connection = duckdb.connect(database, config={"threads": os.cpu_count()})
    script = (HERE / "lake.sql").read_text().replace("DATA", data)
    start = time.perf_counter()
    connection.execute(script)
    seconds = time.perf_counter() - start
    rows = connection.execute("SELECT source, read, kept, quarantined FROM counts").fetchall()
    print(json.dumps({"seconds": seconds, "counts": {row[0]: row[1:] for row in rows}}))


def run(command):
    """The last line of what a command prints, as JSON, and its largest memory in MB."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=HERE.parent.parent)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{' '.join(command)}: exit {os.waitstatus_to_exitcode(status)}")
    return json.loads(output.splitlines()[-1]), usage.ru_maxrss / 1024


def main(pitwall, data, rounds):
    best = {"pitwall": None, "duckdb": None}
    peak = {"pitwall": 0, "duckdb": 0}
    counts = {}
    for number in range(1, rounds + 1):
        with tempfile.TemporaryDirectory() as folder:
            report, memory = run([pitwall, "rebuild", "--data", data, "--database", f"{folder}/pitwall.db", "--json"])
            stages = {stage["name"]: stage["seconds"] for stage in report["stages"]}
            ours = stages["curate"] + stages["index"]
            peak["pitwall"] = max(peak["pitwall"], memory)
            counts["pitwall"] = {source["name"]: [source["read"], source["kept"], source["quarantined"]]
                                 for source in report["sources"] if source["name"] in TABLES}
            theirs, memory = run([sys.executable, __file__, "--duckdb", data, f"{folder}/duck.db"])
            peak["duckdb"] = max(peak["duckdb"], memory)
            counts["duckdb"] = theirs["counts"]
        print(f"round {number}: pitwall {ours:.2f} s (curate {stages['curate']:.2f}, index {stages['index']:.2f}; "
              f"whole rebuild {report['seconds']:.1f} s), duckdb {theirs['seconds']:.2f} s; "
              f"load {os.getloadavg()[0]:.1f}", flush=True)
        for name, seconds in (("pitwall", ours), ("duckdb", theirs["seconds"])):
            best[name] = seconds if best[name] is None else min(best[name], seconds)
    if counts["pitwall"] != counts["duckdb"]:
        sys.exit(f"the counts differ: {counts}")
    rows = sum(read for read, _, _ in counts["pitwall"].values())
    for name in best:
        print(f"{name}: {best[name]:.2f} s, {rows / best[name]:,.0f} rows/s, peak memory {peak[name]:.0f} MB")
    print(f"pitwall takes {best['pitwall'] / best['duckdb']:.2f} of duckdb's time; "
          f"both keep {sum(kept for _, kept, _ in counts['pitwall'].values()):,} of {rows:,} rows")


if __name__ == "__main__":
    if len(sys.argv) == 4 and sys.argv[1] == "--duckdb":
        duckdb(*sys.argv[2:])
    elif len(sys.argv) in (3, 4) and not sys.argv[1].startswith("--"):
        main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) == 4 else 3)
    else:
        sys.exit(__doc__)
