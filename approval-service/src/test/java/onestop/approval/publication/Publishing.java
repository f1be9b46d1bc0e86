package onestop.approval.publication;

import org.springframework.boot.test.context.TestComponent;

/** Lets tests of other features publish without waiting. */
@TestComponent
public class Publishing {
    private final Publish publish;

    Publishing(Publish publish) {
        this.publish = publish;
    }

    public void run() {
        publish.run();
    }
}
