package dev.headgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.progress.TelemetryStatus;
import dev.headgate.schemas.model.AbortRollout;
import dev.headgate.schemas.model.Approve;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Reject;
import dev.headgate.schemas.model.TickItem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RolesTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Roles ROLES =
            new Roles(new TreeMap<>(Map.of("release-managers", new TreeSet<>(List.of("ann", "bob")))));

    @Test
    void aHolderMaySpeakForTheRole() {
        assertThat(ROLES.unfit(new Approve(header("ann"), "release-managers"))).isEmpty();
    }

    @Test
    void nobodyElseMay() {
        String why = "eve does not hold the role release-managers, the gate's configuration gives it to ann, bob";

        assertThat(ROLES.unfit(new Approve(header("eve"), "release-managers"))).contains(why);
        assertThat(ROLES.unfit(new Reject(header("eve"), "release-managers"))).contains(why);
        assertThat(ROLES.unfit(new TickItem(header("eve"), "go-live", "audit", "release-managers", "")))
                .contains(why);
    }

    @Test
    void aRoleThatNobodyIsNamedForIsAnybodys() {
        assertThat(ROLES.unfit(new Approve(header("eve"), "security"))).isEmpty();
        assertThat(Roles.OPEN.unfit(new Approve(header("eve"), "release-managers")))
                .isEmpty();
    }

    @Test
    void commandsThatSpeakForNoRoleAreNotConcerned() {
        assertThat(ROLES.unfit(new AbortRollout(header("eve")))).isEmpty();
    }

    @Test
    void theGateRefusesOnTheRecordWhatTheIssuerMayNotSay() {
        ServiceGate gate = ServiceGate.create("shop", GateSettings.DEFAULTS.withRoles(ROLES));
        Command approve = new Approve(header("eve"), "release-managers");

        List<Decision> decisions = gate.tick(new Tick(
                        NOON,
                        List.of(new Input.CommandInput(1, approve, Optional.empty())),
                        new TelemetryStatus(true, "", NOON, NOON),
                        List.of()))
                .decisions();

        assertThat(decisions).singleElement().satisfies(refusal -> {
            assertThat(refusal.kind()).isEqualTo(DecisionKind.REFUSE);
            assertThat(refusal.reason()).contains("eve does not hold the role release-managers");
        });
    }

    private static CommandHeader header(String issuedBy) {
        return new CommandHeader("cmd-" + issuedBy, "c-1", "shop", "r-1", issuedBy, NOON, "");
    }
}
