package dev.headgate.documents.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.headgate.documents.Parsed;
import dev.headgate.documents.PolicyReader;
import dev.headgate.documents.explain.Explanation.Trap;
import dev.headgate.schemas.model.Policy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each trap where it is one, and not where it is none. */
class TrapsTest {
    private static final Traffic BUSY = new Traffic(Optional.of(2_000.0), 0.005);
    private static final Traffic QUIET = new Traffic(Optional.of(5.0), 0.005);

    @Test
    void aLimitHeldForLongOnShortWindowsMissesWhatIsJustAboveIt() {
        List<Trap> traps = traps(stop("errorRate > 1% for 30m"), Traffic.UNKNOWN);

        assertThat(traps).singleElement().satisfies(trap -> {
            assertThat(trap.where()).isEqualTo("errorRate > 1% for 30m");
            assertThat(trap.what()).contains("1.5 %", "practically every case");
            assertThat(trap.instead()).isEqualTo("errorRate > 1% over 30m");
        });
    }

    @Test
    void aLimitHeldForLongIsNoTrapWhereWindowsHoldEnoughRequests() {
        assertThat(traps(stop("errorRate > 10% for 5m"), BUSY)).isEmpty();
        assertThat(traps(stop("errorRate > 1% over 30m"), Traffic.UNKNOWN)).isEmpty();
    }

    @Test
    void aLimitBelowWhatOneFailureIsActsByChance() {
        assertThat(traps(stop("errorRate > 0.5%"), Traffic.UNKNOWN))
                .extracting(Trap::instead)
                .containsExactly("errorRate > 0.5% min 600");
        assertThat(traps(stop("errorRate > 0.5% min 600"), Traffic.UNKNOWN)).isEmpty();
    }

    @Test
    void aQuantileOfTooFewRequestsIsASingleRequest() {
        assertThat(traps(stop("p99.9 > 3s min 100"), Traffic.UNKNOWN))
                .extracting(Trap::instead)
                .containsExactly("p99.9 > 3s min 3000");
        assertThat(traps(stop("p99 > 3s"), Traffic.UNKNOWN)).isEmpty();
    }

    @Test
    void anErrorRateThatFewRequestsPassShowsLittle() {
        assertThat(traps(advance("errorRate < 0.5%"), Traffic.UNKNOWN))
                .extracting(Trap::instead)
                .containsExactly("errorRate < 0.5% min 600, or errorRate < 0.5% with 95% confidence");
        assertThat(traps(advance("errorRate < 0.5%"), BUSY)).isEmpty();
        assertThat(traps(advance("errorRate < 0.5% with 95% confidence"), BUSY)).isEmpty();
    }

    @Test
    void anErrorRateOfTheLastMinuteIsPassedAtALuckyInstant() {
        assertThat(traps(advance("errorRate < 5% over 1m"), Traffic.UNKNOWN))
                .extracting(Trap::what)
                .singleElement()
                .asString()
                .contains("at whichever instant they look good");
    }

    @Test
    void comparisonsWithoutSettleTimeAreBiasedByAColdStart() {
        String policy = stop("errorRate worse than baseline").replace("    settle: 2m\n", "");
        assertThat(traps(policy + "", Traffic.UNKNOWN)).extracting(Trap::where).contains("settle");
        assertThat(traps(stop("errorRate worse than baseline"), Traffic.UNKNOWN))
                .extracting(Trap::where)
                .doesNotContain("settle");
    }

    @Test
    void comparisonsAloneLeaveFullWeightUnwatched() {
        assertThat(traps(stop("errorRate worse than baseline"), Traffic.UNKNOWN))
                .extracting(Trap::where)
                .containsExactly("weight: 100%");
        assertThat(traps(stop("errorRate worse than baseline\n  - errorRate > 10% min 20"), Traffic.UNKNOWN))
                .isEmpty();
    }

    @Test
    void comparisonsThatTakeLongerThanTheStageAreNamedAtTheStatedRate() {
        String policy = advance("errorRate not worse than baseline by 0.2 points");

        assertThat(traps(policy, QUIET))
                .extracting(Trap::what)
                .singleElement()
                .asString()
                .contains("the stage may last 2h");
        assertThat(traps(policy, BUSY)).isEmpty();
    }

    @Test
    void aPolicyWithoutALineOnSilenceIsBlind() {
        assertThat(traps(stop("errorRate > 10%").replace("  - no success for 2m\n", ""), Traffic.UNKNOWN))
                .extracting(Trap::instead)
                .containsExactly("no success for 2m -> rollback critical");
    }

    @Test
    void steppingBackHasNoLimit() {
        String stages = """
                - weight: 50%
                  hold: 30m .. 2h
                  settle: 2m
                  advance: [ errorRate < 5% ]
                  onFailure: step back
                - weight: 100%""".indent(2).stripTrailing();
        String policy = stop("errorRate > 10%").replace("  - weight: 100%", stages);
        assertThat(traps(policy, Traffic.UNKNOWN))
                .extracting(Trap::where)
                .containsExactly("onFailure: step back, at 50%");
    }

    @Test
    void aComparisonWithTheStageBeforeNeedsRequestsThereAndSaysHowMany() {
        String policy = """
                policy: test
                stop: [ errorRate > 10% ]
                stages:
                  - { weight: 1%, hold: 5m, settle: 1m, advance: [ p95 <= 1s ] }
                  - { weight: 10%, hold: 5m, settle: 1m, advance: [ p95 not worse than previous stage by 20% ] }
                  - { weight: 100%, hold: 5m, advance: [ p99 not worse than previous stage by 20% ] }
                """;

        assertThat(pastTraps(policy, Traffic.UNKNOWN))
                .extracting(Trap::where, Trap::what, Trap::instead)
                .containsExactly(
                        tuple(
                                "p95 not worse than previous stage by 20%, at 10%",
                                "It needs about 250 requests of the canary at 1%, the stage before: with fewer it is"
                                        + " undecided as long as this stage lasts.",
                                "a hold at 1% that is long enough for them"),
                        tuple(
                                "p99 not worse than previous stage by 20%, at 100%",
                                "It needs about 1500 requests of the canary at 10%, the stage before: with fewer it is"
                                        + " undecided as long as this stage lasts.",
                                "a hold at 10% that is long enough for them"));
        assertThat(pastTraps(policy, QUIET))
                .extracting(Trap::instead)
                .containsExactly(
                        "a hold of at least 1h 24m at 1%, or more weight there",
                        "a hold of at least 50m at 10%, or more weight there");
        assertThat(pastTraps(policy, BUSY)).isEmpty();
    }

    private static List<Trap> pastTraps(String policy, Traffic traffic) {
        return traps(policy, traffic).stream()
                .filter(trap -> trap.where().contains("previous stage"))
                .toList();
    }

    private static List<Trap> traps(String policy, Traffic traffic) {
        if (PolicyReader.read("test", policy) instanceof Parsed.Valid<Policy> valid) {
            return Traps.of(valid.value(), traffic);
        }
        throw new AssertionError("the policy may not be used: " + policy);
    }

    private static String stop(String line) {
        return policy(line, "p95 <= 1s");
    }

    private static String advance(String line) {
        return policy("errorRate > 10%", line);
    }

    private static String policy(String stop, String advance) {
        return """
                policy: test
                stop:
                  - no success for 2m
                  - %s
                stages:
                  - weight: 5%%
                    hold: 30m .. 2h
                    settle: 2m
                    advance: [ %s ]
                  - weight: 100%%
                    watch: 1h
                """.formatted(stop, advance);
    }
}
