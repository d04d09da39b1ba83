package dev.headgate.processor.process;

import dev.headgate.documents.configuration.ConfigurationException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks before an application starts whether its topics are there and cut alike. */
final class TopicCheck {

    private static final long LONGEST_ANSWER_SECONDS = 30;

    private final Admin admin;

    TopicCheck(Admin admin) {
        this.admin = admin;
    }

    /**
     * Refuses missing topics, and unequal partition counts where records of one service must meet in one task.
     *
     * @param needed all topics of the application
     * @param partitionedAlike those whose partition counts must be equal
     * @param ofCollector topics that an OpenTelemetry Collector writes and whose names are settings
     * @return how many partitions each topic has
     * @throws ConfigurationException naming every topic that is missing or different
     */
    SortedMap<String, Integer> check(
            Collection<String> needed, Collection<String> partitionedAlike, Collection<String> ofCollector) {
        SortedMap<String, Integer> counts = partitionCounts(
                Stream.concat(needed.stream(), ofCollector.stream()).toList());
        List<String> problems = new ArrayList<>();
        for (String topic : needed) {
            if (!counts.containsKey(topic)) {
                problems.add("topic " + topic + " does not exist; make all topics with `headgate topics create`");
            }
        }
        for (String topic : ofCollector) {
            if (!counts.containsKey(topic)) {
                problems.add("topic " + topic + " does not exist; it is the OpenTelemetry Collector's: make it, for"
                        + " example with `kafka-topics.sh --bootstrap-server HOST:PORT --create --topic " + topic
                        + "`, and name it in the Collector's"
                        + " Kafka exporter, or leave otlp.spans.topic and otlp.metrics.topic empty");
            }
        }
        SortedMap<String, Integer> alike = new TreeMap<>(counts);
        alike.keySet().retainAll(partitionedAlike);
        if (new TreeSet<>(alike.values()).size() > 1) {
            problems.add("these topics must have the same number of partitions, or one service's records go to several"
                    + " judges: " + alike);
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return counts;
    }

    private SortedMap<String, Integer> partitionCounts(Collection<String> topics) {
        SortedMap<String, Integer> counts = new TreeMap<>();
        Map<String, KafkaFuture<TopicDescription>> answers =
                admin.describeTopics(topics).topicNameValues();
        answers.forEach((topic, answer) -> {
            int partitions = partitionCount(answer);
            if (partitions > 0) {
                counts.put(topic, partitions);
            }
        });
        return counts;
    }

    /** 0 if there is no such topic. */
    private static int partitionCount(KafkaFuture<TopicDescription> answer) {
        try {
            return answer.get(LONGEST_ANSWER_SECONDS, TimeUnit.SECONDS)
                    .partitions()
                    .size();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UnknownTopicOrPartitionException) {
                return 0;
            }
            throw unreachable(failed);
        } catch (TimeoutException late) {
            throw unreachable(late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw unreachable(interrupted);
        }
    }

    private static ConfigurationException unreachable(Throwable cause) {
        return new ConfigurationException(List.of("the brokers did not say which topics there are: "
                + cause.getMessage() + "; is bootstrap.servers right?"));
    }
}
