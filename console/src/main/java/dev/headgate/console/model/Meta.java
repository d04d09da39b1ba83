package dev.headgate.console.model;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What the read model knows of itself: its form, its version, and how far the log was read. */
final class Meta {

    static final String FORM = "form";
    static final String VERSION = "version";
    static final String LOG = "log";

    private Meta() {}

    static Optional<String> read(Handle handle, String name) {
        return handle.createQuery("SELECT said FROM meta WHERE name = :name")
                .bind("name", name)
                .mapTo(String.class)
                .findOne();
    }

    static void write(Handle handle, String name, String said) {
        handle.createUpdate("MERGE INTO meta KEY (name) VALUES (:name, :said)")
                .bind("name", name)
                .bind("said", said)
                .execute();
    }

    static Positions positions(Handle handle) {
        Map<Positions.Place, Long> next = new HashMap<>();
        handle.createQuery("SELECT topic, part, upto FROM reading")
                .map((row, context) ->
                        Map.entry(new Positions.Place(row.getString("topic"), row.getInt("part")), row.getLong("upto")))
                .forEach(entry -> next.put(entry.getKey(), entry.getValue()));
        return new Positions(next);
    }

    static void write(Handle handle, Positions positions) {
        positions
                .next()
                .forEach((place, offset) -> handle.createUpdate(
                                "MERGE INTO reading KEY (topic, part) VALUES (:topic, :part, :upto)")
                        .bind("topic", place.topic())
                        .bind("part", place.partition())
                        .bind("upto", offset)
                        .execute());
    }
}
