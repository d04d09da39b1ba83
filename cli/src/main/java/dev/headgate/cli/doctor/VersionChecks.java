package dev.headgate.cli.doctor;

import java.util.Map;

/** What everything runs on. */
final class VersionChecks {
    static final String CHECK = "versions";

    /** Kafka 4.0's: transactions that cannot hang for a lost message, which exactly-once rests on. */
    private static final String TRANSACTIONS = "transaction.version";

    private static final int SAFE_TRANSACTIONS = 2;

    private VersionChecks() {}

    /**
     * Of the cluster and of ourselves.
     *
     * @param features the levels of the cluster's features
     * @param ours what this command is and runs on
     */
    static Finding of(Map<String, Integer> features, String ours) {
        Integer level = features.get("metadata.version");
        String sentence = ours + "; the cluster's metadata.version is " + (level == null ? "not told" : level);
        Integer transactions = features.get(TRANSACTIONS);
        if (level != null && (transactions == null || transactions < SAFE_TRANSACTIONS)) {
            return Finding.doubtful(
                    CHECK,
                    sentence + ", its " + TRANSACTIONS + " " + (transactions == null ? "0" : transactions)
                            + ": a transaction can be left open for ever",
                    "kafka-features.sh --bootstrap-server HOST:PORT upgrade --feature " + TRANSACTIONS + "="
                            + SAFE_TRANSACTIONS + " (Kafka 4.0 and later)");
        }
        return Finding.good(CHECK, sentence);
    }
}
