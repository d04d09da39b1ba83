package dev.headgate.documents.explain;

import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Response;

/** What is done when something has failed, in words that follow "it" or a line. */
final class ResponseWords {
    private ResponseWords() {}

    /** {@code rolls back}, {@code asks release-manager and waits 10m, else rolls back}. */
    static String of(Response response) {
        return switch (response.effect()) {
            case ROLLBACK ->
                "rolls back"
                        + response.runbook()
                                .map(name -> " with the runbook " + name)
                                .orElse("");
            case ASK ->
                "asks " + response.whom().orElse("somebody")
                        + response.within()
                                .map(time -> ", waits " + Words.time(time) + " for a yes")
                                .orElse("")
                        + ", else " + (response.otherwise() == Effect.HOLD ? "stays" : of(response.otherwise()));
            case MITIGATE ->
                "runs " + response.runbook().orElse("a runbook")
                        + " and undoes it when the line has been clear for as long";
            case NOTIFY -> "tells " + response.whom().orElse("people");
            case HOLD, STEP_BACK, UNKNOWN -> of(response.effect());
        };
    }

    /** An effect that says no more. */
    static String of(Effect effect) {
        return switch (effect) {
            case NOTIFY -> "tells people";
            case HOLD -> "keeps it from advancing for as long as it lasts";
            case STEP_BACK -> "steps back to the stage before";
            case ROLLBACK -> "rolls back";
            case MITIGATE -> "runs a runbook";
            case ASK -> "asks somebody";
            case UNKNOWN -> "does what this release does not know, which is nothing";
        };
    }

    /** What a stage's failure does: there holding means staying. */
    static String ofFailure(Response response) {
        return response.effect() == Effect.HOLD ? "stays at its weight and tells people" : of(response);
    }
}
