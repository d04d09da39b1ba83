package dev.headgate.schemas.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Words as they are written: other programs rely on them. */
class VocabulariesTest {

    static Stream<List<? extends WireName>> vocabularies() {
        return Stream.of(
                List.of(ArgoDeed.values()),
                List.of(CriterionList.values()),
                List.of(DecisionKind.values()),
                List.of(Effect.values()),
                List.of(ExecutionStatus.values()),
                List.of(GaugeReading.values()),
                List.of(Judgement.values()),
                List.of(Measure.Unit.values()),
                List.of(Measurement.Kind.values()),
                List.of(Mode.values()),
                List.of(Outcome.values()),
                List.of(Past.values()),
                List.of(Phase.values()),
                List.of(RunbookParameter.Type.values()),
                List.of(Severity.values()),
                List.of(Since.values()),
                List.of(Step.OnFailure.values()),
                List.of(Step.Recovery.values()),
                List.of(UndecidedCause.values()));
    }

    @ParameterizedTest
    @MethodSource("vocabularies")
    void wordsAreInLowerCaseAndEachStandsOnce(List<? extends WireName> vocabulary) {
        assertThat(vocabulary)
                .extracting(WireName::wireName)
                .allMatch(word -> word.matches("(?:P[0-3]|[a-z0-9]+(?:[ -][a-z0-9]+)*)"))
                .doesNotHaveDuplicates();
    }
}
