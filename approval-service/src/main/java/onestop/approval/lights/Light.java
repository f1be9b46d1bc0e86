package onestop.approval.lights;

import java.time.LocalDate;

/**
 * A light that turned.
 *
 * @param sequence 1 when it turned, one more with each reply
 */
record Light(
        long id,
        String caseNumber,
        String receiptNumber,
        String itemCode,
        String unit,
        Severity severity,
        LocalDate measuredOn,
        LightState state,
        int sequence) {}
