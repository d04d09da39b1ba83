package dev.headgate.console.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.console.fleet.FleetFeed;
import dev.headgate.console.fleet.FleetLog;
import dev.headgate.console.fleet.FleetRecord;
import dev.headgate.console.fleet.FleetSettings;
import dev.headgate.console.model.ReadModel;
import dev.headgate.console.model.Signatures;
import dev.headgate.console.view.DecisionDetail;
import dev.headgate.console.view.RolloutRow;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.signing.KeyFiles;
import dev.headgate.schemas.signing.SigningKey;
import dev.headgate.schemas.signing.TrustedKeys;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody who may write into the topic of decisions cannot make a report say what no gate has decided. */
final class ForgedDecisionsTest {

    private static final JsonCodec CODEC = new JsonCodec();

    @TempDir
    Path directory;

    private ReadModel model;
    private Reports reports;
    private FleetLog fleet;
    private FleetFeed feed;
    private List<FleetRecord> past;
    private SigningKey gate;
    private SigningKey stranger;

    @BeforeEach
    void read() throws Exception {
        Path trusted = Files.createDirectory(directory.resolve("trusted"));
        gate = SigningKey.load(KeyFiles.create(trusted, "gate").privateKey());
        stranger = SigningKey.load(KeyFiles.create(Files.createDirectory(directory.resolve("others")), "stranger")
                .privateKey());
        model = ReadModel.inMemory(
                new Signatures(Optional.of(TrustedKeys.load(trusted)), Optional.empty()), () -> ReportedFleet.NOW);
        reports = new Reports(model);
        fleet = new FleetLog(
                FleetSettings.of(7, 1, 1, ReportedFleet.NOW).points(5).signed(gate, gate));
        feed = new FleetFeed(4);
        past = fleet.past();
        feed.feed(model, past, 500);
        feed.feed(model, fleet.rollBack(service(), ReportedFleet.NOW.plusSeconds(1)), 500);
    }

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void allThatAGateHasSignedIsSaidToBe() {
        assertThat(report().signatures().wrong()).isZero();
        assertThat(report().signatures().sentence()).matches("all \\d+ decisions are signed by trusted keys");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unsigned", "a stranger's", "changed"})
    void aForgedEndIsShownAndNotBelieved(String how) {
        DeploymentReport before = report();

        forge(how, completed(before.rolloutId()));

        DeploymentReport after = report();
        assertThat(after.outcome()).isEqualTo(before.outcome());
        assertThat(after.outcome().word()).isEqualTo("rolled-back");
        assertThat(after.deciding()).isEqualTo(before.deciding());
        assertThat(after.times()).isEqualTo(before.times());
        assertThat(after.signatures().wrong()).isEqualTo(1);
        assertThat(after.left()).containsExactly("Find out who wrote decision 99: its signature is wrong.");
        assertThat(text(after))
                .contains(" decisions is not signed by a trusted key", "Not believed, its signature is wrong:");
        assertThat(reports.lastRollout(service()).message()).isEqualTo("rolled back " + before.canary());
    }

    /** A copy may bring other figures, or say that nothing was shifted; it may be of a millisecond later, or earlier. */
    @ParameterizedTest
    @CsvSource({"unsigned, 1", "a stranger's, 1", "changed, -1", "unsigned, -60000"})
    void aForgedCopyOfADecisionStandsForItNowhere(String how, long millis) {
        DeploymentReport before = report();
        DeploymentReport.Deciding deciding = before.deciding().orElseThrow();
        DecisionDetail known = model.decision(deciding.decisionId()).orElseThrow();
        assertThat(deciding.verdict()).isPresent();

        forge(how, copyOf(deciding.decisionId(), deciding.at().plusMillis(millis)));

        DeploymentReport after = report();
        assertThat(after.deciding()).isEqualTo(before.deciding());
        assertThat(after.outcome()).isEqualTo(before.outcome());
        assertThat(after.decisions())
                .containsAll(before.decisions())
                .hasSize(before.decisions().size() + 1);
        assertThat(after.decisions())
                .filteredOn(decided -> !decided.believed())
                .singleElement()
                .satisfies(forged -> assertThat(forged.verdicts()).isEmpty());
        assertThat(after.left())
                .containsExactly("Find out who wrote another record of decision "
                        + deciding.decisionId().substring(before.rolloutId().length() + 1) + ", of "
                        + Wording.at(deciding.at().plusMillis(millis)) + ": its signature is wrong.");
        String page = new String(reports.written(after, ReportFormat.HTML), StandardCharsets.UTF_8);
        String id =
                "decision-" + deciding.decisionId().substring(before.rolloutId().length() + 1);
        assertThat(page.split("id=\"" + id + "\"", -1))
                .as("what %s leads to", id)
                .hasSize(2);

        DecisionDetail told = model.decision(deciding.decisionId()).orElseThrow();
        assertThat(told.decision()).isEqualTo(known.decision());
        assertThat(told.signature()).isEqualTo(known.signature());
        assertThat(told.signature().state()).isEqualTo(Signatures.CHECKED);
        assertThat(told.previous()).isEqualTo(known.previous());
        assertThat(told.next()).isEqualTo(known.next());
        assertThat(known.forgeries()).isEmpty();
        assertThat(told.forgeries()).singleElement().satisfies(forgery -> {
            assertThat(forgery.reason()).isEqualTo("nothing was ever wrong");
            assertThat(forgery.keyId().isEmpty()).isEqualTo(how.equals("unsigned"));
        });
    }

    /** With a key that is missing among the trusted ones nothing is concluded, nor that nothing had happened. */
    @Test
    void whereNoDecisionIsBelievedARolloutIsNotSaidToHaveEndedBeforeItBegan() throws Exception {
        Path others = Files.createDirectory(directory.resolve("other-keys"));
        KeyFiles.create(others, "another");
        try (ReadModel other = ReadModel.inMemory(
                new Signatures(Optional.of(TrustedKeys.load(others)), Optional.empty()), () -> ReportedFleet.NOW)) {
            FleetFeed again = new FleetFeed(4);
            again.feed(other, past, 500);
            FleetLog same = new FleetLog(
                    FleetSettings.of(7, 1, 1, ReportedFleet.NOW).points(5).signed(gate, gate));
            same.past();
            again.feed(other, same.rollBack(service(), ReportedFleet.NOW.plusSeconds(1)), 500);

            DeploymentReport untold =
                    new Reports(other).deployment(report().rolloutId()).orElseThrow();

            assertThat(report().outcome().word()).isEqualTo("rolled-back");
            assertThat(untold.signatures().checked()).isZero();
            assertThat(untold.outcome().word()).isEqualTo("rolled-back");
            assertThat(untold.outcome().sentence())
                    .isEqualTo(service() + " is back on " + untold.baseline() + ": " + untold.canary()
                            + " was rolled back. By whom or what is not told: the decision is not in the log, or its"
                            + " signature is wrong.");
            assertThat(untold.deciding()).isEmpty();
        }
    }

    @Test
    void whereItsDecisionsAreGoneARolloutIsNotSaidToHaveEndedBeforeItBegan() {
        DeploymentReport before = report();
        Instant muchLater = ReportedFleet.NOW.plus(Duration.ofDays(400));
        while (model.removeOutdated(muchLater)) {
            // Some at a time.
        }

        DeploymentReport after = report();

        assertThat(after.decisions()).isEmpty();
        assertThat(after.rolloutId()).isEqualTo(before.rolloutId());
        assertThat(after.outcome().word()).isEqualTo("rolled-back");
        assertThat(after.outcome().sentence())
                .contains("By whom or what is not told")
                .doesNotContain("before any traffic");
    }

    @Test
    void aForgedRolloutIsNone() {
        PeriodReport before = period();
        Badge badge = reports.success(service(), ReportedFleet.NOW.plusSeconds(60));

        forge("unsigned", completed("checkout-9-9-9"));

        assertThat(reports.deployment("checkout-9-9-9")).isEmpty();
        assertThat(reports.last(service()).map(RolloutRow::rolloutId)).contains(report().rolloutId());
        assertThat(reports.success(service(), ReportedFleet.NOW.plusSeconds(60)))
                .isEqualTo(badge);
        PeriodReport after = period();
        assertThat(after.figures()).isEqualTo(before.figures());
        assertThat(after.rollouts()).isEqualTo(before.rollouts());
        assertThat(after.signatures().wrong()).isEqualTo(1);
    }

    private PeriodReport period() {
        return reports.period(Optional.of(service()), Period.month("2026-11").orElseThrow());
    }

    private String service() {
        return fleet.services().get(0);
    }

    private DeploymentReport report() {
        return reports.last(service())
                .flatMap(row -> reports.deployment(row.rolloutId()))
                .orElseThrow();
    }

    private String text(DeploymentReport report) {
        return new String(reports.written(report, ReportFormat.MARKDOWN), StandardCharsets.UTF_8);
    }

    /** The service's first decision, made into the end of a rollout by a later start than any. */
    private Decision completed(String rolloutId) {
        Decision some = fleetsDecision();
        return new Decision(
                rolloutId + "/99",
                rolloutId,
                some.service(),
                some.epoch() + 1_000,
                99,
                some.correlationId(),
                DecisionKind.COMPLETE,
                some.mode(),
                some.severity(),
                some.canary(),
                some.baseline(),
                some.stage(),
                some.to(),
                some.to(),
                "all is well",
                Optional.empty(),
                List.of(),
                some.policyHash(),
                ReportedFleet.NOW.plusSeconds(30),
                List.of(),
                Optional.empty(),
                some.runbook());
    }

    /** Under a decision's id, without its verdicts and its weights. */
    private Decision copyOf(String decisionId, Instant at) {
        Decision real = CODEC.readDecision(
                model.decision(decisionId).orElseThrow().decision().toString().getBytes(StandardCharsets.UTF_8));
        return new Decision(
                real.decisionId(),
                real.rolloutId(),
                real.service(),
                real.epoch(),
                real.sequence(),
                real.correlationId(),
                real.kind(),
                real.mode(),
                real.severity(),
                real.canary(),
                real.baseline(),
                real.stage(),
                real.to(),
                real.to(),
                "nothing was ever wrong",
                Optional.empty(),
                List.of(),
                real.policyHash(),
                at,
                real.inputOffsets(),
                real.validFor(),
                real.runbook());
    }

    private Decision fleetsDecision() {
        return past.stream()
                .filter(record -> record.topic().equals(TopicCatalogue.GATE_DECISIONS))
                .map(record -> CODEC.readDecision(record.value().orElseThrow()))
                .filter(decision -> decision.service().equals(service()))
                .findFirst()
                .orElseThrow();
    }

    private void forge(String how, Decision decision) {
        byte[] value = CODEC.write(decision);
        RecordHeaders headers = new RecordHeaders();
        switch (how) {
            case "a stranger's" -> stranger.sign(value, headers);
            case "changed" -> gate.sign(CODEC.write(fleetsDecision()), headers);
            default -> assertThat(how).isEqualTo("unsigned");
        }
        feed.feed(
                model,
                List.of(new FleetRecord(
                        TopicCatalogue.GATE_DECISIONS,
                        decision.service(),
                        Optional.of(value),
                        decision.evaluatedAt(),
                        headers)),
                1);
    }
}
