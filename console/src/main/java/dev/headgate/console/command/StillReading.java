package dev.headgate.console.command;

/** An order of which nobody knows yet whether it was given before, since not all of the log has been read. */
public final class StillReading extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StillReading() {
        super("Whether this command was given before is not known until all that was commanded has been read; none was"
                + " given now. Send the same again in a few seconds, with the same Idempotency-Key.");
    }
}
