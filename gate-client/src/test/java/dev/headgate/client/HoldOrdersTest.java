package dev.headgate.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.ExecutorHold;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HoldOrdersTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 50})
    void eachPartitionHasANameThatBelongsToIt(int partitions) {
        List<String> services = IntStream.range(0, partitions)
                .mapToObj(partition -> HoldOrders.service(partition, partitions))
                .toList();

        assertThat(services).doesNotHaveDuplicates().allMatch(ExecutorHold::isService);
        for (int partition = 0; partition < partitions; partition++) {
            byte[] name = services.get(partition).getBytes(StandardCharsets.UTF_8);
            assertThat(Utils.toPositive(Utils.murmur2(name)) % partitions).isEqualTo(partition);
        }
    }
}
