package dev.headgate.console.view;

/**
 * Something that is wrong in a text.
 *
 * @param line its line, from 1; 0 for the whole
 * @param column its column, from 1; 0 for the whole line
 * @param message what was found, what was expected, what to do
 */
public record TextProblem(int line, int column, String message) {}
