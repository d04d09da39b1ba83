package dev.headgate.processor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransactionLedgerTest {

    @TempDir
    Path directory;

    @Test
    void theNextProcessFindsWhatAKilledOneUsed() throws IOException {
        try (TransactionLedger killed = new TransactionLedger(directory, "combine")) {
            killed.record("combine-1");
            killed.record("combine-2");
        }

        try (TransactionLedger next = new TransactionLedger(directory, "combine")) {
            assertThat(next.leftovers()).containsExactly("combine-1", "combine-2");
        }
    }

    @Test
    void nothingIsLeftOverAfterACleanStop() throws IOException {
        try (TransactionLedger clean = new TransactionLedger(directory, "combine")) {
            clean.record("combine-1");
            clean.clear();
        }

        try (TransactionLedger next = new TransactionLedger(directory, "combine")) {
            assertThat(next.leftovers()).isEmpty();
        }
    }

    /** Brokers that do not answer at the start have not aborted anything, however well the process ends. */
    @Test
    void whatCouldNotBeFencedIsKeptThroughACleanStop() throws IOException {
        try (TransactionLedger killed = new TransactionLedger(directory, "combine")) {
            killed.record("combine-1");
        }

        try (TransactionLedger clean = new TransactionLedger(directory, "combine");
                Admin withoutBroker = Admin.create(Map.of(
                        "bootstrap.servers", "127.0.0.1:1",
                        "request.timeout.ms", 100,
                        "default.api.timeout.ms", 200))) {
            clean.fenceLeftovers(withoutBroker);
            clean.record("combine-2");
            clean.clear();
        }

        try (TransactionLedger next = new TransactionLedger(directory, "combine")) {
            assertThat(next.leftovers()).containsExactly("combine-1");
        }
    }

    @Test
    void aSecondProcessOnTheSameDirectoryIsRefused() throws IOException {
        try (TransactionLedger first = new TransactionLedger(directory, "combine")) {
            assertThat(first.leftovers()).isEmpty();
            assertThatThrownBy(() -> new TransactionLedger(directory, "combine"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is in use by another gate process");
        }
    }

    @Test
    void theTwoApplicationsOfOneProcessShareADirectory() throws IOException {
        try (TransactionLedger combine = new TransactionLedger(directory, "combine");
                TransactionLedger judge = new TransactionLedger(directory, "judge")) {
            combine.record("combine-1");

            assertThat(judge.leftovers()).isEmpty();
        }
    }
}
