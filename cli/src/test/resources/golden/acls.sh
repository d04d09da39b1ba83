#!/bin/sh
# BOOTSTRAP_SERVERS is HOST:PORT of the brokers; COMMAND_CONFIG, if they want it, a file of the client's
# security settings.
set -eu
: "${BOOTSTRAP_SERVERS:?set it to HOST:PORT of the brokers}"
kafka_acls() {
  kafka-acls.sh --bootstrap-server "$BOOTSTRAP_SERVERS" \
    ${COMMAND_CONFIG:+--command-config "$COMMAND_CONFIG"} "$@"
}

# User:it-administrator
kafka_acls --add --allow-principal User:it-administrator --operation Create --operation Describe --topic it.telemetry.requests --topic it.telemetry.summaries --topic it.telemetry.measurements --topic it.telemetry.dead-letters --topic it.gate.sketches --topic it.gate.commands --topic it.gate.decisions --topic it.gate.evaluations --topic it.gate.rollouts --topic it.gate.policies --topic it.gate.ticks --topic it.executions --topic it.executor.journal

# User:it-application
kafka_acls --add --allow-principal User:it-application --operation Write --topic it.telemetry.requests --topic it.telemetry.summaries --topic it.telemetry.measurements

# User:it-receiver
kafka_acls --add --allow-principal User:it-receiver --operation Read --operation Write --topic it.telemetry.requests
kafka_acls --add --allow-principal User:it-receiver --operation Write --topic it.telemetry.dead-letters
kafka_acls --add --allow-principal User:it-receiver --operation Read --resource-pattern-type prefixed --group it.access-log.
kafka_acls --add --allow-principal User:it-receiver --operation Write --resource-pattern-type prefixed --transactional-id it.access-log.

# User:it-gate
kafka_acls --add --allow-principal User:it-gate --operation Read --topic it.telemetry.requests --topic it.telemetry.summaries --topic it.telemetry.measurements --group it-combine --topic it.executions --group it-judge
kafka_acls --add --allow-principal User:it-gate --operation Read --operation Write --topic it.gate.sketches --topic it.gate.commands
kafka_acls --add --allow-principal User:it-gate --operation Write --topic it.telemetry.dead-letters --topic it.gate.decisions --topic it.gate.evaluations --topic it.gate.rollouts --topic it.gate.policies --topic it.gate.ticks
kafka_acls --add --allow-principal User:it-gate --operation Write --resource-pattern-type prefixed --transactional-id it-combine- --transactional-id it-judge-
kafka_acls --add --allow-principal User:it-gate --operation Read --operation Write --operation Create --topic it-judge-judge-state-changelog

# User:it-executor
kafka_acls --add --allow-principal User:it-executor --operation Read --topic it.gate.decisions --group it-executor
kafka_acls --add --allow-principal User:it-executor --operation Read --operation Write --topic it.executor.journal --topic it.executions
kafka_acls --add --allow-principal User:it-executor --operation Write --topic it.telemetry.dead-letters
kafka_acls --add --allow-principal User:it-executor --operation Read --resource-pattern-type prefixed --group it-notices-
kafka_acls --add --allow-principal User:it-executor --operation Write --resource-pattern-type prefixed --transactional-id it-executor-

# User:it-viewer
kafka_acls --add --allow-principal User:it-viewer --operation Read --topic it.telemetry.requests --topic it.telemetry.dead-letters --topic it.gate.sketches --topic it.gate.commands --topic it.gate.decisions --topic it.gate.evaluations --topic it.gate.rollouts --topic it.gate.policies --topic it.gate.ticks --topic it.executions --topic it.executor.journal
kafka_acls --add --allow-principal User:it-viewer --operation Describe --topic it.telemetry.summaries --topic it.telemetry.measurements

# User:it-operator
kafka_acls --add --allow-principal User:it-operator --operation Read --topic it.telemetry.requests --topic it.telemetry.dead-letters --topic it.gate.sketches --topic it.gate.decisions --topic it.gate.evaluations --topic it.gate.rollouts --topic it.gate.policies --topic it.gate.ticks --topic it.executions --topic it.executor.journal
kafka_acls --add --allow-principal User:it-operator --operation Describe --topic it.telemetry.summaries --topic it.telemetry.measurements
kafka_acls --add --allow-principal User:it-operator --operation Read --operation Write --topic it.gate.commands

# User:it-on-call
kafka_acls --add --allow-principal User:it-on-call --operation Read --topic it.telemetry.requests --topic it.telemetry.dead-letters --topic it.gate.sketches --topic it.gate.evaluations --topic it.gate.rollouts --topic it.gate.policies --topic it.gate.ticks --topic it.executions --topic it.executor.journal
kafka_acls --add --allow-principal User:it-on-call --operation Describe --topic it.telemetry.summaries --topic it.telemetry.measurements
kafka_acls --add --allow-principal User:it-on-call --operation Read --operation Write --topic it.gate.commands --topic it.gate.decisions

# User:it-replayer
kafka_acls --add --allow-principal User:it-replayer --operation Read --operation Write --topic it.telemetry.dead-letters
kafka_acls --add --allow-principal User:it-replayer --operation Write --topic it.telemetry.requests --topic it.telemetry.summaries --topic it.telemetry.measurements --transactional-id it.dead-letters-replay

# User:it-console
kafka_acls --add --allow-principal User:it-console --operation Read --operation Write --topic it.gate.commands --topic it.gate.decisions
kafka_acls --add --allow-principal User:it-console --operation Read --topic it.gate.evaluations --topic it.gate.rollouts --topic it.gate.policies --topic it.executions --topic it.telemetry.dead-letters

# User:it-doctor
kafka_acls --add --allow-principal User:it-doctor --operation Read --operation DescribeConfigs --topic it.telemetry.requests --topic it.telemetry.summaries --topic it.telemetry.measurements --topic it.telemetry.dead-letters --topic it.gate.sketches --topic it.gate.commands --topic it.gate.decisions --topic it.gate.evaluations --topic it.gate.rollouts --topic it.gate.policies --topic it.gate.ticks --topic it.executions --topic it.executor.journal
kafka_acls --add --allow-principal User:it-doctor --operation Describe --group it-combine --group it-judge --group it-executor
kafka_acls --add --allow-principal User:it-doctor --operation Describe --resource-pattern-type prefixed --transactional-id it-combine- --transactional-id it-judge- --transactional-id it-executor-
