package onestop.intake.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import onestop.intake.IntakeTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntakeTest
class FingerprintKeyCheckIT {
    private static final String SEALING = "other:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static final String OTHER = "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI=";

    @Autowired
    PersonalData personal;

    @Autowired
    JdbcClient jdbc;

    @Test
    void theKeyTheDatabaseWasFilledWithIsTakenAndAnotherIsNot() throws Exception {
        var arguments = new DefaultApplicationArguments();

        new FingerprintKeyCheck(personal, jdbc).run(arguments);

        assertThatIllegalStateException()
                .isThrownBy(() -> new FingerprintKeyCheck(new PersonalData(SEALING, OTHER), jdbc).run(arguments))
                .withMessageStartingWith("onestop.intake.personal.fingerprint-key is not the one");
        assertThat(jdbc.sql("SELECT count(*) FROM personal_key_check")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }
}
