package dev.headgate.console.model;

import dev.headgate.console.rollout.DecisionFact;
import dev.headgate.console.rollout.ExecutionFact;
import dev.headgate.console.view.DecisionDetail;
import dev.headgate.console.view.DecisionDetail.Forgery;
import dev.headgate.console.view.DecisionDetail.Links;
import dev.headgate.console.view.DecisionDetail.SignatureView;
import dev.headgate.console.view.DecisionRow;
import dev.headgate.console.view.ExecutionRow;
import dev.headgate.schemas.codec.RecordJson;
import dev.headgate.schemas.model.Execution;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Answers questions about decisions and what was done about them. Thread-safe. */
final class DecisionQueries {

    private static final char SORT = 'd';

    /** The first record of a number is what was acted upon: a gate writes each once, and executors carry none out twice. */
    private static final String FIRST_IN_THE_LOG = "appended, SUBSTRING(place, 17)";

    /** As many as anybody looks at; the list of decisions has all of them. */
    private static final int MOST_FORGERIES = 20;

    private final RecordJson json;
    private final Facts facts;

    DecisionQueries(RecordJson json, Facts facts) {
        this.json = json;
        this.facts = facts;
    }

    /** A decision as it is found. */
    private record Found(String place, DecisionFact fact, SignatureView signature) {}

    Slice<DecisionRow> page(Handle handle, DecisionFilter filter, Page page) {
        return page(handle, filter, page, (found, row) -> row);
    }

    /** The same with what each of these very records holds, whatever else stands under its id. */
    <T> Slice<T> page(Handle handle, DecisionFilter filter, Page page, Function<DecisionRecord, T> made) {
        return page(
                handle,
                filter,
                page,
                (found, row) -> made.apply(new DecisionRecord(
                        row, found.signature().keyId(), json.tree(Documents.DECISION.read(handle, found.place())))));
    }

    private <T> Slice<T> page(Handle handle, DecisionFilter filter, Page page, BiFunction<Found, DecisionRow, T> made) {
        List<Paged.At<Found>> found = new Conditions()
                .and("rollout_id = ?", filter.rollout())
                .indexed("service", filter.service())
                .indexed("kind", filter.kind())
                .indexed("severity", filter.severity())
                .indexed("mode", filter.mode())
                .and("evaluated >= ?", filter.from().map(Place::micros))
                .and("place >= ?", filter.from().map(Place::first))
                .and("evaluated < ?", filter.to().map(Place::micros))
                .and("place < ?", filter.to().map(Place::first))
                .and("LOCATE(?, search) > 0", filter.text().map(text -> text.toLowerCase(Locale.ROOT)))
                .and("place < ?", page.cursor().map(cursor -> Place.of(SORT, cursor)))
                .latestFirst(handle, "place, fact, signature, key_id", "decision", page.limit() + 1)
                .map((row, context) -> {
                    Found each = found(row);
                    return new Paged.At<>(each.place(), each);
                })
                .list();
        Map<String, List<ExecutionFact>> executions = facts.executions()
                .ofDecisions(
                        handle,
                        found.stream().map(at -> at.item().fact().decisionId()).collect(Collectors.toSet()));
        return Paged.slice(
                SORT,
                Paged.map(
                        found,
                        each -> made.apply(
                                each,
                                row(each, executions.getOrDefault(each.fact().decisionId(), List.of())))),
                page.limit());
    }

    /** By what names it alone; or the latest of that id. What may be believed comes before what may not. */
    Optional<DecisionDetail> detail(Handle handle, String id) {
        return find(handle, "link", FIRST_IN_THE_LOG, id)
                .or(() -> find(handle, "decision_id", "place DESC", id))
                .map(found -> detail(handle, found));
    }

    List<ExecutionRow> executions(Handle handle, String rolloutId) {
        Map<String, String> kinds = Stream.of(
                        facts.decisions().believed(handle, rolloutId),
                        facts.decisions().of(handle, rolloutId))
                .flatMap(List::stream)
                .collect(Collectors.toMap(DecisionFact::decisionId, DecisionFact::kind, (believed, other) -> believed));
        return facts.executions().records(handle, rolloutId).stream()
                .map(execution -> row(execution, kinds.getOrDefault(execution.decisionId(), "")))
                .toList();
    }

