/** Shifts traffic at targets of every kind and reads back what is in force; each kind has a package below this one. */
@NullMarked
package dev.headgate.executor.action.traffic;

import org.jspecify.annotations.NullMarked;
