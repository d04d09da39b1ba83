package dev.headgate.cli.provision;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Kafka's words as others spell them. */
public final class Words {

    private Words() {}

    /** {@code DescribeConfigs} for {@code DESCRIBE_CONFIGS}. */
    public static String capitalized(Enum<?> constant) {
        return Arrays.stream(constant.name().split("_", -1))
                .map(part -> part.charAt(0) + part.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}
