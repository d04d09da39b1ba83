package dev.headgate.processor.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.RunbookCall;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.UndecidedCause;
import dev.headgate.schemas.model.Verdict;
import dev.headgate.schemas.model.Weight;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DecisionBytesTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    private final JsonCodec json = new JsonCodec();

    @Test
    void aRollbackByAPolicyOfVeryManyLinesIsNoLargerThanExecutorsTake() {
        Decision decision = rollback(3_000);
        assertThat(json.write(decision).length).isGreaterThan(Decision.LARGEST_BYTES);

        byte[] written = DecisionBytes.of(json, decision);

        assertThat(written.length).isLessThanOrEqualTo(Decision.LARGEST_BYTES);
        Decision read = json.readDecision(written);
        assertThat(read.verdicts()).extracting(Verdict::criterion).containsExactly("errorRate > 1700%");
        assertThat(read).isEqualTo(decision.withDecidingVerdict());
    }

    @Test
    void anyOtherDecisionHasAllItsVerdicts() {
        Decision decision = rollback(100);

        assertThat(DecisionBytes.of(json, decision)).isEqualTo(json.write(decision));
    }

    private static Decision rollback(int lines) {
        List<Verdict> verdicts =
                IntStream.range(0, lines).mapToObj(DecisionBytesTest::verdict).toList();
        return new Decision(
                "r-1/7",
                "r-1",
                "shop",
                4,
                7,
                "c-1",
                DecisionKind.ROLLBACK,
                Mode.ENFORCE,
                Severity.CRITICAL,
                "2",
                "1",
                -1,
                new Weight(5),
                Weight.NONE,
                "errorRate was above 1700 %",
                Optional.of("errorRate > 1700%"),
                verdicts,
                "hash",
                NOON,
                List.of(),
                Optional.empty(),
                new RunbookCall("shift", new TreeMap<>()));
    }

    private static Verdict verdict(int percent) {
        return new Verdict(
                "errorRate > " + percent + "%",
                CriterionList.STOP,
                Judgement.FAIL,
                UndecidedCause.NONE,
                "errorRate",
                OptionalDouble.of(0.5),
                OptionalDouble.of(percent / 100.0),
                "ratio",
                NOON.minusSeconds(30),
                NOON,
                640,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                "320 of 640 requests failed",
                Optional.empty());
    }
}
