package dev.headgate.cli;

import java.util.Optional;
import org.apache.kafka.common.utils.AppInfoParser;
import picocli.CommandLine.IVersionProvider;

/** The versions that matter when something is reported. */
final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "headgate " + headgate(), "Kafka clients " + AppInfoParser.getVersion(), "Java " + Runtime.version()
        };
    }

    /** The release, as the jar's manifest has it. */
    static String headgate() {
        return Optional.ofNullable(Headgate.class.getPackage().getImplementationVersion())
                .orElse("(built without a jar)");
    }
}
