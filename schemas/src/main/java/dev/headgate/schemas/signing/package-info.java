/**
 * Ed25519 signatures over the exact value bytes of decisions and commands, carried in record headers and checked before
 * anything is parsed: whoever can only produce to a topic still cannot promote.
 */
@NullMarked
package dev.headgate.schemas.signing;

import org.jspecify.annotations.NullMarked;
