package dev.headgate.core.rollout;

import dev.headgate.core.judge.Condition;
import dev.headgate.core.judge.Deeds;
import dev.headgate.core.judge.Judged;
import dev.headgate.core.judge.Verdicts;
import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.UndecidedCause;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What lines were judged to be at one instant, as the rules ask.
 *
 * @param all the lines with what was found, in the plan's order
 * @param canarySpeaks whether telemetry is complete and the canary's is among it
 * @param mode whether runbooks are run and people do anything: in a mode in which nobody does, what only waits for them
 *     counts as done
 */
record JudgedLines(List<Judged> all, boolean canarySpeaks, Mode mode) {

    /** Lines of a list, in order. */
    List<Judged> of(CriterionList list) {
        return all.stream().filter(line -> line.line().list() == list).toList();
    }

    /** Stop lines with an effect that have failed. */
    List<Judged> failed(Effect effect) {
        return all.stream()
                .filter(line -> line.line().list() == CriterionList.STOP)
                .filter(line -> line.line().effect() == effect && line.judgement() == Judgement.FAIL)
                .toList();
    }

    /** A line by its place. */
    Optional<Judged> at(String id) {
        return all.stream().filter(line -> line.line().id().equals(id)).findFirst();
    }

    /** Whether a line is as the policy wishes, or waits for what nobody does in this mode. */
    boolean passes(Judged line) {
        return line.judgement() == Judgement.PASS || inVain(line);
    }

    /** Whether it waits for what nobody does in this mode: no runbook is run but where decisions are carried out. */
    boolean inVain(Judged line) {
        return switch (line.cause()) {
            case WAITING_FOR_RUNBOOK -> mode != Mode.ENFORCE;
            case WAITING_FOR_PEOPLE -> mode == Mode.SHADOW;
            default -> false;
        };
    }

    /** Whether no stop line is true, or cannot be told, that could stop or hold; but for those that people said go on about. */
    boolean nothingBrewing(List<String> leftAlone) {
        return brewing(leftAlone).findAny().isEmpty();
    }

    /** Stop lines that are true, or cannot be told, and could stop or hold; but for those that people said go on about. */
    Stream<Judged> brewing(List<String> leftAlone) {
        return all.stream()
                .filter(line -> line.line().mustBeClear()
                        && !leftAlone.contains(line.line().id()))
                .filter(line -> line.finding().condition() == Condition.TRUE || withheld(line));
    }

    /** The lines that keep an advance from being made: those that are undecided, then stop lines that cannot be told. */
    Stream<Judged> undecided() {
        return Stream.concat(
                of(CriterionList.ADVANCE).stream().filter(line -> line.judgement() == Judgement.UNDECIDED),
                all.stream().filter(line -> line.line().mustBeClear() && withheld(line)));
    }

    /** What would be decided but for telemetry or measurements that fail, or for us: to go on without it would be blind. */
    private static boolean withheld(Judged line) {
        return switch (line.cause()) {
            case LATE_TELEMETRY, SHARE_OFF_WEIGHT, EVIDENCE_FAILED, MEASUREMENT_TOO_OLD, TOO_COARSE -> true;
            default -> false;
        };
    }

    /** Whether no stop line that rolls back lacks the requests it is decided by: more traffic without it would be blind. */
    boolean rollbacksCanBeTold(List<String> leftAlone) {
        return all.stream()
                .filter(line ->
                        line.line().list() == CriterionList.STOP && line.line().effect() == Effect.ROLLBACK)
                .filter(line -> !leftAlone.contains(line.line().id()))
                .noneMatch(line ->
                        line.cause() == UndecidedCause.TOO_FEW_REQUESTS || line.cause() == UndecidedCause.NO_TRAFFIC);
    }

    /** Whether a stop line that rolls back is true. */
    boolean rollbackBrewing() {
        return all.stream()
                .filter(line ->
                        line.line().list() == CriterionList.STOP && line.line().effect() == Effect.ROLLBACK)
                .anyMatch(line -> line.finding().condition() == Condition.TRUE);
    }

    /** Whether a line is an approval that a role has said no to. */
    static boolean rejected(Judged line, Deeds deeds) {
        return line.line().criterion().measure() instanceof Measure.Approval approval
                && deeds.answerOf(approval.role()).map(answer -> !answer.yes()).orElse(false);
    }

    /** Whether it asks for a runbook's outcome. */
    static boolean isHook(Judged line) {
        return line.line().criterion().measure() instanceof Measure.Hook;
    }

    /** Whether it is undecided because the canary alone could decide it and does not speak. */
    static boolean producerSilent(Judged line) {
        return line.cause() == UndecidedCause.PRODUCER_SILENT;
    }

    /** The line in words. */
    static String sentence(Judged line) {
        return Verdicts.sentence(line);
    }
}
