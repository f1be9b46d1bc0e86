package onestop.appeal.enterprises;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of enterprises by columns, so that thousands of conditions run over primitive arrays. About 120 bytes a row; a stretch has
 * at most {@link Enterprises#STRETCH} rows, whatever the county has.
 */
public final class EnterpriseColumns {
    private static final long UNKNOWN = Long.MIN_VALUE;
    private static final int NO_DAY = Integer.MIN_VALUE;
    private static final EnterpriseScale[] SCALES = EnterpriseScale.values();
    private static final EnterpriseKind[] KINDS = EnterpriseKind.values();
    private static final CreditGrade[] GRADES = CreditGrade.values();
    private static final Figure[] FIGURES = Figure.values();

    private int size;
    private int[] serials;
    private byte[] kinds;
    private byte[] scales;
    private byte[] grades;
    private long[] regions;
    private int[] established;
    private @Nullable String[] industries;
    private final long[][] figures = new long[FIGURES.length][];
    private final Map<String, String> known = new HashMap<>();

    EnterpriseColumns(int expected) {
        serials = new int[expected];
        kinds = new byte[expected];
        scales = new byte[expected];
        grades = new byte[expected];
        regions = new long[expected];
        established = new int[expected];
        industries = new String[expected];
        Arrays.setAll(figures, _ -> new long[expected]);
    }

    /** One row as the database holds it. */
    record Row(
            int serial,
            String kind,
            String regionCode,
            @Nullable String industry,
            @Nullable String scale,
            @Nullable LocalDate establishedOn,
            @Nullable String credit,
            @Nullable Long revenueYuan,
            @Nullable Long taxYuan,
            @Nullable Long researchYuan,
            @Nullable Long exportYuan,
            @Nullable Long employees,
            @Nullable Long lastRevenueYuan,
            @Nullable Long lastTaxYuan,
            @Nullable Long lastResearchYuan,
            @Nullable Long lastExportYuan,
            @Nullable Long lastEmployees) {}

    void add(Row row) {
        if (size == serials.length) {
            grow();
        }
        serials[size] = row.serial();
        kinds[size] = (byte) EnterpriseKind.valueOf(row.kind()).ordinal();
        scales[size] = row.scale() == null
                ? -1
                : (byte) EnterpriseScale.valueOf(row.scale()).ordinal();
        grades[size] = row.credit() == null
                ? -1
                : (byte) CreditGrade.valueOf(row.credit()).ordinal();
        regions[size] = Long.parseLong(row.regionCode());
        established[size] =
                row.establishedOn() == null ? NO_DAY : (int) row.establishedOn().toEpochDay();
        // equal texts become one object: a comparison then ends at the first look
        industries[size] = row.industry() == null ? null : known.computeIfAbsent(row.industry(), text -> text);
        figures[Figure.REVENUE_YUAN.ordinal()][size] = orUnknown(row.revenueYuan());
        figures[Figure.TAX_YUAN.ordinal()][size] = orUnknown(row.taxYuan());
        figures[Figure.RESEARCH_YUAN.ordinal()][size] = orUnknown(row.researchYuan());
        figures[Figure.EXPORT_YUAN.ordinal()][size] = orUnknown(row.exportYuan());
        figures[Figure.EMPLOYEES.ordinal()][size] = orUnknown(row.employees());
        figures[Figure.REVENUE_LAST_YEAR_YUAN.ordinal()][size] = orUnknown(row.lastRevenueYuan());
        figures[Figure.TAX_LAST_YEAR_YUAN.ordinal()][size] = orUnknown(row.lastTaxYuan());
        figures[Figure.RESEARCH_LAST_YEAR_YUAN.ordinal()][size] = orUnknown(row.lastResearchYuan());
        figures[Figure.EXPORT_LAST_YEAR_YUAN.ordinal()][size] = orUnknown(row.lastExportYuan());
        figures[Figure.EMPLOYEES_LAST_YEAR.ordinal()][size] = orUnknown(row.lastEmployees());
        size++;
    }

    private static long orUnknown(@Nullable Long value) {
        return value == null ? UNKNOWN : value;
    }

    private void grow() {
        int wider = Math.max(16, size * 2);
        serials = Arrays.copyOf(serials, wider);
        kinds = Arrays.copyOf(kinds, wider);
        scales = Arrays.copyOf(scales, wider);
        grades = Arrays.copyOf(grades, wider);
        regions = Arrays.copyOf(regions, wider);
        established = Arrays.copyOf(established, wider);
        industries = Arrays.copyOf(industries, wider);
        for (int i = 0; i < figures.length; i++) {
            figures[i] = Arrays.copyOf(figures[i], wider);
        }
    }

    public int size() {
        return size;
    }

    public Integer[] serials() {
        return Arrays.stream(serials, 0, size).boxed().toArray(Integer[]::new);
    }

    public int serial(int row) {
        return serials[row];
    }

    public EnterpriseKind kind(int row) {
        return KINDS[kinds[row]];
    }

    public @Nullable EnterpriseScale scale(int row) {
        return scales[row] < 0 ? null : SCALES[scales[row]];
    }

    public @Nullable CreditGrade credit(int row) {
        return grades[row] < 0 ? null : GRADES[grades[row]];
    }

    public @Nullable String industry(int row) {
        return industries[row];
    }

    /** The twelve digits of the division code as a number. */
    public long region(int row) {
        return regions[row];
    }

    public Optional<LocalDate> establishedOn(int row) {
        return established[row] == NO_DAY ? Optional.empty() : Optional.of(LocalDate.ofEpochDay(established[row]));
    }

    public boolean knowsAge(int row) {
        return established[row] != NO_DAY;
    }

    /** Meaningful only where {@link #knowsAge} says so. */
    public int establishedEpochDay(int row) {
        return established[row];
    }

    public boolean knows(Figure figure, int row) {
        return figures[figure.ordinal()][row] != UNKNOWN;
    }

    /** Meaningful only where {@link #knows} says so. */
    public long value(Figure figure, int row) {
        return figures[figure.ordinal()][row];
    }
}
