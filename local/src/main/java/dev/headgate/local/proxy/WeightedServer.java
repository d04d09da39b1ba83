package dev.headgate.local.proxy;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** A server of the built-in proxy: its weight in force and what it has answered. Thread-safe. */
final class WeightedServer {
    private final Backend.Server server;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong connectionErrors = new AtomicLong();
    private final AtomicLong responseErrors = new AtomicLong();
    private final AtomicLongArray answers = new AtomicLongArray(6);
    private volatile int weight;

    WeightedServer(Backend.Server server) {
        this.server = server;
        this.weight = server.weight();
    }

    String name() {
        return server.name();
    }

    int port() {
        return server.port();
    }

    int initialWeight() {
        return server.weight();
    }

    int weight() {
        return weight;
    }

    void weight(int newWeight) {
        weight = newWeight;
    }

    void chosen() {
        requests.incrementAndGet();
    }

    void answered(int status) {
        answers.incrementAndGet(status / 100);
    }

    void connectionFailed() {
        connectionErrors.incrementAndGet();
    }

    void responseFailed() {
        responseErrors.incrementAndGet();
    }

    long requests() {
        return requests.get();
    }

    long connectionErrors() {
        return connectionErrors.get();
    }

    long responseErrors() {
        return responseErrors.get();
    }

    /** How many answers had a status of a hundred, 1 to 5. */
    long answers(int hundred) {
        return answers.get(hundred);
    }
}
