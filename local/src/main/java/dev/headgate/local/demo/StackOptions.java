package dev.headgate.local.demo;

import dev.headgate.local.broker.BrokerOptions;
import dev.headgate.schemas.topics.TopicCatalogue;
import dev.headgate.schemas.topics.TopicSizing;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a local stack is made.
 *
 * @param broker the broker's tuning
 * @param topicPrefix before every topic's name
 * @param sizing how large topics are made
 * @param gate settings of the gate over the ones that the stack writes
 * @param executor settings of the executor over the ones that the stack writes
 * @param runbooks a directory of runbooks for the executor; empty to use the run's own, which whoever starts the stack
 *     fills before the executor starts
 * @param classPath on which the main classes of gate and executor are
 */
public record StackOptions(
        BrokerOptions broker,
        String topicPrefix,
        TopicSizing sizing,
        Map<String, String> gate,
        Map<String, String> executor,
        Optional<Path> runbooks,
        String classPath) {

    public StackOptions {
        gate = Map.copyOf(gate);
        executor = Map.copyOf(executor);
    }

    /** A broker with short time-outs, and gate and executor that make use of them: kills are cheap. */
    public static StackOptions quick() {
        Map<String, String> timeouts = Map.of("session.timeout", "1500ms", "transaction.timeout", "3s");
        return new StackOptions(
                BrokerOptions.quick(),
                TopicCatalogue.DEFAULT_PREFIX,
                TopicSizing.LOCAL,
                timeouts,
                timeouts,
                Optional.empty(),
                System.getProperty("java.class.path"));
    }

    /** Everything with the time-outs it has by itself. */
    public static StackOptions stock() {
        return quick().withBroker(BrokerOptions.stock()).withoutSettings();
    }

    /** The same with another broker. */
    public StackOptions withBroker(BrokerOptions other) {
        return new StackOptions(other, topicPrefix, sizing, gate, executor, runbooks, classPath);
    }

    /** The same with one setting of the gate. */
    public StackOptions withGate(String key, String value) {
        return new StackOptions(broker, topicPrefix, sizing, with(gate, key, value), executor, runbooks, classPath);
    }

    /** The same with one setting of the executor. */
    public StackOptions withExecutor(String key, String value) {
        return new StackOptions(broker, topicPrefix, sizing, gate, with(executor, key, value), runbooks, classPath);
    }

    /** The same with a directory of runbooks that is there already; the executor runs elsewhere, so its whole path counts. */
    public StackOptions withRunbooks(Path directory) {
        Optional<Path> whole = Optional.of(directory.toAbsolutePath());
        return new StackOptions(broker, topicPrefix, sizing, gate, executor, whole, classPath);
    }

    private StackOptions withoutSettings() {
        return new StackOptions(broker, topicPrefix, sizing, Map.of(), Map.of(), runbooks, classPath);
    }

    private static Map<String, String> with(Map<String, String> settings, String key, String value) {
        Map<String, String> all = new TreeMap<>(settings);
        all.put(key, value);
        return all;
    }
}
