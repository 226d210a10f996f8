"""An independent reading of what Tachograph measures: asks a server one prompt after the other and prints quantiles.

usage: python3 infra/dev/first_token.py URL MODEL PROMPTS.json [REQUESTS [MAX_TOKENS]]
Python's standard library only, and no line shared with Tachograph. For plain http.
"""

import http.client
import json
import math
import sys
import time
import urllib.parse


def ask(host: str, port: int, model: str, prompt: str, max_tokens: int):
    """Seconds to the first content, seconds per further token, and the tokens that the server says it wrote."""
    body = {
        "model": model,
        "messages": [{"role": "user", "content": prompt}],
        "max_tokens": max_tokens,
        "temperature": 0.0,
        "stream": True,
        "stream_options": {"include_usage": True},
    }
    # A connection for each, made before the clock starts: some servers close it after every streamed answer.
    connection = http.client.HTTPConnection(host, port, timeout=60)
    connection.connect()
    sent = time.perf_counter()
    connection.request("POST", "/v1/chat/completions", json.dumps(body).encode(), {"Content-Type": "application/json"})
    answer = connection.getresponse()
    if answer.status != 200:
        sys.exit(f"HTTP {answer.status}: {answer.read(300)!r}")
    first = last = None
    tokens = 0
    while line := answer.readline():
        now = time.perf_counter()
        if not line.startswith(b"data: {"):
            continue
        chunk = json.loads(line[6:])
        tokens = (chunk.get("usage") or {}).get("completion_tokens", tokens)
        if chunk["choices"] and chunk["choices"][0]["delta"].get("content"):
            first, last = first or now, now
    connection.close()
    if first is None:
        sys.exit("an answer without content")
    return first - sent, (last - first) / (tokens - 1) if tokens > 1 else None, tokens


def main() -> None:
    if not 4 <= len(sys.argv) <= 6:
        sys.exit(__doc__)
    url, model = urllib.parse.urlsplit(sys.argv[1]), sys.argv[2]
    with open(sys.argv[3], encoding="utf-8") as file:
        prompts = json.load(file)
    requests, max_tokens = (int(arg) for arg in (sys.argv[4:] + ["100", "16"][len(sys.argv) - 4 :]))
    readings = [ask(url.hostname, url.port, model, prompts[i % len(prompts)], max_tokens) for i in range(requests)]
    print(f"requests {len(readings)}, output tokens {sum(tokens for _, _, tokens in readings)}")
    for name, values in (("ttft", [r[0] for r in readings]), ("tpot", [r[1] for r in readings if r[1] is not None])):
        values.sort()
        quantiles = "  ".join(f"p{q} {values[math.ceil(q / 100 * len(values)) - 1] * 1000:.1f} ms" for q in (50, 90, 99))
        print(f"{name}  {quantiles}  mean {sum(values) / len(values) * 1000:.1f} ms  n {len(values)}")


if __name__ == "__main__":
    main()
