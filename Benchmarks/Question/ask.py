"""Asks a server the questions of a file, one after the other on one connection, and prints how long answers took.

usage: python3 ask.py ADDRESS FILE ROUNDS [PROCESS]

FILE has one JSON object a line, with a member "question", or "turns", a list of texts that follow each other. The
rounds are printed apart: nothing that was asked before helps the first. With the id of the server's PROCESS, also
prints the processor time that a question took, which other work on the machine does not change. SLOWEST says how many
of the slowest are printed with their statements (8).
"""
import http.client
import json
import os
import sys
import time
import urllib.parse


# Questions that are printed with their SQL.
SLOWEST = int(os.environ.get("SLOWEST", "8"))


def turns(file):
    """The questions of the file: a conversation each, of one text or more."""
    with open(file, encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            yield entry.get("turns") or [entry["question"]]


def ask(connection, text, conversation):
    """Milliseconds until the whole answer is here, and the answer."""
    body = json.dumps({"message": text, "conversation_id": conversation})
    start = time.perf_counter()
    connection.request("POST", "/v1/chat", body, {"Content-Type": "application/json"})
    reply = connection.getresponse()
    text = reply.read()
    elapsed = (time.perf_counter() - start) * 1000
    if reply.status != 200:
        sys.exit(f"expected 200, found {reply.status}: {text[:200]!r}")
    return elapsed, json.loads(text)


def processor_seconds(process):
    """User and system time that a process has used (Linux)."""
    with open(f"/proc/{process}/stat", encoding="utf-8") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def describe(name, times):
    """One line; the percentile p is the smallest time that p % of the questions do not exceed."""
    times = sorted(time for time, _, _ in times)
    p50, p95, p99 = (times[-(-len(times) * p // 100) - 1] for p in (50, 95, 99))
    print(
        f"{name}: {len(times)} questions   p50 {p50:.1f} ms   p95 {p95:.1f} ms   p99 {p99:.1f} ms"
        f"   max {times[-1]:.1f} ms")


def main(address, file, rounds, process=None):
    connection = http.client.HTTPConnection(urllib.parse.urlsplit(address).netloc, timeout=60)
    conversations = list(turns(file))
    stages = {}
    asked = 0
    used = processor_seconds(process) if process else 0
    for number in range(1, rounds + 1):
        times = []
        for texts in conversations:
            conversation = None
            for text in texts:
                elapsed, answer = ask(connection, text, conversation)
                conversation = answer["conversation_id"]
                times.append((elapsed, text, answer))
                for stage, milliseconds in answer["timings_ms"].items():
                    stages.setdefault(stage, []).append(milliseconds)
        asked += len(times)
        describe(f"round {number}", times)
    if process:
        used = processor_seconds(process) - used
        print(f"processor time: {used / asked * 1000:.1f} ms a question")
    print("mean of stages, ms:", *(f"{name} {sum(all) / len(all):.2f}  " for name, all in stages.items()))
    print("slowest of the last round:")
    for elapsed, text, answer in sorted(times, key=lambda one: -one[0])[:SLOWEST]:
        parts = "  ".join(f"{name} {value:.1f}" for name, value in answer["timings_ms"].items())
        print(f"{elapsed:.1f} ms '{text}' ({parts})")
        if answer["sql"]:
            print("  " + answer["sql"]["text"].replace("\n", "\n  "), answer["sql"]["parameters"])


if __name__ == "__main__":
    if len(sys.argv) not in (4, 5):
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), *sys.argv[4:])
