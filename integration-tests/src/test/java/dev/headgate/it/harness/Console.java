package dev.headgate.it.harness;

import dev.headgate.local.process.ChildCommand;
import dev.headgate.local.process.ChildProcess;
import dev.headgate.local.process.ReadyCondition;
import dev.headgate.local.process.RunDirectory;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/** A console in a process of its own. It can be killed and started again on the same port. */
public final class Console {

    private static final String MAIN = "dev.headgate.console.ConsoleMain";
    private static final String OPEN = "headgate console open (\\S+)";

    private final RunDirectory run;
    private final String configuration;
    private final ChildProcess process;

    private Console(RunDirectory run, String configuration) {
        this.run = run;
        this.configuration = configuration;
        this.process = run.start(ChildCommand.java(
                "console", ChildJvm.CLASS_PATH, MAIN, ChildJvm.OPTIONS, List.of("--config", configuration)));
    }

    /** Starts one that gives commands with the operator's key, and waits until it can be opened. */
    public static Console start(RunDirectory run, TestKeys keys, TopicCatalogue topics, String brokers, int port)
            throws InterruptedException {
        Console console = new Console(
                run,
                run.write("console.yaml", """
                        bootstrap.servers: %s
                        topic.prefix: %s
                        http.port: %d
                        signing.key: %s
                        trusted.keys: %s
                        """.formatted(
                                        brokers, topics.prefix(), port, keys.operatorFile(), keys.trustedByExecutor()))
                        .toString());
        console.awaitReady();
        return console;
    }

    /** The link that was printed: it opens the console once. */
    public URI link() {
        return URI.create(process.log()
                .find(Pattern.compile(OPEN))
                .orElseThrow(() -> new IllegalStateException("no link was printed. " + process.lastWords()))
                .group(1));
    }

    /** A page of it. */
    public URI page(String path) {
        return link().resolve(path);
    }

    /** SIGKILL. */
    public void kill() {
        process.kill();
    }

    /** Starts it again as it was; the link is another. */
    public Console startAgain() throws InterruptedException {
        Console again = new Console(run, configuration);
        again.awaitReady();
        return again;
    }

    private void awaitReady() throws InterruptedException {
        process.awaitReady(ReadyCondition.logLine(OPEN), Await.LONG);
    }
}
