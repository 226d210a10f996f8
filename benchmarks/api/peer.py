"""The benchmark API as services of its kind are written: FastAPI, asyncpg, Redis. It asks the same database.

Environment: DSN, REDIS_PORT, API_KEY, CACHE_EXPIRATION (seconds, 0 for never)."""

import asyncio
import json
import os
from contextlib import asynccontextmanager
from datetime import datetime, timedelta, timezone
from uuid import UUID

import asyncpg
import redis.asyncio as redis
from fastapi import Depends, FastAPI, HTTPException, Query, Request
from fastapi.responses import JSONResponse, StreamingResponse
from fastapi.security import APIKeyHeader
from pydantic import BaseModel

KEEP = int(os.environ["CACHE_EXPIRATION"])
CHANNEL = "events"


class Benchmark(BaseModel):
    id: UUID
    metric: str
    llm_name: str
    mean_value: float
    rank: int
    timestamp: datetime


class Envelope(BaseModel):
    success: bool
    data: list[Benchmark] | None
    message: str | None


class Event(BaseModel):
    kind: str
    text: str


listeners: set[asyncio.Queue] = set()


async def tell(app):
    async with app.state.redis.pubsub() as channel:
        await channel.subscribe(CHANNEL)
        async for message in channel.listen():
            if message["type"] == "message":
                line = b"event: event\ndata: " + message["data"] + b"\n\n"
                for queue in listeners:
                    queue.put_nowait(line)


@asynccontextmanager
async def life(app):
    app.state.pool = await asyncpg.create_pool(os.environ["DSN"], min_size=4, max_size=10)
    app.state.redis = redis.Redis(port=int(os.environ["REDIS_PORT"]))
    task = asyncio.create_task(tell(app))
    yield
    task.cancel()
    await app.state.pool.close()


async def known(key: str | None = Depends(APIKeyHeader(name="X-API-Key", auto_error=False))):
    if key != os.environ["API_KEY"]:
        raise HTTPException(401, "Could not validate API key")
    return key


app = FastAPI(lifespan=life)


@app.get("/api/v1/benchmark/{metric}", response_model=Envelope)
async def benchmark(metric: str, request: Request, key: str = Depends(known)):
    state = request.app.state
    kept = await state.redis.get("benchmark:" + metric) if KEEP else None
    if kept:
        return Envelope.model_validate_json(kept)
    rows = await state.pool.fetch("SELECT * FROM tachograph.benchmark_result WHERE metric = $1 ORDER BY rank", metric)
    answer = Envelope(success=True, data=[Benchmark(**dict(row)) for row in rows], message=None)
    if KEEP:
        await state.redis.set("benchmark:" + metric, answer.model_dump_json(), ex=KEEP)
    return answer


@app.get("/api/v1/metrics/{metric}/series")
async def series(metric: str, request: Request, quantile: list[float] = Query(), group: list[str] = Query(),
                 key: str = Depends(known)):
    state = request.app.state
    name = str(request.url.query)
    kept = await state.redis.get(name) if KEEP else None
    if kept:
        return JSONResponse(json.loads(kept))
    to = datetime.now(timezone.utc).replace(microsecond=0)
    to -= timedelta(seconds=to.second % 10)
    rows = await state.pool.fetch(
        "SELECT * FROM tachograph.quantiles($1, $2, $3, $4, '5 min', group_by => $5)", metric, quantile,
        to - timedelta(days=1), to, group)
    answer = {"rows": [{**dict(row), "time": row["time"].isoformat(), "labels": json.loads(row["labels"])} for row in rows]}
    if KEEP:
        await state.redis.set(name, json.dumps(answer), ex=KEEP)
    return JSONResponse(answer)


@app.post("/api/v1/events", status_code=202)
async def event(event: Event, request: Request, key: str = Depends(known)):
    await request.app.state.redis.publish(CHANNEL, event.model_dump_json())


@app.get("/api/v1/live")
async def live(key: str = Depends(known)):
    queue: asyncio.Queue = asyncio.Queue()

    async def lines():
        listeners.add(queue)
        try:
            while True:
                yield await queue.get()
        finally:
            listeners.discard(queue)

    return StreamingResponse(lines(), media_type="text/event-stream")
