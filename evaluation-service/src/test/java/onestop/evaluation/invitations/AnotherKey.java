package onestop.evaluation.invitations;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Codes as they were made when another key was the newest. */
public final class AnotherKey {
    private AnotherKey() {}

    /** @param key {@code id:key}, as configured */
    public static String code(String key, InvitedService service) {
        // a code is made without looking at the database
        return new InvitationCodes(
                        key,
                        "",
                        new Invitations(
                                JdbcClient.create(new org.springframework.jdbc.datasource.DriverManagerDataSource())))
                .of(service);
    }
}
