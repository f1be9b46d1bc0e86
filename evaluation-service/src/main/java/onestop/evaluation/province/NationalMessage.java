package onestop.evaluation.province;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** A message under the national names. Times are of the county, {@code yyyy-MM-dd HH:mm:ss}. */
sealed interface NationalMessage {

    /**
     * A service that has been given.
     *
     * @param promiseType and {@code anticipateType}: the unit of the days before, 1 for working days
     * @param userProp what kind of person or organisation it was given to
     */
    record Service(
            String taskCode,
            String taskName,
            String taskType,
            String projectNo,
            String projectName,
            String proStatus,
            String areaCode,
            String deptCode,
            String orgcode,
            String orgName,
            @Nullable String acceptDate,
            @Nullable String resultDate,
            String userProp,
            String promiseTime,
            @Nullable Integer promiseDay,
            @Nullable String promiseType,
            @Nullable Integer anticipateDay,
            @Nullable String anticipateType,
            String proChannel,
            String serviceName,
            int serviceNumber,
            String serviceTime,
            String dataSource)
            implements NationalMessage {}

    /**
     * A rating that has been given, or what has become of it.
     *
     * @param assessNumber 1 the first, 2 after the rectification
     * @param effective 0 when it was found mistaken or malicious; it is kept. A suspicion alone leaves it 1
     */
    record Rating(
            String projectNo,
            int serviceNumber,
            String taskCode,
            String deptCode,
            String pf,
            String satisfaction,
            @Nullable String evalDetail,
            String assessTime,
            int assessNumber,
            String isAnonymous,
            String isdefault,
            @JsonProperty("EffectivEvalua") String effective)
            implements NationalMessage {}
}
