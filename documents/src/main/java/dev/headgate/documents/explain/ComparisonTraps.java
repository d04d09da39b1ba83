package dev.headgate.documents.explain;

import dev.headgate.documents.explain.Explanation.Trap;
import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.StopLine;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Comparisons that are biased, lapse, or take longer than they are given. */
final class ComparisonTraps {
    private ComparisonTraps() {}

    static List<Trap> of(Policy policy, Traffic traffic) {
        List<Trap> traps = new ArrayList<>();
        noSettle(policy).ifPresent(traps::add);
        lapses(policy).ifPresent(traps::add);
        policy.stages().forEach(stage -> traps.addAll(tooShort(stage, traffic)));
        return traps;
    }

    private static Optional<Trap> noSettle(Policy policy) {
        boolean everywhere = policy.stop().stream().anyMatch(ComparisonTraps::compares);
        List<String> cold = policy.stages().stream()
                .filter(stage -> stage.settle().isZero())
                .filter(stage -> stage.weight().compareTo(Weight.ALL) < 0)
                .filter(stage -> everywhere
                        || stage.advance().stream().anyMatch(ComparisonTraps::compares)
                        || stage.stop().stream().anyMatch(ComparisonTraps::compares))
                .map(Timeline::name)
                .toList();
        return cold.isEmpty()
                ? Optional.empty()
                : Optional.of(new Trap(
                        "settle",
                        "Comparisons without a settle time at " + Words.and(cold)
                                + ": a version that has just started is"
                                + " slow, and 30 s of cold start at 2 % failures roll a healthy version back nearly always.",
                        "settle: 2m"));
    }

    private static Optional<Trap> lapses(Policy policy) {
        Stage last = policy.stages().get(policy.stages().size() - 1);
        List<String> silent = policy.stop().stream()
                .filter(ComparisonTraps::compares)
                .map(line -> Words.quoted(line.criterion().text()))
                .toList();
        boolean otherErrors = Stream.concat(policy.stop().stream(), last.stop().stream())
                .filter(line -> !compares(line))
                .anyMatch(line -> Traps.parts(line.criterion()).anyMatch(ComparisonTraps::aboutFailures));
        if (last.weight().compareTo(Weight.ALL) < 0 || silent.isEmpty() || otherErrors) {
            return Optional.empty();
        }
        return Optional.of(new Trap(
                "weight: 100%",
                Words.and(silent) + (silent.size() == 1 ? " lapses" : " lapse")
                        + " at 100%, where the baseline has no traffic, and no other line looks at failures there.",
                "under `stop`: errorRate > 5% -> rollback critical, or errorRate worse than own past by 0.5 points"));
    }

    private static boolean aboutFailures(Criterion line) {
        return line.measure() instanceof Measure.ErrorRate
                || line.measure() instanceof Measure.Uptime
                || line.claim() instanceof Claim.BurnRate;
    }

    private static List<Trap> tooShort(Stage stage, Traffic traffic) {
        List<Trap> traps = new ArrayList<>();
        for (Criterion line : stage.advance()) {
            EvidenceTime.of(line, stage.weight(), traffic)
                    .map(time -> time.plus(stage.settle()))
                    .flatMap(time -> tooShort(stage, line, time))
                    .ifPresent(traps::add);
        }
        return traps;
    }

    private static Optional<Trap> tooShort(Stage stage, Criterion line, Duration needed) {
        String where = line.text() + ", at " + Timeline.name(stage);
        String takes = "For a canary as good as its baseline the evidence takes about " + Words.roughly(needed)
                + " at this rate";
        if (stage.maximumHold().filter(maximum -> needed.compareTo(maximum) > 0).isPresent()) {
            return Optional.of(new Trap(
                    where,
                    takes + ", and the stage may last "
                            + Words.time(stage.maximumHold().get()) + ": the line is undecided when that is over.",
                    "a longer maximum hold, a larger margin, or more weight"));
        }
        return needed.compareTo(stage.minimumHold().multipliedBy(2)) > 0
                ? Optional.of(new Trap(
                        where,
                        takes + ": that is how long the stage lasts, and not " + Words.time(stage.minimumHold()) + ".",
                        "a hold of that length, or a larger margin"))
                : Optional.empty();
    }

    private static boolean compares(StopLine line) {
        return compares(line.criterion());
    }

    private static boolean compares(Criterion line) {
        return line.claim() instanceof Claim.AgainstBaseline;
    }
}
