package dev.headgate.cli.demo;

import dev.headgate.cli.demo.DemoEvent.Traffic;

/**
 * What the splitter says for itself when the rollout is over.
 *
 * @param first its word at once
 * @param last its word when the service had answered more requests
 */
record Aftermath(Traffic first, Traffic last) {

    /** Requests that reached the canary in between. */
    long canaryRequests() {
        return last.canaryRequests() - first.canaryRequests();
    }

    /** Requests that reached the baseline in between. */
    long baselineRequests() {
        return last.baselineRequests() - first.baselineRequests();
    }
}
