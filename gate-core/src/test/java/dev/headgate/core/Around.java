package dev.headgate.core;

import dev.headgate.schemas.model.AfterRollback;
import dev.headgate.schemas.model.Calendar;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Digest;
import dev.headgate.schemas.model.Escalation;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Procedure;
import dev.headgate.schemas.model.Ramp;
import dev.headgate.schemas.model.Response;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.StageProcedure;
import dev.headgate.schemas.model.Train;
import dev.headgate.schemas.model.WeeklyHours;
import dev.headgate.schemas.model.Weight;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What surrounds the judging of policies and stages, word by word, for tests. */
public final class Around {

    private Around() {}

    public static Policy calendar(Policy policy, Response onWindowClose, WeeklyHours... hours) {
        Procedure p = policy.procedure();
        return with(
                policy,
                p,
                Optional.of(new Calendar(List.of(hours), onWindowClose)),
                p.afterRollback(),
                p.escalations(),
                p.reports(),
                p.train());
    }

    public static Policy afterRollback(Policy policy, Criterion criterion, int withinSeconds, Response otherwise) {
        Procedure p = policy.procedure();
        AfterRollback line = new AfterRollback(criterion, Duration.ofSeconds(withinSeconds), otherwise);
        return with(policy, p, p.calendar(), plus(p.afterRollback(), line), p.escalations(), p.reports(), p.train());
    }

    public static Policy escalating(Policy policy, Severity severity, Duration answer, Escalation.Level... levels) {
        Procedure p = policy.procedure();
        Escalation escalation = new Escalation(severity, Optional.of(answer), List.of(levels));
        return with(
                policy, p, p.calendar(), p.afterRollback(), plus(p.escalations(), escalation), p.reports(), p.train());
    }

    public static Policy reporting(Policy policy, Digest digest) {
        Procedure p = policy.procedure();
        return with(policy, p, p.calendar(), p.afterRollback(), p.escalations(), plus(p.reports(), digest), p.train());
    }

    public static Policy inTrain(Policy policy, String name, String... services) {
        Procedure p = policy.procedure();
        return with(
                policy,
                p,
                p.calendar(),
                p.afterRollback(),
                p.escalations(),
                p.reports(),
                Optional.of(new Train(name, List.of(services))));
    }

    public static Policy startingByItself(Policy policy, String service) {
        Procedure p = policy.procedure();
        return policy.with(new Procedure(
                Optional.of(service),
                true,
                p.calendar(),
                p.checklists(),
                p.onStart(),
                p.onRollback(),
                p.onComplete(),
                p.afterRollback(),
                p.escalations(),
                p.reports(),
                p.train()));
    }

    public static Stage ramp(Stage stage, double fromPercent, Duration over) {
        StageProcedure p = stage.procedure();
        return stage.with(new StageProcedure(
                Optional.of(new Ramp(new Weight(fromPercent), over)),
                p.enter(),
                p.during(),
                p.exit(),
                p.decideBy(),
                p.onDeadline(),
                p.reports(),
                p.parameters(),
                p.score()));
    }

    public static Stage reporting(Stage stage, Digest digest) {
        StageProcedure p = stage.procedure();
        return stage.with(new StageProcedure(
                p.ramp(),
                p.enter(),
                p.during(),
                p.exit(),
                p.decideBy(),
                p.onDeadline(),
                plus(p.reports(), digest),
                p.parameters(),
                p.score()));
    }

    public static WeeklyHours hours(Set<DayOfWeek> days, String from, String to, String zone) {
        return new WeeklyHours(days, LocalTime.parse(from), LocalTime.parse(to), ZoneId.of(zone));
    }

    public static Escalation.Level level(Duration after, String tell, WeeklyHours... during) {
        return new Escalation.Level(after, List.of(tell), List.of(during));
    }

    public static Digest every(Duration every, Duration lasting, String whom) {
        return new Digest(every, Optional.of(lasting), Optional.of(whom));
    }

    private static Policy with(
            Policy policy,
            Procedure p,
            Optional<Calendar> calendar,
            List<AfterRollback> afterRollback,
            List<Escalation> escalations,
            List<Digest> reports,
            Optional<Train> train) {
        return policy.with(new Procedure(
                p.service(),
                p.startOnNewVersion(),
                calendar,
                p.checklists(),
                p.onStart(),
                p.onRollback(),
                p.onComplete(),
                afterRollback,
                escalations,
                reports,
                train));
    }

    private static <T> List<T> plus(List<T> before, T one) {
        return Stream.concat(before.stream(), Stream.of(one)).toList();
    }
}
