package dev.headgate.documents;

import java.time.Duration;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads durations. */
public final class Durations {

    static final String EXPECTED = "a duration, as 500ms, 10s, 5m, 2h or 1d";

    private Durations() {}

    /** A field that is one duration. */
    static Located<Duration> read(Node node, Values values) throws Refusal {
        return read(text(node, values));
    }

    private static Located<Duration> read(Text text) throws Refusal {
        Tokens tokens = new Tokens(text);
        Located<Duration> duration = Quantities.duration(tokens);
        tokens.expectEnd(EXPECTED);
        return duration;
    }

    /**
     * A text that is one duration and nothing else.
     *
     * @param place where it stands
     * @throws Refusal if it is none, or is longer than 365 days
     */
    public static Duration read(String written, Place place) throws Refusal {
        Text text = new Text(new Source(place.source(), written), written, place, -1);
        return read(text).value();
    }

    /** A duration as people write it: the largest unit in which it is whole. */
    public static String written(Duration duration) {
        return Quantities.written(duration);
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
