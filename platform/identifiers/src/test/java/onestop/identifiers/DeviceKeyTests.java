package onestop.identifiers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeviceKeyTests {
    @Test
    void eachKeyIsAnotherAndLongEnoughNotToBeGuessed() {
        var key = DeviceKey.random();

        assertThat(key.text())
                .matches("[A-Za-z0-9_-]{43}")
                .isNotEqualTo(DeviceKey.random().text());
    }

    @Test
    void whatIsKeptIsTheSameForTheSameKeyAndTellsNothingOfIt() {
        var key = DeviceKey.random();

        assertThat(new DeviceKey(key.text()).hash()).hasSize(32).isEqualTo(key.hash());
        assertThat(key.toString()).doesNotContain(key.text());
    }
}
