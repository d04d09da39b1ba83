package dev.headgate.cli.watch;

import java.util.Arrays;

/** Dots in Braille characters, two across and four down in each, with other characters where there are none. */
final class Canvas {
    private static final int EMPTY = 0x2800;
    private static final int ACROSS = 2;
    private static final int DOWN = 4;
    private static final int[][] BITS = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

    private final int columns;
    private final int rows;
    private final int[][] dots;
    private final char[][] behind;

    Canvas(int columns, int rows) {
        this.columns = columns;
        this.rows = rows;
        dots = new int[rows][columns];
        behind = new char[rows][columns];
        for (char[] row : behind) {
            Arrays.fill(row, ' ');
        }
    }

    /** How many dots fit across. */
    int width() {
        return columns * ACROSS;
    }

    /** How many dots fit below each other. */
    int height() {
        return rows * DOWN;
    }

    /** Sets the dots between two heights, counted from the bottom; what lies outside is left out. */
    void column(int x, int one, int other) {
        for (int y = Math.max(0, Math.min(one, other)); y <= Math.min(height() - 1, Math.max(one, other)); y++) {
            int down = height() - 1 - y;
            dots[down / DOWN][x / ACROSS] |= BITS[down % DOWN][x % ACROSS];
        }
    }

    /** Puts a character where a dot would be, if that is on the canvas; dots hide it. */
    void mark(int x, int y, char character) {
        if (x >= 0 && x < width() && y >= 0 && y < height()) {
            behind[(height() - 1 - y) / DOWN][x / ACROSS] = character;
        }
    }

    /** The character in a cell; whether it is made of dots is told by {@link #dotted}. */
    char at(int row, int column) {
        return dotted(row, column) ? (char) (EMPTY | dots[row][column]) : behind[row][column];
    }

    /** Whether the cell has a dot. */
    boolean dotted(int row, int column) {
        return dots[row][column] != 0;
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }
}
