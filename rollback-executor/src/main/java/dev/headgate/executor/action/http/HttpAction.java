package dev.headgate.executor.action.http;

import dev.headgate.executor.action.OutputFigures;
import dev.headgate.executor.action.Permission;
import dev.headgate.executor.dispatch.Effect;
import dev.headgate.executor.dispatch.FailureCategory;
import dev.headgate.executor.dispatch.StepOutcome;
import dev.headgate.schemas.model.Action.HttpCall;
import dev.headgate.schemas.model.Action.Lookup;
import dev.headgate.schemas.model.Action.Probe;
import dev.headgate.schemas.model.Labels;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;

/**
 * Requests and probes. A request is sent once: whether it may be sent again after a failure is for the runbook to say. The
 * end of the answer is kept, bounded; the figures of the JSON object that it may be are results. Thread-safe.
 */
public final class HttpAction {

    private static final int KEPT = 4_096;

    private final HttpRequests requests;
    private final OutputFigures figures = new OutputFigures();

    /** With these. */
    public HttpAction(HttpRequests requests) {
        this.requests = requests;
    }

    /**
     * Makes the request.
     *
     * @return done for an answer as expected
     * @throws InterruptedException if the process gives the work up
     */
    public StepOutcome call(HttpCall call, Effect effect, Permission permission) throws InterruptedException {
        HttpRequest request;
        try {
            request = requests.request(call, effect);
        } catch (IllegalArgumentException unusable) {
            return new StepOutcome.Failed(FailureCategory.REFUSED, String.valueOf(unusable.getMessage()));
        }
        Optional<String> missing = permission.missing();
        if (missing.isPresent()) {
            return new StepOutcome.NotBegun(missing.get());
        }
        try {
            Answer answer = requests.send(request, effect.budget());
            SortedMap<String, String> found = figures.of(answer.body(), OptionalInt.empty());
            Optional<String> unlike = answer.unlike(call.expected());
            return unlike.isEmpty()
                    ? new StepOutcome.Done(Optional.empty(), OptionalInt.empty(), kept(answer), found)
                    : new StepOutcome.Failed(
                            FailureCategory.ANSWER,
                            call.url() + " " + unlike.get(),
                            OptionalInt.empty(),
                            kept(answer),
                            found);
        } catch (IOException noAnswer) {
            return new StepOutcome.Failed(FailureCategory.TARGET, call.url() + ": " + noAnswer.getMessage());
        }
    }

    /**
     * Asks until the answer was good several times in a row.
     *
     * @return done then; failed at the end of the budget, with what was found last
     * @throws InterruptedException if the process gives the work up
     */
    public StepOutcome probe(Probe probe, Effect effect, Permission permission) throws InterruptedException {
        HttpRequest request;
        try {
            request = requests.request(probe.request(), effect);
        } catch (IllegalArgumentException unusable) {
            return new StepOutcome.Failed(FailureCategory.REFUSED, String.valueOf(unusable.getMessage()));
        }
        Optional<String> missing = permission.missing();
        if (missing.isPresent()) {
            return new StepOutcome.NotBegun(missing.get());
        }
        long deadline = System.nanoTime() + effect.budget().toNanos();
        String last = "no answer";
        String output = "";
        int good = 0;
        while (left(deadline).toNanos() > 0) {
            try {
                Answer answer = requests.send(request, left(deadline));
                Optional<String> unlike = answer.unlike(probe.request().expected());
                good = unlike.isEmpty() ? good + 1 : 0;
                last = unlike.orElse("was good " + good + " of " + probe.successes() + " times");
                output = kept(answer);
                if (good >= probe.successes()) {
                    return new StepOutcome.Done(Optional.empty(), OptionalInt.empty(), output);
                }
            } catch (IOException noAnswer) {
                good = 0;
                boolean cutShort = left(deadline).isZero() && !output.isEmpty();
                last = cutShort ? last : String.valueOf(noAnswer.getMessage());
            }
            Thread.sleep(Math.min(
                    probe.every().toMillis(), Math.max(0, left(deadline).toMillis())));
        }
        return new StepOutcome.Failed(
                FailureCategory.TIME_OUT,
                probe.request().url() + " was not well within "
                        + effect.budget().toMillis() + " ms: " + last,
                OptionalInt.empty(),
                output,
                Labels.NONE);
    }

    /**
     * Asks until the answer says that something is there, or that it is not.
     *
     * @return done if it is there, failed with {@link FailureCategory#NO_EFFECT} if not, and otherwise at the end of the
     *     budget, with what was found last
     * @throws InterruptedException if the process gives the work up
     */
    public StepOutcome lookup(Lookup lookup, Effect effect, Permission permission) throws InterruptedException {
        HttpRequest request;
        try {
            request = requests.request(lookup.request(), effect);
        } catch (IllegalArgumentException unusable) {
            return new StepOutcome.Failed(FailureCategory.REFUSED, String.valueOf(unusable.getMessage()));
        }
        Optional<String> missing = permission.missing();
        if (missing.isPresent()) {
            return new StepOutcome.NotBegun(missing.get());
        }
        long deadline = System.nanoTime() + effect.budget().toNanos();
        String last = "no answer";
        String output = "";
        while (left(deadline).toNanos() > 0) {
            try {
                Answer answer = requests.send(request, left(deadline));
                output = kept(answer);
                Optional<String> unlike = answer.unlike(lookup.request().expected());
                if (unlike.isEmpty()) {
                    return new StepOutcome.Done(Optional.empty(), OptionalInt.empty(), output);
                }
                if (answer.unlike(lookup.absent()).isEmpty()) {
                    return new StepOutcome.Failed(
                            FailureCategory.NO_EFFECT,
                            lookup.request().url() + " says that it is not there",
                            OptionalInt.empty(),
                            output,
                            Labels.NONE);
                }
                last = unlike.get();
            } catch (IOException noAnswer) {
                boolean cutShort = left(deadline).isZero() && !output.isEmpty();
                last = cutShort ? last : String.valueOf(noAnswer.getMessage());
            }
            Thread.sleep(Math.min(
                    lookup.every().toMillis(), Math.max(0, left(deadline).toMillis())));
        }
        return new StepOutcome.Failed(
                FailureCategory.TIME_OUT,
                lookup.request().url() + " said neither yes nor no within "
                        + effect.budget().toMillis() + " ms: " + last,
                OptionalInt.empty(),
                output,
                Labels.NONE);
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    private static String kept(Answer answer) {
        String body = answer.body();
        return body.length() <= KEPT ? body : body.substring(0, KEPT) + "…";
    }
}
