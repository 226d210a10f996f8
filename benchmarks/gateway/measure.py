"""What stands between a client and the stamping mock, case by case: python3 measure.py [CASE ...]

The mock, the client and the broker have core 0, the gateway core 1; `relay` is the least that a gateway can do. Added is what a
way has above `direct` in the same run, quantile by quantile. A token is as late as its packet's stamp is behind the one that the
mock wrote into it; TTFT is without the mock's own. "Loop waits" is for how long in each second the thread that runs most, an event
loop, could run and had no core. The first seconds do not count, while a JVM compiles. The broker yields to mock and client, because
in a fleet it has a machine of its own."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import time
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent / "load"))

import clients  # noqa: E402
import measure as load  # noqa: E402

MOCK, PORT = 9655, 9656
OUT = clients.TARGET / "gateway"
KEY = "sk-benchmark-key-0123456789"  # as load/reader.c shows it
UNLIMITED = "requests-per-minute: 60000000, burst: 1000000"


def pinned(core, command, log, **options):
    return subprocess.Popen(["taskset", "-c", core if (os.cpu_count() or 1) > 1 else "0", *map(str, command)],
                            stdout=open(OUT / log, "w"), stderr=subprocess.STDOUT, start_new_session=True, **options)


def answering(url, process, log):
    for _ in range(600):
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.2)
    raise clients.Missing(f"it does not answer: {(OUT / log).read_text().strip().splitlines()[-2:]}")


def stop(*processes):
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class Direct:
    name, port = "direct", MOCK

    def start(self, broker):
        return None


class Relay:
    """What any process in between adds on this machine."""

    name, port = "relay", PORT

    def start(self, broker):
        process = pinned("1", [clients.TARGET / "relay", PORT, MOCK], "relay.log")
        answering(f"http://127.0.0.1:{PORT}/v1/models", process, "relay.log")
        return process


class Tachograph:
    name, port = "tachograph gateway", PORT

    def start(self, broker):
        config = OUT / "gateway.yml"
        shutil.rmtree(OUT / "spool", ignore_errors=True)
        config.write_text(
            f"gateway: {{port: {PORT}, metrics-port: 0, drain-limit: 0s, {UNLIMITED}, spool: '{OUT}/spool'}}\n"
            f"targets:\n- {{url: 'http://127.0.0.1:{MOCK}', model: mock}}\n")
        process = pinned("1", [ROOT / "tachograph", "gateway", "--config", config, "--kafka", broker], "gateway.log",
                         env={**os.environ, "API_KEYS": KEY})
        answering(f"http://127.0.0.1:{PORT}/v1/models", process, "gateway.log")
        return process


class LiteLlm:
    name, port = "LiteLLM proxy", PORT

    def start(self, broker):
        python = clients.venv("litellm", "litellm[proxy]")
        config = OUT / "litellm.yml"
        config.write_text(
            "model_list:\n- model_name: mock\n  litellm_params:\n    model: openai/mock\n"
            f"    api_base: http://127.0.0.1:{MOCK}/v1\n    api_key: none\n"
            f"litellm_settings:\n  request_timeout: 600\n  telemetry: false\ngeneral_settings:\n  master_key: {KEY}\n")
        environment = {**os.environ, "LITELLM_LOCAL_MODEL_COST_MAP": "True", "LITELLM_LOG": "ERROR",
                       "LITELLM_DANGEROUSLY_PERMIT_WEAK_OR_UNSET_MASTER_KEY": "true"}
        process = pinned("1", [python.parent / "litellm", "--config", config, "--port", PORT, "--host", "127.0.0.1",
                               "--num_workers", 1], "litellm.log", env=environment)
        answering(f"http://127.0.0.1:{PORT}/health/liveliness", process, "litellm.log")
        return process


def quantiles(values):
    values.sort()
    return values[len(values) // 2], values[min(len(values) - 1, int(len(values) * 0.99))]


def answers():
    with open(OUT / "reader.txt") as lines:
        for line in lines:
            stamps, text = line.split("|")
            sent, *stamps = (int(stamp) for stamp in stamps.split())
            first, *rest = text.split()
            received, given = (int(part) for part in first.split(":"))
            yield sent, stamps[0], received, given, list(zip(stamps[1:], map(int, rest)))


def run(way, broker, streams, seconds, tokens, ramp, ttft, itl, warm):
    """The reader's answers that were asked for after WARM seconds, what the gateway used meanwhile, and its memory."""
    mock = pinned("0", [clients.TARGET / "mock", MOCK, ttft, itl], "mock.log")
    gateway = None
    try:
        gateway = way.start(broker)
        begin = time.monotonic()
        reader = pinned("0", [clients.TARGET / "reader", way.port, streams, seconds, tokens, ramp, OUT / "reader.txt",
                              "kernel"], "reader.log")
        samples = []
        while reader.poll() is None and time.monotonic() < begin + seconds + ramp + 90:
            time.sleep(0.5)
            if gateway:
                samples.append((time.monotonic(), *load.used_by(gateway.pid), threads_of(gateway.pid)))
        if reader.poll() != 0:
            reader.kill()
            raise clients.Missing(f"its client did not end well: {(OUT / 'reader.log').read_text().strip()}")
        steady = [s for s in samples if begin + warm <= s[0] <= begin + seconds]
        return [a for a in answers() if a[0] >= (begin + warm) * 1e9], steady
    finally:
        stop(*(process for process in (gateway, mock) if process))


def threads_of(pid):
    """The scheduler's account of each thread: nanoseconds on a core, and of waiting for one while it could run."""
    accounts = {}
    for thread in pathlib.Path(f"/proc/{pid}/task").iterdir():
        try:
            on, waiting = (thread / "schedstat").read_text().split()[:2]
            accounts[thread.name] = int(on), int(waiting)
        except OSError:
            pass  # It has ended.
    return accounts


