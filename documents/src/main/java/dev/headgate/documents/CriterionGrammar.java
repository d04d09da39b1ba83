package dev.headgate.documents;

import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.StopLine;
import java.util.Optional;

/**
 * A criterion on one line, outside a policy: {@code p95(checkout) > 250ms over 60s for 5m min 20}. Thread-safe, never
 * throws.
 */
public final class CriterionGrammar {

    private CriterionGrammar() {}

    /** Reads a line as it stands under {@code advance}, without an effect. */
    public static Parsed<Criterion> parse(String sourceName, String line) {
        Problems problems = new Problems();
        Optional<WrittenCriterion> written = problems.attempt(() -> CriterionLine.advanceLine(text(sourceName, line)));
        written.ifPresent(it -> new CriterionChecks(problems).check(it, CriterionList.ADVANCE));
        return problems.finish(written.map(WrittenCriterion::criterion));
    }

    /** Reads a line as it stands under {@code stop}; without an effect it is {@code rollback critical}. */
    public static Parsed<StopLine> parseStopLine(String sourceName, String line) {
        Problems problems = new Problems();
        Optional<WrittenStopLine> written = problems.attempt(() -> CriterionLine.stopLine(text(sourceName, line)));
        written.ifPresent(it -> new CriterionChecks(problems).check(it.criterion(), CriterionList.STOP));
        return problems.finish(written.map(WrittenStopLine::line));
    }

    private static Text text(String sourceName, String line) {
        Source source = new Source(sourceName, line);
        return new Text(
                source, line, source.place(0, 0, line.length()), line.lines().count() > 1 ? -1 : 0);
    }
}
