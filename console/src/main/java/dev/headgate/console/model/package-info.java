/**
 * The read model: what the log says about rollouts, kept in an embedded database for the console's questions. Nothing in it is
 * the truth: the log makes it again at any time, and the same log always makes the same.
 */
@NullMarked
package dev.headgate.console.model;

import org.jspecify.annotations.NullMarked;
