package dev.headgate.executor.notice.channel;

import dev.headgate.executor.notice.Notice;
import dev.headgate.executor.notice.PlainText;
import dev.headgate.executor.notice.Post;
import dev.headgate.executor.notice.Post.Act;
import dev.headgate.executor.notice.Shown;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.notice.Target;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events API v2: triggers, acknowledges and resolves incidents. The {@code dedup_key} makes a repetition harmless, so
 * nothing is ever told twice here. Incidents are not merged.
 */
final class PagerDutyDelivery implements Delivery {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LONGEST_SUMMARY = 1_024;
    private static final int LONGEST_KEY = 255;

    private final Target.PagerDuty target;
    private final Secrets secrets;
    private final HttpPoster poster;

    PagerDutyDelivery(Target.PagerDuty target, Secrets secrets, Duration timeout) {
        this.target = target;
        this.secrets = secrets;
        poster = new HttpPoster(timeout);
    }

    @Override
    public boolean merges() {
        return false;
    }

    @Override
    public Outcome deliver(List<Post> posts) throws InterruptedException {
        try {
            ObjectNode event = event(posts.get(0), secrets.read(target.routingKey()));
            return poster.post(URI.create(target.url()), JSON.writeValueAsBytes(event), Map.of());
        } catch (Secrets.Missing missing) {
            return Deliveries.missing(missing);
        }
    }

    static ObjectNode event(Post post, String routingKey) {
        ObjectNode event = JSON.createObjectNode()
                .put("routing_key", routingKey)
                .put("event_action", action(post.act()))
                .put("dedup_key", PlainText.cut(post.key(), LONGEST_KEY));
        if (post.act() == Act.TELL) {
            trigger(event, post.notice());
        }
        return event;
    }

    private static void trigger(ObjectNode event, Notice notice) {
        event.put("client", "Headgate");
        notice.link().ifPresent(link -> {
            event.put("client_url", link);
            event.putArray("links").addObject().put("href", link).put("text", "The decision");
        });
        ObjectNode payload = event.putObject("payload")
                .put("summary", PlainText.cut(notice.title() + ": " + notice.reason(), LONGEST_SUMMARY))
                .put("source", notice.about().service())
                .put("severity", severity(notice.severity()))
                .put("timestamp", notice.at().toString())
                .put("component", notice.about().service())
                .put("class", notice.event());
        if (!notice.about().rollout().isEmpty()) {
            payload.put("group", notice.about().rollout());
        }
        ObjectNode details = payload.putObject("custom_details").put("Reason", notice.reason());
        Shown.of(notice).forEach(shown -> details.put(shown.name(), shown.value()));
        String output = Shown.output(notice);
        if (!output.isEmpty()) {
            details.put("End of its output", output);
        }
    }

    private static String action(Act act) {
        return switch (act) {
            case TELL -> "trigger";
            case ACKNOWLEDGE -> "acknowledge";
            case RESOLVE -> "resolve";
        };
    }

    private static String severity(Severity severity) {
        return switch (severity) {
            case CRITICAL, P0, UNKNOWN -> "critical";
            case P1 -> "error";
            case WARNING, P2 -> "warning";
            case INFO, P3 -> "info";
        };
    }
}
