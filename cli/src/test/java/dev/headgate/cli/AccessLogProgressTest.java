package dev.headgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.cli.accesslog.Tally;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class AccessLogProgressTest {

    @Test
    void itEndsWithWhatBecameOfAllLinesSaidOnce() {
        StringWriter err = new StringWriter();
        AccessLogProgress progress = new AccessLogProgress(new PrintWriter(err), false, new Tally());

        progress.tell("following access.log");
        progress.close();
        progress.close();

        assertThat(err.toString().lines()).containsExactly("following access.log", "0 requests published");
    }
}
