package dev.headgate.executor.action.traffic.kubernetes;

import dev.headgate.executor.acceptance.Order;
import dev.headgate.executor.action.traffic.Claim;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * The annotation of an object that tells which decision wrote it last: {@code shop=412/3}, which is the service, the
 * rollout's epoch and the decision's number in it; of several services that share an object one each, with spaces
 * between. What is written otherwise counts as nothing and is kept.
 */
final class EpochAnnotation {

    static final String NAME = "headgate.dev/epoch";

    private static final Pattern ENTRY = Pattern.compile("([^= ]+)=([0-9]{1,18})/([0-9]{1,9})");

    private final List<String> entries;

    private EpochAnnotation(List<String> entries) {
        this.entries = entries;
    }

    /** The one of an object. */
    static EpochAnnotation of(JsonNode object) {
        String text = object.path("metadata").path("annotations").path(NAME).asString("");
        return new EpochAnnotation(
                text.isBlank() ? List.of() : List.of(text.strip().split(" +")));
    }

    /** The service's last decision that wrote there. */
    Optional<Order> last(String service) {
        return entries.stream()
                .map(ENTRY::matcher)
                .filter(Matcher::matches)
                .filter(entry -> entry.group(1).equals(service))
                .map(entry -> new Order(Long.parseLong(entry.group(2)), Integer.parseInt(entry.group(3))))
                .max(Order::compareTo);
    }

    /**
     * Whether the object is the claim's already.
     *
     * @throws IllegalArgumentException if a later decision has written there
     */
    boolean isOf(Claim claim, ObjectName object) {
        Optional<Order> last = last(claim.service());
        if (last.filter(order -> order.compareTo(claim.order()) > 0).isPresent()) {
            throw new IllegalArgumentException("a later rollout or decision owns " + object + ": its annotation " + NAME
                    + " says " + last.get() + " of service " + claim.service() + ", this is " + claim.order()
                    + ". If the topics were made anew, take the annotation away");
        }
        return last.filter(claim.order()::equals).isPresent();
    }

    /** The annotation with the claim in it. */
    String with(Claim claim) {
        List<String> all = new ArrayList<>(entries);
        all.removeIf(entry -> entry.startsWith(claim.service() + "="));
        all.add(claim.service() + "=" + claim.order().epoch() + "/"
                + claim.order().sequence());
        return String.join(" ", all);
    }

    /** Adds what writes the claim into an object that was read, and fails if the object has changed since. */
    static void claim(JsonNode object, Claim claim, ArrayNode patch) {
        JsonNode metadata = object.path("metadata");
        JsonPatch.put(patch, "/metadata/resourceVersion")
                .put("value", metadata.path("resourceVersion").asString(""));
        if (!metadata.path("annotations").isObject()) {
            JsonPatch.put(patch, "/metadata/annotations").putObject("value");
        }
        JsonPatch.put(patch, "/metadata/annotations/" + NAME.replace("/", "~1"))
                .put("value", of(object).with(claim));
    }
}
