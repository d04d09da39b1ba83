package dev.headgate.cli.receive;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Alertmanager posts to a webhook, version 4 of its JSON.
 *
 * @param alerts those that can be used
 * @param problems what is wrong with the others, each in a sentence
 */
record Webhook(List<Alert> alerts, List<String> problems) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String VERSION = "4";

    /** Copies the lists. */
    Webhook {
        alerts = List.copyOf(alerts);
        problems = List.copyOf(problems);
    }

    /** It is no webhook of Alertmanager; the message says why. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String why) {
            super(why);
        }
    }

    /** @throws Unreadable if the body is none; single alerts that cannot be used are told as problems */
    static Webhook read(byte[] body) throws Unreadable {
        JsonNode document;
        try {
            document = JSON.readTree(body);
        } catch (JacksonException e) {
            throw new Unreadable("not JSON: " + e.getOriginalMessage());
        }
        String version = text(document, "version");
        if (!version.equals(VERSION)) {
            throw new Unreadable(
                    "version: expected \"" + VERSION + "\", Alertmanager's webhook, found \"" + shown(version) + "\"");
        }
        if (!document.path("alerts").isArray()) {
            throw new Unreadable("alerts: expected an array");
        }
        List<Alert> alerts = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        int index = 0;
        for (JsonNode alert : document.path("alerts")) {
            try {
                alerts.add(alert(alert));
            } catch (Unreadable bad) {
                problems.add("alerts[" + index + "]: " + bad.getMessage());
            }
            index++;
        }
        return new Webhook(alerts, problems);
    }

    private static Alert alert(JsonNode alert) throws Unreadable {
        String status = text(alert, "status");
        if (!status.equals("firing") && !status.equals("resolved")) {
            throw new Unreadable("status: expected \"firing\" or \"resolved\", found \"" + shown(status) + "\"");
        }
        boolean firing = status.equals("firing");
        Instant startsAt = instant(alert, "startsAt");
        return new Alert(
                firing,
                labels(alert.path("labels")),
                startsAt,
                firing ? startsAt : instant(alert, "endsAt"),
                text(alert, "fingerprint"));
    }

    private static SortedMap<String, String> labels(JsonNode node) throws Unreadable {
        if (!node.isObject()) {
            throw new Unreadable("labels: expected an object");
        }
        SortedMap<String, String> labels = new TreeMap<>();
        for (var label : node.properties()) {
            if (!label.getValue().isString()) {
                throw new Unreadable("labels." + shown(label.getKey()) + ": expected text");
            }
            labels.put(label.getKey(), label.getValue().stringValue());
        }
        return labels;
    }

    private static Instant instant(JsonNode alert, String field) throws Unreadable {
        String text = text(alert, field);
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException none) {
            throw new Unreadable(
                    field + ": expected a time such as 2026-11-28T12:00:00Z, found \"" + shown(text) + "\"");
        }
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).stringValue("");
    }

    static String shown(String foreign) {
        String cut = foreign.length() > 80 ? foreign.substring(0, 80) + "…" : foreign;
        return cut.replaceAll("\\p{Cntrl}", "?");
    }
}
