/** What traffic can be shifted at, each with a service of its own, its runbook, and a way to see what is really in force. */
@NullMarked
package dev.headgate.it.targets;

import org.jspecify.annotations.NullMarked;
