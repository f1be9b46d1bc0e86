package onestop.intake.enterprise;

import java.util.Optional;
import onestop.intake.personal.PersonalData;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Compares what somebody reads off an identity document with the registry, without giving the number away. */
@Component
public class RepresentativeCheck {
    private final JdbcClient jdbc;
    private final PersonalData personal;

    RepresentativeCheck(JdbcClient jdbc, PersonalData personal) {
        this.jdbc = jdbc;
        this.personal = personal;
    }

    /**
     * The comparison with the legal representative of an enterprise; empty when the registry holds no number of theirs.
     * An ending of less than four characters compares with nothing.
     */
    public Optional<Ending> of(String usci) {
        return jdbc.sql(
                        "SELECT representative_number FROM enterprise WHERE usci = :usci AND representative_number IS NOT NULL")
                .param("usci", usci)
                .query((row, _) -> row.getBytes("representative_number"))
                .optional()
                .map(number ->
                        ending -> ending.length() == 4 && personal.open(number).endsWith(ending));
    }

    /** Whether the number ends like this. */
    @FunctionalInterface
    public interface Ending {
        boolean is(String lastFour);
    }
}
