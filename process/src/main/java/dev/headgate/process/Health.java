package dev.headgate.process;

/**
 * An answer to a health check.
 *
 * @param well whether all is well
 * @param text what to show, why not if it is not
 */
public record Health(boolean well, String text) {}
