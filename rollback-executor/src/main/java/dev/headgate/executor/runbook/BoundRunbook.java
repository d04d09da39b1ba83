package dev.headgate.executor.runbook;

import dev.headgate.schemas.model.Step;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A runbook whose placeholders are replaced: what exactly will be done.
 *
 * @param name the runbook's name
 * @param budget how long the whole may take
 * @param steps what is done, in order; their actions hold no placeholders any more but those of earlier steps' outputs
 * @param written the steps as they stand in the file
 * @param parameters what the decision gives it, by name
 */
public record BoundRunbook(
        String name, Duration budget, List<Step> steps, List<Step> written, SortedMap<String, String> parameters) {

    private static final String FORM = "2-";

    /** Copies the lists. */
    public BoundRunbook {
        steps = List.copyOf(steps);
        written = List.copyOf(written);
    }

    /** Whether a step sets a weight or tells which is in force. */
    public boolean shiftsTraffic() {
        return steps.stream().anyMatch(Step::shiftsTraffic);
    }

    /** What its steps find out, and need of each other. */
    public StepOutputs outputs() {
        return new StepOutputs(this);
    }

    /**
     * The same as far as it can be told without running anything: no step says anything, and what needs what an earlier
     * one would have said is left out.
     */
    public BoundRunbook withoutOutputs() {
        List<Step> silent = new ArrayList<>();
        List<Step> silentWritten = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            if (!readsOutputs(written.get(i))) {
                silent.add(silent(steps.get(i)));
                silentWritten.add(silent(written.get(i)));
            }
        }
        return new BoundRunbook(name, budget, silent, silentWritten, parameters);
    }

    private static boolean readsOutputs(Step step) {
        AtomicBoolean reads = new AtomicBoolean(step.when()
                .filter(condition -> condition.name().startsWith(Step.OUTPUTS))
                .isPresent());
        step.action().replacing(text -> {
            if (text.contains("${" + Step.OUTPUTS)) {
                reads.set(true);
            }
            return text;
        });
        return reads.get();
    }

    private static Step silent(Step step) {
        return new Step(
                step.name(),
                step.action(),
                step.budget(),
                step.recovery(),
                step.tries(),
                step.when(),
                List.of(),
                Optional.empty());
    }

    /**
     * A hash of everything that will be done: after a crash it tells whether the file was changed meanwhile, so that
     * an attempt is never continued with other steps than it was begun with. It is of what is meant, so that a release that
     * knows more does not take what it finds half-done for changed; whoever changes how {@link Meaning} is written raises
     * its number.
     */
    public String fingerprint() {
        try {
            String all = name + " " + budget + " " + Meaning.of(steps);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return FORM + HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
