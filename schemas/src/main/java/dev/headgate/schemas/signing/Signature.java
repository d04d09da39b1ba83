package dev.headgate.schemas.signing;

import java.util.Arrays;

/**
 * A signature over a value.
 *
 * @param keyId which key signed
 * @param bytes 64 bytes of Ed25519
 */
public record Signature(String keyId, byte[] bytes) {
    /** Copies the bytes. */
    public Signature {
        bytes = bytes.clone();
    }

    /** A copy of the bytes. */
    @Override
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
