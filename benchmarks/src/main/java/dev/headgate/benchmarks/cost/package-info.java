/** What one evaluation costs. */
@NullMarked
package dev.headgate.benchmarks.cost;

import org.jspecify.annotations.NullMarked;
