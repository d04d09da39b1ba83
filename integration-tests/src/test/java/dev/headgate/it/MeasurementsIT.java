package dev.headgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.it.harness.Await;
import dev.headgate.it.harness.Behaviour;
import dev.headgate.it.harness.CommandLine;
import dev.headgate.it.harness.CommandLine.Ended;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.RealParts;
import dev.headgate.it.harness.Release;
import dev.headgate.it.harness.Traffic;
import dev.headgate.local.process.ChildCommand;
import dev.headgate.local.process.ChildProcess;
import dev.headgate.local.process.FreePorts;
import dev.headgate.local.process.ReadyCondition;
import dev.headgate.schemas.codec.DeadLetterCause;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Figures that are no requests, from a command line and from a real Alertmanager, decide about rollouts. */
class MeasurementsIT {

    private static final String TOKEN = "3f9c1d7be2a84c05b6d1e9a7c4f20813";

    @RegisterExtension
    static final Installation HEADGATE = new Installation();

    private static Release.Site site;
    private static Traffic traffic;
    private static CommandLine headgate;

    @BeforeAll
    static void startGateAndExecutor() throws Exception {
        site = new Release.Site(HEADGATE, "2.0", "1.0");
        for (String service : List.of("gauged", "alerted", "watched")) {
            site.divideTraffic(service);
        }
        HEADGATE.gate("all").start();
        HEADGATE.executor("one").start();
        site.readers();
        traffic = HEADGATE.traffic();
        headgate = new CommandLine(
                HEADGATE.run(),
                Map.of(
                        "HEADGATE_BOOTSTRAP_SERVERS", HEADGATE.bootstrapServers(),
                        "HEADGATE_TOPIC_PREFIX", HEADGATE.topics().prefix()));
    }

    @Test
    void aGaugeOverItsLimitRollsTheReleaseBack() throws Exception {
        Release release = released("gauged", """
                stop: [ gauge db.pool.utilisation > 80% -> rollback critical ]
                stages:
                  - { weight: 10%, hold: 5m .. 1h, advance: [ errorRate < 1% ] }
                  - { weight: 100%, watch: 2s }
                """);
        Ended well = headgate.run("measure", "gauge", "db.pool.utilisation", "0.42", "--service", "gauged");
        release.awaitEvaluation(
                "the gauge is judged and well",
                evaluation -> evaluation.verdicts().stream()
                        .anyMatch(verdict -> verdict.criterion().contains("db.pool.utilisation")
                                && verdict.judgement() == Judgement.PASS));

        Ended over = headgate.run("measure", "gauge", "db.pool.utilisation", "0.93", "--service", "gauged");
        Decision rollback = release.awaitDecision(DecisionKind.ROLLBACK);

        assertThat(well.code()).as(well.err()).isZero();
        assertThat(over.out()).isEqualTo("sent 1 measurement\n");
        assertThat(rollback.decidingCriterion().orElseThrow()).contains("gauge db.pool.utilisation > 80%");
        release.awaitPhase(Phase.ROLLED_BACK);
        assertThat(release.shareInForce()).isZero();
    }

    @Test
    void whatCannotBeUsedIsSetAsideWithItsCause() {
        HEADGATE.operator()
                .send(
                        TopicCatalogue.TELEMETRY_MEASUREMENTS,
                        Optional.empty(),
                        "shop",
                        ("{\"schema\":1,\"kind\":\"probe\",\"service\":\"shop\",\"name\":\"health\","
                                        + "\"measuredAtMillis\":" + System.currentTimeMillis() + ",\"value\":7}")
                                .getBytes(StandardCharsets.UTF_8),
                        (value, headers) -> {});

        assertThat(site.awaitDeadLetter(DeadLetterCause.INVALID_VALUE, TopicCatalogue.TELEMETRY_MEASUREMENTS)
                        .detail())
                .contains("expected 1 for a probe that succeeded or 0 for one that failed, found 7.0");
    }

