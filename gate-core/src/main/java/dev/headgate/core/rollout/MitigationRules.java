package dev.headgate.core.rollout;

import dev.headgate.core.judge.Condition;
import dev.headgate.core.judge.Judged;
import dev.headgate.core.judge.Line;
import dev.headgate.core.rollout.PendingRun.Purpose;
import dev.headgate.schemas.model.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Softer than a rollback: a runbook is run once when its line has failed, and undone once the line has been clear for as
 * long as it must be true to fail; when its stage is left, and when the rollout is over.
 */
final class MitigationRules {

    private MitigationRules() {}

    static void apply(Course course, JudgedLines lines) {
        lines.failed(Effect.MITIGATE).forEach(line -> mitigate(course, line));
        List<Mitigation> lasting = new ArrayList<>();
        List<Mitigation> over = new ArrayList<>();
        for (Mitigation each : course.rollout().affairs().mitigations()) {
            Optional<Judged> line = lines.at(each.line());
            Mitigation now = each.clearSince(clearSince(each, line, course.now()));
            boolean clear = now.clearSince()
                    .map(since -> !course.now().isBefore(since.plus(holdFor(line))))
                    .orElse(false);
            (clear || line.isEmpty() ? over : lasting).add(now);
        }
        course.affairs(affairs -> affairs.mitigating(lasting));
        over.forEach(
                each -> undo(course, each, "it is over", lines.at(each.line()).map(Judged::line)));
    }

    /** Undoes whatever still lasts. */
    static void undoAll(Course course, String because) {
        List<Mitigation> lasting = course.rollout().affairs().mitigations();
        course.affairs(affairs -> affairs.mitigating(List.of()));
        lasting.forEach(each -> undo(course, each, because, Optional.empty()));
    }

    /** When the next one has been clear for long enough. */
    static Optional<Instant> due(Mitigation mitigation, Duration holdFor) {
        return mitigation.clearSince().map(since -> since.plus(holdFor));
    }

    private static void mitigate(Course course, Judged failed) {
        Line line = failed.line();
        boolean lasts = course.rollout().affairs().mitigations().stream()
                .anyMatch(each -> each.line().equals(line.id()));
        Optional<String> runbook = line.response().runbook();
        if (lasts || runbook.isEmpty()) {
            return;
        }
        List<Mitigation> lasting = new ArrayList<>(course.rollout().affairs().mitigations());
        lasting.add(new Mitigation(line.id(), runbook.get(), course.now(), Optional.empty()));
        course.affairs(affairs -> affairs.mitigating(lasting));
        String why = JudgedLines.sentence(failed) + ", so `" + runbook.get() + "` is run until it is clear";
        RunRules.run(course, Purpose.APPLY, line.id(), runbook.get(), why, Optional.of(line));
    }

    private static void undo(Course course, Mitigation over, String because, Optional<Line> line) {
        String what = line.map(each -> "`" + each.criterion().text() + "`: ").orElse("");
        String why = what + because + ", so `" + over.runbook() + "` is undone";
        RunRules.run(course, Purpose.UNDO, over.line(), over.runbook(), why, line);
    }

    private static Optional<Instant> clearSince(Mitigation each, Optional<Judged> line, Instant now) {
        boolean clear = line.map(found -> found.finding().condition() == Condition.FALSE)
                .orElse(true);
        return clear ? each.clearSince().or(() -> Optional.of(now)) : Optional.empty();
    }

    private static Duration holdFor(Optional<Judged> line) {
        return line.map(found -> found.line().criterion().holdFor()).orElse(Duration.ZERO);
    }
}
