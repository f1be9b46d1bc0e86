package onestop.evaluation.indicators;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.indicators.PublishRanking.Edition;
import onestop.evaluation.indicators.PublishRanking.Published;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Publishes the rankings of each month and each year some days after its end (莒南县 of 2020: each month and each year), and
 * those of earlier months that nobody has published because nothing was running. Each in a transaction of its own; of
 * several replicas one publishes.
 */
@Component
@EnableConfigurationProperties(PublishWhenOver.Settings.class)
class PublishWhenOver {
    private static final Logger log = LoggerFactory.getLogger(PublishWhenOver.class);
    private static final String BY_ITSELF = "evaluation-service";

    private final PublishRanking publishing;
    private final Publications publications;
    private final Settings settings;
    private final InstantSource clock;
    private final TransactionTemplate transaction;

    /**
     * When and what is published without anybody asking.
     *
     * @param afterDays days between the end of a period and its publication, so that suspicions can be decided on
     * @param months how many months back are made up for; 0 publishes nothing
     */
    @ConfigurationProperties("onestop.evaluation.publications")
    record Settings(int afterDays, int months, int minimumSample) {}

    PublishWhenOver(
            PublishRanking publishing,
            Publications publications,
            Settings settings,
            InstantSource clock,
            TransactionTemplate transaction) {
        this.publishing = publishing;
        this.publications = publications;
        this.settings = settings;
        this.clock = clock;
        this.transaction = transaction;
    }

    @Scheduled(
            fixedDelayString = "${onestop.evaluation.publications.interval}",
            initialDelayString = "${onestop.evaluation.publications.interval}")
    void run() {
        var due = due(CountyTime.dayOf(CountyTime.now(clock)));
        if (due.isEmpty()) {
            return;
        }
        for (var edition : publications.withoutPublished(due)) {
            try {
                publish(edition);
            } catch (DataAccessException | TransactionException e) {
                log.warn(
                        "the ranking {} of {} could not be published; it is tried again",
                        edition.slice(),
                        edition.period(),
                        e);
            }
        }
    }

    private void publish(Edition edition) {
        var result = transaction.execute(_ -> publishing.publish(edition, false, BY_ITSELF, CountyTime.now(clock)));
        if (result instanceof Published(var publication)) {
            log.info("the ranking {} of {} is published", publication.slice(), publication.period());
        }
    }

    /** The editions that should be out on a day, oldest first. */
    private List<Edition> due(LocalDate today) {
        var over = today.minusDays(settings.afterDays());
        var lastMonth = YearMonth.from(over).minusMonths(1);
        var months = IntStream.range(0, settings.months())
                .mapToObj(back -> lastMonth.minusMonths(settings.months() - 1L - back))
                .map(YearMonth::toString);
        var lastYear = settings.months() == 0
                ? Stream.<String>of()
                : Stream.of(Year.from(over).minusYears(1).toString());
        return Stream.concat(months, lastYear)
                .flatMap(period -> RankingController.RANKED.stream()
                        .map(slice -> new Edition(slice, period, settings.minimumSample())))
                .toList();
    }
}
