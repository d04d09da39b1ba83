package dev.headgate.schemas.model;

/** A word of a vocabulary as it stands in JSON; vocabularies grow, so readers must expect words they do not know. */
public interface WireName {

    /** The word as written in JSON, lower case with hyphens, for example {@code step-back}. */
    String wireName();
}
