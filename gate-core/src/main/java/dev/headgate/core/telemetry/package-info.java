/**
 * The windows of one service: rings of slots, running sums that are moved by exact addition and subtraction, and sums
 * over a whole stage. Integers only, so that any order and any partition of the same telemetry gives the same figures.
 */
@NullMarked
package dev.headgate.core.telemetry;

import org.jspecify.annotations.NullMarked;
