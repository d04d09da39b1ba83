package dev.headgate.cli.doctor;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A group of consumers.
 *
 * @param id its id
 * @param who what it is, for people: the gate that combines, for example
 * @param needed whether nothing works without it
 * @param members how many there are; empty if there is no such group
 * @param unread what it has still to read, of the partitions that are furthest behind
 */
public record GroupSeen(String id, String who, boolean needed, Optional<Integer> members, List<Unread> unread) {

    /**
     * Records that are there and not read.
     *
     * @param topic of which topic
     * @param partition of which partition
     * @param records how many
     * @param oldest how old the first of them is; empty if there is none that counts
     */
    public record Unread(String topic, int partition, long records, Optional<Duration> oldest) {}

    /** Copies the list. */
    public GroupSeen {
        unread = List.copyOf(unread);
    }
}
