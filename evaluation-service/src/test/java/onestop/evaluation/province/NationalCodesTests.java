package onestop.evaluation.province;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import onestop.evaluation.invitations.ServiceKind;
import onestop.evaluation.scale.Channel;
import onestop.evaluation.scale.Level;
import onestop.evaluation.scale.Source;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NationalCodesTests {

    @ParameterizedTest
    @CsvSource({
        "VERY_SATISFIED, 5, 1",
        "SATISFIED, 4, 2",
        "BASICALLY_SATISFIED, 3, 3",
        "DISSATISFIED, 2, 4",
        "VERY_DISSATISFIED, 1, 5"
    })
    void theTwoTablesOfLevelsRunInOppositeDirections(Level level, String satisfaction, String dataStandard) {
        assertThat(NationalCodes.satisfaction(level)).isEqualTo(satisfaction);
        assertThat(NationalCodes.ofSatisfaction(satisfaction)).contains(level);
        assertThat(NationalCodes.dataStandard(level)).isEqualTo(dataStandard);
        assertThat(NationalCodes.ofDataStandard(dataStandard)).contains(level);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "6", "", "05", "非常满意"})
    void thereAreNoOtherLevels(String code) {
        assertThat(NationalCodes.ofSatisfaction(code)).isEmpty();
        assertThat(NationalCodes.ofDataStandard(code)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PC, 1", "MOBILE, 2", "QR_CODE, 3", "HALL_TABLET, 4", "HALL_TERMINAL, 5", "PHONE, 6", "SMS, 7"})
    void channelsGoThereAndBack(Channel channel, String pf) {
        assertThat(NationalCodes.pf(channel)).isEqualTo(pf);
        assertThat(NationalCodes.ofPf(pf, false)).contains(channel);
    }

    @Test
    void numbersFlagsLabelsAndTimesGoThereAndBack() {
        assertThat(NationalCodes.ofProjectNo(NationalCodes.projectNo("371327LB26030200017")))
                .contains(new NationalCodes.File("371327LB26030200017"));
        assertThat(NationalCodes.ofProjectNo(NationalCodes.projectNo(Source.HOTLINE, "17")))
                .contains(new NationalCodes.Elsewhere(Source.HOTLINE, "17"));
        assertThat(NationalCodes.ofProjectNo(NationalCodes.projectNo(Source.TOWN_CENTRE, "T/1")))
                .contains(new NationalCodes.Elsewhere(Source.TOWN_CENTRE, "T/1"));
        assertThat(NationalCodes.ofProjectNo("13371327LB26030200017")).isEmpty();
        assertThat(NationalCodes.ofProjectNo("37")).isEmpty();
        for (boolean yes : new boolean[] {true, false}) {
            assertThat(NationalCodes.ofFlag(NationalCodes.flag(yes))).contains(yes);
            assertThat(NationalCodes.ofAnonymous(NationalCodes.anonymous(yes))).contains(yes);
        }
        assertThat(NationalCodes.ofFlag("2")).isEmpty();
        assertThat(NationalCodes.ofAnonymous("0")).isEmpty();
        assertThat(NationalCodes.ofEvalDetail(NationalCodes.evalDetail(List.of("510", "517"))))
                .containsExactly("510", "517");
        assertThat(NationalCodes.ofEvalDetail("510|517")).as("from a device").containsExactly("510", "517");
        assertThat(NationalCodes.ofEvalDetail(NationalCodes.evalDetail(List.of())))
                .isEmpty();
        var moment = Instant.parse("2026-03-05T08:02:11Z");
        assertThat(NationalCodes.time(moment)).isEqualTo("2026-03-05 16:02:11");
        assertThat(NationalCodes.ofTime(NationalCodes.time(moment))
                        .orElseThrow()
                        .toInstant())
                .isEqualTo(moment);
        assertThat(NationalCodes.ofTime("2026-02-30 10:00:00")).isEmpty();
    }

    @Test
    void whatNobodyRatedIsKnownByItsFlag() {
        assertThat(NationalCodes.ofPf(NationalCodes.pf(Channel.SYSTEM_DEFAULT), true))
                .contains(Channel.SYSTEM_DEFAULT);
        assertThat(NationalCodes.ofPf("8", false)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "LICENCE, 01",
        "PAYMENT, 05",
        "CONFIRMATION, 07",
        "AWARD, 08",
        "ADJUDICATION, 09",
        "FILING, 10",
        "OTHER, 10",
        "PUBLIC_SERVICE, 20",
        "SOMETHING_NEW, 99"
    })
    void kindsOfItems(String kind, String code) {
        assertThat(NationalCodes.taskType(kind)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "91371327MA3DEM0A2G, 2",
        "92371327MA3DEM0A2G, 5",
        "93371327MA3DEM0A2G, 9",
        "11371327MBX000019J, 6",
        "12441500196720244T, 3",
        "13371327MBX000019J, 4",
        "51371327MBX000019J, 4",
        "52371327MBX000019J, 4",
        "53371327MBX000019J, 4",
        "N2371327MBX000019J, 9",
        "Y1371327MBX000019J, 9",
        "19371327MBX000019J, 9",
        "9, 9",
        ", 9"
    })
    void theKindOfOrganisationIsReadFromItsCreditCode(@Nullable String usci, String code) {
        assertThat(NationalCodes.userProp(ServiceKind.ACCEPTANCE, usci)).isEqualTo(code);
    }

    @Test
    void whoAsksAQuestionIsAPersonUnlessAnOrganisationIsTold() {
        assertThat(NationalCodes.userProp(ServiceKind.CONSULTATION, null)).isEqualTo("1");
        assertThat(NationalCodes.userProp(ServiceKind.CONSULTATION, "91371327MA3DEM0A2G"))
                .isEqualTo("2");
    }

    @ParameterizedTest
    @EnumSource(ServiceKind.class)
    void everyServiceHasAStatusAndAName(ServiceKind service) {
        assertThat(NationalCodes.proStatus(service, service.number())).isIn("1", "2", "3");
        assertThat(NationalCodes.serviceName(service)).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "37SD-1/2, 37SD-1, 2",
        "37SD/1/61, 37SD/1, 61",
        "37SD-1/0,,",
        "37SD-1/100,,",
        "37SD-1,,",
        "P-1/2,,",
        "37/2,,"
    })
    void aServiceThatOnlyTheProvinceKnows(String number, @Nullable String projectNo, @Nullable Integer service) {
        var found = NationalCodes.ofSourceNumber(number);

        assertThat(found.map(NationalCodes.OfTheProvince::projectNo).orElse(null))
                .isEqualTo(projectNo);
        assertThat(found.map(NationalCodes.OfTheProvince::serviceNumber).orElse(null))
                .isEqualTo(service);
        found.ifPresent(one -> assertThat(one.sourceNumber()).isEqualTo(number));
    }

    @Test
    void theCountysOwnItemsAreKnownByTheirCode() {
        assertThat(NationalCodes.selfBuilt("11371327MB00000000001009001002")).isTrue();
        assertThat(NationalCodes.selfBuilt("11371327MBX000078M4001009001002")).isFalse();
        assertThat(NationalCodes.projectNo("371327LB26030200017")).isEqualTo("37371327LB26030200017");
        assertThat(NationalCodes.anonymous(true)).isEqualTo("1");
        assertThat(NationalCodes.anonymous(false)).isEqualTo("2");
        assertThat(NationalCodes.promiseTime("IMMEDIATE")).isEqualTo("1");
        assertThat(NationalCodes.promiseTime(null)).isEqualTo("2");
    }

    @ParameterizedTest
    @CsvSource({"37SD-1/3, 37SD-1, 3", "37SD-1, 37SD-1, 2", "P-1, 37P-1, 2", "P-1/3, 37P-1/3, 2"})
    void whateverTheProvinceHasNumberedItWithItIsToldBackUnderThat(String number, String projectNo, int service) {
        var told = NationalCodes.ofTheProvince(number);

        assertThat(told.projectNo()).isEqualTo(projectNo);
        assertThat(told.serviceNumber()).isEqualTo(service);
    }
}
