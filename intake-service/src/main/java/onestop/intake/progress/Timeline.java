package onestop.intake.progress;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import onestop.intake.application.FileItem;
import onestop.intake.application.FileOverview;
import onestop.intake.application.FinishedFile;
import onestop.intake.delivery.DeliveryNews;
import onestop.intake.progress.ProgressTables.ItemTally;
import onestop.intake.progress.ProgressTables.RatingLine;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.stereotype.Component;

/** What happened, one line each, in the reader's language. An item is one line however many cases it has. */
@Component
class Timeline {
    private final ResourceBundleMessageSource texts = new ResourceBundleMessageSource();

    Timeline() {
        texts.setBasename("timeline");
        texts.setDefaultEncoding(StandardCharsets.UTF_8.name());
        texts.setFallbackToSystemLocale(false);
    }

    enum What {
        SUBMITTED,
        PRE_REVIEWED,
        CORRECTION_REQUESTED,
        CORRECTED,
        ACCEPTED,
        MATERIALS_SUPPLIED,
        CASE_CORRECTED,
        FEE_PAID,
        REFUSED,
        WITHDRAWN,
        TERMINATED,
        LAPSED,
        ITEM_OPENED,
        ITEM_SUSPENDED,
        ITEM_RESUMED,
        ITEM_EXTENDED,
        ITEM_REOPENED,
        ITEM_WAITS_AGAIN,
        ITEM_DECIDED,
        ITEM_ENDED,
        FINISHED,
        PARTLY_DELIVERED,
        DELIVERED,
        POST_ARRIVED,
        POST_RETURNED,
        LICENCE_READ,
        DELIVERED_AGAIN,
        RATING_INVITED,
        RATED,
        RECTIFICATION_OPENED,
        RECTIFICATION_CLOSED,
        APPEAL_RECEIVED,
        APPEAL_ON_ITS_WAY,
        APPEAL_EXTENDED,
        APPEAL_REPLIED,
        APPEAL_CLOSED,
        APPEAL_REOPENED
    }

    record Entry(Instant at, What what, @Nullable String item, String text) {}

    List<Entry> of(
            FileOverview file,
            List<ItemTally> tallies,
            @Nullable FinishedFile finished,
            List<RatingLine> ratings,
            List<DeliveryNews.Step> delivery,
            List<IncidentTables.Line> incidents) {
        var entries = new ArrayList<Entry>();
        file.acts().forEach(act -> entries.add(entry(act.at(), What.valueOf(act.act()), null)));
        for (var item : file.items()) {
            for (var tally : tallies) {
                if (!tally.itemCode().equals(item.code())) {
                    continue;
                }
                if (tally.firstOpenedAt() != null) {
                    entries.add(entry(tally.firstOpenedAt(), What.ITEM_OPENED, item));
                }
                if (tally.lastDecidedAt() != null
                        && tally.decided() + tally.ended()
                                >= file.casesPerItem().getOrDefault(item.code(), 1)) {
                    var what = tally.decided() > 0 ? What.ITEM_DECIDED : What.ITEM_ENDED;
                    entries.add(entry(tally.lastDecidedAt(), what, item));
                }
            }
        }
        if (finished != null) {
            entries.add(entry(finished.at(), What.FINISHED, null));
        }
        for (var rating : ratings) {
            if (rating.invitedAt() != null) {
                entries.add(entry(rating.invitedAt(), What.RATING_INVITED, null));
            }
            if (rating.givenAt() != null) {
                entries.add(entry(rating.givenAt(), What.RATED, null));
            }
        }
        delivery.forEach(
                step -> entries.add(entry(step.at(), What.valueOf(step.what().name()), null)));
        var items = file.items().stream().collect(Collectors.toMap(FileItem::code, Function.identity()));
        incidents.forEach(line ->
                entries.add(entry(line.at(), line.what(), line.item() == null ? null : items.get(line.item()))));
        entries.sort(Comparator.comparing(Entry::at).thenComparing(Entry::what));
        return entries;
    }

    private Entry entry(Instant at, What what, @Nullable FileItem item) {
        var locale = LocaleContextHolder.getLocale();
        boolean chinese = locale.getLanguage().equals(Locale.CHINESE.getLanguage());
        var name = item == null ? "" : chinese ? item.nameZh() : item.nameEn();
        return new Entry(
                at,
                what,
                item == null ? null : item.code(),
                texts.getMessage(what.name(), null, locale).replace("{0}", name));
    }
}
