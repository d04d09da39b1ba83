package dev.headgate.schemas.signing;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import org.apache.kafka.common.header.Headers;

/** A private key that signs decisions or commands. It never appears in texts. Thread-safe. */
public final class SigningKey {

    private final PrivateKey key;
    private final PublicKey publicKey;
    private final String keyId;

    private SigningKey(PrivateKey key, PublicKey publicKey) {
        this.key = key;
        this.publicKey = publicKey;
        keyId = Ed25519.keyId(publicKey);
    }

    /**
     * Reads a private key in PKCS#8 PEM, as {@link KeyFiles#create} or {@code openssl genpkey -algorithm ed25519} writes
     * it.
     *
     * @throws KeyException if the file cannot be read or holds no Ed25519 private key
     */
    public static SigningKey load(Path file) {
        byte[] pkcs8 = Pem.read(file, Pem.PRIVATE_KEY);
        try {
            PrivateKey key = Ed25519.privateKey(pkcs8);
            return new SigningKey(key, Ed25519.publicKeyOf(key));
        } catch (GeneralSecurityException e) {
            throw new KeyException(file + " holds no Ed25519 private key; make one with `headgate keys create`", e);
        }
    }

    /** First 16 hexadecimal digits of the SHA-256 of the public key's encoding. */
    public String keyId() {
        return keyId;
    }

    PublicKey publicKey() {
        return publicKey;
    }

    /** What trusts this key alone. */
    public TrustedKeys trusted() {
        return TrustedKeys.of(publicKey);
    }

    /** Signs exactly these bytes. */
    public Signature sign(byte[] value) {
        return new Signature(keyId, Ed25519.sign(key, value));
    }

    /** Signs exactly these bytes and puts signature and key id into a record's headers, in place of earlier ones. */
    public void sign(byte[] value, Headers headers) {
        headers.remove(SignatureHeaders.SIGNATURE).remove(SignatureHeaders.KEY_ID);
        headers.add(SignatureHeaders.SIGNATURE, Ed25519.sign(key, value));
        headers.add(SignatureHeaders.KEY_ID, keyId.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "signing key " + keyId;
    }
}
