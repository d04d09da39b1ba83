package dev.headgate.schemas.signing;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The keys whose files stand in a directory.
 *
 * @param keys by their names; halves that do not belong together stand apart
 * @param problems files that are no keys, a sentence each
 */
public record KeyInventory(List<Held> keys, List<String> problems) {

    private static final String PRIVATE = ".private.pem";
    private static final String PUBLIC = ".public.pem";

    /** Copies the lists. */
    public KeyInventory {
        keys = List.copyOf(keys);
        problems = List.copyOf(problems);
    }

    /**
     * A key, or the half of it that is there.
     *
     * @param name how its files are called
     * @param keyId its id, as signatures name it
     * @param fingerprint the SHA-256 of its public half, hexadecimal
     * @param privateKey the file that signs
     * @param publicKey the file for whoever checks
     * @param since when the older of its files was last written
     */
    public record Held(
            String name,
            String keyId,
            String fingerprint,
            Optional<Path> privateKey,
            Optional<Path> publicKey,
            Instant since) {

        /** {@code pair}, {@code private} or {@code public}. */
        public String kind() {
            if (privateKey.isPresent() && publicKey.isPresent()) {
                return "pair";
            }
            return privateKey.isPresent() ? "private" : "public";
        }

        private Held with(Held other) {
            return new Held(
                    name,
                    keyId,
                    fingerprint,
                    privateKey.or(other::privateKey),
                    publicKey.or(other::publicKey),
                    since.isBefore(other.since) ? since : other.since);
        }
    }

    /**
     * Looks into a directory.
     *
     * @throws KeyException if it cannot be listed
     */
    public static KeyInventory of(Path directory) {
        TreeMap<String, Held> found = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        for (Path file : files(directory)) {
            try {
                Held held = held(file);
                found.merge(held.name() + " " + held.keyId(), held, Held::with);
            } catch (KeyException unusable) {
                problems.add(String.valueOf(unusable.getMessage()));
            }
        }
        return new KeyInventory(List.copyOf(found.values()), problems);
    }

    private static Held held(Path file) {
        String fileName = file.getFileName().toString();
        boolean signs = fileName.endsWith(PRIVATE);
        PublicKey key = signs ? SigningKey.load(file).publicKey() : publicKey(file);
        return new Held(
                fileName.substring(0, fileName.length() - (signs ? PRIVATE : PUBLIC).length()),
                Ed25519.keyId(key),
                Ed25519.fingerprint(key),
                signs ? Optional.of(file) : Optional.empty(),
                signs ? Optional.empty() : Optional.of(file),
                writtenAt(file));
    }

    private static PublicKey publicKey(Path file) {
        try {
            return Ed25519.publicKey(Pem.read(file, Pem.PUBLIC_KEY));
        } catch (GeneralSecurityException e) {
            throw new KeyException(file + " holds no Ed25519 public key", e);
        }
    }

    private static Instant writtenAt(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw new KeyException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<Path> files(Path directory) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*{" + PRIVATE + "," + PUBLIC + "}")) {
            found.forEach(files::add);
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            throw new KeyException(directory + " cannot be listed; give the directory that holds the key files", e);
        }
        Collections.sort(files);
        return files;
    }
}
