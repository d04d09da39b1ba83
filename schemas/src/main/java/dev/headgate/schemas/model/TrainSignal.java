package dev.headgate.schemas.model;

/**
 * What the gate of one service of a train tells the gate of another. Only a gate's own signature counts for it.
 *
 * @param header the issuing gate as issuer; service is the one that is told, rollout id the train's
 * @param train the train's name
 * @param from the service that tells it
 * @param stage the stage that it is ready to leave, counted from 0; −1 for none
 * @param rolledBack whether it has decided to roll back
 */
public record TrainSignal(CommandHeader header, String train, String from, int stage, boolean rolledBack)
        implements Command {
    @Override
    public String kind() {
        return "train-signal";
    }
}
