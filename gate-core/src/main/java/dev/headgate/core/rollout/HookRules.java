package dev.headgate.core.rollout;

import dev.headgate.core.judge.Deeds;
import dev.headgate.core.judge.Deeds.HookRun;
import dev.headgate.core.judge.Judged;
import dev.headgate.core.judge.StageClock;
import dev.headgate.core.rollout.Affairs.Repeat;
import dev.headgate.core.rollout.PendingRun.Purpose;
import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.RepeatedHook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Hooks: those of a list are run one after the other, each when all that stands before it passes; those of {@code during}
 * again and again, never two runs of one at a time.
 */
final class HookRules {

    /** Where runbooks of {@code onStart} stand. */
    static final String ON_START = "onStart/";

    private HookRules() {}

    /** Brings a list forward by one hook at most; whether all of it is done. */
    static boolean bring(Course course, JudgedLines lines, CriterionList list, Purpose purpose) {
        for (Judged line : lines.of(list)) {
            boolean run = latest(course, line.line().id()).isPresent();
            if (line.line().criterion().measure() instanceof Measure.Hook hook && !run) {
                run(course, purpose, line, hook.runbook());
            }
            boolean inVain = JudgedLines.isHook(line) && !course.enforced();
            if (!inVain && (!lines.passes(line) || (JudgedLines.isHook(line) && !run))) {
                return false;
            }
        }
        return true;
    }

    /** Runs what {@code onStart} names, one after the other; whether all of it is done. */
    static boolean start(Course course) {
        List<String> runbooks = course.policy()
                .map(Policy::procedure)
                .map(procedure -> procedure.onStart())
                .orElse(List.of());
        for (int i = 0; i < runbooks.size(); i++) {
            String runbook = runbooks.get(i);
            Optional<HookRun> run =
                    latest(course, ON_START + i).filter(each -> each.runbook().equals(runbook));
            if (run.isEmpty()) {
                String why = "before anything is shifted `" + runbooks.get(i) + "` is run";
                RunRules.run(course, Purpose.START, ON_START + i, runbooks.get(i), why, Optional.empty());
            }
            boolean over =
                    run.map(each -> each.status() == ExecutionStatus.SUCCEEDED).orElse(false);
            if (course.enforced() && !over) {
                return false;
            }
        }
        return true;
    }

    /** Runs hooks that an advance line reads and nothing else runs, once all other advance lines pass. */
    static void read(Course course, JudgedLines lines) {
        List<Judged> advance = lines.of(CriterionList.ADVANCE);
        boolean others =
                advance.stream().filter(line -> !JudgedLines.isHook(line)).allMatch(lines::passes);
        if (!others) {
            return;
        }
        List<String> runElsewhere = Stream.of(CriterionList.ENTER, CriterionList.DURING, CriterionList.EXIT)
                .flatMap(list -> lines.of(list).stream())
                .flatMap(HookRules::runbook)
                .toList();
        advance.stream()
                .filter(line -> runbook(line)
                        .anyMatch(name -> !runElsewhere.contains(name)
                                && course.rollout()
                                        .affairs()
                                        .deeds()
                                        .latestOf(name)
                                        .isEmpty()))
                .findFirst()
                .ifPresent(line -> runbook(line).forEach(name -> run(course, Purpose.EXIT, line, name)));
    }

    /** Begins those runs of {@code during} that are due. */
    static void repeat(Course course, JudgedLines lines) {
        List<RepeatedHook> hooks = during(course.rollout(), course.policy());
        List<Judged> judged = lines.of(CriterionList.DURING);
        for (int i = 0; i < Math.min(hooks.size(), judged.size()); i++) {
            String line = judged.get(i).line().id();
            Optional<Instant> due = due(course.rollout(), line, hooks.get(i));
            if (due.isPresent() && !course.now().isBefore(due.get())) {
                List<Repeat> repeats =
                        new ArrayList<>(course.rollout().affairs().repeats());
                repeats.removeIf(each -> each.line().equals(line));
                repeats.add(new Repeat(line, course.now()));
                course.affairs(affairs -> affairs.repeating(repeats));
                Judged hook = judged.get(i);
                runbook(hook).forEach(name -> run(course, Purpose.DURING, hook, name));
            }
        }
    }

    /** When hooks of {@code during} are next due. */
    static Stream<Instant> due(Rollout rollout, Optional<Policy> policy) {
        int stage = rollout.clock().map(StageClock::stage).orElse(0);
        List<RepeatedHook> hooks = during(rollout, policy);
        return Stream.iterate(0, i -> i + 1)
                .limit(hooks.size())
                .flatMap(i -> due(rollout, Stages.list(stage, "during") + i, hooks.get(i)).stream());
    }

    /** Whether the last run of a line's hook has come to nothing. */
    static boolean failed(Rollout rollout, String line) {
        return rollout.affairs().deeds().latestFor(line).map(HookRules::failed).orElse(false);
    }

    static boolean failed(HookRun run) {
        return switch (run.status()) {
            case FAILED, REFUSED, EXPIRED, SUPERSEDED -> true;
            case STARTED, SUCCEEDED, UNKNOWN -> false;
        };
    }

    /** A hook under {@code enter} or {@code exit} that has failed, or whose outcome is not as the line wishes. */
    static boolean broken(Judged line, Deeds deeds) {
        return JudgedLines.isHook(line)
                && deeds.latestFor(line.line().id())
                        .map(run -> failed(run)
                                || (run.status() == ExecutionStatus.SUCCEEDED && line.judgement() == Judgement.FAIL))
                        .orElse(false);
    }

    private static Optional<Instant> due(Rollout rollout, String line, RepeatedHook hook) {
        boolean underWay =
                rollout.affairs().runs().stream().anyMatch(run -> run.line().equals(line));
        if (underWay || !rollout.staying()) {
            return Optional.empty();
        }
        return rollout.affairs().repeats().stream()
                .filter(each -> each.line().equals(line))
                .findFirst()
                .map(each -> each.begunAt().plus(hook.every()))
                .or(() -> rollout.clock().map(StageClock::startedAt));
    }

    private static List<RepeatedHook> during(Rollout rollout, Optional<Policy> policy) {
        return policy.flatMap(plan -> rollout.clock()
                        .map(clock ->
                                plan.stages().get(clock.stage()).procedure().during()))
                .orElse(List.of());
    }

    private static Stream<String> runbook(Judged line) {
        return line.line().criterion().measure() instanceof Measure.Hook hook
                ? Stream.of(hook.runbook())
                : Stream.empty();
    }

    private static Optional<HookRun> latest(Course course, String line) {
        return course.rollout().affairs().deeds().latestFor(line);
    }

    private static void run(Course course, Purpose purpose, Judged line, String runbook) {
        String why = "`" + line.line().criterion().text() + "` is run " + purpose.words();
        RunRules.run(course, purpose, line.line().id(), runbook, why, Optional.of(line.line()));
    }
}
