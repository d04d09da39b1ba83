/**
 * Scenarios as people write them, run in virtual time: weeks of a rollout take seconds. Where nothing happens telemetry
 * comes in coarser parts and the gate judges less often; around everything that happens it judges each second. The same
 * scenario always ends in the same way.
 */
@NullMarked
package dev.headgate.core.scenario.planned;

import org.jspecify.annotations.NullMarked;
