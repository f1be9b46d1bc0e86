package onestop.intake.region;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A street office or town of the county, with its code of the national division register. */
public enum Town {
    SHIZILU("371327001000", "十字路街道", "Shizilu"),
    DADIAN("371327102000", "大店镇", "Dadian"),
    FANGQIAN("371327103000", "坊前镇", "Fangqian"),
    BANQUAN("371327106000", "板泉镇", "Banquan"),
    ZHUBIAN("371327107000", "洙边镇", "Zhubian"),
    WENTUAN("371327108000", "文疃镇", "Wentuan"),
    SHILIANZI("371327111000", "石莲子镇", "Shilianzi"),
    LINGQUAN("371327112000", "岭泉镇", "Lingquan"),
    YANBIN("371327113000", "筵宾镇", "Yanbin"),
    LAOPO("371327114000", "涝坡镇", "Laopo"),
    DAOKOU("371327116000", "道口镇", "Daokou"),
    XIANGGOU("371327117000", "相沟镇", "Xianggou"),
    TUANLIN("371327118000", "团林镇", "Tuanlin"),
    PINGSHANG("371327119000", "坪上镇", "Pingshang"),
    ZHUANGGANG("371327120000", "壮岗镇", "Zhuanggang"),
    ZHULU("371327121000", "朱芦镇", "Zhulu");

    /** What the codes of all places in the county begin with. */
    public static final String COUNTY = "371327";

    private static final Map<String, Town> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Town::code, Function.identity()));

    private final String code;
    private final String nameZh;
    private final String nameEn;

    Town(String code, String nameZh, String nameEn) {
        this.code = code;
        this.nameZh = nameZh;
        this.nameEn = nameEn;
    }

    public String code() {
        return code;
    }

    public String nameZh() {
        return nameZh;
    }

    public String nameEn() {
        return nameEn;
    }

    public static Optional<Town> ofCode(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /** The town people mean by its code, or by its name with or without 镇 or 街道. */
    public static Optional<Town> find(String text) {
        var wanted = text.strip();
        return Arrays.stream(values())
                .filter(town -> town.code.equals(wanted)
                        || town.nameZh.equals(wanted)
                        || town.nameZh.replaceFirst("(镇|街道)$", "").equals(wanted)
                        || town.nameEn.equalsIgnoreCase(wanted))
                .findFirst();
    }

    /** Whether the code can be the place of an enterprise: a town of this county, or any place outside it. */
    public static boolean isPlace(String code) {
        return code.matches("[0-9]{12}") && (!code.startsWith(COUNTY) || BY_CODE.containsKey(code));
    }
}
