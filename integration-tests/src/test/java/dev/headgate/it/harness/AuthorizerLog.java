package dev.headgate.it.harness;

import dev.headgate.schemas.access.Right;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/** What a broker's authorizer says of who has asked for what, if its logger {@code kafka.authorizer.logger} is at DEBUG. */
public final class AuthorizerLog {

    private static final Pattern LINE =
            Pattern.compile("Principal = (\\S+) is (\\w+) operation = (\\w+) from host = \\S+"
                    + " on resource = (\\w+):LITERAL:(\\S+) for request = (\\w+)");

    private final Path log;

    /** Of a broker that writes there. */
    public AuthorizerLog(Path log) {
        this.log = log;
    }

    /**
     * Something that somebody asked for.
     *
     * @param request with which request of Kafka's protocol
     */
    public record Asked(
            String principal,
            boolean allowed,
            AclOperation operation,
            ResourceType resource,
            String name,
            String request) {

        /** Whether it was allowed by that right. */
        public boolean usedBy(String holder, Right right, AclOperation may) {
            return allowed
                    && principal.equals(holder)
                    && operation == may
                    && resource == right.resource()
                    && (right.pattern() == PatternType.PREFIXED
                            ? name.startsWith(right.name())
                            : name.equals(right.name()));
        }
    }

    /** Everything that was asked for so far, each once. */
    public Set<Asked> asked() {
        Set<Asked> all = new LinkedHashSet<>();
        try {
            Matcher found = LINE.matcher(Files.readString(log));
            while (found.find()) {
                all.add(new Asked(
                        found.group(1),
                        found.group(2).toLowerCase(Locale.ROOT).equals("allowed"),
                        AclOperation.fromString(found.group(3)),
                        ResourceType.fromString(
                                found.group(4).equals("TransactionalId") ? "TRANSACTIONAL_ID" : found.group(4)),
                        found.group(5),
                        found.group(6)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + log, e);
        }
        return all;
    }

    /** What was refused so far. */
    public List<Asked> refused() {
        return asked().stream().filter(each -> !each.allowed()).toList();
    }
}
