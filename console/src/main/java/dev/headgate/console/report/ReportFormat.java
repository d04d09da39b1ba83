package dev.headgate.console.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a report is written. */
public enum ReportFormat {
    /** One page that needs nothing else: no script, no other file, no other host. */
    HTML("text/html; charset=utf-8"),
    /** Markdown with tables, as GitHub and GitLab show it. */
    MARKDOWN("text/markdown; charset=utf-8"),
    /** For programs. */
    JSON("application/json");

    private final String mediaType;

    ReportFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /** Its media type. */
    public String mediaType() {
        return mediaType;
    }

    /** Its word. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format of a word; empty if there is none. */
    public static Optional<ReportFormat> of(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word().equals(word))
                .findFirst();
    }

    /** All words. */
    public static List<String> words() {
        return Arrays.stream(values()).map(ReportFormat::word).toList();
    }
}
