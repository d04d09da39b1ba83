package dev.headgate.console.report;

import dev.headgate.console.report.PeriodReport.Cause;
import dev.headgate.console.report.PeriodReport.Figures;
import dev.headgate.console.report.PeriodReport.Line;
import dev.headgate.console.report.PeriodReport.Row;
import dev.headgate.console.report.PeriodReport.Stage;
import dev.headgate.console.report.PeriodReport.Times;
import dev.headgate.console.rollout.RolloutHistory;
import dev.headgate.console.rollout.RolloutHistory.StageStay;
import dev.headgate.console.rollout.RolloutOutcome.End;
import dev.headgate.console.view.DecisionRow;
import dev.headgate.console.view.MonthFigures;
import dev.headgate.schemas.model.DecisionKind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Adds the rollouts of a period up. */
final class PeriodSum {

    private static final int MOST_STAGES = 10;
    private static final String BY_PEOPLE = "a person has aborted it";
    private static final String BY_NO_LINE = "no line of the policy: ";

    private final PeriodFacts facts;

    private PeriodSum(PeriodFacts facts) {
        this.facts = facts;
    }

    static PeriodReport of(PeriodFacts facts) {
        PeriodSum sum = new PeriodSum(facts);
        return new PeriodReport(
                facts.service(),
                facts.period(),
                figures(facts.period(), facts.rollouts()),
                figures(facts.period().before(), facts.before()),
                sum.causes(),
                sum.lines(),
                sum.stages(),
                facts.rollouts().stream()
                        .sorted(Comparator.comparing(RolloutHistory::startedAt)
                                .thenComparing(RolloutHistory::rolloutId)
                                .reversed())
                        .map(PeriodSum::row)
                        .toList(),
                MonthFigures.HOW,
                SignatureWords.told(facts.signatures()));
    }

    private static Figures figures(Period period, List<RolloutHistory> rollouts) {
        int completed = count(rollouts, End.COMPLETED);
        int running = count(rollouts, End.RUNNING);
        int over = rollouts.size() - running;
        return new Figures(
                period.word(),
                rollouts.size(),
                completed,
                count(rollouts, End.ROLLED_BACK),
                count(rollouts, End.ABORTED),
                running,
                over == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) completed / over),
                times(rollouts, rollout -> rollout.outcome().detected().stream()),
                times(rollouts, rollout -> rollout.outcome().recovered().stream()),
                times(rollouts, rollout -> rollout.outcome().acknowledged().stream()));
    }

    private static int count(List<RolloutHistory> rollouts, End end) {
        return (int) rollouts.stream()
                .filter(rollout -> rollout.outcome().end() == end)
                .count();
    }

    private static Times times(List<RolloutHistory> rollouts, Function<RolloutHistory, Stream<Duration>> of) {
        List<Duration> times = rollouts.stream().flatMap(of).toList();
        return times.isEmpty()
                ? new Times(0, Optional.empty(), Optional.empty())
                : new Times(
                        times.size(), Optional.of(mean(times)), times.stream().max(Comparator.naturalOrder()));
    }

    private static Duration mean(List<Duration> times) {
        return times.stream().reduce(Duration.ZERO, Duration::plus).dividedBy(times.size());
    }

    private List<Cause> causes() {
        Map<String, Integer> causes = new TreeMap<>();
        for (RolloutHistory rollout : facts.rollouts()) {
            End end = rollout.outcome().end();
            if (end == End.ABORTED) {
                causes.merge(BY_PEOPLE, 1, Integer::sum);
            } else if (end == End.ROLLED_BACK) {
                causes.merge(cause(rollout), 1, Integer::sum);
            }
        }
        return causes.entrySet().stream()
                .map(cause -> new Cause(cause.getKey(), cause.getValue()))
                .sorted(Comparator.comparing(Cause::rollouts).reversed().thenComparing(Cause::cause))
                .toList();
    }

    /** By the rollout's first decision to go back: later ones repeat it. */
    private String cause(RolloutHistory rollout) {
        return facts.decisions().stream()
                .filter(decision -> decision.rolloutId().equals(rollout.rolloutId()))
                .filter(decision -> decision.kind().equals(DecisionKind.ROLLBACK.wireName()))
                .min(Comparator.comparing(DecisionRow::evaluatedAt).thenComparing(DecisionRow::sequence))
                .map(decision -> decision.decidingCriterion().orElse(BY_NO_LINE + decision.reason()))
                .orElse(BY_NO_LINE + rollout.reason());
    }

    private List<Line> lines() {
        Map<String, List<DecisionRow>> lines = facts.decisions().stream()
                .filter(decision -> !decision.kind().equals(DecisionKind.PROMOTE.wireName())
                        && !decision.kind().equals(DecisionKind.COMPLETE.wireName()))
                .filter(decision -> decision.decidingCriterion().isPresent())
                .collect(Collectors.groupingBy(
                        decision -> decision.decidingCriterion().orElseThrow(), TreeMap::new, Collectors.toList()));
        return lines.entrySet().stream()
                .map(line -> new Line(line.getKey(), line.getValue().size(), (int) line.getValue().stream()
                        .map(DecisionRow::rolloutId)
                        .distinct()
                        .count()))
                .sorted(Comparator.comparing(Line::decisions).reversed().thenComparing(Line::line))
                .toList();
    }

    private record Place(String service, int stage) {}

    private List<Stage> stages() {
        Map<Place, List<Duration>> stays =
                new TreeMap<>(Comparator.comparing(Place::service).thenComparing(Place::stage));
        for (RolloutHistory rollout : facts.rollouts()) {
            for (StageStay stay : rollout.stages()) {
                stay.leftAt()
                        .ifPresent(left -> stays.computeIfAbsent(
                                        new Place(rollout.service(), stay.stage()), place -> new ArrayList<>())
                                .add(Duration.between(stay.enteredAt(), left)));
            }
        }
        return stays.entrySet().stream()
                .map(stay -> new Stage(
                        stay.getKey().service(),
                        stay.getKey().stage(),
                        stay.getValue().size(),
                        mean(stay.getValue()),
                        stay.getValue().stream().max(Comparator.naturalOrder()).orElseThrow()))
                .sorted(Comparator.comparing(Stage::mean)
                        .reversed()
                        .thenComparing(Stage::service)
                        .thenComparing(Stage::stage))
                .limit(MOST_STAGES)
                .toList();
    }

    private static Row row(RolloutHistory rollout) {
        Duration took = Duration.between(rollout.startedAt(), rollout.lastAt());
        return new Row(
                rollout.rolloutId(),
                "/rollouts/" + URLEncoder.encode(rollout.rolloutId(), StandardCharsets.UTF_8),
                rollout.service(),
                rollout.canary(),
                rollout.startedAt(),
                rollout.outcome().end().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                took.isNegative() ? Duration.ZERO : took,
                rollout.reason());
    }
}
