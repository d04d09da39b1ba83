package dev.headgate.console.http;

import dev.headgate.console.access.Admission;
import dev.headgate.console.access.Guard;
import dev.headgate.console.access.Visit;
import dev.headgate.console.command.Audit;
import dev.headgate.console.command.KeyUsedOtherwise;
import dev.headgate.console.command.StillReading;
import dev.headgate.console.command.UnusableRequest;
import dev.headgate.console.model.UnusableCursor;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.time.Duration;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way of every request: let in or refused, answered, and what goes wrong told as a problem. Thread-safe. */
final class Entry {

    private static final Logger LOG = LoggerFactory.getLogger(Entry.class);
    private static final String SOON_SECONDS = "2";
    private static final String PROBLEMS = "the request cannot be used";

    private final Guard guard;
    private final Visits visits;
    private final ConsoleMeters meters;

    Entry(Guard guard, Visits visits, ConsoleMeters meters) {
        this.guard = guard;
        this.visits = visits;
        this.meters = meters;
    }

    void pass(Route route, Context context) {
        long begun = System.nanoTime();
        Visit visit = visits.of(context);
        if (route.path().startsWith("/api/")) {
            context.header("Cache-Control", "no-store");
        }
        try {
            Admission admission =
                    route.underAnyName() ? guard.admitUnderAnyName(visit) : guard.admit(visit, route.roles());
            if (admission instanceof Admission.Refused refused) {
                refuse(context, visit, refused);
            } else if (admission instanceof Admission.Admitted admitted) {
                route.endpoint().answer(context, new Caller(visit, admitted.person(), admitted.session()));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            problem(context, 503, "stopping", "The console stops; ask again when it is back.");
        } catch (Exception wrong) {
            tell(context, wrong);
        }
        meters.request(route.method(), route.path(), context.statusCode(), Duration.ofNanos(System.nanoTime() - begun));
    }

    void refuse(Context context, Visit visit, Admission.Refused refused) {
        Audit.refused(
                refused.person(), visit.address(), visit.method(), visit.path(), refused.status(), refused.detail());
        meters.refused(refused.status());
        if (refused.status() == 401) {
            context.header("WWW-Authenticate", "Bearer realm=\"headgate\"");
        } else if (refused.status() == 429) {
            context.header("Retry-After", "1");
        }
        problem(context, refused.status(), refused.title(), refused.detail());
    }

    static void problem(Context context, int status, String title, String detail) {
        Json.answer(context, Problem.of(status, title, detail, context.path()));
    }

    /** Nothing was given; the same may be sent again soon. */
    static void stillReading(Context context, String detail) {
        context.header("Retry-After", SOON_SECONDS);
        problem(context, 503, "the log is still being read", detail);
    }

    private static void tell(Context context, Exception wrong) {
        if (wrong instanceof UnusableRequest unusable) {
            Json.answer(
                    context,
                    Problem.of(400, PROBLEMS, "See problems for each of them.", context.path(), unusable.problems()));
        } else if (wrong instanceof UnusableCursor || wrong instanceof BadQuestion) {
            problem(context, 400, PROBLEMS, String.valueOf(wrong.getMessage()));
        } else if (wrong instanceof KeyUsedOtherwise) {
            problem(context, 422, "the key was used before", String.valueOf(wrong.getMessage()));
        } else if (wrong instanceof StillReading) {
            stillReading(context, String.valueOf(wrong.getMessage()));
        } else if (wrong instanceof KafkaException) {
            LOG.warn("the broker has not taken a command: {}", wrong.toString());
            problem(
                    context,
                    503,
                    "the broker does not take the command",
                    "Whether it has arrived is not known. Send the same again, with the same Idempotency-Key: it cannot be"
                            + " obeyed twice.");
        } else if (wrong instanceof HttpResponseException http) {
            problem(context, http.getStatus(), PROBLEMS, String.valueOf(http.getMessage()));
        } else {
            String id = UUID.randomUUID().toString();
            LOG.error("a request could not be answered, id {}", id, wrong);
            problem(context, 500, "an error of the console", "The log says what happened, under the id " + id + ".");
        }
    }
}
