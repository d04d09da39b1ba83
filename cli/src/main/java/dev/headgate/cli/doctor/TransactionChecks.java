package dev.headgate.cli.doctor;

import dev.headgate.cli.terminal.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whether transactions are open for longer than ours ever are: gate and executors see nothing behind them. */
final class TransactionChecks {
    static final String CHECK = "transactions";

    /** Ours are open for milliseconds, after a kill for seconds. */
    private static final Duration LONG = Duration.ofSeconds(10);

    private TransactionChecks() {}

    /** Of all that are open. */
    static List<Finding> of(List<TransactionSeen> open) {
        List<Finding> findings = new ArrayList<>();
        open.stream()
                .filter(transaction -> transaction.age().compareTo(LONG) >= 0)
                .map(TransactionChecks::hung)
                .forEach(findings::add);
        if (findings.isEmpty()) {
            findings.add(Finding.good(CHECK, "none hangs, none is open for longer than " + LONG.toSeconds() + " s"));
        }
        return findings;
    }

    private static Finding hung(TransactionSeen open) {
        String where = open.topic() + "/" + open.partition();
        String what = "a transaction of " + open.transactionalId().orElse("producer " + open.producerId())
                + " has been open in " + where + " for " + Figures.elapsed(open.age()) + ": " + open.heldBack()
                + (open.heldBack() == 1 ? " record" : " records") + " behind its beginning cannot be read";
        String abort = "kafka-transactions.sh --bootstrap-server HOST:PORT abort --topic " + open.topic()
                + " --partition " + open.partition() + " --start-offset " + open.startOffset();
        if (open.transactionalId().isEmpty()) {
            return Finding.wrong(
                    CHECK, what + ", and no coordinator knows of it", "Nobody ends it by itself: " + abort);
        }
        return Finding.wrong(
                CHECK,
                what,
                "Stop or mend its owner; "
                        + open.timeout()
                                .map(timeout -> "the broker aborts it " + Figures.elapsed(timeout)
                                        + " after its beginning, or at once: ")
                                .orElse("or at once: ")
                        + abort);
    }
}
