package onestop.appeal.handover;

import java.util.List;
import java.util.Set;
import onestop.appeal.appeals.RaiseAppeal;
import onestop.appeal.appeals.TakeOverAppeal;
import onestop.appeal.appeals.TakeOverAppeal.HandedOver;
import onestop.appeal.words.AppealKind;
import onestop.appeal.words.AppealSource;
import onestop.events.EventConsumer;
import onestop.events.IncomingEvent;
import onestop.events.Topic;
import onestop.events.UnreadableEventException;
import onestop.identifiers.Usci;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes over appeals of the hotline and of the provincial platform. What is not readable becomes a dead letter with its reason. */
@Component
class PartnerAppealConsumer implements EventConsumer {
    private static final String HANDED_OVER = "onestop.partner.appeal.handed-over.v1";

    private final TakeOverAppeal takeOverAppeal;

    PartnerAppealConsumer(TakeOverAppeal takeOverAppeal) {
        this.takeOverAppeal = takeOverAppeal;
    }

    @Override
    public String name() {
        return "partner-appeals";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.facts("onestop.partner.appeal"));
    }

    @Override
    public void handle(List<IncomingEvent> events) {
        for (var event : events) {
            if (event.type().equals(HANDED_OVER)) {
                takeOverAppeal.takeOver(event.data(PartnerAppeal.class).checked());
            }
        }
    }

    /** The partner's appeal: what our contract asks of it, nothing taken on trust. */
    record PartnerAppeal(
            @Nullable String partner,
            @Nullable String partnerNumber,
            @Nullable String kind,
            @Nullable String title,
            @Nullable String text,
            @Nullable String usci,
            @Nullable String regionCode,
            @Nullable Boolean urgent,
            @Nullable Boolean confidential,
            @Nullable Contact contact,
            @Nullable String receiptNumber,
            @Nullable String caseNumber,
            @Nullable String unit,
            @Nullable String itemCode) {

        record Contact(@Nullable String name, @Nullable String phone) {}

        HandedOver checked() {
            var source = word("partner", partner, AppealSource.class);
            if (source != AppealSource.HOTLINE && source != AppealSource.PROVINCE) {
                throw new UnreadableEventException("the field partner names no partner");
            }
            if (usci != null && Usci.findProblem(usci).isPresent()) {
                throw new UnreadableEventException("the field usci is no unified social credit code");
            }
            return new HandedOver(
                    source,
                    word("kind", kind, AppealKind.class),
                    Boolean.TRUE.equals(urgent),
                    Boolean.TRUE.equals(confidential),
                    usci,
                    optional("regionCode", regionCode, "\\d{12}"),
                    text("title", title, 100),
                    text("text", text, 4000),
                    contact == null || contact.name() == null ? null : text("contact.name", contact.name(), 50),
                    contact == null
                            ? null
                            : optional("contact.phone", contact.phone(), "1[3-9]\\d{9}|0\\d{2,3}-?\\d{7,8}"),
                    required("partnerNumber", partnerNumber, "[\\x21-\\x7e]{1,64}"),
                    null,
                    optional("receiptNumber", receiptNumber, RaiseAppeal.IDENTIFIER),
                    optional("caseNumber", caseNumber, RaiseAppeal.IDENTIFIER),
                    optional("unit", unit, "[A-Z][A-Z0-9_]{1,31}"),
                    optional("itemCode", itemCode, RaiseAppeal.IDENTIFIER));
        }

        private static <E extends Enum<E>> E word(String field, @Nullable String value, Class<E> words) {
            try {
                return Enum.valueOf(words, value == null ? "" : value);
            } catch (IllegalArgumentException _) { // its message would repeat what was sent
                throw new UnreadableEventException("the field " + field + " holds no word we know");
            }
        }

        private static String text(String field, @Nullable String value, int most) {
            var stripped = value == null ? "" : value.strip();
            if (stripped.isEmpty() || stripped.length() > most || stripped.indexOf('\0') >= 0) {
                throw new UnreadableEventException("the field " + field + " is missing or longer than " + most);
            }
            return stripped;
        }

        private static String required(String field, @Nullable String value, String pattern) {
            if (value == null || !value.matches(pattern)) {
                throw new UnreadableEventException("the field " + field + " is missing or misshapen");
            }
            return value;
        }

        private static @Nullable String optional(String field, @Nullable String value, String pattern) {
            return value == null ? null : required(field, value, pattern);
        }
    }
}