def loop_waits(first, last):
    """Milliseconds in each second that the thread which ran most was able to run and had no core."""
    thread = max(first[3].keys() & last[3].keys(), key=lambda name: last[3][name][0] - first[3][name][0])
    return (last[3][thread][1] - first[3][thread][1]) / 1e6 / (last[0] - first[0])


def late(kept):
    ttft = quantiles([((first - sent) - (given - received)) / 1e6 for sent, first, received, given, _ in kept])
    tokens = [(stamp - own) / 1e6 for *_, rest in kept for stamp, own in rest]
    return ttft + (quantiles(tokens) if tokens else ())


def table(title, columns, rows):
    print(f"\n### {title}\n\n| | " + " | ".join(columns) + " |\n|---|" + "---:|" * len(columns))
    for name, cells in rows:
        print(f"| {name} | " + " | ".join(cells) + " |")
    sys.stdout.flush()


def compared(title, columns, broker, case, per_cpu=False):
    rows, base = [], None
    for way in (Direct(), Relay(), Tachograph(), LiteLlm()):
        try:
            kept, steady = run(way, broker, **case)
            figures = late(kept)
            base = figures if isinstance(way, Direct) else base
            cells = [f"{mine:.3f}" + (f" ({mine - base[i]:+.3f})" if base else "") for i, mine in enumerate(figures)]
            if steady:
                first, last = steady[0], steady[-1]
                cells.append(f"{(last[1] - first[1]) / (last[0] - first[0]):.2f}")
                cells.append(f"{loop_waits(first, last):.0f}")
            if per_cpu and steady:
                done = sum(first[0] * 1e9 <= sent < last[0] * 1e9 for sent, *_ in kept)
                cells.append(f"{done / (last[1] - first[1]):,.0f}")
            cells += [f"{steady[-1][2]:.0f}"] if steady else []
            rows.append((way.name, cells + ["–"] * (len(columns) - len(cells))))
        except (clients.Missing, subprocess.CalledProcessError, OSError) as missing:
            print(f"skipped {way.name}: {missing}")
    table(title, columns, rows)


def streams(broker):
    compared("200 streams of 50 tokens a second: ms (above direct)",
             ["TTFT p50", "TTFT p99", "token p50", "token p99", "cores", "loop waits, ms a second", "MiB"], broker,
             dict(streams=200, seconds=30, tokens=100, ramp=2, ttft=50_000, itl=20_000, warm=15))


def requests(broker):
    compared("Requests of one token, one at a time: ms (above direct)",
             ["TTFT p50", "TTFT p99", "cores", "loop waits, ms a second", "MiB"], broker,
             dict(streams=1, seconds=25, tokens=1, ramp=0, ttft=0, itl=0, warm=15))
    compared("Requests of one token, 8 at a time, as many as there can be: ms (above direct)",
             ["TTFT p50", "TTFT p99", "cores", "loop waits, ms a second", "requests per CPU second", "MiB"], broker,
             dict(streams=8, seconds=25, tokens=1, ramp=0, ttft=0, itl=0, warm=15), per_cpu=True)


def memory(broker):
    try:
        _, steady = run(Tachograph(), broker, 5_000, 60, 100, 10, 100_000, 500_000, warm=15)
    except clients.Missing as missing:
        print(f"skipped memory: {missing}")
        return
    third = len(steady) // 3
    table("5,000 open streams of 2 tokens a second: resident MiB", ["first third", "second", "last"],
          [("tachograph gateway", [f"{max(s[2] for s in steady[i * third:(i + 1) * third]):.0f}" for i in range(3)])])


def queue(broker):
    config = OUT / "generation.yml"
    config.write_text(f"generation: {{port: {PORT}, {UNLIMITED}}}\n"
                      f"targets:\n- {{url: 'http://127.0.0.1:{MOCK}', model: mock}}\n")
    log = open(OUT / "generation.log", "w")
    process = subprocess.Popen([ROOT / "tachograph", "generation", "--config", config, "--kafka", broker], stdout=log,
                               stderr=subprocess.STDOUT, env={**os.environ, "API_KEYS": KEY})
    try:
        answering(f"http://127.0.0.1:{PORT}/health", process, "generation.log")
        body = json.dumps({"prompt": "Tell me about the history of the tachograph, please.", "max_tokens": 64})
        said = subprocess.run([clients.TARGET / "post", str(PORT), "64", "30", "/generate", KEY, body],
                              capture_output=True, text=True)
        print(f"\n### Tasks accepted, 64 callers, acknowledged by Kafka: {(said.stdout or said.stderr).strip()}")
    finally:
        stop(process)


def main():
    cases = {"streams": streams, "requests": requests, "memory": memory, "queue": queue}
    wanted = sys.argv[1:] or list(cases)
    OUT.mkdir(parents=True, exist_ok=True)
    subprocess.run([ROOT / "tachograph", "--version"], check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(OUT / "kafka", ignore_errors=True)
    broker = subprocess.Popen(["taskset", "-c", "0", "nice", "-n", "19", "java", "-Xmx512m",
                               "-cp", f"{ROOT}/standalone/target/lib/*", HERE / "Broker.java", OUT / "kafka"],
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=open(OUT / "kafka.log", "w"), text=True)
    try:
        address = next(line.strip() for line in broker.stdout if line.startswith("127.0.0.1:"))
        print(f"load of this machine before: {os.getloadavg()[0]:.1f}, cores {os.cpu_count()}")
        for name in wanted:
            cases[name](address)
        print(f"\nload of this machine after: {os.getloadavg()[0]:.1f}")
    finally:
        broker.stdin.close()
        broker.wait(60)


main()
