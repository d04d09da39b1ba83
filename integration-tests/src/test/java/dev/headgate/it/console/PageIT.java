package dev.headgate.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.it.harness.Await;
import dev.headgate.it.harness.Behaviour;
import dev.headgate.it.harness.BrokerKind;
import dev.headgate.it.harness.Console;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.Policies;
import dev.headgate.it.harness.Release;
import dev.headgate.it.harness.Traffic;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.PauseRollout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** People steer and watch real rollouts on the page, in a real browser: broker, gate, executor, HAProxy and console run. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PageIT {

    private static final String STEERED = "steered";
    private static final String WATCHED = "watched";
    private static final String KEPT = "kept";
    private static final String CANARY = "2.4.1";
    private static final String BASELINE = "2.4.0";

    @RegisterExtension
    static final Installation HEADGATE = new Installation(BrokerKind.CHILD_PROCESS, "page.");

    private static Release.Site site;
    private static Traffic traffic;
    private static Console console;
    private static Browser browser;

    @BeforeAll
    static void openTheConsole() throws Exception {
        browser = Browser.start();
        site = new Release.Site(HEADGATE, CANARY, BASELINE);
        site.divideTraffic(STEERED);
        site.divideTraffic(WATCHED);
        console = Console.start(HEADGATE.run(), HEADGATE.keys(), HEADGATE.topics(), HEADGATE.bootstrapServers(), 0);
        HEADGATE.executor("one").start();
        HEADGATE.gate("all").start();
        site.readers();
        traffic = HEADGATE.traffic();
        for (String service : List.of(STEERED, WATCHED, KEPT)) {
            traffic.behave(service, BASELINE, Behaviour.HEALTHY);
            traffic.behave(service, CANARY, Behaviour.HEALTHY);
        }
        // One that stays, so that there is always something to look at.
        site.start(HEADGATE.operator(), KEPT, "kept-1", Policies.staying(KEPT, "observe"));
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

    @Test
    @Order(1)
    void aRolloutIsStartedWatchedApprovedAndRolledBackByHand() {
        browser.open(console.page("/start"));
        browser.await("form.start");
        type("service", STEERED);
        type("canary", CANARY);
        type("baseline", BASELINE);
        type("policy", asksBeforeHalf());
        type("reason", "release of November");
        click("form.start button[type=button]");
        browser.awaitText("#explained", "What this policy does");
        click("form.start button[type=submit]");
        browser.awaitText("main [role=status]", "taken");
        click("main [role=status] a");

        browser.awaitText(".title .weight", "10 %");
        browser.awaitText(".track .current", "10 %");
        browser.awaitText("#figures ~ .charts", "canary");

        browser.awaitText(".note.stands", "approval of release-managers");
        click("button[aria-label^='Approve']");
        confirm("seen the figures");
        browser.awaitText(".title .weight", "50 %");

        browser.awaitText(".panel", "Not acknowledged");
        click(".panel button[aria-label^='Acknowledge'], .panel button:not([aria-label])");
        confirm("it is Sunday");
        Await.until(
                "the notice to be acknowledged",
                Await.LONG,
                () -> !browser.text(".panel").contains("Not acknowledged"));

        click(".commands button.danger");
        confirm("a customer has called");
        browser.awaitText(".note.stands", "rolled back");
        assertThat(site.shareInForce(STEERED)).isZero();
        assertThat(browser.text("#decisions ~ *")).contains("promote", "roll back", "a customer has called");
        assertThat(browser.text("#executions ~ *")).contains("succeeded", "shift-" + STEERED);
    }

    @Test
    @Order(2)
    void aRollbackIsSeenWhileOneLooksAndSaidAtOnce() {
        Release watched = site.start(HEADGATE.operator(), WATCHED, "watched-1", Policies.staying(WATCHED, "enforce"));
        browser.open(console.page("/"));
        watched.awaitWeight(10);
        browser.awaitText("table.fleet", WATCHED);

        traffic.behave(WATCHED, CANARY, Behaviour.ERRORS);

        Decision rollback = watched.awaitDecision(DecisionKind.ROLLBACK);
        browser.awaitTitle("rolled back");
        browser.awaitText(".ended", rollback.reason());
        // What only screen readers see has no text of its own in a browser's eyes.
        assertThat(browser.driver().findElement(By.id("assertive")).getDomProperty("textContent"))
                .contains(WATCHED, "roll back", rollback.reason());
    }

    @Test
    @Order(3)
    void aDialogOfWhatHasChangedSinceSendsNothing() {
        browser.open(console.page("/rollouts/kept-1"));
        browser.awaitText(".title", "observing");
        command("Advance");
        browser.await("dialog[open] input[name=reason]").sendKeys("looks well");

        HEADGATE.operator()
                .send(new PauseRollout(
                        new CommandHeader("pause-kept", "kept-1", KEPT, "kept-1", "bob", Instant.now(), "lunch")));

        browser.awaitText("dialog[open] .changed", "it was observing, and is paused");
        WebElement send = browser.driver().findElement(By.cssSelector("dialog[open] button[type=submit]"));
        assertThat(send.isEnabled()).isFalse();
        browser.press(Keys.ENTER);
        assertThat(browser.text("dialog[open]")).contains("Not sent").doesNotContain("taken");
        browser.press(Keys.ESCAPE);

        command("Resume");
        confirm("lunch is over");
        browser.awaitText(".title", "observing");
        assertThat(browser.text("#decisions ~ *")).doesNotContain("looks well");
    }

    @Test
    @Order(4)
    void everythingIsReachedWithTheKeyboardAlone() {
        browser.open(console.page("/"));
        browser.await("main h1");
        browser.press(Keys.TAB);
        assertThat(browser.focused()).contains("Skip to the content");
        browser.press(Keys.ENTER);

        browser.press("/");
        assertThat(browser.focused()).contains("Filter");
        browser.press("nothing fits", Keys.ESCAPE);
        assertThat(browser.focused()).doesNotContain("Filter");

        browser.press("?");
        browser.awaitText("dialog[open] h2", "Keys");
        browser.press(Keys.ESCAPE);
        browser.awaitText("main h1", "Live rollouts");

        browser.press("g", "d");
        browser.awaitText("table.decisions", "roll back");
        assertThat(browser.focused()).contains("Decisions");
        browser.press("j", "j", "k", Keys.ENTER);
        browser.awaitText("article.decision h2", "Verdicts at that instant");

        assertThat(browser.tabTo("Copy the link", 40)).isTrue();
    }

    @Test
    @Order(5)
    void aDecisionHasALinkForGood() {
        Decision rollback = site.awaitDecision(WATCHED, DecisionKind.ROLLBACK);

        browser.open(console.page("/decisions/" + rollback.decisionId()));

        browser.awaitText("article.decision", rollback.reason());
        assertThat(browser.text("article.decision"))
                .contains("signature checked", rollback.decidingCriterion().orElseThrow());
    }

    @Test
    @Order(6)
    void aForgedCommandIsShownAsWhatItIs() {
        HEADGATE.operator()
                .send(
                        new PauseRollout(
                                new CommandHeader("forged", "kept-1", KEPT, "kept-1", "bob", Instant.now(), "")),
                        (value, headers) -> HEADGATE.operatorKey().sign(new byte[0], headers));

        Await.until("the forged command to have been read", () -> {
            browser.open(console.page("/commands"));
            browser.await("main table");
            return browser.text("main table tbody tr").contains("signature wrong: it may be of somebody else");
        });

        assertThat(browser.text("main table tbody tr")).contains("none: no key that is trusted here has signed it");
    }

    @Test
    @Order(7)
    void everyViewIsAccessibleAndFitsItsWindowInLightAndDark() {
        String rollout = "/rollouts/watched-1";
        String decision = "/decisions/"
                + site.awaitDecision(WATCHED, DecisionKind.ROLLBACK).decisionId();
        List<String> wrong = new ArrayList<>();
        for (View view : View.all(rollout, decision)) {
            browser.open(console.page(view.path()));
            for (Look look : Look.ALL) {
                browser.look(look);
                browser.await(view.drawn());
                String where = view.name() + " " + look + ": ";
                (look.colours() == Look.Colours.LIGHT
                                ? Accessibility.violations(browser)
                                : Accessibility.contrasts(browser))
                        .forEach(found -> wrong.add(where + found));
                if (browser.overflow() > 0) {
                    wrong.add(where + "the page scrolls sideways by " + browser.overflow() + " px");
                }
            }
        }
        browser.complaints().forEach(wrong::add);

        assertThat(wrong).isEmpty();
    }

    private static String asksBeforeHalf() {
        return """
                policy: it-steered
                mode: enforce
                window: 5s
                minRequests: 20
                runbooks:
                  shift: shift-steered
                  rollback: shift-steered
                escalation:
                  P2: { answer: 1h, levels: on-call }
                stop:
                  - errorRate > 10%  -> rollback critical
                  - throughput < 100000/s for 1s -> notify P2
                stages:
                  - weight: 10%
                    hold: 1s .. 10m
                    advance: [ errorRate <= 1% ]
                    exit: [ approval of release-managers ]
                  - weight: 50%
                    hold: 5m .. 10m
                    advance: [ errorRate <= 1% ]
                  - weight: 100%
                    watch: 2s
                """;
    }

    /** Sets a field at once: typing a policy key by key takes longer than the rollout. */
    private static void type(String field, String text) {
        WebElement element = browser.await("form.start [name=" + field + "]");
        browser.driver()
                .executeScript(
                        "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input', { bubbles: true }))",
                        element,
                        text);
    }

    private static void click(String selector) {
        browser.await(selector).click();
    }

    private static void command(String name) {
        browser.await(".commands button");
        browser.driver().findElements(By.cssSelector(".commands button")).stream()
                .filter(button -> button.getText().equals(name))
                .findFirst()
                .orElseThrow()
                .click();
    }

    private static void confirm(String reason) {
        browser.await("dialog[open] input[name=reason]").sendKeys(reason);
        click("dialog[open] button[type=submit]");
        browser.awaitText("dialog[open]", "taken");
        browser.press(Keys.ENTER);
    }
}
