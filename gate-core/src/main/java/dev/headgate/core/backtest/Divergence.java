package dev.headgate.core.backtest;

import dev.headgate.core.telemetry.TrafficShare;
import dev.headgate.schemas.model.Weight;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds out from when on the recorded traffic is not what the policy's decisions would have led to. The canary's recorded
 * share is compared with the weight in force over stretches of {@value #STRETCH_SECONDS} seconds that begin with each
 * change of the weight. They differ as {@link TrafficShare} says; after a rollback when the canary still has more than half a
 * point. Not thread-safe.
 */
public final class Divergence {

    /** Length of a stretch. */
    public static final int STRETCH_SECONDS = 60;

    private static final long FEWEST_REQUESTS = 100;
    private static final long FEWEST_AT_THE_END = 20;
    private static final double MOST_AFTER_ROLLBACK = 0.5;

    /**
     * From when on the recording is hypothetical.
     *
     * @param since everything after this instant
     * @param why a sentence
     */
    public record Found(Instant since, String why) {}

    private double weight;
    private String because = "";
    private boolean begun;
    private boolean firstStretch;
    private long stretchStart;
    private long canary;
    private long all;
    private Optional<Found> found = Optional.empty();

    /**
     * The weight that the policy has put in force.
     *
     * @param second from which second on
     * @param decided the decision that led there, for people
     */
    public void weight(long second, Weight inForce, String decided) {
        judge(second, FEWEST_REQUESTS);
        weight = inForce.percent();
        because = decided;
        firstStretch = true;
        begun = true;
        begin(second);
    }

    /** What was recorded in a second, later than the one before. */
    public void recorded(long second, long canaryRequests, long baselineRequests) {
        if (!begun || found.isPresent()) {
            return;
        }
        if (second >= stretchStart + STRETCH_SECONDS && judge(second, FEWEST_REQUESTS)) {
            firstStretch = false;
            begin(second);
        }
        canary += canaryRequests;
        all += canaryRequests + baselineRequests;
    }

    /** The recording is over: the last stretch is judged as far as it goes. */
    public void end(long second) {
        judge(second, FEWEST_AT_THE_END);
    }

    /** From when on everything is hypothetical; empty as long as the recording agrees. */
    public Optional<Found> found() {
        return found;
    }

    private void begin(long second) {
        stretchStart = second;
        canary = 0;
        all = 0;
    }

    /** Whether there was enough to judge by. */
    private boolean judge(long second, long fewest) {
        if (!begun || found.isPresent() || all < fewest) {
            return false;
        }
        boolean off = weight == 0
                ? TrafficShare.percent(canary, all) > MOST_AFTER_ROLLBACK
                : TrafficShare.isOff(weight, canary, all);
        if (off) {
            found = Optional.of(new Found(
                    Instant.ofEpochSecond(stretchStart), sentence(TrafficShare.percent(canary, all), second)));
        }
        return true;
    }

    private String sentence(double share, long second) {
        String recorded = String.format(
                Locale.ROOT,
                "in the %d s that followed the canary had %.1f%% of the %d recorded requests",
                second - stretchStart,
                share,
                all);
        String wanted = new Weight(weight).toString();
        return firstStretch
                ? because + ", but " + recorded + ": from here on traffic would have been different"
                : "the policy stays at " + wanted + ", but the recorded traffic moved: " + recorded;
    }
}
