package onestop.approval.licences;

import java.time.LocalDate;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import onestop.approval.clocks.OfficeTime;
import onestop.approval.printing.IssuingCounty;
import onestop.documents.ChineseTime;
import onestop.documents.PdfRenderer;
import onestop.documents.QrCode;
import onestop.documents.Templates;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** The page of a licence: what it says since its issue or last renewal, with the code that verifies it. */
@Component
class LicencePages {
    private final Templates templates = new Templates(
            "/licence/", value -> value instanceof LocalDate date ? ChineseTime.date(date) : value.toString());

    private final CheckCodes codes;
    private final IssuingCounty county;

    LicencePages(CheckCodes codes, IssuingCounty county) {
        this.codes = codes;
        this.county = county;
    }

    String of(Licence licence) {
        var values = new HashMap<String, Object>();
        values.put("licence", licence);
        values.put("issuedOn", OfficeTime.dateOf(licence.issuedAt()));
        if (licence.validUntil() != null) {
            values.put("validUntil", licence.validUntil());
        }
        if (licence.face() > 1) {
            values.put("renewedOn", OfficeTime.dateOf(licence.facedAt()));
        }
        values.put("county", county);
        values.put("code", codes.of(licence));
        values.put("qrCode", Base64.getEncoder().encodeToString(QrCode.png(verification(licence))));
        values.put("families", PdfRenderer.FAMILIES);
        return templates.fill("v" + licence.template() + "/", "licence", values);
    }

    /** What the code on the paper leads to. */
    String verification(Licence licence) {
        return UriComponentsBuilder.fromUriString(county.verificationAddress())
                .queryParam("code", "{code}")
                .encode()
                .buildAndExpand(Map.of("number", licence.number(), "code", codes.of(licence)))
                .toUriString();
    }
}
