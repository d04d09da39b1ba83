package dev.headgate.core;

import dev.headgate.schemas.model.Checklist;
import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Procedure;
import dev.headgate.schemas.model.RepeatedHook;
import dev.headgate.schemas.model.Response;
import dev.headgate.schemas.model.Score;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.StageProcedure;
import dev.headgate.schemas.model.StopLine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** What people and runbooks have to do with policies and stages, word by word, for tests. */
public final class Doings {

    private Doings() {}

    public static Criterion approval(String role) {
        return done("approval of " + role, new Measure.Approval(role));
    }

    public static Criterion approvalByAnother(String role) {
        return done("approval of " + role + " other than starter", new Measure.Approval(role, true));
    }

    public static Criterion checklist(String name) {
        return done("checklist " + name, new Measure.ChecklistDone(name));
    }

    public static Criterion hook(String runbook) {
        return done(
                "hook " + runbook, new Measure.Hook(runbook, Optional.empty(), Optional.empty(), Measure.Unit.NUMBER));
    }

    public static Criterion hookSays(String runbook, String field, String text) {
        return done(
                "hook " + runbook + " output " + field + " = " + text,
                new Measure.Hook(runbook, Optional.of(field), Optional.of(text), Measure.Unit.NUMBER));
    }

    public static Criterion hookAtMost(String runbook, String field, double most) {
        return Policies.criterion(
                "hook " + runbook + " output " + field + " <= " + most,
                new Measure.Hook(runbook, Optional.of(field), Optional.empty(), Measure.Unit.NUMBER),
                Operator.LESS_OR_EQUAL,
                most);
    }

    public static Criterion not(Criterion criterion) {
        return new Criterion(
                "not " + criterion.text(),
                criterion.measure(),
                Optional.empty(),
                new Claim.Done(false),
                Optional.empty(),
                Duration.ZERO,
                OptionalInt.empty());
    }

    public static StopLine stop(Criterion criterion, Response response) {
        return new StopLine(criterion, response, Severity.CRITICAL);
    }

    public static Stage entering(Stage stage, Criterion... enter) {
        StageProcedure p = stage.procedure();
        return with(stage, p, List.of(enter), p.during(), p.exit());
    }

    public static Stage leaving(Stage stage, Criterion... exit) {
        StageProcedure p = stage.procedure();
        return with(stage, p, p.enter(), p.during(), List.of(exit));
    }

    public static Stage repeating(Stage stage, Criterion hook, int everySeconds) {
        StageProcedure p = stage.procedure();
        return with(stage, p, p.enter(), List.of(new RepeatedHook(hook, Duration.ofSeconds(everySeconds))), p.exit());
    }

    public static Stage decidedBy(Stage stage, int seconds) {
        StageProcedure p = stage.procedure();
        Optional<Duration> decideBy = Optional.of(Duration.ofSeconds(seconds));
        return with(stage, p, decideBy, p.onDeadline(), p.score());
    }

    public static Stage atDeadline(Stage stage, Response response) {
        StageProcedure p = stage.procedure();
        return with(stage, p, p.decideBy(), response, p.score());
    }

    public static Stage scored(Stage stage, Score score) {
        StageProcedure p = stage.procedure();
        return with(stage, p, p.decideBy(), p.onDeadline(), Optional.of(score));
    }

    public static Stage given(Stage stage, Map<String, String> parameters) {
        StageProcedure p = stage.procedure();
        return stage.with(new StageProcedure(
                p.ramp(),
                p.enter(),
                p.during(),
                p.exit(),
                p.decideBy(),
                p.onDeadline(),
                p.reports(),
                new TreeMap<>(parameters),
                p.score()));
    }

    public static Policy withChecklist(Policy policy, Checklist checklist) {
        Procedure p = policy.procedure();
        return with(policy, List.of(checklist), p.onStart(), p.onRollback(), p.onComplete());
    }

    public static Policy onStart(Policy policy, String... runbooks) {
        Procedure p = policy.procedure();
        return with(policy, p.checklists(), List.of(runbooks), p.onRollback(), p.onComplete());
    }

    public static Policy onRollback(Policy policy, String... runbooks) {
        Procedure p = policy.procedure();
        return with(policy, p.checklists(), p.onStart(), List.of(runbooks), p.onComplete());
    }

    public static Policy onComplete(Policy policy, String... runbooks) {
        Procedure p = policy.procedure();
        return with(policy, p.checklists(), p.onStart(), p.onRollback(), List.of(runbooks));
    }

    private static Criterion done(String text, Measure measure) {
        return new Criterion(
                text,
                measure,
                Optional.empty(),
                new Claim.Done(true),
                Optional.empty(),
                Duration.ZERO,
                OptionalInt.empty(),
                Labels.NONE);
    }

    private static Stage with(
            Stage stage, StageProcedure p, List<Criterion> enter, List<RepeatedHook> during, List<Criterion> exit) {
        return stage.with(new StageProcedure(
                p.ramp(), enter, during, exit, p.decideBy(), p.onDeadline(), p.reports(), p.parameters(), p.score()));
    }

    private static Stage with(
            Stage stage, StageProcedure p, Optional<Duration> decideBy, Response onDeadline, Optional<Score> score) {
        return stage.with(new StageProcedure(
                p.ramp(), p.enter(), p.during(), p.exit(), decideBy, onDeadline, p.reports(), p.parameters(), score));
    }

    private static Policy with(
            Policy policy,
            List<Checklist> checklists,
            List<String> onStart,
            List<String> onRollback,
            List<String> onComplete) {
        Procedure p = policy.procedure();
        return policy.with(new Procedure(
                p.service(),
                p.startOnNewVersion(),
                p.calendar(),
                checklists,
                onStart,
                onRollback,
                onComplete,
                p.afterRollback(),
                p.escalations(),
                p.reports(),
                p.train()));
    }
}
