package dev.headgate.cli.backtest;

import dev.headgate.schemas.codec.RequestEventHandler;
import dev.headgate.schemas.codec.RequestEventReader;

/** Our own request events, one or a batch a line. */
final class JsonLines implements LineFormat {

    private final RequestEventReader reader = new RequestEventReader();

    @Override
    public void read(byte[] line, RequestEventHandler handler) {
        reader.read(line, handler);
    }
}
