package dev.headgate.cli.backtest;

import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.RequestEventHandler;

/** How a line of a file becomes events. Keeps state from line to line; not thread-safe. */
interface LineFormat {

    /**
     * Reads a line.
     *
     * @param line without its end
     * @throws CodecException if it cannot be used; nothing was handed over then
     */
    void read(byte[] line, RequestEventHandler handler);
}
