package dev.headgate.executor.settings;

import dev.headgate.documents.configuration.Setting;

/** One key of the executor's configuration, with its default: the table of docs/CONFIGURATION.md, held together by a test. */
enum ExecutorSetting implements Setting {
    BOOTSTRAP_SERVERS("bootstrap.servers", ""),
    TOPIC_PREFIX("topic.prefix", "headgate."),
    GROUP_ID("group.id", ""),
    EXECUTOR_NAME("executor.name", "executor"),
    TRANSACTIONAL_ID_PREFIX("transactional.id.prefix", ""),
    TRUSTED_KEYS("trusted.keys", ""),
    TRUSTED_OPERATOR_KEYS("trusted.operator.keys", ""),
    RUNBOOKS("runbooks", ""),
    HTTP_HOST("http.host", "127.0.0.1"),
    HTTP_PORT("http.port", "0"),
    HTTP_TOKEN_FILE("http.token.file", ""),
    SESSION_TIMEOUT("session.timeout", "6s"),
    LEASE("lease", ""),
    TRANSACTION_TIMEOUT("transaction.timeout", "5s"),
    REASSERT_INTERVAL("reassert.interval", "2s"),
    REASSERT_AFTER("reassert.after", "10m"),
    HANDOVER_GRACE("handover.grace", "5s"),
    START_FROM("start.from", "10m"),
    QUEUE_LIMIT("queue.limit", "1000"),
    ALLOWED_SERVICES("allowed.services", ""),
    ALLOWED_RUNBOOKS("allowed.runbooks", ""),
    ALLOWED_TARGETS("allowed.targets", ""),
    JOURNAL_TOPIC("journal.topic", ""),
    DRY_RUN("dry.run", "false"),
    KUBERNETES_KUBECONFIG("kubernetes.kubeconfig", ""),
    KUBERNETES_CONTEXT("kubernetes.context", ""),
    KUBERNETES_NAMESPACES("kubernetes.namespaces", ""),
    NOTICES("notices", ""),
    NOTICES_GROUP_ID("notices.group.id", "");

    private final String key;
    private final String standard;

    ExecutorSetting(String key, String standard) {
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
