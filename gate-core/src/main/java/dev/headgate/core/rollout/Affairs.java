package dev.headgate.core.rollout;

import dev.headgate.core.judge.Deeds;
import dev.headgate.schemas.model.RolloutSituation;
import dev.headgate.schemas.model.WaitingFor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What people and runbooks have to do with a rollout.
 *
 * @param deeds what they have done, as lines see it
 * @param questions what was asked and is not answered yet
 * @param mitigations what lasts until its line is clear
 * @param runs runbooks that were decided to be run and whose end is not known yet
 * @param repeats when hooks of {@code during} were begun last
 * @param paused whether a person has paused it
 * @param byHand whether a person has set the weight within the stage
 * @param weightSince since when the weight in force has been in force
 * @param leftAlone lines and deadlines about which somebody has said "go on", until they are clear
 * @param decided whether the stage was looked at when its decision was due
 * @param rollbackRunbook the runbook of the rollback under way, where its cause names one of its own
 * @param waitingFor what it waits for, the next first
 * @param surroundings hours, notices, digests, trains, and what follows a rollback
 */
public record Affairs(
        Deeds deeds,
        List<OpenQuestion> questions,
        List<Mitigation> mitigations,
        List<PendingRun> runs,
        List<Repeat> repeats,
        boolean paused,
        boolean byHand,
        Optional<Instant> weightSince,
        List<String> leftAlone,
        boolean decided,
        Optional<String> rollbackRunbook,
        List<WaitingFor> waitingFor,
        Surroundings surroundings) {

    /** Nothing. */
    public static final Affairs NONE = new Affairs(
            Deeds.NONE,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            false,
            false,
            Optional.empty(),
            List.of(),
            false,
            Optional.empty(),
            List.of(),
            Surroundings.NONE);

    /** Copies the lists. */
    public Affairs {
        questions = List.copyOf(questions);
        mitigations = List.copyOf(mitigations);
        runs = List.copyOf(runs);
        repeats = List.copyOf(repeats);
        leftAlone = List.copyOf(leftAlone);
        waitingFor = List.copyOf(waitingFor);
    }

    /**
     * When a hook of {@code during} was begun last.
     *
     * @param line its line
     * @param begunAt when
     */
    public record Repeat(String line, Instant begunAt) {}

    /** As people see it. */
    RolloutSituation situation() {
        return new RolloutSituation(
                waitingFor,
                deeds.ticked(),
                surroundings.openNotices(),
                mitigations.stream().map(Mitigation::runbook).toList());
    }

    Affairs with(Deeds other) {
        return with(copy -> copy.deeds = other);
    }

    Affairs with(Surroundings other) {
        return with(copy -> copy.surroundings = other);
    }

    Affairs asking(List<OpenQuestion> others) {
        return with(copy -> copy.questions = others);
    }

    Affairs mitigating(List<Mitigation> others) {
        return with(copy -> copy.mitigations = others);
    }

    Affairs running(List<PendingRun> others) {
        return with(copy -> copy.runs = others);
    }

    Affairs repeating(List<Repeat> others) {
        return with(copy -> copy.repeats = others);
    }

    Affairs paused(boolean is) {
        return with(copy -> copy.paused = is);
    }

    Affairs byHand(boolean is) {
        return with(copy -> copy.byHand = is);
    }

    Affairs leavingAlone(List<String> others) {
        return with(copy -> copy.leftAlone = others);
    }

    Affairs looked() {
        return with(copy -> copy.decided = true);
    }

    Affairs rollingBackWith(Optional<String> runbook) {
        return with(copy -> copy.rollbackRunbook = runbook);
    }

    Affairs waiting(List<WaitingFor> others) {
        return with(copy -> copy.waitingFor = others);
    }

    /** Another weight is in force within the stage. */
    Affairs weighing(Instant since) {
        return with(copy -> copy.weightSince = Optional.of(since));
    }

    /** A stage begins: what was asked and answered for the one before does not count for it. */
    Affairs inStage(int stage, Instant since) {
        return with(copy -> {
            copy.deeds = Stages.begun(deeds, stage);
            copy.questions =
                    questions.stream().filter(OpenQuestion::ofWholePolicy).toList();
            copy.repeats = List.of();
            copy.byHand = false;
            copy.weightSince = Optional.of(since);
            copy.leftAlone =
                    leftAlone.stream().filter(OpenQuestion::ofWholePolicy).toList();
            copy.decided = false;
            copy.waitingFor = List.of();
        });
    }

    private Affairs with(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return copy.done();
    }

    /** All of it, while it changes. */
    private static final class Copy {
        private Deeds deeds;
        private List<OpenQuestion> questions;
        private List<Mitigation> mitigations;
        private List<PendingRun> runs;
        private List<Repeat> repeats;
        private boolean paused;
        private boolean byHand;
        private Optional<Instant> weightSince;
        private List<String> leftAlone;
        private boolean decided;
        private Optional<String> rollbackRunbook;
        private List<WaitingFor> waitingFor;
        private Surroundings surroundings;

        private Copy(Affairs of) {
            deeds = of.deeds;
            questions = of.questions;
            mitigations = of.mitigations;
            runs = of.runs;
            repeats = of.repeats;
            paused = of.paused;
            byHand = of.byHand;
            weightSince = of.weightSince;
            leftAlone = of.leftAlone;
            decided = of.decided;
            rollbackRunbook = of.rollbackRunbook;
            waitingFor = of.waitingFor;
            surroundings = of.surroundings;
        }

        private Affairs done() {
            return new Affairs(
                    deeds,
                    questions,
                    mitigations,
                    runs,
                    repeats,
                    paused,
                    byHand,
                    weightSince,
                    leftAlone,
                    decided,
                    rollbackRunbook,
                    waitingFor,
                    surroundings);
        }
    }
}
