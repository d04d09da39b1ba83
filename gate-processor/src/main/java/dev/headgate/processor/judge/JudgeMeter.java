package dev.headgate.processor.judge;

import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.RolloutState;

/** What is counted of judging. Thread safe. */
public interface JudgeMeter {

    /** A decision is about to be published. */
    void decided(Decision decision);

    /**
     * An evaluation is about to be published.
     *
     * @param task the judge task
     */
    void evaluated(int task, Evaluation evaluation);

    /** A rollout's state is about to be published. */
    void stands(RolloutState rollout);

    /**
     * Sketches or progress have come from a combiner.
     *
     * @param millis how long ago that combiner had sent them in the transaction that has made them readable
     */
    void received(long millis);

    /**
     * A tick takes into account what came since the last.
     *
     * @param nanos how long the first of it has waited for the tick
     */
    void waited(long nanos);

    /**
     * A tick was taken.
     *
     * @param task the judge task
     * @param nanos how long it took
     * @param liveGates services with a rollout under way
     * @param unjudged services that cannot be judged at present because judging them fails
     * @param lagging whether nothing could be concluded from silence
     */
    void ticked(int task, long nanos, int liveGates, int unjudged, boolean lagging);

    /**
     * How shadows stand after a tick.
     *
     * @param task the judge task
     * @param live how many are judged beside rollouts
     * @param unjudged how many of them cannot be judged at present because judging them fails
     */
    void shadows(int task, int live, int unjudged);

    /**
     * A record was not used.
     *
     * @param cause the dead letter's cause word
     */
    void refused(String cause);

    /** A task has left this process: its figures no longer count. */
    void left(int task);
}
