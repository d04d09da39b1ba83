package dev.headgate.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;

/** A secret that a caller must show. It never appears in a log line or a message. Immutable. */
public final class AccessToken {

    private static final int SHORTEST = 16;
    private static final String SCHEME = "Bearer ";

    private final byte[] secret;

    private AccessToken(String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    /** Reads one from a file that holds nothing else, in one line; empty if it cannot be read or is no secret. */
    static Optional<AccessToken> read(Path file) {
        try {
            String text = Files.readString(file).strip();
            boolean secret = text.length() >= SHORTEST && text.chars().allMatch(one -> one > ' ' && one <= '~');
            return secret ? Optional.of(new AccessToken(text)) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Whether an {@code Authorization} header shows it; takes as long for every wrong one. */
    public boolean isShownBy(String header) {
        byte[] shown = header.startsWith(SCHEME)
                ? header.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8)
                : new byte[0];
        return MessageDigest.isEqual(secret, shown);
    }
}
