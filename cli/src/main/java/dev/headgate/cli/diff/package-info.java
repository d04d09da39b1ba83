/** What a change of a policy means, in sentences: stricter or looser, faster or slower, more or fewer people. Pure. */
@NullMarked
package dev.headgate.cli.diff;

import org.jspecify.annotations.NullMarked;
