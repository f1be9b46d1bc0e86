package onestop.appeal.blocked;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import onestop.appeal.blocked.NegativeAnswers.NegativeAnswer;
import onestop.events.EventConsumer;
import onestop.events.IncomingEvent;
import onestop.events.Outbox;
import onestop.events.Topic;
import onestop.events.UnreadableEventException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A refused acceptance is a no of the window, reported by itself (否定答复报告): one for each item of the file, whose reasons are in the
 * notice of refusal. What the clerk has reported of the same file and item before is not reported again.
 */
@Component
class WindowRefusalsConsumer implements EventConsumer {
    private static final String REFUSED = "onestop.intake.application.refused.v1";
    private static final String IN_THE_NOTICE = "窗口不予受理，理由见该件的不予受理通知书";

    private final NegativeAnswers answers;
    private final BlockedSequences sequences;
    private final Outbox outbox;

    WindowRefusalsConsumer(NegativeAnswers answers, BlockedSequences sequences, Outbox outbox) {
        this.answers = answers;
        this.sequences = sequences;
        this.outbox = outbox;
    }

    @Override
    public String name() {
        return "window-refusals";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.facts("onestop.intake.application"));
    }

    @Override
    public boolean awaited() {
        return false;
    }

    @Override
    public void handle(List<IncomingEvent> events) {
        var refused = events.stream()
                .filter(event -> event.type().equals(REFUSED))
                .flatMap(event -> event.data(Refusal.class).answers(event.time()))
                .toList();
        if (refused.isEmpty()) {
            return;
        }
        var rest = new ArrayList<>(answers.insertUnlessReported(refused));
        // Most items are there once: each round gives every one of them its next number.
        while (!rest.isEmpty()) {
            var items = new HashSet<String>();
            var round =
                    rest.stream().filter(answer -> items.add(answer.itemCode())).toList();
            var numbers = sequences.next(items, round.getFirst().reportedAt());
            outbox.append(round.stream()
                    .map(answer ->
                            BlockedMessages.answered(answer, Objects.requireNonNull(numbers.get(answer.itemCode()))))
                    .toList());
            rest.removeAll(round);
        }
    }

    /** The number of what is reported by itself: the same for the same refusal, however often it is told. */
    static UUID idOf(String receiptNumber, String itemCode) {
        return UUID.nameUUIDFromBytes(("refused " + receiptNumber + " " + itemCode).getBytes(StandardCharsets.UTF_8));
    }

    /** Events of earlier releases name neither items nor a unit: what is not told is not reported. */
    record Refusal(
            @Nullable String receiptNumber,
            @Nullable String refusedBy,
            @Nullable String unit,
            @Nullable String ground,
            @Nullable List<String> items) {

        Stream<NegativeAnswer> answers(Instant at) {
            if (receiptNumber == null || receiptNumber.isBlank()) {
                throw new UnreadableEventException("the field receiptNumber is missing");
            }
            if (refusedBy == null || refusedBy.isBlank() || unit == null || unit.isBlank() || items == null) {
                return Stream.of();
            }
            return items.stream()
                    .filter(Objects::nonNull)
                    .distinct()
                    .map(item -> new NegativeAnswer(
                            idOf(receiptNumber, item),
                            item,
                            unit,
                            cause(),
                            basis(),
                            IN_THE_NOTICE,
                            receiptNumber,
                            null,
                            refusedBy,
                            at,
                            null));
        }

        private Cause cause() {
            return switch (ground) {
                case "NO_PERMISSION_NEEDED" -> Cause.NO_RULE;
                case "OTHER_BODY_COMPETENT" -> Cause.OTHER_UNIT;
                case null, default -> Cause.OTHER;
            };
        }

        /** Licensing law, article 32: no permission is needed (1), or another body is competent (2). */
        private String basis() {
            return switch (ground) {
                case "NO_PERMISSION_NEEDED" -> "行政许可法第三十二条第一款第一项";
                case "OTHER_BODY_COMPETENT" -> "行政许可法第三十二条第一款第二项";
                case null, default -> "行政许可法第三十二条";
            };
        }
    }
}
