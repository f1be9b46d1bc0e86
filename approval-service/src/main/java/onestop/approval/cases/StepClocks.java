package onestop.approval.cases;

import java.util.List;
import java.util.Map;

/** Keeps the limits of steps that run. */
public interface StepClocks {
    record Running(String caseNumber, String itemCode, DueStep step) {}

    /** @return case number to limit, where the calendar in force gives another last day than the one that is kept */
    Map<String, MovedLimit> moved(List<Running> steps);
}
