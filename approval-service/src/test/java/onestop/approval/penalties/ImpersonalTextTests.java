package onestop.approval.penalties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import onestop.web.InvalidFieldException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImpersonalTextTests {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "负责人身份证号11010519491231002X",
                "110105194912310021 号",
                "电话13800138000",
                "电话 138 0013 8000。",
                "138-0013-8000"
            })
    void citizenAndMobileNumbersAreRefused(String text) {
        assertThatThrownBy(() -> ImpersonalText.of("ground", text))
                .isInstanceOfSatisfying(InvalidFieldException.class, e -> {
                    assertThat(e.field()).isEqualTo("ground");
                    assertThat(e.code()).isEqualTo("personal-data");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"销售超过保质期的食品", "莒市监处罚〔2026〕18号", "统一社会信用代码91371327MA3DEM0A2G", "货值13800元", "0539-2032115"})
    void whatIsPublicAnywayIsNot(String text) {
        assertThat(ImpersonalText.of("ground", text)).isEqualTo(text);
    }
}
