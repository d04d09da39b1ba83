package dev.headgate.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.local.broker.BrokerOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StackOptionsTest {
    @Test
    void aQuickStackHasShortTimeOutsAndAStockStackItsOwn() {
        assertThat(StackOptions.quick().gate()).containsEntry("session.timeout", "1500ms");
        assertThat(StackOptions.stock().gate()).isEmpty();
        assertThat(StackOptions.stock().broker()).isEqualTo(BrokerOptions.stock());
    }

    @Test
    void takesFurtherSettings() {
        var options = StackOptions.stock()
                .withGate("commit.interval", "50ms")
                .withExecutor("lease", "2s")
                .withRunbooks(Path.of("runbooks"));

        assertThat(options.gate()).containsEntry("commit.interval", "50ms");
        assertThat(options.executor()).containsEntry("lease", "2s");
        assertThat(options.runbooks()).hasValue(Path.of("runbooks").toAbsolutePath());
    }
}
