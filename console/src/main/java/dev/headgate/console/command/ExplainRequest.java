package dev.headgate.console.command;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Asks what a policy does.
 *
 * @param text the policy
 * @param ratePerSecond requests a second of both versions together, for how long comparisons take; empty if not known
 */
public record ExplainRequest(String text, Optional<Double> ratePerSecond) {

    private static final int LONGEST_POLICY = 256 * 1024;

    /**
     * Reads one from a request's body.
     *
     * @throws UnusableRequest with everything that is wrong with it
     */
    public static ExplainRequest read(byte[] body) throws UnusableRequest {
        BodyFields fields = BodyFields.of(body);
        String text = fields.required("text", LONGEST_POLICY);
        OptionalDouble rate = fields.number("ratePerSecond");
        if (rate.isPresent() && !(rate.getAsDouble() > 0 && rate.getAsDouble() <= 1e9)) {
            fields.problem("ratePerSecond", "expected requests a second, above 0");
        }
        fields.finish();
        return new ExplainRequest(text, rate.isPresent() ? Optional.of(rate.getAsDouble()) : Optional.empty());
    }
}
