package dev.headgate.console.report;

import dev.headgate.console.model.CommandFilter;
import dev.headgate.console.model.DecisionFilter;
import dev.headgate.console.model.DecisionRecord;
import dev.headgate.console.model.Page;
import dev.headgate.console.model.ReadModel;
import dev.headgate.console.model.RolloutFilter;
import dev.headgate.console.model.Signatures;
import dev.headgate.console.model.Slice;
import dev.headgate.console.report.DeploymentReport.Decided;
import dev.headgate.console.rollout.RolloutHistory;
import dev.headgate.console.view.DecisionRow;
import dev.headgate.console.view.ExecutionRow;
import dev.headgate.console.view.RolloutDetail;
import dev.headgate.console.view.RolloutRow;
import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.codec.RecordJson;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Makes reports and badges of what a read model knows. Thread-safe. */
public final class Reports {

    /** What a page of a report may do where it is served: the value of Content-Security-Policy. */
    public static final String CONTENT_SECURITY_POLICY = HtmlPaper.POLICY + "; frame-ancestors 'none'";

    private final ReadModel model;
    private final JsonCodec codec = new JsonCodec();
    private final RecordJson json = new RecordJson();

    /** Of that read model. */
    public Reports(ReadModel model) {
        this.model = model;
    }

    /** What became of a rollout; empty if it is not known. */
    public Optional<DeploymentReport> deployment(String rolloutId) {
        return model.rollout(rolloutId).map(this::facts).map(Conclusion::of);
    }

    /** A service's rollout that was begun last, but for shadows; empty if it has none. */
    public Optional<RolloutRow> last(String service) {
        RolloutFilter filter = new RolloutFilter(
                Optional.empty(), Optional.of(service), Optional.empty(), Optional.empty(), Optional.empty());
        Page page = Page.first(20);
        while (true) {
            Slice<RolloutRow> slice = model.rollouts(filter, page);
            Optional<RolloutRow> found = slice.items().stream()
                    .filter(row -> !row.mode().equals(Mode.SHADOW.wireName()))
                    .findFirst();
            if (found.isPresent() || slice.next().isEmpty()) {
                return found;
            }
            page = new Page(20, slice.next());
        }
    }

    /** How the rollouts of a period went. */
    public PeriodReport period(Optional<String> service, Period period) {
        Period before = period.before();
        List<RolloutHistory> rollouts = model.histories(service, period.from(), period.to());
        List<DecisionRow> decisions = decisions(service, period, rollouts);
        return PeriodSum.of(new PeriodFacts(
                service,
                period,
                rollouts,
                model.histories(service, before.from(), before.to()),
                decisions.stream().filter(Reports::believed).toList(),
                decisions.stream().map(DecisionRow::signature).toList()));
    }

    /** How a service's last rollout stands or ended. */
    public Badge lastRollout(String service) {
        return Badges.last(service, last(service));
    }

    /** How many of a service's rollouts of the last 30 days succeeded. */
    public Badge success(String service, Instant now) {
        return Badges.success(
                service, model.histories(Optional.of(service), now.minus(Duration.ofDays(Badges.DAYS)), now));
    }

    /** A deployment report, written. */
    public byte[] written(DeploymentReport report, ReportFormat format) {
        return switch (format) {
            case JSON -> json.write(report);
            case MARKDOWN -> bytes(DeploymentPages.write(report, new MarkdownPaper()));
            case HTML -> bytes(DeploymentPages.write(report, new HtmlPaper()));
        };
    }

    /**
     * A period's report, written.
     *
     * @param console scheme and authority of the console that links lead to; {@code ""} where the console itself serves it;
     *     empty for no links
     */
    public byte[] written(PeriodReport report, ReportFormat format, Optional<String> console) {
        return switch (format) {
            case JSON -> json.write(report);
            case MARKDOWN -> bytes(PeriodPages.write(report, console, new MarkdownPaper()));
            case HTML -> bytes(PeriodPages.write(report, console, new HtmlPaper()));
        };
    }

    private DeploymentFacts facts(RolloutDetail rollout) {
        String id = rollout.row().rolloutId();
        List<ExecutionRow> executions = new ArrayList<>(model.executions(id));
        executions.sort(
                Comparator.comparing((ExecutionRow row) -> row.execution().startedAt())
                        .thenComparing(row -> row.execution().executionId()));
        CommandFilter commands = new CommandFilter(
                Optional.empty(),
                Optional.of(id),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new DeploymentFacts(
                rollout,
                model.history(id).map(RolloutHistory::outcome),
                model.lastNumber(id),
                oldestFirst(page -> model.decisions(DecisionFilter.of(id), page, this::decided)),
                executions,
                oldestFirst(page -> model.commands(commands, page)),
                model.figures(id, Optional.empty()),
                model.policy(rollout.row().policyHash()),
                model.holds());
    }

    private Decided decided(DecisionRecord found) {
        return new Decided(found.row(), verdicts(found.document()), found.keyId());
    }

    private List<Verdict> verdicts(JsonNode document) {
        try {
            return codec.readDecision(document.toString().getBytes(StandardCharsets.UTF_8))
                    .verdicts();
        } catch (CodecException unreadable) {
            return List.of();
        }
    }

    private List<DecisionRow> decisions(Optional<String> service, Period period, List<RolloutHistory> rollouts) {
        Set<String> ids = rollouts.stream().map(RolloutHistory::rolloutId).collect(Collectors.toSet());
        Instant last = Stream.concat(
                        rollouts.stream().map(rollout -> rollout.lastAt().plusMillis(1)), Stream.of(period.to()))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        DecisionFilter filter = new DecisionFilter(
                service,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(period.from()),
                Optional.of(last),
                Optional.empty());
        return all(page -> model.decisions(filter, page)).stream()
                .filter(decision -> ids.contains(decision.rolloutId()) || !believed(decision))
                .toList();
    }

    private static boolean believed(DecisionRow decision) {
        return !decision.signature().equals(Signatures.WRONG);
    }

    private static <T> List<T> oldestFirst(Function<Page, Slice<T>> ask) {
        List<T> all = all(ask);
        Collections.reverse(all);
        return all;
    }

    private static <T> List<T> all(Function<Page, Slice<T>> ask) {
        List<T> all = new ArrayList<>();
        Page page = Page.first(Page.MOST);
        while (true) {
            Slice<T> slice = ask.apply(page);
            all.addAll(slice.items());
            if (slice.next().isEmpty()) {
                return all;
            }
            page = new Page(Page.MOST, slice.next());
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
