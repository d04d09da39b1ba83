package dev.headgate.core.rollout;

import dev.headgate.core.judge.Deeds.Answer;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Stage;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The approvals that the stage in force, and the way to the next one, ask of roles.
 *
 * @param rollout where it stands
 * @param policy what it is judged by
 */
record Approvals(Rollout rollout, Optional<Policy> policy) {

    /** Why a yes or no does not fit as one for the stage, for people; empty if it does. */
    Optional<String> unfit(Said said) {
        if (!rollout.staying()) {
            return Optional.of("it is " + rollout.phase().wireName()
                    + ": an approval is given once the stage's weight is in force, and counts for that stage");
        }
        if (scored().isEmpty() && !roles().contains(said.role())) {
            SortedSet<String> waiting = roles();
            rollout.affairs().questions().forEach(question -> waiting.add(question.role()));
            return Optional.of("nothing waits for the role "
                    + (said.role().isBlank() ? "of nobody; name one" : said.role())
                    + PeopleRules.known(waiting.stream().toList()));
        }
        return answerOf(said.role())
                .filter(answer -> answer.yes() == said.yes())
                .map(answer -> answer.by() + " has said " + said.word() + " for " + said.role() + " before")
                .or(() -> said.yes() ? Stages.unfit(said.header(), rollout) : Optional.empty());
    }

    /**
     * Whether it may be meant for the stage in force, whatever was said for that before: another of the role may have approved
     * it since. While the stage is being left a yes may still be; a no would do nothing to it.
     */
    boolean mayBeMeant(Said said) {
        boolean counts = scored().isPresent() || roles().contains(said.role());
        return counts && (said.yes() || rollout.staying());
    }

    /** Why who started the rollout does not approve it, where a line says so; empty if there is nothing against it. */
    Optional<String> byStarter(Said said) {
        boolean notByStarter = lines().anyMatch(measure -> measure instanceof Measure.Approval approval
                && approval.otherThanStarter()
                && approval.role().equals(said.role()));
        if (!notByStarter) {
            return Optional.empty();
        }
        String by = said.header().issuedBy();
        return rollout.identity()
                .startedBy()
                .map(starter ->
                        Optional.of(starter).filter(by::equals).map(same -> PeopleRules.startedIt(by, said.role())))
                .orElse(Optional.of("it is not known who started this rollout, which an earlier release began, and the"
                        + " policy wants the approval of " + said.role()
                        + " from somebody else: change the policy"));
    }

    private Optional<Answer> answerOf(String role) {
        return rollout.affairs().deeds().answerOf(role);
    }

    /** The roles whose answer some line of the stage, or of the way to the next, waits for. */
    private SortedSet<String> roles() {
        SortedSet<String> roles = new TreeSet<>();
        lines().forEach(measure -> {
            if (measure instanceof Measure.Approval approval) {
                roles.add(approval.role());
            }
        });
        return roles;
    }

    /** What the lines of the stage, and of the way to the next, ask for. */
    private Stream<Measure> lines() {
        Stream<Criterion> ofStage = stage().stream()
                .flatMap(stage -> Stream.concat(stage.advance().stream(), stage.procedure().exit().stream()));
        int next = rollout.stageInForce() + 1;
        Stream<Criterion> ofNext = policy.stream()
                .filter(plan -> next < plan.stages().size())
                .flatMap(plan -> plan.stages().get(next).procedure().enter().stream());
        return Stream.concat(ofStage, ofNext).flatMap(Approvals::measures);
    }

    private static Stream<Measure> measures(Criterion criterion) {
        return criterion.measure() instanceof Measure.All all
                ? all.parts().stream().map(Criterion::measure)
                : Stream.of(criterion.measure());
    }

    private Optional<Stage> scored() {
        return stage().filter(stage -> stage.procedure().score().isPresent());
    }

    private Optional<Stage> stage() {
        int stage = rollout.stageInForce();
        return policy.filter(plan -> stage >= 0).map(plan -> plan.stages().get(stage));
    }
}
