package dev.headgate.console.command;

import dev.headgate.schemas.model.ExecutionWord;

/**
 * Keeps executors from beginning advances and runs, or lets them again.
 *
 * @param held whether to hold, or to release
 * @param reason why
 */
public record HoldRequest(boolean held, String reason) {

    private static final String HOLD = "hold";
    private static final String RELEASE = "release";

    /**
     * Reads one from a request's body.
     *
     * @throws UnusableRequest with everything that is wrong with it
     */
    public static HoldRequest read(byte[] body) throws UnusableRequest {
        BodyFields fields = BodyFields.of(body);
        String order = fields.required("order", 100);
        if (!order.isBlank() && !order.equals(HOLD) && !order.equals(RELEASE)) {
            fields.problem("order", "expected hold or release");
        }
        HoldRequest request = new HoldRequest(order.equals(HOLD), fields.required("reason", ExecutionWord.LONGEST));
        fields.finish();
        return request;
    }

    /** Its word for logs and meters. */
    public String kind() {
        return held ? HOLD : RELEASE;
    }
}
