# The provider speaks Kafka's own protocol. Where the brokers are and who you are is yours to say:
#   provider "kafka" { bootstrap_servers = ["HOST:PORT"] }
terraform {
  required_providers {
    kafka = {
      source = "Mongey/kafka"
    }
  }
}

resource "kafka_topic" "it_telemetry_requests" {
  name               = "it.telemetry.requests"
  partitions         = 12
  replication_factor = 3

  config = {
    "cleanup.policy"         = "delete"
    "max.message.bytes"      = "1300000"
    "message.timestamp.type" = "LogAppendTime"
    "min.insync.replicas"    = "2"
    "retention.ms"           = "86400000"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "kafka_topic" "it_telemetry_summaries" {
  name               = "it.telemetry.summaries"
  partitions         = 12
  replication_factor = 3

  config = {
    "cleanup.policy"         = "delete"
    "max.message.bytes"      = "1300000"
    "message.timestamp.type" = "LogAppendTime"
    "min.insync.replicas"    = "2"
    "retention.ms"           = "86400000"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "kafka_topic" "it_telemetry_measurements" {
  name               = "it.telemetry.measurements"
  partitions         = 12
  replication_factor = 3

  config = {
    "cleanup.policy"         = "delete"
    "max.message.bytes"      = "1300000"
    "message.timestamp.type" = "LogAppendTime"
    "min.insync.replicas"    = "2"
    "retention.ms"           = "604800000"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "kafka_topic" "it_telemetry_dead-letters" {
  name               = "it.telemetry.dead-letters"
  partitions         = 12
  replication_factor = 3

  config = {
    "cleanup.policy"         = "delete"
    "max.message.bytes"      = "1300000"
    "message.timestamp.type" = "LogAppendTime"
    "min.insync.replicas"    = "2"
    "retention.ms"           = "604800000"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "kafka_topic" "it_gate_sketches" {
  name               = "it.gate.sketches"
  partitions         = 4
  replication_factor = 3

  config = {
    "cleanup.policy"         = "delete"
    "max.message.bytes"      = "1300000"
    "message.timestamp.type" = "LogAppendTime"
    "min.insync.replicas"    = "2"
    "retention.ms"           = "604800000"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "kafka_topic" "it_gate_commands" {
  name               = "it.gate.commands"
  partitions         = 4
  replication_factor = 3

  config = {
    "cleanup.policy"         = "delete"
    "max.message.bytes"      = "1300000"
    "message.timestamp.type" = "LogAppendTime"
    "min.insync.replicas"    = "2"
    "retention.ms"           = "31536000000"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "kafka_topic" "it_gate_decisions" {
  name               = "it.gate.decisions"
  partitions         = 4
  replication_factor = 3

  config = {
    "cleanup.policy"         = "delete"
    "max.message.bytes"      = "1300000"
    "message.timestamp.type" = "LogAppendTime"
    "min.insync.replicas"    = "2"
    "retention.ms"           = "31536000000"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "kafka_topic" "it_gate_evaluations" {
  name               = "it.gate.evaluations"
  partitions         = 4
  replication_factor = 3

  config = {
    "cleanup.policy"         = "delete"
    "max.message.bytes"      = "1300000"
    "message.timestamp.type" = "LogAppendTime"
    "min.insync.replicas"    = "2"
    "retention.ms"           = "604800000"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "kafka_topic" "it_gate_rollouts" {
  name               = "it.gate.rollouts"
  partitions         = 4
  replication_factor = 3

  config = {
    "cleanup.policy"         = "compact"
    "max.message.bytes"      = "1300000"
    "message.timestamp.type" = "LogAppendTime"
    "min.insync.replicas"    = "2"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "kafka_topic" "it_gate_policies" {
  name               = "it.gate.policies"
  partitions         = 4
  replication_factor = 3

  config = {
    "cleanup.policy"         = "compact"
    "max.message.bytes"      = "1300000"
    "message.timestamp.type" = "LogAppendTime"
    "min.insync.replicas"    = "2"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "kafka_topic" "it_gate_ticks" {
  name               = "it.gate.ticks"
  partitions         = 4
  replication_factor = 3

  config = {
    "cleanup.policy"         = "delete"
    "max.message.bytes"      = "1300000"
    "message.timestamp.type" = "LogAppendTime"
    "min.insync.replicas"    = "2"
    "retention.ms"           = "604800000"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "kafka_topic" "it_executions" {
  name               = "it.executions"
  partitions         = 4
  replication_factor = 3

  config = {
    "cleanup.policy"         = "delete"
    "max.message.bytes"      = "1300000"
    "message.timestamp.type" = "LogAppendTime"
    "min.insync.replicas"    = "2"
    "retention.ms"           = "31536000000"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "kafka_topic" "it_executor_journal" {
  name               = "it.executor.journal"
  partitions         = 4
  replication_factor = 3

  config = {
    "cleanup.policy"         = "compact"
    "max.message.bytes"      = "1300000"
    "message.timestamp.type" = "LogAppendTime"
    "min.insync.replicas"    = "2"
  }

  lifecycle {
    prevent_destroy = true
  }
}
