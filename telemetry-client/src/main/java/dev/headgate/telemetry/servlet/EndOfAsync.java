package dev.headgate.telemetry.servlet;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.util.function.Consumer;

/** Hears when an asynchronous answer is complete, through however many asynchronous cycles. */
final class EndOfAsync implements AsyncListener {

    private final Consumer<Boolean> end;
    private volatile boolean failed;

    /** @param end is told whether it was completed without an exception */
    EndOfAsync(Consumer<Boolean> end) {
        this.end = end;
    }

    @Override
    public void onComplete(AsyncEvent event) {
        end.accept(!failed);
    }

    @Override
    public void onError(AsyncEvent event) {
        failed = true;
    }

    /** What is answered then is what counts: by default 500. */
    @Override
    public void onTimeout(AsyncEvent event) {}

    /** A new cycle forgets the listeners of the one before. */
    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }
}
