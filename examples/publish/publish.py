#!/usr/bin/python3
"""One request of your service as an event, and a batch of them. Debian: apt-get install python3-confluent-kafka"""

import json
import os
import sys
import time

from confluent_kafka import Producer

# The producer batches, compresses and tries again in the background.
producer = Producer({"bootstrap.servers": os.environ["HEADGATE_BOOTSTRAP_SERVERS"], "linger.ms": 50})
topic = os.environ.get("HEADGATE_TOPIC_PREFIX", "headgate.") + "telemetry.requests"
failed = []


def delivered(error, message):
    if error is not None:
        failed.append(str(error))


def publish(value):
    producer.produce(topic, json.dumps(value).encode(), on_delivery=delivered)
    producer.poll(0)


def completed(operation, begun, success):
    """What happened in a request that has just been completed."""
    return {
        "operation": operation,
        "completedAtMillis": time.time_ns() // 1_000_000,
        "latencyMicros": (time.monotonic_ns() - begun) // 1_000,
        "outcome": "success" if success else "error",
    }


# One event.
begun = time.monotonic_ns()
publish({"service": "shop", "version": "2.4.1", **completed("checkout", begun, True)})

# Many, up to 1 000 and 1 MiB, of one version: cheaper from some dozens of requests a second on.
events = [completed("search", time.monotonic_ns(), i % 50 != 0) for i in range(100)]
publish({"kind": "requests", "service": "shop", "version": "2.4.1", "events": events})

# Before the process ends. While it runs, poll(0) now and then is enough.
producer.flush(30)
if failed:
    sys.exit("not published: " + ", ".join(failed))
