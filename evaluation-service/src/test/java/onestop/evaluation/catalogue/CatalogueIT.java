package onestop.evaluation.catalogue;

import static onestop.evaluation.Hall.newUnit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import onestop.evaluation.Hall;
import onestop.evaluation.WholeService;
import onestop.evaluation.catalogue.CatalogueNames.Name;
import onestop.evaluation.contract.Contracts;
import onestop.events.IncomingEvent;
import onestop.events.UnreadableEventException;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

@WholeService
class CatalogueIT {
    private static final String UNIT = "onestop.intake.catalogue.unit-published.v1";

    @Autowired
    Hall.Steps steps;

    @Autowired
    Events events;

    @Autowired
    CatalogueNames names;

    @Test
    void namesAreCopiedFromTheTopic() {
        var unit = newUnit();

        events.send("onestop.intake.catalogue", "unit:" + unit, UNIT, unit, 1, body(unit, "县行政审批服务局"));
        events.send(
                "onestop.intake.catalogue",
                "material:X",
                "onestop.intake.catalogue.material-published.v1",
                "X",
                1,
                "{\"key\":\"X\"}");

        Eventually.within(
                Duration.ofSeconds(30),
                () -> assertThat(names.units(List.of(unit))).containsEntry(unit, new Name("县行政审批服务局", "A bureau")));
    }

    @Test
    void anOlderVersionDoesNotReplaceANewerOneAndARemovedEntryKeepsItsName() {
        var unit = newUnit();

        steps.tell("catalogue", event(unit, 2, body(unit, "新名")));
        steps.tell("catalogue", event(unit, 1, body(unit, "旧名")));
        steps.tell("catalogue", event(unit, 3, ""));

        assertThat(names.units(List.of(unit))).containsEntry(unit, new Name("新名", "A bureau"));
    }

    @Test
    void itemsAndPackagesAreNamedToo() {
        var code = newUnit();
        steps.tell(
                "catalogue",
                steps.event(
                        "onestop.intake.catalogue.package-published.v1",
                        "package:" + code,
                        "{\"code\":\"%s\",\"nameZh\":\"企业变更\",\"version\":1}".formatted(code)));

        assertThat(names.matters(List.of(code, "UNKNOWN"))).isEqualTo(Map.of(code, new Name("企业变更", null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unit", "item", "package", "material"})
    void whatIntakePromisesInItsContractIsUnderstood(String kind) {
        var type = "onestop.intake.catalogue." + kind + "-published.v1";
        var sample = Contracts.read(Contracts.FOLDER.resolveSibling("intake/events/" + type + ".sample.json"));

        steps.tell("catalogue", steps.event(type, kind, sample));

        var entry = JsonMapper.shared().readTree(sample);
        var code = entry.path(entry.has("code") ? "code" : "key").asString();
        if (!kind.equals("material")) {
            assertThat(kind.equals("unit") ? names.units(List.of(code)) : names.matters(List.of(code)))
                    .containsKey(code);
        }
    }

    @Test
    void anEntryWithoutANameIsUnreadable() {
        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> steps.tell("catalogue", event("X", 1, "{\"key\":\"X\"}")));
    }

    private static String body(String unit, String name) {
        return "{\"key\":\"%s\",\"nameZh\":\"%s\",\"nameEn\":\"A bureau\",\"version\":1}".formatted(unit, name);
    }

    private IncomingEvent event(String unit, long version, String body) {
        var event = steps.event(UNIT, "unit:" + unit, body);
        return new IncomingEvent(
                UUID.randomUUID(), UNIT, "/test", unit, version, event.time(), "t", "unit:" + unit, event.body());
    }
}
