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

    /** What is known; amounts in whole yuan. */
    record Profile(
            @Nullable Integer year,
            @Nullable Long revenueYuan,
            @Nullable Long taxYuan,
            @Nullable Long researchYuan,
            @Nullable Long exportYuan,
            @Nullable Long employees,
            @Nullable CreditGrade credit,
            long version) {
        static final Profile NONE = new Profile(null, null, null, null, null, null, null, 0);
    }

    Optional<Profile> find(int serial) {
        return jdbc.sql("""
                SELECT year, revenue_yuan, tax_yuan, research_yuan, export_yuan, employees, credit, version
                  FROM enterprise_profile WHERE serial = :serial
                """).param("serial", serial).query(Profile.class).optional();
    }

    /** A year's figures replace those of the same or an earlier year. False when later ones are known. */
    boolean storeFigures(int serial, Profile figures, String by, Instant now) {
        return jdbc.sql("""
                INSERT INTO enterprise_profile AS p (serial, year, revenue_yuan, tax_yuan, research_yuan, export_yuan, employees,
                                                     figures_by, version, changed_at)
                VALUES (:serial, :year, :revenue, :tax, :research, :export, :employees, :by, 1, :now)
                    ON CONFLICT (serial) DO UPDATE
                   SET year = excluded.year, revenue_yuan = excluded.revenue_yuan, tax_yuan = excluded.tax_yuan,
                       research_yuan = excluded.research_yuan, export_yuan = excluded.export_yuan,
                       employees = excluded.employees, figures_by = excluded.figures_by, version = p.version + 1,
                       changed_at = excluded.changed_at
                 WHERE p.year IS NULL OR p.year <= excluded.year
                """)
                        .param("serial", serial)
                        .param("year", figures.year())
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
