package dev.headgate.it.console;

import java.util.List;

/**
 * A view of the page, and how one knows that it is drawn.
 *
 * @param name for files
 * @param path its path
 * @param drawn a selector of what is there only when everything has been read
 */
record View(String name, String path, String drawn) {

    /** Every view; rollout and decision as given, since ids are only known where something runs. */
    static List<View> all(String rolloutPath, String decisionPath) {
        return List.of(
                new View("live", "/", "table.fleet"),
                new View("rollout", rolloutPath, "article.rollout .tabs"),
                new View("decisions", "/decisions", "table.decisions"),
                new View("decision", decisionPath, "article.decision"),
                new View("history", "/history", "#over ~ *"),
                new View("start", "/start", "form.start"),
                new View("commands", "/commands", "main table, main .empty"));
    }
}
