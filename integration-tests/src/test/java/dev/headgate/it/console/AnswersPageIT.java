package dev.headgate.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.it.harness.Await;
import dev.headgate.it.harness.BrokerKind;
import dev.headgate.it.harness.Console;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.Release;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.ExecutionWord;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** What a runbook asks is answered on the page, in a real browser: broker, executor and console run. */
class AnswersPageIT {

    private static final String ASKS = """
            runbook: asks
            budget: 2h
            steps:
              - { name: replica, confirm: { question: Is the replica caught up? }, budget: 1h }
              - { name: switch, command: { arguments: [ /bin/true ] }, recovery: rerun, budget: 60s }
            """;

    @RegisterExtension
    static final Installation HEADGATE = new Installation(BrokerKind.CHILD_PROCESS, "answers.");

    private static Release.Site site;
    private static Console console;
    private static Browser browser;

    @BeforeAll
    static void openTheConsole() throws Exception {
        browser = Browser.start();
        site = new Release.Site(HEADGATE, "2.4.1", "2.4.0");
        HEADGATE.run().write("runbooks/asks.yaml", ASKS);
        site.readers();
        HEADGATE.executor("one").trustingOperators().start();
        console = Console.start(HEADGATE.run(), HEADGATE.keys(), HEADGATE.topics(), HEADGATE.bootstrapServers(), 0);
        browser.look(Look.ALL.get(0));
        browser.open(console.link());
        browser.awaitText("#link", "live");
    }

    @AfterAll
    static void closeTheBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    /** From the fleet to the answer with the keyboard; what somebody else answers meanwhile is not answered twice; a hold keeps back. */
    @Test
    void anExecutionThatAsksIsAnsweredOnThePageByTheFirstWhoDoes() {
        Decision migrates = decide("shop");
        browser.awaitText("table.fleet", "Is the replica caught up?");
        browser.awaitText("table.fleet .stands", "a runbook asks");
        browser.awaitText("#banners", "An executor waits for a person");
        browser.awaitTitle("a runbook asks");

        browser.open(console.page("/rollouts/shop-1"));
        browser.awaitText(".ask", "Answer no: it has failed");
        assertThat(browser.tabTo("Answer yes: Is the replica caught up?", 60)).isTrue();
        browser.press(Keys.ENTER);
        browser.awaitText("dialog[open] h2", "Answer yes: Is the replica caught up?");
        browser.press("it is 2 s behind", Keys.ENTER);
        browser.awaitText("dialog[open]", "taken");
        assertThat(browser.text("dialog[open]")).contains("it is 2 s behind");
        browser.press(Keys.ENTER);

        Execution done = outcome(migrates);
        assertThat(done.status()).as(done.reason()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(done.steps().get(0).output()).contains("yes, said", "it is 2 s behind");
        browser.awaitText("#executions ~ *", "succeeded");
        Await.until(
                "nothing to be asked", Await.LONG, () -> browser.text(".ask").isEmpty());

        Decision mails = decide("mail");
        browser.open(console.page("/commands"));
        order("Hold executors", "a freeze");
        browser.awaitText("#banners", "Executors are held");
        browser.open(console.page("/rollouts/mail-1"));
        browser.await(".ask button[aria-label^='Answer yes'][aria-disabled=true]");
        browser.open(console.page("/commands"));
        order("Release executors", "it is over");
        Await.until(
                "the hold to end", Await.LONG, () -> !browser.text("#banners").contains("held"));

        browser.open(console.page("/decisions/" + mails.decisionId()));
        browser.await(".ask button[aria-label^='Answer no']").click();
        browser.await("dialog[open] input[name=reason]").sendKeys("it is broken");
        somebodyElseSaysYes(mails);
        browser.awaitText("dialog[open]", "has moved on");
        assertThat(browser.driver()
                        .findElement(By.cssSelector("dialog[open] button[type=submit]"))
                        .isEnabled())
                .isFalse();
        assertThat(outcome(mails).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(browser.complaints()).isEmpty();
    }

    private static void order(String name, String reason) {
        Await.until(name, Await.LONG, () -> browser.text(".note .buttons").contains(name));
        browser.await(".note .buttons button").click();
        browser.await("dialog[open] input[name=reason]").sendKeys(reason);
        browser.press(Keys.ENTER);
        browser.awaitText("dialog[open]", "taken");
        browser.press(Keys.ENTER);
    }

    private static Decision decide(String service) {
        Decision decision = site.decision(service, service + "-1", 1, DecisionKind.RUN, 1, 0, 0, "asks");
        HEADGATE.operator().decide(decision);
        Await.until(
                "a question of " + service,
                Await.LONG,
                () -> executions(decision).stream().anyMatch(Execution::waitsForAPerson));
        return decision;
    }

    private static void somebodyElseSaysYes(Decision about) {
        Execution asking = executions(about).stream()
                .filter(Execution::waitsForAPerson)
                .findFirst()
                .orElseThrow();
        ExecutionWord word = new ExecutionWord(
                ExecutionWord.Says.YES,
                about.decisionId(),
                1,
                asking.question().map(question -> question.step()),
                asking.question().map(question -> question.askedAt()),
                "bob",
                "I have looked");
        HEADGATE.operator()
                .send(
                        TopicCatalogue.GATE_DECISIONS,
                        Optional.empty(),
                        about.service(),
                        new JsonCodec()
                                .write(word.decision(about, UUID.randomUUID().toString(), Instant.now())),
                        HEADGATE.operatorKey()::sign);
    }

    private static Execution outcome(Decision decision) {
        Await.until(
                "the outcome of " + decision.decisionId(),
                Await.LONG,
                () -> executions(decision).stream()
                        .anyMatch(execution -> execution.finishedAt().isPresent()));
        return executions(decision).stream()
                .filter(execution -> execution.finishedAt().isPresent())
                .findFirst()
                .orElseThrow();
    }

    private static List<Execution> executions(Decision decision) {
        return site.executions(decision.rolloutId()).stream()
                .filter(execution -> execution.decisionId().equals(decision.decisionId()))
                .toList();
    }
}
