/**
 * Something that splits traffic between two versions by weight: HAProxy where it is installed, else a small proxy of our
 * own that speaks the part of HAProxy's Runtime API that a client needs to move traffic and to see that it moved.
 */
@NullMarked
package dev.headgate.local.proxy;

import org.jspecify.annotations.NullMarked;
