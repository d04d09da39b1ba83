package dev.headgate.console.rollout;

import dev.headgate.console.view.WorstVerdict;
import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.UndecidedCause;
import dev.headgate.schemas.model.Verdict;
import java.util.Comparator;
import java.util.Optional;

/**
 * Which verdict speaks most against going on: a stop line that has failed; another line that has; a stop line that is true and
 * must only be so for longer; what cannot be told because something is out of order; what cannot be told yet; what passes.
 */
final class WorstOf {

    private WorstOf() {}

    /** Of several that are alike the first one. */
    static Optional<WorstVerdict> verdicts(Evaluation evaluation) {
        return evaluation.verdicts().stream()
                .min(Comparator.comparingInt(WorstOf::rank))
                .map(verdict -> new WorstVerdict(
                        verdict.judgement().wireName(),
                        verdict.cause().wireName(),
                        verdict.criterion(),
                        verdict.list().wireName(),
                        verdict.sentence()));
    }

    private static int rank(Verdict verdict) {
        boolean stops = verdict.list() == CriterionList.STOP;
        return switch (verdict.judgement()) {
            case FAIL -> stops ? 0 : 1;
            case UNDECIDED, UNKNOWN -> undecided(verdict.cause(), stops);
            case PASS -> 6;
        };
    }

    private static int undecided(UndecidedCause cause, boolean stops) {
        return switch (cause) {
            case NOT_HELD_LONG_ENOUGH -> stops ? 2 : 5;
            case LAGGING,
                    PRODUCER_SILENT,
                    INCOMPLETE,
                    LATE_TELEMETRY,
                    SHARE_OFF_WEIGHT,
                    EVIDENCE_FAILED,
                    MEASUREMENT_TOO_OLD,
                    UNKNOWN -> 3;
            case NO_TRAFFIC, NO_BASELINE, NO_PAST, NO_MEASUREMENT, TOO_COARSE -> 4;
            case NONE,
                    TOO_FEW_REQUESTS,
                    NOT_YET_SIGNIFICANT,
                    SETTLING,
                    WEIGHT_NOT_CONFIRMED,
                    WAITING_FOR_PEOPLE,
                    WAITING_FOR_RUNBOOK -> 5;
        };
    }
}
