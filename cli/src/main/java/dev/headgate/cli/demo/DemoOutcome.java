package dev.headgate.cli.demo;

import dev.headgate.cli.demo.DemoEvent.Traffic;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether the pipeline did what the scenario calls for.
 *
 * @param claims what had to be so, and whether it was
 */
record DemoOutcome(List<Claim> claims) {

    /**
     * One thing that had to be so.
     *
     * @param text it, as a sentence about what was found
     * @param holds whether it was
     */
    record Claim(String text, boolean holds) {}

    DemoOutcome {
        claims = List.copyOf(claims);
    }

    /** Judges the end of a demo; without an aftermath nothing is claimed to have been seen in it. */
    static DemoOutcome judge(DemoState end, Optional<Aftermath> aftermath) {
        Phase expected = end.cast().scenario().expected();
        List<Claim> claims = new ArrayList<>();
        claims.add(new Claim(
                "the rollout is " + words(end.phase())
                        + (end.phase() == expected ? "" : ", expected " + words(expected)),
                end.phase() == expected));
        if (aftermath.isEmpty()) {
            claims.add(new Claim("the splitter could not be asked how the traffic goes", false));
            return new DemoOutcome(claims);
        }
        claims.add(weightIs(
                expected == Phase.COMPLETED ? Weight.ALL : Weight.NONE,
                aftermath.get().last()));
        claims.add(
                expected == Phase.COMPLETED
                        ? reachesCanaryOnly(end, aftermath.get())
                        : reachesCanaryNoMore(end, aftermath.get()));
        claims.add(decided(end, expected == Phase.COMPLETED ? DecisionKind.COMPLETE : DecisionKind.ROLLBACK));
        return new DemoOutcome(claims);
    }

    /** Whether every claim holds. */
    boolean asExpected() {
        return claims.stream().allMatch(Claim::holds);
    }

    private static String words(Phase phase) {
        return phase.wireName().replace('-', ' ');
    }

    private static Claim weightIs(Weight expected, Traffic traffic) {
        return new Claim(
                "the splitter's own weight for the canary is " + traffic.canaryWeight(),
                Math.abs(traffic.canaryWeight().percent() - expected.percent()) <= 0.5);
    }

    private static Claim reachesCanaryNoMore(DemoState end, Aftermath aftermath) {
        return new Claim(
                "of the next " + (aftermath.baselineRequests() + aftermath.canaryRequests()) + " requests, "
                        + aftermath.canaryRequests() + " reached " + end.cast().canary(),
                aftermath.canaryRequests() == 0 && aftermath.baselineRequests() > 0);
    }

    private static Claim reachesCanaryOnly(DemoState end, Aftermath aftermath) {
        return new Claim(
                "of the next " + (aftermath.baselineRequests() + aftermath.canaryRequests()) + " requests, "
                        + aftermath.baselineRequests() + " reached "
                        + end.cast().baseline(),
                aftermath.baselineRequests() == 0 && aftermath.canaryRequests() > 0);
    }

    private static Claim decided(DemoState end, DecisionKind kind) {
        long count = end.decisions().stream()
                .filter(decided -> decided.decision().kind() == kind)
                .count();
        return new Claim(
                count == 1 ? "one decision says " + kind.wireName() : count + " decisions say " + kind.wireName(),
                count == 1);
    }
}
