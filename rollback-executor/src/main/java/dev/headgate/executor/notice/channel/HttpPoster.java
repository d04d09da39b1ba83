package dev.headgate.executor.notice.channel;

import dev.headgate.executor.notice.PlainText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Posts JSON. Certificates and host names are checked as the JVM's trust store says; redirects are not followed; the
 * time-out bounds everything, a body that comes byte by byte as well. Thread-safe.
 */
final class HttpPoster {

    private static final int LONGEST_ANSWER = 200;

    private final Duration timeout;
    private final HttpClient client;

    HttpPoster(Duration timeout) {
        this.timeout = timeout;
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
    }

    /** Tries once. Addresses are not in what it says, since some are secrets. */
    Outcome post(URI address, byte[] json, Map<String, String> headers) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(timeout)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("User-Agent", "headgate")
                .POST(BodyPublishers.ofByteArray(json));
        headers.forEach(request::header);
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request.build(), information -> new ShortBody());
        try {
            HttpResponse<String> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return new HttpAnswer(
                            response.statusCode(),
                            response.headers().firstValue("Retry-After"),
                            PlainText.line(response.body(), LONGEST_ANSWER))
                    .outcome(Instant.now());
        } catch (TimeoutException tooLong) {
            return timedOut();
        } catch (ExecutionException failed) {
            return failed(Optional.ofNullable(failed.getCause()).orElse(failed));
        } finally {
            answer.cancel(true);
        }
    }

    private Outcome failed(Throwable cause) {
        if (cause instanceof java.net.http.HttpTimeoutException) {
            return timedOut();
        }
        String why = cause instanceof IOException && cause.getMessage() != null
                ? cause.getClass().getSimpleName() + ": " + PlainText.line(cause.getMessage(), LONGEST_ANSWER)
                : cause.getClass().getSimpleName();
        return new Outcome.Later("could not be reached (" + why + ")", "unreachable", Optional.empty());
    }

    private Outcome timedOut() {
        return new Outcome.Later("no answer within " + timeout.toMillis() + " ms", "time-out", Optional.empty());
    }
}
