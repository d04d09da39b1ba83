package dev.headgate.cli.doctor;

import dev.headgate.cli.doctor.Finding.Level;
import dev.headgate.cli.doctor.GroupSeen.Unread;
import dev.headgate.cli.terminal.Figures;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

/** Whether gate and executors run, and keep up. */
final class GroupChecks {
    static final String CHECK = "lag";
    private static final Duration DOUBTFUL = Duration.ofSeconds(5);
    private static final Duration WRONG = Duration.ofSeconds(60);

    private GroupChecks() {}

    /** Of one group. */
    static Finding of(GroupSeen group) {
        if (group.members().isEmpty()) {
            return Finding.doubtful(
                    CHECK,
                    group.who() + " has never run here: there is no group " + group.id(),
                    group.needed()
                            ? "Start it; has it another topic prefix or application id?"
                            : "Start one once traffic is to be shifted; has it a group.id of its own, name it with"
                                    + " --group.");
        }
        if (group.members().get() == 0) {
            return Finding.wrong(
                    CHECK,
                    group.who() + " does not run: group " + group.id() + " has no members"
                            + oldest(group)
                                    .map(age -> " and has not read what came " + Figures.elapsed(age) + " ago")
                                    .orElse(""),
                    "Start it, and look at the end of its log.");
        }
        String members =
                group.members().get() == 1 ? "1 member" : group.members().get() + " members";
        Optional<Unread> worst = worst(group);
        Level level = level(worst.flatMap(Unread::oldest).orElse(Duration.ZERO));
        if (level == Level.GOOD) {
            return Finding.good(CHECK, group.who() + " keeps up, " + members);
        }
        return new Finding(
                level,
                CHECK,
                group.who() + " is "
                        + worst.flatMap(Unread::oldest).map(Figures::elapsed).orElse("")
                        + " behind in " + worst.map(Unread::topic).orElse("") + "/"
                        + worst.map(unread -> Integer.toString(unread.partition()))
                                .orElse("") + ", "
                        + Figures.count(worst.map(Unread::records).orElse(0L)) + " records, " + members,
                "Look at its log and its /metrics, at hung transactions here, and whether it needs more instances.");
    }

    private static Level level(Duration age) {
        if (age.compareTo(WRONG) >= 0) {
            return Level.WRONG;
        }
        return age.compareTo(DOUBTFUL) >= 0 ? Level.DOUBTFUL : Level.GOOD;
    }

    private static Optional<Unread> worst(GroupSeen group) {
        return group.unread().stream()
                .filter(unread -> unread.oldest().isPresent())
                .max(Comparator.comparing(unread -> unread.oldest().orElse(Duration.ZERO)));
    }

    private static Optional<Duration> oldest(GroupSeen group) {
        return worst(group).flatMap(Unread::oldest);
    }
}
