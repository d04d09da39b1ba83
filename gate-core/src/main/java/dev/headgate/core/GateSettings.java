package dev.headgate.core;

import java.time.Duration;

/**
 * Every time constant that shapes what the gate does.
 *
 * @param settle how long after its end a second stays open for telemetry that is under way
 * @param laggingAfter how old a combiner's progress may become before telemetry counts as lagging
 * @param incompleteAfter how long after its end a second may stay open before lines that need closed seconds are
 *     undecided as incomplete
 * @param executionTimeout how long an execution may be outstanding before people are told
 * @param maximumUndecidedGap how long a line with {@code for} may be undecided before its time counts from zero again
 * @param judgingGap longest distance of two ticks that still counts as judging without a break
 * @param evaluationInterval how often evaluations and rollout states are published when nothing changes
 * @param maximumStepBacks how often a rollout may step back; after that it holds instead
 * @param roles who may speak for which role
 * @param judgeEvery how often it is judged while nothing but time goes on, whole seconds; what is decided is at most so
 *     much later
 * @param runTimeout how long a runbook that moves no traffic may take before it counts as failed
 */
public record GateSettings(
        Duration settle,
        Duration laggingAfter,
        Duration incompleteAfter,
        Duration executionTimeout,
        Duration maximumUndecidedGap,
        Duration judgingGap,
        Duration evaluationInterval,
        int maximumStepBacks,
        Roles roles,
        Duration judgeEvery,
        Duration runTimeout) {

    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final Duration LONGEST_RUN = Duration.ofHours(2);

    /** What holds where nothing else is configured. */
    public static final GateSettings DEFAULTS = new GateSettings(
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            3,
            Roles.OPEN,
            A_SECOND,
            LONGEST_RUN);

    /** Anybody may speak for any role. */
    public GateSettings(
            Duration settle,
            Duration laggingAfter,
            Duration incompleteAfter,
            Duration executionTimeout,
            Duration maximumUndecidedGap,
            Duration judgingGap,
            Duration evaluationInterval,
            int maximumStepBacks) {
        this(
                settle,
                laggingAfter,
                incompleteAfter,
                executionTimeout,
                maximumUndecidedGap,
                judgingGap,
                evaluationInterval,
                maximumStepBacks,
                Roles.OPEN,
                A_SECOND,
                LONGEST_RUN);
    }

    /** @throws IllegalArgumentException if a time is negative, or zero where it must be longer */
    public GateSettings {
        requireNotNegative("settle", settle);
        requirePositive("laggingAfter", laggingAfter);
        requirePositive("incompleteAfter", incompleteAfter);
        requirePositive("executionTimeout", executionTimeout);
        requireNotNegative("maximumUndecidedGap", maximumUndecidedGap);
        requirePositive("judgingGap", judgingGap);
        requirePositive("evaluationInterval", evaluationInterval);
        requirePositive("runTimeout", runTimeout);
        if (judgeEvery.compareTo(A_SECOND) < 0 || judgeEvery.toNanosPart() != 0) {
            throw new IllegalArgumentException("judgeEvery must be whole seconds, at least one, found " + judgeEvery);
        }
        if (maximumStepBacks < 0) {
            throw new IllegalArgumentException("maximumStepBacks must be 0 or more, found " + maximumStepBacks);
        }
    }

    /** These settings with another settle time. */
    public GateSettings withSettle(Duration other) {
        return new GateSettings(
                other,
                laggingAfter,
                incompleteAfter,
                executionTimeout,
                maximumUndecidedGap,
                judgingGap,
                evaluationInterval,
                maximumStepBacks,
                roles,
                judgeEvery,
                runTimeout);
    }

    /** These settings with another evaluation interval. */
    public GateSettings withEvaluationInterval(Duration other) {
        return new GateSettings(
                settle,
                laggingAfter,
                incompleteAfter,
                executionTimeout,
                maximumUndecidedGap,
                judgingGap,
                other,
                maximumStepBacks,
                roles,
                judgeEvery,
                runTimeout);
    }

    /** These settings with others who may speak for roles. */
    public GateSettings withRoles(Roles others) {
        return new GateSettings(
                settle,
                laggingAfter,
                incompleteAfter,
                executionTimeout,
                maximumUndecidedGap,
                judgingGap,
                evaluationInterval,
                maximumStepBacks,
                others,
                judgeEvery,
                runTimeout);
    }

    /** These settings with another distance of judgings. */
    public GateSettings withJudgeEvery(Duration other) {
        return new GateSettings(
                settle,
                laggingAfter,
                incompleteAfter,
                executionTimeout,
                maximumUndecidedGap,
                judgingGap,
                evaluationInterval,
                maximumStepBacks,
                roles,
                other,
                runTimeout);
    }

    /** Whether it is judged at each tick, and not only when something is due. */
    public boolean judgesAtEachTick() {
        return judgeEvery.equals(A_SECOND);
    }

    /** The longest distance of two judgings that counts as judging without a break. */
    public Duration longestGap() {
        return judgesAtEachTick() ? judgingGap : judgingGap.plus(judgeEvery);
    }

    private static void requireNotNegative(String what, Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException(what + " must not be negative, found " + time);
        }
    }

    private static void requirePositive(String what, Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException(what + " must be longer than zero, found " + time);
        }
    }
}
