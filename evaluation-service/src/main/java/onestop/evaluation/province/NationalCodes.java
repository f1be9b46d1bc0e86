package onestop.evaluation.province;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.invitations.ServiceKind;
import onestop.evaluation.scale.Channel;
import onestop.evaluation.scale.Level;
import onestop.evaluation.scale.Source;
import org.jspecify.annotations.Nullable;

/**
 * National codes in both directions; the only place that knows them.
 *
 * <p>Two tables number the levels in opposite directions: the interface for ratings has 5 for 非常满意, table A.8 of the data
 * standard has 1. Inside they are words.
 */
public final class NationalCodes {
    private static final List<Channel> CHANNELS = List.of(
            Channel.PC,
            Channel.MOBILE,
            Channel.QR_CODE,
            Channel.HALL_TABLET,
            Channel.HALL_TERMINAL,
            Channel.PHONE,
            Channel.SMS);

    /** Shandong's digits, which it puts before the numbers of its counties. */
    private static final String PROVINCE = "37";

    private static final Pattern PROJECT_AND_SERVICE = Pattern.compile("(" + PROVINCE + ".+)/([1-9][0-9]?)");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    /** An item of the county's own making; the province does not know it. */
    private static final String SELF_BUILT = "00000000";

    private static final int KIND_OF_ORGANISATION = 2;
    private static final String OTHER = "9";

    private NationalCodes() {}

    /** {@code satisfaction} of the interface: 5 is best. */
    public static String satisfaction(Level level) {
        return String.valueOf(Level.values().length - level.ordinal());
    }

    /** The level of a {@code satisfaction}; empty if there is none of this code. */
    public static Optional<Level> ofSatisfaction(String code) {
        return Arrays.stream(Level.values())
                .filter(level -> satisfaction(level).equals(code))
                .findFirst();
    }

    /** Table A.8 of the data standard: 1 is best. */
    public static String dataStandard(Level level) {
        return String.valueOf(level.ordinal() + 1);
    }

    /** The level of a code of table A.8; empty if there is none. */
    public static Optional<Level> ofDataStandard(String code) {
        return Arrays.stream(Level.values())
                .filter(level -> dataStandard(level).equals(code))
                .findFirst();
    }

    /** {@code pf}. A rating by default has no channel of its own there: it is the website's, with the flag. */
    static String pf(Channel channel) {
        return channel.active() ? String.valueOf(CHANNELS.indexOf(channel) + 1) : pf(Channel.PC);
    }

    /** The channel of a {@code pf} and the flag {@code isdefault}; empty if there is none of this code. */
    static Optional<Channel> ofPf(String code, boolean byDefault) {
        var known =
                CHANNELS.stream().filter(channel -> pf(channel).equals(code)).findFirst();
        return byDefault ? known.map(_ -> Channel.SYSTEM_DEFAULT) : known;
    }

    /** {@code taskType} of a kind of the catalogue. */
    static String taskType(String kind) {
        return switch (kind) {
            case "LICENCE" -> "01";
            case "PAYMENT" -> "05";
            case "CONFIRMATION" -> "07";
            case "AWARD" -> "08";
            case "ADJUDICATION" -> "09";
            case "FILING", "OTHER" -> "10";
            case "PUBLIC_SERVICE" -> "20";
            default -> "99";
        };
    }

    /** {@code proStatus}: 1 to be accepted, 2 accepted, 3 completed. Of what is handed out early the rest goes on. */
    static String proStatus(ServiceKind service, int serviceNumber) {
        return switch (service) {
            case CONSULTATION, SUBMISSION, CORRECTION -> "1";
            case ACCEPTANCE, PAYMENT -> "2";
            case DELIVERY -> serviceNumber == ServiceKind.DELIVERY.number() ? "3" : "2";
            case COMPLETION, COMPOSITE -> "3";
        };
    }

    static String serviceName(ServiceKind service) {
        return switch (service) {
            case CONSULTATION -> "咨询";
            case SUBMISSION -> "申报";
            case CORRECTION -> "补正";
            case PAYMENT -> "缴费";
            case ACCEPTANCE -> "受理";
            case COMPLETION -> "办结";
            case DELIVERY -> "出件";
            case COMPOSITE -> "综合评价";
        };
    }

    /**
     * {@code userProp} of whom a service was given to: 1 a person, 2 an enterprise, 3 a public institution, 4 a social
     * organisation, 5 an unincorporated business, 6 an authority, 9 another organisation. It is read from the first two digits of the credit code
     * (GB 32100-2015), which do not tell an enterprise without legal personality from others: 91 is 2. A household business (92) is
     * 5, a cooperative (93) and a rural collective (N1 to N3), which the Civil Code counts among the special legal persons, 9: how the
     * province reads these three is not verified.
     *
     * @param usci null of a question, which a person asks, and where nobody has told
     */
    static String userProp(ServiceKind service, @Nullable String usci) {
        if (usci == null || usci.length() < KIND_OF_ORGANISATION) {
            return service == ServiceKind.CONSULTATION ? "1" : OTHER;
        }
        return switch (usci.substring(0, KIND_OF_ORGANISATION)) {
            case "91" -> "2";
            case "12" -> "3";
            case "13", "51", "52", "53" -> "4";
            case "92" -> "5";
            case "11" -> "6";
            default -> OTHER;
        };
    }

