/** Records that cannot be used, and how they are set aside with why and where from. */
@NullMarked
package dev.headgate.processor.deadletter;

import org.jspecify.annotations.NullMarked;
