package dev.headgate.schemas.signing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys as text files. */
final class Pem {

    static final String PRIVATE_KEY = "PRIVATE KEY";
    static final String PUBLIC_KEY = "PUBLIC KEY";

    private static final int LINE_LENGTH = 64;
    private static final long LARGEST_FILE = 16_384;

    private Pem() {}

    static String write(String type, byte[] encoded) {
        Base64.Encoder base64 = Base64.getMimeEncoder(LINE_LENGTH, new byte[] {'\n'});
        return "-----BEGIN " + type + "-----\n" + base64.encodeToString(encoded) + "\n-----END " + type + "-----\n";
    }

    /** @throws KeyException if the file cannot be read or has no such block */
    static byte[] read(Path file, String type) {
        String text = text(file);
        Pattern block = Pattern.compile(
                "-----BEGIN " + type + "-----\\s([A-Za-z0-9+/=\\s]+)-----END " + type + "-----", Pattern.DOTALL);
        Matcher matcher = block.matcher(text);
        if (!matcher.find()) {
            throw new KeyException(file + " holds no block \"BEGIN " + type + "\" in PEM");
        }
        try {
            return Base64.getMimeDecoder().decode(matcher.group(1));
        } catch (IllegalArgumentException e) {
            throw new KeyException(file + " is damaged: its block \"" + type + "\" is not base64", e);
        }
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new KeyException(file + " is too large for a key file");
            }
            return Files.readString(file, StandardCharsets.US_ASCII);
        } catch (NoSuchFileException e) {
            throw new KeyException(file + " does not exist; make keys with `headgate keys create`", e);
        } catch (IOException e) {
            throw new KeyException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
