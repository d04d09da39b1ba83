package dev.headgate.executor.runbook;

import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.Step;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/**
 * A runbook whose placeholders are replaced: what exactly will be done.
 *
 * @param name the runbook's name
 * @param budget how long the whole may take
 * @param steps what is done, in order; their actions hold no placeholders any more
 */
public record BoundRunbook(String name, Duration budget, List<Step> steps) {

    /** Copies the list. */
    public BoundRunbook {
        steps = List.copyOf(steps);
    }

    /** Whether a step sets a weight. */
    public boolean shiftsTraffic() {
        return steps.stream().anyMatch(step -> step.action() instanceof Action.HaproxyWeight);
    }

    /**
     * A hash of everything that will be done: after a crash it tells whether the file was changed meanwhile, so that
     * an attempt is never continued with other steps than it was begun with.
     */
    public String fingerprint() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
