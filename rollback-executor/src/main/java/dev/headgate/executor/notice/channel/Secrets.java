package dev.headgate.executor.notice.channel;

import dev.headgate.documents.WebAddress;
import dev.headgate.schemas.model.notice.Channel;
import dev.headgate.schemas.model.notice.Given;
import dev.headgate.schemas.model.notice.NoticePlan;
import dev.headgate.schemas.model.notice.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what is kept outside the file of notices, anew for each use, so that it can be replaced. Thread-safe. */
public final class Secrets {

    private static final int LONGEST = 4_096;

    private final Map<String, String> environment;

    /** With these environment variables. */
    public Secrets(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** It cannot be read; the message says where it should be and never what it is. */
    public static final class Missing extends Exception {
        private static final long serialVersionUID = 1L;

        Missing(String why) {
            super(why);
        }
    }

    /**
     * The value, without white space around it.
     *
     * @throws Missing if there is none
     */
    public String read(Given given) throws Missing {
        if (given instanceof Given.InFile file) {
            return file(file.path());
        }
        if (given instanceof Given.InEnvironment variable) {
            return usable(
                    environment.getOrDefault(variable.name(), ""),
                    "the environment variable " + variable.name() + " is not set");
        }
        return ((Given.Written) given).text();
    }

    /** Everything of a plan that is not where it should be, a sentence each. */
    public List<String> problems(NoticePlan plan) {
        List<String> problems = new ArrayList<>();
        for (Channel channel : plan.channels()) {
            all(channel.target()).forEach(given -> problem(given).ifPresent(why -> problems.add(about(channel) + why)));
            address(channel.target())
                    .filter(given -> problem(given).isEmpty() && !WebAddress.isOne(value(given)))
                    .ifPresent(
                            given -> problems.add(about(channel) + "its url is none: expected " + WebAddress.EXPECTED));
        }
        return problems;
    }

    private static String about(Channel channel) {
        return "channel " + channel.name() + ": ";
    }

    private Optional<String> problem(Given given) {
        try {
            read(given);
            return Optional.empty();
        } catch (Missing missing) {
            return Optional.ofNullable(missing.getMessage());
        }
    }

    private String value(Given given) {
        try {
            return read(given);
        } catch (Missing missing) {
            return "";
        }
    }

    private static Optional<Given> address(Target target) {
        if (target instanceof Target.Slack slack) {
            return Optional.of(slack.url());
        }
        return target instanceof Target.Webhook webhook ? Optional.of(webhook.url()) : Optional.empty();
    }

    private static Stream<Given> all(Target target) {
        if (target instanceof Target.Slack slack) {
            return Stream.of(slack.url());
        }
        if (target instanceof Target.Webhook webhook) {
            return Stream.of(Optional.of(webhook.url()), webhook.token(), webhook.signingKey())
                    .flatMap(Optional::stream);
        }
        if (target instanceof Target.PagerDuty pager) {
            return Stream.of(pager.routingKey());
        }
        return target instanceof Target.Email email ? email.password().stream() : Stream.of();
    }

    private static String file(String path) throws Missing {
        try {
            return usable(
                    Files.readString(Path.of(path)), "the file " + path + " is empty, or holds no secret in one line");
        } catch (IOException unreadable) {
            throw new Missing("the file " + path + " cannot be read ("
                    + unreadable.getClass().getSimpleName() + ")");
        }
    }

    private static String usable(String value, String otherwise) throws Missing {
        String secret = value.strip();
        if (secret.isEmpty() || secret.length() > LONGEST || !secret.chars().allMatch(one -> one > ' ' && one <= '~')) {
            throw new Missing(otherwise);
        }
        return secret;
    }
}
