package dev.headgate.telemetry;

import dev.headgate.schemas.codec.TelemetryLimits;

/** Which request ids can stand in a record. */
final class RequestIds {

    private RequestIds() {}

    /** 1 to {@value TelemetryLimits#TEXT_LENGTH} characters, none of them half of another: JSON cannot carry those. */
    static boolean isUsable(String requestId) {
        int length = requestId.length();
        if (length < 1 || length > TelemetryLimits.TEXT_LENGTH) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (Character.isSurrogate(requestId.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
