package dev.headgate.schemas.codec;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Says what Jackson found wrong in the words of dead letters. */
final class ReadProblem {

    /** How Jackson speaks of what is absent or null; it has no type of its own for that. */
    private static final List<String> ABSENT =
            List.of("Missing required creator property", "Null value for creator property", "Cannot map `null`");

    private ReadProblem() {}

    static CodecException of(JacksonException exception) {
        if (exception.getCause() instanceof CodecException known) {
            return new CodecException(known.cause(), path(exception) + known.detail(), exception);
        }
        return new CodecException(cause(exception), path(exception) + firstLine(exception), exception);
    }

    private static String cause(JacksonException exception) {
        if (exception instanceof ValueInstantiationException || exception instanceof InputCoercionException) {
            return DeadLetterCause.INVALID_VALUE;
        }
        if (exception instanceof MismatchedInputException) {
            return ABSENT.stream().anyMatch(exception.getOriginalMessage()::contains)
                    ? DeadLetterCause.MISSING_FIELD
                    : DeadLetterCause.WRONG_TYPE;
        }
        return exception instanceof DatabindException ? DeadLetterCause.INVALID_VALUE : DeadLetterCause.NOT_JSON;
    }

    private static String path(JacksonException exception) {
        String path = exception.getPath().stream()
                .map(step -> step.getPropertyName() == null ? "[" + step.getIndex() + "]" : step.getPropertyName())
                .collect(Collectors.joining("."))
                .replace(".[", "[");
        return path.isEmpty() ? "" : path + ": ";
    }

    private static String firstLine(JacksonException exception) {
        String message = exception.getOriginalMessage();
        return message == null
                ? exception.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
