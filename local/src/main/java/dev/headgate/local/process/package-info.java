/**
 * Child processes that cannot be forgotten: a {@link dev.headgate.local.process.RunDirectory} owns the processes started
 * in it and the files they write, and all of them go when it is closed, when the JVM ends, and when the JVM is killed.
 */
@NullMarked
package dev.headgate.local.process;

import org.jspecify.annotations.NullMarked;
