package onestop.approval.assessment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import onestop.approval.assessment.AssessmentRows.Assessed;
import onestop.approval.clocks.OfficeTime;
import onestop.events.OutgoingEvent;
import onestop.events.Topic;
import org.jspecify.annotations.Nullable;

/** Published assessments, as other systems are told of them. */
final class AssessmentMessages {
    static final Topic TOPIC = Topic.facts("onestop.approval.assessment");

    private AssessmentMessages() {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record OneUnit(
            String unit, long decided, long ended, @Nullable BigDecimal score, String grade, String gradeZh) {}

    private record Published(String quarter, int scheme, OffsetDateTime publishedAt, List<OneUnit> units) {}

    static OutgoingEvent published(Quarter quarter, int scheme, List<Assessed> units, Instant at) {
        return new OutgoingEvent(
                TOPIC,
                quarter.toString(),
                "onestop.approval.assessment.published.v1",
                quarter.toString(),
                1,
                at,
                new Published(
                        quarter.toString(),
                        scheme,
                        OfficeTime.at(at),
                        units.stream()
                                .map(one -> new OneUnit(
                                        one.numbers().unit(),
                                        one.numbers().decided(),
                                        one.numbers().ended(),
                                        one.result().score(),
                                        one.result().grade().name(),
                                        one.result().grade().zh()))
                                .toList()));
    }
}
