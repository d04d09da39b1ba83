/**
 * How often the judge's comparisons would roll back a healthy release, and how soon they find a bad one, by seeded
 * simulation through the real core, beside tests that were built for one look.
 */
@NullMarked
package dev.headgate.benchmarks.statistics;

import org.jspecify.annotations.NullMarked;
