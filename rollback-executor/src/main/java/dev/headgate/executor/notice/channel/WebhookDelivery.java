package dev.headgate.executor.notice.channel;

import dev.headgate.executor.notice.Post;
import dev.headgate.schemas.model.notice.Given;
import dev.headgate.schemas.model.notice.Target;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Posts a notice as JSON, with an id by which a receiver can tell repetitions, and signed if there is a key. */
final class WebhookDelivery implements Delivery {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ALGORITHM = "HmacSHA256";

    private final Target.Webhook webhook;
    private final Secrets secrets;
    private final HttpPoster poster;

    WebhookDelivery(Target.Webhook webhook, Secrets secrets, Duration timeout) {
        this.webhook = webhook;
        this.secrets = secrets;
        poster = new HttpPoster(timeout);
    }

    @Override
    public boolean merges() {
        return true;
    }

    @Override
    public Outcome deliver(List<Post> posts) throws InterruptedException {
        byte[] body = JSON.writeValueAsBytes(message(posts));
        try {
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("Idempotency-Key", headerText(posts.get(0).notice().id()));
            if (webhook.token().isPresent()) {
                headers.put(
                        "Authorization",
                        "Bearer " + secrets.read(webhook.token().get()));
            }
            if (webhook.signingKey().isPresent()) {
                headers.put(
                        "X-Headgate-Signature",
                        "sha256=" + signature(webhook.signingKey().get(), body));
            }
            return poster.post(URI.create(secrets.read(webhook.url())), body, headers);
        } catch (Secrets.Missing missing) {
            return Deliveries.missing(missing);
        }
    }

    static ObjectNode message(List<Post> posts) {
        ObjectNode message = JSON.createObjectNode().put("schema", 1);
        message.set("notice", NoticeJson.of(posts.get(0).notice()));
        ArrayNode more = message.putArray("more");
        posts.stream().skip(1).forEach(post -> more.add(NoticeJson.of(post.notice())));
        return message;
    }

    private String signature(Given key, byte[] body) throws Secrets.Missing {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secrets.read(key).getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }

    private static String headerText(String id) {
        return id.replaceAll("[^\\x21-\\x7E]", "_");
    }
}
