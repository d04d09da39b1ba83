package dev.headgate.cli.doctor;

import dev.headgate.schemas.signing.KeyException;
import dev.headgate.schemas.signing.SigningKey;
import dev.headgate.schemas.signing.TrustedKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.TreeSet;

/** Looks at files of keys. */
public final class KeyLook {
    private KeyLook() {}

    /** A private key's. */
    public static KeySeen key(Path file) {
        try {
            String id = SigningKey.load(file).keyId();
            return new KeySeen(file.toString(), Optional.of(id), "", mode(file));
        } catch (KeyException unusable) {
            return new KeySeen(file.toString(), Optional.empty(), String.valueOf(unusable.getMessage()), mode(file));
        }
    }

    /** A directory of public keys. */
    public static TrustSeen trust(Path directory) {
        try {
            return new TrustSeen(
                    directory.toString(), TrustedKeys.load(directory).keyIds(), Optional.empty());
        } catch (KeyException unusable) {
            return new TrustSeen(
                    directory.toString(), new TreeSet<>(), Optional.of(String.valueOf(unusable.getMessage())));
        }
    }

    private static Optional<String> mode(Path file) {
        try {
            return Optional.of(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        } catch (IOException | UnsupportedOperationException noSuchThing) {
            return Optional.empty();
        }
    }
}
