package dev.headgate.console.model;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records that could not be read: counted, and told once for each cause. Thread-safe. */
final class Unreadable {

    private static final Logger log = LoggerFactory.getLogger(Unreadable.class);

    private final AtomicLong count = new AtomicLong();
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    void add(LogRecord record, String cause, String detail) {
        count.incrementAndGet();
        if (told.add(record.topic() + " " + cause)) {
            log.atWarn()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .addKeyValue("cause", cause)
                    .log("A record is not shown, it cannot be read: {}; more of this cause are only counted", detail);
        }
    }

    long count() {
        return count.get();
    }
}
