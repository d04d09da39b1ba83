/**
 * What the console's API tells, as records: written as JSON with the components' names, instants and durations as of ISO 8601,
 * vocabularies by the words that stand in the log (also those that this release does not know), and absent values left out.
 */
@NullMarked
package dev.headgate.console.view;

import org.jspecify.annotations.NullMarked;
