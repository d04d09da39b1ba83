package dev.headgate.executor.plans;

import dev.headgate.documents.Parsed;
import dev.headgate.documents.RunbookReader;
import dev.headgate.executor.Decisions;
import dev.headgate.executor.acceptance.Acceptance;
import dev.headgate.executor.action.Actions;
import dev.headgate.executor.action.CommandAction;
import dev.headgate.executor.action.http.HttpAction;
import dev.headgate.executor.action.http.HttpRequests;
import dev.headgate.executor.action.traffic.TrafficShifter;
import dev.headgate.executor.action.traffic.TrafficTargets;
import dev.headgate.executor.action.traffic.haproxy.FakeRuntimeApi;
import dev.headgate.executor.dispatch.Dispatcher;
import dev.headgate.executor.dispatch.Effect;
import dev.headgate.executor.dispatch.Output;
import dev.headgate.executor.dispatch.StepOutcome;
import dev.headgate.executor.journal.Journal;
import dev.headgate.executor.runbook.Runbooks;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Runbook;
import dev.headgate.schemas.model.RunbookParameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Carries a runbook of the plans out: the executor's own dispatcher and actions, and fakes of what they act on. */
final class Performance {

    static final Path EXAMPLES = Path.of("../examples/runbooks");

    final FakePrograms programs;
    final FakeRuntimeApi haproxy;
    final List<Effect> effects = new ArrayList<>();
    final List<Execution> executions = new ArrayList<>();
    private Instant now = Decisions.NOON;

    Performance(FakePrograms programs, FakeRuntimeApi haproxy) {
        this.programs = programs;
        this.haproxy = haproxy;
    }

    /** The runbook as it stands in the examples, but for where it acts. */
    Runbook runbook(String file, UnaryOperator<String> changed) throws IOException {
        String yaml = programs.standIn(Files.readString(EXAMPLES.resolve(file)))
                .replace("127.0.0.1:9999", haproxy.address())
                .replaceAll("backend: [a-z-]+", "backend: shop");
        return ((Parsed.Valid<Runbook>) RunbookReader.read(file, changed.apply(yaml))).value();
    }

    /** From the decision to its outcome, each pause jumped over. */
    Execution carryOut(Runbook runbook) {
        Dispatcher dispatcher = new Dispatcher(new Journal(), new Acceptance(new Runbooks(List.of(runbook))), "test");
        Actions actions = new Actions(
                new TrafficShifter(new TrafficTargets()),
                new CommandAction(Map.of()),
                new HttpAction(new HttpRequests(Map.of())));
        Output accepted = new Output();
        dispatcher.arrived(Decisions.received(decision(runbook)), now, accepted);
        dispatcher.takeUp(now, accepted);
        executions.addAll(accepted.executions());
        Deque<Effect> due = new ArrayDeque<>(accepted.effects());
        while (!due.isEmpty()) {
            Effect effect = due.remove();
            effects.add(effect);
            now = effect.isDue(now) ? now : effect.notBefore();
            Instant begun = now;
            long clock = System.nanoTime();
            StepOutcome outcome = actions.perform(effect, Optional::empty);
            now = now.plusNanos(System.nanoTime() - clock);
            Output output = new Output();
            dispatcher.ended(effect, outcome, begun, now, output);
            executions.addAll(output.executions());
            due.addAll(output.effects());
        }
        return executions.get(executions.size() - 1);
    }

    private static Decision decision(Runbook runbook) {
        boolean shifts = runbook.steps().stream().anyMatch(step -> step.shiftsTraffic());
        DecisionKind kind = shifts ? DecisionKind.ROLLBACK : DecisionKind.RUN;
        Decision decision = Decisions.decision("shop", kind, 7, 1, 0, runbook.name(), Mode.ENFORCE);
        TreeMap<String, String> parameters = new TreeMap<>();
        runbook.parameters().forEach(parameter -> parameters.put(parameter.name(), value(parameter)));
        return Decisions.with(decision, "r7/1", parameters, Optional.empty());
    }

    private static String value(RunbookParameter parameter) {
        return switch (parameter.type()) {
            case NAME -> parameter.name().equals("action") ? "apply" : "shop";
            case VERSION -> parameter.name().equals("baseline") ? "1.0.0" : "2.0.0";
            case WEIGHT, INTEGER -> "0";
            case TEXT -> "errors rose";
        };
    }
}
