/**
 * Commands of people: a request is read with all that is wrong with it, becomes one signed command whatever the network does,
 * and is answered with what the gate says. Start reading at {@link dev.headgate.console.command.CommandDesk}.
 */
@NullMarked
package dev.headgate.console.command;

import org.jspecify.annotations.NullMarked;
