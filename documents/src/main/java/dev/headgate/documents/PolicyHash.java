package dev.headgate.documents;

import dev.headgate.schemas.model.PolicyText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names a policy by its text. Thread-safe. */
public final class PolicyHash {

    private PolicyHash() {}

    /** SHA-256 of the text in UTF-8, as 64 lower-case hexadecimal digits. */
    public static String of(String yaml) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(yaml.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /**
     * The text with its hash.
     *
     * @param name the file's name
     */
    public static PolicyText textOf(String name, String yaml) {
        return new PolicyText(name, yaml, of(yaml));
    }
}
