package dev.headgate.console.command;

/**
 * Asks for a session.
 *
 * @param token what lets in
 */
public record SignInRequest(String token) {

    private static final int LONGEST_TOKEN = 1_000;

    /**
     * Reads one from a request's body.
     *
     * @throws UnusableRequest with everything that is wrong with it
     */
    public static SignInRequest read(byte[] body) throws UnusableRequest {
        BodyFields fields = BodyFields.of(body);
        String token = fields.required("token", LONGEST_TOKEN);
        fields.finish();
        return new SignInRequest(token);
    }

    @Override
    public String toString() {
        return "a sign-in";
    }
}
