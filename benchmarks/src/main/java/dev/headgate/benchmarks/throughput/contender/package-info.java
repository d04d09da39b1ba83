/** What is measured beside the gate, each as the program of a process of its own. */
@NullMarked
package dev.headgate.benchmarks.throughput.contender;

import org.jspecify.annotations.NullMarked;
