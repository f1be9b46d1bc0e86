package onestop.evaluation.province;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import onestop.evaluation.partners.RatingDialect;
import onestop.evaluation.partners.SentRating;
import onestop.evaluation.province.ProvinceTables.Ours;
import onestop.evaluation.scale.Source;
import onestop.events.IncomingEvent;
import onestop.events.UnreadableEventException;
import onestop.web.InvalidFieldException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Ratings in the words of the province (国家"好差评"接口): what its website, app and telephones have collected of services in
 * the county. What went up from here and comes back is known by its number and changes nothing.
 */
@Component
class NationalRatings implements RatingDialect {
    private static final int FIRST = 1;
    private static final int FOLLOW_UP = 2;

    private final ProvinceTables tables;

    NationalRatings(ProvinceTables tables) {
        this.tables = tables;
    }

    /** The message as it is sent; persons in it are not read, but for the telephone that is called back. */
    private record Message(
            @Nullable String projectNo,
            @Nullable Integer serviceNumber,
            @Nullable String taskCode,
            @Nullable String deptCode,
            @Nullable String pf,
            @Nullable String satisfaction,
            @Nullable String evalDetail,
            @Nullable String writingEvaluation,
            @Nullable String assessTime,
            @Nullable Integer assessNumber,
            @Nullable String isAnonymous,
            @Nullable String isdefault,
            @JsonProperty("EffectivEvalua") @Nullable String effective,
            @Nullable String mobile) {}

    @Override
    public String type() {
        return "onestop.partner.rating.reported.v1";
    }

    @Override
    public String fieldName(String ours) {
        return switch (ours) {
            case "number", "receiptNumber" -> "projectNo";
            case "unit" -> "deptCode";
            case "item" -> "taskCode";
            case "level" -> "satisfaction";
            case "text" -> "writingEvaluation";
            case "channel" -> "isdefault";
            case "ratedAt" -> "assessTime";
            case "contact" -> "mobile";
            default -> ours.startsWith("labels") ? "evalDetail" : ours;
        };
    }

    /** All that is read but the telephone. */
    @Override
    public Set<String> readableFields() {
        return Set.of(
                "projectNo",
                "serviceNumber",
                "taskCode",
                "deptCode",
                "pf",
                "satisfaction",
                "evalDetail",
                "writingEvaluation",
                "assessTime",
                "assessNumber",
                "isAnonymous",
                "isdefault",
                "EffectivEvalua");
    }

    @Override
    public List<Reading> read(List<IncomingEvent> messages) {
        var read = new ArrayList<Object>();
        for (var event : messages) {
            try {
                read.add(event.data(Message.class));
            } catch (UnreadableEventException e) {
                read.add(new Unreadable(e));
            }
        }
        var ours = tables.ours(codes(read.stream(), Message::taskCode), codes(read.stream(), Message::deptCode));
        return read.stream()
                .map(one -> one instanceof Message message ? said(message, ours) : (Reading) one)
                .toList();
    }

    private static List<String> codes(
            Stream<Object> read, java.util.function.Function<Message, @Nullable String> code) {
        return read.filter(Message.class::isInstance)
                .map(Message.class::cast)
                .map(code)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    private static Reading said(Message sent, Ours ours) {
        try {
            return new Said(rating(sent, ours));
        } catch (InvalidFieldException e) {
            return new Wrong(e);
        }
    }

    private static SentRating rating(Message sent, Ours ours) {
        var projectNo = required("projectNo", sent.projectNo());
        var project = NationalCodes.ofProjectNo(projectNo)
                .orElseThrow(() -> new InvalidFieldException("projectNo", "project-of-the-province"));
        int number = sent.assessNumber() == null ? FIRST : sent.assessNumber();
        if (number != FIRST && number != FOLLOW_UP) {
            throw new InvalidFieldException("assessNumber", "one-of", "1, 2");
        }
        boolean effective = code("EffectivEvalua", sent.effective(), "1", NationalCodes::ofFlag, "0, 1");
        boolean byDefault = code("isdefault", sent.isdefault(), "0", NationalCodes::ofFlag, "0, 1");
        var level = code("satisfaction", sent.satisfaction(), "", NationalCodes::ofSatisfaction, "1, 2, 3, 4, 5");
        var channel = code("pf", sent.pf(), "", pf -> NationalCodes.ofPf(pf, byDefault), "1, 2, 3, 4, 5, 6, 7");
        var time = NationalCodes.ofTime(required("assessTime", sent.assessTime()))
                .orElseThrow(() -> new InvalidFieldException("assessTime", "county-time"));
        var who = who(project, projectNo, sent.serviceNumber());
        return new SentRating(
                who.source().name(),
                who.number(),
                known("deptCode", sent.deptCode(), ours.units().get(required("deptCode", sent.deptCode()))),
                known("taskCode", sent.taskCode(), ours.items().get(required("taskCode", sent.taskCode()))),
                null,
                null,
                null,
                null,
                level.name(),
                List.copyOf(NationalCodes.ofEvalDetail(sent.evalDetail())),
                sent.writingEvaluation(),
                channel.name(),
                code("isAnonymous", sent.isAnonymous(), "1", NationalCodes::ofAnonymous, "1, 2"),
                time.toString(),
                who.receiptNumber(),
                who.receiptNumber() == null ? null : sent.serviceNumber(),
                sent.mobile(),
                number == FOLLOW_UP,
                effective,
                null);
    }

    /** What makes it one rating, and what it is of. */
    private record Who(
            Source source, String number, @Nullable String receiptNumber) {}

    private static Who who(NationalCodes.Project project, String projectNo, @Nullable Integer serviceNumber) {
        return switch (project) {
            case NationalCodes.Elsewhere(var source, var number) -> new Who(source, number, null);
            case NationalCodes.File(var receipt) -> {
                if (serviceNumber == null) {
                    throw new InvalidFieldException("serviceNumber", "required");
                }
                yield new Who(
                        Source.PROVINCE,
                        new NationalCodes.OfTheProvince(projectNo, serviceNumber).sourceNumber(),
                        receipt);
            }
        };
    }

    private static String required(String field, @Nullable String sent) {
        if (sent == null || sent.isBlank()) {
            throw new InvalidFieldException(field, "required");
        }
        return sent;
    }

    private static String known(String field, @Nullable String code, @Nullable String ours) {
        if (ours == null) {
            throw new InvalidFieldException(field, "unknown-national-code", String.valueOf(code));
        }
        return ours;
    }

    /** @param absent the code that an absent one stands for; empty when there must be one */
    private static <T> T code(
            String field,
            @Nullable String sent,
            String absent,
            java.util.function.Function<String, Optional<T>> table,
            String all) {
        var code = sent == null || sent.isEmpty() ? absent : sent;
        return table.apply(required(field, code)).orElseThrow(() -> new InvalidFieldException(field, "one-of", all));
    }
}
