package dev.headgate.it.targets;

/** Somewhere that traffic is shifted at for a service, and what says from outside which share is in force there. */
public interface Target {

    /** As it is called in tables. */
    String name();

    /** Its service; its runbook is {@code shift-SERVICE}. */
    String service();

    /** Makes it ready for the next shift, where that needs anything. */
    default void prepare() {}

    /** Whether the canary really has that share now, in percent. */
    boolean hasInForce(int percent);
}
