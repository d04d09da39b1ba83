package dev.headgate.console.http;

import dev.headgate.console.model.Page;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.Optional;

/** Reads the parameters of an address. */
record Question(Context context) {

    private static final int USUAL_LIMIT = 100;
    private static final int LONGEST = 300;

    /** A text; empty if it is absent or blank. */
    Optional<String> text(String name) throws BadQuestion {
        Optional<String> text =
                Optional.ofNullable(context.queryParam(name)).map(String::strip).filter(it -> !it.isEmpty());
        if (text.filter(it -> it.length() > LONGEST).isPresent()) {
            throw new BadQuestion(name + ": expected at most " + LONGEST + " characters");
        }
        return text;
    }

    Optional<Boolean> truth(String name) throws BadQuestion {
        Optional<String> text = text(name);
        if (text.isPresent() && !text.get().equals("true") && !text.get().equals("false")) {
            throw new BadQuestion(name + ": expected true or false");
        }
        return text.map(Boolean::valueOf);
    }

    Optional<Instant> instant(String name) throws BadQuestion {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    OffsetDateTime.parse(text.get().replace(' ', '+')).toInstant());
        } catch (DateTimeException notATime) {
            throw new BadQuestion(name + ": expected a time with its zone, as 2026-11-29T02:00:00Z");
        }
    }

    YearMonth month(String name, YearMonth standard) throws BadQuestion {
        Optional<String> text = text(name);
        try {
            return text.map(YearMonth::parse).orElse(standard);
        } catch (DateTimeException notAMonth) {
            throw new BadQuestion(name + ": expected a month, as 2026-11");
        }
    }

    Page page() throws BadQuestion {
        Optional<String> limit = text("limit");
        if (limit.isPresent() && !limit.get().matches("[1-9][0-9]{0,3}")) {
            throw wrongLimit();
        }
        int most = limit.map(Integer::parseInt).orElse(USUAL_LIMIT);
        if (most > Page.MOST) {
            throw wrongLimit();
        }
        return new Page(most, text("cursor"));
    }

    private static BadQuestion wrongLimit() {
        return new BadQuestion("limit: expected a whole number from 1 to " + Page.MOST);
    }
}
