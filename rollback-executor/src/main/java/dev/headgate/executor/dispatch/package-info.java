/**
 * The executor's order of work for one partition as a pure state machine: arrivals and outcomes go in; what to write
 * and which effect to begin come out. Time comes in as a value.
 */
@NullMarked
package dev.headgate.executor.dispatch;

import org.jspecify.annotations.NullMarked;
