/**
 * What an executor guarantees, a class each: its claim in a sentence, and a pure function that finds in the evidence of a
 * run whatever contradicts it. {@code GuaranteesTest} shows of each that it can fail.
 */
package dev.headgate.it.harness.guarantees;
