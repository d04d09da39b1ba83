package dev.headgate.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Names;
import dev.headgate.schemas.model.Outcome;
import dev.headgate.schemas.model.RequestEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The short cut reads what it takes as the thorough way does, and takes what nearly everybody writes. */
class UsualEventsTest {

    private static final int DOCUMENTS = 2_000;

    private final RequestEventReader reader = new RequestEventReader();
    private final RequestEventReader thorough = new RequestEventReader();
    private final InternedTexts names = new InternedTexts(Names::isName);
    private final InternedTexts operations = new InternedTexts(Names::isOperation);
    private final UsualEvents usual = new UsualEvents(names, operations);

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    @Test
    void takesWhatTheClientWrites() {
        RequestEventWriter writer = new RequestEventWriter();

        assertThat(takes(writer.write(event(1)))).isTrue();
        assertThat(takes(writer.write("shop", "2.4.1", List.of(event(1), event(2)))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                {"service": "shop", "version": "2.4.1", "operation": "checkout", "completedAtMillis": 1700000000000, \
                "latencyMicros": 41250, "outcome": "success"}""", """
                {
                  "outcome" : "error",
                  "latencyMicros" : 0,
                  "completedAtMillis" : 1,
                  "operation" : "GET /",
                  "version" : "1",
                  "service" : "s",
                  "requestId" : "é is not usual, this is"
                }
                """, """
                {"events":[{"operation":"a","completedAtMillis":1,"latencyMicros":2,"outcome":"success"}],\
                "version":"1","service":"s","kind":"requests","schema":1}"""})
    void takesOtherOrdersAndBlanks(String text) {
        assertThat(takes(text.replace("é is", "it is").getBytes(StandardCharsets.UTF_8)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"labels\":{\"region\":\"eu\"}",
                "\"latencyMicros\":1e3",
                "\"latencyMicros\":-1",
                "\"latencyMicros\":007",
                "\"latencyMicros\":1234567890123456789",
                "\"requestId\":null",
                "\"requestId\":\"\"",
                "\"requestId\":\"a\\u0041\"",
                "\"requestId\":\"ü\"",
                "\"outcome\":\"failure\"",
                "\"service\":\"no name!\"",
                "\"schema\":2",
                "\"kind\":\"requests \"",
                "\"another\":1"
            })
    void leavesTheRestToTheThoroughWay(String field) {
        String text = "{\"service\":\"shop\",\"version\":\"2\",\"operation\":\"a\",\"completedAtMillis\":1,"
                + "\"latencyMicros\":1,\"outcome\":\"success\"," + field + "}";

        assertThat(takes(text.getBytes(StandardCharsets.UTF_8))).isFalse();
        assertSame(text.getBytes(StandardCharsets.UTF_8), 0);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readsWhateverComesAsTheThoroughWayDoes(long seed) {
        Random random = new Random(seed);

        for (int i = 0; i < DOCUMENTS; i++) {
            byte[] value = document(random).getBytes(StandardCharsets.UTF_8);
            assertSame(value, seed);
            assertSame(damaged(value, random), seed);
        }
    }

    private boolean takes(byte[] value) {
        EventDocument document = new EventDocument(operations);
        document.clear();
        return usual.read(value, document);
    }

    private void assertSame(byte[] value, long seed) {
        List<String> found = read(value, reader::read);
        List<String> expected = read(value, thorough::readThoroughly);
        assertThat(found)
                .describedAs("seed %d: %s", seed, new String(value, StandardCharsets.UTF_8))
                .isEqualTo(expected);
    }

    private interface Reading {
        void read(byte[] value, RequestEventHandler handler);
    }

    private static List<String> read(byte[] value, Reading reading) {
        List<String> found = new ArrayList<>();
        try {
            reading.read(value, new RequestEventHandler() {
                @Override
                public void event(RequestEvent event) {
                    found.add(event.toString());
                }

                @Override
                public void refused(int index, String cause, String detail) {
                    found.add(index + " " + cause + " " + detail);
                }
            });
        } catch (CodecException refused) {
            found.add(refused.cause() + " " + refused.getMessage());
        }
        return found;
    }

    private static RequestEvent event(int number) {
        return new RequestEvent(
                "shop",
                "2.4.1",
                "GET /cart/" + number,
                Labels.NONE,
                1_700_000_000_000L + number,
                41_250,
                Outcome.SUCCESS,
                Optional.of("request-" + number));
    }

    private static String document(Random random) {
        List<String> fields = new ArrayList<>();
        maybe(fields, random, "schema", "1", "1", "2", "\"1\"");
        maybe(
                fields,
                random,
                "service",
                "\"shop\"",
                "\"s\"",
                "\"a-very-long-name-of-a-service-indeed\"",
                "\"no name\"");
        maybe(fields, random, "version", "\"2.4.1\"", "\"1\"", "1");
        if (random.nextInt(3) == 0) {
            maybe(fields, random, "kind", "\"requests\"", "\"requests\"", "\"request\"");
            List<String> events = new ArrayList<>();
            for (int i = random.nextInt(5); i > 0; i--) {
                events.add(random.nextInt(30) == 0 ? "7" : object(eventFields(random), random));
            }
            fields.add("\"events\":[" + String.join(random.nextBoolean() ? "," : " , ", events) + "]");
        } else {
            maybe(fields, random, "kind", "\"request\"", "\"request\"", "\"other\"");
            fields.addAll(eventFields(random));
        }
        return object(fields, random);
    }

    private static List<String> eventFields(Random random) {
        List<String> fields = new ArrayList<>();
        maybe(
                fields,
                random,
                "operation",
                "\"a\"",
                "\"GET /cart/{id}\"",
                "\"GET /a/rather/long/path/of/things\"",
                "\"\"");
        maybe(fields, random, "completedAtMillis", "1700000000123", "1", "0", "99999999999999999", "1.5");
        maybe(fields, random, "latencyMicros", "41250", "0", "123456789012345678", "-3", "12345678901234567890");
        maybe(fields, random, "outcome", "\"success\"", "\"error\"", "\"errors\"", "true");
        if (random.nextBoolean()) {
            maybe(fields, random, "requestId", "\"0123abcd\"", "\"r\"", "null", "\"q\\\"q\"", "\"\u00fc\"");
        }
        if (random.nextInt(20) == 0) {
            fields.add("\"labels\":{\"region\":\"eu\"}");
        }
        if (random.nextInt(20) == 0) {
            fields.add("\"service\":{\"nested\":[1,2]}");
        }
        return fields;
    }

    /** Adds a field nearly always, mostly with one of its first two values, now and then twice. */
    private static void maybe(List<String> fields, Random random, String name, String... values) {
        int times = random.nextInt(40) == 0 ? random.nextInt(2) * 2 : 1;
        for (int i = 0; i < times; i++) {
            int which = random.nextInt(25) == 0 ? random.nextInt(values.length) : random.nextInt(2);
            fields.add("\"" + name + "\":" + (random.nextInt(5) == 0 ? " " : "") + values[which]);
        }
    }

    private static String object(List<String> fields, Random random) {
        if (random.nextInt(3) == 0) {
            Collections.shuffle(fields, random);
        }
        return "{" + String.join(random.nextInt(4) == 0 ? ",\n  " : ",", fields) + "}";
    }

    private static byte[] damaged(byte[] value, Random random) {
        byte[] damaged = value.clone();
        if (random.nextInt(4) == 0) {
            return java.util.Arrays.copyOf(damaged, random.nextInt(damaged.length));
        }
        String signs = "{}[],:\"\\ 019.eE-snx\u0001\u007f";
        damaged[random.nextInt(damaged.length)] = (byte) signs.charAt(random.nextInt(signs.length()));
        return damaged;
    }
}
