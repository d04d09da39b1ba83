package dev.headgate.executor.acceptance;

/**
 * A value with the signature it came with, in base64 so that it compares and travels as text.
 *
 * @param value the exact bytes that were signed
 * @param signature the Ed25519 signature over them
 * @param keyId the key that made it
 */
public record SignedBytes(String value, String signature, String keyId) {}
