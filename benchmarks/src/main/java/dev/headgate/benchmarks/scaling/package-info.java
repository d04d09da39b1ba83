/** What a large installation needs, reckoned from what was measured. */
@NullMarked
package dev.headgate.benchmarks.scaling;

import org.jspecify.annotations.NullMarked;
