/** What makes shells complete headgate's words, made of the commands themselves. */
@NullMarked
package dev.headgate.cli.completion;

import org.jspecify.annotations.NullMarked;
