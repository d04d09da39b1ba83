package dev.headgate.console.model;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A rollout's figures against time, at most {@value #MOST} points: when there are more, every second one of the older half is
 * dropped, so that what is new stays fine and what is old stays there. It is kept in chunks, of which only the last one is
 * needed to go on. Not thread-safe.
 */
final class FigureTrack {

    /** How many points there are at most. */
    static final int MOST = 1_500;

    /** How many points a chunk has, but for the last one. */
    static final int CHUNK = 50;

    private final int firstChunk;
    private final List<FigurePoint> points;
    private boolean thinned;

    private FigureTrack(int firstChunk, List<FigurePoint> points) {
        this.firstChunk = firstChunk;
        this.points = points;
    }

    /** One that goes on from its last chunk; it has no room to be thinned. */
    static FigureTrack from(int lastChunk, byte[] chunk) {
        return new FigureTrack(lastChunk, read(chunk));
    }

    /** One that is known as a whole. */
    static FigureTrack whole(List<byte[]> chunks) {
        List<FigurePoint> all = new ArrayList<>();
        chunks.forEach(chunk -> all.addAll(read(chunk)));
        return new FigureTrack(0, all);
    }

    /** How many points there are before and in it. */
    int size() {
        return firstChunk * CHUNK + points.size();
    }

    List<FigurePoint> points() {
        return List.copyOf(points);
    }

    /** Whether chunks before the first one that it writes are not what they were. */
    boolean thinned() {
        return thinned;
    }

    int firstChunk() {
        return firstChunk;
    }

    /**
     * Adds a point. One that is not later than the last one is another word about the same instant, or out of order, and is left
     * out.
     *
     * @throws IllegalStateException if there are too many, and those before the last chunk are not known
     */
    void add(FigurePoint point) {
        if (!points.isEmpty() && points.get(points.size() - 1).atMillis() >= point.atMillis()) {
            return;
        }
        points.add(point);
        if (size() > MOST) {
            thin();
        }
    }

    private void thin() {
        if (firstChunk > 0) {
            throw new IllegalStateException("only the whole track can be thinned");
        }
        int half = points.size() / 2;
        List<FigurePoint> kept = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            if (i >= half || i % 2 == 0) {
                kept.add(points.get(i));
            }
        }
        points.clear();
        points.addAll(kept);
        thinned = true;
    }

    /** The chunks from the first one on. */
    List<byte[]> chunks() {
        List<byte[]> chunks = new ArrayList<>();
        for (int from = 0; from < points.size(); from += CHUNK) {
            chunks.add(write(points.subList(from, Math.min(points.size(), from + CHUNK))));
        }
        return chunks;
    }

    static List<FigurePoint> read(byte[] chunk) {
        List<FigurePoint> read = new ArrayList<>();
        for (ByteBuffer bytes = ByteBuffer.wrap(chunk); bytes.remaining() >= FigurePoint.BYTES; ) {
            read.add(FigurePoint.read(bytes));
        }
        return read;
    }

    private static byte[] write(List<FigurePoint> points) {
        ByteBuffer bytes = ByteBuffer.allocate(points.size() * FigurePoint.BYTES);
        points.forEach(point -> point.write(bytes));
        return bytes.array();
    }
}
