package dev.headgate.documents;

import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Response;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.StopLine;

/** A stop line and where its criterion was written. */
record WrittenStopLine(WrittenCriterion criterion, Response response, Severity severity) {

    StopLine line() {
        return new StopLine(criterion.criterion(), response, severity);
    }

    Effect effect() {
        return response.effect();
    }
}
