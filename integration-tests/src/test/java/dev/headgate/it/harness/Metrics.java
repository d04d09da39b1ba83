package dev.headgate.it.harness;

import dev.headgate.local.process.ChildProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;

/** Reads a process's Prometheus endpoint. */
final class Metrics {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Metrics() {}

    static String address(ChildProcess process, String readyLine) {
        return process.log()
                .find(Pattern.compile(readyLine))
                .map(match -> match.group(1))
                .orElseThrow(() -> new IllegalStateException(process + " is not ready"));
    }

    static double sum(String address, String beginningOfLine) {
        return page(address)
                .lines()
                .filter(line -> line.startsWith(beginningOfLine))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    static String page(String address) {
        try {
            return HTTP.send(
                            HttpRequest.newBuilder(URI.create("http://" + address + "/metrics"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while reading metrics", e);
        }
    }
}
