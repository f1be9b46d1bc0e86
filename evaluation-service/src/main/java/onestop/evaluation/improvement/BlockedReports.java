package onestop.evaluation.improvement;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
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
 * Hears what could not be got done: appeals about a blocked matter (办不成事) and windows that said no, each once, and as what an
 * appeal was found to be last. What is about no item feeds no finding.
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

    /** @param item null for what is none, or about no item */
    private record Report(
            UUID id,
            String kind,
            @Nullable String item,
            @Nullable String cause,
            LocalDate reportedOn,
            long sequence) {

        /** The later word, under the day of the first. */
        Report and(Report other) {
            var first = sequence <= other.sequence ? this : other;
            var last = first == this ? other : this;
            return new Report(id, kind, last.item, last.cause, first.reportedOn, last.sequence);
        }
    }

    private record About(@Nullable String itemCode) {}

    private record Received(
            @Nullable UUID appealId,
            @Nullable String kind,
            @Nullable About about) {}

    private record Classified(
            @Nullable UUID appealId,
            @Nullable String kind,
            @Nullable String itemCode) {}

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
        var byId = new TreeMap<UUID, Report>();
        events.stream()
                .flatMap(event -> Stream.ofNullable(report(event)))
                .forEach(report -> byId.merge(report.id(), report, Report::and));
        if (byId.isEmpty()) {
            return;
        }
        var reports = List.copyOf(byId.values());
        jdbc.sql("""
                INSERT INTO blocked_report AS b (id, kind, item, cause, reported_on, sequence, gone)
                SELECT id, kind, coalesce(item, ''), cause, reported_on, sequence, item IS NULL
                  FROM unnest(:ids::uuid[], :kinds::text[], :items::text[], :causes::text[], :days::date[],
                              :sequences::bigint[])
                       WITH ORDINALITY AS r (id, kind, item, cause, reported_on, sequence, position)
                 ORDER BY position
                    ON CONFLICT (id) DO UPDATE
                   SET item = excluded.item, gone = excluded.gone, sequence = excluded.sequence
                 WHERE b.sequence < excluded.sequence AND b.kind = 'BLOCKED_MATTER'
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
                .param("sequences", reports.stream().map(Report::sequence).toArray(Long[]::new))
                .update();
    }

    private static @Nullable Report report(IncomingEvent event) {
        return switch (event.type()) {
            case "onestop.appeal.appeal.received.v1" -> {
                var appeal = event.data(Received.class);
                var item = appeal.about() == null ? null : appeal.about().itemCode();
                yield BLOCKED_MATTER.equals(appeal.kind()) && item != null
                        ? matter(event, appeal.appealId(), BLOCKED_MATTER, item)
                        : null;
            }
            case "onestop.appeal.appeal.classified.v1", "onestop.appeal.appeal.file-named.v1" -> {
                var appeal = event.data(Classified.class);
                // Earlier releases did not tell the kind where a file was named.
                yield appeal.kind() == null ? null : matter(event, appeal.appealId(), appeal.kind(), appeal.itemCode());
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
                        day(event),
                        event.sequence());
            }
            default -> null;
        };
    }

    /** What is none is kept too, so that an earlier word that comes late changes nothing. */
    private static Report matter(
            IncomingEvent event, @Nullable UUID appealId, @Nullable String kind, @Nullable String item) {
        return new Report(
                id(appealId, "appealId"),
                BLOCKED_MATTER,
                BLOCKED_MATTER.equals(kind) ? item : null,
                null,
                day(event),
                event.sequence());
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
