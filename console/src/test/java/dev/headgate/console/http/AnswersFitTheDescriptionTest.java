package dev.headgate.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.client.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a running console answers is what its description says. */
class AnswersFitTheDescriptionTest {

    @TempDir
    Path directory;

    private TestConsole console;
    private Description description;

    @BeforeEach
    void start() throws Exception {
        console = new TestConsole(directory, TestConsole.Options.USUAL);
        ExampleLog.of(console.model);
        description = Description.read();
    }

    @AfterEach
    void stop() {
        console.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/status, Status",
        "/api/v1/rollouts, RolloutPage",
        "/api/v1/rollouts?live=true&limit=1, RolloutPage",
        "/api/v1/rollouts/ROLLOUT, RolloutDetail",
        "/api/v1/rollouts/ROLLOUT/figures, FigureSeries",
        "/api/v1/rollouts/ROLLOUT/executions, ExecutionList",
        "/api/v1/decisions, DecisionPage",
        "/api/v1/decisions/DECISION, DecisionDetail",
        "/api/v1/policies/POLICY, Policy",
        "/api/v1/services, ServiceList",
        "/api/v1/months?from=2026-01&to=2026-12, MonthList",
        "/api/v1/commands, CommandPage"
    })
    void whatIsAskedFor(String path, String schema) {
        RawAnswer answer = console.get(real(path), TestConsole.OPERATOR);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(description.errors(schema, answer.body())).as(answer.body()).isEmpty();
        assertThat(new TreeSet<>(TestConsole.json(answer).propertyNames()))
                .as("fields of " + schema)
                .isSubsetOf(description.fields(schema));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/rollouts, RolloutRow",
        "/api/v1/decisions, DecisionRow",
        "/api/v1/commands, CommandRow",
        "/api/v1/rollouts/ROLLOUT/executions, ExecutionRow"
    })
    void everyRowOfAList(String path, String schema) {
        JsonNode items =
                TestConsole.json(console.get(real(path), TestConsole.OPERATOR)).get("items");

        assertThat(items).isNotEmpty().allSatisfy(item -> {
            assertThat(description.errors(schema, item.toString())).isEmpty();
            assertThat(new TreeSet<>(item.propertyNames())).isSubsetOf(description.fields(schema));
        });
    }

    @Test
    void problems() {
        for (RawAnswer answer : List.of(
                console.get("/api/v1/status", ""),
                console.get("/api/v1/rollouts?limit=0", TestConsole.VIEWER),
                console.get("/api/v1/rollouts?cursor=no-cursor", TestConsole.VIEWER),
                console.get("/api/v1/decisions?from=yesterday", TestConsole.VIEWER),
                console.get("/api/v1/rollouts/nobody", TestConsole.VIEWER),
                console.get("/api/v1/nothing", TestConsole.VIEWER),
                console.get("/api/v1/commands", TestConsole.VIEWER),
                console.post("/api/v1/rollouts", TestConsole.OPERATOR, "a-key-of-mine", "{\"service\":\"a b\"}"))) {
            assertThat(answer.header("Content-Type")).as(answer.toString()).contains(Problem.MEDIA_TYPE);
            assertThat(description.errors("Problem", answer.body()))
                    .as(answer.body())
                    .isEmpty();
            assertThat(TestConsole.json(answer).get("status").intValue()).isEqualTo(answer.status());
        }
    }

    @Test
    void answersToCommandsAndExplanations() {
        console.gate.set((command, answers, timeout) -> new Answer.Decided(ExampleLog.decision()));
        RawAnswer taken = console.post(
                "/api/v1/rollouts/" + ExampleLog.state().rolloutId() + "/commands",
                TestConsole.OPERATOR,
                "a-key-of-mine",
                "{\"kind\":\"abort\",\"reason\":\"broken\"}");
        console.gate.set((command, answers, timeout) -> new Answer.Waits(ExampleLog.state()));
        RawAnswer waits = console.post(
                "/api/v1/rollouts/" + ExampleLog.state().rolloutId() + "/commands",
                TestConsole.OPERATOR,
                "another-key-of-mine",
                "{\"kind\":\"pause\"}");
        RawAnswer explained = console.post(
                "/api/v1/policies/explain",
                TestConsole.VIEWER,
                "",
                JsonMapper.shared()
                        .createObjectNode()
                        .put("text", ExampleLog.policy())
                        .put("ratePerSecond", 50)
                        .toString());

        assertThat(List.of(taken.status(), waits.status(), explained.status())).containsOnly(200);
        assertThat(description.errors("CommandOutcome", taken.body())).isEmpty();
        assertThat(description.errors("CommandOutcome", waits.body())).isEmpty();
        assertThat(description.errors("Explained", explained.body())).isEmpty();
        assertThat(TestConsole.json(explained).has("explanation")).isTrue();
    }

    private static String real(String path) {
        return path.replace("ROLLOUT", ExampleLog.state().rolloutId())
                .replace("DECISION", ExampleLog.decision().decisionId())
                .replace("POLICY", ExampleLog.policyHash());
    }
}
