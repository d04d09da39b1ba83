package dev.headgate.documents;

import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Procedure;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Whether each hook that a line reads is run by something before. */
final class HookChecks {

    private final Problems problems;
    private final Set<String> run = new LinkedHashSet<>();

    HookChecks(Problems problems, Procedure procedure) {
        this.problems = problems;
        run.addAll(procedure.onStart());
    }

    /** Looks at the stages in their order, then at the lines of every stage. */
    void check(List<StageReader.WrittenStage> stages, List<WrittenStopLine> stop) {
        for (StageReader.WrittenStage stage : stages) {
            stage.procedure().enter().forEach(this::noteOrRead);
            stage.procedure()
                    .during()
                    .forEach(hook -> noteHook(hook.value().hook().measure()));
            stage.advance().forEach(this::checkRead);
            stage.procedure().exit().forEach(this::noteOrRead);
            stage.stop().forEach(line -> checkRead(line.criterion()));
        }
        stop.forEach(line -> checkRead(line.criterion()));
    }

    /** A hook that stands alone is run; one that is joined with something is only read. */
    private void noteOrRead(WrittenCriterion line) {
        if (line.parts().isEmpty()) {
            noteHook(line.criterion().measure());
        } else {
            checkRead(line);
        }
    }

    private void noteHook(Measure measure) {
        if (measure instanceof Measure.Hook hook) {
            run.add(hook.runbook());
        }
    }

    private void checkRead(WrittenCriterion written) {
        Stream<WrittenCriterion> lines = written.single();
        lines.forEach(line -> {
            if (line.criterion().measure() instanceof Measure.Hook hook && !run.contains(hook.runbook())) {
                problems.add(Problem.error(line.whole(), "this can never be decided: nothing has run this hook before")
                        .found("`" + line.criterion().text() + "`")
                        .expected("`hook " + hook.runbook() + " every 30s` under `during`, or `hook " + hook.runbook()
                                + "` under `enter` of this stage or one before")
                        .suggest(NearestWord.to(hook.runbook(), run)));
            }
        });
    }
}
