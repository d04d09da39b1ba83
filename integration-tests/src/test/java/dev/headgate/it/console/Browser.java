package dev.headgate.it.console;

import dev.headgate.it.harness.Await;
import dev.headgate.it.harness.RealParts;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Debian's chromium without a window of its own. Not thread-safe. */
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Await.LONG;
    private static final int HEIGHT = 900;

    /** Once two frames have been drawn, what was asked for before is on the screen. */
    private static final String DRAWN = """
            const [done] = arguments;
            requestAnimationFrame(() => requestAnimationFrame(() => done()));
            """;

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** A new one with a profile of its own; where chromium or its driver is absent, no test. */
    static Browser start() {
        Path chromium = RealParts.require("chromium", "chromium");
        Path chromedriver = RealParts.require("chromedriver", "chromium-driver");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        // No sandbox: tests run as root in containers, and only pages of their own are opened.
        options.addArguments(
                "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--hide-scrollbars");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, java.util.logging.Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        ChromeDriver driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(chromedriver.toFile())
                        .build(),
                options);
        driver.manage().timeouts().scriptTimeout(PATIENCE);
        return new Browser(driver);
    }

    /** What drives it. */
    ChromeDriver driver() {
        return driver;
    }

    /** Looks at pages so from now on. */
    void look(Look look) {
        window(look, HEIGHT);
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "media",
                        "",
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", look.scheme()))));
    }

    /** Looks at pages as they are printed on A4, whatever colours the system asks for, until it looks at them anew. */
    void onPaper() {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 718, "height", 1_046, "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("media", "print", "features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
    }

    private void window(Look look, long height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", look.width(), "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Goes to an address. */
    void open(URI address) {
        driver.get(address.toString());
    }

    /** Waits until what the selector names is there and seen, and gives the first of it. */
    WebElement await(String selector) {
        Await.until(selector + " to be seen at " + driver.getCurrentUrl(), PATIENCE, () -> seen(selector));
        return driver.findElement(By.cssSelector(selector));
    }

    /** Waits until what the selector names holds that text. */
    void awaitText(String selector, String text) {
        Await.until(
                "\"%s\" in %s, found \"%s\"".formatted(text, selector, text(selector)),
                PATIENCE,
                () -> text(selector).contains(text));
    }

    /** Waits until the window's title holds that text. */
    void awaitTitle(String text) {
        Await.until(
                "\"" + text + "\" in the title",
                PATIENCE,
                () -> driver.getTitle().contains(text));
    }

    /** All text of what the selector names, with plain spaces; empty if it is not there. */
    String text(String selector) {
        try {
            return driver.findElements(By.cssSelector(selector)).stream()
                    .map(WebElement::getText)
                    .collect(Collectors.joining("\n"))
                    .replace('\u00a0', ' ');
        } catch (StaleElementReferenceException changed) {
            return text(selector);
        }
    }

    /** Presses keys wherever the focus is. */
    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** Presses the tabulator until the focus is on what holds that text, at most so often; tells whether it is. */
    boolean tabTo(String text, int atMost) {
        for (int pressed = 0; pressed < atMost; pressed++) {
            press(Keys.TAB);
            if (focused().contains(text)) {
                return true;
            }
        }
        return false;
    }

    /** Text or name of what has the focus; empty if nothing has. */
    String focused() {
        WebElement element = driver.switchTo().activeElement();
        if (element.getTagName().equals("body")) {
            return "";
        }
        return (element.getText() + " " + element.getAccessibleName()).replace('\u00a0', ' ');
    }

    /** The whole page as PNG, as in a window that is high enough for it: what is out of sight is not drawn. */
    byte[] screenshot(Look look) {
        long height = ((Number) driver.executeScript("return document.documentElement.scrollHeight")).longValue();
        window(look, Math.max(height, HEIGHT));
        driver.executeAsyncScript(DRAWN);
        byte[] picture = captured();
        window(look, HEIGHT);
        return picture;
    }

    /** The first of what the selector names, at most so many pixels of it, in a window of the usual height. */
    byte[] screenshot(Look look, String selector, int atMost) {
        window(look, HEIGHT + atMost);
        driver.executeAsyncScript(DRAWN);
        Map<?, ?> box = (Map<?, ?>) driver.executeScript(
                "const { x, y, width, height } = document.querySelector(arguments[0]).getBoundingClientRect();"
                        + " const left = Math.max(0, x - 12);"
                        + " return { x: left, y: y + scrollY - (x > 0 ? 4 : 0), width: Math.min(width + 24, innerWidth - left), height };",
                selector);
        double height = Math.min(atMost, ((Number) box.get("height")).doubleValue());
        Object data = driver.executeCdpCommand(
                        "Page.captureScreenshot",
                        Map.of(
                                "format",
                                "png",
                                "captureBeyondViewport",
                                true,
                                "clip",
                                Map.of(
                                        "x", box.get("x"),
                                        "y", box.get("y"),
                                        "width", box.get("width"),
                                        "height", height,
                                        "scale", 1)))
                .get("data");
        window(look, HEIGHT);
        return Base64.getDecoder().decode(String.valueOf(data));
    }

    private byte[] captured() {
        Object data = driver.executeCdpCommand(
                        "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true))
                .get("data");
        return Base64.getDecoder().decode(String.valueOf(data));
    }

    /** How many pixels the page is wider than its window: more than none means that it scrolls sideways. */
    long overflow() {
        return ((Number) driver.executeScript(
                        "return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .longValue();
    }

    /** What the page has complained about since the last time: errors of scripts, refused styles, failed requests. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= java.util.logging.Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }

    private boolean seen(String selector) {
        try {
            return driver.findElements(By.cssSelector(selector)).stream().anyMatch(WebElement::isDisplayed);
        } catch (StaleElementReferenceException changed) {
            return false;
        }
    }
}
