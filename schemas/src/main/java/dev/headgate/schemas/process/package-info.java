/** What every process of ours does the same way. */
@NullMarked
package dev.headgate.schemas.process;

import org.jspecify.annotations.NullMarked;
