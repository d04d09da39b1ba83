/**
 * Starts and stops the real parts of Headgate as child processes on this machine: broker, splitter, gate, executor and
 * demo services. The demo, the integration tests and the benchmarks stand on it; nothing in production does.
 * Everything listens on 127.0.0.1 only and lives in one {@link dev.headgate.local.process.RunDirectory}.
 */
@NullMarked
package dev.headgate.local;

import org.jspecify.annotations.NullMarked;
