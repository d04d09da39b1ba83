package dev.headgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.it.harness.Await;
import dev.headgate.it.harness.Collected;
import dev.headgate.it.harness.ConsoleUnderTest;
import dev.headgate.it.harness.ConsoleUnderTest.Said;
import dev.headgate.it.harness.Installation;
import dev.headgate.schemas.model.Command;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** People steer a rollout by the console's API: their names stand in signed commands, and a real gate obeys. */
class ConsoleIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String SERVICE = "shop";

    @RegisterExtension
    static final Installation installation = new Installation();

    @Test
    void fromStartToApprovalToAbortEachCommandIsGivenOnceInThePersonsName() throws Exception {
        ConsoleUnderTest console = new ConsoleUnderTest(
                        installation,
                        Map.of(
                                "olga", "operator approver:a token of olga's that is long",
                                "anna", "approver:a token of anna's that is long",
                                "vera", "viewer:a token of vera's that is long"))
                .start();
        Collected<Command> commands = installation.readers().commands();
        installation.gate("one").start();
        Await.until(
                "the console to have read what was commanded before",
                SOON,
                () -> feed(console).equals("current"));

        Said started = console.post("olga", "/api/v1/rollouts", "start-number-1", start());
        assertThat(started.status()).as(started.toString()).isEqualTo(200);
        String rollout = started.body().get("rolloutId").stringValue();
        Await.until(
                "the console to show the rollout",
                SOON,
                () -> phase(console, rollout).equals("preparing"));
        String path = "/api/v1/rollouts/" + rollout + "/commands";
        String approve = "{\"kind\":\"approve\",\"role\":\"leads\"}";

        Said own = console.post("olga", path, "approve-number-1", approve);
        assertThat(own.status()).isEqualTo(403);
        assertThat(own.body().get("detail").stringValue())
                .isEqualTo("olga started this rollout, and the policy wants the approval of leads from somebody else");

        Said approved = console.post("anna", path, "approve-number-1", approve);
        assertThat(approved.body().get("outcome").stringValue())
                .as(approved.toString())
                .isEqualTo("taken");
        assertThat(approved.body().get("sentence").stringValue()).startsWith("anna said yes for leads");

        Said paused = console.post("olga", path, "pause-number-1", "{\"kind\":\"pause\"}");
        assertThat(paused.body().get("sentence").stringValue())
                .as(paused.toString())
                .contains("paused by olga");

        Said nothingOpen = console.post("olga", path, "acknowledge-number-1", "{\"kind\":\"acknowledge\"}");
        assertThat(nothingOpen.body().get("outcome").stringValue())
                .as(nothingOpen.toString())
                .isEqualTo("refused");
        String answer = "/api/v1/decisions/" + rollout + "/1/answer";
        Said notAsked = console.post("anna", answer, "answer-number-1", "{\"says\":\"yes\",\"reason\":\"seen\"}");
        assertThat(notAsked.status()).as(notAsked.toString()).isEqualTo(409);
        assertThat(notAsked.body().get("detail").stringValue()).contains("nothing was sent");

        String abort = "{\"kind\":\"abort\",\"reason\":\"the checkout is broken\"}";
        long begun = System.nanoTime();
        Said aborted = console.post("olga", path, "abort-number-1", abort);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        Said again = console.post("olga", path, "abort-number-1", abort);

        assertThat(aborted.body().get("sentence").stringValue())
                .as(aborted.toString())
                .contains("aborted by olga: the checkout is broken");
        assertThat(took).isLessThan(Duration.ofSeconds(5));
        assertThat(again.replayed()).isTrue();
        assertThat(again.body()).isEqualTo(aborted.body());

        List<String> given =
                List.of("start by olga", "approve by anna", "pause by olga", "acknowledge by olga", "abort by olga");
        Await.until("the commands", SOON, () -> commands.values().size() >= given.size());
        assertThat(commands.values())
                .extracting(
                        command -> command.kind() + " by " + command.header().issuedBy())
                .containsExactlyElementsOf(given);
        assertThat(console.get("vera", "/api/v1/commands").status()).isEqualTo(403);
        Await.until("the record", SOON, () -> {
            JsonNode items = console.get("olga", "/api/v1/commands").body().get("items");
            return items.size() == given.size() && items.get(0).has("outcome");
        });
        JsonNode decisions = console.get("vera", "/api/v1/decisions?rollout=" + rollout)
                .body()
                .get("items");
        assertThat(decisions)
                .isNotEmpty()
                .allSatisfy(decision ->
                        assertThat(decision.get("signature").stringValue()).isEqualTo("checked"));
    }

    private static String feed(ConsoleUnderTest console) throws Exception {
        return console.get("vera", "/api/v1/status")
                .body()
                .get("feed")
                .get("state")
                .stringValue();
    }

    private static String phase(ConsoleUnderTest console, String rollout) throws Exception {
        Said said = console.get("vera", "/api/v1/rollouts/" + rollout);
        return said.status() == 200 ? said.body().get("phase").stringValue() : "";
    }

    private static String start() {
        ObjectNode body = JsonMapper.shared()
                .createObjectNode()
                .put("service", SERVICE)
                .put("canary", "2.4.1")
                .put("baseline", "2.4.0")
                .put("reason", "release 2.4.1");
        body.putObject("policy").put("name", "shop.yaml").put("text", """
                policy: approved
                runbooks: { shift: shift-shop, rollback: shift-shop }
                stop: [ errorRate > 10% -> rollback, no success for 2m -> rollback ]
                stages:
                  - weight: 10%
                    enter: [ approval of leads other than starter ]
                    hold: 1m .. 1h
                    advance: [ errorRate < 1% ]
                  - { weight: 100%, watch: 1m }
                """);
        return body.toString();
    }
}
