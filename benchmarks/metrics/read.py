"""Megabytes a second of prometheus_client's text parser: read.py FILE SECONDS"""

import sys
import time

from prometheus_client.parser import text_string_to_metric_families

with open(sys.argv[1], encoding="utf-8") as file:
    text = file.read()
seconds = float(sys.argv[2])


def read():
    return sum(len(family.samples) for family in text_string_to_metric_families(text))


samples = read()
end = time.monotonic() + seconds / 3
while time.monotonic() < end:
    read()
rounds, begin = 0, time.process_time()
while time.process_time() - begin < seconds:
    read()
    rounds += 1
spent = time.process_time() - begin
print(f"{len(text.encode()) * rounds / spent / 1e6:.2f} MB/s, {samples} samples")
