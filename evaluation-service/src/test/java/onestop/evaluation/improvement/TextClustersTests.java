package onestop.evaluation.improvement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import onestop.testsupport.Measured;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class TextClustersTests {
    private static final Map<String, List<String>> SUBJECTS = Map.of(
            "停车",
            List.of("大厅门口停车位太少，每次停车都要等很久", "停车位不够，停车不方便", "来办事找不到停车位，建议增加停车位", "停车场太小了，停车位总是满的", "希望增加停车位，停车太难"),
            "系统",
            List.of("网上系统总是卡顿，提交材料时系统报错", "系统报错无法提交，刷新几次都不行", "网上申报系统不稳定，经常报错", "系统卡顿严重，填好的内容丢失了", "申报系统登录不上，系统一直报错"),
            "材料",
            List.of("同样的证明材料要求提交了三次", "反复要求补充证明材料，材料清单没有写", "证明材料重复提交，清单上没有要求", "材料清单不清楚，来回补充材料", "要求提供清单之外的证明材料"),
            "态度",
            List.of("窗口人员态度生硬，说话不耐烦", "窗口工作人员态度不好，解释不耐烦", "工作人员态度冷淡，问什么都不耐烦", "窗口服务态度差，态度生硬", "咨询时工作人员态度很不耐烦"),
            "时限",
            List.of("承诺三天办结，结果超过时限一周", "超过承诺时限还没有办结", "办结时限一拖再拖，超过承诺的时限", "承诺时限内没有办结，也没有人通知", "比承诺的办结时限晚了两天"));

    /** Not looked at when the distance was set. */
    private static final Map<String, List<String>> OTHER_SUBJECTS = Map.of(
            "排队",
            List.of("排队时间太长，等了两个小时", "上午排队的人多，排队等候太久", "预约了还要重新排队", "取号以后排队等候一上午", "排队等候时间长，窗口开得少"),
            "电话",
            List.of("咨询电话没人接听", "电话打了十几次一直占线", "公布的咨询电话打不通", "咨询电话无人接听，只能跑一趟", "电话咨询说法不一致，打电话没人接"),
            "收费",
            List.of("收费标准没有公示", "多收了复印费用", "收费项目不透明，没有票据", "被要求到指定地点交费，收费偏高", "收费标准和网上公布的不一样"),
            "指引",
            List.of("大厅指示牌看不懂，找不到窗口", "没有指引，楼层标识不清", "指示牌太小，找窗口绕了几圈", "楼层标识混乱，找不到办事窗口", "导办指引不清，走错了楼层"),
            "邮寄",
            List.of("营业执照邮寄了十天才收到", "邮寄的证照一直没有收到", "快递邮寄证照丢失，没人负责", "选择邮寄，结果还要自己来取证照", "证照邮寄太慢"));

    private static final List<String> ALONE = List.of("空调开得太冷", "叫号声音听不清", "希望提供老花镜", "饮水机没有纸杯");

    private final TextClusters clusters = new TextClusters(new Words());

    @RepeatedTest(5)
    void textsOfOneSubjectComeTogetherAndOthersStayAlone(RepetitionInfo repetition) {
        assertThat(together(SUBJECTS, repetition.getCurrentRepetition()))
                .as("most texts find their group")
                .isGreaterThanOrEqualTo(23);
    }

    @RepeatedTest(5)
    void theSameHoldsForTextsThatTheDistanceWasNotSetOn(RepetitionInfo repetition) {
        assertThat(together(OTHER_SUBJECTS, repetition.getCurrentRepetition()))
                .as("most texts find their group")
                .isGreaterThanOrEqualTo(18);
    }

    /** How many texts are in a group, each of which speaks of one subject, every subject being found. */
    private int together(Map<String, List<String>> bySubject, long seed) {
        var texts = new ArrayList<String>(ALONE);
        bySubject.values().forEach(texts::addAll);
        Collections.shuffle(texts, new Random(seed));
        var subjectOf = bySubject.entrySet().stream()
                .flatMap(subject -> subject.getValue().stream().map(text -> Map.entry(text, subject.getKey())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

        var groups = clusters.of(texts);

        var together = 0;
        var seen = new HashSet<String>();
        for (var group : groups) {
            var subjects = group.members().stream()
                    .map(texts::get)
                    .map(text -> subjectOf.getOrDefault(text, "alone"))
                    .collect(Collectors.toSet());
            assertThat(subjects)
                    .as("a group speaks of one subject: %s", group.terms())
                    .hasSize(1)
                    .doesNotContain("alone");
            seen.addAll(subjects);
            together += group.members().size();
        }
        assertThat(seen).as("each subject is found").isEqualTo(bySubject.keySet());
        return together;
    }

    @Test
    void aGroupIsNamedByTheWordsItsTextsShare() {
        var texts = new ArrayList<>(of("停车"));
        texts.addAll(of("材料"));

        var groups = clusters.of(texts);

        assertThat(groups).anySatisfy(group -> assertThat(group.terms()).contains("材料"));
        assertThat(groups)
                .anySatisfy(group -> assertThat(group.terms().toString()).contains("停车"));
    }

    @Test
    void theSameTextsGiveTheSameGroups() {
        var texts = new ArrayList<String>();
        SUBJECTS.values().forEach(texts::addAll);

        assertThat(clusters.of(texts)).isEqualTo(clusters.of(texts));
    }

    @Test
    void twoTextsAreNoGroupYet() {
        assertThat(clusters.of(of("停车").subList(0, 2))).isEmpty();
        assertThat(clusters.of(List.of())).isEmpty();
        assertThat(clusters.of(List.of("", "13805390001", "。。。"))).isEmpty();
    }

    @Test
    void numbersAreNoWords() {
        assertThat(new Words().of("请拨打13805390001联系张三，证件371327199001010012"))
                .noneMatch(word -> word.matches(".*[0-9].*"));
    }

    @Test
    void aThousandTextsAreTheMost() {
        assertThatIllegalArgumentException().isThrownBy(() -> clusters.of(Collections.nCopies(1_001, "停车位")));
    }

    @Test
    void aThousandLongTextsAreGroupedWhileSomebodyWaits() {
        var all = SUBJECTS.values().stream().flatMap(List::stream).toList();
        var texts = new ArrayList<String>();
        for (int i = 0; i < 1_000; i++) {
            var text = new StringBuilder();
            for (int part = 0; part < 10; part++) {
                text.append(all.get((i * 7 + part * part) % all.size())).append('，');
            }
            texts.add(text.toString());
        }

        long began = System.nanoTime();
        clusters.of(texts);

        Measured.within(Duration.ofSeconds(3), Duration.ofNanos(System.nanoTime() - began), "a thousand texts grouped");
    }

    private static List<String> of(String subject) {
        return SUBJECTS.getOrDefault(subject, List.of());
    }
}
