package dev.headgate.console.model;

import dev.headgate.console.rollout.CommandAnswer;
import dev.headgate.console.rollout.CommandFact;
import dev.headgate.console.rollout.DecisionFact;
import dev.headgate.console.view.CommandRow;
import dev.headgate.schemas.codec.RecordJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Answers who has commanded what. Thread-safe. */
final class CommandQueries {

    private static final char SORT = 'c';

    /** Among how many of a service's latest decisions one is looked for that was taken after a command had been read. */
    private static final int LOOKED_AT = 50;

    private final RecordJson json;
    private final Facts facts;

    CommandQueries(RecordJson json, Facts facts) {
        this.json = json;
        this.facts = facts;
    }

    /** A command as it is found. */
    private record Found(CommandFact fact, String keyId, String signature) {}

    Slice<CommandRow> page(Handle handle, CommandFilter filter, Page page) {
        List<Paged.At<Found>> found = new Conditions()
                .indexed("service", filter.service())
                .and("rollout_id = ?", filter.rollout())
                .and("kind = ?", filter.kind())
                .and("issued_by = ?", filter.issuedBy())
                .and("issued >= ?", filter.from().map(Place::micros))
                .and("issued < ?", filter.to().map(Place::micros))
                .and("place < ?", page.cursor().map(cursor -> Place.of(SORT, cursor)))
                .latestFirst(handle, "place, fact, key_id, signature", "command", page.limit() + 1)
                .map((row, context) -> new Paged.At<>(row.getString("place"), found(row)))
                .list();
        Map<String, List<DecisionFact>> decisions = new HashMap<>();
        return Paged.slice(SORT, Paged.map(found, each -> row(handle, each, decisions)), page.limit());
    }

    /**
     * The first one of an id that may have been signed by whom it names: a gate drops what comes after it. What a known key has
     * signed comes before what nobody could check, and what is signed wrong is none: whoever can write to the log could answer
     * for others with it.
     */
    Optional<CommandStanding> standing(Handle handle, String commandId) {
        return handle.createQuery("SELECT fact, key_id, signature, fingerprint FROM command WHERE command_id = :id"
                        + " AND signature <> :wrong ORDER BY CASE signature WHEN :checked THEN 0 ELSE 1 END, place"
                        + " LIMIT 1")
                .bind("id", commandId)
                .bind("wrong", Signatures.WRONG)
                .bind("checked", Signatures.CHECKED)
                .map((row, context) -> standing(handle, found(row), row.getString("fingerprint")))
                .findOne();
    }

    private Found found(ResultSet row) throws SQLException {
        return new Found(
                json.read(row.getBytes("fact"), CommandFact.class),
                row.getString("key_id"),
                row.getString("signature"));
    }

    private CommandStanding standing(Handle handle, Found found, String fingerprint) {
        List<DecisionFact> latest =
                facts.decisions().latest(handle, found.fact().header().service(), LOOKED_AT);
        return new CommandStanding(
                row(handle, found, new HashMap<>()), fingerprint, CommandAnswer.readPast(found.fact(), latest));
    }

    private CommandRow row(Handle handle, Found found, Map<String, List<DecisionFact>> decisions) {
        CommandFact fact = found.fact();
        List<DecisionFact> ofRollout = decisions.computeIfAbsent(
                fact.header().rolloutId(), id -> facts.decisions().believed(handle, id));
        // No gate obeys what is signed wrong: an answer to another command of that person is none to it.
        Optional<DecisionFact> answer =
                found.signature().equals(Signatures.WRONG) ? Optional.empty() : CommandAnswer.of(fact, ofRollout);
        return new CommandRow(
                fact.header().commandId(),
                fact.kind(),
                fact.header().service(),
                fact.header().rolloutId(),
                fact.header().issuedBy(),
                fact.header().issuedAt(),
                fact.header().reason(),
                fact.detail(),
                answer.map(DecisionFact::reason),
                answer.map(DecisionFact::kind),
                answer.map(DecisionFact::link),
                found.keyId(),
                found.signature());
    }
}
