package dev.headgate.console.http;

import dev.headgate.console.command.CommandDesk;
import dev.headgate.console.feed.FeedStatus;
import dev.headgate.console.model.ReadModel;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Says how the console is. Thread-safe. */
record Status(
        ReadModel model,
        Supplier<FeedStatus> feed,
        CommandDesk desk,
        boolean signaturesChecked,
        Supplier<Instant> now) {

    StatusView of(Caller caller) {
        Optional<String> why = desk.impossible();
        return new StatusView(
                now.get(),
                model.version(),
                StatusView.Feed.of(feed.get()),
                StatusView.You.of(caller.known(), caller.session()),
                new StatusView.Commands(why.isEmpty(), why),
                signaturesChecked ? "checked" : "not-checked",
                StatusView.Held.of(model.holds()));
    }
}
