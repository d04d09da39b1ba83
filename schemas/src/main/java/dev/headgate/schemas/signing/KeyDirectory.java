package dev.headgate.schemas.signing;

import java.io.IOException;
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
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A directory of public keys that is looked at again and again: a file that is gone is not trusted any more, a new one is.
 *
 * <p>A file that is there and cannot be read keeps the key that it held: it may be half written. So do all if the directory
 * itself cannot be listed: a lost mount must not stop a rollback. Thread-safe.
 */
final class KeyDirectory {

    /** How long a look counts. */
    static final long LOOK_NANOS = 1_000_000_000;

    private final Path directory;
    private final LongSupplier nanoTime;
    private final Consumer<String> told;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile Map<String, PublicKey> current;
    private volatile long lookedAt;
    private Map<Path, PublicKey> byFile;
    private List<String> problems = List.of();

    /**
     * Looks for the first time.
     *
     * @param nanoTime a clock like {@link System#nanoTime}
     * @param told is given a sentence about each change, and about each new problem
     * @throws KeyException as {@link TrustedKeys#load} does
     */
    KeyDirectory(Path directory, LongSupplier nanoTime, Consumer<String> told) {
        this.directory = directory;
        this.nanoTime = nanoTime;
        this.told = told;
        byFile = load(directory);
        current = byId(byFile);
        lookedAt = nanoTime.getAsLong();
    }

    /** Keys by their id, as they were within the last second. */
    Map<String, PublicKey> keys() {
        if (nanoTime.getAsLong() - lookedAt >= LOOK_NANOS && looking.tryLock()) {
            try {
                look();
                lookedAt = nanoTime.getAsLong();
            } finally {
                looking.unlock();
            }
        }
        return current;
    }

    private void look() {
        List<String> found = new ArrayList<>();
        try {
            Map<Path, PublicKey> next = new TreeMap<>();
            for (Path file : files(directory)) {
                try {
                    next.put(file, read(file));
                } catch (KeyException unreadable) {
                    found.add(String.valueOf(unreadable.getMessage()));
                    PublicKey before = byFile.get(file);
                    if (before != null) {
                        next.put(file, before);
                    }
                }
            }
            take(next);
        } catch (KeyException unlisted) {
            found.add(unlisted.getMessage() + "; the keys that were there are still trusted");
        }
        found.stream().filter(problem -> !problems.contains(problem)).forEach(told);
        problems = found;
    }

    private void take(Map<Path, PublicKey> next) {
        Map<String, PublicKey> keys = byId(next);
        SortedSet<String> added = new TreeSet<>(keys.keySet());
        added.removeAll(current.keySet());
        SortedSet<String> removed = new TreeSet<>(current.keySet());
        removed.removeAll(keys.keySet());
        byFile = next;
        current = keys;
        if (!added.isEmpty() || !removed.isEmpty()) {
            told.accept("the keys in " + directory + " have changed: trusted now " + added + ", not trusted any more "
                    + removed + ", in all " + new TreeSet<>(keys.keySet()));
        }
    }

    /** Keys by file; throws as {@link TrustedKeys#load} does. */
    static Map<Path, PublicKey> load(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new KeyException(
                    directory + " is not a directory; put the trusted " + TrustedKeys.FILE_PATTERN + " files there");
        }
        Map<Path, PublicKey> keys = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        for (Path file : files(directory)) {
            try {
                keys.put(file, read(file));
            } catch (KeyException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        if (!problems.isEmpty()) {
            throw new KeyException(String.join("; ", problems));
        }
        if (keys.isEmpty()) {
            throw new KeyException(directory + " holds no " + TrustedKeys.FILE_PATTERN
                    + "; make keys with `headgate keys create` and copy the public one there");
        }
        return keys;
    }

    /** The same keys by their id. */
    static Map<String, PublicKey> byId(Map<Path, PublicKey> byFile) {
        Map<String, PublicKey> keys = new TreeMap<>();
        byFile.values().forEach(key -> keys.put(Ed25519.keyId(key), key));
        return Map.copyOf(keys);
    }

    private static PublicKey read(Path file) {
        try {
            return Ed25519.publicKey(Pem.read(file, Pem.PUBLIC_KEY));
        } catch (GeneralSecurityException e) {
            throw new KeyException(file + " holds no Ed25519 public key", e);
        }
    }

    private static List<Path> files(Path directory) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, TrustedKeys.FILE_PATTERN)) {
            found.forEach(files::add);
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            throw new KeyException(directory + " cannot be read: " + e.getMessage(), e);
        }
        Collections.sort(files);
        return files;
    }
}