    private Optional<Found> find(Handle handle, String column, String order, String id) {
        return handle.createQuery("SELECT place, fact, signature, key_id FROM decision WHERE <column> = :id"
                        + " ORDER BY <believed>, <order> LIMIT 1")
                .define("column", column)
                .define("believed", Signatures.MOST_BELIEVED_FIRST)
                .define("order", order)
                .bind("id", id)
                .map((row, context) -> found(row))
                .findOne();
    }

    /** What else stands under a decision's link with a wrong signature. */
    private List<Forgery> forgeries(Handle handle, Found shown) {
        return handle.createQuery("SELECT place, fact, signature, key_id FROM decision WHERE link = :link"
                        + " AND signature = :wrong AND place <> :place ORDER BY place LIMIT :limit")
                .bind("link", shown.fact().link())
                .bind("wrong", Signatures.WRONG)
                .bind("place", shown.place())
                .bind("limit", MOST_FORGERIES)
                .map((row, context) -> found(row))
                .map(found -> new Forgery(
                        found.fact().kind(),
                        found.fact().reason(),
                        found.fact().evaluatedAt(),
                        found.signature().keyId()))
                .list();
    }

    private DecisionDetail detail(Handle handle, Found found) {
        DecisionFact fact = found.fact();
        List<String> siblings = facts.decisions().of(handle, fact.rolloutId()).stream()
                .map(DecisionFact::link)
                .distinct()
                .toList();
        int at = siblings.indexOf(fact.link());
        return new DecisionDetail(
                json.tree(Documents.DECISION.read(handle, found.place())),
                found.signature(),
                forgeries(handle, found),
                facts.executions().recordsOf(handle, fact.decisionId()).stream()
                        .map(execution -> row(execution, fact.kind()))
                        .toList(),
                at > 0 ? Optional.of(siblings.get(at - 1)) : Optional.empty(),
                at >= 0 && at < siblings.size() - 1 ? Optional.of(siblings.get(at + 1)) : Optional.empty(),
                new Links(
                        "/decisions/" + fact.link(),
                        "/rollouts/" + fact.rolloutId(),
                        "/api/v1/policies/" + fact.policyHash(),
                        fact.regards().map(id -> "/decisions/" + id)));
    }

    private static DecisionRow row(Found found, List<ExecutionFact> executions) {
        DecisionFact fact = found.fact();
        return new DecisionRow(
                fact.decisionId(),
                fact.link(),
                fact.rolloutId(),
                fact.sequence(),
                fact.service(),
                fact.kind(),
                fact.mode(),
                fact.severity(),
                fact.canary(),
                fact.baseline(),
                fact.from(),
                fact.to(),
                fact.stage(),
                fact.reason(),
                fact.decidingCriterion(),
                fact.evaluatedAt(),
                found.signature().state(),
                outcome(executions));
    }

    /** What the latest attempt came to, and how long all of them took. */
    private static Optional<DecisionRow.Outcome> outcome(List<ExecutionFact> executions) {
        Optional<Instant> begun =
                executions.stream().map(ExecutionFact::startedAt).min(Comparator.naturalOrder());
        return executions.stream()
                .max(Comparator.comparingInt(ExecutionFact::attempt))
                .map(latest -> new DecisionRow.Outcome(
                        latest.status(),
                        latest.confirmedWeight(),
                        latest.finishedAt().flatMap(end -> begun.map(start -> Duration.between(start, end)))));
    }

    private static ExecutionRow row(Execution execution, String kind) {
        return new ExecutionRow(
                execution, kind, execution.finishedAt().map(end -> Duration.between(execution.startedAt(), end)));
    }

    private Found found(ResultSet row) throws SQLException {
        return new Found(
                row.getString("place"),
                json.read(row.getBytes("fact"), DecisionFact.class),
                signature(row.getString("signature"), row.getString("key_id")));
    }

    private static SignatureView signature(String state, String keyId) {
        return new SignatureView(
                state, Stream.of(keyId).filter(id -> !id.isEmpty()).findFirst());
    }
}
