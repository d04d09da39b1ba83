package dev.headgate.cli.doctor;

import java.time.Duration;
import java.util.Optional;

/**
 * What became of a connection to an address.
 *
 * @param address {@code host:port}
 * @param connectedAfter how long it took; empty if nobody accepted
 * @param problem why not, in a few words; empty if somebody did
 */
public record AddressSeen(String address, Optional<Duration> connectedAfter, String problem) {

    /** Whether somebody accepted. */
    boolean reachable() {
        return connectedAfter.isPresent();
    }
}