    @Test
    void anAlertOfAlertmanagerRollsBackAndWithoutItsHeartbeatNothingIsPromoted() throws Exception {
        Path program = RealParts.require("prometheus-alertmanager", "prometheus-alertmanager");
        String receiver = startReceiver("alerted", "watched");
        String alertmanager = startAlertmanager(program, receiver);
        Release alerted = released("alerted", """
                stop: [ alert critical -> rollback critical ]
                stages:
                  - { weight: 10%, hold: 5m .. 1h, advance: [ errorRate < 1% ] }
                  - { weight: 100%, watch: 2s }
                """);
        Release watched = released("watched", """
                stages:
                  - { weight: 10%, hold: 2s .. 1h, advance: [ no alert critical ] }
                  - { weight: 100%, watch: 2s }
                """);
        watched.awaitEvaluation(
                "nobody has told yet whether there are alerts",
                evaluation -> evaluation.verdicts().stream()
                        .anyMatch(verdict -> verdict.criterion().contains("no alert critical")
                                && verdict.judgement() == Judgement.UNDECIDED));

        post(alertmanager, "[" + alert("HighErrorRate", "critical", ",\"service\":\"alerted\"") + "]");
        Decision rollback = alerted.awaitDecision(DecisionKind.ROLLBACK);
        List<String> movesWithoutHeartbeat = watched.moves();
        post(alertmanager, "[" + alert("Watchdog", "none", "") + "]");
        watched.awaitDecision(DecisionKind.COMPLETE);

        assertThat(rollback.decidingCriterion().orElseThrow()).contains("alert critical");
        assertThat(movesWithoutHeartbeat).containsExactly("promote 0% 10%");
        assertThat(watched.moves()).containsExactly("promote 0% 10%", "promote 10% 100%", "complete 100% 100%");
    }

    private static Release released(String service, String rest) {
        traffic.behave(service, "1.0", Behaviour.HEALTHY);
        traffic.behave(service, "2.0", Behaviour.HEALTHY);
        String policy = """
                policy: it-%1$s
                window: 5s
                minRequests: 20
                runbooks: { shift: shift-%1$s, rollback: shift-%1$s }
                """.formatted(service) + rest;
        Release release = site.start(HEADGATE.operator(), service, service + "-1", policy);
        release.awaitWeight(10.0);
        return release;
    }

    /** Where it receives. */
    private static String startReceiver(String... services) throws Exception {
        Path token = Files.writeString(HEADGATE.run().path().resolve("token.txt"), TOKEN + "\n");
        int port = FreePorts.next();
        ChildProcess receiver = headgate.start(
                "receiver",
                List.of(),
                "receive",
                "alertmanager",
                "--port",
                Integer.toString(port),
                "--token-file",
                token.toString(),
                "--service",
                services[0],
                "--service",
                services[1]);
        receiver.awaitReady(ReadyCondition.logLine("receiving at http"), Await.LONG);
        return "http://127.0.0.1:" + port + "/alertmanager";
    }

    private static String startAlertmanager(Path program, String receiver) throws Exception {
        int port = FreePorts.next();
        Path configuration = HEADGATE.run().write("alertmanager.yml", """
                route: { receiver: headgate, group_by: [ alertname ], group_wait: 0s, group_interval: 1s, repeat_interval: 1m }
                receivers:
                  - name: headgate
                    webhook_configs:
                      - url: %s
                        http_config: { authorization: { type: Bearer, credentials: %s } }
                """.formatted(receiver, TOKEN));
        ChildProcess alertmanager = HEADGATE.start(ChildCommand.of(
                "alertmanager",
                program.toString(),
                "--config.file=" + configuration,
                "--storage.path=" + HEADGATE.run().directory("alertmanager"),
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address="));
        alertmanager.awaitReady(ReadyCondition.portOpen(port), Await.LONG);
        return "http://127.0.0.1:" + port;
    }

    private static String alert(String name, String severity, String more) {
        return "{\"labels\":{\"alertname\":\"" + name + "\",\"severity\":\"" + severity + "\"" + more
                + "},\"startsAt\":\"" + Instant.now() + "\"}";
    }

    private static void post(String alertmanager, String alerts) throws Exception {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(alertmanager + "/api/v2/alerts"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(alerts))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }
}
