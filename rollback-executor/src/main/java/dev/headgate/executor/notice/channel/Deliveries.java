package dev.headgate.executor.notice.channel;

import dev.headgate.schemas.model.notice.Channel;
import dev.headgate.schemas.model.notice.Target;
import java.util.Optional;

/** Makes what sends to a channel. */
public final class Deliveries {

    private Deliveries() {}

    /** For a channel, with secrets from there. */
    public static Delivery of(Channel channel, Secrets secrets) {
        Target target = channel.target();
        if (target instanceof Target.Slack slack) {
            return new SlackDelivery(slack.url(), secrets, channel.timeout());
        }
        if (target instanceof Target.Webhook webhook) {
            return new WebhookDelivery(webhook, secrets, channel.timeout());
        }
        if (target instanceof Target.PagerDuty pager) {
            return new PagerDutyDelivery(pager, secrets, channel.timeout());
        }
        return new EmailDelivery((Target.Email) target, channel.name(), secrets, channel.timeout());
    }

    /** A secret that cannot be read now may be there later. */
    static Outcome missing(Secrets.Missing missing) {
        return new Outcome.Later(String.valueOf(missing.getMessage()), "secret", Optional.empty());
    }
}
