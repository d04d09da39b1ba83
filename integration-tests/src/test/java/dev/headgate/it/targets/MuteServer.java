package dev.headgate.it.targets;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes every connection and never says a word. */
public final class MuteServer implements AutoCloseable {

    private final ServerSocket server;
    private final List<Socket> taken = new CopyOnWriteArrayList<>();

    /** Starts it. */
    public MuteServer() throws IOException {
        server = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::take, "mute-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Where it is, {@code 127.0.0.1:PORT}. */
    public String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : taken) {
            socket.close();
        }
    }

    private void take() {
        while (!server.isClosed()) {
            try {
                taken.add(server.accept());
            } catch (IOException closed) {
                return;
            }
        }
    }
}
