package dev.headgate.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.codec.RecordJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Reports and badges as somebody asks for them who trusts the gate's and the operators' keys. */
public final class Reported {

    private final Stack stack;
    private final TestKeys keys;

    /** Of what runs in a stack. */
    public Reported(Stack stack, TestKeys keys) {
        this.stack = stack;
        this.keys = keys;
    }

    /** A rollout's report as text. */
    public String deployment(String rollout, String format) {
        return done("deployment", "--rollout", rollout, "--format", format);
    }

    /** A rollout's report as a document. */
    public JsonNode deployment(String rollout) {
        return json(deployment(rollout, "json"));
    }

    /** A month's report as a document. */
    public JsonNode month(String month) {
        return json(done("period", "--month", month, "--format", "json"));
    }

    /** A service's badge. */
    public String badge(String service) {
        return done("badge", "--service", service);
    }

    /** A field of each element of a list. */
    public static List<String> each(JsonNode list, String pointer) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(element -> element.at(pointer).asString())
                .toList();
    }

    private static JsonNode json(String text) {
        return new RecordJson().tree(text.getBytes(StandardCharsets.UTF_8));
    }

    private String done(String... words) {
        String out = stack.done(Stream.of(
                        Stream.of("report"),
                        Stream.of(words),
                        Stream.of("--trusted-keys", keys.trustedByExecutor().toString()),
                        Stream.of("--operator-keys", keys.trustedByGate().toString()))
                .flatMap(part -> part)
                .toArray(String[]::new));
        assertThat(out).isNotBlank();
        return out;
    }
}
