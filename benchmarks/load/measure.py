"""Measures load clients against the stamping mock, interleaved: python3 measure.py [ROUNDS] [CASE ...]

The server has one core, the client the other. Costs come from outside, the same way for every client: each half second,
or second where stamps are kept, the mock's own counters and the CPU time of the client's processes are read, and the
part of the run counts that is steady: from WARM seconds after the first request to a second before the last. Timing
errors come from the stamps that the mock wrote into the tokens, of requests sent SETTLED seconds after the first or
later: on one core a JVM's compiler and the client share it until then. `stolen` is what the hypervisor took of the
client's core meanwhile; what the least of clients (`reader`) is late by beside it, no client can be blamed for."""

import json
import os
import pathlib
import shutil
import signal
import statistics
import subprocess
import sys
import time
import urllib.request

import clients

PORT = 9555
URL = f"http://127.0.0.1:{PORT}"
WARM = 6
SETTLED = 12
OUT = clients.TARGET / "runs"
TICKS = os.sysconf("SC_CLK_TCK")

# name: tokens, concurrency, seconds, ramp, TTFT and ITL of the mock in microseconds, keep stamps, clients
CASES = {
    "requests": dict(tokens=1, concurrency=64, seconds=15, ramp=0, ttft=0, itl=0, stamps=False),
    "tokens-unpaced": dict(tokens=100, concurrency=16, seconds=15, ramp=0, ttft=0, itl=0, stamps=False),
    "tokens-paced": dict(tokens=100, concurrency=250, seconds=15, ramp=3, ttft=50_000, itl=10_000, stamps=False),
    "streams-100": dict(tokens=100, concurrency=100, seconds=22, ramp=2, ttft=50_000, itl=10_000, stamps=True),
    "streams-500": dict(tokens=100, concurrency=500, seconds=22, ramp=4, ttft=50_000, itl=10_000, stamps=True),
    # From here on slower tokens: at 50,000 a second the mock has half of its core left, at 100,000 it is the bottleneck.
    "streams-1000": dict(tokens=100, concurrency=1000, seconds=22, ramp=5, ttft=50_000, itl=20_000, stamps=True),
    "streams-5000": dict(tokens=100, concurrency=5000, seconds=30, ramp=15, ttft=50_000, itl=100_000, stamps=True),
}
# The same with a busy loop on the client's core.
CASES |= {f"{name}-busy": {**case, "busy": True} for name, case in CASES.items() if case["stamps"]}


def slug(client):
    return client.name.replace(",", "").replace(" ", "-")


def stats():
    with urllib.request.urlopen(URL + "/stats", timeout=5) as answer:
        return json.load(answer)


def used_by(session):
    """CPU seconds of the live processes of a session, and of the dead ones that these have waited for; megabytes of RSS.
    One pass, because it takes milliseconds of a core that belongs to the server or the client."""
    ticks = pages = 0
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                fields = pathlib.Path(f"/proc/{entry}/stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if int(fields[3]) == session:
                ticks += sum(int(field) for field in fields[11:15])
                pages += int(fields[21])
    return ticks / TICKS, pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def stolen_seconds(core):
    """What the hypervisor gave to others while a core had work."""
    line = next(line for line in open("/proc/stat") if line.startswith(f"cpu{core} "))
    return int(line.split()[8]) / TICKS


def own_cpu_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return sum(int(field) for field in fields[11:13]) / TICKS


def run(client, case):
    out = OUT / slug(client)
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    server_core, client_core = ("0", "1") if (os.cpu_count() or 1) > 1 else ("0", "0")
    busy = None
    mock = subprocess.Popen(["taskset", "-c", server_core, str(clients.TARGET / "mock"), str(PORT), str(case["ttft"]),
                             str(case["itl"])])
    try:
        while True:
            try:
                before = stats()
                break
            except OSError:
                time.sleep(0.05)
        if case.get("busy"):
            busy = subprocess.Popen(["taskset", "-c", client_core, "sh", "-c", "while :; do :; done"])
        command = ["taskset", "-c", client_core, *map(str, client.command({**case, "url": URL}, out))]
        log = open(out / "log", "w")
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
                                   env={**os.environ, "TACHOGRAPH_JAVA_OPTS": "-Xmx1g"})
        samples, memory = [], 0
        deadline = time.monotonic() + case["seconds"] + case["ramp"] + 120
        while process.poll() is None:
            time.sleep(1 if case["stamps"] else 0.5)
            now = stats()
            cpu, megabytes = used_by(process.pid)
            samples.append((time.monotonic(), now["requests"] - before["requests"], now["tokens"] - before["tokens"], cpu,
                            own_cpu_seconds(mock.pid), stolen_seconds(client_core)))
            memory = max(memory, megabytes)
            if time.monotonic() > deadline:
                os.killpg(process.pid, signal.SIGKILL)
                raise clients.Missing("it did not end in time")
        if process.returncode:
            tail = (out / "log").read_text().strip().splitlines()[-3:]
            raise clients.Missing(f"it ended with {process.returncode}: {' / '.join(tail)}")
    finally:
        if busy:
            busy.kill()
            busy.wait()
        mock.terminate()
        mock.wait()
    figures = steady(samples, case)
    figures["memory_mb"] = memory
    if case["stamps"]:
        figures.update(errors(client, out, case))
    return figures


