package onestop.intake.consultation;

import java.time.ZoneOffset;
import java.util.List;
import onestop.intake.figures.Figure;
import onestop.intake.figures.FigureDefinition;
import onestop.intake.figures.FigureDefinition.CountedUnit;
import onestop.intake.figures.FigureDefinition.Cut;
import onestop.intake.figures.FigureQuery;
import onestop.intake.figures.FigureSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Questions, and how they were answered, by when they were asked. */
@Component
class ConsultationFigures implements FigureSource {
    private static final FigureDefinition ASKED = FigureDefinition.count(
            "CONSULTATIONS", "咨询数", "Questions asked", CountedUnit.CONSULTATION, Cut.PERIOD, Cut.REGION);
    private static final FigureDefinition ON_VEHICLE = FigureDefinition.count(
            "VEHICLE_CONSULTATIONS",
            "流动服务车咨询数",
            "Questions asked on the vehicle",
            CountedUnit.CONSULTATION,
            Cut.PERIOD,
            Cut.REGION);
    private static final FigureDefinition AT_ONCE = FigureDefinition.share(
            "CONSULTATIONS_ANSWERED_AT_ONCE",
            "咨询当场答复率",
            "Questions answered at once",
            CountedUnit.CONSULTATION,
            Cut.PERIOD,
            Cut.REGION);
    private static final FigureDefinition MINUTES = FigureDefinition.mean(
            "CONSULTATION_MINUTES_TO_ANSWER",
            "咨询平均答复分钟数",
            "Minutes until a question was answered",
            CountedUnit.MINUTE,
            Cut.PERIOD,
            Cut.REGION);

    private final JdbcClient jdbc;

    ConsultationFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<FigureDefinition> definitions() {
        return List.of(ASKED, ON_VEHICLE, AT_ONCE, MINUTES);
    }

    @Override
    public List<Figure> count(FigureQuery query) {
        return jdbc.sql("""
                SELECT count(*) AS asked,
                       count(*) FILTER (WHERE channel = 'MOBILE_VEHICLE') AS on_vehicle,
                       count(answered_at) AS answered,
                       count(*) FILTER (WHERE at_once) AS at_once,
                       coalesce(sum(extract(epoch FROM answered_at - asked_at) / 60), 0)::bigint AS minutes
                  FROM consultation
                 WHERE asked_at >= :start AND asked_at < :end
                   AND (:prefix = '' OR starts_with(region_code, :prefix))
                """)
                .param("start", query.start().atOffset(ZoneOffset.UTC))
                .param("end", query.end().atOffset(ZoneOffset.UTC))
                .param("prefix", query.regionPrefix())
                .query((row, _) -> List.of(
                        ASKED.of(row.getLong("asked")),
                        ON_VEHICLE.of(row.getLong("on_vehicle")),
                        AT_ONCE.of(row.getLong("at_once"), row.getLong("answered")),
                        MINUTES.of(row.getLong("minutes"), row.getLong("answered"))))
                .single();
    }
}
