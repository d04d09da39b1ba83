/**
 * A recorded rollout decided again from what the judge was given, and compared with what it decided then: the recording in
 * topics or in a file, the comparison, and how it is told.
 */
@NullMarked
package dev.headgate.cli.replay;

import org.jspecify.annotations.NullMarked;
