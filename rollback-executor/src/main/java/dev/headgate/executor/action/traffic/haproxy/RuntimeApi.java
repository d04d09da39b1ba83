package dev.headgate.executor.action.traffic.haproxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HAProxy's Runtime API at one address: one line of commands in, its answer out, one connection each. Thread-safe.
 */
final class RuntimeApi {

    private static final Pattern HOST_AND_PORT = Pattern.compile("\\[?([A-Za-z0-9._:-]+?)]?:([0-9]{1,5})");
    private static final int LARGEST_ANSWER = 4 << 20;

    private final String address;

    /** @param address {@code host:port}, or the path of a Unix socket */
    RuntimeApi(String address) {
        this.address = address;
    }

    /**
     * Sends a line and returns the whole answer.
     *
     * @throws IOException if there is no connection, no answer in time, or an answer without end
     * @throws IllegalArgumentException if the address is neither {@code host:port} nor a path
     */
    String ask(String line, Duration timeout) throws IOException {
        SocketAddress target = socketAddress();
        long deadline = System.nanoTime() + timeout.toNanos();
        try (SocketChannel channel = open(target);
                Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, 0);
            if (!channel.connect(target)) {
                do {
                    await(key, SelectionKey.OP_CONNECT, deadline, "connect");
                } while (!channel.finishConnect());
            }
            send(channel, key, line, deadline);
            return receive(channel, key, deadline);
        }
    }

    private void send(SocketChannel channel, SelectionKey key, String line, long deadline) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        channel.write(bytes);
        while (bytes.hasRemaining()) {
            await(key, SelectionKey.OP_WRITE, deadline, "take the command");
            channel.write(bytes);
        }
    }

    private String receive(SocketChannel channel, SelectionKey key, long deadline) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(16 << 10);
        int read = channel.read(buffer);
        while (read >= 0) {
            answer.write(buffer.array(), 0, buffer.position());
            buffer.clear();
            if (answer.size() > LARGEST_ANSWER) {
                throw new IOException("the answer of " + address + " has no end");
            }
            if (read == 0) {
                await(key, SelectionKey.OP_READ, deadline, "answer");
            }
            read = channel.read(buffer);
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    private void await(SelectionKey key, int operation, long deadline, String what) throws IOException {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        key.interestOps(operation);
        if (left <= 0 || key.selector().select(left) == 0) {
            throw new SocketTimeoutException(address + " did not " + what + " in time");
        }
        key.selector().selectedKeys().clear();
    }

    private static SocketChannel open(SocketAddress target) throws IOException {
        return target instanceof UnixDomainSocketAddress
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open();
    }

    private SocketAddress socketAddress() {
        if (address.startsWith("/")) {
            return UnixDomainSocketAddress.of(address);
        }
        Matcher parts = HOST_AND_PORT.matcher(address);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "address \"" + address + "\" is neither host:port nor the path of a Unix socket");
        }
        return new InetSocketAddress(parts.group(1), Integer.parseInt(parts.group(2)));
    }
}
