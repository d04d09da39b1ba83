package dev.headgate.executor.notice;

import static dev.headgate.executor.notice.SampleNotices.NOON;
import static dev.headgate.executor.notice.SampleNotices.decision;
import static dev.headgate.executor.notice.SampleNotices.execution;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Question;
import dev.headgate.schemas.model.Severity;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NoticeWriterTest {

    private final NoticeWriter writer = new NoticeWriter(SampleNotices.toNobody());

    @Test
    void aRollbackTellsWhatFromWhereToWhereWhyAndByWhichLineWithItsFigures() {
        Notice notice = writer.of(SampleNotices.rollback(), Optional.empty());

        assertThat(notice.title()).isEqualTo("[production] shop 2.4.1: rollback 5% → 0% (critical)");
        assertThat(notice.reason()).isEqualTo("errorRate was above 5 % for 3 s");
        assertThat(shown(notice))
                .containsEntry("Environment", "production")
                .containsEntry("Previous version", "2.4.0")
                .containsEntry("Line", "errorRate > 5% for 3s")
                .containsEntry("Observed", "12.5 %")
                .containsEntry("Limit", "5 %")
                .containsEntry("Runbook", "shift-traffic")
                .containsEntry("Decision id", "shop-1/3")
                .doesNotContainKeys("Duration of the rollout", "Performance");
    }

    @Test
    void anEndTellsHowLongTheRolloutTookAndTheFiguresThatItRestsOn() {
        Notice notice =
                writer.of(of(DecisionKind.COMPLETE, Mode.ENFORCE), Optional.of(NOON.minus(Duration.ofHours(26))));

        assertThat(notice.title()).isEqualTo("[production] shop 2.4.1: complete (info)");
        assertThat(shown(notice))
                .containsEntry("Duration of the rollout", "1 d 2 h")
                .containsEntry("Performance", "80 of 640 requests failed, 12.5 %, the limit is 5 %.");
    }

    @Test
    void aFailureTellsTheStepItsExitCodeAndTheEndOfItsOutput() {
        Notice notice = writer.of(
                execution(SampleNotices.rollback(), ExecutionStatus.FAILED, "x".repeat(5_000) + "\nthe end"),
                Facts.of(SampleNotices.rollback()));

        assertThat(notice.title()).isEqualTo("[production] shop 2.4.1: rollback failed 5% → 0% (critical)");
        assertThat(shown(notice))
                .containsEntry("Failed step", "weight, exit code 3")
                .containsEntry("Took", "0.75 s")
                .containsEntry("Executor", "executor-1")
                .containsEntry("Results", "upsert.p95 = 17")
                .containsEntry("About", "shop-1/3");
        assertThat(Shown.output(notice)).hasSize(1_500).startsWith("…").endsWith("\nthe end");
    }

    @Test
    void aRetreatThatFailedIsCriticalAndAnAdvanceThatFailedIsAWarning() {
        for (ExecutionStatus status : ExecutionStatus.values()) {
            boolean failed = status == ExecutionStatus.FAILED || status == ExecutionStatus.REFUSED;
            boolean strange = status == ExecutionStatus.EXPIRED || status == ExecutionStatus.UNKNOWN;
            Severity quiet = strange ? Severity.WARNING : Severity.INFO;
            assertThat(severity(DecisionKind.ROLLBACK, status)).isEqualTo(failed ? Severity.CRITICAL : quiet);
            assertThat(severity(DecisionKind.PROMOTE, status)).isEqualTo(failed ? Severity.WARNING : quiet);
        }
    }

    @Test
    void aRunbookThatWaitsForAPersonSaysForWhatUntilWhenAndHowItIsAnswered() {
        Decision run = of(DecisionKind.RUN, Mode.ENFORCE);
        Notice notice = writer.of(SampleNotices.asking(run, Question.About.CONFIRMATION), Facts.of(run));

        assertThat(notice.waits()).isTrue();
        assertThat(notice.id()).isEqualTo("shop-1/3#1/replica");
        assertThat(notice.title()).contains("run waits for a person").contains("(warning)");
        assertThat(notice.at()).isEqualTo(NOON);
        assertThat(notice.reason())
                .isEqualTo("step replica asks until 2026-11-22T12:30:00Z: Is the replica caught up?; answer with"
                        + " \"headgate executions confirm shop-1/3 --yes --reason TEXT\", or --no");
        assertThat(shown(notice)).containsEntry("Outcome", "waits for a person");
        assertThat(writer.of(SampleNotices.asking(run, Question.About.OUTCOME), Facts.of(run))
                        .reason())
                .endsWith(
                        "\"headgate executions resolve shop-1/3 --step replica --done --reason TEXT\", or --failed, or"
                                + " \"headgate executions retry shop-1/3 --reason TEXT\"");
    }

    @Test
    void aRollbackThatWaitsForAPersonIsCritical() {
        assertThat(SampleNotices.waiting(SampleNotices.rollback()).severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void whatNobodyCarriesOutIsMarkedAndARefusalIsNot() {
        assertThat(writer.of(of(DecisionKind.HOLD, Mode.ENFORCE), Optional.empty())
                        .marking())
                .isEmpty();
        assertThat(writer.of(of(DecisionKind.HOLD, Mode.OBSERVE), Optional.empty())
                        .title())
                .isEqualTo("[production] (observe only) shop 2.4.1: hold (info)");
        assertThat(writer.of(of(DecisionKind.HOLD, Mode.SHADOW), Optional.empty())
                        .marking())
                .isEqualTo("shadow, not carried out");
        assertThat(writer.of(of(DecisionKind.REFUSE, Mode.OBSERVE), Optional.empty())
                        .marking())
                .isEmpty();
    }

    @Test
    void foreignTextIsOneLineBoundedAndCannotTurnRound() {
        assertThat(PlainText.line("a\r\nb\u202Ec\u0007d\u2028e", 100)).isEqualTo("a b c d e");
        assertThat(PlainText.line("x".repeat(300), 10)).isEqualTo("xxxxxxxxx…");
        assertThat(PlainText.cut("ab\uD83D\uDE00cd", 4)).isEqualTo("ab…");
        assertThat(PlainText.end("a\r\nb\u0000", 100)).isEqualTo("a\nb\uFFFD");
        assertThat(PlainText.end("ab\uD83D\uDE00cd", 4)).isEqualTo("…cd");
    }

    @Test
    void figuresAreToldInTheirUnits() {
        Map<String, String> written = new LinkedHashMap<>();
        for (String unit : List.of("ratio", "us", "per-second", "seconds", "times", "bytes", "number")) {
            written.put(unit, Figures.text(java.util.OptionalDouble.of(unit.equals("us") ? 412_500 : 0.0125), unit));
        }

        assertThat(written.values())
                .containsExactly("1.25 %", "413 ms", "0.0125/s", "0.0125 s", "0.0125 times", "0.0125 bytes", "0.0125");
        assertThat(Figures.text(java.util.OptionalDouble.of(2_500_000), "us")).isEqualTo("2.5 s");
        assertThat(Figures.text(java.util.OptionalDouble.empty(), "us")).isEmpty();
        assertThat(Figures.text(java.util.OptionalDouble.of(Double.NaN), "us")).isEmpty();
    }

    private Severity severity(DecisionKind kind, ExecutionStatus status) {
        Decision decision = of(kind, Mode.ENFORCE);
        return writer.of(execution(decision, status, ""), Facts.of(decision)).severity();
    }

    private static Decision of(DecisionKind kind, Mode mode) {
        return decision("shop", 3, kind, Severity.INFO, mode);
    }

    private static Map<String, String> shown(Notice notice) {
        Map<String, String> shown = new LinkedHashMap<>();
        Shown.of(notice).forEach(each -> shown.put(each.name(), each.value()));
        return shown;
    }
}
