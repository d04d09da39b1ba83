/** Shifts traffic between servers of HAProxy backends, through its Runtime API. */
@NullMarked
package dev.headgate.executor.action.traffic.haproxy;

import org.jspecify.annotations.NullMarked;
