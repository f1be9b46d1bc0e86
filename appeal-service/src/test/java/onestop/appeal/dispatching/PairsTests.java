package onestop.appeal.dispatching;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PairsTests {
    @Test
    void titlesAreAsAlikeAsThePairsOfTheShorterOneThatTheOtherHasToo() {
        assertThat(likeness("雨污管网", "雨污管道")).isEqualTo(2.0 / 3);
        assertThat(likeness("管网", "开发区雨污管网施工影响出行")).isEqualTo(1);
        assertThat(likeness("社保缴费", "雨污管网")).isZero();
    }

    @Test
    void caseSpacesAndPunctuationDoNotCount() {
        assertThat(likeness("关于 ABC 园区，停电！", "关于abc园区停电")).isEqualTo(1);
        assertThat(likeness("《停电》", "停 电。")).isEqualTo(1);
    }

    @Test
    void whatHasNoLettersIsLikeNothing() {
        assertThat(likeness("？！", "？！")).isZero();
        assertThat(likeness("", "停电")).isZero();
        assertThat(likeness("电", "电")).isEqualTo(1);
    }

    private static double likeness(String one, String other) {
        assertThat(Pairs.of(one).likeness(Pairs.of(other)))
                .isEqualTo(Pairs.of(other).likeness(Pairs.of(one)));
        return Pairs.of(one).likeness(Pairs.of(other));
    }
}
