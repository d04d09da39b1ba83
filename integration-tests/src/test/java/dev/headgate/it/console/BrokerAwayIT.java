package dev.headgate.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.it.harness.Console;
import dev.headgate.it.harness.TestKeys;
import dev.headgate.local.broker.BrokerOptions;
import dev.headgate.local.broker.LocalBroker;
import dev.headgate.local.process.FreePorts;
import dev.headgate.local.process.RunDirectory;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.Weight;
import dev.headgate.schemas.topics.TopicCatalogue;
import dev.headgate.schemas.topics.TopicCreation;
import dev.headgate.schemas.topics.TopicSizing;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.openqa.selenium.By;

/** The page says when the broker or the console is away, and goes on by itself when they are back. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BrokerAwayIT {

    private static final TopicCatalogue TOPICS = new TopicCatalogue("away.", TopicSizing.LOCAL);

    private static RunDirectory run;
    private static LocalBroker broker;
    private static Console console;
    private static Browser browser;

    @BeforeAll
    static void openTheConsole() throws Exception {
        browser = Browser.start();
        run = RunDirectory.create();
        broker = LocalBroker.start(BrokerOptions.quick(), run);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            TopicCreation.create(admin, TOPICS);
        }
        write("shop");
        TestKeys keys = TestKeys.create(run.path().resolve("keys"));
        console = Console.start(run, keys, TOPICS, broker.bootstrapServers(), FreePorts.next());
        browser.look(Look.ALL.get(0));
        browser.open(console.link());
        browser.awaitText("table.fleet", "shop");
    }

    @AfterAll
    static void endAll() {
        if (browser != null) {
            browser.close();
        }
        if (run != null) {
            run.close();
        }
    }

    @Test
    @Order(1)
    void aBrokerThatIsAwayIsSaidAndGoesOnWhenItIsBack() throws Exception {
        broker.kill();
        browser.awaitText("#banners", "The broker does not answer");
        assertThat(browser.text("table.fleet")).contains("shop");

        broker.restart();
        write("cart");

        browser.awaitText("table.fleet", "cart");
        browser.awaitText("#link", "live");
        assertThat(browser.text("#banners")).doesNotContain("broker");
    }

    @Test
    @Order(2)
    void aConsoleThatIsAwayIsSaidAndNothingCanBeCommanded() throws Exception {
        browser.driver().findElement(By.linkText("shop")).click();
        browser.await("article.rollout");

        console.kill();

        browser.awaitText("#banners", "The connection to the console is lost");
        browser.awaitText(".commands", "the connection to the console is lost");
        assertThat(browser.driver().findElements(By.cssSelector(".commands button[aria-disabled=false]")))
                .isEmpty();

        console.startAgain();

        // Sessions do not outlive the console: whoever looks is asked to sign in anew.
        browser.awaitText("main", "Sign in");
    }

    private static void write(String service) throws Exception {
        Instant now = Instant.now();
        byte[] state = new JsonCodec()
                .write(new RolloutState(
                        service + "-1",
                        service,
                        1,
                        "c-1",
                        "careful",
                        "0".repeat(64),
                        Mode.ENFORCE,
                        "2",
                        "1",
                        Phase.OBSERVING,
                        0,
                        3,
                        new Weight(10),
                        Optional.of(new Weight(10)),
                        Optional.of(now),
                        now,
                        now,
                        1,
                        "10 % confirmed"));
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(TOPICS.name(TopicCatalogue.GATE_ROLLOUTS), service, state))
                    .get();
        }
    }
}
