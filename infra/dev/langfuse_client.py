"""Asks our stand-in of Langfuse by Langfuse's own client; started by langfuse-client, which installs it."""

import datetime
import json
import os
import pathlib
import subprocess
import sys
import time
from collections import Counter

from langfuse.api.client import LangfuseAPI

ROOT = pathlib.Path(__file__).resolve().parents[2]
PORT = 18870
NOW = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
BEGIN, END = NOW - datetime.timedelta(hours=30), NOW - datetime.timedelta(hours=1)


def text(moment):
    return moment.isoformat().replace("+00:00", "Z")


def metrics(client, view, dimensions, measures, filters=()):
    query = {
        "view": view,
        "dimensions": [{"field": name} for name in dimensions],
        "metrics": [{"measure": measure, "aggregation": aggregation} for aggregation, measure in measures],
        "filters": list(filters),
        "timeDimension": {"granularity": "day"},
        "fromTimestamp": text(BEGIN),
        "toTimestamp": text(NOW),
    }
    return client.metrics.metrics(query=json.dumps(query)).data


def observations(client):
    cursor = None
    while True:
        page = client.observations.get_many(fields="core,trace_context", limit=1000, cursor=cursor,
                                            from_start_time=BEGIN, to_start_time=NOW)
        yield from page.data
        cursor = page.meta.cursor
        if cursor is None:
            return


def main():
    client = LangfuseAPI(base_url=f"http://127.0.0.1:{PORT + 1}", username="pk", password="sk")
    for _ in range(60):
        try:
            health = client.health.health()
            break
        except Exception:  # It is starting.
            time.sleep(0.5)
    print(f"health: {health.status}, version {health.version}")
    calls = metrics(client, "observations", ["providedModelName"],
                    [("count", "count"), ("sum", "inputTokens"), ("sum", "totalCost")],
                    [{"column": "type", "operator": "=", "value": "GENERATION", "type": "string"}])
    for row in calls:
        print(f"{row['time_dimension']} {row['providedModelName']}: {row['count_count']} calls, {row['sum_inputTokens']} tokens in")
    traces = metrics(client, "observations", ["traceName"], [("count", "count"), ("p50", "latency")],
                     [{"column": "isRootObservation", "operator": "=", "value": True, "type": "boolean"}])
    scores = metrics(client, "scores-numeric", ["name", "observationModelName", "dataType"], [("count", "count"), ("max", "value")])
    each = list(observations(client))
    by_day = Counter(str(one.start_time.date()) for one in each)
    print(f"{len(each)} observations over pages, {len({one.id for one in each})} of them different")
    totals = {sum(int(row["count_count"]) for row in rows) for rows in (calls, traces, scores)} | {len({one.id for one in each})}
    days = Counter()
    for row in calls:
        days[row["time_dimension"][:10]] += int(row["count_count"])
    if len(totals) != 1 or days != by_day or not each:
        sys.exit(f"they do not add up: {totals}, {days}, {by_day}")
    print("calls, traces, scores and observations add up to the same, by day, too")


java = pathlib.Path(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
stand_ins = subprocess.Popen(
    [str(java), "-Xmx64m", "-cp", f"{ROOT}/collectors/target/test-classes:{ROOT}/standalone/target/lib/*",
     "io.tachograph.collectors.source.polling.StandIns", str(PORT), text(BEGIN), text(END), text(BEGIN)])
try:
    main()
finally:
    stand_ins.terminate()
