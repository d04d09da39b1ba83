package dev.headgate.schemas.signing;

/** Names of the record headers that decisions, commands and executions carry. */
public final class SignatureHeaders {

    /** The signature: 64 raw bytes of Ed25519 over the exact value. */
    public static final String SIGNATURE = "headgate-signature";

    /** Which key signed, in UTF-8. */
    public static final String KEY_ID = "headgate-key-id";

    /** The correlation id that runs from a command to log lines, in UTF-8. */
    public static final String CORRELATION_ID = "headgate-correlation-id";

    private SignatureHeaders() {}
}
