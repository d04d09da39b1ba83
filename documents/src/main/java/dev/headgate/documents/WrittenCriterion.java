package dev.headgate.documents;

import dev.headgate.schemas.model.Criterion;
import java.util.Optional;

/**
 * A criterion and where its parts were written.
 *
 * @param criterion the criterion
 * @param whole the whole of it
 * @param operator its operator, or its comparison with the baseline
 * @param limit its limit, or the same comparison
 * @param over its own window
 */
record WrittenCriterion(Criterion criterion, Place whole, Place operator, Place limit, Optional<Place> over) {}
