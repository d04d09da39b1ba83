package dev.headgate.core.rollout;

import dev.headgate.core.judge.Deeds;
import dev.headgate.core.judge.Deeds.Answer;
import dev.headgate.schemas.model.Checklist;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.TickItem;
import dev.headgate.schemas.model.TickedItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What people do for a rollout: which ticks fit, and what they do; what a yes and a no do is told by {@link AnswerRules}. */
public final class PeopleRules {

    /** The role that everybody has. */
    static final String ANYBODY = "anybody";

    private PeopleRules() {}

    /** Why a tick does not fit, for people; empty if it does. */
    public static Optional<String> unfit(TickItem tick, Rollout rollout, Optional<Policy> policy) {
        List<Checklist> lists =
                policy.map(plan -> plan.procedure().checklists()).orElse(List.of());
        Optional<Checklist> list = lists.stream()
                .filter(each -> each.name().equals(tick.checklist()))
                .findFirst();
        if (list.isEmpty()) {
            return Optional.of("the policy has no checklist " + tick.checklist()
                    + known(lists.stream().map(Checklist::name).toList()));
        }
        Optional<Checklist.Item> item = list.get().items().stream()
                .filter(each -> each.id().equals(tick.item()))
                .findFirst();
        if (item.isEmpty()) {
            return Optional.of("the checklist " + tick.checklist() + " has no item " + tick.item()
                    + known(list.get().items().stream().map(Checklist.Item::id).toList()));
        }
        return unfit(tick, item.get(), rollout);
    }

    /** Takes a tick. */
    static void take(Course course, TickItem tick) {
        Deeds deeds = course.rollout().affairs().deeds();
        List<TickedItem> ticked = new ArrayList<>(deeds.ticked());
        String by = tick.header().issuedBy();
        ticked.add(new TickedItem(tick.checklist(), tick.item(), tick.role(), by, course.now(), tick.evidence()));
        String evidence = tick.evidence().isBlank() ? "" : ", see " + tick.evidence();
        course.record("item " + tick.item() + " of the checklist " + tick.checklist() + " was ticked by " + by + " for "
                + tick.role() + evidence + why(tick.header()));
        course.affairs(affairs -> affairs.with(new Deeds(deeds.answers(), ticked, deeds.hooks())));
    }

    /** Whether any role has said yes since the stage began, and none no. */
    static boolean anyApproval(Rollout rollout) {
        List<Answer> answers = rollout.affairs().deeds().answers();
        return answers.stream().anyMatch(Answer::yes) && answers.stream().allMatch(Answer::yes);
    }

    /** Why who started a rollout does not approve it, where a line says so. */
    public static String startedIt(String by, String role) {
        return by + " started this rollout, and the policy wants the approval of " + role + " from somebody else";
    }

    /** A command's reason, to be put behind a sentence. */
    static String why(CommandHeader header) {
        return header.reason().isBlank() ? "" : ": " + header.reason();
    }

    private static Optional<String> unfit(TickItem tick, Checklist.Item item, Rollout rollout) {
        if (!item.role().equals(ANYBODY) && !item.role().equals(tick.role())) {
            return Optional.of("item " + item.id() + " of " + tick.checklist() + " is " + item.role()
                    + "'s to tick, not " + (tick.role().isBlank() ? "nobody's" : tick.role() + "'s"));
        }
        if (item.evidence() && tick.evidence().isBlank()) {
            return Optional.of("item " + item.id() + " of " + tick.checklist()
                    + " needs evidence: a link or a note that shows that it is done");
        }
        return rollout.affairs().deeds().ticked().stream()
                .filter(each ->
                        each.checklist().equals(tick.checklist()) && each.item().equals(item.id()))
                .findFirst()
                .map(each -> "item " + item.id() + " of " + tick.checklist() + " was ticked before, by " + each.by());
    }

    /** What there is instead, to be put behind a sentence. */
    static String known(List<String> names) {
        return names.isEmpty() ? "; there is none" : "; there is " + String.join(", ", names);
    }
}
