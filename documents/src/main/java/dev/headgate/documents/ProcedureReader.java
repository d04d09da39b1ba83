package dev.headgate.documents;

import dev.headgate.schemas.model.AfterRollback;
import dev.headgate.schemas.model.Calendar;
import dev.headgate.schemas.model.Checklist;
import dev.headgate.schemas.model.Digest;
import dev.headgate.schemas.model.Escalation;
import dev.headgate.schemas.model.Procedure;
import dev.headgate.schemas.model.Train;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads what surrounds the judging of a policy: people, calendars, hooks, trains. */
final class ProcedureReader {

    static final List<String> KNOWN = List.of(
            "service",
            "start",
            "calendar",
            "checklists",
            "onStart",
            "onRollback",
            "onComplete",
            "afterRollback",
            "escalation",
            "report",
            "train");
    static final String ON_NEW_VERSION = "on new version";
    static final List<String> TRAIN = List.of("name", "services");

    private final Values values;
    private final Problems problems;
    private final CriterionLists lists;

    ProcedureReader(Values values, Problems problems, CriterionLists lists) {
        this.values = values;
        this.problems = problems;
        this.lists = lists;
    }

    /**
     * What was read, and where of it what checks need.
     *
     * @param checklists the checklists by name
     */
    record WrittenProcedure(Procedure procedure, Map<String, Located<Checklist>> checklists) {}

    WrittenProcedure read(Fields fields) {
        Optional<String> service = fields.optional("service", node -> values.name(node, "a service's name"));
        boolean onNewVersion = fields.optional("start", node -> values.word(node, List.of(ON_NEW_VERSION)))
                .isPresent();
        Optional<Calendar> calendar = fields.optional("calendar", new CalendarReader(values, problems)::read)
                .flatMap(it -> it);
        Map<String, Located<Checklist>> checklists = fields.optional(
                        "checklists", new ChecklistReader(values, problems)::read)
                .orElse(Map.of());
        List<AfterRollback> afterRollback = lists.afterRollback(fields).stream()
                .map(CriterionLine.WrittenAfterRollback::line)
                .toList();
        List<Escalation> escalations = fields.optional("escalation", new EscalationReader(values, problems)::read)
                .orElse(List.of());
        List<Digest> reports = fields.optional("report", node -> DigestReader.read(node, values, problems))
                .orElse(List.of());
        Optional<Train> train = fields.optional("train", this::train).flatMap(it -> it);
        Procedure procedure = new Procedure(
                service,
                onNewVersion,
                calendar,
                checklists.values().stream().map(Located::value).toList(),
                runbooks(fields, "onStart"),
                runbooks(fields, "onRollback"),
                runbooks(fields, "onComplete"),
                afterRollback,
                escalations,
                reports,
                train);
        return new WrittenProcedure(procedure, checklists);
    }

    private List<String> runbooks(Fields fields, String field) {
        return fields.optional(field, node -> values.names(node, "`" + field + "`", "a runbook's name", problems))
                .orElse(List.of());
    }

    private Optional<Train> train(Node node) throws Refusal {
        Fields fields = Fields.of(node, "`train`", TRAIN, values, problems);
        Optional<String> name = fields.required("name", "the train's name", it -> values.name(it, "a train's name"));
        Optional<List<String>> services = fields.required("services", "two services or more", this::services);
        return name.flatMap(it -> services.map(all -> new Train(it, all)));
    }

    private List<String> services(Node node) throws Refusal {
        List<String> services = values.names(node, "`services`", "a service's name", problems);
        if (Values.itemCount(node) < 2) {
            throw values.wrongType(node, "a train has two services or more", "`services: [ shop, cart ]`");
        }
        return services;
    }
}
