package dev.headgate.cli.measure;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks an address whether all is well there. Redirects are not followed. Thread-safe. */
public final class HttpProbe {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LARGEST_BODY = 65_536;

    private final HttpClient client;
    private final URI address;
    private final Expected expected;
    private final Duration longest;

    /**
     * What a good answer is like.
     *
     * @param status of HTTP
     * @param fields fields of its JSON, nested ones joined by dots, and their values as text
     */
    public record Expected(int status, SortedMap<String, String> fields) {

        /** Copies the fields. */
        public Expected {
            fields = new TreeMap<>(fields);
        }
    }

    /**
     * What was found.
     *
     * @param success whether the answer was good
     * @param sentence what was found, and what was expected
     */
    public record Result(boolean success, String sentence) {}

    /** @param longest how long an answer is waited for */
    public HttpProbe(URI address, Expected expected, Duration longest) {
        this.address = address;
        this.expected = expected;
        this.longest = longest;
        client = HttpClient.newBuilder()
                .connectTimeout(longest)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** Asks once. */
    public Result ask() throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(longest).GET().build();
        try {
            long deadline = System.nanoTime() + longest.toNanos();
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                CompletableFuture<Void> cut = cut(body, deadline - System.nanoTime());
                try {
                    return result(response.statusCode(), body);
                } finally {
                    cut.cancel(false);
                }
            }
        } catch (IOException unreachable) {
            return new Result(false, address + " does not answer: " + unreachable);
        }
    }

    /** The client's own limit ends with the answer's headers: a body that never ends would be waited for for good. */
    private static CompletableFuture<Void> cut(InputStream body, long nanos) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        body.close();
                    } catch (IOException closed) {
                        // It has ended meanwhile.
                    }
                },
                CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS));
    }

    private Result result(int status, InputStream body) throws IOException {
        if (status != expected.status()) {
            return new Result(false, address + " answers " + status + ", expected " + expected.status());
        }
        if (expected.fields().isEmpty()) {
            return new Result(true, address + " answers " + status);
        }
        JsonNode document;
        try {
            document = JSON.readTree(body.readNBytes(LARGEST_BODY));
        } catch (JacksonException none) {
            return new Result(false, address + " answers no JSON of at most " + LARGEST_BODY + " bytes");
        }
        for (var field : expected.fields().entrySet()) {
            String found = text(document, field.getKey());
            if (!found.equals(field.getValue())) {
                return new Result(
                        false,
                        address + " answers " + field.getKey() + " = " + (found.isEmpty() ? "nothing" : found)
                                + ", expected " + field.getValue());
            }
        }
        return new Result(true, address + " answers " + status + " and the fields expected");
    }

    private static String text(JsonNode document, String path) {
        JsonNode node = document;
        for (String name : path.split("\\.", -1)) {
            node = node.path(name);
        }
        return node.isValueNode() && !node.isNull() ? node.asString() : "";
    }
}
