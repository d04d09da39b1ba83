package dev.headgate.it.console;

import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.util.List;
import java.util.stream.Collectors;

/** What axe finds wrong with a page, by the rules of WCAG 2.2 up to AA and its best practices. */
final class Accessibility {

    private Accessibility() {}

    /** Each violation with its rule and where it was found; none is as it should be. */
    static List<String> violations(Browser browser) {
        return told(
                browser,
                new AxeBuilder()
                        .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")));
    }

    /** The same of contrasts alone: all else is the same in other colours. */
    static List<String> contrasts(Browser browser) {
        return told(browser, new AxeBuilder().withRules(List.of("color-contrast", "link-in-text-block")));
    }

    private static List<String> told(Browser browser, AxeBuilder rules) {
        return rules.analyze(browser.driver()).getViolations().stream()
                .map(Accessibility::told)
                .toList();
    }

    private static String told(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " at "
                + rule.getNodes().stream().map(CheckedNode::getHtml).limit(3).collect(Collectors.joining(" and "));
    }
}
