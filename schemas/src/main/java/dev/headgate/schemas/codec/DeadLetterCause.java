package dev.headgate.schemas.codec;

/** The words that say why a record could not be used. The vocabulary grows; readers must expect others. */
public final class DeadLetterCause {

    /** The value is not JSON. */
    public static final String NOT_JSON = "not-json";

    /** The value is not a binary sketch message. */
    public static final String NOT_A_SKETCH = "not-a-sketch";

    /** The value is not OpenTelemetry's protobuf or JSON. */
    public static final String NOT_OTLP = "not-otlp";

    /** Something required is absent. */
    public static final String MISSING_FIELD = "missing-field";

    /** A field holds another type than it should, for example text where a number belongs. */
    public static final String WRONG_TYPE = "wrong-type";

    /** A field's value is out of its range or form. */
    public static final String INVALID_VALUE = "invalid-value";

    /** The document says that it is something else. */
    public static final String UNKNOWN_KIND = "unknown-kind";

    /** The document was written in a later form than this release can read. */
    public static final String UNSUPPORTED_SCHEMA = "unsupported-schema";

    /** The value is larger than allowed. */
    public static final String TOO_LARGE = "too-large";

    /** A batch holds more events than allowed. */
    public static final String TOO_MANY_EVENTS = "too-many-events";

    /** The event time is further ahead of the clock than allowed. */
    public static final String FUTURE = "future";

    /** A line that is not of the access log's form. */
    public static final String NOT_A_LOG_LINE = "not-a-log-line";

    /** A record that must be signed is not. */
    public static final String UNSIGNED = "unsigned";

    /** A signature that does not fit the value. */
    public static final String FORGED = "forged";

    /** A signature by a key that is not trusted. */
    public static final String UNKNOWN_KEY = "unknown-key";

    /** A record in another partition than its key belongs to. */
    public static final String WRONG_PARTITION = "wrong-partition";

    /** A record that the judge cannot take in: doing so fails. */
    public static final String UNJUDGEABLE = "unjudgeable";

    /** A decision or execution of which a channel could not be told. */
    public static final String UNDELIVERABLE = "undeliverable";

    private DeadLetterCause() {}
}
