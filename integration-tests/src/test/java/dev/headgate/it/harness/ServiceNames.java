package dev.headgate.it.harness;

import dev.headgate.schemas.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;

/** Names of services whose decisions stand in one partition, so that one owner carries them out in turn. */
public final class ServiceNames {

    private ServiceNames() {}

    /** So many names that begin so, all of the partition that the first service's decisions are in. */
    public static List<String> besides(Installation installation, String first, String beginning, int count) {
        int partitions =
                installation.topics().topic(TopicCatalogue.GATE_DECISIONS).partitions();
        return Stream.iterate(1, number -> number + 1)
                .map(number -> beginning + "-" + number)
                .filter(name -> partition(name, partitions) == partition(first, partitions))
                .limit(count)
                .toList();
    }

    private static int partition(String service, int partitions) {
        return Utils.toPositive(Utils.murmur2(service.getBytes(StandardCharsets.UTF_8))) % partitions;
    }
}
