package onestop.appeal.appeals;

import java.util.Collection;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * How other features put right whom to call about appeals that they raised. Appeals that the officer had a part in are left as they are,
 * and no version tells of it: whoever may not know of such an appeal learns nothing, and reaches nothing.
 */
@Service
public class CorrectContact {
    private final Appeals appeals;

    CorrectContact(Appeals appeals) {
        this.appeals = appeals;
    }

    /** Both are personal. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void correct(Collection<UUID> ids, String name, String phone, String by) {
        if (!ids.isEmpty()) {
            appeals.waitForOtherJoinings();
            appeals.correctContact(ids, name, phone, new OfficerId(by));
        }
    }
}
