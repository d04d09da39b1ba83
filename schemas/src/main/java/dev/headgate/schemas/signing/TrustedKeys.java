package dev.headgate.schemas.signing;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The public keys whose signatures count: a fixed set, or what a directory holds at the time. Thread-safe. */
public final class TrustedKeys {

    /** Which files of a directory are public keys. */
    public static final String FILE_PATTERN = "*.public.pem";

    private final Supplier<Map<String, PublicKey>> keys;

    private TrustedKeys(Supplier<Map<String, PublicKey>> keys) {
        this.keys = keys;
    }

    /**
     * Reads every {@value #FILE_PATTERN} of a directory, once.
     *
     * @throws KeyException if it is no directory, holds no key, or one of the files is no Ed25519 public key; all such
     *     files are named
     */
    public static TrustedKeys load(Path directory) {
        return fixed(KeyDirectory.byId(KeyDirectory.load(directory)));
    }

    /**
     * Reads every {@value #FILE_PATTERN} of a directory, and again while it is in use: within a second a key whose file was
     * taken away is not trusted any more, and a new one is. A file that cannot be read keeps the key that it held, and a
     * directory that cannot be listed all of them.
     *
     * @param told is given a sentence about each change and each new problem, for the log
     * @throws KeyException as {@link #load} does, for how the directory is now
     */
    public static TrustedKeys following(Path directory, Consumer<String> told) {
        return following(directory, System::nanoTime, told);
    }

    static TrustedKeys following(Path directory, LongSupplier nanoTime, Consumer<String> told) {
        return new TrustedKeys(new KeyDirectory(directory, nanoTime, told)::keys);
    }

    /** Only this one. */
    static TrustedKeys of(PublicKey key) {
        return fixed(Map.of(Ed25519.keyId(key), key));
    }

    private static TrustedKeys fixed(Map<String, PublicKey> keys) {
        return new TrustedKeys(() -> keys);
    }

    /** These and the others. */
    public TrustedKeys plus(TrustedKeys others) {
        return new TrustedKeys(() -> {
            Map<String, PublicKey> all = new TreeMap<>(keys.get());
            all.putAll(others.keys.get());
            return all;
        });
    }

    /** Ids of the keys, sorted. */
    public SortedSet<String> keyIds() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(keys.get().keySet()));
    }

    /** Checks the signature in a record's headers against its exact value. Never throws for anything they may hold. */
    public Verification verify(byte[] value, Headers headers) {
        Header signature = headers.lastHeader(SignatureHeaders.SIGNATURE);
        Header keyId = headers.lastHeader(SignatureHeaders.KEY_ID);
        if (signature == null || keyId == null || signature.value() == null || keyId.value() == null) {
            return new Verification.Unsigned();
        }
        return verify(value, new Signature(new String(keyId.value(), StandardCharsets.UTF_8), signature.value()));
    }

    /** Checks a signature against the exact value. */
    public Verification verify(byte[] value, Signature signature) {
        PublicKey key = keys.get().get(signature.keyId());
        if (key == null) {
            return new Verification.UnknownKey(signature.keyId());
        }
        return Ed25519.verify(key, value, signature.bytes())
                ? new Verification.Valid(signature.keyId())
                : new Verification.Forged(signature.keyId());
    }
}
