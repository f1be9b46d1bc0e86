package onestop.approval.cases;

import onestop.approval.cases.AcceptedFile.Item;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * What the green channel (绿色通道) promises: a share of the ordinary promise of each item, rounded up to whole working days and at least
 * one. What is promised on the spot or within a day stays. The limits of the law and the steps of an item are the same as for everybody.
 */
@Component
class GreenPromise {
    private final int percent;

    /** @param percent of the ordinary promise, 1 to 100; 100 makes only the queue shorter */
    GreenPromise(@Value("${onestop.approval.green-channel.promised-percent:60}") int percent) {
        if (percent < 1 || percent > 100) {
            throw new IllegalArgumentException(
                    "onestop.approval.green-channel.promised-percent is %d, not 1 to 100".formatted(percent));
        }
        this.percent = percent;
    }

    /** The file with the promises that hold for it. */
    AcceptedFile of(AcceptedFile file) {
        return file.greenChannel() == null
                ? file
                : file.withItems(file.items().stream().map(this::of).toList());
    }

    private Item of(Item item) {
        return item.promised(workingDays(item.promisedDays()));
    }

    int workingDays(int ordinary) {
        return (ordinary * percent + 99) / 100;
    }
}
