package dev.headgate.core;

import dev.headgate.schemas.model.InputOffset;
import java.time.Instant;
import java.util.List;

/**
 * An instant of a tick, with what every record made at it has to say.
 *
 * @param now the instant
 * @param judging whether the tick judges; without it nothing that was judged is evidence
 * @param lagging whether nothing could be concluded from silence
 * @param offsets how far each input had been read
 */
record Moment(Instant now, boolean judging, boolean lagging, List<InputOffset> offsets) {}
