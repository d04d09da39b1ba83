package dev.headgate.cli.accesslog;

/**
 * A line of a log.
 *
 * @param text without its end
 * @param offset where it began in its file; 0 if it came over the network
 */
record Line(String text, long offset) {}
