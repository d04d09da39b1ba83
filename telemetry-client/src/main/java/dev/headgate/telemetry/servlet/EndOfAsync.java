package dev.headgate.telemetry.servlet;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/** Hears when an asynchronous answer is complete, through however many asynchronous cycles. */
final class EndOfAsync implements AsyncListener {

    private final End end;
    private volatile boolean failed;
    private volatile boolean timedOut;

    /** Is told once how it ended. */
    interface End {

        /**
         * It is complete.
         *
         * @param failed whether there was an exception
         * @param timedOut whether the container gave it up
         */
        void completed(boolean failed, boolean timedOut);
    }

    EndOfAsync(End end) {
        this.end = end;
    }

    @Override
    public void onComplete(AsyncEvent event) {
        end.completed(failed, timedOut);
    }

    @Override
    public void onError(AsyncEvent event) {
        failed = true;
    }

    /** What is answered then is what counts, by default 500; but for answers that may take as long as they like. */
    @Override
    public void onTimeout(AsyncEvent event) {
        timedOut = true;
    }

    /** A new cycle forgets the listeners of the one before. */
    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }
}
