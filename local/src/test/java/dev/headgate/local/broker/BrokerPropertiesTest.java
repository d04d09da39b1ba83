package dev.headgate.local.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BrokerPropertiesTest {
    private final BrokerProperties properties = new BrokerProperties(Path.of("/tmp/data"), 15001, 15002);

    @Test
    void listensOnTheLoopbackOnly() {
        assertThat(properties.render(BrokerOptions.quick()).lines())
                .contains("listeners=PLAINTEXT://127.0.0.1:15001,CONTROLLER://127.0.0.1:15002")
                .contains("auto.create.topics.enable=false");
    }

    @Test
    void optionsGoBeforeTheFixedProperties() {
        assertThat(properties
                        .render(BrokerOptions.stock().with("num.partitions", "7"))
                        .lines())
                .contains("num.partitions=7")
                .doesNotContain("num.partitions=1");
    }
}
