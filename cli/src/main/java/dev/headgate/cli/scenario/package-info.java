/** Scenarios in virtual time, as {@code headgate scenario} and the tests run them. */
@NullMarked
package dev.headgate.cli.scenario;

import org.jspecify.annotations.NullMarked;
