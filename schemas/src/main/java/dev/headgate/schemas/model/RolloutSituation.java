package dev.headgate.schemas.model;

import java.util.List;

/**
 * What people have to know, and to do, about a rollout beside where it stands.
 *
 * @param waitingFor what it waits for, the next first
 * @param ticked items of its checklists that are ticked
 * @param notices what nobody has acknowledged yet
 * @param mitigations runbooks whose effect lasts, in the order in which they were run
 */
public record RolloutSituation(
        List<WaitingFor> waitingFor, List<TickedItem> ticked, List<OpenNotice> notices, List<String> mitigations) {

    /** Nothing. */
    public static final RolloutSituation NONE = new RolloutSituation(List.of(), List.of(), List.of(), List.of());

    /** Copies the lists. */
    public RolloutSituation {
        waitingFor = List.copyOf(waitingFor);
        ticked = List.copyOf(ticked);
        notices = List.copyOf(notices);
        mitigations = List.copyOf(mitigations);
    }
}
