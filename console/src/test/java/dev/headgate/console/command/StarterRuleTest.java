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

    private static final String BY_ANOTHER = "approval of leads other than starter";

    @Test
    void whoStartedItDoesNotApproveWhereALineOfTheStageSaysSo() throws Exception {
        String policy = policy("", BY_ANOTHER, "");

        assertThat(refusal("ann", "leads", policy))
                .contains("ann started this rollout, and the policy wants the approval of leads from somebody else");
        assertThat(refusal("bob", "leads", policy)).isEmpty();
        assertThat(refusal("ann", "security", policy)).isEmpty();
    }

    @Test
    void theWayToTheNextStageSaysSoToo() throws Exception {
        assertThat(refusal("ann", "leads", policy("", "approval of leads", BY_ANOTHER)))
                .isPresent();
    }

    @Test
    void whatOtherStagesSayIsLeftToTheGate() throws Exception {
        assertThat(refusal("ann", "leads", policy(BY_ANOTHER, "approval of leads", "")))
                .isEmpty();
        assertThat(refusal("ann", "leads", policy(BY_ANOTHER, "", ""))).isEmpty();
    }

    @Test
    void whatTheRoleIsAskedIsAnsweredByWhoStartedItToo() throws Exception {
        String policy = policy("", BY_ANOTHER, "");

        assertThat(refusal("ann", "leads", policy, true)).isEmpty();
    }

    @Test
    void whoStartedItDoesNotApproveTheStageThoughTheRoleIsAskedToo() throws Exception {
        String policy = policy("", BY_ANOTHER, "");

        assertThat(refusal("ann", policy, true, "\"role\":\"leads\",\"stage\":1"))
                .isPresent();
        assertThat(refusal("ann", policy, true, "\"role\":\"leads\",\"question\":\"shop-241/2\""))
                .isEmpty();
    }

    private static Optional<String> refusal(String who, String role, String policy) throws Exception {
        return refusal(who, role, policy, false);
    }

    /** Of a rollout in the second of three stages. */
    private static Optional<String> refusal(String who, String role, String policy, boolean leadsAreAsked)
            throws Exception {
        return refusal(who, policy, leadsAreAsked, "\"role\":\"" + role + "\"");
    }

    private static Optional<String> refusal(String who, String policy, boolean leadsAreAsked, String says)
            throws Exception {
        RolloutRequest request =
                RolloutRequest.read(("{\"kind\":\"approve\"," + says + "}").getBytes(StandardCharsets.UTF_8));
        try (ReadModel model = ReadModel.inMemory()) {
            ExampleLog log = ExampleLog.of(model, policy);
            if (leadsAreAsked) {
                log.asks("leads", policy);
            }
            return StarterRule.refusal(
                    request,
                    new Person(who, Set.of(Role.APPROVER), Person.Proof.TOKEN),
                    model.rollout(ExampleLog.ROLLOUT).orElseThrow(),
                    model.policy(PolicyHash.of(policy)));
        }
    }

    private static String policy(String exitOfFirst, String exitOfSecond, String enterOfThird) {
        return """
                policy: approved
                runbooks: { shift: shift-shop, rollback: shift-shop }
                stop: [ errorRate > 10%% -> rollback ]
                stages:
                  - { weight: 10%%, hold: 1m .. 1h, advance: [ errorRate < 1%% ], exit: [ %s ] }
                  - { weight: 25%%, hold: 1m .. 1h, advance: [ errorRate < 1%% ], exit: [ %s ] }
                  - { weight: 100%%, watch: 1m, enter: [ %s ] }
                """.formatted(exitOfFirst, exitOfSecond, enterOfThird);
    }
}
