package dev.headgate.executor.action.traffic.haproxy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A stateful HAProxy with one backend, shop, that records what it was told and can refuse, hang or be down. */
public final class FakeRuntimeApi implements AutoCloseable {

    public final Map<String, Integer> weights = new ConcurrentSkipListMap<>(Map.of("1.0.0", 100, "2.0.0", 0));
    public final Map<String, String> statuses = new ConcurrentSkipListMap<>(new TreeMap<>());
    public final List<String> told = new CopyOnWriteArrayList<>();
    public volatile boolean hangs;
    public volatile boolean ignores;
    public volatile String refusal = "";
    private final ServerSocket socket;

    public FakeRuntimeApi() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "fake-runtime-api");
        thread.setDaemon(true);
        thread.start();
    }

    public String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                if (!hangs) {
                    answer(connection);
                }
            } catch (IOException closed) {
                // The next client, or the end.
            }
        }
    }

    private void answer(Socket connection) throws IOException {
        try (connection) {
            var reader = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
            StringBuilder answer = new StringBuilder();
            for (String command : reader.readLine().split(";", -1)) {
                answer.append(answer(command.strip())).append("\n");
            }
            connection.getOutputStream().write(answer.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private String answer(String command) {
        if (command.equals("show stat -1 4 -1")) {
            StringBuilder table = new StringBuilder("# pxname,svname,status,weight,act,bck,\n");
            weights.forEach((name, weight) ->
                    table.append("shop,%s,%s,%d,1,0,%n".formatted(name, statuses.getOrDefault(name, "UP"), weight)));
            return table.toString();
        }
        if (command.startsWith("show stat")) {
            return "No such proxy.\n";
        }
        told.add(command);
        String[] words = command.split("[ /]", -1);
        if (refusal.isEmpty() && !ignores) {
            weights.put(words[3], Integer.parseInt(words[5]));
        }
        return refusal.isEmpty() ? "" : refusal + "\n";
    }
}
