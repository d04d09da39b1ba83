/** Dead letters as they were read, and what of them can be replayed. */
@NullMarked
package dev.headgate.cli.deadletters;

import org.jspecify.annotations.NullMarked;
