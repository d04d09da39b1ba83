/**
 * What happened, told once and for all: reports of a rollout and of a service's week or month as JSON, Markdown and a page that
 * needs nothing else, and badges. Pure but for {@code Reports}, which asks the read model; the same facts always give the same
 * bytes.
 */
@NullMarked
package dev.headgate.console.report;

import org.jspecify.annotations.NullMarked;
