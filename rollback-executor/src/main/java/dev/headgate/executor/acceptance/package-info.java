/**
 * Whether a decision may be carried out, as a pure function of the decision, what was accepted before it, the
 * runbooks at hand and the time: no Kafka, no clock, no file.
 */
@NullMarked
package dev.headgate.executor.acceptance;

import org.jspecify.annotations.NullMarked;