    /** {@code promiseTime}: 1 done at once, 2 promised. */
    static String promiseTime(@Nullable String caseType) {
        return "IMMEDIATE".equals(caseType) ? "1" : "2";
    }

    /** {@code proChannel}: 1 online, 2 offline, which is also by telephone and where nobody has told. */
    static String proChannel(@Nullable Boolean online) {
        return Boolean.TRUE.equals(online) ? "1" : "2";
    }

    /** {@code isAnonymous}: 1 yes, 2 no. */
    static String anonymous(boolean anonymous) {
        return anonymous ? "1" : "2";
    }

    /** Whether an {@code isAnonymous} says so; empty if it is no code. */
    static Optional<Boolean> ofAnonymous(String code) {
        return ofYes(code, anonymous(true), anonymous(false));
    }

    static String flag(boolean yes) {
        return yes ? "1" : "0";
    }

    /** What a flag says; empty if it is none. */
    static Optional<Boolean> ofFlag(String code) {
        return ofYes(code, flag(true), flag(false));
    }

    private static Optional<Boolean> ofYes(String code, String yes, String no) {
        return code.equals(yes) ? Optional.of(true) : code.equals(no) ? Optional.of(false) : Optional.empty();
    }

    /** {@code evalDetail}: codes of labels; null when there are none. */
    static @Nullable String evalDetail(List<String> labels) {
        return labels.isEmpty() ? null : String.join(",", labels);
    }

    /** The labels of an {@code evalDetail}; devices part them by strokes. */
    static List<String> ofEvalDetail(@Nullable String codes) {
        return codes == null || codes.isBlank()
                ? List.of()
                : List.of(codes.strip().split("[,|]", -1));
    }

    /** A time as the interface writes it, of the county. */
    static String time(Instant at) {
        return TIME.format(CountyTime.at(at));
    }

    /** The moment of a time of the interface; empty if it is none. */
    static Optional<OffsetDateTime> ofTime(String text) {
        try {
            return Optional.of(CountyTime.at(LocalDateTime.parse(text, TIME)));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    /** {@code projectNo}: the number of the file with the province before it. */
    static String projectNo(String receiptNumber) {
        return PROVINCE + receiptNumber;
    }

    /**
     * {@code projectNo} of a service that was rated in another system: the number of the source, marked so that numbers of
     * two sources, or of a source and ours, are never the same.
     */
    static String projectNo(Source source, String number) {
        return PROVINCE + mark(source) + number;
    }

    /** A service that only the province knows, by its own numbers. */
    record OfTheProvince(String projectNo, int serviceNumber) {
        /** As a number of the source {@link Source#PROVINCE}, which says what was rated there once. */
        String sourceNumber() {
            return projectNo + "/" + serviceNumber;
        }
    }

    /** What the province calls what it has rated under this number; empty if it was not told in its interface. */
    static Optional<OfTheProvince> ofSourceNumber(String number) {
        var parts = PROJECT_AND_SERVICE.matcher(number);
        return parts.matches()
                ? Optional.of(new OfTheProvince(parts.group(1), Integer.parseInt(parts.group(2))))
                : Optional.empty();
    }

    /**
     * The same, also where the number is not one of its interface but what it has numbered a row of a batch with: then the number is the
     * project's, and the service, which nobody has told, the completion, as of all that other systems rate.
     */
    static OfTheProvince ofTheProvince(String number) {
        return ofSourceNumber(number)
                .orElseGet(() -> new OfTheProvince(
                        number.startsWith(PROVINCE) ? number : PROVINCE + number, ServiceKind.COMPLETION.number()));
    }

    /** What a {@code projectNo} of a service stands for; empty if it is not of this province. */
    static Optional<Project> ofProjectNo(String projectNo) {
        if (!projectNo.startsWith(PROVINCE) || projectNo.length() == PROVINCE.length()) {
            return Optional.empty();
        }
        var number = projectNo.substring(PROVINCE.length());
        for (var source : Source.values()) {
            var mark = mark(source);
            if (!mark.isEmpty() && number.startsWith(mark)) {
                return Optional.of(new Elsewhere(source, number.substring(mark.length())));
            }
        }
        return Optional.of(new File(number));
    }

    /** What a number of the province's stands for. */
    sealed interface Project {}

    /** A file, by the number of whoever keeps it. */
    record File(String receiptNumber) implements Project {}

    /** What we told the province of a source of ours. */
    record Elsewhere(Source source, String number) implements Project {}

    private static String mark(Source source) {
        return switch (source) {
            case HOTLINE -> "RX-";
            case TOWN_CENTRE -> "ZJ-";
            case PROVINCE -> "";
        };
    }

    /** {@code proChannel} of a service of which only the channel of its rating is known. */
    static String proChannel(Channel channel) {
        return proChannel(channel == Channel.PC || channel == Channel.MOBILE);
    }

    static boolean selfBuilt(String implementCode) {
        return implementCode.contains(SELF_BUILT);
    }
}
