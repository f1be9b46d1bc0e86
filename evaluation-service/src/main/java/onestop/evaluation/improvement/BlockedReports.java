package onestop.evaluation.improvement;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import onestop.evaluation.calendar.CountyTime;
import onestop.events.EventConsumer;
import onestop.events.IncomingEvent;
import onestop.events.Topic;
import onestop.events.UnreadableEventException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Hears what could not be got done: appeals about a blocked matter (办不成事) and windows that said no, each once. What is about
 * no item feeds no finding.
 */
@Component
class BlockedReports implements EventConsumer {
    private static final Topic APPEALS = Topic.facts("onestop.appeal.appeal");
    private static final Topic BLOCKED = Topic.facts("onestop.appeal.blocked-matter");
    private static final String BLOCKED_MATTER = "BLOCKED_MATTER";

    private final JdbcClient jdbc;

    BlockedReports(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Report(
            UUID id, String kind, String item, @Nullable String cause, LocalDate reportedOn) {}

    private record About(@Nullable String itemCode) {}

    private record Received(
            @Nullable UUID appealId,
            @Nullable String kind,
            @Nullable About about) {}

    private record SaidNo(
            @Nullable UUID negativeAnswerId,
            @Nullable String itemCode,
            @Nullable String cause) {}

    @Override
    public String name() {
        return "blocked-reports";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(APPEALS, BLOCKED);
    }

    @Override
    public void handle(List<IncomingEvent> events) {
        var reports = events.stream()
                .flatMap(event -> Stream.ofNullable(report(event)))
                .toList();
        if (reports.isEmpty()) {
            return;
        }
        jdbc.sql("""
                INSERT INTO blocked_report (id, kind, item, cause, reported_on)
                SELECT id, kind, item, cause, reported_on
                  FROM unnest(:ids::uuid[], :kinds::text[], :items::text[], :causes::text[], :days::date[])
                       AS r (id, kind, item, cause, reported_on)
                 ORDER BY id
                    ON CONFLICT DO NOTHING
                """)
                .param("ids", reports.stream().map(Report::id).toArray(UUID[]::new))
                .param("kinds", reports.stream().map(Report::kind).toArray(String[]::new))
                .param("items", reports.stream().map(Report::item).toArray(String[]::new))
                .param("causes", reports.stream().map(Report::cause).toArray(String[]::new))
                .param(
                        "days",
                        reports.stream()
                                .map(report -> report.reportedOn().toString())
                                .toArray(String[]::new))
                .update();
    }

    private static @Nullable Report report(IncomingEvent event) {
        return switch (event.type()) {
            case "onestop.appeal.appeal.received.v1" -> {
                var appeal = event.data(Received.class);
                var item = appeal.about() == null ? null : appeal.about().itemCode();
                yield BLOCKED_MATTER.equals(appeal.kind()) && item != null
                        ? new Report(id(appeal.appealId(), "appealId"), BLOCKED_MATTER, item, null, day(event))
                        : null;
            }
            case "onestop.appeal.blocked-matter.negative-answer.v1" -> {
                var answer = event.data(SaidNo.class);
                if (answer.itemCode() == null) {
                    throw new UnreadableEventException("itemCode is missing");
                }
                yield new Report(
                        id(answer.negativeAnswerId(), "negativeAnswerId"),
                        "NEGATIVE_ANSWER",
                        Objects.requireNonNull(answer.itemCode()),
                        answer.cause(),
                        day(event));
            }
            default -> null;
        };
    }

    private static UUID id(@Nullable UUID id, String field) {
        if (id == null) {
            throw new UnreadableEventException(field + " is missing");
        }
        return id;
    }

    private static LocalDate day(IncomingEvent event) {
        return CountyTime.dayOf(event.time());
    }
}
