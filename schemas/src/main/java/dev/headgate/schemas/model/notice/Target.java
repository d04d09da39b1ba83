package dev.headgate.schemas.model.notice;

import java.util.List;
import java.util.Optional;

/** What a channel leads to. */
public sealed interface Target {

    /** Its word in the file. */
    String word();

    /**
     * An incoming webhook of Slack, or of something that takes the same, as Mattermost and Rocket.Chat.
     *
     * @param url its address, a secret
     */
    record Slack(Given url) implements Target {
        @Override
        public String word() {
            return "slack";
        }
    }

    /**
     * Anything that takes JSON.
     *
     * @param url its address
     * @param token shown as {@code Authorization: Bearer}
     * @param signingKey key of the HMAC-SHA256 over the body in {@code X-Headgate-Signature}
     */
    record Webhook(Given url, Optional<Given> token, Optional<Given> signingKey) implements Target {
        @Override
        public String word() {
            return "webhook";
        }
    }

    /**
     * PagerDuty's Events API v2, or something that takes the same.
     *
     * @param url its address
     * @param routingKey whose incident it becomes, a secret
     */
    record PagerDuty(String url, Given routingKey) implements Target {
        @Override
        public String word() {
            return "pagerduty";
        }
    }

    /**
     * A mail server.
     *
     * @param host its host
     * @param port its port
     * @param security how the connection is protected
     * @param from the sender's address
     * @param to the receivers' addresses
     * @param user as whom one logs in; empty for without
     * @param password the user's, if there is one
     */
    record Email(
            String host,
            int port,
            Security security,
            String from,
            List<String> to,
            Optional<String> user,
            Optional<Given> password)
            implements Target {

        /** Copies the list. */
        public Email {
            to = List.copyOf(to);
        }

        @Override
        public String word() {
            return "email";
        }
    }

    /** How a connection to a mail server is protected. */
    enum Security {
        /** TLS from the first byte on. */
        TLS,
        /** TLS after STARTTLS, or no mail. */
        STARTTLS,
        /** Not at all: for a server on the same machine. */
        NONE
    }
}
