package dev.headgate.core.judge;

import dev.headgate.core.comparison.PastLimit;
import dev.headgate.core.telemetry.ServiceTelemetry;
import dev.headgate.core.telemetry.WindowFigures;
import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.Exemplar;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Verdicts as they are published, with words and request ids. */
public final class Verdicts {

    private Verdicts() {}

    /** The verdicts on all lines, in their order. */
    public static List<Verdict> of(List<Judged> lines, ServiceTelemetry telemetry) {
        return lines.stream().map(judged -> of(judged, telemetry)).toList();
    }

    /** One line's verdict in words. */
    public static String sentence(Judged judged) {
        return Sentences.of(judged);
    }

    private static Verdict of(Judged judged, ServiceTelemetry telemetry) {
        Finding finding = judged.finding();
        Criterion criterion = judged.line().criterion();
        return new Verdict(
                criterion.text(),
                judged.line().list(),
                judged.judgement(),
                judged.cause(),
                Statistic.of(finding),
                finding.observed(),
                limit(finding),
                Statistic.unit(criterion),
                Instant.ofEpochSecond(finding.fromSecond()),
                Instant.ofEpochSecond(finding.toSecond()),
                finding.requests(),
                finding.condition() == Condition.TRUE
                        ? Optional.of(judged.timer().held())
                        : Optional.empty(),
                speaksAgainst(judged) ? requestIds(finding, telemetry) : List.of(),
                finding.weighed().map(weighed -> Workings.of(finding, weighed, telemetry)),
                Sentences.of(judged),
                finding.burn(),
                finding.atLeast());
    }

    private static boolean speaksAgainst(Judged judged) {
        Condition against = judged.line().list() == CriterionList.STOP ? Condition.TRUE : Condition.FALSE;
        return judged.finding().condition() == against;
    }

    private static List<String> requestIds(Finding finding, ServiceTelemetry telemetry) {
        if (finding.note().isPresent() && finding.note().get() instanceof Note.Parts parts) {
            return parts.findings().stream()
                    .flatMap(part -> requestIds(part, telemetry).stream())
                    .distinct()
                    .limit(Exemplar.KEPT)
                    .toList();
        }
        return finding
                .weighed()
                .flatMap(Weighed::operation)
                .map(sides -> sides.ofCanary(telemetry))
                .or(() -> finding.window().map(telemetry::windowWithExemplars))
                .map(WindowFigures::exemplars)
                .orElse(List.of())
                .stream()
                .map(Exemplar::requestId)
                .toList();
    }

    private static OptionalDouble limit(Finding finding) {
        Criterion criterion = finding.line().criterion();
        Optional<PastLimit> past =
                finding.weighed().flatMap(weighed -> weighed.standing().past());
        if (past.isPresent()) {
            return OptionalDouble.of(PastSentences.limit(past.get(), finding.judgesAdvance()));
        }
        if (finding.note().isPresent()
                && finding.note().get() instanceof Note.Measured measured
                && measured.limit().isPresent()) {
            return measured.limit();
        }
        if (criterion.measure() instanceof Measure.NoSuccess noSuccess) {
            return OptionalDouble.of(noSuccess.duration().toMillis() / 1000.0);
        }
        if (criterion.claim() instanceof Claim.BurnRate burn) {
            return OptionalDouble.of(burn.factor());
        }
        return criterion.limit().map(limit -> OptionalDouble.of(limit.limit())).orElseGet(OptionalDouble::empty);
    }
}
