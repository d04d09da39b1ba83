package dev.headgate.core.judge;

import dev.headgate.schemas.model.AfterRollback;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.RepeatedHook;
import dev.headgate.schemas.model.Response;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.StopLine;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One line of a policy in its place.
 *
 * @param id its place: {@code stop/2}, {@code stage/0/stop/1}, {@code stage/0/advance/3}, {@code stage/1/enter/0}, {@code
 *     stage/0/during/0}, {@code stage/0/exit/0}
 * @param criterion the claim
 * @param list the list it stands in
 * @param response what its failure does; {@link Response#NOTIFY} has no meaning in an advance list
 * @param severity how urgent its failure is
 */
public record Line(String id, Criterion criterion, CriterionList list, Response response, Severity severity) {

    /** The parts of a line that joins several criteria; none of any other. */
    public List<Line> parts() {
        if (!(criterion.measure() instanceof Measure.All all)) {
            return List.of();
        }
        return IntStream.range(0, all.parts().size())
                .mapToObj(i -> new Line(id + "/and/" + i, all.parts().get(i), list, response, severity))
                .toList();
    }

    /** Its parts, or itself where it has none. */
    Stream<Line> flat() {
        List<Line> parts = parts();
        return parts.isEmpty() ? Stream.of(this) : parts.stream();
    }

    /** Whether its claim must hold to go on; it stops a rollout otherwise. */
    public boolean mustHold() {
        return list != CriterionList.STOP;
    }

    /** Whether its figures are those since the stage settled, where it states no window. */
    boolean ofWholeStage() {
        return switch (list) {
            case ADVANCE, EXIT, DURING -> true;
            case STOP, ENTER, AFTER_ROLLBACK, UNKNOWN -> false;
        };
    }

    /** What its failure does, in a word. */
    public Effect effect() {
        return response.effect();
    }

    /** Whether it is judged while the stage settles too: figures from the confirmed start on count for it. */
    public boolean judgedWhileSettling() {
        return switch (list) {
            case STOP -> severity.isCritical();
            case ENTER, AFTER_ROLLBACK -> true;
            case ADVANCE, DURING, EXIT, UNKNOWN -> false;
        };
    }

    /** Whether it can stop or hold a rollout, so that it must be clear before an advance. */
    public boolean mustBeClear() {
        return list == CriterionList.STOP && effect() != Effect.NOTIFY;
    }

    /** All lines that are judged in a stage, the policy's own before the stage's, those of the next stage's entry last. */
    public static List<Line> of(Policy policy, int stage) {
        List<Line> lines = new ArrayList<>(stops(policy));
        lines.addAll(ofStage(policy, stage));
        lines.addAll(entering(policy, stage + 1));
        return List.copyOf(lines);
    }

    /** All lines that are judged before the first stage is entered. */
    static List<Line> beforeAll(Policy policy) {
        List<Line> lines = new ArrayList<>(stops(policy));
        lines.addAll(ofStage(policy, 0));
        lines.addAll(entering(policy, 0));
        return List.copyOf(lines);
    }

    /** What must be done before a stage is entered; nothing if there is no such stage. */
    static List<Line> entering(Policy policy, int stage) {
        return stage >= policy.stages().size()
                ? List.of()
                : done(
                        "stage/" + stage + "/enter/",
                        CriterionList.ENTER,
                        policy.stages().get(stage).procedure().enter());
    }

    /** What must become true once a rollback is confirmed. */
    static List<Line> afterRollback(Policy policy) {
        return done(
                "afterRollback/",
                CriterionList.AFTER_ROLLBACK,
                policy.procedure().afterRollback().stream()
                        .map(AfterRollback::criterion)
                        .toList());
    }

    private static List<Line> done(String prefix, CriterionList list, List<Criterion> criteria) {
        return IntStream.range(0, criteria.size())
                .mapToObj(i -> new Line(prefix + i, criteria.get(i), list, Response.NOTIFY, Severity.INFO))
                .toList();
    }

    /** The policy's own stop lines. */
    static List<Line> stops(Policy policy) {
        return stops("stop/", policy.stop());
    }

    /** A stage's own lines. */
    static List<Line> ofStage(Policy policy, int stage) {
        Stage its = policy.stages().get(stage);
        List<Line> lines = new ArrayList<>(stops("stage/" + stage + "/stop/", its.stop()));
        for (int i = 0; i < its.advance().size(); i++) {
            String id = "stage/" + stage + "/advance/" + i;
            lines.add(new Line(id, its.advance().get(i), CriterionList.ADVANCE, Response.NOTIFY, Severity.INFO));
        }
        lines.addAll(done(
                "stage/" + stage + "/during/",
                CriterionList.DURING,
                its.procedure().during().stream().map(RepeatedHook::hook).toList()));
        lines.addAll(done(
                "stage/" + stage + "/exit/", CriterionList.EXIT, its.procedure().exit()));
        return List.copyOf(lines);
    }

    private static List<Line> stops(String prefix, List<StopLine> stops) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < stops.size(); i++) {
            StopLine stop = stops.get(i);
            lines.add(new Line(prefix + i, stop.criterion(), CriterionList.STOP, stop.response(), stop.severity()));
        }
        return lines;
    }
}
