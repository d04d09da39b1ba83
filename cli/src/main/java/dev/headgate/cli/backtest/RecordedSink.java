package dev.headgate.cli.backtest;

import dev.headgate.schemas.model.RequestEvent;
import dev.headgate.schemas.model.SeriesSecond;

/** Takes recorded telemetry of one service. */
interface RecordedSink {

    /** Takes a request. */
    void event(RequestEvent event);

    /** Takes requests of one series and second that were combined already; not changed afterwards. */
    void part(String service, SeriesSecond part);
}
