package dev.headgate.cli.scenario;

import dev.headgate.schemas.model.AfterRollback;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.StopLine;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A line of a policy in its place: the same words in another stage are another line.
 *
 * @param policy the policy's file, without its directory
 * @param stage the stage, counted from 0; {@value #EVERYWHERE} of what holds in all of them
 * @param list the list it stands in
 * @param text the line as written, without its effect
 */
public record PlanLine(String policy, int stage, CriterionList list, String text) {

    /** The stage of a line that belongs to none. */
    public static final int EVERYWHERE = -1;

    /** All lines of a policy that can be violated, in its order. */
    public static List<PlanLine> of(String file, Policy policy) {
        List<PlanLine> lines = new ArrayList<>();
        add(lines, file, EVERYWHERE, CriterionList.STOP, criteria(policy.stop()));
        for (int stage = 0; stage < policy.stages().size(); stage++) {
            Stage each = policy.stages().get(stage);
            add(lines, file, stage, CriterionList.ENTER, each.procedure().enter());
            add(lines, file, stage, CriterionList.STOP, criteria(each.stop()));
            add(lines, file, stage, CriterionList.ADVANCE, each.advance());
            add(lines, file, stage, CriterionList.EXIT, each.procedure().exit());
        }
        List<Criterion> afterwards = policy.procedure().afterRollback().stream()
                .map(AfterRollback::criterion)
                .toList();
        add(lines, file, EVERYWHERE, CriterionList.AFTER_ROLLBACK, afterwards);
        return lines.stream().distinct().toList();
    }

    private static void add(
            List<PlanLine> lines, String file, int stage, CriterionList list, List<Criterion> criteria) {
        criteria.forEach(criterion -> lines.add(new PlanLine(file, stage, list, criterion.text())));
    }

    private static List<Criterion> criteria(List<StopLine> stop) {
        return stop.stream().map(StopLine::criterion).collect(Collectors.toList());
    }

    /** As people name it. */
    @Override
    public String toString() {
        String where = stage == EVERYWHERE ? "" : " in stage " + (stage + 1);
        return policy + ": `" + text + "` under `" + list.wireName() + "`" + where;
    }
}
