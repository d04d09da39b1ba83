package dev.headgate.schemas.model;

/**
 * A criterion that acts when it has come true.
 *
 * @param criterion what is watched for
 * @param response what is done
 * @param severity how urgent it is for people
 */
public record StopLine(Criterion criterion, Response response, Severity severity) {

    /** With an effect that needs no further words. */
    public StopLine(Criterion criterion, Effect effect, Severity severity) {
        this(criterion, Response.of(effect), severity);
    }

    /** What is done, in a word. */
    public Effect effect() {
        return response.effect();
    }
}
