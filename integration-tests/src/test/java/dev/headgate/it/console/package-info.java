/** The console's page in a real browser: Debian's chromium, driven by Selenium. */
@NullMarked
package dev.headgate.it.console;

import org.jspecify.annotations.NullMarked;
