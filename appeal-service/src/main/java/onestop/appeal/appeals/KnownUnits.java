package onestop.appeal.appeals;

import onestop.appeal.units.UnitKey;
import onestop.appeal.units.Units;
import onestop.web.InvalidFieldException;
import org.springframework.stereotype.Component;

/** Reads the name of a unit or of an item in a request: one that the catalogue does not know could never sign, or has no owner. */
@Component
class KnownUnits {
    private final Units units;

    KnownUnits(Units units) {
        this.units = units;
    }

    UnitKey require(String field, String typed) {
        return units.require(field, typed);
    }

    String requireItem(String field, String typed) {
        if (!units.knowsItem(typed)) {
            throw new InvalidFieldException(field, "unknown-item");
        }
        return typed;
    }
}
