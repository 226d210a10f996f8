"""The API beside a FastAPI service on the same database, case by case: python3 measure.py [CASE ...]

The service that is measured has core 1; the database, Redis, Kafka and the client share core 0. Both take turns in each round;
what counts is the second half of each run, after a warm-up that lasts until a service gets no faster: FastAPI needs none, a JVM
most of a minute of its core. CPU seconds are the service's alone. Both answer the same rows, which is checked first."""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import time
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent / "load"))

import clients  # noqa: E402
import measure as load  # noqa: E402

OUT = clients.TARGET / "api"
KEY = "benchmark-key-0123456789"
PORTS = {"tachograph": 9661, "FastAPI": 9662}
REDIS = 9663
ROUNDS = int(os.environ.get("ROUNDS", "3"))
BENCHMARK = "/api/v1/benchmark/TTFT"
SERIES = "/api/v1/metrics/ttft/series?quantile=0.5&quantile=0.99&from=now-24h&step=5m&group=model"


def pinned(core, command, log, **options):
    return subprocess.Popen(["taskset", "-c", core if (os.cpu_count() or 1) > 1 else "0", *map(str, command)],
                            stdout=open(OUT / log, "w"), stderr=subprocess.STDOUT, start_new_session=True, **options)


def stop(process):
    process.terminate()
    try:
        process.wait(60)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def call(port, path, body=None):
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={
        "X-API-Key": KEY, "Content-Type": "application/json"}, data=body and json.dumps(body).encode())
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.read()


class Service:
    """A service under a name, whose answers are kept for so many seconds."""

    def __init__(self, name, stores, keep):
        self.name, self.port = name, PORTS[name]
        broker, jdbc, user = stores
        if name == "tachograph":
            config = OUT / "api.yml"
            config.write_text(f"api: {{port: {self.port}, cache-expiration: {keep}s, requests-per-minute: 600000000, "
                              f"burst: 10000000}}\nredis: {{host: 127.0.0.1, port: {REDIS}}}\n")
            command = [ROOT / "tachograph", "api", "--config", config, "--jdbc-url", jdbc, "--kafka", broker]
            environment = {"API_KEYS": KEY, "POSTGRES_USER": user}
        else:
            python = clients.venv("fastapi", "fastapi", "uvicorn[standard]", "asyncpg", "redis")
            command = [python, "-m", "uvicorn", "peer:app", "--app-dir", HERE, "--port", self.port, "--no-access-log",
                       "--timeout-keep-alive", 600]
            address = jdbc.removeprefix("jdbc:").split("?")[0]
            environment = {"API_KEY": KEY, "DSN": address.replace("//", f"//{user}@"), "REDIS_PORT": str(REDIS),
                           "CACHE_EXPIRATION": str(keep)}
        self.process = pinned("1", command, f"{name}.log", env={**os.environ, **environment})
        for _ in range(300):
            try:
                call(self.port, BENCHMARK)
                return
            except OSError as failure:
                if self.process.poll() is not None or _ == 299:
                    stop(self.process)
                    raise clients.Missing(f"{name} does not answer: {failure}; see {OUT / name}.log")
                time.sleep(0.2)

    def cpu(self):
        return load.used_by(self.process.pid)[0]

    def get(self, connections, seconds, rate, path):
        """Answers a second, others, p50 and p99 in ms, and CPU seconds of the second half."""
        client = pinned("0", [clients.TARGET / "get", self.port, connections, seconds, rate, path, KEY], "get.txt")
        time.sleep(seconds / 2)
        before = self.cpu()
        client.wait()
        used = self.cpu() - before
        answers, others, p50, p99 = map(float, (OUT / "get.txt").read_text().split())
        return answers, others, p50, p99, used / (seconds / 2)


def warm(service, connections, path, piece=10, longest=90):
    """Loads a service until a piece of time has no more than 3 % more answers than the best before it; says what each had."""
    had = []
    while len(had) * piece < longest and (len(had) < 3 or had[-1] > 1.03 * max(had[:-1])):
        had.append(service.get(connections, piece, 0, path)[0])
    print(f"{service.name} while it got warm, requests a second: {', '.join(f'{each:,.0f}' for each in had)}", file=sys.stderr)


def rows(service, path):
    """What a service says, without what is said about it; numbers as far as both print them."""
    answer = json.loads(call(service.port, path))
    return json.loads(json.dumps(answer.get("data") or answer["rows"]), parse_float=lambda text: round(float(text), 9))


def comparable(row):
    return {name: str(value).replace("+00:00", "Z").replace(".000000Z", "Z") for name, value in row.items()}


def same_answers(services, path):
    for tries in (1, 2):
        first, second = ([comparable(row) for row in rows(service, path)] for service in services)
        if first and first == second:
            return
        # Ranges end now, and now may have moved on between the two.
    sys.exit(f"the services do not answer the same: {first[:1]} and {second[:1]}, {len(first)} and {len(second)} rows")


