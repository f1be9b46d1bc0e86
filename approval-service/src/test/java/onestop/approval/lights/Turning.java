package onestop.approval.lights;

import org.springframework.boot.test.context.TestComponent;

/** What tests do in place of the schedule. */
@TestComponent
public class Turning {
    private final TurnLights turner;

    Turning(TurnLights turner) {
        this.turner = turner;
    }

    public void turn() {
        turner.turn();
    }
}
