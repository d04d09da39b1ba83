package dev.headgate.schemas.model;

import java.time.Duration;
import java.util.Optional;

/**
 * What is done when something has failed.
 *
 * @param effect what
 * @param runbook the runbook of a mitigation, or one of a rollback's own in place of the policy's
 * @param whom the role that is asked, or the role or channel that is told
 * @param within how long one waits for the answer of the role that is asked
 * @param otherwise what is done when nobody answers, or the answer is no; {@link Effect#HOLD} where nothing is asked
 */
public record Response(
        Effect effect, Optional<String> runbook, Optional<String> whom, Optional<Duration> within, Effect otherwise) {

    /** All traffic back to the baseline. */
    public static final Response ROLLBACK = of(Effect.ROLLBACK);

    /** Back to the previous stage's weight. */
    public static final Response STEP_BACK = of(Effect.STEP_BACK);

    /** Stay, and say so. */
    public static final Response HOLD = of(Effect.HOLD);

    /** Tell people. */
    public static final Response NOTIFY = of(Effect.NOTIFY);

    /** An effect without further words. */
    public static Response of(Effect effect) {
        return new Response(effect, Optional.empty(), Optional.empty(), Optional.empty(), Effect.HOLD);
    }

    /** Ask a role, and do something else if it does not agree in time. */
    public static Response ask(String role, Duration within, Effect otherwise) {
        return new Response(Effect.ASK, Optional.empty(), Optional.of(role), Optional.of(within), otherwise);
    }

    /** Run a runbook while the criterion holds, and undo it when it is clear. */
    public static Response mitigate(String runbook) {
        return new Response(Effect.MITIGATE, Optional.of(runbook), Optional.empty(), Optional.empty(), Effect.HOLD);
    }
}
