package dev.headgate.it;

import dev.headgate.it.harness.Behaviour;
import dev.headgate.it.harness.Gate;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.JudgeStateFixture;
import dev.headgate.it.harness.Policies;
import dev.headgate.it.harness.Release;
import dev.headgate.it.harness.Traffic;

/**
 * Keeps the state that a judge of this release leaves half-way through a rollout, for {@link JudgeStateFixtureIT} of
 * this and all later releases: {@code integration-tests/run WriteJudgeStateFixture 0.1.0}, then commit the new file.
 */
public final class WriteJudgeStateFixture {

    static final String SERVICE = "restored";
    static final String ROLLOUT = "restored-1";

    private WriteJudgeStateFixture() {}

    /** Takes the release as its only argument. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("expected the release as the only argument, for example 0.1.0");
        }
        Installation headgate = new Installation();
        try {
            headgate.start();
            leaveARolloutHalfWay(headgate);
            System.out.println("Written: " + JudgeStateFixture.dump(headgate, arguments[0]));
        } finally {
            headgate.stop();
        }
    }

    private static void leaveARolloutHalfWay(Installation headgate) throws Exception {
        Release.Site site = new Release.Site(headgate, "2.0", "1.0");
        site.divideTraffic(SERVICE);
        Gate gate = headgate.gate("earlier").start();
        headgate.executor("one").start();
        site.readers();
        Traffic traffic = headgate.traffic();
        Release rollout = site.start(headgate.operator(), SERVICE, ROLLOUT, Policies.patient(SERVICE));
        rollout.awaitWeight(10.0);
        traffic.behave(SERVICE, "1.0", Behaviour.HEALTHY);
        traffic.behave(SERVICE, "2.0", Behaviour.HEALTHY);
        rollout.awaitEvaluation("telemetry was judged", it -> it.canary().requests() >= 100);
        traffic.silence(SERVICE, "2.0");
        traffic.silence(SERVICE, "1.0");
        gate.stop();
        if (!rollout.moves().equals(java.util.List.of("promote 0% 10%"))) {
            throw new IllegalStateException("expected to be left at 10 %, found " + rollout.moves());
        }
    }
}
