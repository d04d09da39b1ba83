/** What recording a request costs the application that does it. */
@NullMarked
package dev.headgate.benchmarks.client;

import org.jspecify.annotations.NullMarked;
