package dev.headgate.cli.terminal;

import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.UndecidedCause;
import dev.headgate.schemas.model.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** One line for each criterion: a mark, the policy's words, what was observed. */
public final class VerdictLines {
    private VerdictLines() {}

    /** A table with a line for each verdict; empty without verdicts. */
    public static List<String> table(List<Verdict> verdicts, Palette palette) {
        if (verdicts.isEmpty()) {
            return List.of();
        }
        var table = new TextTable("", "criterion", "list", ">observed", "judgement");
        for (Verdict verdict : verdicts) {
            table.row(
                    mark(verdict, palette),
                    verdict.criterion(),
                    list(verdict.list()),
                    observed(verdict),
                    word(verdict, palette));
        }
        return table.lines(palette);
    }

    /** {@code ✓} as wished, {@code ✗} not as wished, {@code ·} undecided. */
    public static String mark(Verdict verdict, Palette palette) {
        return switch (verdict.judgement()) {
            case PASS -> palette.green("✓");
            case FAIL -> palette.red("✗");
            case UNDECIDED, UNKNOWN -> palette.yellow("·");
        };
    }

    /** What was observed, in the unit people use for it. */
    public static String observed(Verdict verdict) {
        OptionalDouble value = verdict.observed();
        if (value.isEmpty()) {
            return Figures.NONE;
        }
        return switch (verdict.unit()) {
            case "ratio" -> Figures.share(value);
            case "us" -> Figures.latency(value);
            case "per-second" -> Figures.rate(value.getAsDouble()) + "/s";
            case "seconds" -> Figures.seconds(Duration.ofMillis(Math.round(value.getAsDouble() * 1_000)));
            default -> String.format(Locale.ROOT, "%.4g %s", value.getAsDouble(), verdict.unit());
        };
    }

    private static String list(CriterionList list) {
        return switch (list) {
            case STOP -> "stop if";
            case ADVANCE, ENTER, DURING, EXIT, AFTER_ROLLBACK -> "needed";
            case UNKNOWN -> "?";
        };
    }

    private static String word(Verdict verdict, Palette palette) {
        if (verdict.judgement() == Judgement.UNDECIDED) {
            return palette.yellow(cause(verdict.cause()));
        }
        return switch (verdict.judgement()) {
            case PASS -> palette.green("good");
            case FAIL -> palette.red(verdict.list() == CriterionList.STOP ? "came true" : "not met");
            case UNDECIDED, UNKNOWN -> palette.yellow("unknown");
        };
    }

    private static String cause(UndecidedCause cause) {
        return switch (cause) {
            case NONE, UNKNOWN -> "undecided";
            case NO_TRAFFIC -> "no traffic";
            case TOO_FEW_REQUESTS -> "too few requests";
            case LAGGING -> "telemetry is behind";
            case PRODUCER_SILENT -> "silent";
            case NO_BASELINE -> "too little baseline";
            case NO_PAST -> "no past known";
            case INCOMPLETE -> "incomplete";
            case NOT_YET_SIGNIFICANT -> "not yet significant";
            case SETTLING -> "settling";
            case NOT_HELD_LONG_ENOUGH -> "not for long enough";
            case WEIGHT_NOT_CONFIRMED -> "weight not confirmed";
            case LATE_TELEMETRY -> "telemetry comes late";
            case SHARE_OFF_WEIGHT -> "share is not the weight";
            case EVIDENCE_FAILED -> "evidence failed";
            case TOO_COARSE -> "histogram too coarse";
            case NO_MEASUREMENT -> "nothing measured";
            case MEASUREMENT_TOO_OLD -> "measured too long ago";
            case WAITING_FOR_PEOPLE -> "waits for people";
            case WAITING_FOR_RUNBOOK -> "waits for a runbook";
        };
    }
}
