package dev.headgate.it.harness;

import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Phase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Plays two plans over and over, each on a service of its own: a good release, and one that begins to fail at half of
 * the traffic.
 *
 * <p>What a plan does next depends on what has happened to the traffic, never on what the gate knows of it: a gate that was
 * dead meanwhile must find the same telemetry as one that was not. The bad release fails as soon as the executor has
 * recorded that half of the traffic is there, and the stage there lasts far longer than the moment between that record
 * and the first failure, so that no gate, however late, can find it good for a whole stage. Whether the gate reads the
 * failures before or after the record makes no difference either: it rolls back from half of the traffic for the same
 * line.
 */
public final class RolloutLoop {

    private final Release.Site site;
    private final Operator operator;
    private final Traffic traffic;
    private final List<Release> played = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private volatile boolean ending;
    private List<Future<?>> loops = List.of();

    /** Services {@code good} and {@code bad} must have their HAProxies and their telemetry. */
    public RolloutLoop(Release.Site site, Operator operator, Traffic traffic) {
        this.site = site;
        this.operator = operator;
        this.traffic = traffic;
    }

    /** One good release from start to end. */
    public Release playGood(String name) {
        Release release = site.start(operator, "good", "good-" + name, Policies.threeStages("good"));
        release.awaitDecision(DecisionKind.COMPLETE);
        release.awaitPhase(Phase.COMPLETED);
        return release;
    }

    /** One release that begins to fail at half of the traffic, from start to end. */
    public Release playBad(String name) {
        traffic.behave("bad", "2.0", Behaviour.HEALTHY);
        Release release = site.start(operator, "bad", "bad-" + name, Policies.longAtHalf("bad"));
        release.awaitShift(50.0);
        traffic.behave("bad", "2.0", Behaviour.ERRORS);
        release.awaitDecision(DecisionKind.ROLLBACK);
        release.awaitPhase(Phase.ROLLED_BACK);
        return release;
    }

    /** Plays both plans again and again, side by side. */
    public void begin() {
        loops = List.of(threads.submit(() -> loop(this::playGood)), threads.submit(() -> loop(this::playBad)));
    }

    /** Lets the releases under way come to their end and returns all that were played since {@link #begin}. */
    public List<Release> end() throws ExecutionException, InterruptedException {
        ending = true;
        for (Future<?> loop : loops) {
            loop.get();
        }
        threads.shutdown();
        return List.copyOf(played);
    }

    private void loop(java.util.function.Function<String, Release> plan) {
        for (int i = 1; !ending; i++) {
            played.add(plan.apply(Integer.toString(i)));
        }
    }
}
