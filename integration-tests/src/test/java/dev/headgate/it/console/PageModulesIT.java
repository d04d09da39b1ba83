package dev.headgate.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the page's pure modules promise, as claims beside them in JavaScript, examined where they run: in the browser. */
class PageModulesIT {

    private static final String RUN = """
            const [file, done] = arguments;
            import('/claims/' + file + '.claims.js').then(async ({ claims }) => {
              const found = {};
              for (const [name, claim] of Object.entries(claims)) {
                try {
                  await claim();
                  found[name] = '';
                } catch (error) {
                  found[name] = String(error);
                }
              }
              done(found);
            }, (error) => done({ isLoaded: String(error) }));
            """;

    private static PageFiles files;
    private static Browser browser;

    @BeforeAll
    static void openAnEmptyPage() throws Exception {
        browser = Browser.start();
        files = PageFiles.serve();
        browser.open(files.emptyPage());
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
        if (files != null) {
            files.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> format() {
        return claims("format");
    }

    @TestFactory
    Stream<DynamicTest> rows() {
        return claims("rows");
    }

    @TestFactory
    Stream<DynamicTest> lists() {
        return claims("lists");
    }

    @TestFactory
    Stream<DynamicTest> series() {
        return claims("series");
    }

    @TestFactory
    Stream<DynamicTest> router() {
        return claims("router");
    }

    @TestFactory
    Stream<DynamicTest> asked() {
        return claims("asked");
    }

    @TestFactory
    Stream<DynamicTest> changes() {
        return claims("changes");
    }

    @TestFactory
    Stream<DynamicTest> given() {
        return claims("given");
    }

    @TestFactory
    Stream<DynamicTest> runbook() {
        return claims("runbook");
    }

    @TestFactory
    Stream<DynamicTest> score() {
        return claims("score");
    }

    @TestFactory
    Stream<DynamicTest> trust() {
        return claims("trust");
    }

    @TestFactory
    Stream<DynamicTest> clock() {
        return claims("clock");
    }

    @TestFactory
    Stream<DynamicTest> announce() {
        return claims("announce");
    }

    private static Stream<DynamicTest> claims(String file) {
        Map<?, ?> found = (Map<?, ?>) browser.driver().executeAsyncScript(RUN, file);
        assertThat(found).as("claims in " + file).isNotEmpty();
        return found.entrySet().stream()
                .map(claim -> DynamicTest.dynamicTest(
                        String.valueOf(claim.getKey()),
                        () -> assertThat(claim.getValue()).isEqualTo("")));
    }
}
