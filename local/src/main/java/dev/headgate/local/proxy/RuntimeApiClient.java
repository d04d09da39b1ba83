package dev.headgate.local.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks a splitter on 127.0.0.1 through HAProxy's Runtime API, to look at it or to change it by hand. What shifts traffic
 * for a decision is the executor, which has a client of its own. Thread-safe.
 *
 * @param port where the Runtime API listens
 */
public record RuntimeApiClient(int port) {
    private static final int TIMEOUT_MILLIS = 2_000;

    /**
     * Sends one line and returns the whole answer.
     *
     * @throws UncheckedIOException if the splitter does not answer within two seconds
     */
    public String ask(String commands) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write((commands + "\n").getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The Runtime API on 127.0.0.1:%d did not answer '%s'".formatted(port, commands), e);
        }
    }

    /**
     * The weight in force.
     *
     * @throws IllegalStateException if the splitter knows no such server
     */
    public int weight(String backend, String server) {
        String answer = ask("get weight " + backend + "/" + server);
        String number = answer.split(" ", 2)[0];
        if (!number.matches("\\d+")) {
            throw new IllegalStateException(
                    "Expected the weight of %s/%s, found '%s'".formatted(backend, server, answer.strip()));
        }
        return Integer.parseInt(number);
    }

    /** The rows of {@code show stat}, each with its columns by name; the empty ones are left out. */
    public List<Map<String, String>> statistics() {
        List<String> lines = ask("show stat").strip().lines().toList();
        String[] names = lines.get(0).substring("# ".length()).split(",");
        return lines.stream().skip(1).map(line -> row(names, line.split(","))).toList();
    }

    /**
     * One server's row of {@code show stat}.
     *
     * @throws IllegalStateException if there is none
     */
    public Map<String, String> statistics(String backend, String server) {
        return statistics().stream()
                .filter(row -> backend.equals(row.get("pxname")) && server.equals(row.get("svname")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No statistics of " + backend + "/" + server));
    }

    private static Map<String, String> row(String[] names, String[] values) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(names.length, values.length); i++) {
            if (!values[i].isEmpty()) {
                row.put(names[i], values[i]);
            }
        }
        return row;
    }
}
