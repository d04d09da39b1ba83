package dev.headgate.documents;

import dev.headgate.schemas.model.Calendar;
import dev.headgate.schemas.model.Checklist;
import dev.headgate.schemas.model.Escalation;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Procedure;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.Train;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whether what surrounds the judging fits together: services, checklists, severities, hours. */
final class ProcedureChecks {

    private final Problems problems;
    private final Fields fields;
    private final ProcedureReader.WrittenProcedure written;
    private final Procedure procedure;

    ProcedureChecks(Problems problems, Fields fields, ProcedureReader.WrittenProcedure written) {
        this.problems = problems;
        this.fields = fields;
        this.written = written;
        this.procedure = written.procedure();
    }

    void check(List<StageReader.WrittenStage> stages, List<WrittenStopLine> stop) {
        checkServices();
        checkChecklists(stages);
        checkSeverities(Stream.concat(stop.stream(), stages.stream().flatMap(stage -> stage.stop().stream()))
                .toList());
        procedure.calendar().ifPresent(calendar -> checkFits(calendar, stages));
        new HookChecks(problems, procedure).check(stages, stop);
    }

    private void checkServices() {
        if (procedure.startOnNewVersion() && !fields.has("service")) {
            problems.add(
                    Problem.error(fields.keyPlace("start"), "it is not said of which service a new version starts it")
                            .found("no `service`")
                            .expected("`service: checkout`"));
        }
        if (procedure.train().isEmpty()) {
            return;
        }
        Train train = procedure.train().orElseThrow();
        Place place = fields.keyPlace("train");
        Optional<String> service = procedure.service();
        if (!fields.has("service")) {
            problems.add(Problem.error(place, "it is not said which service of the train this policy is of")
                    .found("no `service`")
                    .expected("`service: ` and one of " + String.join(", ", train.services())));
        } else if (service.filter(it -> !train.services().contains(it)).isPresent()) {
            problems.add(Problem.error(place, "the policy's own service is not in its train")
                    .found(service.orElseThrow() + ", and " + String.join(", ", train.services()))
                    .expected(service.orElseThrow() + " among `services`")
                    .suggest(NearestWord.to(service.orElseThrow(), train.services())));
        }
    }

    private void checkChecklists(List<StageReader.WrittenStage> stages) {
        Map<String, Located<Checklist>> lists = written.checklists();
        Set<String> waitedFor = new HashSet<>();
        stages.stream()
                .flatMap(stage -> Stream.of(
                        stage.procedure().enter(),
                        stage.advance(),
                        stage.procedure().exit()))
                .flatMap(List::stream)
                .flatMap(WrittenCriterion::single)
                .forEach(line -> {
                    if (line.criterion().measure() instanceof Measure.ChecklistDone done) {
                        waitedFor.add(done.checklist());
                        checkDefined(line, done.checklist(), lists.keySet());
                    }
                });
        lists.forEach((name, list) -> {
            if (!waitedFor.contains(name)) {
                problems.add(Problem.warning(list.place(), "no stage waits for this checklist")
                        .found(name)
                        .expected("`enter: [ checklist " + name + " ]` of a stage"));
            }
        });
    }

    private void checkDefined(WrittenCriterion line, String name, Set<String> defined) {
        if (!defined.contains(name) && !unreadChecklists()) {
            problems.add(Problem.error(line.whole(), "this checklist is not defined")
                    .found("`" + line.criterion().text() + "`")
                    .expected(
                            defined.isEmpty()
                                    ? "`checklists` of the policy, with `" + name + "`"
                                    : String.join(", ", defined))
                    .suggest(NearestWord.to(name, defined)));
        }
    }

    /** A list that was refused is not missing. */
    private boolean unreadChecklists() {
        return written.checklists().isEmpty() && fields.has("checklists");
    }

    private void checkSeverities(List<WrittenStopLine> lines) {
        Set<Severity> escalated = new HashSet<>();
        procedure.escalations().stream().map(Escalation::severity).forEach(escalated::add);
        Set<Severity> four = Set.of(Severity.P0, Severity.P1, Severity.P2, Severity.P3);
        lines.stream()
                .filter(line -> four.contains(line.severity()) && !escalated.contains(line.severity()))
                .forEach(line -> problems.add(Problem.warning(
                                line.criterion().whole(),
                                "nobody is told of " + line.severity().wireName() + " beyond the line itself")
                        .found(line.severity().wireName() + " without an escalation")
                        .expected("`escalation: { " + line.severity().wireName()
                                + ": { answer: 15m, levels: [ on-call ] } }`")));
    }

    private void checkFits(Calendar calendar, List<StageReader.WrittenStage> stages) {
        Duration holds = stages.stream()
                .filter(stage -> !stage.watched())
                .map(stage -> stage.hold().map(StageReader.Hold::minimum).orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
        Duration longest = LongestWindow.of(calendar.allow());
        if (!calendar.allow().isEmpty() && holds.compareTo(longest) > 0) {
            problems.add(Problem.warning(
                            fields.keyPlace("calendar"),
                            "no window is long enough: the rollout starts in any of them and goes on in later ones")
                    .found("minimum holds of " + Quantities.written(holds) + ", and at most "
                            + Quantities.written(longest) + " at a stretch")
                    .expected("longer hours under `allow` or shorter holds, if it is to be over within one window"));
        }
    }
}
