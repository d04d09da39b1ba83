package dev.headgate.processor.combine;

import java.util.ArrayList;
import java.util.List;

/** Counts in plain fields, for one test thread. */
final class CountingCombineMeter implements CombineMeter {

    final List<String> refused = new ArrayList<>();
    long counted;
    long measured;
    long refusedCount;
    long twice;
    long committed;
    long aborted;
    long cut;

    @Override
    public void counted(long requests) {
        counted += requests;
    }

    @Override
    public void measured(long measurements) {
        measured += measurements;
    }

    @Override
    public void refused(String cause, int count) {
        refused.add(cause);
        refusedCount += count;
    }

    @Override
    public void cut(long letters) {
        cut += letters;
    }

    @Override
    public void twice() {
        twice++;
    }

    @Override
    public void sent(int records, long bytes, long nanos) {}

    @Override
    public void waited(long millis) {}

    @Override
    public void committed(long nanos) {
        committed++;
    }

    @Override
    public void aborted() {
        aborted++;
    }
}
