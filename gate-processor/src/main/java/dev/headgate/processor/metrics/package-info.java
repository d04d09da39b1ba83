/** The applications' meters in Micrometer; docs/METRICS.md says what each means and when to alert. */
@NullMarked
package dev.headgate.processor.metrics;

import org.jspecify.annotations.NullMarked;
