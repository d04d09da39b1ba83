package dev.headgate.executor.notice;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A provider on this machine: it records what it is sent, and answers as it is told to. */
public final class FakeHttp implements AutoCloseable {

    private static final Duration LONGEST_HANG = Duration.ofSeconds(60);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Queue<Answer> next = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Answer usual = new Answer(200, Map.of(), "ok", Manner.AT_ONCE);

    /** How an answer comes. */
    public enum Manner {
        AT_ONCE,
        /** Nothing comes. */
        NEVER,
        /** The head at once, then a byte now and then, without an end. */
        DRIPPING,
        /** The connection is closed instead. */
        DROPPED
    }

    public record Answer(int status, Map<String, String> headers, String body, Manner manner) {}

    public record Request(long nanos, String path, Map<String, List<String>> headers, String body) {
        public JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        public String header(String name) {
            return headers.getOrDefault(name, List.of("")).get(0);
        }
    }

    public FakeHttp() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /** The next answers, in order; then the usual one again. */
    public FakeHttp answers(int... statuses) {
        for (int status : statuses) {
            next.add(new Answer(status, Map.of(), "status " + status, Manner.AT_ONCE));
        }
        return this;
    }

    public FakeHttp answers(Answer answer) {
        next.add(answer);
        return this;
    }

    /** What is answered from now on. */
    public FakeHttp usually(Answer answer) {
        usual = answer;
        return this;
    }

    public FakeHttp hangs() {
        return usually(new Answer(200, Map.of(), "", Manner.NEVER));
    }

    public FakeHttp works() {
        return usually(new Answer(200, Map.of(), "ok", Manner.AT_ONCE));
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(new Request(
                System.nanoTime(),
                exchange.getRequestURI().toString(),
                Map.copyOf(exchange.getRequestHeaders()),
                body));
        Answer answer = next.isEmpty() ? usual : next.remove();
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        switch (answer.manner()) {
            case AT_ONCE -> {
                byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
                exchange.close();
            }
            case NEVER -> hang();
            case DRIPPING -> drip(exchange, answer);
            case DROPPED -> exchange.close();
        }
    }

    private void drip(HttpExchange exchange, Answer answer) throws IOException {
        exchange.sendResponseHeaders(answer.status(), 0);
        OutputStream stream = exchange.getResponseBody();
        try {
            while (!closed.await(20, TimeUnit.MILLISECONDS)) {
                stream.write('.');
                stream.flush();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void hang() {
        try {
            boolean unused = closed.await(LONGEST_HANG.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
