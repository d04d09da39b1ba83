/**
 * How records are written and read: JSON for everything that people and other programs meet, a compact binary form for
 * sketches between combiners and judges. Reading checks; whatever bytes come in, the only exception that leaves is
 * {@link dev.headgate.schemas.codec.CodecException}, whose cause word goes into the dead letter.
 */
@NullMarked
package dev.headgate.schemas.codec;

import org.jspecify.annotations.NullMarked;
