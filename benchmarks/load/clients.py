"""The clients of the comparison: how each is started for a case, and what it says about each request.

A case is a dict: tokens per answer, concurrency, seconds, ramp (seconds over which the streams begin), url. Every client
holds `concurrency` streams open in a closed loop. `read` gives, per request, (sent, [stamp of each token], text), all
stamps on the monotonic clock; a client that keeps only the first token's stamp gives a list of one."""

import json
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
TARGET = HERE.parent / "target" / "load"


def venv(name, *packages):
    """Python of a virtual environment with packages from PyPI; a sentence when they cannot be had."""
    home = TARGET / f"venv-{name}"
    python = home / "bin" / "python"
    done = home / "installed"
    if not done.exists():
        print(f"installing {' '.join(packages)} from PyPI (once) ...", file=sys.stderr)
        shutil.rmtree(home, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
        result = subprocess.run([str(python), "-m", "pip", "install", "-q", *packages], capture_output=True, text=True)
        if result.returncode:
            raise Missing(f"pip cannot install {' '.join(packages)}: {result.stderr.strip().splitlines()[-1:]}")
        done.write_text("\n".join(packages))
    return python


class Missing(Exception):
    """Why a client cannot take part."""


class Tachograph:
    """With the files it writes by default: result.json, vllm.json, report.html, requests.jsonl and requests.csv."""

    name = "tachograph"
    files = True

    def prepare(self):
        subprocess.run([str(HERE.parent.parent / "tachograph"), "--version"], check=True, stdout=subprocess.DEVNULL)

    def command(self, case, out):
        command = [
            str(HERE.parent.parent / "tachograph"), "bench", "--target", case["url"], "--model", "mock",
            "--concurrency", case["concurrency"], "--duration", f"{case['seconds']}s", "--max-tokens", case["tokens"],
            "--ramp-up", f"{case['ramp']}s", "--event-loops", 1, "--quiet", "--no-server-metrics",
        ]
        if case["stamps"]:
            command += ["--save-detailed", "--request-files", "none"]
        return command + (["--output", out / "tachograph"] if self.files or case["stamps"] else [])

    def read(self, out):
        # Its vllm.json has the absolute times; the first chunk is the first token here.
        detailed = json.loads((out / "tachograph" / "vllm.json").read_text())
        for start, ttft, gaps, text in zip(
                detailed["start_times"], detailed["ttfts"], detailed["itls"], detailed["generated_texts"]):
            if text:
                stamps = [start + ttft]
                for gap in gaps:
                    stamps.append(stamps[-1] + gap)
                yield round(start * 1e9), [round(stamp * 1e9) for stamp in stamps], text


class TachographWithoutFiles(Tachograph):
    """Only counts, as the plain loop does."""

    name = "tachograph, no files"
    files = False
    read = None


class AiohttpLoop:
    name = "aiohttp loop"

    def prepare(self):
        self.python = venv("aiohttp", "aiohttp")

    def command(self, case, out):
        command = [
            self.python, HERE / "aiohttp_loop.py", case["url"] + "/v1/chat/completions", case["concurrency"],
            case["seconds"], case["tokens"], case["ramp"],
        ]
        return command + ([out / "aiohttp.jsonl"] if case["stamps"] else [])

    def read(self, out):
        with open(out / "aiohttp.jsonl") as lines:
            for line in lines:
                record = json.loads(line)
                yield record["sent"], record["stamps"], record["text"]


class Reader:
    """The least that a client can do, in C: what this machine allows at this moment. Only for timing."""

    name = "reader"
    costs = False

    kernel = False

    def prepare(self):
        pass

    def command(self, case, out):
        command = [TARGET / "reader", case["url"].rsplit(":", 1)[1], case["concurrency"], case["seconds"], case["tokens"],
                   case["ramp"], out / "reader.txt"]
        return command + (["kernel"] if self.kernel else [])

    def read(self, out):
        with open(out / "reader.txt") as lines:
            for line in lines:
                stamps, text = line.split("|")
                sent, *stamps = (int(stamp) for stamp in stamps.split())
                yield sent, stamps, text


class ReaderByKernel(Reader):
    """The same with the stamps of the packets."""

    name = "reader, kernel"
    kernel = True


class Aiperf:
    name = "aiperf"

    def prepare(self):
        self.python = venv("aiperf", "aiperf")
        # A word-level tokenizer, because aiperf wants one and the hub is out of reach.
        self.tokenizer = TARGET / "tokenizer"
        if not self.tokenizer.exists():
            subprocess.run([str(self.python), str(HERE / "tokenizer.py"), str(self.tokenizer)], check=True,
                           capture_output=True)

    def command(self, case, out):
        return [
            self.python.parent / "aiperf", "profile", "--model", "mock", "--url", case["url"], "--endpoint-type", "chat",
            "--streaming", "--tokenizer", self.tokenizer, "--use-server-token-count", "--concurrency",
            case["concurrency"], "--concurrency-ramp-duration", max(case["ramp"], 0.1), "--benchmark-duration",
            case["seconds"], "--osl", case["tokens"], "--isl", 16, "--ui", "none", "--artifact-dir", out / "aiperf",
            "--export-level", "raw" if case["stamps"] else "records",
        ]

    def read(self, out):
        with open(out / "aiperf" / "profile_export_raw.jsonl") as lines:
            for line in lines:
                record = json.loads(line)
                stamps, text = [], ""
                for response in record.get("responses") or []:
                    for packet in response["packets"]:
                        if packet["value"].startswith("{"):
                            choices = json.loads(packet["value"])["choices"]
                            text += choices[0]["delta"]["content"] if choices else ""
                            stamps.append(response["perf_ns"])
                if stamps:
                    yield record["start_perf_ns"], stamps, text


class Guidellm:
    name = "guidellm"

    def prepare(self):
        self.python = venv("guidellm", "guidellm")

    def command(self, case, out):
        prompts = out / "guidellm.jsonl"
        # It takes each row once, so there are more than it can send.
        rows = int(case["seconds"] * 1000) if case["tokens"] == 1 else int(case["seconds"] * 300)
        row = json.dumps({"prompt": "Tell me about the history of the tachograph, please.",
                          "output_tokens_count": case["tokens"]})
        prompts.write_text((row + "\n") * rows)
        return [
            self.python.parent / "guidellm", "run", "--backend",
            f"kind=openai_http,target={case['url']},model=mock", "--profile",
            f"kind=concurrent,streams={case['concurrency']},rampup_duration={case['ramp']}", "--constraint",
            f"kind=max_duration,seconds={case['seconds']}", "--data", f"kind=json_file,path={prompts}",
            "--disable-console-interactive", "--output", f"kind=json,path={out / 'guidellm.json'}",
        ]

    def read(self, out):
        """It stamps with the wall clock, and keeps the first and the last token's stamp only: TTFT can be compared."""
        benchmark = json.loads((out / "guidellm.json").read_text())["benchmarks"][0]
        for request in benchmark["requests"]["successful"]:
            timings = request["info"]["timings"]
            if timings["first_token_iteration"] and request["output"]:
                sent = int(timings["request_start"] * 1e9)
                yield sent, [int(timings["first_token_iteration"] * 1e9)], request["output"]


class Wrk:
    """The ceiling: it reads bytes and understands nothing."""

    name = "wrk"

    def prepare(self):
        if not shutil.which("wrk"):
            raise Missing("wrk is not installed (a package of that name in most distributions)")

    def command(self, case, out):
        script = out / "post.lua"
        body = json.dumps({"model": "mock", "max_tokens": case["tokens"], "stream": True, "messages": [
            {"role": "user", "content": "Tell me about the history of the tachograph, please."}]})
        script.write_text(
            'wrk.method = "POST"\nwrk.headers["Content-Type"] = "application/json"\n' f"wrk.body = {json.dumps(body)}\n")
        return ["wrk", "-t1", f"-c{case['concurrency']}", f"-d{case['seconds']}s", "-s", script,
                case["url"] + "/v1/chat/completions"]


ALL = [Tachograph(), TachographWithoutFiles(), AiohttpLoop(), Aiperf(), Guidellm(), Reader(), ReaderByKernel(), Wrk()]
