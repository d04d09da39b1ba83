/** Executors that are killed and paused over mixed work: the work, its programs, the disturbances and what is seen of it. */
package dev.headgate.it.harness.disturbed;
