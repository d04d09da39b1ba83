/** The one latency sketch that is used everywhere: HdrHistogram in a fixed configuration. */
@NullMarked
package dev.headgate.schemas.sketch;

import org.jspecify.annotations.NullMarked;
