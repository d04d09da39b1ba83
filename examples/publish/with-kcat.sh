#!/bin/sh
# One request of your service as an event: from any language, produce this JSON. Time is when the request was completed.
# The outcome is success or error.
printf '{"service":"shop","version":"2.4.1","operation":"checkout","completedAtMillis":%s,"latencyMicros":41250,"outcome":"success"}\n' "$(date +%s)000" |
  kcat -P -b "$HEADGATE_BOOTSTRAP_SERVERS" -t headgate.telemetry.requests
