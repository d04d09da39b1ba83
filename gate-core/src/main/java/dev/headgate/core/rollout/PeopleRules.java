package dev.headgate.core.rollout;

import dev.headgate.core.judge.Deeds;
import dev.headgate.core.judge.Deeds.Answer;
import dev.headgate.core.judge.StageClock;
import dev.headgate.schemas.model.Approve;
import dev.headgate.schemas.model.Checklist;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Reject;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.TickItem;
import dev.headgate.schemas.model.TickedItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Approvals, rejections and ticks: which fit, and what they do. A question that is open is answered first. */
public final class PeopleRules {

    /** The role that everybody has. */
    static final String ANYBODY = "anybody";

    private PeopleRules() {}

    /** Why an approval does not fit, for people; empty if it does. */
    public static Optional<String> unfit(Approve approve, Rollout rollout, Optional<Policy> policy) {
        return unfit(approve.role(), true, rollout, policy).or(() -> ofStarter(approve, rollout, policy));
    }

    /** Why a rejection does not fit, for people; empty if it does. */
    public static Optional<String> unfit(Reject reject, Rollout rollout, Optional<Policy> policy) {
        return unfit(reject.role(), false, rollout, policy);
    }

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

    /** Takes an approval. */
    static void take(Course course, JudgedLines lines, Approve approve) {
        answer(course, lines, approve.header(), approve.role(), true);
    }

    /** Takes a rejection. */
    static void take(Course course, JudgedLines lines, Reject reject) {
        answer(course, lines, reject.header(), reject.role(), false);
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

    private static Optional<String> unfit(String role, boolean yes, Rollout rollout, Optional<Policy> policy) {
        if (QuestionRules.asked(rollout, role)) {
            return Optional.empty();
        }
        if (!rollout.staying()) {
            return Optional.of("it is " + rollout.phase().wireName()
                    + ": an approval is given once the stage's weight is in force, and counts for that stage");
        }
        SortedSet<String> awaited = awaited(rollout, policy);
        boolean any = stage(rollout, policy)
                .flatMap(stage -> stage.procedure().score())
                .isPresent();
        if (!any && !awaited.contains(role)) {
            return Optional.of("nothing waits for the role "
                    + (role.isBlank() ? "of nobody; name one" : role)
                    + known(awaited.stream().toList()));
        }
        return rollout.affairs()
                .deeds()
                .answerOf(role)
                .filter(answer -> answer.yes() == yes)
                .map(answer -> answer.by() + " has said " + (yes ? "yes" : "no") + " for " + role + " before");
    }

    /** Who started a rollout does not approve it where a line says so; a question that is asked is answered by anybody. */
    private static Optional<String> ofStarter(Approve approve, Rollout rollout, Optional<Policy> policy) {
        boolean notByStarter = lines(rollout, policy)
                .anyMatch(measure -> measure instanceof Measure.Approval approval
                        && approval.otherThanStarter()
                        && approval.role().equals(approve.role()));
        if (!notByStarter || QuestionRules.asked(rollout, approve.role())) {
            return Optional.empty();
        }
        String by = approve.header().issuedBy();
        return rollout.identity()
                .startedBy()
                .map(starter -> Optional.of(starter).filter(by::equals).map(same -> startedIt(by, approve.role())))
                .orElse(Optional.of("it is not known who started this rollout, which an earlier release began, and the"
                        + " policy wants the approval of " + approve.role()
                        + " from somebody else: change the policy"));
    }

    /** The roles whose answer some line of the stage, or of the way to the next, waits for. */
    private static SortedSet<String> awaited(Rollout rollout, Optional<Policy> policy) {
        SortedSet<String> roles = new TreeSet<>();
        lines(rollout, policy).forEach(measure -> {
            if (measure instanceof Measure.Approval approval) {
                roles.add(approval.role());
            }
        });
        rollout.affairs().questions().forEach(question -> roles.add(question.role()));
        return roles;
    }

    /** What the lines of the stage, and of the way to the next, ask for. */
    private static Stream<Measure> lines(Rollout rollout, Optional<Policy> policy) {
        Stream<Criterion> ofStage = stage(rollout, policy).stream()
                .flatMap(stage -> Stream.concat(stage.advance().stream(), stage.procedure().exit().stream()));
        int next = rollout.clock().map(StageClock::stage).orElse(-1) + 1;
        Stream<Criterion> ofNext = policy.stream()
                .filter(plan -> next < plan.stages().size())
                .flatMap(plan -> plan.stages().get(next).procedure().enter().stream());
        return Stream.concat(ofStage, ofNext).flatMap(PeopleRules::measures);
    }

    private static Stream<Measure> measures(Criterion criterion) {
        return criterion.measure() instanceof Measure.All all
                ? all.parts().stream().map(Criterion::measure)
                : Stream.of(criterion.measure());
    }

    private static Optional<Stage> stage(Rollout rollout, Optional<Policy> policy) {
        return policy.flatMap(plan -> rollout.clock().map(clock -> plan.stages().get(clock.stage())));
    }

    private static void answer(Course course, JudgedLines lines, CommandHeader header, String role, boolean yes) {
        String by = header.issuedBy();
        String said = by + " said " + (yes ? "yes" : "no") + " for " + role;
        if (QuestionRules.asked(course.rollout(), role)) {
            String what = said + ", which answers what was asked of it" + why(header);
            List<String> asked = QuestionRules.asking(course.rollout(), role);
            if (asked.size() == 1) {
                course.record(what, asked.get(0));
            } else {
                course.record(what);
            }
            QuestionRules.answer(course, lines, role, yes, by);
            return;
        }
        course.record(said + why(header));
        Deeds deeds = course.rollout().affairs().deeds();
        List<Answer> answers = new ArrayList<>(deeds.answers());
        answers.removeIf(answer -> answer.role().equals(role));
        answers.add(new Answer(role, yes, by, course.now()));
        course.affairs(affairs -> affairs.with(new Deeds(answers, deeds.ticked(), deeds.hooks())));
    }

    private static String known(List<String> names) {
        return names.isEmpty() ? "; there is none" : "; there is " + String.join(", ", names);
    }
}
