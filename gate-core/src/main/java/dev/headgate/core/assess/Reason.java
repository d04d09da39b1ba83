package dev.headgate.core.assess;

import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.UndecidedCause;
import java.util.List;

/**
 * Why a line said nothing.
 *
 * @param why the cause
 * @param mostRequests the most requests that it was seen to look at
 * @param minRequests how many it asks for
 */
record Reason(Why why, long mostRequests, int minRequests) {

    /** Sorts of causes. */
    enum Why {
        /** Too few requests of the canary. */
        TOO_FEW,
        /** No request of its operation at all. */
        NO_TRAFFIC,
        /** Too few requests of the baseline. */
        NO_BASELINE,
        /** Too little is known of the past. */
        NO_PAST,
        /** It was true, but never for as long as it asks. */
        NOT_HELD,
        /** The evidence did not suffice. */
        NOT_SIGNIFICANT,
        /** None of these. */
        ELSE
    }

    /** The cause in most of the runs, by what the line said last. */
    static Reason of(PolicyLine line, List<RunRecord> runs) {
        List<LineRecord> records = runs.stream()
                .filter(run -> run.lines().containsKey(line.key()))
                .map(run -> run.line(line.key()))
                .toList();
        long most = records.stream().mapToLong(LineRecord::mostRequests).max().orElse(0);
        return new Reason(why(line, records), most, line.minRequests());
    }

    /** To be put behind a sentence. */
    String because() {
        return switch (why) {
            case TOO_FEW ->
                ": it asks for " + minRequests + " requests and saw at most " + mostRequests
                        + " at this rate and weight";
            case NO_TRAFFIC -> ": nothing that it looks at had any traffic";
            case NO_BASELINE -> ": the baseline had too few requests to compare with";
            case NO_PAST -> ": too little is known of the past, of which a simulation has two hours";
            case NOT_HELD -> ": it was true now and then, but never for as long as it asks";
            case NOT_SIGNIFICANT -> ": the evidence did not suffice in this time";
            case ELSE -> "";
        };
    }

    /** What to do about it. */
    String remedy(PolicyLine line) {
        String text = line.criterion().text();
        return switch (why) {
            case TOO_FEW -> "Lower `min`, widen the window with `over`, or give the canary more weight.";
            case NO_TRAFFIC -> "Say with --operations what traffic its operation has, or mend its name.";
            case NO_BASELINE -> "Lower `min`, or leave the baseline more weight.";
            case NO_PAST -> "Ask for `own past`, or try it in a rollout with `mode: observe`.";
            case NOT_HELD ->
                line.criterion().measure() instanceof Measure.ErrorRate
                        ? "A short window falls below its limit again and again: ask for the whole time at once, as in"
                                + " `errorRate over 30m > 1%`, or shorten the `for` of `" + text + "`."
                        : "Shorten its `for`, or widen its window with `over`.";
            case NOT_SIGNIFICANT -> "Give the canary more weight or the stage a longer hold, or allow a larger margin.";
            case ELSE -> "Lower its limit, or give it a longer window or more weight.";
        };
    }

    private static Why why(PolicyLine line, List<LineRecord> records) {
        if (!line.criterion().holdFor().isZero() && records.stream().anyMatch(LineRecord::begun)) {
            return Why.NOT_HELD;
        }
        if (most(records, UndecidedCause.TOO_FEW_REQUESTS)) {
            return Why.TOO_FEW;
        }
        if (most(records, UndecidedCause.NO_TRAFFIC) || most(records, UndecidedCause.PRODUCER_SILENT)) {
            return Why.NO_TRAFFIC;
        }
        if (most(records, UndecidedCause.NO_BASELINE)) {
            return Why.NO_BASELINE;
        }
        if (most(records, UndecidedCause.NO_PAST)) {
            return Why.NO_PAST;
        }
        boolean evidence = line.criterion().byEvidence();
        return most(records, UndecidedCause.NOT_YET_SIGNIFICANT) || (evidence && !records.isEmpty())
                ? Why.NOT_SIGNIFICANT
                : Why.ELSE;
    }

    private static boolean most(List<LineRecord> records, UndecidedCause cause) {
        long times =
                records.stream().filter(record -> record.lastCause() == cause).count();
        return times > 0 && 2 * times >= records.size();
    }
}
