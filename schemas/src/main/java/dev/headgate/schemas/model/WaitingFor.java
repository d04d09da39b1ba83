package dev.headgate.schemas.model;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that a rollout waits for.
 *
 * @param kind {@code approval}, {@code checklist}, {@code hook}, {@code calendar}, {@code answer}, {@code train},
 *     {@code resume}, {@code criterion} or another word that a later release knows
 * @param name what of that kind: a role, a checklist's or runbook's name, a line; may be empty
 * @param sentence one sentence that a person understands
 * @param until when something is done without it; empty if nothing is
 * @param question of an {@code answer}: the decision that asked, by which it is answered; empty in what earlier gates wrote
 */
public record WaitingFor(
        String kind, String name, String sentence, Optional<Instant> until, Optional<String> question) {

    /** What no decision has asked. */
    public WaitingFor(String kind, String name, String sentence, Optional<Instant> until) {
        this(kind, name, sentence, until, Optional.empty());
    }
}
