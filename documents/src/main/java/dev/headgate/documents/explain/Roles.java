package dev.headgate.documents.explain;

import dev.headgate.schemas.model.AfterRollback;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Escalation;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Response;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.StopLine;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The roles that a policy names, by what they have to do; each once, in the order of the policy. */
final class Roles {
    private Roles() {}

    /** Those whose yes is waited for. */
    static List<String> approving(Policy policy) {
        return policy.stages().stream()
                .flatMap(Roles::waitedFor)
                .flatMap(line -> line.measure() instanceof Measure.Approval approval
                        ? Stream.of(approval.role())
                        : Stream.empty())
                .distinct()
                .toList();
    }

    /** Those who tick items. */
    static List<String> ticking(Policy policy) {
        return policy.procedure().checklists().stream()
                .flatMap(list -> list.items().stream())
                .map(item -> item.role())
                .distinct()
                .toList();
    }

    /** Those who are asked before something is done. */
    static List<String> questioned(Policy policy) {
        return named(policy, Effect.ASK);
    }

    /** Those whom lines of their own tell. */
    static List<String> told(Policy policy) {
        return named(policy, Effect.NOTIFY);
    }

    /** Those who are told of something, by escalation. */
    static List<String> escalatedTo(Policy policy) {
        return policy.procedure().escalations().stream()
                .map(Escalation::levels)
                .flatMap(List::stream)
                .flatMap(level -> level.tell().stream())
                .distinct()
                .toList();
    }

    /** Every line that a stage waits for. */
    static Stream<Criterion> waitedFor(Stage stage) {
        return Stream.of(
                        stage.procedure().enter(),
                        stage.advance(),
                        stage.procedure().exit())
                .flatMap(List::stream);
    }

    private static List<String> named(Policy policy, Effect effect) {
        Stream<Response> lines = Stream.concat(
                        policy.stop().stream(), policy.stages().stream().flatMap(stage -> stage.stop().stream()))
                .map(StopLine::response);
        Stream<Response> failures = policy.stages().stream()
                .flatMap(stage -> Stream.of(stage.onFailure(), stage.procedure().onDeadline()));
        Stream<Response> after = policy.procedure().afterRollback().stream().map(AfterRollback::otherwise);
        Stream<Response> closing = policy.procedure().calendar().stream().map(calendar -> calendar.onWindowClose());
        return Stream.of(lines, failures, after, closing)
                .flatMap(each -> each)
                .filter(response -> response.effect() == effect)
                .map(Response::whom)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }
}
