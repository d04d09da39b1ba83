package dev.headgate.executor.action.http;

import dev.headgate.schemas.model.Expectation;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What came back.
 *
 * @param status of HTTP
 * @param body its beginning
 * @param took from the request to the end of the answer
 */
record Answer(int status, String body, Duration took) {

    /** What of it is not as expected, for people; empty if all is. */
    Optional<String> unlike(Expectation expected) {
        if (status < expected.leastStatus() || status > expected.mostStatus()) {
            String good = expected.leastStatus() == expected.mostStatus()
                    ? Integer.toString(expected.leastStatus())
                    : expected.leastStatus() + " .. " + expected.mostStatus();
            return Optional.of("answered with status " + status + ", expected " + good);
        }
        for (Map.Entry<String, String> field : expected.fields().entrySet()) {
            Optional<String> found = Json.field(body, field.getKey());
            if (!found.equals(Optional.of(field.getValue()))) {
                return Optional.of("answered " + field.getKey() + " = " + found.orElse("nothing") + ", expected "
                        + field.getValue());
            }
        }
        return expected.within()
                .filter(within -> took.compareTo(within) > 0)
                .map(within ->
                        "answered after " + took.toMillis() + " ms, expected within " + within.toMillis() + " ms");
    }
}
