/** What executors did, as people read it. */
@NullMarked
package dev.headgate.cli.executions;

import org.jspecify.annotations.NullMarked;
