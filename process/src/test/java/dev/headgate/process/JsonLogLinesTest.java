package dev.headgate.process;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonLogLinesTest {

    private static final String CONFIGURATION = """
            <configuration>
              <include resource="dev/headgate/process/logback-json.xml"/>
              <root level="INFO"><appender-ref ref="standard-output"/></root>
            </configuration>
            """;

    @Test
    void aLineIsOneJsonObjectWithItsMessageAndEachOfItsKeys() throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            JoranConfigurator joran = new JoranConfigurator();
            joran.setContext(context);
            joran.doConfigure(new ByteArrayInputStream(CONFIGURATION.getBytes(StandardCharsets.UTF_8)));
            context.getLogger("dev.headgate.test")
                    .atInfo()
                    .addKeyValue("correlationId", "c-1")
                    .addKeyValue("service", "shop")
                    .log("step {} begins", "\"one\"");
        } finally {
            context.stop();
            System.setOut(before);
        }

        String line = out.toString(StandardCharsets.UTF_8);
        assertThat(line.strip().lines()).hasSize(1);
        assertThat(line.strip()).startsWith("{").endsWith("}");
        assertThat(line)
                .contains("\"correlationId\":\"c-1\"")
                .contains("\"service\":\"shop\"")
                .contains("\"level\":\"INFO\"")
                .contains("step \\\"one\\\" begins");
    }
}
