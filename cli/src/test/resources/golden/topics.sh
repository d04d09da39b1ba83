#!/bin/sh
# BOOTSTRAP_SERVERS is HOST:PORT of the brokers; COMMAND_CONFIG, if they want it, a file of the client's
# security settings.
set -eu
: "${BOOTSTRAP_SERVERS:?set it to HOST:PORT of the brokers}"
kafka_topics() {
  kafka-topics.sh --bootstrap-server "$BOOTSTRAP_SERVERS" \
    ${COMMAND_CONFIG:+--command-config "$COMMAND_CONFIG"} "$@"
}
kafka_topics --create --if-not-exists --topic it.telemetry.requests --partitions 12 --replication-factor 3 --config cleanup.policy=delete --config max.message.bytes=1300000 --config message.timestamp.type=LogAppendTime --config min.insync.replicas=2 --config retention.ms=86400000
kafka_topics --create --if-not-exists --topic it.telemetry.summaries --partitions 12 --replication-factor 3 --config cleanup.policy=delete --config max.message.bytes=1300000 --config message.timestamp.type=LogAppendTime --config min.insync.replicas=2 --config retention.ms=86400000
kafka_topics --create --if-not-exists --topic it.telemetry.measurements --partitions 12 --replication-factor 3 --config cleanup.policy=delete --config max.message.bytes=1300000 --config message.timestamp.type=LogAppendTime --config min.insync.replicas=2 --config retention.ms=604800000
kafka_topics --create --if-not-exists --topic it.telemetry.dead-letters --partitions 12 --replication-factor 3 --config cleanup.policy=delete --config max.message.bytes=1300000 --config message.timestamp.type=LogAppendTime --config min.insync.replicas=2 --config retention.ms=604800000
kafka_topics --create --if-not-exists --topic it.gate.sketches --partitions 4 --replication-factor 3 --config cleanup.policy=delete --config max.message.bytes=1300000 --config message.timestamp.type=LogAppendTime --config min.insync.replicas=2 --config retention.ms=604800000
kafka_topics --create --if-not-exists --topic it.gate.commands --partitions 4 --replication-factor 3 --config cleanup.policy=delete --config max.message.bytes=1300000 --config message.timestamp.type=LogAppendTime --config min.insync.replicas=2 --config retention.ms=31536000000
kafka_topics --create --if-not-exists --topic it.gate.decisions --partitions 4 --replication-factor 3 --config cleanup.policy=delete --config max.message.bytes=1300000 --config message.timestamp.type=LogAppendTime --config min.insync.replicas=2 --config retention.ms=31536000000
kafka_topics --create --if-not-exists --topic it.gate.evaluations --partitions 4 --replication-factor 3 --config cleanup.policy=delete --config max.message.bytes=1300000 --config message.timestamp.type=LogAppendTime --config min.insync.replicas=2 --config retention.ms=604800000
kafka_topics --create --if-not-exists --topic it.gate.rollouts --partitions 4 --replication-factor 3 --config cleanup.policy=compact --config max.message.bytes=1300000 --config message.timestamp.type=LogAppendTime --config min.insync.replicas=2
kafka_topics --create --if-not-exists --topic it.gate.policies --partitions 4 --replication-factor 3 --config cleanup.policy=compact --config max.message.bytes=1300000 --config message.timestamp.type=LogAppendTime --config min.insync.replicas=2
kafka_topics --create --if-not-exists --topic it.gate.ticks --partitions 4 --replication-factor 3 --config cleanup.policy=delete --config max.message.bytes=1300000 --config message.timestamp.type=LogAppendTime --config min.insync.replicas=2 --config retention.ms=604800000
kafka_topics --create --if-not-exists --topic it.executions --partitions 4 --replication-factor 3 --config cleanup.policy=delete --config max.message.bytes=1300000 --config message.timestamp.type=LogAppendTime --config min.insync.replicas=2 --config retention.ms=31536000000
kafka_topics --create --if-not-exists --topic it.executor.journal --partitions 4 --replication-factor 3 --config cleanup.policy=compact --config max.message.bytes=1300000 --config message.timestamp.type=LogAppendTime --config min.insync.replicas=2