def steady(samples, case):
    begin = next((s for s in samples if s[1] > 0), None)
    growing = [s for i, s in enumerate(samples) if i == 0 or s[2] > samples[i - 1][2]]
    if begin is None:
        raise clients.Missing("it sent nothing")
    part = [s for s in growing if begin[0] + max(WARM, case["ramp"] + 2) <= s[0] <= growing[-1][0] - 1]
    if len(part) < 6:
        raise clients.Missing("it was never steady")
    first, last = part[0], part[-1]
    seconds, requests, tokens, cpu, server_cpu, stolen = (last[i] - first[i] for i in range(6))
    figures = {"requests_per_s": requests / seconds, "tokens_per_s": tokens / seconds, "cores": cpu / seconds,
               "server_cores": server_cpu / seconds, "stolen": stolen / seconds}
    if requests and cpu:
        figures["requests_per_cpu_s"] = requests / cpu
        figures["tokens_per_cpu_s"] = tokens / cpu
    return figures


def errors(client, out, case):
    """TTFT minus the server's own, and each token's stamp minus the moment the server handed it to the socket, in ms."""
    ttft, late, wall = [], [], client.name == "guidellm"
    answers = list(client.read(out))
    begin = min(sent for sent, _, _ in answers) + max(SETTLED, case["ramp"] + 2) * 1_000_000_000
    for sent, stamps, text in answers:
        if sent < begin:
            continue
        first, *rest = text.split()
        received, given = (int(part) for part in first.split(":"))
        ttft.append(((stamps[0] - sent) - (given - received)) / 1e6)
        if not wall and len(stamps) == 1 + len(rest):
            late += [(stamp - int(own)) / 1e6 for stamp, own in zip(stamps, [given, *rest])]
    figures = {"n": len(ttft)}
    for name, values in (("ttft_error", ttft), ("token_late", late)):
        if values:
            values.sort()
            figures[name + "_p50_ms"] = values[len(values) // 2]
            figures[name + "_p99_ms"] = values[min(len(values) - 1, int(len(values) * 0.99))]
    return figures


COLUMNS = {
    False: ["requests_per_s", "requests_per_cpu_s", "tokens_per_cpu_s", "cores", "server_cores", "memory_mb"],
    True: ["tokens_per_s", "cores", "server_cores", "stolen", "ttft_error_p50_ms", "ttft_error_p99_ms", "token_late_p50_ms", "token_late_p99_ms",
           "memory_mb"],
}


def table(name, case, results):
    columns = COLUMNS[case["stamps"]]
    print(f"\n### {name}\n")
    print(f"{case['concurrency']} streams, {case['tokens']} token(s) each, TTFT {case['ttft'] / 1000:g} ms,"
          f" gap {case['itl'] / 1000:g} ms; medians (smallest - largest)\n")
    print("| client | rounds | " + " | ".join(columns) + " |")
    print("|---|---:|" + "---:|" * len(columns))
    for client, rounds in results.items():
        cells = []
        for column in columns:
            values = [figures[column] for figures in rounds if column in figures]
            cells.append(f"{show(statistics.median(values))} ({show(min(values))} - {show(max(values))})" if values else "")
        print(f"| {client} | {len(rounds)} | " + " | ".join(cells) + " |")


def show(value):
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def main():
    arguments = sys.argv[1:]
    rounds = int(arguments.pop(0)) if arguments and arguments[0].isdigit() else 5
    only = [a[2:] for a in arguments if a.startswith("--")]
    cases = [a for a in arguments if not a.startswith("--")] or list(CASES)
    taking_part = []
    for client in clients.ALL:
        if only and slug(client) not in only:
            continue
        try:
            client.prepare()
            taking_part.append(client)
        except (clients.Missing, subprocess.CalledProcessError, OSError) as missing:
            print(f"skipped {client.name}: {missing}")
    for name in cases:
        case, results = CASES[name], {}
        for number in range(rounds):
            # Another order each round, so that nobody always follows the same neighbour.
            for client in taking_part[number % len(taking_part):] + taking_part[:number % len(taking_part)]:
                if not (getattr(client, "read", None) if case["stamps"] else getattr(client, "costs", True)):
                    continue
                try:
                    figures = run(client, case)
                    results.setdefault(client.name, []).append(figures)
                    print(f"{name} round {number + 1} {client.name}: "
                          + ", ".join(f"{key} {show(value)}" for key, value in figures.items()), file=sys.stderr)
                except clients.Missing as missing:
                    print(f"{name} round {number + 1} skipped {client.name}: {missing}")
        table(name, case, {client.name: results[client.name] for client in taking_part if client.name in results})


if __name__ == "__main__":
    main()
