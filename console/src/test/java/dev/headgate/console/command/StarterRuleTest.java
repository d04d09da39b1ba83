package dev.headgate.console.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.console.access.Person;
import dev.headgate.console.access.Role;
import dev.headgate.console.http.ExampleLog;
import dev.headgate.console.model.ReadModel;
import dev.headgate.documents.PolicyHash;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StarterRuleTest {

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
            ExampleLog.of(model, policy);
            return StarterRule.refusal(
                    request,
                    new Person(who, Set.of(Role.APPROVER), Person.Proof.TOKEN),
                    model.rollout(ExampleLog.ROLLOUT).orElseThrow(),
                    model.policy(PolicyHash.of(policy)));
        }
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
