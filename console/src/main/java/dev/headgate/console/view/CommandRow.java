package dev.headgate.console.view;

import java.time.Instant;
import java.util.Optional;

/**
 * A command as it stands in the log.
 *
 * @param commandId its id
 * @param kind its word
 * @param service the service concerned
 * @param rolloutId the rollout concerned
 * @param issuedBy who
 * @param issuedAt when
 * @param reason why, in that person's words; may be empty
 * @param detail what else it says, for example a role or a weight; may be empty
 * @param outcome what the gate answered on the record, in a sentence; empty where no record names it
 * @param answerKind the kind of that record, for example {@code refuse}
 * @param decision what names that record alone
 * @param key the id of the key that it names; empty if it is not signed
 * @param signature {@code checked}, {@code wrong} or {@code not-checked}
 */
public record CommandRow(
        String commandId,
        String kind,
        String service,
        String rolloutId,
        String issuedBy,
        Instant issuedAt,
        String reason,
        String detail,
        Optional<String> outcome,
        Optional<String> answerKind,
        Optional<String> decision,
        String key,
        String signature) {}
