package dev.headgate.local.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ports of 127.0.0.1 on which nobody listens, for child processes that have to be told theirs. Thread-safe.
 *
 * <p>A port is free when it is handed out and bound a little later, so another process might take it between the two.
 * To make that rare, ports come at random from 15000–31999, below the range from which Linux and macOS give ports to
 * outgoing connections and to whoever asks for "any", and none is handed out twice by one JVM.
 */
public final class FreePorts {
    private static final int FIRST = 15_000;
    private static final int COUNT = 17_000;
    private static final int TRIES = 1_000;
    private static final Set<Integer> HANDED_OUT = ConcurrentHashMap.newKeySet();
    private static final SecureRandom RANDOM = new SecureRandom();

    private FreePorts() {}

    /**
     * A port that was free a moment ago.
     *
     * @throws IllegalStateException if none is found
     */
    public static int next() {
        for (int i = 0; i < TRIES; i++) {
            int port = FIRST + RANDOM.nextInt(COUNT);
            if (HANDED_OUT.add(port) && isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("Found no free port between %d and %d in %d tries: close programs that listen"
                .formatted(FIRST, FIRST + COUNT - 1, TRIES));
    }

    static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
