package dev.headgate.console.settings;

import dev.headgate.documents.configuration.Setting;

/** One key of the console's configuration, with its default: the table of docs/CONFIGURATION.md, held together by a test. */
public enum ConsoleSetting implements Setting {
    BOOTSTRAP_SERVERS("bootstrap.servers", ""),
    TOPIC_PREFIX("topic.prefix", "headgate."),
    SIGNING_KEY("signing.key", ""),
    TRUSTED_KEYS("trusted.keys", ""),
    TRUSTED_OPERATOR_KEYS("trusted.operator.keys", ""),
    DATA_DIRECTORY("data.directory", ""),
    HTTP_HOST("http.host", "127.0.0.1"),
    HTTP_PORT("http.port", "8420"),
    HTTP_TOKEN_FILE("http.token.file", ""),
    PUBLIC_URL("public.url", ""),
    TLS_KEYSTORE("tls.keystore", ""),
    TLS_PASSWORD_FILE("tls.password.file", ""),
    BEHIND_PROXY("behind.proxy", "false"),
    TOKENS_FILE("tokens.file", ""),
    SESSION_LIFETIME("session.lifetime", "12h"),
    ANSWER_TIMEOUT("answer.timeout", "10s"),
    EVENTS_CLIENTS("events.clients", "200"),
    OIDC_ISSUER("oidc.issuer", ""),
    OIDC_CLIENT_ID("oidc.client.id", ""),
    OIDC_CLIENT_SECRET_FILE("oidc.client.secret.file", ""),
    OIDC_AUDIENCE("oidc.audience", ""),
    OIDC_SCOPES("oidc.scopes", "openid profile"),
    OIDC_NAME_CLAIM("oidc.name.claim", "preferred_username"),
    OIDC_ROLES_CLAIM("oidc.roles.claim", "roles"),
    OIDC_VIEWERS("oidc.viewers", "viewer"),
    OIDC_OPERATORS("oidc.operators", "operator"),
    OIDC_APPROVERS("oidc.approvers", "approver");

    private final String key;
    private final String standard;

    ConsoleSetting(String key, String standard) {
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
