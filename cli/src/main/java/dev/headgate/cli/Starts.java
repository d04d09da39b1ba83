package dev.headgate.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far each service's start has come, and whether an interrupt has come between. One thread sends, another interrupts; after
 * the interrupt nothing more is sent, so that what it finds stays true. Thread-safe.
 */
final class Starts {
    private final Map<String, Stage> stages = new LinkedHashMap<>();
    private boolean interrupted;

    /** Of one service. */
    enum Stage {
        /** Nothing was written. */
        UNSENT,
        /** It is being written. */
        UNDER_WAY,
        /** The broker has it. */
        SENT,
        /** The broker did not confirm it: it may be there nevertheless. */
        UNCERTAIN
    }

    /** Sends one start. */
    @FunctionalInterface
    interface Sending<T> {
        /** Returns when the broker has it. */
        T send() throws InterruptedException;
    }

    private Starts(List<String> services, Stage stage) {
        services.forEach(service -> stages.put(service, stage));
    }

    /** Nothing is sent yet. */
    static Starts of(List<String> services) {
        return new Starts(services, Stage.UNSENT);
    }

    /** A rollout that somebody else has started. */
    static Starts ofBegun(String service) {
        return new Starts(List.of(service), Stage.SENT);
    }

    /**
     * Sends a service's start.
     *
     * @throws CommandFailure if it was interrupted before: then nothing is sent
     */
    <T> T send(String service, Sending<T> sending) throws InterruptedException {
        begin(service);
        Stage reached = Stage.UNCERTAIN;
        try {
            T sent = sending.send();
            reached = Stage.SENT;
            return sent;
        } finally {
            reach(service, reached);
        }
    }

    /** Whether a broker has any, or may have. */
    synchronized boolean anySent() {
        return stages.values().stream().anyMatch(stage -> stage != Stage.UNSENT);
    }

    /**
     * No further start is sent from now on.
     *
     * @return how far each service's has come, in the order of the services
     */
    synchronized Map<String, Stage> interrupt() {
        interrupted = true;
        return new LinkedHashMap<>(stages);
    }

    /**
     * Waits until none is under way, which the broker's client bounds.
     *
     * @return how far each service's has come, in the order of the services
     */
    synchronized Map<String, Stage> settled() throws InterruptedException {
        while (stages.containsValue(Stage.UNDER_WAY)) {
            wait();
        }
        return new LinkedHashMap<>(stages);
    }

    private synchronized void begin(String service) {
        if (interrupted) {
            throw new CommandFailure("interrupted: the rollout of " + service + " was not started", "");
        }
        stages.put(service, Stage.UNDER_WAY);
    }

    private synchronized void reach(String service, Stage stage) {
        stages.put(service, stage);
        notifyAll();
    }
}
