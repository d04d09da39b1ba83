package dev.headgate.schemas.signing;

import java.util.Arrays;

/** A signature over a value, and which key made it. Immutable. */
public final class Signature {

    private final String keyId;
    private final byte[] bytes;

    /**
     * A signature as it came or was made.
     *
     * @param keyId which key signed
     * @param bytes 64 bytes of Ed25519
     */
    public Signature(String keyId, byte[] bytes) {
        this.keyId = keyId;
        this.bytes = bytes.clone();
    }

    /** Which key signed. */
    public String keyId() {
        return keyId;
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Signature other && keyId.equals(other.keyId) && Arrays.equals(bytes, other.bytes);
    }

    @Override
    public int hashCode() {
        return keyId.hashCode() * 31 + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "signature by " + keyId;
    }
}
