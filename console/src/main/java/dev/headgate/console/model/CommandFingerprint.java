package dev.headgate.console.model;

import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.codec.RecordJson;
import dev.headgate.schemas.model.Command;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.databind.node.ObjectNode;

/** Tells commands apart by all that they say but the instant at which they were issued. Thread-safe. */
public final class CommandFingerprint {

    private static final JsonCodec CODEC = new JsonCodec();
    private static final RecordJson JSON = new RecordJson();

    private CommandFingerprint() {}

    /** Of a command, policies included: the same for the same request at another time. */
    public static String of(Command command) {
        ObjectNode said = (ObjectNode) JSON.tree(CODEC.write(command));
        said.withObject("header").remove("issuedAt");
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(said.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
