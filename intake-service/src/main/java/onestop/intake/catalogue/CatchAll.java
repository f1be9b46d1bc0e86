package onestop.intake.catalogue;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Wording that leaves open what is asked for, such as "other materials". A guide that holds it binds nobody, so that a
 * second demand could always be called part of the first.
 */
final class CatchAll {
    private static final String THINGS = "(?:材料|资料|文件|证明|证件|手续|条件|情形|要求|事项|凭证|证照)";
    private static final Pattern CHINESE = Pattern.compile(
            // 其他材料, 其它相关的证明, 其他需要提交的材料, 其他依法应当具备的条件
            "其[他它余](?:[^，。；、,;]{0,12})" + THINGS
                    // 等材料, 等有关文件
                    + "|等(?:有关|相关|其[他它]|必要)?的?" + THINGS
                    // 有关材料, 相关证明: nobody knows which
                    + "|(?:有关|相关|必要|所需)的?(?:材料|资料|文件|证明|证件|手续|证照)"
                    // 视情况, 根据需要, 按要求提供
                    + "|视(?:情况|需要|具体情况)|(?:根据|依据|按照?)(?:实际)?(?:需要|要求|情况)(?:补充|提供|提交)"
                    // a list that ends in 等
                    + "|(?<![一二三四五六七八九十甲乙丙丁高中初平均相])等(?=$|[，。；）)])");
    private static final Pattern ENGLISH = Pattern.compile(
            "\\b(?:any |all )?other (?:\\w+ ){0,2}(?:materials?|documents?|papers?|information|evidence|proofs?|conditions?|requirements?)\\b"
                    + "|\\b(?:relevant|related|necessary|supporting) (?:materials?|documents?|papers?)\\b"
                    + "|\\betc\\b|\\band so (?:on|forth)\\b|\\band the like\\b|\\bas (?:may be )?(?:required|requested|needed|necessary)\\b",
            Pattern.CASE_INSENSITIVE);

    /** The words that leave it open. */
    static Optional<String> in(String text) {
        var chinese = CHINESE.matcher(text);
        if (chinese.find()) {
            return Optional.of(chinese.group());
        }
        var english = ENGLISH.matcher(text);
        return english.find() ? Optional.of(english.group()) : Optional.empty();
    }

    private CatchAll() {}
}
