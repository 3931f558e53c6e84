"""Starts a server ten times and prints how long each took to answer.

usage: python3 start.py PITWALL DATABASE
"""
import http.client
import resource
import socket
import statistics
import subprocess
import sys
import time

ROUNDS = 10
# Seconds that a start may take.
LONGEST = 30


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(pitwall, database):
    """Milliseconds from exec to the first 200."""
    port = free_port()
    begun = time.perf_counter()
    server = subprocess.Popen([pitwall, "serve", "--port", str(port), "--database", database],
                              stderr=subprocess.PIPE)
    try:
        while time.perf_counter() - begun < LONGEST:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)
                connection.request("GET", "/health")
                if connection.getresponse().status == 200:
                    return (time.perf_counter() - begun) * 1000
            except OSError:
                time.sleep(0.001)
        sys.exit(f"no answer within {LONGEST} s")
    finally:
        server.terminate()
        server.wait()


def main(pitwall, database):
    times = sorted(start(pitwall, database) for _ in range(ROUNDS))
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"start: median {statistics.median(times):.0f} ms   best {times[0]:.0f} ms   worst {times[-1]:.0f} ms   "
          f"of {ROUNDS}; processor time {(used.ru_utime + used.ru_stime) / ROUNDS * 1000:.0f} ms each, "
          f"{used.ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
