/**
 * The gate of one service as a pure function of its inputs and of instants that are given to it: no clock, no Kafka, no
 * JSON. {@link dev.headgate.core.ServiceGate} takes ticks and gives decisions; everything else in this module serves it.
 */
@NullMarked
package dev.headgate.core;

import org.jspecify.annotations.NullMarked;
