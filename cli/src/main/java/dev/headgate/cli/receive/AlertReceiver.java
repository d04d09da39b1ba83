package dev.headgate.cli.receive;

import dev.headgate.schemas.model.Measurement;
import dev.headgate.schemas.model.Names;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns webhooks into measurements and publishes them. A webhook with the watchdog, an alert that is always raised, says
 * that alerts are being told: it becomes a heartbeat of every service. Thread-safe.
 */
final class AlertReceiver {

    private static final Logger log = LoggerFactory.getLogger(AlertReceiver.class);

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int UNAVAILABLE = 503;

    private final AlertMeasurements mapping;
    private final String watchdog;
    private final Publisher publisher;
    private final InstantSource clock;
    private final Set<String> services = new ConcurrentSkipListSet<>();

    /** Where measurements go. */
    interface Publisher {

        /**
         * Returns when they are safe.
         *
         * @throws KafkaException if they are not
         */
        void publish(List<Measurement> measurements) throws InterruptedException;
    }

    /**
     * What is answered.
     *
     * @param status of HTTP
     * @param sentence what was done, or what was found and what was expected
     */
    record Answer(int status, String sentence) {}

    /**
     * @param services whose alerts may name no service, and whose heartbeats are told from the beginning
     * @param watchdog the name of the alert that is always raised
     */
    AlertReceiver(List<String> services, String watchdog, Publisher publisher, InstantSource clock) {
        mapping = new AlertMeasurements(services);
        this.services.addAll(services);
        this.watchdog = watchdog;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** Takes the body of a webhook. */
    Answer receive(byte[] body) {
        Webhook webhook;
        try {
            webhook = Webhook.read(body);
        } catch (Webhook.Unreadable unusable) {
            log.warn("A webhook cannot be used: {}", unusable.getMessage());
            return new Answer(BAD_REQUEST, String.valueOf(unusable.getMessage()));
        }
        Instant now = clock.instant();
        List<String> problems = new ArrayList<>(webhook.problems());
        List<Measurement> measurements = new ArrayList<>();
        boolean alive = false;
        for (Alert alert : webhook.alerts()) {
            if (alert.name().equals(watchdog)) {
                alive |= alert.firing();
            } else {
                take(alert, now, measurements, problems);
            }
        }
        if (alive) {
            measurements.addAll(heartbeats(now));
        }
        problems.forEach(problem -> log.warn("An alert cannot be used: {}", problem));
        if (measurements.isEmpty() && !problems.isEmpty()) {
            return new Answer(BAD_REQUEST, String.join("; ", problems));
        }
        return published(measurements, "published " + measurements.size() + " measurements" + left(problems));
    }

    /** Tells that whoever tells of alerts is there. */
    Answer heartbeat() {
        List<Measurement> heartbeats = heartbeats(clock.instant());
        return published(heartbeats, "published " + heartbeats.size() + " heartbeats");
    }

    /** Services that it has heard of, or that it is for. */
    Set<String> services() {
        return new TreeSet<>(services);
    }

    private void take(Alert alert, Instant now, List<Measurement> measurements, List<String> problems) {
        List<Measurement> of = mapping.of(alert, now);
        String named = alert.labels().getOrDefault("service", "");
        if (of.isEmpty()) {
            problems.add(Webhook.shown(alert.name()) + " names "
                    + (named.isEmpty()
                            ? "no service in its label service, and --service is not given"
                            : "\"" + Webhook.shown(named) + "\", which cannot be a service's name"));
        }
        if (Names.isName(named)) {
            services.add(named);
        }
        measurements.addAll(of);
    }

    private List<Measurement> heartbeats(Instant now) {
        return services.stream()
                .map(service -> AlertMeasurements.heartbeat(service, now))
                .toList();
    }

    private Answer published(List<Measurement> measurements, String sentence) {
        try {
            publisher.publish(measurements);
            return new Answer(OK, sentence);
        } catch (KafkaException notTaken) {
            log.warn("Kafka does not take {} measurements", measurements.size(), notTaken);
            return new Answer(UNAVAILABLE, "Kafka does not take them: " + notTaken.getMessage() + "; try again");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new Answer(UNAVAILABLE, "stopping; try again");
        }
    }

    private static String left(List<String> problems) {
        return problems.isEmpty() ? "" : ", left out: " + String.join("; ", problems);
    }
}
