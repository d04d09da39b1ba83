package dev.headgate.console.http;

import dev.headgate.console.access.Secrets;
import dev.headgate.schemas.codec.RecordJson;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Answers with JSON. */
final class Json {

    private static final RecordJson JSON = new RecordJson();
    private static final String MEDIA_TYPE = "application/json";
    private static final int TAG_DIGITS = 32;

    private Json() {}

    /** The record's bytes. */
    static byte[] of(Object record) {
        return JSON.write(record);
    }

    /** Answers with a record. */
    static void answer(Context context, Object record) {
        context.contentType(MEDIA_TYPE).result(of(record));
    }

    /** Answers with a record, or with nothing if the caller has it already. */
    static void answerUnlessKnown(Context context, Object record) {
        answerUnlessKnown(context, of(record), MEDIA_TYPE);
    }

    /** Answers with bytes, or with nothing if the caller has them already. */
    static void answerUnlessKnown(Context context, byte[] body, String mediaType) {
        String tag = tag(body);
        context.header("ETag", tag);
        if (matches(context.header("If-None-Match"), tag)) {
            context.status(304);
        } else {
            context.contentType(mediaType).result(body);
        }
    }

    /** Weak, since it is the same for a compressed body. */
    static String tag(byte[] body) {
        return "W/\""
                + Secrets.sha256(new String(body, StandardCharsets.ISO_8859_1)).substring(0, TAG_DIGITS) + "\"";
    }

    static boolean matches(@Nullable String header, String tag) {
        if (header == null) {
            return false;
        }
        for (String one : header.split(",", -1)) {
            String known = one.strip();
            if (known.equals("*") || known.equals(tag) || ("W/" + known).equals(tag)) {
                return true;
            }
        }
        return false;
    }

    /** Answers with a problem. */
    static void answer(Context context, Problem problem) {
        context.status(problem.status()).contentType(Problem.MEDIA_TYPE).result(of(problem));
    }
}
