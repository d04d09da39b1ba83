package dev.headgate.cli.doctor;

import dev.headgate.cli.doctor.Finding.Level;

/** What it means that a topic's setting is not the catalogue's. */
final class Settings {
    private Settings() {}

    /** More time and more room than the catalogue asks for do no harm. */
    static Level level(String setting, String expected, String actual) {
        return switch (setting) {
            case "retention.ms" ->
                expected.equals(actual) || actual.equals("-1") || atLeast(actual, expected)
                        ? Level.GOOD
                        : Level.DOUBTFUL;
            case "max.message.bytes" -> atLeast(actual, expected) ? Level.GOOD : Level.WRONG;
            case "min.insync.replicas" -> atLeast(actual, expected) ? Level.GOOD : Level.DOUBTFUL;
            default -> expected.equals(actual) ? Level.GOOD : Level.WRONG;
        };
    }

    /** What comes of it. */
    static String consequence(String setting) {
        return switch (setting) {
            case "cleanup.policy" -> "state is lost, or never cleaned up";
            case "retention.ms" -> "what is needed later for replay, audit and reports is deleted earlier";
            case "max.message.bytes" -> "large batches and decisions are refused";
            case "message.timestamp.type" -> "producers' clocks decide how old decisions and telemetry are";
            case "min.insync.replicas" -> "what was acknowledged may be lost with one broker";
            default -> "not as the catalogue wants it";
        };
    }

    private static boolean atLeast(String actual, String expected) {
        try {
            return Long.parseLong(actual) >= Long.parseLong(expected);
        } catch (NumberFormatException noNumber) {
            return false;
        }
    }
}
