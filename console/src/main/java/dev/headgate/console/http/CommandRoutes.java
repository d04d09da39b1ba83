package dev.headgate.console.http;

import dev.headgate.console.access.Admission;
import dev.headgate.console.access.Guard;
import dev.headgate.console.access.Person;
import dev.headgate.console.access.Role;
import dev.headgate.console.command.Audit;
import dev.headgate.console.command.CommandDesk;
import dev.headgate.console.command.CommandKind;
import dev.headgate.console.command.Order;
import dev.headgate.console.command.RolloutRequest;
import dev.headgate.console.command.StartRequest;
import dev.headgate.console.command.StarterRule;
import dev.headgate.console.feed.FeedStatus;
import dev.headgate.console.model.ReadModel;
import dev.headgate.console.model.StoredAnswer;
import dev.headgate.console.view.RolloutDetail;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Commands of people, each once. */
final class CommandRoutes {

    private static final String KEY = "Idempotency-Key";
    private static final Pattern KEY_FORM = Pattern.compile("[\\x21-\\x7E]{8,200}");

    private final ReadModel model;
    private final CommandDesk desk;
    private final Supplier<FeedStatus> feed;
    private final Entry entry;
    private final ConsoleMeters meters;
    private final Supplier<Instant> now;

    CommandRoutes(
            ReadModel model,
            CommandDesk desk,
            Supplier<FeedStatus> feed,
            Entry entry,
            ConsoleMeters meters,
            Supplier<Instant> now) {
        this.model = model;
        this.desk = desk;
        this.feed = feed;
        this.entry = entry;
        this.meters = meters;
        this.now = now;
    }

    List<Route> all() {
        return List.of(
                Route.commanded("/api/v1/rollouts", this::start),
                Route.commanded("/api/v1/rollouts/{rolloutId}/commands", this::ask));
    }

    private void start(Context context, Caller caller) throws Exception {
        Optional<Order> order = order(context, caller);
        if (order.isEmpty() || !allowed(context, caller, CommandKind.START.role())) {
            return;
        }
        StartRequest request = StartRequest.read(context.bodyAsBytes(), now.get());
        if (!possible(context)) {
            return;
        }
        answer(context, caller, order.get(), CommandKind.START, "new", desk.start(order.get(), request));
    }

    private void ask(Context context, Caller caller) throws Exception {
        Optional<Order> order = order(context, caller);
        if (order.isEmpty()) {
            return;
        }
        RolloutRequest request = RolloutRequest.read(context.bodyAsBytes());
        if (!allowed(context, caller, request.kind().role()) || !possible(context)) {
            return;
        }
        String id = context.pathParam("rolloutId");
        FeedStatus read = feed.get();
        Optional<RolloutDetail> rollout = model.rollout(id);
        if (rollout.isEmpty()) {
            notFound(context, read);
            return;
        }
        Optional<String> started = StarterRule.refusal(
                request,
                caller.known(),
                rollout.get(),
                model.policy(rollout.get().row().policyHash()));
        if (started.isPresent()) {
            entry.refuse(
                    context,
                    caller.visit(),
                    new Admission.Refused(403, "not by who started it", started.get(), caller.person()));
            return;
        }
        String service = rollout.get().row().service();
        answer(context, caller, order.get(), request.kind(), id, desk.ask(order.get(), request, service, id));
    }

    /** @param read how far the log had been read before the rollout was looked for */
    private static void notFound(Context context, FeedStatus read) {
        if (read.state() == FeedStatus.State.CURRENT) {
            Entry.problem(context, 404, "no such rollout", "The log holds none of this name, or not any more.");
            return;
        }
        Entry.stillReading(
                context,
                "The rollout is not among what was read yet; no command was given. Send the same again once `feed` of"
                        + " /api/v1/status is current: "
                        + read.sentence());
    }

    private Optional<Order> order(Context context, Caller caller) {
        if (!isJson(context)) {
            Entry.problem(context, 415, "the body is not JSON", "Send Content-Type: application/json.");
            return Optional.empty();
        }
        String key = Optional.ofNullable(context.header(KEY)).orElse("");
        if (!KEY_FORM.matcher(key).matches()) {
            Entry.problem(
                    context,
                    400,
                    "the key of the request is missing",
                    "Send the header " + KEY + " with 8 to 200 printable characters, new for each command and the same"
                            + " when it is tried again: `uuidgen` makes one.");
            return Optional.empty();
        }
        String body = new String(context.bodyAsBytes(), StandardCharsets.UTF_8);
        return Optional.of(Order.of(caller.known(), key, context.path(), body, now.get()));
    }

    private boolean allowed(Context context, Caller caller, Role role) {
        Person person = caller.known();
        if (person.may(role)) {
            return true;
        }
        entry.refuse(
                context,
                caller.visit(),
                new Admission.Refused(403, "not allowed", Guard.missing(person, Set.of(role)), Optional.of(person)));
        return false;
    }

    private boolean possible(Context context) {
        Optional<String> why = desk.impossible();
        why.ifPresent(sentence -> Entry.problem(context, 409, "no commands can be given", sentence));
        return why.isEmpty();
    }

    private void answer(
            Context context, Caller caller, Order order, CommandKind kind, String rolloutId, CommandDesk.Reply reply) {
        StoredAnswer answer = reply.answer();
        Audit.commanded(order, caller.visit().address(), kind.word(), rolloutId, answer.body(), reply.replayed());
        meters.command(kind.word(), answer.status(), reply.replayed());
        if (reply.replayed()) {
            context.header("Idempotency-Replayed", "true");
        }
        context.status(answer.status()).contentType(answer.contentType()).result(answer.body());
    }

    static boolean isJson(Context context) {
        String type = Optional.ofNullable(context.contentType()).orElse("");
        return type.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
    }
}
