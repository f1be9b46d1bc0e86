package onestop.appeal.units;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import onestop.appeal.WholeService;
import onestop.appeal.contract.Contracts;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@WholeService
class UnitPublishedConsumerIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String TOPIC = "onestop.intake.catalogue";
    private static final String PUBLISHED = "onestop.intake.catalogue.unit-published.v1";

    @Autowired
    Events events;

    @Autowired
    Units units;

    @Autowired
    JdbcClient jdbc;

    @Test
    void aPublishedUnitCanBeDispatchedToUntilItIsWithdrawn() {
        events.createTopic(TOPIC, 1);
        var unit = new UnitKey("U" + Math.abs(UUID.randomUUID().hashCode()));
        assertThat(units.inUse(unit)).isFalse();

        events.send(TOPIC, "item:X", "onestop.intake.catalogue.item-published.v1", "item:X", 1, "{\"code\": \"X\"}");
        events.send(TOPIC, "unit:" + unit, PUBLISHED, "unit:" + unit, 1, """
                {"key": "%s", "nameZh": "县公安局", "nameEn": "Public Security", "usci": "1", "version": 1}""".formatted(unit));
        Eventually.within(SOON, () -> assertThat(units.inUse(unit)).isTrue());

        events.send(TOPIC, "unit:" + unit, Events.cloudEvent(UUID.randomUUID(), PUBLISHED, "unit:" + unit, 2), null);
        Eventually.within(SOON, () -> assertThat(units.inUse(unit)).isFalse());
    }

    @Test
    void theSampleOfIntakeIsUnderstood() {
        events.createTopic(TOPIC, 1);
        var sample = Contracts.read(Contracts.ALL.resolve("intake/events/" + PUBLISHED + ".sample.json"));
        var key = JsonMapper.shared().readTree(sample).path("key").asString();
        jdbc.sql("UPDATE unit SET in_use = false WHERE key = :key")
                .param("key", key)
                .update();
        events.send(TOPIC, "unit:" + key, PUBLISHED, "unit:" + key, 1, sample);
        Eventually.within(SOON, () -> assertThat(units.inUse(new UnitKey(key))).isTrue());
    }

    @Test
    void aUnitWithoutAKeyIsADeadLetter() {
        events.createTopic(TOPIC, 1);
        var key = "unit:" + UUID.randomUUID();
        events.send(TOPIC, key, PUBLISHED, key, 1, "{\"nameZh\": \"无名\"}");
        Eventually.within(
                SOON,
                () -> assertThat(jdbc.sql("SELECT count(*) FROM dead_letter WHERE msg_key = :key")
                                .param("key", key)
                                .query(Long.class)
                                .single())
                        .isEqualTo(1));
    }
}
