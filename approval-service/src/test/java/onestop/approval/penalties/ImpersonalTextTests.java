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
                "138-0013-8000",
                "身份证 371327 19900307 0016",
                "371327-1990-0307-001x",
                "3713 2719 9003 0700 16",
                "３７１３２７１９９００３０７００１６",
                "371327\u200b199003070016",
                "公民身份号码：371327900307001。",
                "371327 900307 001",
                "+8613800138000",
                "+86 138 0013 8000",
                "138 001 38000",
                "1380 0138 000",
                "0539-7210000",
                "（0539）7210000",
                "(0539) 721 0000",
                "05397210000",
                "010-6210 0000",
                "+86 539 7210000",
                "联系电话：7210000",
                "Tel. 7210000"
            })
    void citizenAndTelephoneNumbersAreRefusedHoweverTheyAreWritten(String text) {
        assertThatThrownBy(() -> ImpersonalText.of("ground", text))
                .isInstanceOfSatisfying(InvalidFieldException.class, e -> {
                    assertThat(e.field()).isEqualTo("ground");
                    assertThat(e.code()).isEqualTo("personal-data");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "销售超过保质期的食品",
                "莒市监处罚〔2026〕18号",
                "统一社会信用代码91371327MA3DEM0A2G",
                "货值13800元",
                "罚款 13800 元，没收违法所得 138000.00 元",
                "2025-11-03 至 2026-01-05 销售 120 件",
                "批号 0202603011",
                "批号20260301123456",
                "食品生产许可证SC10637132700012",
                "条码6901234567892",
                "统一社会信用代码913713277000123456",
                "《食品安全法》第三十四条第一款第（十）项、第124条",
                "投诉电话12345"
            })
    void whatIsPublicAnywayIsNot(String text) {
        assertThat(ImpersonalText.of("ground", text)).isEqualTo(text);
    }
}
