package dev.headgate.cli.compare;

import static dev.headgate.cli.Golden.assertLooksLike;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.cli.compare.Row.Difference;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.RunbookCall;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.ShadowId;
import dev.headgate.schemas.model.UndecidedCause;
import dev.headgate.schemas.model.Verdict;
import dev.headgate.schemas.model.VersionFigures;
import dev.headgate.schemas.model.Weight;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ComparisonTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void theSameDecisionsAtTheSameTimesAreNoDifference() {
        Decision promote = decision("r-1", 1, DecisionKind.PROMOTE, 0, 5, 1, "started");

        Comparison comparison = compared(promote, shadow(promote, 0, false));

        assertThat(comparison.differences()).isZero();
        assertThat(comparison.firstDifference()).isEmpty();
        assertThat(ComparisonText.lines(comparison, Palette.PLAIN)).endsWith("no difference");
    }

    @Test
    void eachDifferenceIsNamed() {
        Comparison comparison = compared(everyDifference());

        assertThat(comparison.rows())
                .extracting(Row::difference)
                .containsExactly(
                        Difference.SAME,
                        Difference.EARLIER,
                        Difference.ONLY_SHADOW,
                        Difference.LATER,
                        Difference.ONLY_ROLLOUT);
        assertThat(comparison.rows()).extracting(Row::hypothetical).containsExactly(false, false, true, true, false);
        assertThat(comparison.firstDifference().orElseThrow().by()).hasSeconds(-90);
        assertThat(comparison.hypotheticalSince()).hasValue(NOON.plusSeconds(210));
    }

    @Test
    void aPersonReadsATableThenWhyThenWhatItComesTo() {
        assertLooksLike("compare.txt", ComparisonText.lines(compared(everyDifference()), Palette.PLAIN));
    }

    @Test
    void aProgramGetsBothDecisionsOfEachRow() {
        JsonNode document = JsonMapper.shared().readTree(ComparisonJson.of(compared(everyDifference())));

        assertThat(document.get("shadowId").stringValue()).isEqualTo("r-1.shadow");
        assertThat(document.get("differences").intValue()).isEqualTo(4);
        assertThat(document.get("rows").get(1).get("difference").stringValue()).isEqualTo("earlier");
        assertThat(document.get("rows").get(1).get("bySeconds").doubleValue()).isEqualTo(-90);
        assertThat(document.get("rows").get(1).get("shadow").get("mode").stringValue())
                .isEqualTo("shadow");
        assertThat(document.get("rows").get(2).has("rollout")).isFalse();
    }

    @Test
    void theOrderInWhichTheyWereReadAndReplaysChangeNothing() {
        List<Decision> read = new ArrayList<>(everyDifference());
        Collections.reverse(read);
        read.addAll(everyDifference());

        assertThat(compared(read)).isEqualTo(compared(everyDifference()));
    }

    @Test
    void theLatestRolloutWithAShadowIsComparedUnlessAnotherIsWanted() {
        Decision first = decision("r-1", 1, DecisionKind.PROMOTE, 0, 5, 1, "started");
        Decision second = decision("r-2", 1, DecisionKind.PROMOTE, 0, 5, 900, "started");
        Decision third = decision("r-3", 1, DecisionKind.PROMOTE, 0, 5, 1_800, "started");
        List<Decision> decisions = List.of(first, shadow(first, 0, false), second, shadow(second, 0, false), third);

        assertThat(Comparison.latest(decisions, any -> true).orElseThrow().rolloutId())
                .isEqualTo("r-2");
        assertThat(Comparison.latest(decisions, decision -> decision.rolloutId().equals("r-1.shadow"))
                        .orElseThrow()
                        .rolloutId())
                .isEqualTo("r-1");
        assertThat(Comparison.latest(decisions, decision -> decision.rolloutId().equals("r-3.shadow")))
                .isEmpty();
    }

    @Test
    void whereOneDecidesAloneItIsShownWhatTheLinesOfTheOtherSaid() {
        Comparison comparison = compared(everyDifference());

        Comparison explained = comparison.explained(around -> List.of(
                evaluation("r-1", around.minusMillis(400), verdict(CriterionList.STOP, "p95", "p95 was below 1 s")),
                evaluation("r-1", around.minusSeconds(2), verdict(CriterionList.STOP, "p95", "an older one")),
                evaluation("r-2", around, verdict(CriterionList.STOP, "p95", "another rollout's")),
                evaluation("r-1.shadow", around.minusSeconds(60), verdict(CriterionList.ADVANCE, "p95", "too old"))));

        assertThat(explained.rows().get(2).meanwhile()).containsExactly("at 50%, p95 was below 1 s");
        assertThat(explained.rows().get(4).meanwhile()).isEmpty();
        assertThat(ComparisonText.lines(explained, Palette.PLAIN))
                .contains("rollout  2026-11-22T12:06:40Z  meanwhile  at 50%, p95 was below 1 s");
        assertThat(JsonMapper.shared()
                        .readTree(ComparisonJson.of(explained))
                        .get("rows")
                        .get(2)
                        .get("meanwhile")
                        .get(0)
                        .stringValue())
                .isEqualTo("at 50%, p95 was below 1 s");
    }

    @Test
    void whereOneGoesOnAloneTheLinesThatTheOtherHadNotPassedAreShown() {
        Decision start = decision("r-1", 1, DecisionKind.PROMOTE, 0, 5, 1, "started");
        Decision half = decision("r-1", 2, DecisionKind.PROMOTE, 5, 50, 300, "stage 1 of 3 is over");
        Comparison comparison = compared(start, half, shadow(start, 0, false));

        Comparison waiting = comparison.explained(around -> List.of(evaluation(
                "r-1.shadow", around, verdict(CriterionList.ADVANCE, "errorRate", "errorRate is not below 1 %"))));
        Comparison patient = comparison.explained(around -> List.of(evaluation("r-1.shadow", around)));

        assertThat(waiting.rows().get(1).meanwhile()).containsExactly("at 50%, errorRate is not below 1 %");
        assertThat(patient.rows().get(1).meanwhile()).containsExactly("at 50%, all lines pass, its time is not over");
    }

    private static Evaluation evaluation(String rollout, Instant at, Verdict... verdicts) {
        VersionFigures none = new VersionFigures(
                "2.4.1",
                0,
                0,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty());
        return new Evaluation(
                rollout,
                "checkout",
                "c-1",
                at,
                Phase.OBSERVING,
                1,
                new Weight(50),
                false,
                at,
                at,
                none,
                none,
                List.of(verdicts));
    }

    private static Verdict verdict(CriterionList list, String statistic, String sentence) {
        return new Verdict(
                statistic.equals("p95") ? "p95 > 250ms -> hold" : statistic,
                list,
                Judgement.FAIL,
                UndecidedCause.NONE,
                statistic,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                "us",
                NOON,
                NOON,
                0,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                sentence,
                Optional.empty());
    }

    private static List<Decision> everyDifference() {
        Decision start = decision("r-1", 1, DecisionKind.PROMOTE, 0, 5, 1, "started by alice");
        Decision half = decision("r-1", 2, DecisionKind.PROMOTE, 5, 50, 300, "stage 1 of 3 is over");
        Decision full = decision("r-1", 3, DecisionKind.PROMOTE, 50, 100, 600, "stage 2 of 3 is over");
        Decision complete = decision("r-1", 4, DecisionKind.COMPLETE, 100, 100, 900, "the canary has kept 100%");
        Decision held = decision("r-1", 3, DecisionKind.HOLD, 50, 50, 400, "p95 was 300 ms");
        return List.of(
                start,
                half,
                full,
                complete,
                shadow(start, 0, false),
                shadow(half, -90, false),
                shadow(held, 0, true),
                shadow(full, 120, true));
    }

    private static Comparison compared(Decision... decisions) {
        return compared(List.of(decisions));
    }

    private static Comparison compared(List<Decision> decisions) {
        return Comparison.latest(decisions, any -> true).orElseThrow();
    }

    private static Decision shadow(Decision live, int secondsLater, boolean hypothetical) {
        Decision later = decision(
                ShadowId.of(live.rolloutId()),
                live.sequence(),
                live.kind(),
                live.from().percent(),
                live.to().percent(),
                (int) (live.evaluatedAt().getEpochSecond() - NOON.getEpochSecond()) + secondsLater,
                live.reason());
        return later.asShadow(hypothetical ? Optional.of(NOON.plusSeconds(210)) : Optional.empty());
    }

    private static Decision decision(
            String rollout, int sequence, DecisionKind kind, double from, double to, int second, String reason) {
        return new Decision(
                rollout + "/" + sequence,
                rollout,
                "checkout",
                7,
                sequence,
                "c-1",
                kind,
                Mode.ENFORCE,
                Severity.INFO,
                "2.4.1",
                "2.4.0",
                0,
                new Weight(from),
                new Weight(to),
                reason,
                kind == DecisionKind.HOLD ? Optional.of("p95 > 250ms -> hold") : Optional.empty(),
                kind == DecisionKind.HOLD ? List.of(verdict(CriterionList.STOP, "p95", "p95 was 300 ms")) : List.of(),
                "hash",
                NOON.plusSeconds(second),
                List.of(),
                Optional.empty(),
                RunbookCall.NONE);
    }
}
