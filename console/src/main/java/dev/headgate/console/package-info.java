/**
 * The people's side: what the gate and executors say, kept in a read model that the log makes again at any time, and served
 * as an API and a page; commands of people go back signed. It runs nothing and decides nothing.
 */
@NullMarked
package dev.headgate.console;

import org.jspecify.annotations.NullMarked;
