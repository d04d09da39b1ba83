package dev.headgate.console.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Input;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.core.scenario.ScenarioResult;
import dev.headgate.core.scenario.Span;
import dev.headgate.core.scenario.Traffic;
import dev.headgate.documents.Parsed;
import dev.headgate.documents.PolicyReader;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.AbortRollout;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.PauseRollout;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.RolloutState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What the gate itself decides in scenarios is told again from its decisions and executions alone. */
final class HistoryFoldTest {

    private static final JsonCodec CODEC = new JsonCodec();

    private static final String POLICY = """
            policy: quick
            window: 10s
            minRequests: 20
            stop:
              - errorRate > 10% for 2s -> rollback critical
              - p95 > 300ms for 2s -> step back warning
            stages:
              - weight: 10%
                hold: 10s .. 60s
                settle: 6s
                advance: [ errorRate < 2% ]
              - weight: 50%
                hold: 10s .. 60s
                advance: [ errorRate < 2% ]
              - weight: 100%
                watch: 10s
            """;

    @Test
    void tellsACompletedRolloutAsTheGateSaysIt() {
        ScenarioResult result = scenario().start(second(1), "r1").run(second(60));

        RolloutHistory history = history(result, List.of());

        RolloutState last = last(result, "completed");
        agree(history, last);
        assertThat(history.outcome().end()).isEqualTo(RolloutOutcome.End.COMPLETED);
        assertThat(history.stages()).extracting(stay -> stay.stage()).containsExactly(0, 1, 2);
        assertThat(history.stages())
                .allSatisfy(stay -> assertThat(stay.leftAt()).isPresent());
    }

    @Test
    void tellsARollbackByALineAndHowLongItTook() {
        ScenarioResult result = scenario()
                .with(Traffic.healthy(Scenario.CANARY).failing(0.4).during(Span.seconds(20, 1_000)))
                .start(second(1), "r1")
                .run(second(60));

        RolloutHistory history = history(result, List.of());

        agree(history, last(result, "rolled-back"));
        assertThat(history.outcome().end()).isEqualTo(RolloutOutcome.End.ROLLED_BACK);
        assertThat(history.outcome().detected().orElseThrow()).isBetween(second(2), second(16));
        assertThat(history.outcome().recovered().orElseThrow()).isLessThan(second(2));
    }

    @Test
    void tellsWhatAPersonHasRolledBackApart() {
        Command pause = new PauseRollout(Scenario.header("pause-1", "r1"));
        Command abort = new AbortRollout(Scenario.header("abort-1", "r1", "customers complain"));
        ScenarioResult result = scenario()
                .start(second(1), "r1")
                .command(second(5), pause)
                .command(second(9), abort)
                .run(second(20));

        RolloutHistory history = history(result, commands(result));

        agree(history, last(result, "rolled-back"));
        assertThat(history.outcome().end()).isEqualTo(RolloutOutcome.End.ABORTED);
        assertThat(history.outcome().detected()).isEmpty();
        assertThat(history.startedBy()).isEqualTo("ada");
    }

    @Test
    void tellsStepsBackAsTheGateSaysThem() {
        ScenarioResult result = scenario()
                .with(Traffic.healthy(Scenario.CANARY).slowerBy(40).during(Span.seconds(18, 21)))
                .start(second(1), "r1")
                .run(second(120));

        RolloutHistory history = history(result, List.of());

        agree(history, last(result, "completed"));
        assertThat(history.stages()).extracting(stay -> stay.stage()).containsExactly(0, 1, 0, 1, 2);
    }

    private static void agree(RolloutHistory history, RolloutState last) {
        assertThat(history.phase()).isEqualTo(last.phase().wireName());
        assertThat(history.stage()).isEqualTo(last.stage());
        assertThat(history.desiredWeight()).isEqualTo(last.desiredWeight());
        assertThat(history.confirmedWeight()).isEqualTo(last.confirmedWeight());
        assertThat(history.startedAt()).isEqualTo(last.startedAt());
        assertThat(history.sequence()).isEqualTo(last.sequence());
        assertThat(history.epoch()).isEqualTo(last.epoch());
        assertThat(history.reason()).isEqualTo(last.reason());
        assertThat(history.canary()).isEqualTo(last.canary());
    }

    private static RolloutState last(ScenarioResult result, String phase) {
        assertThat(result.last().phase().wireName()).isEqualTo(phase);
        return result.last();
    }

    private static RolloutHistory history(ScenarioResult result, List<CommandFact> commands) {
        List<ExecutionFact> executions = result.ticks().stream()
                .flatMap(tick -> tick.inputs().stream())
                .flatMap(input -> input instanceof Input.ExecutionInput found
                        ? Optional.of(found.execution()).stream()
                        : Optional.<Execution>empty().stream())
                .map(execution -> ExecutionFact.of(execution, CODEC.write(execution)))
                .toList();
        List<DecisionFact> decisions =
                result.decisions().stream().map(HistoryFoldTest::fact).toList();
        return HistoryFold.of(decisions, executions, commands, hash -> OptionalInt.of(3))
                .orElseThrow();
    }

    /** The scenario numbers all its inputs together, under the name of the sketches. */
    private static DecisionFact fact(Decision decision) {
        String written = new String(CODEC.write(decision), StandardCharsets.UTF_8);
        byte[] inLog = written.replace("\"gate.sketches\"", "\"gate.commands\"").getBytes(StandardCharsets.UTF_8);
        return DecisionFact.of(CODEC.readDecision(inLog), inLog);
    }

    private static List<CommandFact> commands(ScenarioResult result) {
        return result.ticks().stream()
                .flatMap(tick -> tick.inputs().stream())
                .flatMap(input -> input instanceof Input.CommandInput found
                        ? Optional.of(CommandFact.of(found.command(), found.offset(), Scenario.BEGINNING)).stream()
                        : Optional.<CommandFact>empty().stream())
                .toList();
    }

    private static Scenario scenario() {
        Parsed<Policy> parsed = PolicyReader.read("quick.yaml", POLICY);
        return Scenario.of(((Parsed.Valid<Policy>) parsed).value());
    }

    private static Duration second(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
