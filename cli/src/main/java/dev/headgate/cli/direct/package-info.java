/** A rollback that an operator decides while the gate is dead: the decision as the executor takes it. Pure. */
@NullMarked
package dev.headgate.cli.direct;

import org.jspecify.annotations.NullMarked;
