"""A plain aiohttp loop in the shape of `vllm bench serve`'s: one process, one session, incremental SSE, json.loads per
chunk, perf_counter_ns per chunk. Closed loop.

  aiohttp_loop.py URL CONCURRENCY SECONDS MAX_TOKENS RAMP_SECONDS [STAMPS_FILE]

With STAMPS_FILE it keeps, per request, when it sent and when it read each token, and what the server wrote into it."""

import asyncio
import json
import sys
import time

import aiohttp


async def request(session, url, body, kept):
    stamps, texts = [], []
    sent = time.perf_counter_ns()
    buffer = b""
    async with session.post(url, json=body) as response:
        async for data in response.content.iter_any():
            stamp = time.perf_counter_ns()
            buffer += data
            while (end := buffer.find(b"\n\n")) >= 0:
                event, buffer = buffer[:end], buffer[end + 2 :]
                if not event.startswith(b"data: ") or event == b"data: [DONE]":
                    continue
                chunk = json.loads(event[6:])
                if chunk["choices"] and chunk["choices"][0]["delta"].get("content"):
                    stamps.append(stamp)
                    texts.append(chunk["choices"][0]["delta"]["content"])
    if kept is not None:
        kept.append((sent, stamps, texts))


async def client(session, url, body, kept, begin, end):
    await asyncio.sleep(begin)
    while time.monotonic() < end:
        await request(session, url, body, kept)


async def main():
    url, concurrency, seconds, tokens, ramp = sys.argv[1], *(float(a) for a in sys.argv[2:6])
    kept = [] if len(sys.argv) > 6 else None
    body = {
        "model": "mock",
        "messages": [{"role": "user", "content": "Tell me about the history of the tachograph, please."}],
        "max_tokens": int(tokens),
        "temperature": 0.0,
        "stream": True,
        "stream_options": {"include_usage": True},
    }
    end = time.monotonic() + seconds
    connector = aiohttp.TCPConnector(limit=0, limit_per_host=0, keepalive_timeout=60)
    async with aiohttp.ClientSession(connector=connector, timeout=aiohttp.ClientTimeout(total=600)) as session:
        count = int(concurrency)
        await asyncio.gather(*(client(session, url, body, kept, ramp * i / count, end) for i in range(count)))
    if kept is not None:
        with open(sys.argv[6], "w") as out:
            for sent, stamps, texts in kept:
                out.write(json.dumps({"sent": sent, "stamps": stamps, "text": "".join(texts)}) + "\n")


asyncio.run(main())
