package onestop.evaluation.province;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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

    /** An item of the county's own making; the province does not know it. */
    private static final String SELF_BUILT = "00000000";

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

    /** {@code proStatus}: 1 to be accepted, 2 accepted, 3 completed. */
    static String proStatus(ServiceKind service) {
        return switch (service) {
            case CONSULTATION, SUBMISSION, CORRECTION -> "1";
            case ACCEPTANCE, PAYMENT -> "2";
            case COMPLETION, DELIVERY, COMPOSITE -> "3";
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

    /** {@code promiseTime}: 1 done at once, 2 promised. */
    static String promiseTime(@Nullable String caseType) {
        return "IMMEDIATE".equals(caseType) ? "1" : "2";
    }

    /** {@code proChannel}: 1 online, 2 offline. */
    static String proChannel(@Nullable Boolean online) {
        return Boolean.TRUE.equals(online) ? "1" : "2";
    }

    /** {@code isAnonymous}: 1 yes, 2 no. */
    static String anonymous(boolean anonymous) {
        return anonymous ? "1" : "2";
    }

    static String flag(boolean yes) {
        return yes ? "1" : "0";
    }

    /** {@code projectNo}: the number of the file with the province before it. */
    static String projectNo(String receiptNumber) {
        return "37" + receiptNumber;
    }

    /**
     * {@code projectNo} of a service that was rated in another system: the number of the source, marked so that numbers of
     * two sources, or of a source and ours, are never the same.
     */
    static String projectNo(Source source, String number) {
        return "37" + mark(source) + number;
    }

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
