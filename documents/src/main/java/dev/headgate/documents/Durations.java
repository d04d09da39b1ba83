package dev.headgate.documents;

import java.time.Duration;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads fields that are durations. */
final class Durations {

    static final String EXPECTED = "a duration, as 500ms, 10s, 5m, 2h or 1d";

    private Durations() {}

    /** A field that is one duration. */
    static Located<Duration> read(Node node, Values values) throws Refusal {
        Tokens tokens = new Tokens(text(node, values));
        Located<Duration> duration = Quantities.duration(tokens);
        tokens.expectEnd(EXPECTED);
        return duration;
    }

    /** A duration between two bounds, both included. */
    static Duration read(Node node, Values values, Duration least, Duration most) throws Refusal {
        Located<Duration> duration = read(node, values);
        if (duration.value().compareTo(least) < 0 || duration.value().compareTo(most) > 0) {
            throw new Refusal(Problem.error(duration.place(), "this duration is out of range")
                    .found("`" + Quantities.written(duration.value()) + "`")
                    .expected(Quantities.written(least) + " to " + Quantities.written(most)));
        }
        return duration.value();
    }

    /** The text of a duration; a bare number is asked for its unit. */
    static Text text(Node node, Values values) throws Refusal {
        try {
            return values.text(node, EXPECTED);
        } catch (Refusal refusal) {
            String number = Values.scalar(node);
            throw number.matches("[0-9.]+") ? new Refusal(refusal.problem().suggest(number + "s")) : refusal;
        }
    }
}
