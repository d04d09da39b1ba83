package dev.headgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.console.feed.FeedStatus.State;
import dev.headgate.console.feed.LogFeed;
import dev.headgate.console.fleet.FleetLog;
import dev.headgate.console.fleet.FleetRecord;
import dev.headgate.console.fleet.FleetSettings;
import dev.headgate.console.model.DecisionFilter;
import dev.headgate.console.model.Page;
import dev.headgate.console.model.ReadModel;
import dev.headgate.console.model.RolloutFilter;
import dev.headgate.console.model.Signatures;
import dev.headgate.console.view.DecisionRow;
import dev.headgate.it.harness.Await;
import dev.headgate.local.broker.BrokerOptions;
import dev.headgate.local.broker.LocalBroker;
import dev.headgate.local.process.RunDirectory;
import dev.headgate.schemas.codec.RecordJson;
import dev.headgate.schemas.signing.KeyFiles;
import dev.headgate.schemas.signing.SigningKey;
import dev.headgate.schemas.signing.TrustedKeys;
import dev.headgate.schemas.topics.TopicCatalogue;
import dev.headgate.schemas.topics.TopicCreation;
import dev.headgate.schemas.topics.TopicSizing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** The console's read model on a real log: it is what the log says, whatever became of the broker in between. */
class ConsoleFeedIT {

    private static final TopicCatalogue TOPICS = new TopicCatalogue("it.", TopicSizing.LOCAL);
    private static final RecordJson JSON = new RecordJson();
    private static final Page ALL = Page.first(1000);

    @Test
    void readsGoesOnAfterTheBrokerWasAwayAndRebuildsToTheSame() throws Exception {
        try (RunDirectory run = RunDirectory.create();
                LocalBroker broker = LocalBroker.start(BrokerOptions.quick(), run)) {
            Path keys = run.directory("keys");
            SigningKey gate = SigningKey.load(KeyFiles.create(keys, "gate").privateKey());
            Signatures signatures = new Signatures(Optional.of(TrustedKeys.load(keys)), Optional.empty());
            Properties client = new Properties();
            client.setProperty("bootstrap.servers", broker.bootstrapServers());
            createTopics(client);
            Instant now = Instant.now();
            FleetLog fleet = new FleetLog(FleetSettings.of(21, 12, 3, now)
                    .points(10)
                    .partitions(TOPICS.topic(TopicCatalogue.GATE_DECISIONS).partitions())
                    .signed(gate, gate));
            send(client, fleet.past());

            List<String> afterwards;
            try (ReadModel model = ReadModel.open(run.directory("read-model"), signatures, Instant::now)) {
                try (LogFeed feed = begin(client, model)) {
                    Await.until("the log is read", () -> feed.status().state() == State.CURRENT);
                    assertThat(model.rollouts(RolloutFilter.ALL, ALL).items()).hasSize(12 * 4 + 1);
                    assertThat(model.decisions(DecisionFilter.ALL, ALL).items())
                            .hasSizeGreaterThan(100)
                            .extracting(DecisionRow::signature)
                            .containsOnly("checked");
                    assertThat(model.unreadable()).isZero();

                    broker.kill();
                    Await.until(
                            "it says that the broker is away",
                            () -> feed.status().state() == State.AWAY);
                    assertThat(feed.status().awaySince()).isPresent();
                    assertThat(feed.status().sentence()).contains("the broker does not answer, for");
                    assertThat(model.rollouts(RolloutFilter.ALL, ALL).items()).hasSize(12 * 4 + 1);

                    broker.restart();
                    String service = fleet.services().get(0);
                    send(client, fleet.second(now.plusSeconds(1)));
                    send(client, fleet.rollBack(service, now.plusSeconds(2)));
                    Await.until("the rollback is shown", () -> rolledBack(model, service));
                    Await.until("it is up to date again", () -> feed.status().state() == State.CURRENT);
                    assertThat(feed.status().awaySince()).isEmpty();
                }
                afterwards = shown(model);
            }

            try (ReadModel anew = ReadModel.inMemory(signatures, Instant::now);
                    LogFeed feed = begin(client, anew)) {
                Await.until("the log is read anew", () -> feed.status().state() == State.CURRENT);
                assertThat(shown(anew)).isEqualTo(afterwards);
            }
        }
    }

    private static LogFeed begin(Properties client, ReadModel model) {
        LogFeed feed = new LogFeed(client, TOPICS, model, Instant::now);
        Thread thread = new Thread(feed, "console-feed");
        thread.setDaemon(true);
        thread.start();
        return feed;
    }

    private static boolean rolledBack(ReadModel model, String service) {
        return model.rollouts(RolloutFilter.ALL, ALL).items().stream()
                .filter(row -> row.service().equals(service))
                .findFirst()
                .map(row -> row.phase().equals("rolled-back"))
                .orElse(false);
    }

    private static List<String> shown(ReadModel model) {
        List<String> shown = new ArrayList<>();
        model.rollouts(RolloutFilter.ALL, ALL).items().forEach(row -> {
            shown.add(text(row));
            shown.add(text(model.rollout(row.rolloutId()).orElseThrow()));
            shown.add(text(model.figures(row.rolloutId(), Optional.empty())));
        });
        model.decisions(DecisionFilter.ALL, ALL).items().forEach(row -> shown.add(text(row)));
        return shown;
    }

    private static String text(Object record) {
        return new String(JSON.write(record), StandardCharsets.UTF_8);
    }

    private static void createTopics(Properties client) {
        try (Admin admin = Admin.create(client)) {
            TopicCreation.create(admin, TOPICS);
        }
    }

    private static void send(Properties client, List<FleetRecord> records) throws Exception {
        Map<String, Object> configuration =
                Map.of("bootstrap.servers", client.getProperty("bootstrap.servers"), "acks", "all");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(configuration, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (FleetRecord record : records) {
                Future<?> unused = producer.send(record.to(TOPICS.name(record.topic())));
            }
            producer.flush();
        }
    }
}
