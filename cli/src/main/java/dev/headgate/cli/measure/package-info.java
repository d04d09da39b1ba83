/** Figures that are not requests, from a command line or a file. */
@NullMarked
package dev.headgate.cli.measure;

import org.jspecify.annotations.NullMarked;
