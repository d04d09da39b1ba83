/** A first policy for a service, drafted from how it behaves: limits from its usual figures, times from its traffic. */
@NullMarked
package dev.headgate.cli.init;

import org.jspecify.annotations.NullMarked;
