package dev.headgate.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.Expectation;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Runbook;
import dev.headgate.schemas.model.RunbookParameter;
import dev.headgate.schemas.model.Secret;
import dev.headgate.schemas.model.Step;
import dev.headgate.schemas.model.StepCondition;
import dev.headgate.schemas.model.Template;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RunbookReaderTest {

    private static final String SHIFT = """
            runbook: shift-traffic
            parameters: { canary: version, baseline: version, weight: weight }
            steps:
              - name: weight
                haproxy:
                  address: /run/haproxy/admin.sock
                  backend: shop
                  canaryServer: "${canary}"
                  baselineServer: "${baseline}"
                  weight: "${weight}"
            """;

    @Test
    void readsAShiftOfHaproxysWeight() {
        Runbook runbook = valid(SHIFT);

        assertThat(runbook.name()).isEqualTo("shift-traffic");
        assertThat(runbook.parameters())
                .extracting(RunbookParameter::name)
                .containsExactly("canary", "baseline", "weight");
        assertThat(runbook.steps())
                .containsExactly(new Step(
                        "weight",
                        new Action.HaproxyWeight(
                                "/run/haproxy/admin.sock", "shop", "${canary}", "${baseline}", "${weight}"),
                        Duration.ofSeconds(10),
                        Step.Recovery.RERUN));
    }

    @Test
    void severalProxiesAreShiftedTogether() {
        Step step = valid(SHIFT.replace(
                        "address: /run/haproxy/admin.sock",
                        "addresses: [ \"10.0.0.1:9999\", /run/haproxy/admin.sock ]"))
                .steps()
                .get(0);

        assertThat(((Action.HaproxyWeight) step.action()).addresses())
                .containsExactly("10.0.0.1:9999", "/run/haproxy/admin.sock");
    }

    @Test
    void aCallThatNamesNoBudgetHasTenSecondsAndOneTry() {
        Step step = valid(SHIFT).steps().get(0);

        assertThat(step.budget()).isEqualTo(Duration.ofSeconds(10));
        assertThat(step.tries()).isEqualTo(1);
    }

    @Test
    void theRunbooksOfTheDocumentationAreTakenWithoutARemark() {
        String document = PublishedSchema.text(PublishedSchema.home().resolve("docs/RUNBOOKS.md"));
        List<String> runbooks = Stream.of(document.split("```yaml\n"))
                .filter(block -> block.startsWith("runbook:"))
                .map(block -> block.substring(0, block.indexOf("```")))
                .toList();

        assertThat(runbooks).hasSizeGreaterThan(1).allSatisfy(yaml -> {
            assertThat(RunbookReader.read("RUNBOOKS.md", yaml).problems()).isEmpty();
            assertThat(PublishedSchema.RUNBOOK.errors(yaml)).isEmpty();
        });
    }

    @Test
    void readsQuestionsAndHowLongAPersonIsWaitedFor() {
        List<Step> steps = valid("""
                runbook: asks
                parameters: { note: text }
                steps:
                  - { name: look, confirm: { question: Is it well? }, budget: 20m, onFailure: continue }
                  - { name: again, confirm: { question: "${note}" } }
                  - { name: charge, command: { arguments: [ /a ] }, recovery: ask }
                  - { name: pay, command: { arguments: [ /a ] }, recovery: ask, answerWithin: 0s }
                  - { name: rest, command: { arguments: [ /a ] }, recovery: rerun }
                """).steps();

        assertThat(steps)
                .extracting(Step::action)
                .startsWith(new Action.Confirm("Is it well?"), new Action.Confirm("${note}"));
        assertThat(steps)
                .extracting(Step::budget)
                .startsWith(Duration.ofMinutes(20), Duration.ofMinutes(30), Duration.ofSeconds(10));
        assertThat(steps.get(0).recovery()).isEqualTo(Step.Recovery.ASK);
        assertThat(steps)
                .extracting(Step::answerWithin)
                .containsExactly(Duration.ZERO, Duration.ZERO, Duration.ofMinutes(15), Duration.ZERO, Duration.ZERO);
    }

    @Test
    void aBudgetLeftOutIsTheSumOfTheSteps() {
        assertThat(valid(SHIFT + "    budget: 4s\n").budget()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void readsACommandAsAListOfArguments() {
        Runbook runbook = valid("""
                runbook: announce
                description: Tells people
                budget: 20s
                parameters:
                  service: name
                  reason: { type: text, pattern: "[^-].*" }
                steps:
                  - name: tell
                    command:
                      arguments: [ announce, "${service}", "a literal; $5 > 4", "" ]
                      environment: { REASON: "${reason}", CHANNEL: releases }
                      inherit: [ PATH ]
                    budget: 500ms
                    recovery: ask
                """);

        assertThat(runbook.budget()).isEqualTo(Duration.ofSeconds(20));
        assertThat(runbook.parameters().get(1))
                .isEqualTo(new RunbookParameter("reason", RunbookParameter.Type.TEXT, Optional.of("[^-].*")));
        Action.Command command = (Action.Command) runbook.steps().get(0).action();
        assertThat(command.arguments()).containsExactly("announce", "${service}", "a literal; $5 > 4", "");
        assertThat(command.environment()).isEqualTo(Map.of("REASON", "${reason}", "CHANNEL", "releases"));
        assertThat(command.inherit()).containsExactly("PATH");
        assertThat(runbook.steps().get(0).recovery()).isEqualTo(Step.Recovery.ASK);
        assertThat(runbook.steps().get(0).budget()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void readsTriesConditionsOutputsAndWhatConfirmsAWeight() {
        Runbook runbook = valid("""
                runbook: back
                parameters: { service: name, action: { type: name, pattern: "apply|undo" } }
                steps:
                  - name: find-previous
                    command: { arguments: [ /opt/previous, "${service}" ] }
                    recovery: rerun
                    tries: 3
                    outputs: { version: version, state.now: { type: text, pattern: "ready|stable" } }
                  - name: traffic
                    when: ${action} = apply
                    command: { arguments: [ /opt/traffic, "${steps.find-previous.version}" ] }
                    recovery: rerun
                    confirms: weight
                  - name: tell
                    when: "${steps.find-previous.state.now} != ready"
                    command: { arguments: [ /opt/tell ] }
                    recovery: ask
                """);

        assertThat(runbook.steps().get(0).tries()).isEqualTo(3);
        assertThat(runbook.steps().get(0).outputs())
                .containsExactly(
                        new RunbookParameter("version", RunbookParameter.Type.VERSION, Optional.empty()),
                        new RunbookParameter("state.now", RunbookParameter.Type.TEXT, Optional.of("ready|stable")));
        assertThat(runbook.steps().get(1).when()).contains(new StepCondition("action", true, "apply"));
        assertThat(runbook.steps().get(1).confirms()).contains("weight");
        assertThat(runbook.steps().get(2).when())
                .contains(new StepCondition("steps.find-previous.state.now", false, "ready"));
        assertThat(runbook.steps()).extracting(Step::shiftsTraffic).containsExactly(false, true, false);
    }

    @Test
    void aParameterThatNoStepUsesIsTakenWithAWarning() {
        assertThat(warnings(SHIFT.replace("weight: weight }", "weight: weight, reason: text }")))
                .containsExactly("no step uses this parameter");
    }

    @Test
    void stepsThatTogetherOutlastTheWholeAreTakenWithAWarning() {
        assertThat(warnings(SHIFT + "budget: 9s\n"))
                .containsExactly("the steps together may take longer than the whole");
    }

    @Test
    void aShellVariableThatNobodyWillReplaceIsTakenWithAWarning() {
        assertThat(warnings("""
                runbook: tell
                steps:
                  - { name: tell, command: { arguments: [ /bin/echo, $HOME ] }, recovery: rerun }
                """)).containsExactly("no shell reads this: `$` stays as it is");
    }

    @Test
    void aPlaceholderInsideALongerArgumentIsRefusedWithTheReason() {
        Parsed<Runbook> parsed = RunbookReader.read("tell.yaml", """
                runbook: tell
                parameters: { weight: weight }
                steps:
                  - { name: tell, command: { arguments: [ /bin/tell, "--weight=${weight}" ] }, recovery: rerun }
                """);

        assertThat(parsed).isInstanceOf(Parsed.Invalid.class);
        assertThat(parsed.problems().get(0).message())
                .isEqualTo("a placeholder must be the whole value: it is validated as a whole, and must not be able to"
                        + " change what stands beside it");
    }

    @Test
    void aPatternThatIsNoRegularExpressionIsRefusedWhereItBreaks() {
        Parsed<Runbook> parsed = RunbookReader.read(
                "shift.yaml", SHIFT.replace("weight: weight }", "weight: { type: weight, pattern: \"[0-9\" } }"));

        assertThat(parsed).isInstanceOf(Parsed.Invalid.class);
        assertThat(parsed.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains("this is no regular expression");
            assertThat(problem.found()).isEqualTo("\"[0-9\"");
        });
    }

    @Test
    void readsNginxARequestAndAProbeWithTheirDefaults() {
        Runbook runbook = valid("""
                runbook: everything
                parameters: { canary: version, baseline: version, weight: weight, reason: text }
                steps:
                  - name: traffic
                    nginx:
                      file: /etc/nginx/headgate/shop.conf
                      variable: shop_version
                      canary: "${canary}"
                      baseline: "${baseline}"
                      weight: "${weight}"
                      state: http://127.0.0.1:8404/headgate/shop
                  - name: tell
                    http:
                      url: https://deploy.example.org/v1/tell?source=headgate
                      query: { version: "${canary}" }
                      headers: { X-Team: shop, Authorization: { file: /run/secrets/deploy } }
                      json: { text: "${reason}", weight: "${weight}", tags: [ a, 1, true ], nested: { deep: null } }
                      expect: { status: "200 .. 204", json: { result.ok: true }, within: 500ms }
                    recovery: ask
                    outputs: { id: name }
                  - name: smoke
                    probe: { url: http://127.0.0.1:8080/health, successes: 3, every: 200ms }
                """);

        Action.NginxSplit nginx = (Action.NginxSplit) runbook.steps().get(0).action();
        assertThat(nginx.key()).isEqualTo("$request_id");
        assertThat(nginx.test()).containsExactly("nginx", "-t");
        assertThat(nginx.reload()).containsExactly("nginx", "-s", "reload");
        Action.HttpCall call = (Action.HttpCall) runbook.steps().get(1).action();
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.secrets()).isEqualTo(Map.of("Authorization", new Secret(true, "/run/secrets/deploy")));
        assertThat(call.expected())
                .isEqualTo(new Expectation(
                        200, 204, Labels.copy(Map.of("result.ok", "true")), Optional.of(Duration.ofMillis(500))));
        Template.Fields body = (Template.Fields) call.body().orElseThrow();
        assertThat(body.fields().get("text")).isEqualTo(new Template.Text("${reason}"));
        assertThat(body.fields().get("weight")).isEqualTo(new Template.Literal("${weight}"));
        assertThat(body.fields().get("tags"))
                .isEqualTo(new Template.Items(
                        List.of(new Template.Text("a"), new Template.Literal("1"), new Template.Literal("true"))));
        Action.Probe probe = (Action.Probe) runbook.steps().get(2).action();
        assertThat(probe.request().method()).isEqualTo("GET");
        assertThat(probe.request().expected()).isEqualTo(Expectation.SUCCESS);
        assertThat(probe.successes()).isEqualTo(3);
        assertThat(runbook.steps().get(2).recovery()).isEqualTo(Step.Recovery.RERUN);
    }

    private static Runbook valid(String yaml) {
        Parsed<Runbook> parsed = RunbookReader.read("runbook.yaml", yaml);
        assertThat(parsed.problems()).isEmpty();
        assertThat(PublishedSchema.RUNBOOK.errors(yaml)).isEmpty();
        return ((Parsed.Valid<Runbook>) parsed).value();
    }

    private static List<String> warnings(String yaml) {
        Parsed<Runbook> parsed = RunbookReader.read("runbook.yaml", yaml);
        assertThat(parsed).isInstanceOf(Parsed.Valid.class);
        return parsed.problems().stream().map(Problem::message).toList();
    }
}
