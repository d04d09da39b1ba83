/** How rollouts of a month ended and how long things took, from what the log says. Pure. */
@NullMarked
package dev.headgate.console.months;

import org.jspecify.annotations.NullMarked;
