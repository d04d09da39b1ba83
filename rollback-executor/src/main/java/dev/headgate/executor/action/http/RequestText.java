package dev.headgate.executor.action.http;

import dev.headgate.schemas.model.Action.HttpCall;
import dev.headgate.schemas.model.Secret;
import dev.headgate.schemas.model.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A request as people read it: exactly what would be sent, but of a secret only where it stands. */
public final class RequestText {

    private RequestText() {}

    /** Its lines: method and address, headers, body. */
    public static List<String> lines(HttpCall call) {
        List<String> lines = new ArrayList<>();
        lines.add(call.method() + " " + HttpRequests.address(call));
        call.headers().forEach((name, value) -> lines.add(name + ": " + value));
        call.secrets().forEach((name, secret) -> lines.add(name + ": ••• (" + place(secret) + ")"));
        call.body().ifPresent(body -> lines.add(Json.written(readable(body))));
        return lines;
    }

    private static String place(Secret secret) {
        return secret.inFile()
                ? "the first line of the file " + secret.name()
                : "the environment variable " + secret.name();
    }

    /** A number that an earlier step will tell is none yet. */
    private static Template readable(Template template) {
        if (template instanceof Template.Literal literal && literal.written().startsWith("${")) {
            return new Template.Text(literal.written());
        }
        if (template instanceof Template.Items items) {
            return new Template.Items(
                    items.items().stream().map(RequestText::readable).toList());
        }
        if (template instanceof Template.Fields fields) {
            TreeMap<String, Template> readable = new TreeMap<>();
            fields.fields().forEach((name, value) -> readable.put(name, readable(value)));
            return new Template.Fields(readable);
        }
        return template;
    }
}
