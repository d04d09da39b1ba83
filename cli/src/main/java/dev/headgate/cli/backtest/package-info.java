/**
 * {@code headgate backtest}: recorded events out of files ({@link dev.headgate.cli.backtest.Recording}), judged in a
 * second thread ({@link dev.headgate.cli.backtest.Judging}) by the core, told as a table, as JSON or as one HTML file.
 */
@NullMarked
package dev.headgate.cli.backtest;

import org.jspecify.annotations.NullMarked;
