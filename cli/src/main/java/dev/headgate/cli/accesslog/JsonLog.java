package dev.headgate.cli.accesslog;

import dev.headgate.cli.accesslog.LoggedRequest.End;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON object a line, with whatever a syslog daemon puts before it. Fields: {@code server}, {@code backend}, {@code status},
 * {@code method}, {@code path}, {@code completedAt} (seconds) or {@code acceptedAt} with {@code lastedMillis},
 * {@code seconds} or {@code millis} of latency, {@code termination} as HAProxy's, {@code requestId}. Thread-safe.
 */
final class JsonLog implements LogFormat {

    @Override
    public LoggedRequest read(String line) throws UnreadableLine {
        ObjectNode fields = object(line);
        int status = Math.max(0, fields.path("status").asInt(0));
        return new LoggedRequest(
                NginxLog.last(text(fields, "server")).flatMap(HaproxyHttpLog::server),
                LoggedRequest.given(text(fields, "backend")),
                text(fields, "method"),
                LoggedRequest.withoutQuery(text(fields, "path")),
                status,
                end(text(fields, "termination"), status),
                completedAtMillis(fields),
                latencyMicros(fields),
                LoggedRequest.given(text(fields, "requestId")));
    }

    private static ObjectNode object(String line) throws UnreadableLine {
        int begin = line.indexOf('{');
        if (begin >= 0) {
            try {
                if (JsonMapper.shared().readTree(line.substring(begin)) instanceof ObjectNode object) {
                    return object;
                }
            } catch (JacksonException e) {
                // Said below.
            }
        }
        throw new UnreadableLine("no JSON object, perhaps cut");
    }

    private static End end(String termination, int status) {
        return termination.isEmpty() ? NginxLog.end(status) : HaproxyHttpLog.end(termination, status);
    }

    private static long completedAtMillis(ObjectNode fields) throws UnreadableLine {
        if (fields.has("completedAt")) {
            return NginxLog.seconds(text(fields, "completedAt"), 3);
        }
        return NginxLog.seconds(required(fields, "acceptedAt"), 3)
                + NginxLog.seconds(required(fields, "lastedMillis"), 0);
    }

    private static long latencyMicros(ObjectNode fields) throws UnreadableLine {
        return fields.has("millis")
                ? NginxLog.seconds(text(fields, "millis"), 3)
                : NginxLog.seconds(NginxLog.last(required(fields, "seconds")).orElse(""), 6);
    }

    private static String required(ObjectNode fields, String name) throws UnreadableLine {
        String text = text(fields, name);
        if (text.isEmpty()) {
            throw new UnreadableLine(name + " is missing");
        }
        return text;
    }

    private static String text(ObjectNode fields, String name) {
        JsonNode value = fields.path(name);
        return value.isValueNode() && !value.isNull()
                ? Optional.ofNullable(value.asString()).orElse("")
                : "";
    }
}
