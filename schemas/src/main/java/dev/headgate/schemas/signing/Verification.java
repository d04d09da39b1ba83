package dev.headgate.schemas.signing;

/** What became of checking a signature. Only {@link Valid} may be acted on. */
public sealed interface Verification {

    /**
     * A trusted key signed exactly these bytes.
     *
     * @param keyId which key
     */
    record Valid(String keyId) implements Verification {}

    /** There is no signature, or only half of its headers. */
    record Unsigned() implements Verification {}

    /**
     * Signed, but by a key that is not trusted here.
     *
     * @param keyId which key it names; foreign text
     */
    record UnknownKey(String keyId) implements Verification {}

    /**
     * The signature does not fit the value and the key it names.
     *
     * @param keyId which key it names
     */
    record Forged(String keyId) implements Verification {}
}
