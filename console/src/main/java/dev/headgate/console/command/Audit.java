package dev.headgate.console.command;

import dev.headgate.console.access.Person;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs who has asked for what from where, and what became of it: commands that were given, and tries that were refused here.
 * What was given stands in {@code gate.commands}, too. Thread-safe.
 */
public final class Audit {

    private static final Logger LOG = LoggerFactory.getLogger("dev.headgate.console.audit");
    private static final int LONGEST = 300;

    private Audit() {}

    /** A command was given, or its answer was given again. */
    public static void commanded(
            Order order, String address, String kind, String rolloutId, String outcome, boolean replayed) {
        LOG.atInfo()
                .addKeyValue("who", visible(order.person().name()))
                .addKeyValue("from", visible(address))
                .addKeyValue("proof", order.person().proof().wireName())
                .addKeyValue("subject", subject(Optional.of(order.person())))
                .addKeyValue("command", kind)
                .addKeyValue("rolloutId", visible(rolloutId))
                .addKeyValue("commandId", order.commandId())
                .addKeyValue("replayed", replayed)
                .log("command given: {}", visible(outcome));
    }

    /** Something was refused here. */
    public static void refused(
            Optional<Person> person, String address, String method, String path, int status, String why) {
        LOG.atWarn()
                .addKeyValue("who", person.map(it -> visible(it.name())).orElse("nobody known"))
                .addKeyValue("subject", subject(person))
                .addKeyValue("from", visible(address))
                .addKeyValue("method", visible(method))
                .addKeyValue("path", visible(path))
                .addKeyValue("status", status)
                .log("refused: {}", visible(why));
    }

    /** Somebody has signed in. */
    public static void signedIn(Person person, String address) {
        LOG.atInfo()
                .addKeyValue("who", visible(person.name()))
                .addKeyValue("from", visible(address))
                .addKeyValue("proof", person.proof().wireName())
                .addKeyValue("subject", subject(Optional.of(person)))
                .addKeyValue("roles", person.roles())
                .log("signed in");
    }

    /** A name may be given to somebody else later, a provider's subject is not; empty where no provider knows them. */
    private static String subject(Optional<Person> person) {
        return person.flatMap(Person::subject).map(Audit::visible).orElse("");
    }

    /** A text cannot forge a line of the log. */
    private static String visible(String text) {
        String safe = text.replaceAll("\\p{Cntrl}", "\uFFFD");
        return safe.length() > LONGEST ? safe.substring(0, LONGEST) + " ..." : safe;
    }
}
