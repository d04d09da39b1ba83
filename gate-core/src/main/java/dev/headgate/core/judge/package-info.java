/**
 * Criteria to verdicts: what is observed, whether a claim is true, false or undecided and why, for how long it has been
 * true, and the sentence that says so.
 */
@NullMarked
package dev.headgate.core.judge;

import org.jspecify.annotations.NullMarked;
