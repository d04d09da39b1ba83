/**
 * What a person sees: colours, tables that line up, figures with their units, a region of the screen that is drawn anew.
 * Everything but {@link dev.headgate.cli.terminal.Screen} is a pure function of its arguments.
 */
@NullMarked
package dev.headgate.cli.terminal;

import org.jspecify.annotations.NullMarked;
