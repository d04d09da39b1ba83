/** Every topic in one place: name, key, value, partitions, retention and clean-up, and what creates them from it. */
@NullMarked
package dev.headgate.schemas.topics;

import org.jspecify.annotations.NullMarked;
