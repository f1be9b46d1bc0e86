package onestop.approval.greenchannel;

import java.util.List;
import java.util.Map;
import onestop.approval.greenchannel.GreenChannelRows.Engagement;
import onestop.approval.greenchannel.GreenChannelRows.KeyProject;
import onestop.approval.ledger.Digests;
import onestop.approval.ledger.LeavesOfActs;
import onestop.approval.ledger.LeavesOfActs.Noted;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Enters projects and engagements, each with its leaf in the transparency log. */
@Service
class KeepRegister {
    private final GreenChannelRows rows;
    private final LeavesOfActs leaves;

    KeepRegister(GreenChannelRows rows, LeavesOfActs leaves) {
        this.rows = rows;
        this.leaves = leaves;
    }

    /** False when the code or the place in the list is taken. */
    @Transactional
    boolean enter(KeyProject one) {
        if (!rows.insert(one)) {
            return false;
        }
        leaves.note(List.of(new Noted(
                "GREEN_CHANNEL",
                one.projectCode(),
                "PROJECT_ENTERED",
                one.enteredBy(),
                one.enteredAt().toInstant(),
                Map.of("level", one.level().name(), "listNumber", one.listNumber()),
                Map.of("content", Digests.of(one.name(), one.enterpriseUsci())))));
        return true;
    }

    /** False when there is no such project. */
    @Transactional
    boolean engage(Engagement one) {
        if (!rows.exists(one.projectCode())) {
            return false;
        }
        rows.insert(one);
        leaves.note(List.of(new Noted(
                "GREEN_CHANNEL",
                one.projectCode(),
                "ENGAGED",
                one.officer(),
                one.loggedAt().toInstant(),
                Map.of(
                        "engagement", one.id().toString(),
                        "unit", one.unit(),
                        "engagedAt", one.engagedAt().toInstant().toString()),
                Map.of("what", Digests.of(one.what())))));
        return true;
    }
}
