package dev.headgate.schemas.model;

/** The ids of shadows: a second policy judged beside a rollout has that rollout's id with an ending. */
public final class ShadowId {

    /** What a shadow's id ends with. */
    public static final String ENDING = ".shadow";

    private ShadowId() {}

    /** The id of the shadow beside a rollout. */
    public static String of(String rolloutId) {
        return rolloutId + ENDING;
    }

    /** Whether this is the id of a shadow. */
    public static boolean isShadow(String rolloutId) {
        return rolloutId.endsWith(ENDING);
    }

    /** The rollout beside which a shadow stands; of any other rollout its own id. */
    public static String rolloutOf(String id) {
        return isShadow(id) ? id.substring(0, id.length() - ENDING.length()) : id;
    }
}
