/** A policy's explanation as it stands on a terminal. */
@NullMarked
package dev.headgate.cli.explain;

import org.jspecify.annotations.NullMarked;
