package onestop.intake.numbering;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Hands out numbers. One sequence serves all days; a day's serial is the sequence's value minus what it stood at when
 * the day's first number was asked for. So no row is locked for a number, and none comes twice.
 */
@Component
public class FileNumbers {
    private static final String REGION = "371327";
    private static final String JOINT = "LB";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyMMdd");

    private final JdbcClient jdbc;
    private final AtomicReference<@Nullable DayBase> committed = new AtomicReference<>();

    FileNumbers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The numbers of one file: of the file itself and of its cases. */
    public record Allocation(ReceiptNumber receipt, List<CaseNumber> cases) {}

    /**
     * Draws numbers for a file; those of a transaction that rolls back are lost, which is harmless.
     *
     * @param joint whether the file joins several items or subjects, which shows in its number
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Allocation allocate(LocalDate day, boolean joint, int cases) {
        var serials = serials(day, cases + 1).toList();
        var date = DAY.format(day);
        return new Allocation(
                new ReceiptNumber(REGION + (joint ? JOINT : "") + date + serials.getFirst()),
                serials.subList(1, serials.size()).stream()
                        .map(serial -> new CaseNumber(REGION + date + serial))
                        .toList());
    }

    /** A number that is given out before there is a file: how it reads for one case, and for joined ones. */
    public record Reserved(ReceiptNumber single, ReceiptNumber joint) {}

    /** Draws numbers of a day for a counter that will be without network; those it does not use are lost. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Reserved> reserve(LocalDate day, int count) {
        var date = DAY.format(day);
        return serials(day, count)
                .map(serial -> new Reserved(
                        new ReceiptNumber(REGION + date + serial), new ReceiptNumber(REGION + JOINT + date + serial)))
                .toList();
    }

    /** Draws numbers for the cases of a file that has its own number already. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<CaseNumber> allocateCases(LocalDate day, int cases) {
        var date = DAY.format(day);
        return serials(day, cases)
                .map(serial -> new CaseNumber(REGION + date + serial))
                .toList();
    }

    private Stream<String> serials(LocalDate day, int count) {
        long base = base(day);
        return jdbc
                .sql("SELECT nextval('file_serial') FROM generate_series(1, :count)")
                .param("count", count)
                .query(Long.class)
                .list()
                .stream()
                .map(serial -> serial(serial - base));
    }

    private static String serial(long value) {
        return "%05d".formatted(value);
    }

    private long base(LocalDate day) {
        var known = committed.get();
        if (known != null && known.day().equals(day)) {
            return known.value();
        }
        long base = find(day).or(() -> begin(day)).or(() -> find(day)).orElseThrow();
        // Not before the commit: should this transaction have begun the day and roll back, another one begins it.
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                committed.set(new DayBase(day, base));
            }
        });
        return base;
    }

    private Optional<Long> find(LocalDate day) {
        return jdbc.sql("SELECT base FROM serial_day WHERE day = :day")
                .param("day", day)
                .query(Long.class)
                .optional();
    }

    /** The day's first file. Others that come at the same moment wait here for its commit. */
    private Optional<Long> begin(LocalDate day) {
        return jdbc.sql("""
                INSERT INTO serial_day (day, base)
                VALUES (:day, nextval('file_serial'))
                ON CONFLICT (day) DO NOTHING
                RETURNING base
                """).param("day", day).query(Long.class).optional();
    }

    private record DayBase(LocalDate day, long value) {}
}
