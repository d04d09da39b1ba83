package dev.headgate.processor.config;

import dev.headgate.documents.configuration.Setting;

/**
 * One key of the gate's configuration, with its default: the table of docs/CONFIGURATION.md, held together by a test.
 */
enum GateSetting implements Setting {
    BOOTSTRAP_SERVERS("bootstrap.servers", ""),
    TOPIC_PREFIX("topic.prefix", "headgate."),
    APPLICATION_ID_PREFIX("application.id.prefix", ""),
    SIGNING_KEY("signing.key", ""),
    TRUSTED_KEYS("trusted.keys", ""),
    TRUSTED_GATE_KEYS("trusted.gate.keys", ""),
    HTTP_HOST("http.host", "127.0.0.1"),
    HTTP_PORT("http.port", "0"),
    HTTP_TOKEN_FILE("http.token.file", ""),
    STATE_DIRECTORY("state.dir", ".headgate/gate"),
    THREADS("threads", "1"),
    COMMIT_INTERVAL("commit.interval", "100ms"),
    JUDGE_COMMIT_INTERVAL("judge.commit.interval", "250ms"),
    POLL_INTERVAL("poll.interval", "20ms"),
    TICK_INTERVAL("tick.interval", "200ms"),
    PROGRESS_INTERVAL("progress.interval", "500ms"),
    SETTLE("settle", "1s"),
    LAGGING_AFTER("lagging.after", "3s"),
    INCOMPLETE_AFTER("incomplete.after", "10s"),
    SKEW_ALLOWED("skew.allowed", "5s"),
    LATENESS_ALLOWED("lateness.allowed", "10m"),
    EXECUTION_TIMEOUT("execution.timeout", "60s"),
    SESSION_TIMEOUT("session.timeout", "6s"),
    TRANSACTION_TIMEOUT("transaction.timeout", "3s"),
    OPERATION_CAP("operation.cap", "100"),
    OTLP_SPANS_TOPIC("otlp.spans.topic", ""),
    OTLP_METRICS_TOPIC("otlp.metrics.topic", ""),
    OTLP_SERVICES("otlp.services", ""),
    OTLP_SPAN_KINDS("otlp.span.kinds", "server"),
    OTLP_SERVICE_ATTRIBUTE("otlp.service.attribute", "service.name"),
    OTLP_VERSION_ATTRIBUTE("otlp.version.attribute", "service.version"),
    OTLP_OPERATION_ATTRIBUTES("otlp.operation.attributes", "http.route"),
    OTLP_OPERATION_METHOD("otlp.operation.method", "false"),
    OTLP_LABEL_ATTRIBUTES("otlp.label.attributes", ""),
    OTLP_METRIC_NAMES("otlp.metric.names", "http.server.request.duration"),
    OTLP_METRIC_INTERVAL("otlp.metric.interval", "1m");

    private final String key;
    private final String standard;

    GateSetting(String key, String standard) {
        this.key = key;
        this.standard = standard;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public String standard() {
        return standard;
    }
}
