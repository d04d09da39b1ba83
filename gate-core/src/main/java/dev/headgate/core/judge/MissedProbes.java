package dev.headgate.core.judge;

import java.util.BitSet;

/**
 * In which slices a probe was due and none came. How far probes are apart is what is usual among them; only where more than
 * twice that has passed without any, each that was due counts, so that one that comes a little late or is lost does not.
 */
final class MissedProbes {

    private static final int FEWEST = 3;
    /** Probes that are further apart than an hour say nothing of slices. */
    private static final int LONGEST = 360;

    private MissedProbes() {}

    /**
     * Where probes were missed.
     *
     * @param came the slices with a probe
     * @param length how many slices are looked at
     */
    static BitSet of(BitSet came, int length) {
        BitSet missed = new BitSet();
        int usual = came.cardinality() < FEWEST ? 0 : usual(came);
        if (usual == 0) {
            return missed;
        }
        for (int at = came.nextSetBit(0); at >= 0; ) {
            int next = came.nextSetBit(at + 1);
            int end = next < 0 ? length : next;
            if (end - at > 2 * usual) {
                for (int due = at + usual; due < end; due += usual) {
                    missed.set(due);
                }
            }
            at = next;
        }
        return missed;
    }

    /** The median of the distances from one probe to the next, in slices; 0 if they are too far apart. */
    private static int usual(BitSet came) {
        int[] distances = new int[LONGEST + 1];
        int all = 0;
        for (int at = came.nextSetBit(0), next; (next = came.nextSetBit(at + 1)) >= 0; at = next) {
            distances[Math.min(LONGEST, next - at)]++;
            all++;
        }
        int seen = 0;
        for (int distance = 1; distance < LONGEST; distance++) {
            seen += distances[distance];
            if (2 * seen >= all) {
                return distance;
            }
        }
        return 0;
    }
}
