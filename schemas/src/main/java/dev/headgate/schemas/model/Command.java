package dev.headgate.schemas.model;

/** What a person or a pipeline asks of the gate. Kinds grow: one that is not known is read and refused, never guessed. */
public sealed interface Command
        permits StartRollout,
                AbortRollout,
                Approve,
                Reject,
                TickItem,
                PauseRollout,
                ResumeRollout,
                AdvanceRollout,
                StepBackRollout,
                Acknowledge,
                SetWeight,
                ChangePolicy,
                BindPolicy,
                TrainSignal,
                UnknownCommand {

    /** Who asks, when and why. */
    CommandHeader header();

    /** The kind's word in JSON. */
    String kind();
}
