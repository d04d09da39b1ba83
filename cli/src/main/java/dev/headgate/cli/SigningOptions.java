package dev.headgate.cli;

import dev.headgate.schemas.signing.SigningKey;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Who gives a command, and the key that proves it. */
final class SigningOptions {
    @Option(
            names = "--signing-key",
            paramLabel = "FILE",
            required = true,
            defaultValue = "${env:HEADGATE_OPERATOR_KEY}",
            description = "Your private key (NAME.private.pem), also as HEADGATE_OPERATOR_KEY; who obeys, gate or"
                    + " executor, must trust the public one.")
    private Path signingKey = Path.of("");

    @Option(
            names = "--issued-by",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description = "Who asks, for the record (default: ${DEFAULT-VALUE}).")
    private String issuedBy = "";

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why, for the record.")
    private String reason = "";

    /** Reads the key. */
    SigningKey key() {
        return SigningKey.load(signingKey);
    }

    String issuedBy() {
        return issuedBy;
    }

    String reason() {
        return reason;
    }
}
