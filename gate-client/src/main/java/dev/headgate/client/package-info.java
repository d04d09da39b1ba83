/** What a program uses to command the gate, and to read topics to their end or as they grow. */
@NullMarked
package dev.headgate.client;

import org.jspecify.annotations.NullMarked;
