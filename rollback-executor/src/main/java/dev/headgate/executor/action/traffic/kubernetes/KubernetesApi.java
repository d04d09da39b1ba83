package dev.headgate.executor.action.traffic.kubernetes;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A cluster's API: objects as JSON, one request a call, no retries of its own. Thread-safe. */
final class KubernetesApi {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** Not known who asks (a token is being replaced), time-out, changed meanwhile, too many requests. */
    private static final Set<Integer> PASSING = Set.of(401, 408, 409, 429);

    private final HttpClient client;
    private final String server;

    /** @param server the API's URL, with a slash at its end */
    KubernetesApi(HttpClient client, String server) {
        this.client = client;
        this.server = server;
    }

    /**
     * Reads an object.
     *
     * @throws IOException if there is no answer, or none that is final: worth another try
     * @throws IllegalArgumentException if it is refused
     * @throws InterruptedException if the process gives the work up
     */
    JsonNode get(ObjectName object, Duration timeout) throws IOException, InterruptedException {
        return send("get", object, "", client.newHttpRequestBuilder().uri(server + object.path()), timeout);
    }

    /**
     * Changes an object.
     *
     * @param subresource {@code status}; empty for the object itself
     * @param patch operations of RFC 6902
     * @return the object as it is then
     * @throws IOException if there is no answer, none that is final, or somebody else has changed the object meanwhile
     * @throws IllegalArgumentException if it is refused
     * @throws InterruptedException if the process gives the work up
     */
    JsonNode patch(ObjectName object, String subresource, JsonNode patch, Duration timeout)
            throws IOException, InterruptedException {
        String path = object.path() + (subresource.isEmpty() ? "" : "/" + subresource);
        HttpRequest.Builder request = client.newHttpRequestBuilder()
                .uri(server + path + "?fieldManager=headgate")
                .method("PATCH", "application/json-patch+json", MAPPER.writeValueAsString(patch));
        return send("patch", object, subresource, request, timeout);
    }

    private JsonNode send(
            String verb, ObjectName object, String subresource, HttpRequest.Builder request, Duration timeout)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> sent = begin(request.header("Accept", "application/json")
                .timeout(Math.max(1, timeout.toMillis()), TimeUnit.MILLISECONDS)
                .build());
        try {
            HttpResponse<String> response = sent.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return answer(verb, object, subresource, response.code(), response.body());
        } catch (TimeoutException late) {
            throw late(verb, object);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof TimeoutException || failed.getCause() instanceof HttpTimeoutException) {
                throw late(verb, object);
            }
            throw new IOException(
                    server + " cannot be asked to " + verb + " " + object + ": " + failed.getCause(), failed);
        } finally {
            sent.cancel(true);
        }
    }

    private IOException late(String verb, ObjectName object) {
        return new SocketTimeoutException(server + " did not answer in time when asked to " + verb + " " + object);
    }

    private CompletableFuture<HttpResponse<String>> begin(HttpRequest request) throws IOException {
        try {
            return client.sendAsync(request, String.class);
        } catch (UncheckedIOException noToken) {
            throw new IOException(noToken.getMessage(), noToken);
        }
    }

    private JsonNode answer(String verb, ObjectName object, String subresource, int code, String body)
            throws IOException {
        Optional<JsonNode> json = parsed(body);
        if (code >= 200 && code < 300) {
            return json.orElseThrow(() -> new IOException(server + " answered " + code + " without JSON"));
        }
        String said = "HTTP " + code
                + json.map(status -> status.path("message").asString(""))
                        .filter(message -> !message.isEmpty())
                        .map(message -> ": " + message)
                        .orElse("");
        if (code >= 400 && code < 500 && !PASSING.contains(code)) {
            throw new IllegalArgumentException(refusal(verb, object, subresource, code) + " (" + said + ")");
        }
        throw new IOException(
                code == 409
                        ? "somebody else changed " + object + " meanwhile (" + said + ")"
                        : server + " did not manage to " + verb + " " + object + " (" + said + ")");
    }

    private static String refusal(String verb, ObjectName object, String subresource, int code) {
        return switch (code) {
            case 403 ->
                "not allowed to " + verb + " " + withSubresource(object, subresource) + ": a Role must give verb "
                        + verb;
            case 404 -> object + " is not there, or the cluster does not know its kind in version " + object.version();
            default -> "the cluster refused to " + verb + " " + object;
        };
    }

    private static String withSubresource(ObjectName object, String subresource) {
        return subresource.isEmpty()
                ? object.toString()
                : object.plural() + "/" + subresource + "." + object.group() + " \"" + object.name()
                        + "\" in namespace " + object.namespace();
    }

    private static Optional<JsonNode> parsed(String body) {
        try {
            return Optional.of(MAPPER.readTree(body)).filter(JsonNode::isObject);
        } catch (JacksonException noJson) {
            return Optional.empty();
        }
    }
}
