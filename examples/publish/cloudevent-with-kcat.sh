#!/bin/sh
# One request of your service as a CloudEvent in structured mode: the event stands under data.
printf '{"specversion":"1.0","id":"r-1","source":"/shop","type":"dev.headgate.request","datacontenttype":"application/json","data":{"service":"shop","version":"2.4.1","operation":"checkout","completedAtMillis":%s,"latencyMicros":41250,"outcome":"success"}}\n' "$(date +%s)000" |
  kcat -P -b "$HEADGATE_BOOTSTRAP_SERVERS" -t headgate.telemetry.requests -H content-type=application/cloudevents+json
