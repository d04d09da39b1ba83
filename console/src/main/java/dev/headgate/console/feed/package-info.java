/** Reads the log into the read model, and says how far behind it is. */
@NullMarked
package dev.headgate.console.feed;

import org.jspecify.annotations.NullMarked;
