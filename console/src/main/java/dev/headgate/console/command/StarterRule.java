package dev.headgate.console.command;

import dev.headgate.console.access.Person;
import dev.headgate.console.view.PolicyView;
import dev.headgate.console.view.RolloutDetail;
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
 * is refused early: where every line that waits for the role wants somebody else.
 */
public final class StarterRule {

    private StarterRule() {}

    /** Why somebody's approval would be refused, as the gate says it; empty if it may be taken. */
    public static Optional<String> refusal(
            RolloutRequest request, Person person, RolloutDetail rollout, Optional<PolicyView> policy) {
        if (request.kind() != CommandKind.APPROVE || !rollout.startedBy().equals(person.name())) {
            return Optional.empty();
        }
        List<Measure.Approval> lines = policy.stream()
                .flatMap(view -> approvals(view.text()))
                .filter(approval -> approval.role().equals(request.role()))
                .toList();
        return !lines.isEmpty() && lines.stream().allMatch(Measure.Approval::otherThanStarter)
                ? Optional.of(PeopleRules.startedIt(person.name(), request.role()))
                : Optional.empty();
    }

    private static Stream<Measure.Approval> approvals(String text) {
        return PolicyReader.read("policy", text) instanceof Parsed.Valid<Policy> valid
                ? valid.value().stages().stream()
                        .flatMap(StarterRule::lines)
                        .flatMap(StarterRule::parts)
                        .flatMap(measure -> measure instanceof Measure.Approval approval
                                ? Stream.of(approval)
                                : Stream.empty())
                : Stream.empty();
    }

    private static Stream<Criterion> lines(Stage stage) {
        return Stream.of(stage.procedure().enter(), stage.advance(), stage.procedure().exit())
                .flatMap(List::stream);
    }

    private static Stream<Measure> parts(Criterion line) {
        return line.measure() instanceof Measure.All all
                ? all.parts().stream().map(Criterion::measure)
                : Stream.of(line.measure());
    }
}
