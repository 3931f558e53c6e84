"""Sends service records to a server on 127.0.0.1 and waits until they are answered from: client.py PORT DATA-DIR.

Prints records/s in batches of 100 over 4 connections, and the seconds from a 202, and from the end of writing a file of
10,000 rows, to the first answer that has them. Questions go on beside it; one that fails is counted.
"""
import concurrent.futures
import http.client
import json
import pathlib
import statistics
import sys
import threading
import time

port, data = int(sys.argv[1]), pathlib.Path(sys.argv[2])
BATCH, CONNECTIONS, RECORDS, SINGLES = 100, 4, 10_000, 10
QUESTION = "how many service records are there"


def request(connection, path, body):
    connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
    reply = connection.getresponse()
    return reply.status, json.loads(reply.read())


def connect():
    return http.client.HTTPConnection("127.0.0.1", port, timeout=60)


def record(number, cost=100000):
    return {
        "service_record_id": f"BENCH-{number:07}",
        "dealer": {"dealer_id": "DLR-B", "dealer_name": "Bench", "dealer_location": "Medan"},
        "vehicle": {"vin": f"VIN{number:014}", "model": "Xpander", "year": 2021, "odometer_reading": number % 90000},
        "service_details": {
            "service_date": "2025-02-02T02:45:00Z", "service_advisor_name": "Siti", "total_cost": cost,
            "services_performed": [{"service_code": "S02", "service_name": "Tire Rotation", "service_cost": cost}],
            "parts_used": [],
        },
        "customer": {"customer_id": "CUST-B", "customer_name": "Bench"},
    }


asking = connect()


def count():
    status, answer = request(asking, "/v1/chat", {"message": QUESTION})
    assert status == 200, answer
    return answer["table"]["rows"][0][0]


def wait_for(number):
    begun = time.monotonic()
    while count() != number:
        assert time.monotonic() - begun < 120, f"expected {number}, found {count()}"
    return time.monotonic() - begun


stop, failures, asked = threading.Event(), [0], [0]


def ask_on():
    connection = connect()
    while not stop.is_set():
        status, _ = request(connection, "/v1/chat", {"message": "revenue by month in 2024"})
        asked[0] += 1
        failures[0] += status != 200
        time.sleep(0.05)


def send(first):
    connection, refused = connect(), 0
    for start in range(first, RECORDS, BATCH * CONNECTIONS):
        while True:
            status, verdicts = request(connection, "/v1/service-records", [record(n) for n in range(start, start + BATCH)])
            if status != 429:
                break
            refused += 1
            time.sleep(1)
        assert status == 202 and verdicts["accepted"] == BATCH, verdicts
    return refused


def spread(name, values):
    print(f"{name}: median {statistics.median(values):.2f} s, {min(values):.2f} to {max(values):.2f} s, {len(values)} times")


threading.Thread(target=ask_on, daemon=True).start()
total = count()

latencies = []
for single in range(SINGLES):
    status, _ = request(asking, "/v1/service-records", record(9_000_000 + single))
    assert status == 202
    total += 1
    latencies.append(wait_for(total))
spread("one record, from 202 to the answer", latencies)

begun = time.monotonic()
with concurrent.futures.ThreadPoolExecutor(CONNECTIONS) as pool:
    refused = sum(pool.map(send, range(0, BATCH * CONNECTIONS, BATCH)))
seconds = time.monotonic() - begun
total += RECORDS
print(f"{RECORDS} records in batches of {BATCH}, {CONNECTIONS} connections: {RECORDS / seconds:.0f} records/s, {refused} refused")
print(f"from the last 202 to the answer with all: {wait_for(total):.2f} s")

folder = data / "service-records" / "date=2030-01-01"
folder.mkdir(parents=True)
drops = []
for round in range(3):
    rows = [record(1_000_000 * (round + 1) + n) for n in range(10_000)]
    (folder / f"batch_{round}.json").write_text(json.dumps(rows))
    total += 10_000
    drops.append(wait_for(total))
spread("a file of 10,000 records, from its last byte to the answer", drops)
stop.set()
print(f"questions beside it: {asked[0]}, failed: {failures[0]}")
