package dev.headgate.console.report;

import dev.headgate.console.report.DeploymentReport.Deciding;
import dev.headgate.console.report.DeploymentReport.Outcome;
import dev.headgate.console.report.DeploymentReport.Times;
import dev.headgate.console.rollout.RolloutOutcome.End;
import dev.headgate.console.rollout.Words;
import dev.headgate.console.view.RolloutRow;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Phase;
import java.util.Optional;

/** How a rollout ended, or how it stands, in a sentence for somebody who was not there. */
final class OutcomeWords {

    private final RolloutRow row;
    private final End end;
    private final Shifted shifted;
    private final Times times;
    private final Optional<Deciding> deciding;

    /** Whether any traffic was to be shifted. */
    enum Shifted {
        YES,
        NO,
        /** Decisions are missing, or may not be believed. */
        UNKNOWN
    }

    private OutcomeWords(RolloutRow row, End end, Shifted shifted, Times times, Optional<Deciding> deciding) {
        this.row = row;
        this.end = end;
        this.shifted = shifted;
        this.times = times;
        this.deciding = deciding;
    }

    /** The outcome. */
    static Outcome of(RolloutRow row, End end, Shifted shifted, Times times, Optional<Deciding> deciding) {
        return new OutcomeWords(row, end, shifted, times, deciding).outcome();
    }

    private Outcome outcome() {
        return switch (Words.phase(row.phase())) {
            case COMPLETED ->
                told(
                        "completed",
                        row.service() + have() + "all its traffic on " + row.canary() + ", " + took()
                                + " after the rollout was started.");
            case ROLLED_BACK -> back();
            case ROLLBACK_FAILED ->
                told(
                        "rollback-failed",
                        "The rollback of " + row.canary() + " could not be carried out: "
                                + (row.live()
                                        ? "a person must act. "
                                        : row.service() + " has begun a later rollout since. ")
                                + why());
            case SCHEDULED, PREPARING, AWAITING, PAUSED, SHIFTING, OBSERVING, WATCHING, ROLLING_BACK, UNKNOWN ->
                row.live() ? told("under-way", underWay()) : told("replaced", replaced());
        };
    }

    private Outcome back() {
        if (shifted == Shifted.NO) {
            return told(
                    "aborted",
                    row.service() + (enforced() ? " stays on " : " would stay on ") + row.baseline()
                            + ": the rollout was ended before any traffic was shifted. Newest in the log: "
                            + row.reason());
        }
        String place = row.service() + (enforced() ? " is back on " : " would be back on ") + row.baseline() + ": ";
        if (deciding.isEmpty()) {
            return told(
                    "rolled-back",
                    place + row.canary()
                            + " was rolled back. By whom or what is not told: the decision is not in the log,"
                            + " or its signature is wrong");
        }
        return end == End.ABORTED
                ? told("aborted", place + "a person has ended the rollout after " + took() + ". " + why())
                : told(
                        "rolled-back",
                        place + "the gate has rolled " + row.canary() + " back after " + took() + ". " + why());
    }

    private String underWay() {
        Phase phase = Words.phase(row.phase());
        boolean begun = phase != Phase.SCHEDULED && phase != Phase.PREPARING;
        String place = begun
                ? "Under way for " + took() + ": " + standing() + " at stage " + (row.stage() + 1) + " of "
                        + row.stages()
                        + row.weight()
                                .map(weight -> ", with " + weight + " of the traffic on " + row.canary())
                                .orElse("")
                : "Not begun yet: " + row.phase();
        return place + ". " + (phase == Phase.ROLLING_BACK ? why() : "Newest in the log: " + row.reason());
    }

    private String replaced() {
        String since = row.mode().equals(Mode.SHADOW.wireName())
                ? "it is a shadow, and the rollout beside it is over"
                : row.service() + " has begun a later rollout since";
        return "How it ended is not in the log: " + since + ". The last that is known: " + standing() + " at stage "
                + (row.stage() + 1) + " of " + row.stages();
    }

    private String standing() {
        return switch (Words.phase(row.phase())) {
            case AWAITING -> "waiting for people, a clock or another rollout";
            case SHIFTING -> "shifting traffic";
            case OBSERVING -> "observed";
            case WATCHING -> "watched";
            default -> row.phase().replace('-', ' ');
        };
    }

    private Outcome told(String word, String sentence) {
        return new Outcome(
                word,
                Wording.sentence(sentence.strip())
                        + (enforced() ? "" : " Nothing was touched, since its mode is " + row.mode() + "."));
    }

    private String why() {
        return deciding.map(decision -> "Why: " + decision.reason()).orElse("");
    }

    private String took() {
        return Wording.took(times.took());
    }

    private String have() {
        return enforced() ? " has " : " would have ";
    }

    private boolean enforced() {
        return row.mode().equals(Mode.ENFORCE.wireName());
    }
}
