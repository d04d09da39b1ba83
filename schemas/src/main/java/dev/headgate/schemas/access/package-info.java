/** What each part of an installation may do on a cluster that forbids everything else: one list beside the catalogue of topics. */
@NullMarked
package dev.headgate.schemas.access;

import org.jspecify.annotations.NullMarked;
