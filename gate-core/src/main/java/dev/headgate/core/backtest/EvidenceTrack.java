package dev.headgate.core.backtest;

import java.util.List;

/**
 * How the evidence of one comparison grew.
 *
 * @param criterion the policy's line
 * @param points in the order of time
 */
public record EvidenceTrack(String criterion, List<Point> points) {

    /** Copies the list. */
    public EvidenceTrack {
        points = List.copyOf(points);
    }

    /**
     * The evidence at one instant.
     *
     * @param second seconds since 1970-01-01 UTC
     * @param evidence what is held against the bar
     * @param bar what it must reach
     */
    public record Point(long second, double evidence, double bar) {}
}
