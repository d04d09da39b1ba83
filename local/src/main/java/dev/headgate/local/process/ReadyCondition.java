package dev.headgate.local.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** What has to be true before a child process counts as started. Conditions are asked again and again until they hold. */
public interface ReadyCondition {
    /** Whether the process is ready now; must return within about a second. */
    boolean isMet(ChildProcess process);

    /** The condition in words, as in "waited for …". */
    String description();

    /** Something accepts TCP connections on a port of 127.0.0.1. */
    static ReadyCondition portOpen(int port) {
        return probe("127.0.0.1:" + port + " to accept connections", () -> accepts(port));
    }

    /** A line that the process has written contains a match. */
    static ReadyCondition logLine(String regularExpression) {
        Pattern pattern = Pattern.compile(regularExpression);
        return new Condition(
                "a log line matching /" + pattern + "/",
                process -> process.log().find(pattern).isPresent());
    }

    /** Anything else. */
    static ReadyCondition probe(String description, BooleanSupplier probe) {
        return new Condition(description, process -> probe.getAsBoolean());
    }

    private static boolean accepts(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    /** A condition made of its two parts. */
    record Condition(String description, java.util.function.Predicate<ChildProcess> predicate)
            implements ReadyCondition {
        @Override
        public boolean isMet(ChildProcess process) {
            return predicate.test(process);
        }
    }
}
