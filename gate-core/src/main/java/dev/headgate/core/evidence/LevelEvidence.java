package dev.headgate.core.evidence;

/**
 * Evidence about one kind of event: errors, or requests slower than one quantile of the baseline. Not thread-safe.
 */
public final class LevelEvidence {

    /** Distinct strata with a canary event before which nothing fires: a handful of errors is no regression. */
    public static final int FEWEST_EVENT_STRATA = 5;

    private Increment increment;
    private final StartTimes startTimes;
    private final Strata strata;
    private final Mixture mixture;
    private PairedCounts earlier;
    private int eventStrata;
    private boolean begun;
    private boolean stageStarts;

    /** With nothing gathered yet. */
    public LevelEvidence(Increment increment, StartTimes startTimes) {
        this(
                increment,
                startTimes,
                new State(
                        new Strata(increment.paired()).state(),
                        new Mixture(increment.alternatives()).state(),
                        PairedCounts.NONE,
                        0,
                        false,
                        false));
    }

    private LevelEvidence(Increment increment, StartTimes startTimes, State state) {
        this.increment = increment;
        this.startTimes = startTimes;
        strata = Strata.restore(increment.paired(), state.strata());
        mixture = Mixture.restore(state.mixture());
        earlier = state.earlier();
        eventStrata = state.eventStrata();
        begun = state.begun();
        stageStarts = state.stageStarts();
    }

    /**
     * What has to be remembered.
     *
     * @param strata the open stratum
     * @param mixture what was gathered
     * @param earlier the sum of all closed strata
     * @param eventStrata how many of them had a canary event
     * @param begun whether the first stratum was taken in
     * @param stageStarts whether a stage has started since the last stratum closed
     */
    public record State(
            Strata.State strata,
            Mixture.State mixture,
            PairedCounts earlier,
            int eventStrata,
            boolean begun,
            boolean stageStarts) {}

    /** Goes on where the state was taken. */
    public static LevelEvidence restore(Increment increment, StartTimes startTimes, State state) {
        return new LevelEvidence(increment, startTimes, state);
    }

    /** What has to be remembered. */
    public State state() {
        return new State(strata.state(), mixture.state(), earlier, eventStrata, begun, stageStarts);
    }

    /**
     * Takes the next closed second in; seconds come once and in order, also those in which nothing happened.
     *
     * @param tempering what was known about clusters before that second
     */
    public void add(PairedCounts second, Tempering tempering) {
        strata.add(second).ifPresent(closed -> take(closed, tempering));
    }

    /**
     * Holds what comes against another null from now on, which must be known before it comes.
     *
     * @throws IllegalArgumentException unless it has as many alternatives
     */
    public void judgeBy(Increment next) {
        if (next.alternatives() != increment.alternatives() || next.paired() != increment.paired()) {
            throw new IllegalArgumentException("another number of alternatives, or of sides");
        }
        increment = next;
    }

    /** A weight change: what is gathered of the open stratum is taken in, and a stage starts with the next. */
    public void startStage(Tempering tempering) {
        strata.close().ifPresent(closed -> take(closed, tempering));
        stageStarts = true;
    }

    private void take(Strata.Closed closed, Tempering tempering) {
        double weight = startTimes.weight(!begun, stageStarts, closed.seconds());
        mixture.add(weight, beyond(closed), tempering.temper(increment.logRatios(closed.counts(), earlier)));
        earlier = earlier.plus(closed.counts());
        eventStrata += closed.counts().canaryEvents() > 0 ? 1 : 0;
        begun = true;
        stageStarts = false;
    }

    /** Where one side has no traffic there is nothing to watch, however long. */
    private double beyond(Strata.Closed closed) {
        boolean speaks = closed.counts().canaryRequests() > 0
                && (!increment.paired() || closed.counts().baselineRequests() > 0);
        return speaks ? startTimes.beyond() * closed.seconds() : 0;
    }

    /** Whether the time that was planned for is over, and beyond it is watched on. */
    public boolean beyondPlan() {
        return startTimes.beyond() > 0 && mixture.planIsOver();
    }

    /** The logarithm of the evidence: 0 is none, -ln(alpha) the bar. */
    public double logEvidence() {
        return begun ? mixture.logEvidence() : 0;
    }

    /** The same, but never above 0 before there were enough strata with a canary event. */
    public double logEvidenceToAct() {
        return eventStrata >= FEWEST_EVENT_STRATA ? logEvidence() : Math.min(0, logEvidence());
    }

    /** The sum of all strata, also of the open one. */
    public PairedCounts counts() {
        return earlier.plus(strata.state().open());
    }
}
