package dev.headgate.cli.receive;

import dev.headgate.cli.CommandFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;

/**
 * The tokens in a file, one a line, of which a request must bring one. The file is read again when it has changed, so that
 * a token can be replaced: add the new one, give it to the sender, take the old one out. Thread-safe.
 */
final class BearerTokens {

    /** Shortest token, characters: less could be guessed. */
    static final int SHORTEST = 16;

    private static final String SCHEME = "Bearer ";

    private final Path file;
    private FileTime readAt;
    private List<byte[]> digests;

    /** @throws CommandFailure if the file cannot be read, holds no token, or one that is too short */
    BearerTokens(Path file) {
        this.file = file;
        try {
            readAt = Files.getLastModifiedTime(file);
            digests = read(file);
        } catch (IOException unreadable) {
            throw new CommandFailure(
                    "cannot read the tokens in " + file + ": " + unreadable.getMessage(),
                    "Write a long random one, for example: openssl rand -hex 32 > " + file,
                    unreadable);
        }
    }

    /**
     * Whether the value of an {@code Authorization} header brings one of them. How long that takes says nothing about how
     * much of it is right.
     */
    boolean accept(Optional<String> authorization) {
        List<byte[]> known = known();
        byte[] given = digest(authorization
                .filter(value -> value.startsWith(SCHEME))
                .map(value -> value.substring(SCHEME.length()).strip())
                .orElse(""));
        boolean found = false;
        for (byte[] digest : known) {
            found |= MessageDigest.isEqual(digest, given);
        }
        return found;
    }

    private synchronized List<byte[]> known() {
        try {
            FileTime changed = Files.getLastModifiedTime(file);
            if (!changed.equals(readAt)) {
                digests = read(file);
                readAt = changed;
            }
        } catch (IOException | CommandFailure unusable) {
            return digests; // those that were good stay good until there is a file with others
        }
        return digests;
    }

    private static List<byte[]> read(Path file) throws IOException {
        List<String> tokens = Files.readString(file, StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (tokens.isEmpty() || tokens.stream().anyMatch(token -> token.length() < SHORTEST)) {
            throw new CommandFailure(
                    file + " must hold tokens of at least " + SHORTEST + " characters, one a line",
                    "Write a long random one, for example: openssl rand -hex 32 > " + file);
        }
        return tokens.stream().map(BearerTokens::digest).toList();
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
