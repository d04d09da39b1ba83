package dev.headgate.console.command;

import dev.headgate.console.access.Person;
import dev.headgate.console.access.Secrets;
import dev.headgate.schemas.model.CommandHeader;
import java.time.Instant;

/**
 * Something that somebody asks for, once however often the request comes.
 *
 * @param person who asks
 * @param key names it, by the person's own choice
 * @param fingerprint of the request's path and body: another one with the same key is a mistake
 * @param at when it was asked
 */
public record Order(Person person, String key, String fingerprint, Instant at) {

    private static final int ID_DIGITS = 32;
    private static final int SHORT_ID = 8;

    /** An order by a request. */
    public static Order of(Person person, String key, String path, String body, Instant at) {
        return new Order(person, key, Secrets.sha256(path + "\n" + body), at);
    }

    /** The command's id: the same for the same person and key, so that a gate drops a second one, too. */
    public String commandId() {
        return "console-" + digest();
    }

    /** An id for the rollout that it starts. */
    String rolloutId(String service, String canary) {
        return service + "-" + canary + "-" + digest().substring(0, SHORT_ID);
    }

    /** The same as a UUID, for what is said to executors. */
    String uuid() {
        return digest().replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    }

    CommandHeader header(String service, String rolloutId, String reason) {
        return new CommandHeader(commandId(), commandId(), service, rolloutId, person.name(), at, reason);
    }

    private String digest() {
        return Secrets.sha256(person.name() + "\n" + key).substring(0, ID_DIGITS);
    }
}
