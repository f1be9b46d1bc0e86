package onestop.approval;

import static org.assertj.core.api.Assertions.assertThat;

import onestop.testsupport.Events.Received;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published contract of our events, as the tests read it: from the files, not from the code. */
public final class Contract {
    public static final String TOPIC = "onestop.approval.case";

    public static final String LICENCES = "onestop.approval.licence";

    private static final JsonMapper JSON = new JsonMapper();

    private Contract() {}

    /** Data, key, subject and sequence are as promised, and there is no field that the contract does not name. */
    public static void holds(Received event) {
        assertThat(event.key()).as("key of %s", event).isNotNull();
        var data = data(event);
        if (event.type().startsWith(LICENCES)) {
            assertThat(data.get("licenceNumber").asString())
                    .isEqualTo(event.key())
                    .isEqualTo(event.subject());
        } else {
            assertThat(data.get("receiptNumber").asString()).isEqualTo(event.key());
            assertThat(data.has("caseNumber") ? data.get("caseNumber").asString() : event.key())
                    .isEqualTo(event.subject());
        }
        assertThat(event.sequence()).isPositive();
        assertEvent(event.type(), event.text());
    }

    public static JsonNode data(Received event) {
        return JSON.readTree(event.text());
    }

    /** Holds the data of an event of any of our types against its schema. */
    public static void assertEvent(String type, String json) {
        RestContract.SERVICE.assertEvent(type, json);
    }
}
