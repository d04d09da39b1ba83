/** The gate as a process: starts the applications, watches over them, and stops them in order. */
@NullMarked
package dev.headgate.processor.process;

import org.jspecify.annotations.NullMarked;
