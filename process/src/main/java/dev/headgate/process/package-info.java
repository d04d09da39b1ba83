/**
 * What every Headgate process that stays does the same way, whatever its work is: it reads its command line and
 * settings, says what is wrong with them, serves metrics and health, tells that it is ready, and stops in order. Start
 * reading at {@link dev.headgate.process.Program}.
 */
@NullMarked
package dev.headgate.process;

import org.jspecify.annotations.NullMarked;
