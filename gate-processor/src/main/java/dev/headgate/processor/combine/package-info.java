/**
 * The first application: adds up what applications tell of their requests, whichever partition it came by, and sends one
 * packed delta per service at each commit. Nothing is kept across commits, so there is nothing to restore.
 */
@NullMarked
package dev.headgate.processor.combine;

import org.jspecify.annotations.NullMarked;
