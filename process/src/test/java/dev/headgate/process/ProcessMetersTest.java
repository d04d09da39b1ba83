package dev.headgate.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessMetersTest {

    @Test
    void measuresTheJvmAndWhateverElseIsRegistered() {
        try (ProcessMeters meters = new ProcessMeters()) {
            meters.registry().counter("headgate.kettle.cups").increment();

            assertThat(meters.scrape())
                    .contains("headgate_kettle_cups_total 1.0")
                    .contains("jvm_memory_used_bytes", "jvm_threads_live_threads", "system_cpu_count");
        }
    }

    @Test
    void showsSettingsInTheUnitsOfTheMetersThatTheyAreComparedWith() {
        try (ProcessMeters meters = new ProcessMeters()) {
            meters.setting("tick.interval", Duration.ofMillis(200));
            meters.setting("threads", 4);

            assertThat(meters.scrape())
                    .contains("headgate_setting{key=\"tick.interval\"} 0.2", "headgate_setting{key=\"threads\"} 4.0");
        }
    }

    @Test
    void measuresTheColdStartOnce() {
        try (ProcessMeters meters = new ProcessMeters()) {
            assertThat(meters.scrape()).doesNotContain("headgate_process_cold_start");

            meters.ready();
            double first =
                    meters.registry().get("headgate.process.cold.start").gauge().value();
            meters.ready();

            assertThat(first).isPositive().isLessThan(600);
            assertThat(meters.registry()
                            .get("headgate.process.cold.start")
                            .gauge()
                            .value())
                    .isEqualTo(first);
        }
    }
}
