package dev.headgate.schemas.signing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The public keys whose signatures count. Immutable and thread-safe. */
public final class TrustedKeys {

    /** Which files of a directory are public keys. */
    public static final String FILE_PATTERN = "*.public.pem";

    private final Map<String, PublicKey> keys;

    private TrustedKeys(Map<String, PublicKey> keys) {
        this.keys = Map.copyOf(keys);
    }

    /**
     * Reads every {@value #FILE_PATTERN} of a directory.
     *
     * @throws KeyException if it is no directory, holds no key, or one of the files is no Ed25519 public key; all such
     *     files are named
     */
    public static TrustedKeys load(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new KeyException(directory + " is not a directory; put the trusted " + FILE_PATTERN + " files there");
        }
        Map<String, PublicKey> keys = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        for (Path file : files(directory)) {
            try {
                PublicKey key = Ed25519.publicKey(Pem.read(file, Pem.PUBLIC_KEY));
                keys.put(Ed25519.keyId(key), key);
            } catch (KeyException e) {
                problems.add(e.getMessage());
            } catch (GeneralSecurityException e) {
                problems.add(file + " holds no Ed25519 public key");
            }
        }
        if (!problems.isEmpty()) {
            throw new KeyException(String.join("; ", problems));
        }
        if (keys.isEmpty()) {
            throw new KeyException(directory + " holds no " + FILE_PATTERN
                    + "; make keys with `headgate keys create` and copy the public one there");
        }
        return new TrustedKeys(keys);
    }

    /** Only this one. */
    static TrustedKeys of(PublicKey key) {
        return new TrustedKeys(Map.of(Ed25519.keyId(key), key));
    }

    /** These and the others. */
    public TrustedKeys plus(TrustedKeys others) {
        Map<String, PublicKey> all = new TreeMap<>(keys);
        all.putAll(others.keys);
        return new TrustedKeys(all);
    }

    /** Ids of the keys, sorted. */
    public SortedSet<String> keyIds() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(keys.keySet()));
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
        PublicKey key = keys.get(signature.keyId());
        if (key == null) {
            return new Verification.UnknownKey(signature.keyId());
        }
        return Ed25519.verify(key, value, signature.bytes())
                ? new Verification.Valid(signature.keyId())
                : new Verification.Forged(signature.keyId());
    }

    private static List<Path> files(Path directory) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, FILE_PATTERN)) {
            found.forEach(files::add);
        } catch (IOException e) {
            throw new KeyException(directory + " cannot be read: " + e.getMessage(), e);
        }
        Collections.sort(files);
        return files;
    }
}
