/**
 * A small service in two versions with a load on it, and the whole stack around it: what {@code headgate demo} shows and
 * the integration tests gate.
 */
@NullMarked
package dev.headgate.local.demo;

import org.jspecify.annotations.NullMarked;
