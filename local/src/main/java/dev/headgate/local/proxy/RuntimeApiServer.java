package dev.headgate.local.proxy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves a {@link RuntimeApi} on a port of 127.0.0.1: one line in, its answer out, and the connection is closed. */
final class RuntimeApiServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RuntimeApiServer.class);
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int THREADS = 8;

    private final RuntimeApi api;
    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);

    /** Starts to listen; port 0 takes any. */
    RuntimeApiServer(RuntimeApi api, int port) throws IOException {
        this.api = api;
        this.socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                threads.execute(() -> serve(connection));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    LOG.warn("The Runtime API could not accept a connection", e);
                }
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setSoTimeout(TIMEOUT_MILLIS);
            var reader = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
            String line = reader.readLine();
            if (line != null) {
                connection.getOutputStream().write(api.answer(line).getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            LOG.debug("A client of the Runtime API went away", e);
        }
    }
}
