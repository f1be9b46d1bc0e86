package onestop.intake.helper;

import onestop.intake.enterprise.HelpGiven;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which helpers stand beside which enterprises. Nobody becomes a helper of an enterprise by a request of their own. */
@Repository
class HelpersAtWork implements HelpGiven {
    private final JdbcClient jdbc;

    HelpersAtWork(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean besides(String helper, String usci) {
        return jdbc.sql("""
                SELECT EXISTS (
                       SELECT 1 FROM help_request
                        WHERE helper = :helper AND enterprise_usci = :usci
                          AND mode = 'ASSIST' AND status IN ('ACCEPTED', 'HANDLED')
                          AND requested_by <> :helper)
                """)
                .param("helper", helper)
                .param("usci", usci)
                .query(Boolean.class)
                .single();
    }
}
