package dev.headgate.documents;

import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Response;
import dev.headgate.schemas.model.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a stop line does, as fields of its object. */
final class ResponseFields {

    static final List<String> FIELDS = List.of("effect", "runbook", "to", "role", "within", "else", "severity");

    private final CriterionFields object;
    private final Fields fields;

    ResponseFields(CriterionFields object) {
        this.object = object;
        this.fields = object.fields();
    }

    /** A response and how urgent it is. */
    record Written(Response response, Severity severity) {}

    /** Empty after its problems were noted. */
    Optional<Written> read() {
        Optional<String> effect =
                fields.optional("effect", node -> object.values().word(node, Responses.EFFECTS));
        if (effect.isEmpty() && fields.has("effect")) {
            return Optional.empty();
        }
        String word = effect.orElse("rollback");
        List.of("runbook", "to", "role", "within", "else").stream()
                .filter(fields::has)
                .filter(field -> !fieldsOf(word).contains(field))
                .forEach(field -> object.problems()
                        .add(Problem.error(fields.keyPlace(field), "`" + word + "` has no `" + field + "`")
                                .found(field)
                                .expected("effect, severity" + with(fieldsOf(word)))));
        return response(word)
                .map(response -> new Responses.Written(response, word))
                .flatMap(this::withSeverity);
    }

    /** The fields that an effect may have. */
    private static List<String> fieldsOf(String effect) {
        return switch (effect) {
            case "rollback", "mitigate" -> List.of("runbook");
            case "notify", "page" -> List.of("to");
            case "ask" -> List.of("role", "within", "else");
            default -> List.of();
        };
    }

    private static String with(List<String> more) {
        return more.isEmpty() ? "" : ", " + String.join(", ", more);
    }

    private Optional<Written> withSeverity(Responses.Written response) {
        if (!fields.has("severity")) {
            return Optional.of(new Written(response.response(), response.severity()));
        }
        return fields.optional(
                        "severity",
                        node -> Responses.severity(
                                object.values().word(node, Responses.SEVERITIES),
                                response,
                                object.values().source().place(node)))
                .map(severity -> new Written(response.response(), severity));
    }

    private Optional<Response> response(String word) {
        return switch (word) {
            case "rollback" ->
                fields.has("runbook") ? name("runbook").map(Responses::rollbackWith) : Optional.of(Response.ROLLBACK);
            case "step back" -> Optional.of(Response.STEP_BACK);
            case "hold" -> Optional.of(Response.HOLD);
            case "notify", "page" ->
                fields.has("to") ? name("to").map(Responses::notifying) : Optional.of(Response.NOTIFY);
            case "mitigate" -> name("runbook").map(Response::mitigate);
            case "ask" -> ask();
            default -> throw new IllegalStateException("an effect without a meaning: " + word);
        };
    }

    private Optional<String> name(String field) {
        return object.name(field, "the name of a runbook, a role or a channel");
    }

    private Optional<Response> ask() {
        Optional<String> role = name("role");
        Optional<Duration> within = fields.required(
                "within", "how long one waits for an answer, as 10m", node -> Responses.within(object.duration(node)));
        Optional<Effect> otherwise = fields.required(
                        "else",
                        String.join(", ", Responses.OTHERWISE),
                        node -> object.values().word(node, Responses.OTHERWISE))
                .map(Responses::otherwise);
        return role.flatMap(who -> within.flatMap(time -> otherwise.map(then -> Response.ask(who, time, then))));
    }
}
