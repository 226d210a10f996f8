"""LiteLLM's proxy before the simulator, and our source before the proxy; started by real-litellm, which installs it."""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
OUT = ROOT / "target" / "real-litellm"
FLEET, PROXY, API, DATABASE = 18830, 18840, 18850, 18860
KEY = "sk-of-this-run"
processes = []


def start(name, command, **environment):
    log = open(OUT / f"{name}.log", "a")
    process = subprocess.Popen([str(part) for part in command], stdout=log, stderr=subprocess.STDOUT,
                               env={**os.environ, **environment}, cwd=OUT)
    processes.append(process)
    return process


def ask(url, body=None, timeout=30):
    request = urllib.request.Request(url, data=body and json.dumps(body).encode(),
                                     headers={"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=timeout) as answer:
        return answer.read()


def until(what, condition, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            value = condition()
            if value:
                return value
        except (OSError, ValueError, subprocess.CalledProcessError):
            pass
        time.sleep(2)
    sys.exit(f"{what}: not within {seconds} s; logs are in {OUT}")


def query(sql):
    return subprocess.run(["psql", "-XAtq", f"postgresql://postgres@127.0.0.1:{DATABASE}/postgres", "-c", sql],
                          check=True, capture_output=True, text=True).stdout.strip()


def proxy():
    environment = {"LITELLM_LOCAL_MODEL_COST_MAP": "True", "LITELLM_LOG": "ERROR",
                   "LITELLM_DANGEROUSLY_PERMIT_WEAK_OR_UNSET_MASTER_KEY": "true"}
    process = start("proxy", [pathlib.Path(sys.executable).parent / "litellm", "--config", OUT / "litellm.yml",
                              "--port", PROXY, "--host", "127.0.0.1", "--num_workers", 1], **environment)
    until("LiteLLM's proxy", lambda: ask(f"http://127.0.0.1:{PROXY}/health/liveliness"), 120)
    return process


def send(count, model="shop-model"):
    """Returns how many were answered, and with how many tokens in and out."""
    answered, tokens_in, tokens_out = 0, 0, 0
    for number in range(count):
        try:
            answer = json.loads(ask(f"http://127.0.0.1:{PROXY}/v1/chat/completions", {
                "model": model, "max_tokens": 8 + number % 5, "messages": [{"role": "user", "content": f"question {number}"}]}))
            answered += 1
            tokens_in += answer["usage"]["prompt_tokens"]
            tokens_out += answer["usage"]["completion_tokens"]
        except urllib.error.HTTPError:
            pass
    return answered, tokens_in, tokens_out


def stored():
    row = query("SELECT coalesce(sum(requests_finished), 0)::bigint, coalesce(sum(prompt_tokens), 0)::bigint,"
                " coalesce(sum(generation_tokens), 0)::bigint, count(DISTINCT engine_version) FROM tachograph.engine_window_10s"
                " WHERE target = 'lab-litellm-shop-model'")
    return tuple(int(value) for value in row.split("|"))


def main():
    if not shutil.which("psql"):
        sys.exit("no psql found")
    OUT.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(OUT / "data", ignore_errors=True)
    start("fleet", [ROOT / "tachograph", "simulate", "--models", 1, "--port", FLEET])
    models = until("the simulator", lambda: json.loads(ask(f"http://127.0.0.1:{FLEET}/v1/models"))["data"], 240)
    (OUT / "litellm.yml").write_text(
        f"model_list:\n- model_name: shop-model\n  litellm_params:\n    model: openai/{models[0]['id']}\n"
        f"    api_base: http://127.0.0.1:{FLEET}/v1\n    api_key: none\n    max_retries: 0\n"
        'litellm_settings:\n  callbacks: ["prometheus"]\n  telemetry: false\n'
        f"general_settings:\n  master_key: {KEY}\n")
    (OUT / "up.yml").write_text(
        f"storage: {{postgres-port: {DATABASE}}}\nprobes: {{arrivals: constant, rate: 0.1}}\nsources:\n"
        f"- {{kind: litellm, url: 'http://127.0.0.1:{PROXY}', cluster: lab, api-key-env: LITELLM_KEY, every: 5s}}\n")
    process = proxy()
    send(2)  # So that there are series, whose beginning the first reading is.
    start("up", [ROOT / "tachograph", "up", "--no-open", "--config", OUT / "up.yml", "--data-dir", OUT / "data", "--port", API,
                 "--target", f"http://127.0.0.1:{FLEET}", "--model", models[0]["id"]], LITELLM_KEY=KEY)
    until("a first reading", lambda: query(
        "SELECT count(*) FROM tachograph.engine_window_10s WHERE target = 'lab-litellm-shop-model'") not in ("", "0"), 900)
    before = send(40)
    time.sleep(15)  # Two readings, so that what was answered is read before the proxy forgets it.
    process.send_signal(signal.SIGKILL)
    process.wait()
    time.sleep(12)
    proxy()
    after = send(30)
    expected = tuple(a + b for a, b in zip(before, after))
    until("the last windows", lambda: stored()[0] >= expected[0], 300)
    time.sleep(12)
    found = stored()
    routes = query("SELECT route, model FROM tachograph.model_route WHERE ended_at IS NULL")
    print(f"answered before and after the restart: {before}, {after}")
    print(f"requests, tokens in, tokens out: {expected} by the answers, {found[:3]} by the tables")
    print(f"versions: {query('SELECT DISTINCT engine_version FROM tachograph.engine_window_10s WHERE engine = $$litellm$$')}"
          f"; routes: {routes}")
    if found[:3] != expected:
        sys.exit("they differ")


try:
    main()
finally:
    for each in reversed(processes):
        each.terminate()
    for each in processes:
        try:
            each.wait(30)
        except subprocess.TimeoutExpired:
            each.kill()
