/**
 * The gate: two applications in one process. Start reading at {@link dev.headgate.processor.combine.CombineLoop}
 * and {@link dev.headgate.processor.judge.JudgeTopology}.
 */
@NullMarked
package dev.headgate.processor;

import org.jspecify.annotations.NullMarked;
