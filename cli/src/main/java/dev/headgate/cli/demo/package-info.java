/**
 * {@code headgate demo}: a release gated in front of one's eyes. What is seen is a pure function of what happened
 * ({@link dev.headgate.cli.demo.DemoState} folds {@link dev.headgate.cli.demo.DemoEvent}s; panel, lines and summary read
 * it); starting processes, reading topics and drawing are thin edges around it.
 */
@NullMarked
package dev.headgate.cli.demo;

import org.jspecify.annotations.NullMarked;
