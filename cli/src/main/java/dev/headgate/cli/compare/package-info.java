/**
 * Where a shadow and its rollout differ: their decisions side by side, as a table and as JSON.
 */
@NullMarked
package dev.headgate.cli.compare;

import org.jspecify.annotations.NullMarked;
