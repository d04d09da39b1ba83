package dev.headgate.executor.action.traffic;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.DoubleSupplier;

/**
 * A breaker for each target that is looked at again and again: after {@value #FAILURES} looks without an answer it is left
 * alone for a while, then asked once, and so on. It stops looks alone. A shift, and a rollback above all, never asks whether
 * it may; but one that gets through tells that the target is there again. Thread-safe.
 */
final class TargetBreakers {

    static final int FAILURES = 5;
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final CircuitBreakerRegistry breakers;

    TargetBreakers() {
        this(PAUSE);
    }

    /** Tells of each breaker as it is made, with what says its state: 0 closed, 0.5 half open, 1 open. */
    void tell(BiConsumer<String, DoubleSupplier> told) {
        breakers.getEventPublisher().onEntryAdded(event -> {
            CircuitBreaker breaker = event.getAddedEntry();
            told.accept(breaker.getName(), () -> state(breaker.getState()));
        });
    }

    private static double state(State state) {
        return state == State.CLOSED ? 0 : state == State.HALF_OPEN ? 0.5 : 1;
    }

    /** @param pause how long a target is left alone */
    TargetBreakers(Duration pause) {
        breakers = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(FAILURES)
                .minimumNumberOfCalls(FAILURES)
                .failureRateThreshold(100)
                .waitDurationInOpenState(pause)
                .permittedNumberOfCallsInHalfOpenState(1)
                .build());
    }

    /** A question to a target. */
    @FunctionalInterface
    interface Question<T> {

        /** Asks it. */
        T ask() throws IOException, InterruptedException;
    }

    /**
     * Asks if the target is not being left alone.
     *
     * @throws IOException if it is, or if there is no answer
     */
    <T> T look(String address, Question<T> question) throws IOException, InterruptedException {
        CircuitBreaker breaker = breakers.circuitBreaker(address);
        if (!breaker.tryAcquirePermission()) {
            throw new IOException(address + " is not asked for now, since it did not answer " + FAILURES
                    + " times in a row; shifts and rollbacks try it all the same");
        }
        long begin = System.nanoTime();
        try {
            T answer = question.ask();
            breaker.onSuccess(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
            return answer;
        } catch (IOException noAnswer) {
            breaker.onError(System.nanoTime() - begin, TimeUnit.NANOSECONDS, noAnswer);
            throw noAnswer;
        } catch (InterruptedException givenUp) {
            breaker.releasePermission();
            throw givenUp;
        } catch (RuntimeException answered) {
            breaker.onSuccess(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
            throw answered;
        }
    }

    /** Takes note that a target has answered somebody who did not ask here. */
    void answered(String address) {
        CircuitBreaker breaker = breakers.circuitBreaker(address);
        if (breaker.getState() != State.CLOSED) {
            breaker.transitionToClosedState();
        }
    }
}
