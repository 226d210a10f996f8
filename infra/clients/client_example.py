#!/usr/bin/env python3
"""A client of the generation API. Nothing but Python 3 is needed.

    API_KEY=test-key-123 python client_example.py "Write a haiku about programming"

BASE_URL is http://localhost:8000 unless it is set.
"""

import json
import os
import sys
import time
import urllib.error
import urllib.request


class TaskFailed(Exception):
    """The task ended without an answer."""


class LLMClient:
    def __init__(self, base_url="http://localhost:8000", api_key="", timeout=120):
        self.base_url = base_url.rstrip("/")
        self.api_key = api_key
        self.timeout = timeout

    def _call(self, method, path, body=None, headers=None):
        request = urllib.request.Request(
            self.base_url + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"X-API-Key": self.api_key, "Content-Type": "application/json", **(headers or {})},
        )
        while True:
            try:
                return urllib.request.urlopen(request, timeout=self.timeout)
            except urllib.error.HTTPError as refused:
                with refused:
                    told = json.load(refused)
                if refused.code != 429:
                    raise ValueError(told["error"]) from None
                time.sleep(float(refused.headers["Retry-After"]))

    def _json(self, method, path, body=None):
        with self._call(method, path, body) as answer:
            return json.load(answer)

    def health(self):
        return self._json("GET", "/health")

    def submit(self, prompt, **parameters):
        """Returns the task's id."""
        return self._json("POST", "/generate", {"prompt": prompt, **parameters})["task_id"]

    def status(self, task_id):
        return self._json("GET", "/status/" + task_id)

    def result(self, task_id):
        return self._json("GET", "/result/" + task_id)

    def cancel(self, task_id):
        return self._json("DELETE", "/tasks/" + task_id)

    def events(self, task_id):
        """Yields the task's events until its end, and comes back after a connection that broke."""
        last, ended = None, False
        while not ended:
            with self._call("GET", "/stream/" + task_id, headers={"Last-Event-ID": last} if last else {}) as stream:
                ended = stream.status == 204
                for line in stream:
                    field, _, value = line.decode().rstrip("\n").partition(": ")
                    if field == "id":
                        last = value
                    elif field == "data":
                        event = json.loads(value)
                        ended = event["status"] not in ("queued", "processing")
                        yield event

    def generate(self, prompt, wait=True, **parameters):
        """The result, or with wait=False what was answered to the submission."""
        if not wait:
            return self._json("POST", "/generate", {"prompt": prompt, **parameters})
        task_id = self.submit(prompt, **parameters)
        for _ in self.events(task_id):
            pass
        result = self.result(task_id)
        if result["status"] != "completed":
            raise TaskFailed(result["error_message"])
        return result


def main():
    client = LLMClient(os.environ.get("BASE_URL", "http://localhost:8000"), os.environ["API_KEY"])
    task_id = client.submit(sys.argv[1] if len(sys.argv) > 1 else "Write a haiku about programming", max_tokens=100)
    for event in client.events(task_id):
        print(event.get("delta", ""), end="", flush=True)
    print()
    print(json.dumps(client.result(task_id).get("metrics")))


if __name__ == "__main__":
    main()
