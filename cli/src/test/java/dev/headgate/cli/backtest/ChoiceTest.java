package dev.headgate.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ChoiceTest {

    @Test
    void measurementsOfTheServiceAreCountedAsLeftOutAndAreNoRequests() {
        Choice choice = new Choice(
                new VersionRule(Optional.empty(), OptionalLong.empty(), "", "", new VersionNames()),
                Optional.of("shop"));

        choice.leaveOut("shop", 3);
        choice.leaveOut("cart", 5);
        choice.leaveOut("shop", 4);

        assertThat(choice.measurements()).isEqualTo(7);
        assertThat(choice.events()).isZero();
        assertThat(choice.otherServices()).isZero();
    }
}
