package dev.headgate.schemas.model;

/** Which figure of a gauge's window is looked at. */
public enum GaugeReading implements WireName {
    /** The latest value. */
    LAST("last"),
    /** The mean over the window, each value counting for as long as it was the latest. */
    MEAN("mean"),
    /** The smallest value. */
    MINIMUM("min"),
    /** The largest value. */
    MAXIMUM("max");

    private final String wireName;

    GaugeReading(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
