package onestop.evaluation.scale;

import static onestop.web.Role.AGENT;
import static onestop.web.Role.APPEAL_COORDINATOR;
import static onestop.web.Role.APPLICANT;
import static onestop.web.Role.APPROVER;
import static onestop.web.Role.AUDITOR;
import static onestop.web.Role.EVALUATION_SUPERVISOR;
import static onestop.web.Role.EXAMINER;
import static onestop.web.Role.HELPER;
import static onestop.web.Role.ISSUER;
import static onestop.web.Role.OPS;
import static onestop.web.Role.PARTNER;
import static onestop.web.Role.REVIEWER;
import static onestop.web.Role.UNIT_MANAGER;
import static onestop.web.Role.WINDOW;

import java.util.Arrays;
import onestop.web.Allowed;
import onestop.web.Open;
import onestop.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Labels for whoever draws a form or reads a rating. */
@RestController
class LabelsController {
    private final Labels labels;

    LabelsController(Labels labels) {
        this.labels = labels;
    }

    @Allowed({
        APPLICANT,
        AGENT,
        HELPER,
        WINDOW,
        EXAMINER,
        REVIEWER,
        APPROVER,
        ISSUER,
        UNIT_MANAGER,
        EVALUATION_SUPERVISOR,
        APPEAL_COORDINATOR,
        AUDITOR,
        OPS,
        PARTNER
    })
    @GetMapping("/api/evaluation/labels")
    Page<Label> labels(
            @RequestParam(required = false) @Nullable Level level,
            @RequestParam(required = false) @Nullable Boolean usingStatus) {
        var chosen = labels.all().stream()
                .filter(label -> level == null || label.level() == level)
                .filter(label -> usingStatus == null || label.usingStatus() == usingStatus)
                .toList();
        return new Page<>(chosen, null);
    }

    /** @param online whether ratings on the web and the telephone's screen have it, or those in halls and by voice */
    record DimensionView(Dimension dimension, boolean online, String nameZh, String nameEn) {}

    /** What may be rated beside the whole. */
    @Open
    @GetMapping("/api/evaluation/dimensions")
    Page<DimensionView> dimensions() {
        return new Page<>(
                Arrays.stream(Dimension.values())
                        .map(one -> new DimensionView(one, one.online(), one.nameZh(), one.nameEn()))
                        .toList(),
                null);
    }
}
