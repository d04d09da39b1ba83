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

    @Test
    void isTheSameBytesForTheSameLog() {
        try (ReportedFleet other = new ReportedFleet()) {
            for (ReportFormat format : ReportFormat.values()) {
                assertThat(other.reports.written(other.rolledBack(), format))
                        .as(format.word())
                        .isEqualTo(fleet.reports.written(fleet.rolledBack(), format));
            }
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

    /** Names of services, people and versions are what they are; all else that follows a full stop begins a sentence. */
    @Test
    void noSentenceBeginsInTheMiddle() {
        assertThat(fleet.all())
                .hasSizeGreaterThan(50)
                .allSatisfy(report -> assertThat(report.outcome().sentence())
                        .doesNotContainPattern("[.!?] \\p{Ll}")
                        .endsWith("."));
    }

    @Test
    void saysHowItStandsToSomebodyWhoWasNotThere() {
        assertThat(fleet.inPhase("paused").outcome().sentence())
                .matches("Under way for .*: paused at stage 1 of 4, with 5% of the traffic on \\S+\\."
                        + " Newest in the log: paused by ada: the sale begins at noon\\.");
        assertThat(fleet.inPhase("scheduled").outcome().sentence())
                .startsWith("Not begun yet: scheduled. Newest in the log: it is scheduled for ");
        assertThat(fleet.all())
                .filteredOn(report -> report.outcome().word().equals("aborted"))
                .isNotEmpty()
                .allSatisfy(report -> assertThat(report.outcome().sentence())
                        .contains("a person has ended the rollout after ", "Why: aborted by ada: customers complain."));
        assertThat(fleet.all())
                .filteredOn(report -> report.mode().equals("observe"))
                .isNotEmpty()
                .allSatisfy(report -> assertThat(report.outcome().sentence())
                        .endsWith("Nothing was touched, since its mode is observe."));
    }

    @Test
    void aRolloutThatALaterOneHasFollowedIsNotSaidToBeUnderWay() {
        try (ReportedFleet other = new ReportedFleet(6, 0, 5)) {
            DeploymentReport report = other.followed();

            assertThat(report.outcome().word()).isEqualTo("replaced");
            assertThat(report.outcome().sentence())
                    .startsWith("How it ended is not in the log: " + report.service() + " has begun a later rollout");
            assertThat(report.left()).isEmpty();
            assertThat(report.times().endedAt()).isEmpty();
            assertThat(new String(other.reports.written(report, ReportFormat.HTML), StandardCharsets.UTF_8))
                    .contains("<h2>The last that is known</h2>", "Newest record", "Until then")
                    .doesNotContain("Why it ended so", "<dt>Ended", "goes on by itself");
            assertThat(new RecordJson()
                            .tree(other.reports.written(report, ReportFormat.JSON))
                            .at("/times/endedAt")
                            .isMissingNode())
                    .isTrue();
        }
    }

    /** The version that could not be rolled back may be what the later rollout has released. */
    @Test
    void aRollbackThatFailedIsNobodysTaskOnceALaterRolloutHasBegun() {
        try (ReportedFleet other = new ReportedFleet(12, 0, 5)) {
            assertThat(other.inPhase("rollback-failed").outcome().sentence()).contains("a person must act");

            DeploymentReport report = other.followed("rollback-failed");

            assertThat(report.left()).noneMatch(item -> item.startsWith("Take the traffic"));
            assertThat(report.times().endedAt()).isEmpty();
            assertThat(report.outcome().sentence())
                    .contains("could not be carried out: " + report.service() + " has begun a later rollout since.")
                    .doesNotContain("a person must act");
        }
    }

    /** Held executors carry out no advance, whatever the rollout's own records say. */
    @Test
    void whatExecutorsAreHeldByIsLeftToBeReleased() {
        try (ReportedFleet other = new ReportedFleet(12, 1, 5)) {
            other.hold("an incident");

            assertThat(other.all())
                    .filteredOn(report -> report.outcome().word().equals("under-way")
                            && report.mode().equals("enforce"))
                    .isNotEmpty()
                    .allSatisfy(report -> assertThat(report.left())
                            .contains("Release the executors once they may go on: in 1 partition no advance is carried"
                                    + " out, held by ada: an incident."));
            assertThat(other.all())
                    .filteredOn(report -> report.outcome().word().equals("completed"))
                    .isNotEmpty()
                    .allSatisfy(report -> assertThat(report.left()).noneMatch(item -> item.contains("held by")));
        }
    }

    @Test
    void saysOfNoRolloutThatItGoesOnByItself() {
        assertThat(fleet.all())
                .filteredOn(report -> report.left().isEmpty())
                .isNotEmpty()
                .allSatisfy(report -> assertThat(text(report, ReportFormat.MARKDOWN))
                        .contains("Nothing that the log tells of.")
                        .doesNotContain("by itself"));
    }

    @Test
    void saysWhatIsLeftToDo() {
        assertThat(fleet.rolledBack().left()).isEmpty();
        assertThat(fleet.inPhase("rollback-failed").left())
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("Take the traffic from ")
                                .endsWith(" by hand: its rollback has failed."),
                        second -> assertThat(second)
                                .contains("of decision 2: failed, step weight: the proxy does not answer."));
        assertThat(fleet.inPhase("awaiting").left())
                .anySatisfy(
                        item -> assertThat(item).startsWith("It waits: the approval of release-manager is missing"));
        assertThat(fleet.inPhase("shifting").left())
                .anySatisfy(item -> assertThat(item).contains("asks of decision", "Is the replica caught up?"));
        assertThat(text(fleet.rolledBack(), ReportFormat.MARKDOWN)).contains("Nothing that the log tells of.");
    }

    @Test
    void tellsWhatHappenedThenWhyThenWhatWasDoneAndWhatIsLeft() {
        assertThat(text(fleet.rolledBack(), ReportFormat.HTML))
                .containsSubsequence(
                        "<h1>",
                        "class=\"outcome bad\"",
                        "Why it ended so",
                        "What was done",
                        "What is left to do",
                        "Policy");
    }

    @Test
    void leavesOutWhatThereIsNothingToTellOf() {
        String scheduled = text(fleet.inPhase("scheduled"), ReportFormat.HTML);

        assertThat(scheduled)
                .contains("What was done")
                .doesNotContain("<h2>Figures", "<svg", "<h2>Executions", "<h2>Why", "<dl></dl>", "Took");
    }

    @Test
    void aHookAfterTheEndMakesARolloutNoLonger() {
        DeploymentReport report = fleet.rolledBack();

        assertThat(report.times().endedAt())
                .hasValueSatisfying(
                        ended -> assertThat(ended).isBefore(report.times().asOf()));
        assertThat(report.times().endedAt())
                .contains(report.deciding()
                        .orElseThrow()
                        .at()
                        .plus(report.times().recover().orElseThrow()));
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

    private static String text(DeploymentReport report, ReportFormat format) {
        return new String(fleet.reports.written(report, format), StandardCharsets.UTF_8);
    }

    @Test
    void knowsNoReportOfARolloutThatIsNotKnown() {
        assertThat(fleet.reports.deployment("nobody-1")).isEmpty();
    }
}
