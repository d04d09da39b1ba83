package dev.headgate.executor.notice.channel;

import dev.headgate.executor.notice.Notice;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A notice as JSON; absent values are left out. The fields stand in docs/NOTICES.md. */
final class NoticeJson {

    private NoticeJson() {}

    static ObjectNode of(Notice notice) {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        put(json, "id", notice.id());
        put(json, "event", notice.event());
        notice.kind().ifPresent(kind -> put(json, "decisionKind", kind.wireName()));
        notice.status().ifPresent(status -> put(json, "executionStatus", status.wireName()));
        if (notice.waits()) {
            json.put("waitsForAPerson", true);
        }
        put(json, "severity", notice.severity().wireName());
        put(json, "marking", notice.marking());
        put(json, "environment", notice.environment());
        put(json, "title", notice.title());
        put(json, "reason", notice.reason());
        subject(json, notice.about());
        notice.evidence().ifPresent(evidence -> {
            ObjectNode node = json.putObject("evidence");
            put(node, "line", evidence.line());
            put(node, "observed", evidence.observed());
            put(node, "limit", evidence.limit());
            put(node, "sentence", evidence.sentence());
            evidence.requestIds().forEach(node.putArray("requestIds")::add);
        });
        notice.figures().forEach(json.withArray("/figures")::add);
        notice.recipients().forEach(json.withArray("/recipients")::add);
        notice.work().ifPresent(work -> work(json.putObject("work"), work));
        notice.since().ifPresent(since -> put(json, "sinceBegin", since.toString()));
        notice.link().ifPresent(link -> put(json, "link", link));
        notice.regards().ifPresent(regards -> put(json, "regards", regards));
        put(json, "at", notice.at().toString());
        return json;
    }

    private static void subject(ObjectNode json, Notice.Subject about) {
        put(json, "service", about.service());
        put(json, "rolloutId", about.rollout());
        put(json, "decisionId", about.decision());
        put(json, "correlationId", about.correlationId());
        put(json, "canary", about.canary());
        put(json, "baseline", about.baseline());
        if (about.stage() > 0) {
            json.put("stage", about.stage());
        }
        put(json, "from", about.from());
        put(json, "to", about.to());
    }

    private static void work(ObjectNode json, Notice.Work work) {
        put(json, "runbook", work.runbook());
        put(json, "executor", work.executor());
        if (work.attempt() > 0) {
            json.put("attempt", work.attempt());
        }
        work.took().ifPresent(took -> put(json, "took", took.toString()));
        work.confirmed().ifPresent(weight -> put(json, "confirmedWeight", weight));
        work.failed().ifPresent(failed -> {
            ObjectNode node = json.putObject("failedStep");
            put(node, "name", failed.name());
            failed.exitCode().ifPresent(code -> node.put("exitCode", code));
            put(node, "outputEnd", failed.outputEnd());
        });
        work.results().forEach(json.withArray("/results")::add);
    }

    private static void put(ObjectNode json, String name, String value) {
        if (!value.isEmpty()) {
            json.put(name, value);
        }
    }
}
