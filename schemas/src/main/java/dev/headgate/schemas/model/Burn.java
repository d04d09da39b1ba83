package dev.headgate.schemas.model;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How fast an error budget is used up.
 *
 * @param objective the share of requests that must succeed
 * @param over the line's window
 * @param andOver the shorter window, if the line has one
 */
public record Burn(double objective, Window over, Optional<Window> andOver) {

    /**
     * What one window shows.
     *
     * @param length how much of it there is: less than the policy says while the canary has not had traffic for so long
     * @param requests the canary's requests in it
     * @param errors those of them that failed
     * @param rate how many times as fast as allowed they used the budget up; empty without requests
     */
    public record Window(Duration length, long requests, long errors, OptionalDouble rate) {}
}
