package dev.headgate.console.model;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What was answered to requests that may be made once more. */
final class Answers {

    private Answers() {}

    static Optional<StoredAnswer> find(Handle handle, String key) {
        return handle.createQuery(
                        "SELECT fingerprint, status, content_type, body, answered FROM answer WHERE name = :name")
                .bind("name", key)
                .map((row, context) -> new StoredAnswer(
                        row.getString("fingerprint"),
                        row.getInt("status"),
                        row.getString("content_type"),
                        new String(Documents.ANSWER.whole(handle, key, row.getBytes("body")), StandardCharsets.UTF_8),
                        Place.instant(row.getLong("answered"))))
                .findOne();
    }

    static void keep(Handle handle, String key, StoredAnswer answer) {
        handle.createUpdate("MERGE INTO answer AS kept USING (VALUES (CAST(:name AS VARCHAR), CAST(:fingerprint AS"
                        + " VARCHAR), CAST(:status AS INT), CAST(:contentType AS VARCHAR), CAST(:body AS VARBINARY),"
                        + " CAST(:answered AS BIGINT))) AS given (name, fingerprint, status, content_type, body, answered)"
                        + " ON kept.name = given.name WHEN NOT MATCHED THEN INSERT VALUES (given.name,"
                        + " given.fingerprint, given.status, given.content_type, given.body, given.answered)")
                .bind("name", key)
                .bind("fingerprint", answer.fingerprint())
                .bind("status", answer.status())
                .bind("contentType", answer.contentType())
                .bind("body", Documents.ANSWER.inRow(handle, key, answer.body().getBytes(StandardCharsets.UTF_8)))
                .bind("answered", Place.micros(answer.at()))
                .execute();
    }
}
