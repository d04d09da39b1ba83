package dev.headgate.executor.runbook;

import static dev.headgate.executor.Decisions.decision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Runbook;
import dev.headgate.schemas.model.RunbookCall;
import dev.headgate.schemas.model.RunbookParameter;
import dev.headgate.schemas.model.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BindingTest {

    @Test
    void replacesPlaceholdersByWholeValues() {
        Action command = new Action.Command(
                List.of("/bin/announce", "${value}", "done"),
                new TreeMap<>(Map.of("VALUE", "${value}", "FIXED", "x")),
                List.of("PATH"));

        BoundRunbook bound = bound(bind(command, RunbookParameter.Type.TEXT, Optional.empty(), "two words; rm -rf /"));

        Action.Command result = (Action.Command) bound.steps().get(0).action();
        assertThat(result.arguments()).containsExactly("/bin/announce", "two words; rm -rf /", "done");
        assertThat(result.environment())
                .containsEntry("VALUE", "two words; rm -rf /")
                .containsEntry("FIXED", "x");
        assertThat(result.inherit()).containsExactly("PATH");
    }

    @Test
    void replacesEveryTextOfATrafficShift() {
        Action shift = new Action.HaproxyWeight("127.0.0.1:9999", "shop", "${value}", "1.0.0", "5");

        BoundRunbook bound = bound(bind(shift, RunbookParameter.Type.VERSION, Optional.empty(), "2.0.0"));

        assertThat(bound.steps().get(0).action())
                .isEqualTo(new Action.HaproxyWeight("127.0.0.1:9999", "shop", "2.0.0", "1.0.0", "5"));
    }

    @Test
    void refusesAValueThatAProgramWouldTakeForAnOption() {
        assertThat(problems(bind(announce(), RunbookParameter.Type.TEXT, Optional.empty(), "--force")))
                .singleElement()
                .asString()
                .contains("taken for an option");
    }

    @ParameterizedTest
    @CsvSource({
        "NAME, a b",
        "NAME, -x",
        "VERSION, 2/0",
        "WEIGHT, 101",
        "WEIGHT, -1",
        "WEIGHT, NaN",
        "WEIGHT, 1e1",
        "INTEGER, 1.5",
        "INTEGER, one"
    })
    void refusesAValueThatDoesNotFitItsType(RunbookParameter.Type type, String value) {
        assertThat(problems(bind(announce(), type, Optional.empty(), value)))
                .singleElement()
                .asString()
                .contains("parameter value must");
    }

    @Test
    void refusesControlCharactersAndTextsWithoutEnd() {
        assertThat(problems(bind(announce(), RunbookParameter.Type.TEXT, Optional.empty(), "a\nb")))
                .hasSize(1);
        assertThat(problems(bind(announce(), RunbookParameter.Type.TEXT, Optional.empty(), "a".repeat(501))))
                .hasSize(1);
    }

    @Test
    void refusesAValueThatDoesNotMatchItsPattern() {
        assertThat(problems(bind(announce(), RunbookParameter.Type.NAME, Optional.of("shop-[0-9]+"), "shop-x")))
                .hasSize(1);
        assertThat(bind(announce(), RunbookParameter.Type.NAME, Optional.of("shop-[0-9]+"), "shop-7"))
                .isInstanceOf(Binding.Bound.class);
    }

    @Test
    void refusesAParameterThatTheDecisionDoesNotGive() {
        Runbook runbook =
                runbook(announce(), new RunbookParameter("missing", RunbookParameter.Type.TEXT, Optional.empty()));

        assertThat(problems(Binding.bind(runbook, deciding("value", "x"))))
                .contains("parameter missing is not given by the decision");
    }

    @Test
    void refusesAPlaceholderThatIsUnknownOrOnlyAPartOfAText() {
        Action command = new Action.Command(List.of("/bin/x", "${other}", "v${value}"), Labels.NONE, List.of());

        assertThat(problems(bind(command, RunbookParameter.Type.TEXT, Optional.empty(), "x")))
                .anySatisfy(problem -> assertThat(problem).contains("names no parameter"))
                .anySatisfy(problem -> assertThat(problem).contains("must be the whole text"));
    }

    @Test
    void aFingerprintTellsWhetherAnythingThatWillBeDoneIsDifferent() {
        BoundRunbook one = bound(bind(announce(), RunbookParameter.Type.TEXT, Optional.empty(), "x"));
        BoundRunbook same = bound(bind(announce(), RunbookParameter.Type.TEXT, Optional.empty(), "x"));
        BoundRunbook other = bound(bind(announce(), RunbookParameter.Type.TEXT, Optional.empty(), "y"));

        assertThat(one.fingerprint()).isEqualTo(same.fingerprint()).isNotEqualTo(other.fingerprint());
    }

    private static Action announce() {
        return new Action.Command(List.of("/bin/announce", "${value}"), Labels.NONE, List.of());
    }

    private static Binding bind(Action action, RunbookParameter.Type type, Optional<String> pattern, String value) {
        return Binding.bind(runbook(action, new RunbookParameter("value", type, pattern)), deciding("value", value));
    }

    private static Runbook runbook(Action action, RunbookParameter parameter) {
        Step step = new Step("only", action, Duration.ofSeconds(1), Step.Recovery.ASK);
        return new Runbook("book", "", Duration.ofSeconds(2), List.of(parameter), List.of(step));
    }

    private static Decision deciding(String name, String value) {
        Decision decision = decision(DecisionKind.PROMOTE, 7, 1, 5);
        return new Decision(
                decision.decisionId(),
                decision.rolloutId(),
                decision.service(),
                decision.epoch(),
                decision.sequence(),
                decision.correlationId(),
                decision.kind(),
                decision.mode(),
                decision.severity(),
                decision.canary(),
                decision.baseline(),
                decision.stage(),
                decision.from(),
                decision.to(),
                decision.reason(),
                decision.decidingCriterion(),
                decision.verdicts(),
                decision.policyHash(),
                decision.evaluatedAt(),
                decision.inputOffsets(),
                decision.validFor(),
                new RunbookCall("book", new TreeMap<>(Map.of(name, value))));
    }

    private static BoundRunbook bound(Binding binding) {
        return ((Binding.Bound) binding).runbook();
    }

    private static List<String> problems(Binding binding) {
        return ((Binding.Unbound) binding).problems();
    }
}
