package onestop.intake.application;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import onestop.intake.application.Actor.Side;
import onestop.intake.numbering.ReceiptNumber;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was paid for files. Only ever added to. */
@Repository
class FeePayments {
    private final JdbcClient jdbc;

    FeePayments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In the order in which they were entered; at most {@link FeePayment#MOST}. */
    List<FeePayment> ofFile(ReceiptNumber number) {
        return jdbc.sql("""
                SELECT payment_number, ordinal, item_codes, amount_yuan, unit, window_code, recorded_at, recorded_by, recorded_as
                  FROM fee_payment
                 WHERE receipt_number = :number
                 ORDER BY ordinal
                """)
                .param("number", number.value())
                .query((row, _) -> payment(row))
                .list();
    }

    /** False when the receipt has paid for something already. */
    boolean insert(ReceiptNumber number, FeePayment payment) {
        return jdbc.sql("""
                INSERT INTO fee_payment (payment_number, receipt_number, ordinal, item_codes, amount_yuan, unit, window_code,
                                         recorded_at, recorded_by, recorded_as)
                VALUES (:payment, :number, :ordinal, :items::text[], :amount, :unit, :window, :at, :by, :as)
                    ON CONFLICT (payment_number) DO NOTHING
                """)
                        .param("payment", payment.number())
                        .param("number", number.value())
                        .param("ordinal", payment.ordinal())
                        .param("items", payment.items().stream().sorted().toArray(String[]::new))
                        .param("amount", payment.amountYuan())
                        .param("unit", payment.unit())
                        .param("window", payment.windowCode())
                        .param("at", payment.recordedAt().atOffset(ZoneOffset.UTC))
                        .param("by", payment.recordedBy())
                        .param("as", payment.recordedAs().name())
                        .update()
                == 1;
    }

    private static FeePayment payment(ResultSet row) throws SQLException {
        return new FeePayment(
                row.getString("payment_number"),
                row.getInt("ordinal"),
                items(row.getArray("item_codes")),
                row.getBigDecimal("amount_yuan"),
                row.getString("unit"),
                row.getString("window_code"),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                row.getString("recorded_by"),
                Side.valueOf(row.getString("recorded_as")));
    }

    private static Set<String> items(Array codes) throws SQLException {
        return Set.of((String[]) codes.getArray());
    }
}
