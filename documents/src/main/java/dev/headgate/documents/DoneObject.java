package dev.headgate.documents;

import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.Since;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What people and runbooks have done, and alerts, in their object form. */
final class DoneObject {

    private final CriterionFields object;
    private final Fields fields;
    private final String name;

    DoneObject(CriterionFields object, String name) {
        this.object = object;
        this.fields = object.fields();
        this.name = name;
    }

    Optional<WrittenCriterion> criterion() {
        return switch (name) {
            case "approval" -> {
                object.refuseAllBut("an approval", List.of("measure", "role", "otherThan"));
                boolean other = fields.optional(
                                "otherThan", node -> object.values().word(node, List.of(DoneParts.STARTER)))
                        .isPresent();
                yield object.name("role", "the role that approves")
                        .flatMap(role -> written(DoneParts.approval(role, other)));
            }
            case "checklist" -> {
                object.refuseAllBut("a checklist", List.of("measure", "name"));
                yield object.name("name", "the checklist's name").flatMap(it -> written(DoneParts.checklist(it)));
            }
            case "alert" -> alert();
            case "hook" -> hook();
            default -> throw new IllegalArgumentException("not one of " + DoneParts.WORDS + ": " + name);
        };
    }

    private Optional<WrittenCriterion> alert() {
        object.refuseAllBut("an alert", List.of("measure", "alertSeverity", "named", "since", "none", "for"));
        Optional<String> severity = optionalName("alertSeverity", "the alerts' severity");
        Optional<String> named = optionalName("named", "the alert's name");
        Optional<Since> since = fields.optional("since", node -> object.values().word(node, DoneParts.SINCE))
                .map(DoneParts::since);
        boolean none = fields.optional("none", object.values()::truth).orElse(false);
        boolean complete = (severity.isPresent() || !fields.has("alertSeverity"))
                && (named.isPresent() || !fields.has("named"))
                && (since.isPresent() || !fields.has("since"));
        return complete ? written(DoneParts.alert(severity, named, since.orElse(Since.NOW), none)) : Optional.empty();
    }

    private Optional<String> optionalName(String field, String what) {
        return fields.optional(field, node -> object.values().name(node, what));
    }

    private Optional<WrittenCriterion> hook() {
        Optional<String> runbook = object.name("name", "the hook's runbook");
        if (!fields.has("field")) {
            object.refuseAllBut("a hook without a field", List.of("measure", "name", "failed"));
            boolean failed = fields.optional("failed", object.values()::truth).orElse(false);
            return runbook.flatMap(it -> written(DoneParts.hookDone(DoneParts.hook(it, Optional.empty()), !failed)));
        }
        boolean equals = fields.has("equals");
        object.refuseAllBut(
                "a field of a hook's output",
                equals
                        ? List.of("measure", "name", "field", "equals")
                        : List.of("measure", "name", "field", "operator", "limit"));
        Optional<String> field =
                fields.optional("field", node -> object.whole(node, "a field's name", DoneParts::field));
        Optional<Measure.Hook> hook = runbook.flatMap(it -> field.map(of -> DoneParts.hook(it, Optional.of(of))));
        return hook.flatMap(it -> equals ? says(it) : limit(it));
    }

    private Optional<WrittenCriterion> says(Measure.Hook hook) {
        return fields.optional("equals", node -> {
                    Text text = object.values().textOrTruth(node, "a text that the field must equal");
                    return DoneParts.hookSays(hook, text.value(), text.whole());
                })
                .flatMap(this::written);
    }

    private Optional<WrittenCriterion> limit(Measure.Hook hook) {
        Optional<Operator> operator = fields.required(
                "operator",
                CriterionObject.OPERATORS + ", or `equals`",
                node -> object.whole(
                        node, CriterionObject.OPERATORS, text -> CriterionParts.operator(text, "`equals: true`")));
        Optional<MeasuredLimits.Limited> limit = fields.required(
                "limit",
                MeasuredLimits.ANY,
                node -> object.wholeOrNumber(node, MeasuredLimits.ANY, text -> MeasuredLimits.read(text, hook)));
        return operator.flatMap(it ->
                limit.flatMap(to -> written(new DoneParts.Said(to.measure(), to.claim(it)), to.place())));
    }

    private Optional<WrittenCriterion> written(DoneParts.Said said) {
        return written(said, fields.place());
    }

    private Optional<WrittenCriterion> written(DoneParts.Said said, Place limit) {
        Duration holdFor = object.holdFor();
        Criterion criterion = new Criterion(
                ObjectLine.of(fields),
                said.measure(),
                Optional.empty(),
                said.claim(),
                Optional.empty(),
                holdFor,
                OptionalInt.empty());
        return Optional.of(new WrittenCriterion(criterion, fields.place(), limit, limit, Optional.empty()));
    }
}
