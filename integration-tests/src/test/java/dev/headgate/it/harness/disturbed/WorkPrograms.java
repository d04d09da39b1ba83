package dev.headgate.it.harness.disturbed;

import com.sun.net.httpserver.HttpServer;
import dev.headgate.it.harness.Installation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The programs that decisions have run, and the runbooks that name them. Each program writes down what it does, for whom,
 * in which attempt, and which executor started it.
 */
final class WorkPrograms implements AutoCloseable {

    private static final String ACT = """
            log=$1 step=$2 mode=$3 seconds=$4 ticket=$5
            say() {
              echo "$1 $step $HEADGATE_DECISION_ID $HEADGATE_ATTEMPT $PPID $(date +%s%3N) $ticket" >> "$log"
            }
            say begin
            case "$mode" in
              fail) say failed; exit 1 ;;
              flaky) if [ "$HEADGATE_ATTEMPT" = 1 ]; then say failed; exit 1; fi ;;
              hang) (sleep 15; say outlived) & sleep 15; say outlived ;;
            esac
            sleep "$seconds"
            say end
            echo "{\\"token\\": \\"$ticket\\"}"
            """;

    private static final String VERIFY = """
            grep -qF "end effect $HEADGATE_DECISION_ID " "$1" && exit 0
            grep -qF "begin effect $HEADGATE_DECISION_ID " "$1" && exit 2
            exit 1
            """;

    private final Installation headgate;
    private final EffectLog log;
    private final Path act;
    private final Path verify;
    private final HttpServer probed;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    /** Writes all of them; before an executor starts. */
    WorkPrograms(Installation headgate, EffectLog log) throws IOException {
        this.headgate = headgate;
        this.log = log;
        act = headgate.run().write("act.sh", ACT);
        verify = headgate.run().write("verify.sh", VERIFY);
        probed = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        probed.setExecutor(threads);
        probed.createContext("/effects", exchange -> {
            String ticket = exchange.getRequestURI().getQuery().replace("ticket=", "");
            exchange.sendResponseHeaders(status(ticket), -1);
            exchange.close();
        });
        probed.start();
        write("rerun", "60s", step("effect", "${mode}", "${ticket}", "25s") + "    recovery: rerun\n    tries: 3\n");
        write("back", "60s", step("effect", "${mode}", "${ticket}", "25s") + "    recovery: rerun\n");
        write(
                "ask",
                "60s",
                step("effect", "${mode}", "${ticket}", "25s") + "    recovery: ask\n    answerWithin: 0s\n");
        write(
                "hang",
                "60s",
                step("effect", "${mode}", "${ticket}", "1s") + "    recovery: ask\n    answerWithin: 0s\n");
        write(
                "probed",
                "60s",
                step("effect", "${mode}", "${ticket}", "25s")
                        + """
                    recovery: verify
                    answerWithin: 0s
                    verify:
                      probe:
                        url: http://127.0.0.1:%d/effects
                        query: { ticket: "${ticket}" }
                        expect: { status: "200" }
                        absent: { status: "404" }
                        every: 200ms
                      budget: 4s
                """.formatted(probed.getAddress().getPort()));
        write("verified", "60s", step("effect", "${mode}", "${ticket}", "25s") + """
                    recovery: verify
                    answerWithin: 0s
                    verify:
                      command: { arguments: [ /bin/sh, "%s", "%s" ], inherit: [ PATH ] }
                      budget: 10s
                """.formatted(verify, log.file()));
        write("prepared", "90s", prepared());
    }

    /** A shift at a HAProxy with time enough for a busy machine; instead of the quick one that the installation wrote. */
    void writeShift(String service, String runtimeApiAddress) {
        headgate.run().write("runbooks/shift-" + service + ".yaml", """
                runbook: shift-%1$s
                budget: 60s
                parameters: { canary: version, baseline: version, weight: weight }
                steps:
                  - name: weight
                    haproxy:
                      address: "%2$s"
                      backend: %1$s
                      canaryServer: "${canary}"
                      baselineServer: "${baseline}"
                      weight: "${weight}"
                    budget: 25s
                    recovery: rerun
                """.formatted(service, runtimeApiAddress));
    }

    @Override
    public void close() {
        probed.stop(0);
        threads.shutdownNow();
    }

    private int status(String ticket) {
        return log.hasEnded(ticket) ? 200 : log.hasBegun(ticket) ? 503 : 404;
    }

    private void write(String name, String budget, String steps) {
        headgate.run().write("runbooks/" + name + ".yaml", """
                runbook: %s
                budget: %s
                parameters: { mode: name, time: text, ticket: name }
                steps:
                """.formatted(name, budget) + steps);
    }

    private String step(String name, String mode, String ticket, String budget) {
        return "  - name: " + name + "\n    command: " + command(name, mode, ticket) + "\n    budget: " + budget + "\n";
    }

    private String command(String name, String mode, String ticket) {
        return "{ arguments: [ /bin/sh, \"%s\", \"%s\", %s, \"%s\", \"${time}\", \"%s\" ], inherit: [ PATH ] }"
                .formatted(act, log.file(), name, mode, ticket);
    }

    private String prepared() {
        return step("announce", "fail", "${ticket}", "25s")
                + "    recovery: rerun\n    onFailure: continue\n"
                + step("prepare", "ok", "${ticket}", "25s")
                + "    recovery: rerun\n    outputs: { token: name }\n    undo:\n      command: "
                + command("undo", "ok", "${ticket}")
                + "\n      budget: 25s\n      tries: 3\n"
                + step("effect", "${mode}", "${steps.prepare.token}", "25s")
                + "    recovery: rerun\n    onFailure: compensate\n";
    }
}
