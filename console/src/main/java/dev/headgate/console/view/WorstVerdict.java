package dev.headgate.console.view;

/**
 * The verdict that speaks most against going on.
 *
 * @param judgement the judgement's word
 * @param cause the word of why it is undecided; {@code none} otherwise
 * @param criterion the line as the policy has it
 * @param list the word of the list it stands in
 * @param sentence why, in a sentence
 */
public record WorstVerdict(String judgement, String cause, String criterion, String list, String sentence) {}
