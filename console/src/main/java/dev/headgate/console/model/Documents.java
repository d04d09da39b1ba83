package dev.headgate.console.model;

import java.util.Arrays;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Documents of any length, of each sort those of one table's rows. A column holds a million bytes: what is longer goes on in
 * pieces beside the rows, of which the last one is shorter than a piece. What a page of rows does not show stands beside them as
 * a whole, so that who reads rows does not read it too.
 */
enum Documents {
    DECISION,
    EXECUTION,
    STATE,
    EVALUATION,
    POLICY,
    HISTORY,
    SHOWN,
    ANSWER;

    /** How many bytes a piece has, but for the last one; H2 takes 1 048 576. */
    static final int PIECE = 1_000_000;

    /** Writes a document beside its row. */
    void write(Handle handle, String name, byte[] whole) {
        writeFrom(handle, name, whole, 0);
    }

    /** The document that was written beside a row; empty if none was. */
    byte[] read(Handle handle, String name) {
        return joined(new byte[0], pieces(handle, name));
    }

    /** Writes what of a document does not fit into its row; what stands in the row then. */
    byte[] inRow(Handle handle, String name, byte[] whole) {
        if (whole.length < PIECE) {
            return whole;
        }
        writeFrom(handle, name, whole, 1);
        return Arrays.copyOf(whole, PIECE);
    }

    /** The document of which that stands in its row. */
    byte[] whole(Handle handle, String name, byte[] inRow) {
        return inRow.length < PIECE ? inRow : joined(inRow, pieces(handle, name));
    }

    /** Removes what stands beside a row that is removed. */
    void remove(Handle handle, String name) {
        handle.createUpdate("DELETE FROM document WHERE sort = :sort AND name = :name")
                .bind("sort", name())
                .bind("name", name)
                .execute();
    }

    /** Removes all that came of the log. */
    static void removeOfTheLog(Handle handle) {
        handle.createUpdate("DELETE FROM document WHERE sort <> :answer")
                .bind("answer", ANSWER.name())
                .execute();
    }

    private void writeFrom(Handle handle, String name, byte[] whole, int first) {
        for (int piece = first; piece <= whole.length / PIECE; piece++) {
            int from = piece * PIECE;
            boolean all = from == 0 && whole.length < PIECE;
            handle.createUpdate("MERGE INTO document KEY (sort, name, piece) VALUES (:sort, :name, :piece, :bytes)")
                    .bind("sort", name())
                    .bind("name", name)
                    .bind("piece", piece)
                    .bind("bytes", all ? whole : Arrays.copyOfRange(whole, from, Math.min(whole.length, from + PIECE)))
                    .execute();
        }
    }

    private List<byte[]> pieces(Handle handle, String name) {
        return handle.createQuery("SELECT bytes FROM document WHERE sort = :sort AND name = :name ORDER BY piece")
                .bind("sort", name())
                .bind("name", name)
                .map((row, context) -> row.getBytes("bytes"))
                .list();
    }

    /** Behind the last piece some of an earlier, longer document may be left. */
    private static byte[] joined(byte[] first, List<byte[]> pieces) {
        byte[] joined = first;
        for (byte[] piece : pieces) {
            int end = joined.length;
            joined = end == 0 ? piece : Arrays.copyOf(joined, end + piece.length);
            System.arraycopy(piece, 0, joined, end, piece.length);
            if (piece.length < PIECE) {
                break;
            }
        }
        return joined;
    }
}
