package dev.headgate.console.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sends requests byte by byte: what well-behaved clients refuse to send is sent, too. HTTP/1.0, so that an answer ends with its
 * connection.
 */
record RawClient(int port) {

    private static final int TIMEOUT_MILLIS = 20_000;

    RawAnswer send(String method, String path, Map<String, String> headers, String body) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Host", "127.0.0.1:" + port);
        all.putAll(headers);
        if (!body.isEmpty()) {
            all.putIfAbsent("Content-Type", "application/json");
            all.putIfAbsent("Content-Length", String.valueOf(body.getBytes(UTF_8).length));
        }
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.0\r\n");
        all.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return sendBytes((head + "\r\n" + body).getBytes(UTF_8));
    }

    RawAnswer sendBytes(byte[] request) {
        try (Socket socket = open()) {
            OutputStream out = socket.getOutputStream();
            out.write(request);
            out.flush();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            try {
                socket.getInputStream().transferTo(answer);
            } catch (IOException reset) {
                // What came before counts: a server may hang up on what it does not want to read.
                if (answer.size() == 0) {
                    throw reset;
                }
            }
            return parsed(answer.toByteArray());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    Socket open() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    private static RawAnswer parsed(byte[] bytes) {
        String text = new String(bytes, ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new AssertionError("no answer of HTTP: " + text);
        }
        String[] lines = text.substring(0, end).split("\r\n", -1);
        Map<String, List<String>> headers = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.computeIfAbsent(lines[i].substring(0, colon).toLowerCase(Locale.ROOT), first -> new ArrayList<>())
                    .add(lines[i].substring(colon + 1).strip());
        }
        String body = new String(text.substring(end + 4).getBytes(ISO_8859_1), UTF_8);
        return new RawAnswer(Integer.parseInt(lines[0].split(" ", -1)[1]), headers, body);
    }
}
