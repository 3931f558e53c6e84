"""Measures what a change costs and how soon it is answered: fresh.py PITWALL SCRATCH ROUNDS, data in SCRATCH/data.

Seconds are of the clock, and of the processor in brackets, which other work on the machine does not change.
"""
import http.client
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import threading
import time

pitwall, scratch, rounds = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3])
data, database = scratch / "data", scratch / "pitwall.db"
common = ["--database", str(database)]
ROWS = 10_000
QUESTION = "how many service records are there"


def rebuild(*options):
    """Seconds of the clock and of the processor, peak memory in MB, and what was printed."""
    begun = time.monotonic()
    process = subprocess.Popen(
        [pitwall, "rebuild", "--data", str(data), *common, *options], stdout=subprocess.PIPE, text=True)
    text = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    assert status == 0, text
    return time.monotonic() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000, text


def rows_first():
    """As `rebuild`, but of the first of two halves: stopped when its report is out."""
    begun = time.monotonic()
    process = subprocess.Popen(
        [pitwall, "rebuild", "--rows-first", "--data", str(data), *common], stdout=subprocess.PIPE, text=True)
    text = ""
    while "built in" not in text:
        text += process.stdout.readline()
    seconds = time.monotonic() - begun
    process.terminate()
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    rebuild()
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000, text


def line(name, measured, full=None):
    wall, processor, memory, text = measured
    share = f", {100 * processor / full:.1f} % of a full rebuild's" if full else ""
    print(f"{name}: {wall:.2f} s ({processor:.2f} s{share}), {memory:.0f} MB", flush=True)
    return text


def record(number):
    return {
        "service_record_id": f"FRESH-{number:07}",
        "dealer": {"dealer_id": "DLR-B", "dealer_name": "Bench", "dealer_location": "Medan"},
        "vehicle": {"vin": f"VIN{number:014}", "model": "Xpander", "year": 2021, "odometer_reading": number % 90000},
        "service_details": {
            "service_date": "2025-02-02T02:45:00Z", "service_advisor_name": "Siti", "total_cost": 100000,
            "services_performed": [{"service_code": "S02", "service_name": "Tire Rotation", "service_cost": 100000}],
            "parts_used": [],
        },
        "customer": {"customer_id": "CUST-B", "customer_name": "Bench"},
    }


folder = data / "service-records" / "date=2030-01-01"
folder.mkdir(parents=True, exist_ok=True)


def drop(number):
    """Writes a file of ROWS records in two halves, as a slow writer does."""
    text = json.dumps([record(number * ROWS + row) for row in range(ROWS)])
    with open(folder / f"batch_{number}.json", "w") as file:
        file.write(text[: len(text) // 2])
        file.flush()
        time.sleep(0.05)
        file.write(text[len(text) // 2:])


def change_one_percent():
    """Another amount in every hundredth row of orders and lines; keys stay."""
    changed = 0
    for name in ["sales_orders", "sales_order_parts", "sales_order_services"]:
        path = data / "autocorp" / f"{name}.csv"
        new = path.with_suffix(".new")
        with open(path) as source, open(new, "w") as target:
            for number, row in enumerate(source):
                if number % 100 == 50:
                    row = re.sub(r"(\d)\.(\d\d)", lambda cents: f"{cents[1]}.{(int(cents[2]) + 1) % 100:02}", row, count=3)
                    changed += 1
                target.write(row)
        new.rename(path)
    return changed


print(f"load average: {open('/proc/loadavg').read()[:14]}, {os.cpu_count()} cores")
full = rebuild()
line("full rebuild", full)
line("nothing changed", rebuild(), full[1])
changed = change_one_percent()
line(f"1 % of orders and lines, {changed:,} rows", rebuild(), full[1])
changed = change_one_percent()
line(f"the same once more, the rows alone", rows_first(), full[1])
drop(0)
line(f"a file of {ROWS:,} rows, the rows alone", rows_first(), full[1])
drop(1)
line(f"a file of {ROWS:,} rows, all of it", rebuild(), full[1])
for number in range(2):
    (folder / f"batch_{number}.json").unlink()
rebuild()


def request(connection, question):
    connection.request("POST", "/v1/chat", json.dumps({"message": question}), {"Content-Type": "application/json"})
    reply = connection.getresponse()
    return reply.status, json.loads(reply.read())


server = subprocess.Popen(
    [pitwall, "serve", "--watch", "--port", "0", "--data", str(data), "--log-level", "error", *common],
    stderr=subprocess.PIPE, text=True)
try:
    port = int(server.stderr.readline().rsplit(":", 1)[1])
    threading.Thread(target=lambda: [sys.stderr.write(text) for text in server.stderr], daemon=True).start()
    stop, failed, times = threading.Event(), [0], []

    def ask_on():
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while not stop.is_set():
            begun = time.monotonic()
            status, _ = request(connection, "revenue by month in 2024")
            times.append(time.monotonic() - begun)
            failed[0] += status != 200
            time.sleep(0.05)

    asking = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def count():
        return request(asking, QUESTION)[1]["table"]["rows"][0][0]

    asker = threading.Thread(target=ask_on)
    asker.start()
    def delay(change, expected):
        """Seconds from the end of a change to the first answer that has it."""
        change()
        begun = time.monotonic()
        while (found := count()) != expected:
            assert time.monotonic() - begun < 300, f"expected {expected} records, found {found} for five minutes"
            time.sleep(0.01)
        return time.monotonic() - begun

    def settle():
        """Seconds until search has what the rows have."""
        begun = time.monotonic()
        while True:
            asking.request("GET", "/v1/status")
            if json.loads(asking.getresponse().read())["settled"]:
                return time.monotonic() - begun
            time.sleep(0.05)

    def remove(number):
        (folder / f"batch_{number}.json").unlink()

    known = count()
    dropped, removed, behind, busy = [], [], [], []
    for number in range(rounds):
        dropped.append(delay(lambda: drop(number), known + ROWS))
        behind.append(settle())
        removed.append(delay(lambda: remove(number), known))
        settle()
        # While what search reads is made for the file before.
        delay(lambda: drop(number), known + ROWS)
        time.sleep(1.5)
        busy.append(delay(lambda: drop(number + rounds), known + 2 * ROWS))
        settle()
        delay(lambda: [remove(number), remove(number + rounds)], known)
        settle()
    stop.set()
    asker.join()

    def spread(name, values):
        print(
            f"{name}: median {statistics.median(values):.2f} s, {min(values):.2f} to {max(values):.2f} s, "
            f"{len(values)} times")

    spread(f"a file of {ROWS:,} rows, from its last byte to the answer", dropped)
    spread("the same while search is brought up to date for another", busy)
    spread("such a file removed", removed)
    spread("from the answer to search being up to date", behind)
    times.sort()
    print(
        f"questions meanwhile: {len(times)}, {failed[0]} failed, p50 {1000 * times[len(times) // 2]:.0f} ms, "
        f"longest {1000 * times[-1]:.0f} ms")
finally:
    server.terminate()
    server.wait()
