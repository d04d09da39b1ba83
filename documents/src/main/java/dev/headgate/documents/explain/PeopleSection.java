package dev.headgate.documents.explain;

import dev.headgate.documents.explain.Explanation.Item;
import dev.headgate.schemas.model.Checklist;
import dev.headgate.schemas.model.Digest;
import dev.headgate.schemas.model.Escalation;
import dev.headgate.schemas.model.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Who has to say or tick something, who is asked, who is told. */
final class PeopleSection {
    private PeopleSection() {}

    /** Whom it waits for. */
    static List<Item> asked(Policy policy) {
        List<Item> items = new ArrayList<>();
        for (Checklist list : policy.procedure().checklists()) {
            items.add(new Item(
                    "The checklist " + list.name() + ", ticked with `headgate rollout tick " + list.name() + " ITEM`:",
                    list.items().stream()
                            .map(item -> item.id() + ": " + item.text() + " (" + item.role()
                                    + (item.evidence() ? ", with evidence" : "") + ")")
                            .toList()));
        }
        List<String> roles = Roles.approving(policy);
        if (!roles.isEmpty()) {
            items.add(new Item("A yes is waited for from " + Words.and(roles)
                    + ": `headgate rollout approve --role ROLE`; `reject` fails the stage."));
        }
        List<String> questioned = Roles.questioned(policy);
        if (!questioned.isEmpty()) {
            items.add(new Item("Questions go to " + Words.and(questioned)
                    + ": `approve` means go on, `reject` or no answer in time does what stands behind `else`."));
        }
        return items;
    }

    /** Who is told, and after how long somebody else. */
    static List<Item> told(Policy policy) {
        List<Item> items = new ArrayList<>();
        for (Escalation escalation : policy.procedure().escalations()) {
            items.add(new Item(
                    "Of what is " + escalation.severity().wireName() + ", until somebody acknowledges it"
                            + escalation
                                    .answer()
                                    .map(time -> " (which should take " + Words.time(time) + " at most)")
                                    .orElse("")
                            + ":",
                    escalation.levels().stream().map(PeopleSection::level).toList()));
        }
        List<String> named = Roles.told(policy);
        if (!named.isEmpty()) {
            items.add(new Item("Lines with `notify` or `page` tell " + Words.and(named) + "."));
        }
        policy.procedure()
                .reports()
                .forEach(digest -> items.add(new Item("Figures are told " + digest(digest) + ", in every stage.")));
        return items;
    }

    /** {@code every 1h for 3d to team}. */
    static String digest(Digest digest) {
        return "every " + Words.time(digest.every())
                + digest.lasting().map(time -> " for " + Words.time(time)).orElse("")
                + digest.whom().map(whom -> " to " + whom).orElse("");
    }

    private static String level(Escalation.Level level) {
        String when = level.after().equals(Duration.ZERO) ? "at once" : "after " + Words.time(level.after());
        return when + ": " + Words.and(level.tell())
                + (level.during().isEmpty()
                        ? ""
                        : ", during "
                                + Words.and(level.during().stream()
                                        .map(Hours::words)
                                        .toList()) + " only");
    }
}
