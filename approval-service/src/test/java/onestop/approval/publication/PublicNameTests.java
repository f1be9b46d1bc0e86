package onestop.approval.publication;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PublicNameTests {
    @Test
    void anEnterprisesNameIsPublic() {
        assertThat(PublicName.of("91371327MA3DEM0A2G", "莒南县沂蒙食品有限公司")).isEqualTo("莒南县沂蒙食品有限公司");
    }

    @Test
    void ofAnIndividualBusinessThePersonIsNotShown() {
        assertThat(PublicName.of("92371327MA3DEM0A2G", "莒南县张三丰小吃店"))
                .isEqualTo("莒南*****吃店")
                .doesNotContain("张三丰");
        assertThat(PublicName.of("92371327MA3DEM0A2G", "张三丰店")).isEqualTo("张**");
    }
}
