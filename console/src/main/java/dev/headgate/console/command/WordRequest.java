package dev.headgate.console.command;

import dev.headgate.client.Answerable;
import dev.headgate.console.access.Role;
import dev.headgate.schemas.model.ExecutionWord;
import dev.headgate.schemas.model.ExecutionWord.Says;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says something to an execution that waits.
 *
 * @param says what
 * @param attempt the attempt that was seen; empty for the one that waits
 * @param step the step that was seen; empty for the one that asks
 * @param askedAt when that was asked which was seen; empty for what is asked
 * @param reason why
 */
public record WordRequest(
        Says says, OptionalInt attempt, Optional<String> step, Optional<Instant> askedAt, String reason) {

    private static final int LONGEST_STEP = 200;

    /**
     * Reads one from a request's body.
     *
     * @throws UnusableRequest with everything that is wrong with it
     */
    public static WordRequest read(byte[] body) throws UnusableRequest {
        BodyFields fields = BodyFields.of(body);
        String word = fields.required("says", 100);
        Optional<Says> says = Arrays.stream(Says.values())
                .filter(each -> each.wireName().equals(word))
                .findFirst();
        if (says.isEmpty() && !word.isBlank()) {
            fields.problem(
                    "says",
                    "expected one of "
                            + Arrays.stream(Says.values()).map(Says::wireName).collect(Collectors.joining(", ")));
        }
        WordRequest request = new WordRequest(
                says.orElse(Says.NO),
                attempt(fields),
                fields.optional("step", LONGEST_STEP),
                fields.instant("askedAt"),
                fields.required("reason", ExecutionWord.LONGEST));
        fields.finish();
        return request;
    }

    private static OptionalInt attempt(BodyFields fields) {
        OptionalInt attempt = fields.wholeNumber("attempt");
        if (attempt.isPresent() && attempt.getAsInt() < 1) {
            fields.problem("attempt", "expected a whole number from 1 on");
        }
        return attempt;
    }

    /**
     * Whose it is: a yes or no to a runbook's question is an operator's or an approver's; what became of a step, and that it may
     * run again, an operator vouches for.
     */
    public Set<Role> roles() {
        return switch (says) {
            case YES, NO -> Set.of(Role.OPERATOR, Role.APPROVER);
            case DONE, FAILED, RETRY -> Set.of(Role.OPERATOR);
        };
    }

    /** Its word for logs and meters. */
    public String kind() {
        return "answer-" + says.wireName();
    }

    /**
     * Whether what can be said now is what was seen. Where only the attempt was seen, nothing was asked: a question that is
     * asked since in that attempt was seen by nobody. When an attempt has failed says nothing of the next one.
     */
    boolean means(Answerable.Answer.Fitting fitting) {
        if (attempt.isPresent() && attempt.getAsInt() != fitting.attempt()) {
            return false;
        }
        if (fitting.askedAt().isEmpty()) {
            return step.isEmpty() && (askedAt.isEmpty() || attempt.isPresent());
        }
        return (attempt.isEmpty() && askedAt.isEmpty()) || askedAt.equals(fitting.askedAt());
    }

    /** Whether it may have been said by this request. */
    boolean says(ExecutionWord word, String decisionId, String by) {
        return word.says() == says
                && word.decisionId().equals(decisionId)
                && word.by().equals(by)
                && word.why().equals(reason)
                && (attempt.isEmpty() || attempt.getAsInt() == word.attempt())
                && (word.askedAt().isEmpty() || askedAt.isEmpty() || askedAt.equals(word.askedAt()));
    }
}
