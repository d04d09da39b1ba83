/**
 * History judged again: recorded seconds go through the same core as live ones, one gate a policy. What was recorded does
 * not follow the policy's decisions; {@link dev.headgate.core.backtest.Divergence} finds from when on that matters. Pure:
 * reading files and writing reports happen elsewhere.
 */
@NullMarked
package dev.headgate.core.backtest;

import org.jspecify.annotations.NullMarked;
