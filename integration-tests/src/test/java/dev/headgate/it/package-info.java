/** What Headgate guarantees, on real parts and while they are killed. */
@NullMarked
package dev.headgate.it;

import org.jspecify.annotations.NullMarked;
