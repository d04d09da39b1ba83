package dev.headgate.core.rollout;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A yes or no that does not say what it is about, while its role is asked something. It answers that only if it can have
 * meant nothing else: whoever gave it has seen the question, and no approval of the role may have been meant.
 *
 * @param said the yes or no
 * @param asked what its role is asked; at least one
 * @param approvals what the stage in force asks of roles
 */
record BareAnswer(Said said, List<OpenQuestion> asked, Approvals approvals) {

    /** Why it is no answer, and how to say what is meant, for people; empty if it is one. */
    Optional<String> unfit() {
        return unseen().or(this::ambiguous).or(this::ofStageBefore);
    }

    /** Nobody answers what was not asked yet. */
    private Optional<String> unseen() {
        Instant issued = said.header().issuedAt();
        return asked.stream()
                .map(OpenQuestion::askedAt)
                .filter(issued::isBefore)
                .findFirst()
                .map(askedAt -> "it was issued at " + issued + ", and " + said.role() + " was asked only at " + askedAt
                        + ": it cannot have meant that; " + sayAgain());
    }

    /** A no to several questions, and to nothing else, does what silence would. */
    private Optional<String> ambiguous() {
        boolean several = said.yes() && asked.size() > 1;
        return several || approvals.mayBeMeant(said)
                ? Optional.of("the " + said.word() + " for " + said.role()
                        + " does not say which of several things it means; " + sayAgain())
                : Optional.empty();
    }

    /** It may have come late, and the stage for which it was meant may be over. A no does what silence would. */
    private Optional<String> ofStageBefore() {
        return Optional.of(approvals.rollout())
                .filter(rollout -> said.yes())
                .flatMap(rollout -> Stages.lateBy(said.header(), rollout))
                .map(since -> "it was issued at " + said.header().issuedAt()
                        + ", and may have been meant for the stage before: " + since + "; " + sayAgain());
    }

    private String sayAgain() {
        List<String> ways = new ArrayList<>();
        Rollout rollout = approvals.rollout();
        if (rollout.staying() && approvals.mayBeMeant(said)) {
            int stage = rollout.stageInForce();
            ways.add("`--stage " + (stage + 1) + "` for the approval "
                    + (stage < 0 ? "before the first stage" : "in stage " + (stage + 1)));
        }
        asked.forEach(each -> ways.add("`--question " + each.decisionId() + "` for this: " + Reasons.said(each.why())));
        return "say it again with " + String.join(", or with ", ways);
    }
}
