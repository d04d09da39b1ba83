/**
 * From a decision's call to actions: runbooks as files on the executor's side, their typed parameters checked, their
 * placeholders replaced by whole values.
 */
@NullMarked
package dev.headgate.executor.runbook;

import org.jspecify.annotations.NullMarked;
