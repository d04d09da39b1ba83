/**
 * The only classes that touch production: HAProxy's Runtime API and programs. Each asks for permission immediately
 * before each effect, keeps its time budget and reports what is really in force.
 */
@NullMarked
package dev.headgate.executor.action;

import org.jspecify.annotations.NullMarked;
