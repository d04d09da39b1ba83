package dev.headgate.console.command;

import dev.headgate.client.Answerable;
import dev.headgate.client.HoldOrders;
import dev.headgate.console.model.CarriedOut;
import dev.headgate.console.model.ReadModel;
import dev.headgate.console.model.StoredAnswer;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionWord;
import dev.headgate.schemas.model.ExecutorHold;
import dev.headgate.schemas.model.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * Takes what people say to executors: answers to what a runbook asks, holds and releases. Each is said once, however often its
 * request comes; so until all is read that had been said before this console was started, nothing is said anew but holds: they
 * must not wait, and given twice hold once. An order to hold or to release is written once and never completed later: between
 * its parts somebody may have ordered the opposite. Thread-safe.
 */
public final class ExecutorDesk {

    private final Optional<ExecutorLine> line;
    private final ReadModel model;
    private final Duration timeout;
    private final Supplier<Instant> now;
    private final BooleanSupplier allRead;
    private final Once once;
    private final Uncertain<Decision> words = new Uncertain<>();
    private final Uncertain<HoldOrders.Order> broken = new Uncertain<>();

    /**
     * A desk.
     *
     * @param line to executors; empty where nothing can be signed
     * @param model keeps what was answered
     * @param timeout how long an executor's answer is waited for
     * @param now the time
     * @param allRead whether the read model holds everything that was said to executors, and by them, before this console was
     *     started
     */
    public ExecutorDesk(
            Optional<ExecutorLine> line,
            ReadModel model,
            Duration timeout,
            Supplier<Instant> now,
            BooleanSupplier allRead) {
        this.line = line;
        this.model = model;
        this.timeout = timeout;
        this.now = now;
        this.allRead = allRead;
        this.once = new Once(model);
    }

    /**
     * Says something to an execution that waits.
     *
     * @param decisionId the decision that it carries out
     * @throws NothingSent if it does not ask that now
     * @throws StillReading if it may have been said before
     * @throws org.apache.kafka.common.KafkaException if the broker does not take it; the same order may come again
     */
    public Reply say(Order order, WordRequest request, String decisionId)
            throws KeyUsedOtherwise, InterruptedException {
        return once.reply(order, new Word(order, request, decisionId));
    }

    /**
     * Holds or releases all executors.
     *
     * @throws StillReading if it may have been given before, unless it is a hold
     * @throws org.apache.kafka.common.KafkaException if the broker does not take it; the same order may come again
     */
    public Reply order(Order order, HoldRequest request) throws KeyUsedOtherwise, InterruptedException {
        return once.reply(order, new Hold(order, request));
    }

    private final class Word implements Once.Errand {

        private final Order order;
        private final WordRequest request;
        private final String decisionId;
        private final ExecutorOutcome outcomes;

        Word(Order order, WordRequest request, String decisionId) {
            this.order = order;
            this.request = request;
            this.decisionId = decisionId;
            this.outcomes = new ExecutorOutcome(order, decisionId.substring(0, decisionId.lastIndexOf('/')));
        }

        @Override
        public Optional<StoredAnswer> ofTheLog() throws KeyUsedOtherwise {
            boolean complete = allRead.getAsBoolean();
            List<CarriedOut> said = model.saidToExecutors(order.uuid());
            if (said.isEmpty()) {
                if (!complete) {
                    throw new StillReading();
                }
                return Optional.empty();
            }
            ExecutionWord word = ExecutionWord.of(said.get(0).decision())
                    .filter(known ->
                            request.says(known, decisionId, order.person().name()))
                    .orElseThrow(KeyUsedOtherwise::new);
            return Optional.of(stored(order, outcomes.later(said.get(0), waitsFor(word))));
        }

        @Override
        public StoredAnswer carriedOut() throws KeyUsedOtherwise, InterruptedException {
            Optional<Decision> before = words.of(order);
            Decision word = before.isPresent() ? before.get() : word();
            words.add(order, word);
            var outcome = sent(() -> open().say(word, timeout), () -> words.remove(order));
            words.remove(order);
            return stored(
                    order, before.isPresent() ? outcomes.ofSecond(outcome, timeout) : outcomes.of(outcome, timeout));
        }

