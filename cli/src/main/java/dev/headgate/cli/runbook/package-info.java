/** Runbooks explained, shown and rehearsed. */
@NullMarked
package dev.headgate.cli.runbook;

import org.jspecify.annotations.NullMarked;
