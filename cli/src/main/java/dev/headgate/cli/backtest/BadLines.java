package dev.headgate.cli.backtest;

import dev.headgate.cli.terminal.Text;
import java.util.ArrayList;
import java.util.List;

/** Counts what could not be used, and keeps the first few. Not thread-safe. */
final class BadLines {

    static final int TOLD = 5;

    private final List<String> first = new ArrayList<>();
    private long count;

    void add(String place, String why) {
        count++;
        if (first.size() < TOLD) {
            first.add(place + ": " + Text.visible(why));
        }
    }

    long count() {
        return count;
    }

    /** The first few with file, line and reason. */
    List<String> first() {
        return List.copyOf(first);
    }
}
