package dev.headgate.executor.action.traffic.nginx;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks NGINX what is in force, each time on a connection of its own: only a worker that takes new ones can answer. */
final class InForce {

    private static final int LONGEST = 1_000;

    private final String url;

    InForce(String url) {
        this.url = url;
    }

    /**
     * The answer.
     *
     * @throws IOException if there is none
     * @throws IllegalArgumentException if NGINX does not know the question
     */
    String ask(Duration timeout) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        int millis = (int) Math.max(1, timeout.toMillis());
        connection.setConnectTimeout(millis);
        connection.setReadTimeout(millis);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestProperty("Connection", "close");
        try {
            int status = connection.getResponseCode();
            if (status >= 500) {
                throw new IOException(url + " answered with status " + status);
            }
            if (status != 200) {
                throw new IllegalArgumentException(url + " answered with status " + status
                        + ": give NGINX a location there that returns what is in force (docs/RUNBOOKS.md)");
            }
            try (InputStream body = connection.getInputStream()) {
                return new String(body.readNBytes(LONGEST), StandardCharsets.UTF_8);
            }
        } finally {
            connection.disconnect();
        }
    }
}
