package dev.headgate.executor.action.http;

import dev.headgate.executor.dispatch.Effect;
import dev.headgate.schemas.model.Action.HttpCall;
import dev.headgate.schemas.model.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Makes requests. Thread-safe. */
public final class HttpRequests {

    private final Map<String, String> environment;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** @param environment where secrets may be found, by name */
    public HttpRequests(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * The whole request, ready to be sent.
     *
     * @throws IllegalArgumentException if a secret is missing, or a value cannot stand where it is meant to
     */
    HttpRequest request(HttpCall call, Effect effect) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(call));
        call.headers().forEach(request::setHeader);
        call.secrets().forEach((name, secret) -> request.setHeader(name, value(name, secret)));
        request.setHeader("Headgate-Decision-Id", effect.decisionId());
        request.setHeader("Headgate-Correlation-Id", effect.correlationId());
        request.setHeader("Headgate-Attempt", Integer.toString(effect.attempt()));
        request.setHeader("Idempotency-Key", effect.decisionId() + "/" + effect.name());
        if (call.body().isPresent()) {
            request.setHeader("Content-Type", "application/json");
            request.method(
                    call.method(),
                    BodyPublishers.ofString(Json.written(call.body().get())));
        } else {
            request.method(call.method(), BodyPublishers.noBody());
        }
        return request.build();
    }

    /**
     * Sends it, and waits for the end of the answer.
     *
     * @throws IOException if there is none in time
     * @throws InterruptedException if the process gives the work up; the request was given up then
     */
    Answer send(HttpRequest request, Duration longest) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        CompletableFuture<HttpResponse<String>> sent = client.sendAsync(request, head -> new BoundedBody());
        try {
            HttpResponse<String> response = sent.get(longest.toNanos(), TimeUnit.NANOSECONDS);
            return new Answer(response.statusCode(), response.body(), Duration.ofNanos(System.nanoTime() - begin));
        } catch (TimeoutException tooLong) {
            sent.cancel(true);
            throw new IOException("no answer within " + longest.toMillis() + " ms", tooLong);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw new IOException(cause.toString(), cause);
        } catch (InterruptedException givenUp) {
            sent.cancel(true);
            throw givenUp;
        }
    }

    /** Where it goes, with its query. */
    static URI address(HttpCall call) {
        String query = call.query().entrySet().stream()
                .map(entry -> escaped(entry.getKey()) + "=" + escaped(entry.getValue()))
                .collect(Collectors.joining("&"));
        String join = call.url().contains("?") ? "&" : "?";
        return URI.create(query.isEmpty() ? call.url() : call.url() + join + query);
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Of what is wrong with a secret only its place is told. */
    private String value(String header, Secret secret) {
        String place = (secret.inFile() ? "file " : "variable ") + secret.name();
        String value = (secret.inFile()
                        ? firstLine(secret.name())
                        : Optional.ofNullable(environment.get(secret.name())))
                .filter(found -> !found.isBlank())
                .orElseThrow(
                        () -> new IllegalArgumentException("the secret of header " + header + " is not in " + place));
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "the secret of header " + header + " in " + place + " holds control characters");
        }
        return value;
    }

    private static Optional<String> firstLine(String file) {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.findFirst().map(String::strip);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
