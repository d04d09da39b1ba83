package dev.headgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.RunbookCall;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.Weight;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DecisionsTailTest {

    @Test
    void aQuestionIsPrintedWithTheCommandThatAnswersItAlone() {
        assertThat(DecisionsTail.answer(decision(DecisionKind.ASK)))
                .isEqualTo("; answer with \"headgate rollout approve --service shop --role sre --question shop-241/4\","
                        + " or \"reject\"");
        assertThat(DecisionsTail.answer(decision(DecisionKind.NOTIFY))).isEmpty();
    }

    private static Decision decision(DecisionKind kind) {
        return new Decision(
                        "shop-241/4",
                        "shop-241",
                        "shop",
                        17,
                        4,
                        "c-1",
                        kind,
                        Mode.ENFORCE,
                        Severity.CRITICAL,
                        "2.4.1",
                        "2.4.0",
                        1,
                        new Weight(25),
                        new Weight(25),
                        "the cpu is busy; sre is asked",
                        Optional.empty(),
                        List.of(),
                        "hash",
                        Instant.parse("2026-11-28T10:00:00Z"),
                        List.of(),
                        Optional.empty(),
                        RunbookCall.NONE)
                .to(List.of("sre"));
    }
}
