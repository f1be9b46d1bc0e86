package onestop.web;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The person or system behind the access token of the current request. Declare it as a parameter of a handler method;
 * on an {@link Open} method declare it {@code @Nullable}, because there it may be absent.
 *
 * @param subject the stable user name ({@code preferred_username})
 * @param unit the department a member of staff works for
 * @param region the division code a member of staff works in
 * @param uscis the enterprises an applicant may act for
 */
public record Caller(
        String subject,
        String name,
        Set<Role> roles,
        @Nullable String unit,
        @Nullable String region,
        Set<String> uscis) {

    public Caller {
        if (subject.isBlank()) {
            throw new IllegalArgumentException("a caller needs a subject");
        }
        roles = Set.copyOf(roles);
        uscis = Set.copyOf(uscis);
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    public boolean isAny(Role... any) {
        for (Role role : any) {
            if (roles.contains(role)) {
                return true;
            }
        }
        return false;
    }

    public boolean actsFor(String usci) {
        return uscis.contains(usci);
    }

    /** Names and enterprises stay out of logs; the subject is enough to find the person in the issuer. */
    @Override
    public String toString() {
        return "Caller[" + subject + "]";
    }
}
