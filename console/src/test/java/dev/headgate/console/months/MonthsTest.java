package dev.headgate.console.months;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.console.months.Months.Rollout;
import dev.headgate.console.rollout.RolloutOutcome.End;
import dev.headgate.console.view.MonthFigures;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MonthsTest {

    private static final YearMonth MAY = YearMonth.of(2026, 5);

    @Test
    void countsWhatIsOverAndTakesMeansOfWhatWasMeasured() {
        List<MonthFigures> months = Months.of(List.of(
                rollout("cart", MAY, End.COMPLETED),
                rollout("cart", MAY, End.COMPLETED),
                rollout("cart", MAY, End.RUNNING),
                new Rollout("cart", MAY, End.ABORTED, Optional.empty(), seconds(4), Duration.ofSeconds(90), 2),
                new Rollout("cart", MAY, End.ROLLED_BACK, seconds(20), seconds(2), Duration.ZERO, 0)));

        MonthFigures figures = months.get(0);
        assertThat(months).hasSize(1);
        assertThat(figures.rollouts()).isEqualTo(5);
        assertThat(figures.completed()).isEqualTo(2);
        assertThat(figures.rolledBack()).isEqualTo(1);
        assertThat(figures.aborted()).isEqualTo(1);
        assertThat(figures.running()).isEqualTo(1);
        assertThat(figures.successRate()).hasValue(0.5);
        assertThat(figures.meanTimeToDetect()).contains(Duration.ofSeconds(20));
        assertThat(figures.meanTimeToRecover()).contains(Duration.ofSeconds(3));
        assertThat(figures.meanTimeToAcknowledge()).contains(Duration.ofSeconds(45));
    }

    @Test
    void saysNothingOfWhatIsNotKnown() {
        MonthFigures figures =
                Months.of(List.of(rollout("cart", MAY, End.RUNNING))).get(0);

        assertThat(figures.successRate()).isEmpty();
        assertThat(figures.meanTimeToDetect()).isEmpty();
        assertThat(figures.meanTimeToRecover()).isEmpty();
        assertThat(figures.meanTimeToAcknowledge()).isEmpty();
    }

    @Test
    void putsTheLatestMonthFirst() {
        List<MonthFigures> months = Months.of(List.of(
                rollout("search", MAY, End.COMPLETED),
                rollout("cart", MAY, End.COMPLETED),
                rollout("cart", MAY.plusMonths(1), End.COMPLETED)));

        assertThat(months)
                .extracting(each -> each.month() + " " + each.service())
                .containsExactly("2026-06 cart", "2026-05 cart", "2026-05 search");
    }

    private static Rollout rollout(String service, YearMonth month, End end) {
        return new Rollout(service, month, end, Optional.empty(), Optional.empty(), Duration.ZERO, 0);
    }

    private static Optional<Duration> seconds(long seconds) {
        return Optional.of(Duration.ofSeconds(seconds));
    }
}
