package dev.headgate.cli.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Times as they are told: since the rollout's start. */
final class Since {

    private Since() {}

    /** {@code +1:02:03}, hours first; {@code +2d 01:02:03} from a day on. */
    static String start(long startSecond, Instant instant) {
        long seconds = Math.max(
                0, Duration.between(Instant.ofEpochSecond(startSecond), instant).toSeconds());
        long days = seconds / 86_400;
        long hours = seconds % 86_400 / 3_600;
        long minutes = seconds % 3_600 / 60;
        return days > 0
                ? String.format(Locale.ROOT, "+%dd %02d:%02d:%02d", days, hours, minutes, seconds % 60)
                : String.format(Locale.ROOT, "+%d:%02d:%02d", hours, minutes, seconds % 60);
    }
}
