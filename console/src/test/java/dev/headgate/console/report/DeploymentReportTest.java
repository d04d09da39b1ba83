package dev.headgate.console.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.codec.RecordJson;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class DeploymentReportTest {

    private static ReportedFleet fleet;

    @BeforeAll
    static void begin() {
        fleet = new ReportedFleet();
    }

    @AfterAll
    static void end() {
        fleet.close();
    }

    @ParameterizedTest
    @EnumSource(ReportFormat.class)
    void looksLikeTheGoldenOne(ReportFormat format) {
        Golden.assertIs("rolled-back." + format.word(), fleet.reports.written(fleet.rolledBack(), format));
    }

    @ParameterizedTest
    @EnumSource(ReportFormat.class)
    void isTheSameBytesForTheSameLog(ReportFormat format) {
        try (ReportedFleet other = new ReportedFleet()) {
            assertThat(other.reports.written(other.rolledBack(), format))
                    .isEqualTo(fleet.reports.written(fleet.rolledBack(), format));
        }
    }

    @Test
    void saysWhyARolloutWasRolledBackWithTheWorkingOfTheVerdictThatDecided() {
        DeploymentReport report = fleet.rolledBack();

        assertThat(report.outcome().word()).isEqualTo("rolled-back");
        assertThat(report.outcome().sentence())
                .contains(report.service() + " is back on " + report.baseline(), "the gate has rolled");
        assertThat(report.times().endedAt()).isPresent();
        assertThat(report.times().startedBy()).isEqualTo("ada");
        assertThat(report.deciding()).hasValueSatisfying(deciding -> {
            assertThat(deciding.kind()).isEqualTo("rollback");
            assertThat(deciding.verdict()).isPresent();
        });
        assertThat(report.figures().at()).hasSizeGreaterThan(200);
        assertThat(report.policy()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"completed", "awaiting", "paused", "rollback-failed", "scheduled"})
    void tellsOfEachPhaseInEveryFormat(String phase) {
        DeploymentReport report = fleet.inPhase(phase);

        for (ReportFormat format : ReportFormat.values()) {
            String text = new String(fleet.reports.written(report, format), StandardCharsets.UTF_8);
            assertThat(text).contains(report.canary()).doesNotContain("Optional[");
        }
        assertThat(report.outcome().word())
                .isEqualTo(
                        switch (phase) {
                            case "completed", "rollback-failed" -> phase;
                            default -> "under-way";
                        });
    }

    @Test
    void tellsPeoplesCommandsWithTheirReasonsAndWhatBecameOfThem() {
        DeploymentReport report = fleet.inPhase("awaiting");

        assertThat(report.commands())
                .extracting(command -> command.kind() + " by " + command.issuedBy())
                .contains("start by ada", "approve by ada", "tick by ada");
        assertThat(report.commands().get(0).kind()).isEqualTo("start");
        assertThat(report.checklists()).isNotEmpty();
        assertThat(report.approvals()).isNotEmpty();
    }

    @Test
    void carriesRecordsAsTheApiWritesThem() {
        JsonNode json = new RecordJson().tree(fleet.reports.written(fleet.rolledBack(), ReportFormat.JSON));

        assertThat(json.at("/outcome/word").stringValue()).isEqualTo("rolled-back");
        assertThat(json.at("/decisions/0/sequence").intValue()).isEqualTo(1);
        assertThat(json.at("/decisions/0/verdicts").isArray()).isTrue();
        assertThat(json.at("/executions/0/steps/0/name").isString()).isTrue();
        assertThat(json.at("/deciding/verdict/judgement").stringValue()).isEqualTo("fail");
        assertThat(json.at("/signatures/notChecked").intValue())
                .isEqualTo(fleet.rolledBack().decisions().size());
    }

    @Test
    void saysThatSignaturesWereNotChecked() {
        assertThat(fleet.rolledBack().signatures().sentence())
                .isEqualTo("signatures were not checked, since no trusted keys were given");
    }

    @Test
    void knowsNoReportOfARolloutThatIsNotKnown() {
        assertThat(fleet.reports.deployment("nobody-1")).isEmpty();
    }
}
