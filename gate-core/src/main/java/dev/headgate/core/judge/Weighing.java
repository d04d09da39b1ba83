package dev.headgate.core.judge;

import dev.headgate.core.comparison.RolloutEvidence;
import dev.headgate.core.comparison.Standing;
import dev.headgate.core.telemetry.ServiceTelemetry;
import dev.headgate.core.telemetry.WindowFigures;
import dev.headgate.core.telemetry.WindowSpec;
import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.UndecidedCause;
import dev.headgate.schemas.model.Weight;
import java.util.Optional;
import java.util.OptionalDouble;

/** What is found about lines that are judged by the evidence of all closed seconds; a window's figures are shown beside it. */
final class Weighing {

    private final Plan plan;
    private final ServiceTelemetry telemetry;
    private final RolloutEvidence evidence;
    private final UndecidedCause silence;

    /** @param silence why a line is undecided where the canary has no requests */
    Weighing(Plan plan, ServiceTelemetry telemetry, RolloutEvidence evidence, UndecidedCause silence) {
        this.plan = plan;
        this.telemetry = telemetry;
        this.evidence = evidence;
        this.silence = silence;
    }

    /** What fails here is this line's alone: limits are judged as ever. */
    Finding of(Line line) {
        WindowSpec spec = plan.windowOf(line);
        Finding seen = Finding.seen(plan, line, spec, telemetry.window(spec));
        try {
            return evidence.standing(line.id())
                    .map(standing -> weighed(seen, spec, standing))
                    .orElse(seen.undecided(UndecidedCause.EVIDENCE_FAILED));
        } catch (RuntimeException failed) {
            return seen.undecided(UndecidedCause.EVIDENCE_FAILED);
        }
    }

    private Finding weighed(Finding seen, WindowSpec spec, Standing standing) {
        Optional<WindowSpec> ofBaseline =
                standing.paired() ? Optional.of(plan.baselineWindowOf(seen.line())) : Optional.empty();
        Finding shown = shown(seen, standing, ofBaseline);
        boolean advance = shown.judgesAdvance();
        long requests = telemetry.window(spec).requests();
        // It has spoken by seconds that nothing was wrong with.
        if (standing.against()) {
            return shown.decided(!advance, false);
        }
        if (ofBaseline.isPresent() && telemetry.window(ofBaseline.get()).requests() == 0) {
            return shown.undecided(requests == 0 ? silence : UndecidedCause.NO_BASELINE);
        }
        if (standing.withheld().isPresent()) {
            return shown.undecided(requests == 0 ? silence : standing.withheld().get());
        }
        if (shown.line().criterion().claim() instanceof Claim.AgainstPast && !standing.knowsPast(shown.minRequests())) {
            return shown.undecided(UndecidedCause.NO_PAST);
        }
        if (standing.counts().canaryRequests() < shown.minRequests()) {
            return shown.undecided(requests == 0 ? silence : UndecidedCause.TOO_FEW_REQUESTS);
        }
        if (standing.paired() && standing.counts().baselineRequests() < shown.minRequests()) {
            return shown.undecided(UndecidedCause.NO_BASELINE);
        }
        if (advance && !standing.shown()) {
            return shown.undecided(UndecidedCause.NOT_YET_SIGNIFICANT);
        }
        return shown.decided(advance, false);
    }

    /** With the figures of what says most: of one operation, or of all together. */
    private Finding shown(Finding seen, Standing standing, Optional<WindowSpec> ofBaseline) {
        Measure asked = seen.line().criterion().measure();
        Measure measure = asked instanceof Measure.Latency ? new Measure.LatencyQuantile(standing.quantile()) : asked;
        Optional<OperationSides> sides = standing.operations()
                .contributor()
                .map(operation -> OperationSides.of(plan, operation, seen.fromSecond(), seen.toSecond()));
        WindowFigures canary = sides.map(each -> each.ofCanary(telemetry))
                .orElseGet(() -> telemetry.window(plan.windowOf(seen.line())));
        OptionalDouble baseline = sides.map(each -> Optional.of(each.ofBaseline(telemetry)))
                .orElseGet(() -> ofBaseline.map(telemetry::window))
                .map(figures -> Reading.of(measure, figures))
                .orElseGet(() -> standing.past()
                        .map(past -> OptionalDouble.of(past.value()))
                        .orElse(OptionalDouble.empty()));
        Finding found = sides.isEmpty() ? seen : Finding.seen(plan, seen.line(), canary);
        return Reading.observed(found, measure, canary)
                .weighed(new Weighed(
                        standing,
                        ofBaseline,
                        baseline,
                        sides,
                        plan.stage().weight().equals(Weight.ALL)));
    }
}
