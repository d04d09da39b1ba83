/**
 * {@code headgate rollout watch}: a live view of one rollout. What is seen is a pure function of what was read
 * ({@link dev.headgate.cli.watch.WatchState}), the instant and the terminal's size.
 */
@NullMarked
package dev.headgate.cli.watch;

import org.jspecify.annotations.NullMarked;
