package dev.headgate.console.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.console.access.Person;
import dev.headgate.console.access.Role;
import dev.headgate.console.model.LogRecord;
import dev.headgate.console.model.Positions;
import dev.headgate.console.model.ReadModel;
import dev.headgate.documents.PolicyHash;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class StarterRuleTest {

    private static final Instant AT = Instant.parse("2026-11-29T10:00:00Z");

    @Test
    void whoStartedItDoesNotApproveItWhereEveryLineOfTheRoleSaysSo() throws Exception {
        String policy = policy("approval of leads other than starter", "approval of leads other than starter");

        assertThat(refusal("ann", "leads", policy))
                .contains("ann started this rollout, and the policy wants the approval of leads from somebody else");
        assertThat(refusal("bob", "leads", policy)).isEmpty();
        assertThat(refusal("ann", "security", policy)).isEmpty();
    }

    @Test
    void whereOneLineTakesItTheGateDecides() throws Exception {
        assertThat(refusal("ann", "leads", policy("approval of leads other than starter", "approval of leads")))
                .isEmpty();
    }

    private static Optional<String> refusal(String who, String role, String policy) throws Exception {
        RolloutRequest request = RolloutRequest.read(("{\"kind\":\"approve\",\"role\":\"" + role + "\"}")
                .getBytes(StandardCharsets.UTF_8));
        try (ReadModel model = ReadModel.inMemory()) {
            append(model, 0, TopicCatalogue.GATE_POLICIES, PolicyHash.of(policy), policy.getBytes(StandardCharsets.UTF_8));
            append(
                    model,
                    0,
                    TopicCatalogue.GATE_COMMANDS,
                    "shop",
                    new JsonCodec()
                            .write(new StartRollout(
                                    new CommandHeader("c1", "c1", "shop", "shop-1", "ann", AT, ""),
                                    "2.4.1",
                                    "2.4.0",
                                    PolicyHash.textOf("policy.yaml", policy))));
            append(model, 0, TopicCatalogue.GATE_ROLLOUTS, "shop", state(PolicyHash.of(policy)));
            return StarterRule.refusal(
                    request,
                    new Person(who, Set.of(Role.APPROVER), Person.Proof.TOKEN),
                    model.rollout("shop-1").orElseThrow(),
                    model.policy(PolicyHash.of(policy)));
        }
    }

    private static byte[] state(String hash) throws Exception {
        try (var stream = StarterRuleTest.class.getResourceAsStream("/examples/rollout-state.json")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("shop-241", "shop-1")
                    .replaceFirst("\"policyHash\": *\"[0-9a-f]{64}\"", "\"policyHash\": \"" + hash + "\"")
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    private static void append(ReadModel model, long offset, String topic, String key, byte[] value) {
        model.apply(
                List.of(new LogRecord(topic, 0, offset, AT, Optional.of(key), Optional.of(value), new RecordHeaders())),
                Positions.NONE);
    }

    private static String policy(String enter, String exit) {
        return """
                policy: approved
                runbooks: { shift: shift-shop, rollback: shift-shop }
                stop: [ errorRate > 10%% -> rollback ]
                stages:
                  - { weight: 10%%, hold: 1m .. 1h, enter: [ %s ], advance: [ errorRate < 1%% ], exit: [ %s ] }
                  - { weight: 100%%, watch: 1m }
                """.formatted(enter, exit);
    }
}