def requests(title, path, stores, keep, connections):
    services = [Service(name, stores, keep) for name in PORTS]
    try:
        same_answers(services, path)
        for service in services:
            warm(service, connections, path)
        most = {service.name: [] for service in services}
        paced = {service.name: [] for service in services}
        for _ in range(ROUNDS):
            for service in services:
                most[service.name].append(service.get(connections, 8, 0, path))
        rate = min(statistics.median(run[0] for run in runs) for runs in most.values()) / 2
        for _ in range(ROUNDS):
            for service in services:
                paced[service.name].append(service.get(connections, 8, rate, path))
    finally:
        for service in services:
            stop(service.process)
    print(f"\n### {title}\n\n| | requests a second | per CPU second | at {rate:.0f} a second: p50, ms | p99, ms | cores | refused |\n"
          "|---|---:|---:|---:|---:|---:|---:|")
    for name in PORTS:
        full, even = (lambda runs, of: statistics.median(of(run) for run in runs)), paced[name]
        print(f"| {name} | {full(most[name], lambda r: r[0]):,.0f} | {full(most[name], lambda r: r[0] / max(r[4], 1e-3)):,.0f} "
              f"| {full(even, lambda r: r[2]):.2f} | {full(even, lambda r: r[3]):.2f} | {full(even, lambda r: r[4]):.2f} "
              f"| {sum(r[1] for r in most[name] + even):.0f} |")
    sys.stdout.flush()


def live(stores, listeners=2_000, seconds=30):
    """Five events a second, each to all listeners."""
    print(f"\n### A live stream with {listeners:,} listeners, five events a second\n\n"
          "| | events heard a second | per CPU second | p50, ms | p99, ms | cores | left |\n|---|---:|---:|---:|---:|---:|---:|")
    for name in PORTS:
        service = Service(name, stores, 5)
        try:
            client = pinned("0", [clients.TARGET / "get", service.port, listeners, seconds, "listen",
                                  "/api/v1/live" + ("?kind=event" if name == "tachograph" else ""), KEY], "get.txt")
            begin, before = time.monotonic(), None
            while client.poll() is None:
                if before is None and time.monotonic() > begin + seconds / 2:
                    before = service.cpu()
                call(service.port, "/api/v1/events", {"kind": "benchmark", "text": f"at {time.monotonic_ns()}"})
                time.sleep(0.2)
            used = (service.cpu() - before) / (seconds / 2)
            heard, left, p50, p99 = map(float, (OUT / "get.txt").read_text().split())
            print(f"| {name} | {heard:,.0f} | {heard / max(used, 1e-3):,.0f} | {p50:.1f} | {p99:.1f} | {used:.2f} | {left:.0f} |")
        finally:
            stop(service.process)
    sys.stdout.flush()


def main():
    cases = {
        "benchmark": lambda stores: requests("The ranking, cached for 5 s", BENCHMARK, stores, 5, 32),
        "benchmark-uncached": lambda stores: requests("The ranking, not cached", BENCHMARK, stores, 0, 32),
        "series": lambda stores: requests("A series of 24 h by 5 min and model, cached for 5 s", SERIES, stores, 5, 8),
        "series-uncached": lambda stores: requests("The same series, not cached", SERIES, stores, 0, 8),
        "live": live,
    }
    OUT.mkdir(parents=True, exist_ok=True)
    subprocess.run([ROOT / "tachograph", "--version"], check=True, stdout=subprocess.DEVNULL)
    try:
        clients.venv("fastapi", "fastapi", "uvicorn[standard]", "asyncpg", "redis")
    except clients.Missing as missing:
        print(f"skipped: {missing}")
        return
    subprocess.run(["rm", "-rf", OUT / "stores"], check=True)
    redis = pinned("0", ["redis-server", "--port", REDIS, "--save", "", "--bind", "127.0.0.1"], "redis.log")
    stores = subprocess.Popen(["taskset", "-c", "0", "java", "-Xmx512m", "-cp", f"{ROOT}/standalone/target/lib/*",
                               HERE / "Stores.java", OUT / "stores"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              stderr=open(OUT / "stores.log", "w"), text=True)
    try:
        addresses = next(line.split() for line in stores.stdout if line.startswith("127.0.0.1:"))
        print(f"load of this machine before: {os.getloadavg()[0]:.1f}, cores {os.cpu_count()}, rounds {ROUNDS}")
        for name in sys.argv[1:] or list(cases):
            cases[name](addresses)
        print(f"\nload of this machine after: {os.getloadavg()[0]:.1f}")
    except clients.Missing as missing:
        print(f"skipped: {missing}")
    finally:
        stop(redis)
        stores.stdin.close()
        stores.wait(60)


main()
