package dev.headgate.executor.kafka;

/** The topics are not as the executor needs them, and waiting would not help; the message says what to do. */
public final class TopicsProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TopicsProblem(String message) {
        super(message);
    }
}
