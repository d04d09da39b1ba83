package dev.headgate.cli.terminal;

import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Mode;

/** A decision on one line. */
public final class DecisionText {
    private static final int KIND_WIDTH = 9;
    private static final int SHIFT_WIDTH = 12;

    private DecisionText() {}

    /** Kind, weights, reason, and who is told or asked. */
    public static String line(Decision decision, Palette palette) {
        return head(decision, palette) + reason(decision, palette);
    }

    /** Why, and who is told. */
    public static String reason(Decision decision, Palette palette) {
        return Text.visible(decision.reason())
                + (decision.recipients().isEmpty()
                        ? ""
                        : palette.dim(" [to " + Text.visible(String.join(", ", decision.recipients())) + "]"));
    }

    /** Kind and weights, up to where the reason begins. */
    public static String head(Decision decision, Palette palette) {
        return paint(decision.kind(), Text.left(decision.kind().wireName(), KIND_WIDTH), palette) + "  "
                + Text.left(shift(decision), SHIFT_WIDTH)
                + (observed(decision) ? palette.dim("(observe) ") : "")
                + (decision.mode() == Mode.SHADOW ? palette.dim(shadow(decision)) : "");
    }

    // What is of no rollout's sequence is written in this mode only so that nobody could carry it out.
    private static boolean observed(Decision decision) {
        return decision.mode() == Mode.OBSERVE && decision.kind() != DecisionKind.REFUSE && decision.sequence() > 0;
    }

    private static String shadow(Decision decision) {
        return decision.hypotheticalSince().isPresent() ? "(shadow, hypothetical) " : "(shadow) ";
    }

    /** {@code 0% → 10%}, or the weight at which it stays. */
    public static String shift(Decision decision) {
        return decision.from().equals(decision.to()) ? "at " + decision.to() : decision.from() + " → " + decision.to();
    }

    /** Green goes on, red goes back, yellow stays. */
    private static String paint(DecisionKind kind, String text, Palette palette) {
        return switch (kind) {
            case PROMOTE, COMPLETE -> palette.green(text);
            case ROLLBACK -> palette.red(text);
            case HOLD, STEP_BACK, NOTIFY, REFUSE, RUN, ASK, RECORD, UNKNOWN -> palette.yellow(text);
        };
    }
}
