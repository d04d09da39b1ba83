/** What shapes the console: read once at start, every problem at once; docs/CONFIGURATION.md has the table. */
@NullMarked
package dev.headgate.console.settings;

import org.jspecify.annotations.NullMarked;
