package dev.headgate.cli.scrape;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Gets a page of metrics. Redirects are not followed. Thread-safe. */
public final class MetricsPage {

    private static final int LARGEST_BYTES = 64 * 1_024 * 1_024;
    private static final String ACCEPTED =
            "application/openmetrics-text;version=1.0.0;q=0.9,text/plain;version=0.0.4;q=0.5";

    private final HttpClient client;
    private final URI address;
    private final Duration longest;

    /**
     * A page as it came.
     *
     * @param text its text
     * @param openMetrics whether it is OpenMetrics
     */
    public record Page(String text, boolean openMetrics) {}

    /** @param longest how long it may take */
    public MetricsPage(URI address, Duration longest) {
        this.address = address;
        this.longest = longest;
        client = HttpClient.newBuilder()
                .connectTimeout(longest)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * Gets it once.
     *
     * @throws IOException if it does not come in time, with status 200 and of at most 64 MiB; the message says what was found
     */
    public Page get() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(longest)
                .header("Accept", ACCEPTED)
                .GET()
                .build();
        long deadline = System.nanoTime() + longest.toNanos();
        HttpResponse<InputStream> response = answer(request);
        try (InputStream body = response.body()) {
            // The client's own limit ends with the answer's headers: a body that never ends would be waited for for
            // good.
            var cut = CompletableFuture.runAsync(
                    () -> closeQuietly(body),
                    CompletableFuture.delayedExecutor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
            try {
                return page(response, body);
            } finally {
                cut.cancel(false);
            }
        }
    }

    /** The JDK's client says nothing of why nobody answers. */
    private HttpResponse<InputStream> answer(HttpRequest request) throws IOException, InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (ConnectException nobody) {
            throw new IOException("nobody answers there; check host and port", nobody);
        }
    }

    private Page page(HttpResponse<InputStream> response, InputStream body) throws IOException {
        if (response.statusCode() != 200) {
            throw new IOException(address + " answers " + response.statusCode() + ", expected 200");
        }
        byte[] bytes = body.readNBytes(LARGEST_BYTES + 1);
        if (bytes.length > LARGEST_BYTES) {
            throw new IOException(address + " answers more than " + LARGEST_BYTES + " bytes");
        }
        boolean openMetrics = response.headers()
                .firstValue("Content-Type")
                .map(type -> type.startsWith("application/openmetrics-text"))
                .orElse(false);
        return new Page(new String(bytes, StandardCharsets.UTF_8), openMetrics);
    }

    private static void closeQuietly(InputStream body) {
        try {
            body.close();
        } catch (IOException closed) {
            // It has ended meanwhile.
        }
    }
}
