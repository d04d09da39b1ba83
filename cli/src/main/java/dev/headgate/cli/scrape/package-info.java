/** Figures from pages of Prometheus' text format, as measurements. */
@NullMarked
package dev.headgate.cli.scrape;

import org.jspecify.annotations.NullMarked;
