package dev.headgate.executor.notice.channel;

import dev.headgate.executor.notice.Notice;
import dev.headgate.executor.notice.PlainText;
import dev.headgate.executor.notice.Post;
import dev.headgate.executor.notice.Shown;
import dev.headgate.executor.notice.Urgency;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.notice.Given;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An incoming webhook of Slack: a text and attachments, which Mattermost and Rocket.Chat take as well. Whatever comes from
 * elsewhere is escaped: it can neither call everybody nor make a link.
 */
final class SlackDelivery implements Delivery {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MOST_ATTACHMENTS = 10;
    private static final int LONGEST_VALUE = 1_000;
    private static final int SHORT_VALUE = 40;
    private static final String RED = "#c0392b";
    private static final String YELLOW = "#d68910";
    private static final String GREY = "#5d6d7e";
    private static final Set<String> IN_THE_TITLE = Set.of("Service", "Environment", "Marking", "Severity");

    private final Given url;
    private final Secrets secrets;
    private final HttpPoster poster;

    SlackDelivery(Given url, Secrets secrets, Duration timeout) {
        this.url = url;
        this.secrets = secrets;
        poster = new HttpPoster(timeout);
    }

    @Override
    public boolean merges() {
        return true;
    }

    @Override
    public Outcome deliver(List<Post> posts) throws InterruptedException {
        try {
            return poster.post(URI.create(secrets.read(url)), JSON.writeValueAsBytes(message(posts)), Map.of());
        } catch (Secrets.Missing missing) {
            return Deliveries.missing(missing);
        }
    }

    /** The message as JSON. */
    static ObjectNode message(List<Post> posts) {
        Notice first = posts.get(0).notice();
        String more = Shown.more(posts);
        ObjectNode message = JSON.createObjectNode()
                .put("text", escaped(first.title()) + (more.isEmpty() ? "" : " _" + escaped(more) + "_"));
        ArrayNode attachments = message.putArray("attachments");
        attachment(attachments.addObject(), first);
        posts.stream()
                .skip(1)
                .limit(MOST_ATTACHMENTS - 1L)
                .forEach(post -> shortly(attachments.addObject(), post.notice()));
        int left = posts.size() - MOST_ATTACHMENTS;
        if (left > 0) {
            attachments.addObject().put("text", "… and " + left + " more, each of which stands in gate.decisions");
        }
        return message;
    }

    private static void attachment(ObjectNode attachment, Notice notice) {
        String output = Shown.output(notice);
        shortly(attachment, notice);
        ArrayNode fields = attachment.putArray("fields");
        for (Shown shown : Shown.of(notice)) {
            if (!IN_THE_TITLE.contains(shown.name())) {
                String value = PlainText.cut(shown.value(), LONGEST_VALUE);
                fields.addObject()
                        .put("title", shown.name())
                        .put("value", escaped(value))
                        .put("short", value.length() <= SHORT_VALUE);
            }
        }
        if (!output.isEmpty()) {
            fields.addObject()
                    .put("title", "End of its output")
                    .put("value", "```\n" + code(output) + "\n```")
                    .put("short", false);
        }
        attachment.putArray("mrkdwn_in").add("fields");
    }

    private static void shortly(ObjectNode attachment, Notice notice) {
        attachment
                .put("color", colour(notice.severity()))
                .put("fallback", escaped(notice.title()))
                .put("title", escaped(notice.title()))
                .put("text", escaped(notice.reason()))
                .put("footer", "headgate")
                .put("ts", notice.at().getEpochSecond());
        notice.link().ifPresent(link -> attachment.put("title_link", link));
    }

    private static String colour(Severity severity) {
        if (Urgency.of(severity) >= Urgency.of(Severity.P1)) {
            return RED;
        }
        return Urgency.of(severity) >= Urgency.of(Severity.P2) ? YELLOW : GREY;
    }

    /**
     * Three characters mean something to Slack; the words that call everybody mean something to others without them, and so
     * does what looks like a link with a text of its own.
     */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replaceAll("@(?=(?i:channel|here|all|everyone)\\b)", "@\u200B")
                .replace("](", "] (")
                .replace("`", "'");
    }

    /** Between three backticks nothing else is looked at. */
    private static String code(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("`", "'");
    }
}
