package dev.headgate.documents;

import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Margin;
import dev.headgate.schemas.model.Measure;

/** Comparisons of plain figures with their own past: of levels, distributions and means. */
final class MeasuredComparisons {

    private MeasuredComparisons() {}

    /** The claim of a level or a distribution: a plain limit, which the past's own figure and the margin make. */
    static Claim claim(Located<ClaimParts.Compared> compared, Margin margin) throws Refusal {
        ClaimParts.Compared it = compared.value();
        if (margin instanceof Margin.None) {
            throw new Refusal(
                    Problem.error(compared.place(), "this comparison needs a margin: it is one of plain figures")
                            .found("`" + it.written() + "`")
                            .expected("by how much it may be worse, as `by 50%`")
                            .suggest(it.written() + " by 50%"));
        }
        return new Claim.AgainstPast(it.worse(), margin, it.reference().past());
    }

    /** Only levels and distributions are compared, and only with their own past. */
    static void check(Measure measure, Located<ClaimParts.Compared> compared) throws Refusal {
        boolean comparable = measure instanceof Measure.Gauge
                || measure instanceof Measure.ValueQuantile
                || measure instanceof Measure.ValueMean;
        if (!comparable) {
            throw new Refusal(
                    Problem.error(compared.place(), Measures.name(measure) + " cannot be compared, only limited")
                            .found("`" + compared.value().written() + "`")
                            .expected("a limit, as `" + Measures.example(measure) + "`"));
        }
        ClaimParts.Reference reference = compared.value().reference();
        if (reference != ClaimParts.Reference.OWN_PAST && reference != ClaimParts.Reference.PREVIOUS_STAGE) {
            throw new Refusal(Problem.error(compared.place(), "measurements are compared with their own past only")
                    .found("`" + compared.value().written() + "`")
                    .expected("`own past` or `previous stage`, as `gauge db.latency not worse than own past by 50%`"));
        }
    }
}
