package onestop.appeal.enterprises;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of the figures and the credit grade. */
@Repository
class Profiles {
    private final JdbcClient jdbc;

    Profiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What an enterprise tells of one year; amounts in whole yuan. */
    record Figures(
            @Nullable Long revenueYuan,
            @Nullable Long taxYuan,
            @Nullable Long researchYuan,
            @Nullable Long exportYuan,
            @Nullable Long employees) {}

    /** What is known: the figures of the latest year, and those of the year before it. */
    record Profile(
            @Nullable Integer year,
            @Nullable Long revenueYuan,
            @Nullable Long taxYuan,
            @Nullable Long researchYuan,
            @Nullable Long exportYuan,
            @Nullable Long employees,
            @Nullable Figures lastYear,
            @Nullable CreditGrade credit,
            long version) {
        static final Profile NONE = new Profile(null, null, null, null, null, null, null, null, 0);
    }

    Optional<Profile> find(int serial) {
        return jdbc.sql("""
                SELECT year, revenue_yuan, tax_yuan, research_yuan, export_yuan, employees, last_revenue_yuan, last_tax_yuan,
                       last_research_yuan, last_export_yuan, last_employees, credit, version,
                       num_nonnulls(last_revenue_yuan, last_tax_yuan, last_research_yuan, last_export_yuan, last_employees) AS told
                  FROM enterprise_profile WHERE serial = :serial
                """)
                .param("serial", serial)
                .query((row, _) -> {
                    var credit = row.getString("credit");
                    return new Profile(
                            row.getObject("year", Integer.class),
                            row.getObject("revenue_yuan", Long.class),
                            row.getObject("tax_yuan", Long.class),
                            row.getObject("research_yuan", Long.class),
                            row.getObject("export_yuan", Long.class),
                            row.getObject("employees", Long.class),
                            row.getInt("told") == 0
                                    ? null
                                    : new Figures(
                                            row.getObject("last_revenue_yuan", Long.class),
                                            row.getObject("last_tax_yuan", Long.class),
                                            row.getObject("last_research_yuan", Long.class),
                                            row.getObject("last_export_yuan", Long.class),
                                            row.getObject("last_employees", Long.class)),
                            credit == null ? null : CreditGrade.valueOf(credit),
                            row.getLong("version"));
                })
                .optional();
    }

    /**
     * The latest year's figures replace those of the same year. Those of the next year leave the former ones as the year before; those of
     * the year before the latest are kept as that.
     *
     * @return false when the figures are older than that
     */
    boolean storeFigures(int serial, int year, Figures figures, String by, Instant now) {
        return jdbc.sql("""
                INSERT INTO enterprise_profile AS p (serial, year, revenue_yuan, tax_yuan, research_yuan, export_yuan, employees,
                                                     figures_by, version, changed_at)
                VALUES (:serial, :year, :revenue, :tax, :research, :export, :employees, :by, 1, :now)
                    ON CONFLICT (serial) DO UPDATE
                   SET year = greatest(p.year, excluded.year),
                       revenue_yuan = CASE WHEN excluded.year >= coalesce(p.year, 0) THEN excluded.revenue_yuan ELSE p.revenue_yuan END,
                       tax_yuan = CASE WHEN excluded.year >= coalesce(p.year, 0) THEN excluded.tax_yuan ELSE p.tax_yuan END,
                       research_yuan = CASE WHEN excluded.year >= coalesce(p.year, 0) THEN excluded.research_yuan ELSE p.research_yuan END,
                       export_yuan = CASE WHEN excluded.year >= coalesce(p.year, 0) THEN excluded.export_yuan ELSE p.export_yuan END,
                       employees = CASE WHEN excluded.year >= coalesce(p.year, 0) THEN excluded.employees ELSE p.employees END,
                       last_revenue_yuan = CASE excluded.year - p.year WHEN -1 THEN excluded.revenue_yuan WHEN 0 THEN p.last_revenue_yuan
                                             WHEN 1 THEN p.revenue_yuan END,
                       last_tax_yuan = CASE excluded.year - p.year WHEN -1 THEN excluded.tax_yuan WHEN 0 THEN p.last_tax_yuan
                                             WHEN 1 THEN p.tax_yuan END,
                       last_research_yuan = CASE excluded.year - p.year WHEN -1 THEN excluded.research_yuan WHEN 0 THEN p.last_research_yuan
                                             WHEN 1 THEN p.research_yuan END,
                       last_export_yuan = CASE excluded.year - p.year WHEN -1 THEN excluded.export_yuan WHEN 0 THEN p.last_export_yuan
                                             WHEN 1 THEN p.export_yuan END,
                       last_employees = CASE excluded.year - p.year WHEN -1 THEN excluded.employees WHEN 0 THEN p.last_employees
                                             WHEN 1 THEN p.employees END,
                       figures_by = excluded.figures_by, version = p.version + 1, changed_at = excluded.changed_at
                 WHERE p.year IS NULL OR p.year - 1 <= excluded.year
                """)
                        .param("serial", serial)
                        .param("year", year)
                        .param("revenue", figures.revenueYuan())
                        .param("tax", figures.taxYuan())
                        .param("research", figures.researchYuan())
                        .param("export", figures.exportYuan())
                        .param("employees", figures.employees())
                        .param("by", by)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    void storeCredit(int serial, CreditGrade grade, String by, Instant now) {
        jdbc.sql("""
                INSERT INTO enterprise_profile AS p (serial, credit, credit_by, version, changed_at)
                VALUES (:serial, :credit, :by, 1, :now)
                    ON CONFLICT (serial) DO UPDATE
                   SET credit = excluded.credit, credit_by = excluded.credit_by, version = p.version + 1,
                       changed_at = excluded.changed_at
                """)
                .param("serial", serial)
                .param("credit", grade.name())
                .param("by", by)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }
}
