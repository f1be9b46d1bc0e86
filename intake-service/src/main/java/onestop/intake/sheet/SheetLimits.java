package onestop.intake.sheet;

/**
 * How much is read at most.
 *
 * @param unpackedBytes what a workbook, which is an archive, may unpack to
 */
public record SheetLimits(int bytes, int unpackedBytes, int rows, int columns, int cellLength) {
    private static final int MEGABYTE = 1 << 20;

    public SheetLimits {
        if (bytes < 1 || unpackedBytes < 1 || rows < 1 || columns < 1 || cellLength < 1) {
            throw new IllegalArgumentException("a limit below one");
        }
    }

    /** Enough for some thousand rows of short cells. */
    public static SheetLimits rows(int rows) {
        return new SheetLimits(10 * MEGABYTE, 64 * MEGABYTE, rows, 100, 500);
    }

    public SheetLimits withCellLength(int characters) {
        return new SheetLimits(bytes, unpackedBytes, rows, columns, characters);
    }

    public SheetLimits withMegabytes(int packed, int unpacked) {
        return new SheetLimits(packed * MEGABYTE, unpacked * MEGABYTE, rows, columns, cellLength);
    }

    static int megabytes(int bytes) {
        return Math.max(1, bytes / MEGABYTE);
    }
}
