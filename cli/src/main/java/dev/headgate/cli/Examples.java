package dev.headgate.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The example documents that are part of the command: what it runs is what people read. */
final class Examples {
    private static final String ROOT = "/examples/";

    private Examples() {}

    /** The policy of the demo. */
    static String demoPolicy() {
        return read("policies/demo.yaml");
    }

    /**
     * The runbook that shifts traffic, for one splitter.
     *
     * @param address where its Runtime API listens
     * @param backend the backend's name
     */
    static String shiftTraffic(String address, String backend) {
        String example = read("runbooks/shift-traffic.yaml");
        return replaced(
                replaced(example, "address: 127.0.0.1:9999", "address: " + address),
                "backend: shop",
                "backend: " + backend);
    }

    private static String replaced(String text, String words, String by) {
        if (!text.contains(words)) {
            throw new IllegalStateException("the example runbook no longer says \"" + words + "\"");
        }
        return text.replace(words, by);
    }

    private static String read(String name) {
        try (InputStream file = Examples.class.getResourceAsStream(ROOT + name)) {
            if (file == null) {
                throw new IllegalStateException("this build lacks the example " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the example " + name, e);
        }
    }
}
