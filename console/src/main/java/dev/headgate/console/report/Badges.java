package dev.headgate.console.report;

import dev.headgate.console.rollout.RolloutHistory;
import dev.headgate.console.rollout.RolloutOutcome.End;
import dev.headgate.console.rollout.Words;
import dev.headgate.console.view.RolloutRow;
import dev.headgate.schemas.model.Phase;
import java.util.List;
import java.util.Optional;

/** What badges say. */
final class Badges {

    /** Over how many days a success rate is. */
    static final int DAYS = 30;

    private static final double GOOD = 0.9;
    private static final double BAD = 0.7;

    private Badges() {}

    /** Of a service's last rollout. */
    static Badge last(String service, Optional<RolloutRow> last) {
        return last.map(row -> new Badge(service, message(row), tone(row)))
                .orElse(new Badge(service, "no rollout", Tone.PLAIN));
    }

    /** Of the rollouts that were started within the last days. */
    static Badge success(String service, List<RolloutHistory> rollouts) {
        String label = service + " rollouts, " + DAYS + " days";
        long over = rollouts.stream()
                .filter(rollout -> rollout.outcome().end() != End.RUNNING)
                .count();
        long completed = rollouts.stream()
                .filter(rollout -> rollout.outcome().end() == End.COMPLETED)
                .count();
        if (over == 0) {
            return new Badge(label, "none is over", Tone.PLAIN);
        }
        double rate = (double) completed / over;
        Tone tone = rate >= GOOD ? Tone.GOOD : rate < BAD ? Tone.BAD : Tone.OPEN;
        return new Badge(label, Math.round(rate * 100) + " % of " + over + " succeeded", tone);
    }

    private static String message(RolloutRow row) {
        return switch (Words.phase(row.phase())) {
            case COMPLETED -> "completed " + row.canary();
            case ROLLED_BACK -> "rolled back " + row.canary();
            case ROLLBACK_FAILED -> "rollback failed " + row.canary();
            case ROLLING_BACK -> "rolling back " + row.canary();
            case SCHEDULED -> "scheduled " + row.canary();
            case PREPARING, AWAITING, PAUSED, SHIFTING, OBSERVING, WATCHING, UNKNOWN ->
                row.weight()
                        .map(weight -> "live " + Wording.number(weight.percent()) + " %")
                        .orElse("preparing " + row.canary());
        };
    }

    private static Tone tone(RolloutRow row) {
        Phase phase = Words.phase(row.phase());
        return switch (phase) {
            case COMPLETED -> Tone.GOOD;
            case ROLLED_BACK, ROLLBACK_FAILED, ROLLING_BACK -> Tone.BAD;
            case SCHEDULED, PREPARING, AWAITING, PAUSED, SHIFTING, OBSERVING, WATCHING -> Tone.OPEN;
            case UNKNOWN -> Tone.PLAIN;
        };
    }
}
