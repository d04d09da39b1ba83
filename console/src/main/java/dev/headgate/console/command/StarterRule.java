package dev.headgate.console.command;

import dev.headgate.console.access.Person;
import dev.headgate.console.view.PolicyView;
import dev.headgate.console.view.RolloutDetail;
import dev.headgate.console.view.RolloutRow;
import dev.headgate.core.rollout.PeopleRules;
import dev.headgate.documents.Parsed;
import dev.headgate.documents.PolicyReader;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Stage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether somebody may approve what they have started. The gate has the last word; here only what it would refuse for certain
 * is refused early: where a line of the stage in force, or of the way to the next one, wants somebody else, and the role is asked
 * nothing that anybody of it may answer. Whatever is not known for certain goes to the gate.
 */
public final class StarterRule {

    private StarterRule() {}

    /** Why somebody's approval would be refused, as the gate says it; empty if it may be taken. */
    public static Optional<String> refusal(
            RolloutRequest request, Person person, RolloutDetail rollout, Optional<PolicyView> policy) {
        if (request.kind() != CommandKind.APPROVE
                || !rollout.startedBy().equals(person.name())
                || answersAQuestion(request, rollout)) {
            return Optional.empty();
        }
        boolean byAnother = policy.stream()
                .flatMap(view -> lines(view.text(), rollout.row()))
                .flatMap(StarterRule::parts)
                .anyMatch(measure -> measure instanceof Measure.Approval approval
                        && approval.otherThanStarter()
                        && approval.role().equals(request.role()));
        return byAnother ? Optional.of(PeopleRules.startedIt(person.name(), request.role())) : Optional.empty();
    }

    /** What a role is asked is answered by anybody of it; what says neither is the gate's to tell. */
    private static boolean answersAQuestion(RolloutRequest request, RolloutDetail rollout) {
        return request.question().isPresent() || (request.stage().isEmpty() && asked(rollout, request.role()));
    }

    private static boolean asked(RolloutDetail rollout, String role) {
        return rollout.situation().waitingFor().stream()
                .anyMatch(each -> each.kind().equals("answer") && each.name().equals(role));
    }

    /** Those of the stage in force, and of the way to the next one. */
    private static Stream<Criterion> lines(String text, RolloutRow row) {
        if (!(PolicyReader.read("policy", text) instanceof Parsed.Valid<Policy> valid)) {
            return Stream.empty();
        }
        List<Stage> stages = valid.value().stages();
        boolean begun = row.stageStartedAt().isPresent();
        Stream<Criterion> ofStage = stages.stream()
                .skip(Math.max(0, row.stage()))
                .limit(begun ? 1 : 0)
                .flatMap(stage -> Stream.concat(stage.advance().stream(), stage.procedure().exit().stream()));
        Stream<Criterion> ofNext = stages.stream()
                .skip(begun ? Math.max(0, row.stage() + 1) : 0)
                .limit(1)
                .flatMap(stage -> stage.procedure().enter().stream());
        return Stream.concat(ofStage, ofNext);
    }

    private static Stream<Measure> parts(Criterion line) {
        return line.measure() instanceof Measure.All all
                ? all.parts().stream().map(Criterion::measure)
                : Stream.of(line.measure());
    }
}
