/**
 * What happens in a scenario in virtual time, as people write it down: what traffic, measurements, people and the
 * executor do when, and what must be decided by when. All times are since the scenario's beginning. Everything here is
 * immutable.
 */
@NullMarked
package dev.headgate.schemas.model.scenario;

import org.jspecify.annotations.NullMarked;