        private Decision word() {
            CarriedOut about = model.carriedOut(decisionId)
                    .orElseThrow(() -> new NothingSent("the decision " + decisionId + " is not kept"));
            Execution latest = about.latest()
                    .orElseThrow(() -> new NothingSent(decisionId + " has not begun: nothing of it asks"));
            Answerable.Answer.Fitting fitting =
                    fitting(Answerable.answer(latest, about.decision().kind(), request.says(), request.step()));
            if (!request.means(fitting)) {
                throw new NothingSent(decisionId + " has moved on since you looked: it waits in attempt "
                        + fitting.attempt()
                        + latest.question()
                                .map(Question::text)
                                .map(text -> " and asks: " + text)
                                .orElse(""));
            }
            return new ExecutionWord(
                            request.says(),
                            decisionId,
                            fitting.attempt(),
                            fitting.step(),
                            fitting.askedAt(),
                            order.person().name(),
                            request.reason())
                    .decision(about.decision(), order.uuid(), order.at());
        }

        private boolean waitsFor(ExecutionWord word) {
            return model.carriedOut(decisionId)
                    .flatMap(CarriedOut::latest)
                    .filter(latest -> word.askedAt().isPresent()
                            ? latest.waitsForAPerson()
                                    && latest.question().map(Question::askedAt).equals(word.askedAt())
                            : latest.attempt() < word.attempt())
                    .isPresent();
        }
    }

    private static Answerable.Answer.Fitting fitting(Answerable.Answer answer) {
        if (answer instanceof Answerable.Answer.None none) {
            throw new NothingSent(none.why());
        }
        return (Answerable.Answer.Fitting) answer;
    }

    private final class Hold implements Once.Errand {

        private final Order order;
        private final HoldRequest request;
        private final HoldOutcome outcomes;

        Hold(Order order, HoldRequest request) {
            this.order = order;
            this.request = request;
            this.outcomes = new HoldOutcome(order, request.held());
        }

        @Override
        public Optional<StoredAnswer> ofTheLog() throws KeyUsedOtherwise {
            boolean complete = allRead.getAsBoolean();
            List<CarriedOut> said = said();
            if (!complete && !(said.isEmpty() && request.held())) {
                throw new StillReading();
            }
            if (said.isEmpty()) {
                return Optional.empty();
            }
            boolean isBroken = broken.of(order).isPresent();
            return Optional.of(
                    stored(order, outcomes.later(said, model.ordersInForce(), open().partitions(), isBroken)));
        }

        @Override
        public Optional<StoredAnswer> since() throws KeyUsedOtherwise {
            return outcomes.overtaken(said(), model.ordersInForce()).map(outcome -> stored(order, outcome));
        }

        @Override
        public StoredAnswer carriedOut() throws KeyUsedOtherwise, InterruptedException {
            if (broken.of(order).isPresent()) {
                return stored(order, outcomes.broken());
            }
            // Of a broker that is away nothing is written yet.
            open().partitions();
            HoldOrders.Order said = new HoldOrders.Order(
                    request.held(), order.person().name(), request.reason(), order.uuid(), order.at());
            broken.add(order, said);
            HoldOrders.Outcome outcome = sent(() -> open().order(said, timeout), () -> broken.remove(order));
            broken.remove(order);
            return stored(order, outcomes.of(outcome, now.get()));
        }

        /** What stands in the log, once for each partition. */
        private List<CarriedOut> said() throws KeyUsedOtherwise {
            Map<String, CarriedOut> byPartition = new LinkedHashMap<>();
            for (CarriedOut each : model.saidToExecutors(order.uuid())) {
                if (!isThis(each.decision())) {
                    throw new KeyUsedOtherwise();
                }
                byPartition.putIfAbsent(each.decision().service(), each);
            }
            return List.copyOf(byPartition.values());
        }

        private boolean isThis(Decision found) {
            Decision expected = ExecutorHold.of(
                    request.held(),
                    found.service(),
                    order.person().name(),
                    request.reason(),
                    order.uuid(),
                    found.evaluatedAt());
            return found.decisionId().equals(expected.decisionId())
                    && found.reason().equals(expected.reason());
        }
    }

    private interface Sending<T> {
        T send() throws InterruptedException;
    }

    /** What the broker forbids was not written, and another try would fare no better. */
    private static <T> T sent(Sending<T> sending, Runnable notSent) throws InterruptedException {
        try {
            return sending.send();
        } catch (AuthorizationException forbidden) {
            notSent.run();
            throw new NothingSent("the broker does not let this console speak to executors: " + forbidden.getMessage()
                    + " Give its user the rights that docs/KAFKA-SECURITY.md names for the console");
        }
    }

    private ExecutorLine open() {
        return line.orElseThrow(() -> new IllegalStateException("nothing can be signed"));
    }

    private StoredAnswer stored(Order order, CommandOutcome outcome) {
        return outcome.stored(order, now.get());
    }
}
