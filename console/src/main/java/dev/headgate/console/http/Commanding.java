package dev.headgate.console.http;

import dev.headgate.console.access.Admission;
import dev.headgate.console.access.Guard;
import dev.headgate.console.access.Person;
import dev.headgate.console.access.Role;
import dev.headgate.console.command.Audit;
import dev.headgate.console.command.CommandDesk;
import dev.headgate.console.command.Order;
import dev.headgate.console.command.Reply;
import dev.headgate.console.feed.FeedStatus;
import dev.headgate.console.model.StoredAnswer;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What all requests have in common by which people say something: a key, a role, a record. Thread-safe. */
final class Commanding {

    private static final String KEY = "Idempotency-Key";
    private static final Pattern KEY_FORM = Pattern.compile("[\\x21-\\x7E]{8,200}");

    private final CommandDesk desk;
    private final Entry entry;
    private final ConsoleMeters meters;
    private final Supplier<Instant> now;

    Commanding(CommandDesk desk, Entry entry, ConsoleMeters meters, Supplier<Instant> now) {
        this.desk = desk;
        this.entry = entry;
        this.meters = meters;
        this.now = now;
    }

    /** @param read how far the log had been read before it was looked for */
    void notFound(Context context, FeedStatus read, String what) {
        if (read.state() == FeedStatus.State.CURRENT) {
            Entry.problem(context, 404, "no such " + what, "The log holds none of this name, or not any more.");
            return;
        }
        Entry.stillReading(
                context,
                "The " + what + " is not among what was read yet; no command was given. Send the same again once `feed`"
                        + " of /api/v1/status is current: "
                        + read.sentence());
    }

    Optional<Order> order(Context context, Caller caller) {
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

    boolean allowed(Context context, Caller caller, Set<Role> roles) {
        Person person = caller.known();
        if (roles.stream().anyMatch(person::may)) {
            return true;
        }
        entry.refuse(
                context,
                caller.visit(),
                new Admission.Refused(403, "not allowed", Guard.missing(person, roles), Optional.of(person)));
        return false;
    }

    boolean possible(Context context) {
        Optional<String> why = desk.impossible();
        why.ifPresent(sentence -> Entry.problem(context, 409, "no commands can be given", sentence));
        return why.isEmpty();
    }

    void answer(Context context, Caller caller, Order order, String kind, String about, Reply reply) {
        StoredAnswer answer = reply.answer();
        Audit.commanded(order, caller.visit().address(), kind, about, answer.body(), reply.replayed());
        meters.command(kind, answer.status(), reply.replayed());
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
