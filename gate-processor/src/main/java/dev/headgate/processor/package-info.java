/**
 * The gate: two stream applications in one process. Start reading at {@link dev.headgate.processor.combine.CombineTopology}
 * and {@link dev.headgate.processor.judge.JudgeTopology}.
 */
@NullMarked
package dev.headgate.processor;

import org.jspecify.annotations.NullMarked;
