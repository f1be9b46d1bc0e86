package onestop.evaluation.partners;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import onestop.evaluation.scale.Source;
import onestop.web.InvalidFieldException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Which partner speaks for which sources. Who may write to the topics is the broker's business. */
@ConfigurationProperties("onestop.evaluation")
record PartnerSources(@DefaultValue Map<String, Set<Source>> partnerSources) {

    Set<Source> of(String partner) {
        return partnerSources.getOrDefault(partner, EnumSet.noneOf(Source.class));
    }

    /** Whether a row speaks for a source of its sender. */
    static void check(Source source, Set<Source> ofTheCaller) {
        if (!ofTheCaller.contains(source)) {
            throw new InvalidFieldException(
                    "source", "source-not-yours", ofTheCaller.stream().sorted().toList());
        }
    }
}
