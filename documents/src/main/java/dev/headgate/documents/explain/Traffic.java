package dev.headgate.documents.explain;

import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.util.Optional;

/**
 * What is known of a service's traffic.
 *
 * @param rate requests a second of all versions together; empty if nobody said
 * @param errorRate the share of them that usually fails
 */
public record Traffic(Optional<Double> rate, double errorRate) {

    /** What is assumed of failures where nobody says. */
    public static final double USUAL_ERROR_RATE = 0.005;

    /** Nothing is known of it. */
    public static final Traffic UNKNOWN = new Traffic(Optional.empty(), USUAL_ERROR_RATE);

    /** The canary's requests a second at a weight. */
    Optional<Double> canaryRate(Weight weight) {
        return rate.map(all -> all * weight.percent() / 100);
    }

    /** How long a canary takes for so many requests; empty if the rate is not known. */
    Optional<Duration> timeFor(double requests, Weight weight) {
        return canaryRate(weight)
                .filter(each -> each > 0)
                .map(each -> Duration.ofSeconds((long) Math.ceil(requests / each)));
    }
}
