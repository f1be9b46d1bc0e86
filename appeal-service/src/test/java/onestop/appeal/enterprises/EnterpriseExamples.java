package onestop.appeal.enterprises;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import onestop.appeal.enterprises.EnterpriseRegisteredConsumer.Registered;
import onestop.identifiers.Usci;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionOperations;

/** Enterprises for tests: small, of Shizilu, retail, established on 2023-03-02, unless said otherwise. */
public record EnterpriseExamples(
        String kind,
        String region,
        @Nullable String industry,
        @Nullable String scale,
        @Nullable LocalDate establishedOn,
        @Nullable String credit,
        Map<Figure, Long> figures) {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    public static EnterpriseExamples anEnterprise() {
        return new EnterpriseExamples(
                "COMPANY", "371327001000", "零售业", "SMALL", LocalDate.parse("2023-03-02"), null, Map.of());
    }

    public EnterpriseExamples in(String region) {
        return new EnterpriseExamples(kind, region, industry, scale, establishedOn, credit, figures);
    }

    public EnterpriseExamples of(String industry) {
        return new EnterpriseExamples(kind, region, industry, scale, establishedOn, credit, figures);
    }

    public EnterpriseExamples scaled(@Nullable String scale) {
        return new EnterpriseExamples(kind, region, industry, scale, establishedOn, credit, figures);
    }

    public EnterpriseExamples since(@Nullable String day) {
        return new EnterpriseExamples(
                kind, region, industry, scale, day == null ? null : LocalDate.parse(day), credit, figures);
    }

    public EnterpriseExamples graded(String credit) {
        return new EnterpriseExamples(kind, region, industry, scale, establishedOn, credit, figures);
    }

    public EnterpriseExamples researching(long yuan) {
        return telling(Figure.RESEARCH_YUAN, yuan);
    }

    public EnterpriseExamples telling(Figure figure, long value) {
        var more = new EnumMap<Figure, Long>(Figure.class);
        more.putAll(figures);
        more.put(figure, value);
        return new EnterpriseExamples(kind, region, industry, scale, establishedOn, credit, more);
    }

    public EnterpriseColumns columns() {
        var columns = new EnterpriseColumns(0);
        columns.add(new EnterpriseColumns.Row(
                1,
                kind,
                region,
                industry,
                scale,
                establishedOn,
                credit,
                figures.get(Figure.REVENUE_YUAN),
                figures.get(Figure.TAX_YUAN),
                figures.get(Figure.RESEARCH_YUAN),
                figures.get(Figure.EXPORT_YUAN),
                figures.get(Figure.EMPLOYEES),
                figures.get(Figure.REVENUE_LAST_YEAR_YUAN),
                figures.get(Figure.TAX_LAST_YEAR_YUAN),
                figures.get(Figure.RESEARCH_LAST_YEAR_YUAN),
                figures.get(Figure.EXPORT_LAST_YEAR_YUAN),
                figures.get(Figure.EMPLOYEES_LAST_YEAR)));
        return columns;
    }

    public static String newUsci() {
        return Usci.withCheckDigit("91371327%09d".formatted(700_000_000 + NUMBER.incrementAndGet()))
                .value();
    }

    /** As if its event had come: stored and told to the listeners in one transaction. */
    public String registered(Enterprises enterprises, ApplicationEventPublisher listeners, TransactionOperations tx) {
        var usci = newUsci();
        registered(usci, 1, enterprises, listeners, tx);
        return usci;
    }

    public void registered(
            String usci,
            long sequence,
            Enterprises enterprises,
            ApplicationEventPublisher listeners,
            TransactionOperations tx) {
        tx.executeWithoutResult(_ -> {
            var changed = enterprises.store(List.of(
                    new Registered(usci, "测试企业" + usci, kind, region, industry, scale, establishedOn, sequence)));
            listeners.publishEvent(new EnterprisesChanged(changed));
        });
    }
}
