package dev.headgate.cli.replay;

import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.signing.Verification;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What came of a replay.
 *
 * @param about what was replayed
 * @param decisions each decision beside its recorded one, in order
 * @param ticks ticks that were taken
 * @param records inputs that were given, those that were refused included
 * @param refused inputs that were refused
 * @param otherTicks ticks before which other inputs were given than had been
 * @param until the last tick's instant
 */
public record Replayed(
        RolloutRecording.About about,
        List<Compared> decisions,
        long ticks,
        long records,
        long refused,
        long otherTicks,
        Optional<Instant> until) {

    /** Copies the list. */
    public Replayed {
        decisions = List.copyOf(decisions);
    }

    /** How a decision and its recorded one stand to each other. */
    public enum Result {
        /** The same bytes. */
        IDENTICAL("identical"),
        /** Other bytes. */
        DIFFERS("differs"),
        /** It was recorded and not taken again. */
        MISSING("missing"),
        /** It was taken now, and is not recorded. */
        EXTRA("extra");

        private final String word;

        Result(String word) {
            this.word = word;
        }

        /** For people and programs. */
        public String word() {
            return word;
        }
    }

    /**
     * A decision.
     *
     * @param decision as recorded; as taken again if none is recorded
     * @param result whether it is the same
     * @param difference where it first differs
     * @param signature whether the recorded one carries the signature of a key that is trusted; empty if none was given
     */
    public record Compared(
            Decision decision, Result result, Optional<Difference> difference, Optional<Verification> signature) {}

    /** Whether every decision is identical, and none is doubtful. */
    public boolean identical() {
        return decisions.stream().allMatch(each -> each.result() == Result.IDENTICAL && !doubtful(each));
    }

    /** How many decisions have that result. */
    public long count(Result result) {
        return decisions.stream().filter(each -> each.result() == result).count();
    }

    /** Whether keys were given and the recorded decision is not signed by any of them. */
    public static boolean doubtful(Compared compared) {
        return compared.signature()
                .map(verification -> !(verification instanceof Verification.Valid))
                .orElse(false);
    }
}
