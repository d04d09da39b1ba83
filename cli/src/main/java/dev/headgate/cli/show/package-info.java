/**
 * Where a rollout stands, for people: what it waits for and until when, who was told, what is ticked, and the command to
 * type next. Pure.
 */
@NullMarked
package dev.headgate.cli.show;

import org.jspecify.annotations.NullMarked;
