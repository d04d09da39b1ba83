/**
 * What the executor has promised and done, one entry per decision, each entry complete in itself so that a compacted
 * topic keeps all that a successor needs.
 */
@NullMarked
package dev.headgate.executor.journal;

import org.jspecify.annotations.NullMarked;
