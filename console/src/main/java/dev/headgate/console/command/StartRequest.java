package dev.headgate.console.command;

import dev.headgate.documents.Parsed;
import dev.headgate.documents.PolicyHash;
import dev.headgate.documents.PolicyReader;
import dev.headgate.documents.Problem;
import dev.headgate.schemas.model.Names;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.StartRollout;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks for a rollout.
 *
 * @param service the service
 * @param canary the version to roll out
 * @param baseline the version that holds the traffic
 * @param policy the policy
 * @param shadow a second one, judged beside it
 * @param at when it begins; empty for at once
 * @param reason why; may be empty
 */
public record StartRequest(
        String service,
        String canary,
        String baseline,
        PolicyText policy,
        Optional<PolicyText> shadow,
        Optional<Instant> at,
        String reason) {

    static final int LONGEST_REASON = 1_000;
    private static final int LONGEST_POLICY = 256 * 1024;
    private static final int LONGEST_ID_PARTS = 90;

    /**
     * Reads one from a request's body.
     *
     * @throws UnusableRequest with everything that is wrong with it, the policies included
     */
    public static StartRequest read(byte[] body, Instant now) throws UnusableRequest {
        BodyFields fields = BodyFields.of(body);
        String service = fields.name("service");
        String canary = fields.name("canary");
        String baseline = fields.name("baseline");
        if (!canary.isBlank() && canary.equals(baseline)) {
            fields.problem("baseline", "must be another version than the canary");
        }
        if (service.length() + canary.length() > LONGEST_ID_PARTS) {
            fields.problem(
                    "canary",
                    "service and canary together must be at most " + LONGEST_ID_PARTS
                            + " characters: the rollout's id is made of them");
        }
        Optional<PolicyText> policy = policy(fields, "policy", service);
        if (policy.isEmpty() && !fields.has("policy")) {
            fields.problem("policy", "is missing: expected an object with name and text");
        }
        Optional<PolicyText> shadow = policy(fields, "shadow", service);
        Optional<Instant> at = fields.instant("at");
        if (at.filter(time -> time.isBefore(now)).isPresent()) {
            fields.problem("at", "is over; leave it out to begin at once");
        }
        String reason = fields.optional("reason", LONGEST_REASON).orElse("");
        fields.finish();
        return new StartRequest(service, canary, baseline, policy.orElseThrow(), shadow, at, reason);
    }

    StartRollout command(Order order) {
        StartRollout start = new StartRollout(
                order.header(service, order.rolloutId(service, canary), reason), canary, baseline, policy, shadow);
        return at.map(start::notBefore).orElse(start);
    }

    private static Optional<PolicyText> policy(BodyFields fields, String field, String service) {
        return fields.object(field).flatMap(inner -> {
            String name = inner.required("name", 200);
            String text = inner.required("text", LONGEST_POLICY);
            inner.noteUnknown();
            if (text.isBlank()) {
                return Optional.empty();
            }
            Parsed<Policy> parsed = PolicyReader.read(name, text);
            parsed.problems().stream()
                    .filter(problem -> problem.level() == Problem.Level.ERROR)
                    .forEach(problem ->
                            inner.problem("text", problem.line(), problem.column(), PolicyProblems.message(problem)));
            if (parsed instanceof Parsed.Valid<Policy> valid) {
                valid.value()
                        .procedure()
                        .service()
                        .filter(its -> Names.isName(service) && !its.equals(service))
                        .ifPresent(its -> inner.problem("text", "is a policy of " + its + ", not of " + service));
            }
            return Optional.of(PolicyHash.textOf(name, text));
        });
    }
}
