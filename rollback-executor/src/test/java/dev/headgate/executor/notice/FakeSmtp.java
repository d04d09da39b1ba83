package dev.headgate.executor.notice;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server on this machine: it keeps the mails that it accepted, and refuses or falls silent where it is told to. */
public final class FakeSmtp implements AutoCloseable {

    private final ServerSocket socket;
    private final List<Mail> mails = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final Map<String, String> instead = new ConcurrentHashMap<>();
    private volatile String silentAt = "";

    public record Mail(String from, List<String> to, String data) {
        /** The headers and the body, apart. */
        public String head() {
            return data.substring(0, data.indexOf("\n\n"));
        }
    }

    public FakeSmtp() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread(this::accept);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** Says this to a command that begins so, as {@code RCPT}, instead of yes. */
    public FakeSmtp says(String command, String line) {
        instead.put(command, line);
        return this;
    }

    /** Says nothing more from a command on; nothing at all if it is {@code connect}. */
    public FakeSmtp fallsSilentAt(String command) {
        silentAt = command;
        return this;
    }

    public FakeSmtp works() {
        instead.clear();
        silentAt = "";
        return this;
    }

    public List<Mail> mails() {
        return List.copyOf(mails);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                connections.add(connection);
                thread(() -> serve(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
                Writer out = new java.io.OutputStreamWriter(connection.getOutputStream(), StandardCharsets.UTF_8)) {
            if (silentAt.equals("connect")) {
                in.readLine();
                return;
            }
            say(out, "220 fake");
            String from = "";
            List<String> to = new ArrayList<>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String command = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
                if (command.equals(silentAt)) {
                    continue;
                }
                String said = line.toUpperCase(Locale.ROOT);
                String other = instead.entrySet().stream()
                        .filter(each -> said.startsWith(each.getKey().toUpperCase(Locale.ROOT)))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(null);
                if (command.equals("DATA") && other == null) {
                    say(out, "354 go on");
                    mails.add(new Mail(from, List.copyOf(to), data(in)));
                    say(out, "250 accepted");
                    continue;
                }
                if (command.equals("MAIL")) {
                    from = line;
                } else if (command.equals("RCPT") && other == null) {
                    to.add(line.replaceAll(".*<(.*)>.*", "$1"));
                }
                say(out, other != null ? other : command.equals("QUIT") ? "221 bye" : "250 ok");
            }
        } catch (IOException over) {
            // The client has gone.
        }
    }

    private static String data(BufferedReader in) throws IOException {
        StringBuilder data = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            data.append(line).append('\n');
        }
        return data.toString();
    }

    private static void say(Writer out, String line) throws IOException {
        out.write(line + "\r\n");
        out.flush();
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "fake-smtp");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
